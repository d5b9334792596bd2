"""By what name an unnamed source wants to be known: *a nurse who gave her name as Maria*, *asked to be called Kit*."""

from __future__ import annotations

from quotetrack.find.nouns import is_person_noun
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading

REACH = 18  # words from the noun to the name
NAMING = frozenset(
    "known identified identify named name called call calling himself herself themselves themself goes".split()
)
BEFORE_NAME = frozenset(("as", "by", "named", "called", "call", "calling"))
ADVERBS = frozenset(("only", "simply", "just", "merely"))


def by_told_name(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link somebody without a name to the name that the same sentence says is given for the article."""
    if source.form != "nominal" or source.plural or source.name is not None:
        return None
    words = reading.words
    if not is_person_noun(words, source.head, reading.lexicon):
        return None
    for index in reading.names.within(source.head + 1, min(source.head + REACH, len(words))):
        first = reading.names.names[index].titled
        if words.sent[first] != words.sent[source.head] or words.quoted[first]:
            return None
        chain = reading.chains.of_name.get(index)
        between = tuple(low for low in words.lower[source.head + 1 : first] if low not in ADVERBS)
        if chain is None or chain.kind != "person" or NAMING.isdisjoint(between):
            continue
        own = (
            "who" in between or "whom" in between or between[:1] == (",",) or between[-1:] in (("named",), ("called",))
        )
        if own and (between[-1] in BEFORE_NAME or between[-2:] == ("name", ",")):
            return Decision(chain, f'"{words.phrase(source.first, source.last)}" gives the name {chain.name}')
    return None
