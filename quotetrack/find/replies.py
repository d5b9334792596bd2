"""Who replies: the one who has just been asked or told something by name: *Cole told Lamb to go. “No,” he replied.*"""

from __future__ import annotations

from quotetrack.find.focus import gender_of
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading

REPLIES = frozenset("reply respond answer retort counter".split())
ADDRESSES = frozenset("ask tell email text write message question press challenge remind warn".split())
OFFICE = 5  # words, at most: the mayor, Peter Lamb
OF_OFFICE = frozenset(("DT", "JJ", "NN", "PRP$", "POS", ","))
BACK = 60  # words from the reply back to the verb that calls for it


def by_reply(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the *he* who replies to the person whom the last verb of asking or telling addresses."""
    words = reading.words
    cue = reading.found[i].cue
    gender = gender_of(words.lower[source.head]) if source.form == "pronoun" else None
    if gender is None or not cue:
        return None
    first, last = words.within(*cue[0])
    if REPLIES.isdisjoint(words.lemma[first:last]):
        return None
    start = min(first, source.first)
    for verb in range(start - 1, max(start - BACK, 0) - 1, -1):
        if reading.para(start) - reading.para(verb) > 1:
            break
        if words.quoted[verb] or words.lemma[verb] not in ADDRESSES or words.tag[verb][:2] != "VB":
            continue
        at = verb + 2 if words.lower[verb + 1] == "to" else verb + 1
        index = next(iter(reading.names.within(at, at + OFFICE)), None)
        if index is not None and not OF_OFFICE.issuperset(words.tag[at : reading.names.names[index].titled]):
            index = None
        chain = None if index is None else reading.chains.of_name.get(index)
        if chain is None or chain.kind != "person" or chain.gender not in (None, gender):
            return None
        return Decision(chain, f'"{words.lower[source.head]}" replies: {chain.name} has just been spoken to')
    return None
