"""Who wrote an article: the people of its byline, and whom the note at its end tells of."""

from __future__ import annotations

from quotetrack.find.mentions import Chain
from quotetrack.find.reading import Reading
from quotetrack.find.words import Words

BYLINE = 15  # words, at most


def in_byline(words: Words, at: int) -> bool:
    """Say whether a name begins in a byline, a short paragraph that opens with *By*: its people report."""
    if not at or words.lower[at - 1] not in ("by", "and", ","):
        return False
    first = last = at
    while first > 0 and words.para[first - 1] == words.para[at] and at - first < BYLINE:
        first -= 1
    if words.lower[first] != "by" or not (first == 0 or words.para[first - 1] != words.para[at]):
        return False
    while last < len(words) and words.para[last] == words.para[at] and last - first <= BYLINE:
        last += 1
    return last - first <= BYLINE


def author_of(reading: Reading, first: int) -> Chain:
    """Return the article's author, whom a word at `first` means: by name where the article tells one."""
    if reading.author is None:
        reading.author = _signed(reading) or reading.chains.new("author", first)
    return reading.author


def _signed(reading: Reading) -> Chain | None:
    """Return whom the byline names, or the note at the end: *By Ann Lee*, *Ann Lee is a former mayor of Oslo.*"""
    words = reading.words
    if len(words) < 60:
        return None
    for index in reading.names.within(0, 60):
        name = reading.names.names[index]
        before = name.first - 1
        if name.kind == "person" and before >= 0 and words.lower[before] == "by" and words.sentence_start[before]:
            opens = before == 0 or words.para[before - 1] != words.para[before]
            chain = reading.chains.of_name.get(index)
            if opens and chain is not None and chain.kind == "person":
                return chain
    last = words.para[len(words) - 1]
    for index in reading.names.within(max(len(words) - 60, 0), len(words)):
        name = reading.names.names[index]
        opens = name.first > 0 and words.para[name.first - 1] != words.para[name.first]
        chain = reading.chains.of_name.get(index)
        if not opens or chain is None or chain.kind != "person" or words.para[name.first] != last:
            continue
        told = words.lower[name.last : name.last + 2]
        if told in (("is", "a"), ("is", "an"), ("is", "the")) and len(chain.mentions) == 1:
            return chain
    return None
