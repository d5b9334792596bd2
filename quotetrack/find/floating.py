"""Floating quotations, which no verb gives to anyone, as in dialogue: what paragraphs and marks know of them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from quotetrack.find.drafts import Draft
from quotetrack.find.edges import ENDS, NEAR, begins_sentence, opens_paragraph
from quotetrack.find.marks import WORD, MarkIndex, Stretch

UNCUED = math.log(0.2)  # that a quotation without a cue has a speaker in the text


def stands_alone(text: str, start: int, marks: MarkIndex) -> bool:
    """Tell whether the quotation at an offset is a whole sentence and its paragraph has no other word: *“No.”*."""
    stretch = marks.at(start)
    _, last = marks.paragraph_span(start)
    return (
        stretch is not None
        and stretch.closed
        and text[stretch.inner_end - 1] in ENDS
        and opens_paragraph(text, stretch, marks)
        and not text[stretch.end : last].strip()
    )


def in_dialogue(text: str, stretch: Stretch, marks: MarkIndex) -> bool:
    """Tell whether a quotation is a line of its own beside another one or between two, with a question among them.

    Each has its own speaker: *“Will you come?” he asked.*, then *“To Rome?”*, then *“To supper.”*
    """
    if not stands_alone(text, stretch.start, marks):
        return False
    here = marks.paragraph(stretch.start)
    before, after = marks.last_before(stretch.start), marks.at(marks.paragraph_span(stretch.start)[1])
    asked = [stretch]
    alone = False
    if before is not None and marks.paragraph(before.start) == here - 1:
        asked.append(before)
        alone = stands_alone(text, before.start, marks)
    if after is not None and stands_alone(text, after.start, marks):
        asked.append(after)
        alone = True
    alone = alone or _between(text, stretch, marks)
    return alone and any(text[one.inner_end - 1] == "?" for one in asked)


SHORT = 3  # letters: longer words have capitals in titles
GOES_ON = re.compile(r"[\W_]*[a-z]")  # *“Rain.” said the sign*


def passed_over(text: str, drafts: Sequence[Draft], marks: MarkIndex) -> Iterator[Draft]:
    """Yield the quotations of whole sentences that the network read nothing into: in a story, people just speak.

    A paragraph that is all quotation counts beside another such one, or between quotations; else it is a headline. One
    among other words is only supposed to be speech, until it is known whose: it may be a title, a sign, a song.
    """
    parts = [part for draft in drafts for part in draft.content]
    parts += [(p.start, p.end) for draft in drafts for p in (draft.cue, draft.source) if p is not None]
    heard = {stretch for part in parts for stretch in marks.between(*part)}
    lines = {marks.paragraph(s.start) for s in marks.outer if stands_alone(text, s.start, marks)}
    for stretch in marks.outer:
        if stretch not in heard and _is_sentence(text, stretch, marks):
            here = marks.paragraph(stretch.start)
            among_words = here not in lines
            if among_words or not lines.isdisjoint((here - 1, here + 1)) or _between(text, stretch, marks):
                yield Draft(None, content=[(stretch.start, stretch.end)], link=UNCUED, supposed=among_words)


def _between(text: str, stretch: Stretch, marks: MarkIndex) -> bool:
    """Tell whether the paragraph before a quotation's ends with one, and the next begins with one."""
    first, stop = marks.paragraph_span(stretch.start)
    before = marks.last_before(stretch.start)
    ends = before is not None and not text[before.end : first].strip()
    return ends and marks.at(stop) is not None


def _is_sentence(text: str, stretch: Stretch, marks: MarkIndex) -> bool:
    """Tell whether a quotation is one or more whole sentences, of two words or more, and no part of another."""
    inside = text[stretch.inner_start : stretch.inner_end].strip()
    first, *others = [match.group() for match in WORD.finditer(inside)] or [""]
    long = [word for word in others if len(word) > SHORT]
    _, stop = marks.paragraph_span(stretch.start)
    return (
        stretch.closed
        and bool(others)
        and first[0].isupper()
        and inside[-1] in ENDS
        and not (len(long) > 1 and all(word[0].isupper() for word in long))
        and begins_sentence(text, stretch, marks)
        and GOES_ON.match(text, stretch.end, min(stop, stretch.end + NEAR)) is None
    )
