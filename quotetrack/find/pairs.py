"""Who *the pair*, *the former* and *the latter* are: the two people named just before."""

from __future__ import annotations

from attrs import evolve

from quotetrack.find.phrases import Described
from quotetrack.find.pronouns import by_conjunction
from quotetrack.find.reading import Decision, Reading, is_possessive
from quotetrack.find.tokens import FINITE

JOINED = frozenset("couple twins sisters brothers siblings newlyweds".split())  # told together: Ann and Bo
PAIRS = JOINED | {"pair", "duo", "two"}
ONE_OF = {"former": 0, "latter": 1}
BACK = 2  # sentences before, in this paragraph or the one before


def by_pair(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *the pair* and *the latter* to the two people, or bodies, whom the last sentences with names tell."""
    words = reading.words
    if source.last - source.first != 2 or words.lower[source.first] not in ("the", "both"):
        return None
    noun = words.lower[source.first + 1]
    if noun not in PAIRS and noun not in ONE_OF:
        return None
    kinds = ("person",) if noun in PAIRS else ("person", "organization")
    two = next((found for kind in kinds if (found := _two_before(reading, source.first, kind)) is not None), None)
    if two is None or (noun in JOINED and not _joined(reading, two)):
        return None
    phrase = words.phrase(source.first, source.last)
    chains = [reading.chains.of_name[index] for index in two]
    told = " and ".join(chain.name or chain.label for chain in chains)
    if noun in ONE_OF:
        return Decision(chains[ONE_OF[noun]], f'"{phrase}" is one of {told}')
    both = by_conjunction(reading, i, evolve(source, form="conjoined", members=two))
    if both is None:
        return None
    if both.chain.label == phrase:
        both.chain.label = told
    return Decision(both.chain, f'"{phrase}" are {told}')


def _two_before(reading: Reading, at: int, kind: str) -> tuple[int, int] | None:
    """Return the names of the two of a kind in the sentences before a word, ``None`` where one or three are told."""
    words, names = reading.words, reading.names
    found: dict[int, int] = {}  # the last name of each, last named first
    sent = words.sent[at]
    for index in range(names.within(0, at).stop - 1, -1, -1):
        name = names.names[index]
        if words.sent[at] - words.sent[name.first] > BACK or words.para[at] - words.para[name.first] > 1:
            break
        if words.sent[name.first] != sent and len(found) == 2:
            break
        sent = words.sent[name.first]
        chain = reading.chains.of_name.get(index)
        if chain is None or chain.kind != kind or words.quoted[name.first] or is_possessive(words, name.last):
            continue
        found[id(chain)] = index
        if len(found) > 2:
            return None
    if len(found) != 2:
        return None
    first, second = sorted(found.values())
    return first, second


def _joined(reading: Reading, two: tuple[int, int]) -> bool:
    """Does *and* stand between two names, and no verb: *Ann Lee and her husband, Bo Ek*?"""
    words = reading.words
    between = range(reading.names.names[two[0]].last, reading.names.names[two[1]].first)
    return any(words.lower[k] in ("and", "&") for k in between) and not any(words.tag[k] in FINITE for k in between)
