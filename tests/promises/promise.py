"""What a promise is, how hard it is tried, and the models and texts that all share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from attrs import field, frozen

from quotetrack.find.finder import Finder
from quotetrack.models import Extraction, Role, SaidOn, TextSpan

Effort = Literal["slice", "quick", "full"]
SEEDS = Path(__file__).parents[2] / "seeds"


@frozen
class Outcome:
    """Is what a check found: how much was tried, what failed (the first few, in words), the figure reached.

    `held` is false where the figure falls short though nothing failed.
    """

    tried: str
    failures: tuple[str, ...] = ()
    figure: str = ""
    held: bool = True

    @property
    def kept(self) -> bool:
        """Tell whether the promise was kept."""
        return self.held and not self.failures


@frozen
class Promise:
    """Is one promise: its number, what it says, the figure it must reach, and the check that shows it."""

    number: str
    says: str
    wanted: str
    check: Callable[[Effort], Outcome] = field(repr=False)


@cache
def finder() -> Finder:
    """Load the embedded models once."""
    return Finder.load()


@cache
def samples() -> tuple[tuple[str, str], ...]:
    """Return the sample articles: (name, text)."""
    found = tuple((path.stem, path.read_bytes().decode()) for path in sorted(SEEDS.glob("*.txt")))
    assert found, f"no sample articles in {SEEDS}"
    return found


def amount(effort: Effort, *, slice: int, quick: int, full: int) -> int:
    """Choose how many by effort."""
    return {"slice": slice, "quick": quick, "full": full}[effort]


def spans(result: Extraction) -> Iterator[TextSpan | Role | SaidOn]:
    """Yield everything in a result that has offsets."""
    for attribution in result.attributions:
        yield from attribution.content
        yield from attribution.cue
        yield from attribution.source
        if attribution.addressee is not None:
            yield attribution.addressee
        if attribution.said_on is not None:
            yield attribution.said_on
    for speaker in result.speakers:
        yield from speaker.mentions
        yield from speaker.roles


def misplaced(result: Extraction) -> list[str]:
    """Tell which offsets do not cut out their words from the very text that was given."""
    text = result.article.text
    return [
        f"[{span.start}, {span.end}) gives {text[span.start : span.end]!r:.60}, not {span.text!r:.60}"
        for span in spans(result)
        if not 0 <= span.start <= span.end <= len(text) or text[span.start : span.end] != span.text
    ]
