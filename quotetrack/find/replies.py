"""Who replies is whoever was just asked or told something by name; who adds is whoever spoke last."""

from __future__ import annotations

from quotetrack.find.focus import gender_of
from quotetrack.find.mentions import Chain
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.titles import head_of

POLICE = frozenset("detective officer constable sergeant inspector superintendent sheriff trooper policeman".split())
BENCH = frozenset("judge justice magistrate coroner recorder".split())
PRESS = frozenset("reporter journalist correspondent".split())
LISTENERS = {
    **dict.fromkeys("police officers detectives investigators".split(), POLICE),
    **dict.fromkeys("court judge magistrates jury jurors".split(), BENCH),
    **dict.fromkeys("reporters journalists".split(), PRESS),
}
REPLIES = frozenset("reply respond answer retort counter".split())
ADDRESSES = frozenset("ask tell email text write message question press challenge remind warn".split())
OFFICE = 5  # words, at most: the mayor, Peter Lamb
OF_OFFICE = frozenset(("DT", "JJ", "NN", "PRP$", "POS", ","))
ASKS = frozenset("ask press question challenge quiz".split())
QUESTIONS = frozenset((word,) for word in "whether if how why what which who when where about".split())
BACK = 60  # words from the reply back to the verb that calls for it


def listens(reading: Reading, i: int, chain: Chain) -> bool:
    """Is somebody one of those to whom the words behind the cue say it: no detective, in *he told police*?"""
    words = reading.words
    if not reading.found[i].cue:
        return False
    _, last = words.within(*reading.found[i].cue[0])
    told = next((LISTENERS[low] for low in words.lower[last : last + 2] if low in LISTENERS), frozenset())
    return any(head_of(role.title) in told for role in chain.roles if role.title)


def by_addition(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the *she* who adds something to whoever spoke just before."""
    words = reading.words
    cue = reading.found[i].cue
    gender = gender_of(words.lower[source.head]) if source.form == "pronoun" else None
    if gender is None or not cue or not reading.spoke:
        return None
    first, last = words.within(*cue[0])
    if "add" not in words.lemma[first:last]:
        return None
    position, chain, _ = reading.spoke[-1]
    near = 0 <= reading.para(source.head) - reading.para(position) <= 1
    new = chain.kind == "unnamed" and chain.label.lower().startswith(("a ", "an "))  # nobody told of before
    if not near or not (chain.kind == "person" or new) or chain.gender not in (None, gender):
        return None
    return Decision(chain, f'"{words.lower[source.head]}" adds: {chain.name or chain.label} has just spoken')


def by_reply(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the *he* who replies to the person whom the last verb of asking or telling addresses.

    Behind a question *he said* is a reply, too: *Lee asked Obi whether it rained. “It did,” he said.*
    """
    words = reading.words
    cue = reading.found[i].cue
    gender = gender_of(words.lower[source.head]) if source.form == "pronoun" else None
    if gender is None or not cue:
        return None
    first, last = words.within(*cue[0])
    replies = not REPLIES.isdisjoint(words.lemma[first:last])
    start = min(first, source.first)
    for verb in range(start - 1, max(start - BACK, 0) - 1, -1):
        if reading.para(start) - reading.para(verb) > 1 or (not replies and words.sent[start] - words.sent[verb] > 2):
            break
        if words.quoted[verb] or words.lemma[verb] not in ADDRESSES or words.tag[verb][:2] != "VB":
            continue
        at = verb + 2 if words.lower[verb + 1] == "to" else verb + 1
        index = next(iter(reading.names.within(at, at + OFFICE)), None)
        if index is not None and not OF_OFFICE.issuperset(words.tag[at : reading.names.names[index].titled]):
            index = None
        chain = None if index is None else reading.chains.of_name.get(index)
        if not replies and not (index is not None and _asks(reading, verb, reading.names.names[index].last)):
            return None
        if chain is None or chain.kind != "person" or chain.gender not in (None, gender):
            return None
        return Decision(chain, f'"{words.lower[source.head]}" replies: {chain.name} has just been spoken to')
    return None


def _asks(reading: Reading, verb: int, behind: int) -> bool:
    """Is the verb one of asking, does a question follow behind the one who is asked, and has nobody spoken since?"""
    words = reading.words
    if words.lemma[verb] not in ASKS or words.lower[behind : behind + 1] not in QUESTIONS:
        return False
    return not reading.spoke or reading.spoke[-1][0] <= verb
