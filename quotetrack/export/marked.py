"""An article cut into text and marks that nest properly, and its speakers as a reader wants to see them."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import define, frozen

from quotetrack.export.table import count_words
from quotetrack.models import Attribution, Extraction, Kind, Role, Speaker

COLOURS = 8  # Okabe and Ito's palette, which people with every kind of colour vision tell apart
UNSURE = 0.5  # below this an attribution is more likely wrong than right, and is drawn so
MAX_HEIGHT = 3  # lines under nested quotations that still find room between two lines of text
# Words of a title that tell a tense by themselves: former mayor, interim head, President-elect, her deputy.
TELLS_TENSE = {
    "former": re.compile(r"\b(?:former|ex|retired|late|one-?time|previous)\b", re.I),
    "acting": re.compile(r"\b(?:acting|interim|caretaker)\b", re.I),
    "elect": re.compile(r"\b(?:elect|designate|incoming)\b", re.I),
    "deputy": re.compile(r"\bdeputy\b", re.I),
}

Part = Literal["content", "source", "cue"]


@define
class Mark:
    """Is a stretch of the article to draw: a content, cue or source, or a piece of one that others cut.

    `number` is the attribution's (1-based); `first` and `last` tell the pieces at which it begins and ends; `height`
    counts the marks of contents that nest inside.
    """

    part: Part
    number: int
    start: int
    end: int
    first: bool
    last: bool
    height: int = 0


@frozen
class Piece:
    """Is a step in drawing the article: text to write, a mark to open, or the mark opened last to close."""

    text: str = ""
    opens: Mark | None = None
    closes: Mark | None = None


@frozen
class SpeakerView:
    """Is a speaker with what is counted for the list beside the article; `speaker` is ``None`` for the unattributed."""

    number: int
    speaker: Speaker | None
    attributions: tuple[tuple[int, Attribution], ...]

    @property
    def label(self) -> str:
        """Return what to call the speaker."""
        return self.speaker.label if self.speaker is not None else "Unattributed"

    @property
    def sign(self) -> str:
        """Return the sign that stands behind each of their quotations."""
        return str(self.number) if self.speaker is not None else "?"

    @property
    def colour(self) -> int:
        """Return the number of the colour, 0 for the unattributed; with many speakers colours come again."""
        return (self.number - 1) % COLOURS + 1 if self.speaker is not None else 0

    @property
    def words(self) -> int:
        """Return how many words of theirs the article gives, nested ones counted once."""
        parts = sorted((p.start, -p.end, p.text) for _, a in self.attributions for p in a.content)
        reached, total = 0, 0
        for start, end, text in parts:
            if -end > reached:
                total += count_words(text[max(0, reached - start) :])
                reached = -end
        return total

    @property
    def kinds(self) -> dict[Kind, int]:
        """Return how many of their quotations are direct, indirect and mixed."""
        return dict(Counter(attribution.kind for _, attribution in self.attributions))

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles as a person writes them, each once."""
        return tuple(dict.fromkeys(role_words(role) for role in self.speaker.roles)) if self.speaker else ()


def role_words(role: Role) -> str:
    """Return a role as a person writes it.

    >>> role_words(Role("mayor", "Lagos", 0, 0, "", tense="former"))
    'former mayor, Lagos'
    >>> role_words(Role("deputy mayor", None, 0, 0, "", tense="deputy"))
    'deputy mayor'
    >>> role_words(Role("deputy mayor", None, 0, 0, "", tense="former"))
    'former deputy mayor'
    """
    told = role.tense == "current" or TELLS_TENSE[role.tense].search(role.title or "")
    tense = "" if told else f"{role.tense} "
    return ", ".join(part for part in (f"{tense}{role.title}" if role.title else None, role.affiliation) if part)


def speaker_views(extraction: Extraction) -> tuple[SpeakerView, ...]:
    """Return those who are quoted, the most quoted first, and the unattributed at the end."""
    numbered = tuple(enumerate(extraction, start=1))
    by_speaker: dict[str | None, list[tuple[int, Attribution]]] = {}
    for number, attribution in numbered:
        key = attribution.speaker.id if attribution.speaker is not None else None
        by_speaker.setdefault(key, []).append((number, attribution))
    unattributed = by_speaker.pop(None, [])
    groups = sorted(by_speaker.values(), key=len, reverse=True)
    views = [SpeakerView(i, group[0][1].speaker, tuple(group)) for i, group in enumerate(groups, start=1)]
    if unattributed:
        views.append(SpeakerView(len(views) + 1, None, tuple(unattributed)))
    return tuple(views)


def pieces(extraction: Extraction) -> tuple[Piece, ...]:
    """Cut the article into text and properly nested marks; a mark that crosses another is drawn in pieces.

    The texts of the pieces, joined, are the article's text.
    """
    text = extraction.article.text
    waiting = [(mark.start, -mark.end, order, mark) for order, mark in enumerate(_marks(extraction))]
    heapq.heapify(waiting)
    order = len(waiting)
    drawn: list[Piece] = []
    opened: list[Mark] = []
    at = 0

    def write_to(end: int) -> None:
        nonlocal at
        if end > at:
            drawn.append(Piece(text[at:end]))
            at = end

    def close_before(end: int) -> None:
        while opened and opened[-1].end <= end:
            mark = opened.pop()
            write_to(mark.end)
            drawn.append(Piece(closes=mark))
            if opened:
                own = 1 if mark.part == "content" else 0
                opened[-1].height = min(MAX_HEIGHT, max(opened[-1].height, mark.height + own))

    while waiting:
        start, _, _, mark = heapq.heappop(waiting)
        close_before(start)
        write_to(start)
        if opened and opened[-1].end < mark.end:
            cut = opened[-1].end
            rest = Mark(mark.part, mark.number, cut, mark.end, first=False, last=mark.last)
            heapq.heappush(waiting, (cut, -mark.end, order, rest))
            order += 1
            mark.end, mark.last = cut, False
        opened.append(mark)
        drawn.append(Piece(opens=mark))
    close_before(len(text))
    write_to(len(text))
    return tuple(drawn)


def _marks(extraction: Extraction) -> Sequence[Mark]:
    """Return the marks to draw, those of contents before those of the cues and sources of the same extent."""

    def of(part: Part) -> Iterable[Mark]:
        for number, attribution in enumerate(extraction, start=1):
            spans = [span for span in getattr(attribution, part) if span.end > span.start]
            for i, span in enumerate(spans):
                yield Mark(part, number, span.start, span.end, first=i == 0, last=i == len(spans) - 1)

    return [*of("content"), *of("source"), *of("cue")]
