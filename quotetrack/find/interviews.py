"""Who *A* is in a printed interview: the one person whom the words above the first question name."""

from __future__ import annotations

from quotetrack.find.mentions import Chain
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading, in_byline

QUESTION, ANSWER = "Q", "A"
# what the introduction says is done; a court's *A.* is a witness, whom the words above need not name
INTERVIEWS = frozenset(
    "interview interviewed interviews ask asked asks answer answered answers talk talked talks speak spoke speaks "
    "chat chatted chats discuss discussed discusses conversation q&a".split()
)


def by_interview(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the label *A* to the only person named before the first label, where the article tells of an interview."""
    words = reading.words
    if source.last - source.first != 1 or words.form[source.first] != ANSWER:
        return None
    if reading.interviewed is None:
        reading.interviewed = _people_above(reading, source.first)
    if len(reading.interviewed) != 1:
        return None
    (chain,) = reading.interviewed
    return Decision(chain, f'"{ANSWER}" answers: {chain.name} is the only person named before the first question')


def _people_above(reading: Reading, label: int) -> tuple[Chain, ...]:
    """Return the people named before the first label, none where nothing tells of an interview."""
    words = reading.words
    first = next((s.first for s in reading.sources if words.form[s.first : s.last] == (QUESTION,)), label)
    top = min(first, label)
    if INTERVIEWS.isdisjoint(words.lower[:top]):
        return ()
    names = reading.names
    above = (index for index in names.within(0, top) if not in_byline(words, names.names[index].first))
    named = map(reading.chains.of_name.get, above)
    return tuple({id(chain): chain for chain in named if chain is not None and chain.kind == "person"}.values())
