"""Lives told: in an obituary, the pronouns that tell the life are its subject's, whoever has spoken in between."""

from __future__ import annotations

from quotetrack.find.focus import OBLIQUE, gender_of
from quotetrack.find.kinds import Name
from quotetrack.find.mentions import Chain
from quotetrack.find.reading import Reading
from quotetrack.find.tokens import FINITE

DIES = frozenset("died dies dead death".split())
LEAD = 3  # paragraphs, the headline included, that tell who has died
LONGEST = 500  # words of a paragraph; a text without paragraphs tells no life in one


def life_of(reading: Reading) -> Chain | None:
    """Return whose life an article tells: the lead says who has died, and the text that they were born."""
    words, names = reading.words, reading.names
    for index, name in enumerate(names.names):
        if words.para[name.first] > LEAD:
            return None
        chain = reading.chains.of_name.get(index)
        if chain is None or chain.kind != "person" or words.quoted[name.first] or not _opens(reading, name):
            continue
        k = name.last
        while k < len(words) and words.sent[k] == words.sent[name.first] and words.lower[k] not in DIES:
            k += 1
        if k < len(words) and words.sent[k] == words.sent[name.first]:
            return chain if _is_born(reading, chain) else None
    return None


def _opens(reading: Reading, name: Name) -> bool:
    """Does a name begin its sentence, but for its titles: is it what the sentence is about?"""
    words = reading.words
    return name.titled == 0 or words.sent[name.titled - 1] != words.sent[name.first]


def _is_born(reading: Reading, chain: Chain) -> bool:
    """Does a sentence of the story begin with *Born in*, or with whose life it is and *was born*?"""
    words, names = reading.words, reading.names
    for k, low in enumerate(words.lower):
        if low != "born" or words.quoted[k]:
            continue
        if words.sentence_start[k]:
            return True
        index = names.at(k - 2) if k > 1 and words.lower[k - 1] == "was" else None
        if index is not None and reading.chains.of_name.get(index) is chain:
            return True
        if k > 1 and words.lower[k - 1] == "was" and words.lower[k - 2] in ("he", "she"):
            return True
    return False


def tells_life(reading: Reading, at: int) -> bool:
    """Is a pronoun in a paragraph that tells the life: one that names nobody before its first *she*, who says nothing?

    *She could be wounding. Of a rival she remarked*: the first is no source, so nobody goes on speaking.
    """
    words, names = reading.words, reading.names
    gender = gender_of(words.lower[at])
    first = at
    while first > 0 and words.para[first - 1] == words.para[at]:
        first -= 1
        if at - first > LONGEST:
            return False
    begun = False
    for k in range(first, at):
        if words.quoted[k]:
            continue
        if not begun and gender_of(words.lower[k]) == gender and words.tag[k + 1] in FINITE:
            if k in reading.in_sources or k in reading.content_of:
                return False
            begun = True
        index = names.at(k)
        named = reading.chains.of_name.get(index) if index is not None else None
        if named is None or index is None or named.kind != "person" or named.gender not in (None, gender):
            continue
        name = names.names[index]
        if not begun or (words.tag[name.last] in FINITE and words.lower[name.titled - 1] not in OBLIQUE):
            return False
    return begun
