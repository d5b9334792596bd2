"""Who answers and who asks in a printed interview, with labels (*Q:*, *A:*) or without: whom the words above name."""

from __future__ import annotations

from collections import Counter

from quotetrack.find.bylines import author_of, in_byline
from quotetrack.find.mentions import Chain
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.titles import head_of

QUESTION, ANSWER = "Q", "A"
# what the introduction says is done; a court's *A.* is a witness, whom the words above need not name
INTERVIEWS = frozenset(
    "interview interviewed interviews ask asked asks answer answered answers talk talked talks speak spoke speaks tell"
    " tells told chat chatted chats discuss discussed discusses conversation question questions q&a minutes meet meets"
    " met sat caught".split()
)
REPORTS = frozenset("editor reporter correspondent journalist interviewer".split())
OURS = frozenset(("our", "my"))


def by_interview(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *A*, or an answer without a label, to the one of whom the words above the first question tell.

    Without a label a question is that of the other person named there, or of the author.
    """
    words = reading.words
    if source.form == "empty":
        turn = _turns(reading).get(i)
        if turn is None:
            return None
        label = ANSWER if turn % 2 else QUESTION
    elif source.last - source.first == 1 and words.form[source.first] in (QUESTION, ANSWER):
        label = words.form[source.first]
    else:
        return None
    if reading.interview is None:
        reading.interview = _sides(reading, reading.position(i))
    asks, answers = reading.interview
    if label == ANSWER:
        if answers is None:
            return None
        return Decision(
            answers, f'"{ANSWER}" answers: {answers.name} is whom the words above the first question tell of'
        )
    if asks is not None:
        return Decision(asks, f'"{QUESTION}" asks: {asks.name} is the other person named above the first question')
    return (
        None
        if source.form != "empty"
        else Decision(author_of(reading, source.first), "a question without a label: the author's")
    )


def _turns(reading: Reading) -> dict[int, int]:
    """Count the attributions that are turns without a label: verbatim, and neither marked nor told by a verb."""
    if reading.turns is None:
        marks = reading.words.marks
        bare = (
            i
            for i, item in enumerate(reading.found)
            if item.kind == "direct" and not item.cue and not item.source and marks.at(item.content[0][0]) is None
        )
        reading.turns = {i: turn for turn, i in enumerate(bare)}
    return reading.turns


def _sides(reading: Reading, at: int) -> tuple[Chain | None, Chain | None]:
    """Tell who asks and who answers from the words above the first question, nobody where they tell of no interview."""
    words, names = reading.words, reading.names
    label = next((s.first for s in reading.sources if words.form[s.first : s.last] == (QUESTION,)), at)
    top = min(label, at)
    if INTERVIEWS.isdisjoint(words.lower[:top]):
        return None, None
    told: Counter[int] = Counter()
    people: dict[int, Chain] = {}
    reporters: dict[int, Chain] = {}
    for index in names.within(0, top):
        chain, name = reading.chains.of_name.get(index), names.names[index]
        if chain is None or chain.kind != "person":
            continue
        ours = not OURS.isdisjoint(words.lower[max(name.titled - 3, 0) : name.titled])
        if ours or in_byline(words, name.first) or any(head_of(role.title) in REPORTS for role in chain.roles):
            reporters[id(chain)] = chain
        people[id(chain)] = chain
        told[id(chain)] += 1
    if any(" " in (chain.name or "") for chain in people.values()):  # full names, not *Roman*
        people = {key: chain for key, chain in people.items() if " " in (chain.name or "")}
        reporters = {key: chain for key, chain in reporters.items() if key in people}
    if len(reporters) == len(people):
        reporters = {}
    others = [chain for key, chain in people.items() if key not in reporters]
    if not others:
        return None, None
    told.update(id(chain) for chain in _named_below(reading))
    in_headline = {id(chain) for chain in others if reading.para(chain.mentions[0][0]) == reading.para(0)}
    answers = max(others, key=lambda chain: (told[id(chain)], id(chain) in in_headline, bool(chain.roles)))
    rest = [chain for chain in (reporters or people).values() if chain is not answers]
    return rest[0] if len(rest) == 1 else None, answers


def _named_below(reading: Reading) -> list[Chain]:
    """Return whom the note below the last answer without a label names, once for each time."""
    last = next(reversed(_turns(reading)), None)
    if last is None:
        return []
    words = reading.words
    _, stop = words.within(*reading.found[last].content[-1])
    return [
        chain for n in reading.names.within(stop, len(words)) if (chain := reading.chains.of_name.get(n)) is not None
    ]
