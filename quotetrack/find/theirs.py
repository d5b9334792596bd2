"""*They* for one person, where the article says that somebody uses it: *Rowan Vale, who uses they/them pronouns*."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quotetrack.find.mentions import Chain
from quotetrack.find.reading import Reading


def one_person(reading: Reading, at: int) -> Chain | None:
    """Return the person who uses *they*, where that person spoke last or is named in the sentence or the one before."""
    if reading.theirs is None:
        reading.theirs = tuple(_uses_they(reading))
    if not reading.theirs:
        return None
    words = reading.words
    if reading.spoke and reading.spoke[-1][1] in reading.theirs:
        return reading.spoke[-1][1] if reading.para(at) - reading.para(reading.spoke[-1][0]) <= 1 else None
    upper = reading.names.within(0, at).stop
    for index in range(upper - 1, max(upper - 4, 0) - 1, -1):
        name = reading.names.names[index]
        if words.sent[name.first] < words.sent[at] - 1:
            return None
        chain = reading.chains.of_name.get(index)
        if chain is not None and chain.kind == "person":
            return chain if chain in reading.theirs else None
    return None


def _uses_they(reading: Reading) -> Iterator[Chain]:
    """Find whom the article says to use *they*: *Rowan Vale, who uses they/them pronouns*."""
    for at, low in enumerate(reading.words.lower):
        if not low.startswith("they/"):
            continue
        upper = reading.names.within(0, at).stop
        people = (reading.chains.of_name.get(index) for index in range(upper - 1, max(upper - 8, 0) - 1, -1))
        yield from islice((chain for chain in people if chain is not None and chain.kind == "person"), 1)
