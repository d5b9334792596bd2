"""Find the words again in an article that was edited after they were marked.

The order of trust is that of the W3C Web Annotation selectors: the position when the words still stand there, else the
words themselves with what stood before and after them, else the most similar words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Protocol

from attrs import evolve, frozen
from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from quotetrack.models import Article, Attribution, Extraction, Role, SaidOn, Speaker, TextSpan

CONTEXT = 32  # characters of prefix and suffix: the length that the annotation community settled on
MAX_PLACES = 500  # occurrences of a short phrase to weigh
SIMILAR = 80.0  # of 100; below this an editor has said something else
SHORTEST_SIMILAR = 12  # characters: a shorter phrase resembles anything


@frozen
class Quote:
    """Is a stretch of text with what stands around it: enough to find it again."""

    start: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, span: TextSpan | Role | SaidOn) -> Quote:
        """Cut a span and its surroundings out of its article's text."""
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        return cls(span.start, span.text, before, after)


@frozen
class Reanchored:
    """Is an extraction moved to an edited text, with the ids of the attributions whose words are gone from it."""

    extraction: Extraction
    lost: tuple[str, ...]


def locate(text: str, quote: Quote, *, hint: int | None = None) -> TextSpan | None:
    """Return where the quote stands in the text, or ``None`` when nothing there is similar enough.

    `hint` is where it is expected when that is not the old position.

    >>> locate("Yes. She said no twice.", Quote(9, "no", "She said ", " twice"))
    TextSpan(start=14, end=16, text='no')
    """
    size, near = len(quote.exact), quote.start if hint is None else hint
    if not quote.exact:
        return TextSpan(near, near, "") if 0 <= near <= len(text) else None
    places = list(islice(_places(text, quote.exact), MAX_PLACES))
    if places:
        best = max(places, key=lambda at: (_context(text, at, size, quote), -abs(at - near)))
        return TextSpan.of(text, best, best + size)
    return _between(text, quote, near) or _similar(text, quote)


def reanchor(extraction: Extraction, text: str | Article) -> Reanchored:
    """Move an extraction to an edited version of its article.

    A content that was changed a little is taken as it stands now; an attribution of which a part is gone is lost, and
    its id is told. Cues, sources, roles and mentions that are gone are left out.
    """
    article = text if isinstance(text, Article) else evolve(extraction.article, text=text)
    old = extraction.article.text

    def find(span: TextSpan | Role | SaidOn) -> TextSpan | None:
        return locate(article.text, Quote.of(old, span))

    return move(extraction, article, find)


def move(extraction: Extraction, article: Article, find: Finds) -> Reanchored:
    """Rebuild an extraction on another article with every span at the place that `find` gives."""

    def spans(old: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
        return tuple(sorted(moved for span in old if (moved := find(span)) is not None))

    speakers = {s.id: _moved_speaker(s, find, spans(s.mentions)) for s in extraction.speakers}
    kept: list[Attribution] = []
    lost: list[str] = []
    for a in extraction.attributions:
        content = spans(a.content)
        if len(content) < len(a.content):
            lost.append(a.id)
            continue
        when = find(a.said_on) if a.said_on is not None else None
        kept.append(
            evolve(
                a,
                content=content,
                cue=spans(a.cue),
                source=spans(a.source),
                speaker=speakers[a.speaker.id] if a.speaker is not None else None,
                addressee=find(a.addressee) if a.addressee is not None else None,
                said_on=SaidOn(when.start, when.end, when.text, a.said_on.date) if a.said_on and when else None,
            )
        )
    moved = Extraction(article, tuple(kept), tuple(speakers.values()), extraction.model)
    return Reanchored(moved, tuple(lost))


class Finds(Protocol):
    """Is the type of a function from an old span to its new place."""

    def __call__(self, span: TextSpan | Role | SaidOn, /) -> TextSpan | None:
        """Return the new place, ``None`` when it is gone."""
        ...


def _moved_speaker(speaker: Speaker, find: Finds, mentions: tuple[TextSpan, ...]) -> Speaker:
    roles = ((role, find(role)) for role in speaker.roles)
    return evolve(
        speaker,
        mentions=mentions,
        roles=tuple(evolve(role, start=at.start, end=at.end, text=at.text) for role, at in roles if at is not None),
    )


def _places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _context(text: str, at: int, size: int, quote: Quote) -> int:
    """Return how many characters before and after the place agree with the quote's surroundings."""
    before = zip(reversed(text[max(0, at - CONTEXT) : at]), reversed(quote.prefix), strict=False)
    after = zip(text[at + size : at + size + CONTEXT], quote.suffix, strict=False)
    return sum(1 for side in (before, after) for _ in takewhile(lambda pair: pair[0] == pair[1], side))


def _between(text: str, quote: Quote, near: int) -> TextSpan | None:
    """Return what stands between the old surroundings now, when it is still similar: the words were edited."""
    prefix, suffix = quote.prefix[-CONTEXT // 2 :], quote.suffix[: CONTEXT // 2]
    if not prefix or not suffix:
        return None
    best: tuple[float, int, TextSpan] | None = None
    for at in islice(_places(text, prefix), MAX_PLACES):
        start = at + len(prefix)
        end = text.find(suffix, start, start + 2 * len(quote.exact) + CONTEXT)
        if end > start and (alike := ratio(text[start:end], quote.exact)) >= SIMILAR:
            found = (alike, -abs(start - near), TextSpan.of(text, start, end))
            best = max(best, found) if best else found
    return best[2] if best else None


def _similar(text: str, quote: Quote) -> TextSpan | None:
    if len(quote.exact) < SHORTEST_SIMILAR:
        return None
    found = partial_ratio_alignment(quote.exact, text, score_cutoff=SIMILAR)
    if found is None or found.dest_end - found.dest_start < len(quote.exact) // 2:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():  # whole words only
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return TextSpan.of(text, start, end)
