"""Ordered steps that say who speaks: each links a source to a chain or declines, the most trusted first."""

from __future__ import annotations

from collections.abc import Callable

from quotetrack.find.descriptions import describe_chain
from quotetrack.find.focus import gender_of, rank_people
from quotetrack.find.institutions import by_later_document, by_later_institution
from quotetrack.find.known import by_people_file
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import by_focus, by_later_name, by_role_noun
from quotetrack.find.nouns import is_person_noun, singular
from quotetrack.find.phrases import Described, describe
from quotetrack.find.reading import Decision, Reading

FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
PLURAL = frozenset(
    "each they them their theirs themselves these those both some others many most few several all".split()
)
MARGIN = 0.12  # two candidates closer than this are equal


def by_same_span(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give two cues with one source one speaker."""
    first, last = reading.spans[i]
    chain = reading.by_span.get((first, last)) if last > first else None
    return Decision(chain, "the same source words as another attribution") if chain else None


def by_name(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link a source headed by a name."""
    if source.form != "name" or source.name is None:
        return None
    chain = reading.chains.of_name.get(source.name)
    if chain is None:
        return None
    name = reading.names.names[source.name]
    form = reading.words.phrase(name.first, name.last)
    if chain.name == form:
        return Decision(chain, f'the source names "{form}"')
    return Decision(chain, f'"{form}" names {chain.name}')


def by_conjunction(reading: Reading, i: int, source: Described) -> Decision | None:
    """Make one group of the people of a conjoined source."""
    if source.form != "conjoined":
        return None
    members: list[Chain] = []
    for index in source.members:
        chain = reading.chains.of_name.get(index)
        if chain is not None and chain not in members:
            members.append(chain)
    key = ("&", *sorted(str(id(chain)) for chain in members))
    chain = reading.nominals.get(key)
    if chain is None:
        chain = reading.chains.new("group", source.first)
        chain.members = tuple(members)
        chain.plural = True
        chain.label = reading.words.phrase(source.first, source.last)
        reading.nominals[key] = chain
    return Decision(chain, "the source joins several names")


def by_first_person(reading: Reading, i: int, source: Described) -> Decision | None:
    """Read *I* and *we*: inside a quotation the one who is quoted, elsewhere the author."""
    if source.form != "pronoun" or reading.words.lower[source.head] not in FIRST:
        return None
    outer = reading.content_of.get(source.head)
    if outer is not None and outer != i and outer < len(reading.decided) and reading.decided[outer] is not None:
        chain = reading.decided[outer]
        assert chain is not None
        return Decision(chain, "first person inside that speaker's own words")
    if reading.words.quoted[source.head] and reading.spoke:
        word, chain, _ = reading.spoke[-1]
        if reading.para(source.head) - reading.para(word) <= 1:
            return Decision(chain, "first person inside the quotation of the last speaker")
    if reading.author is None:
        reading.author = reading.chains.new("author", source.first)
    return Decision(reading.author, "first person outside all quotations: the author")


def by_pronoun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *he* and *she* to the person in focus whose gender the text does not contradict."""
    if source.form != "pronoun":
        return None
    word = reading.words.lower[source.head]
    gender = gender_of(word)
    if gender is None:
        return None
    best = rank_people(reading, i, source.head, gender)
    if not best:
        return None
    if len(best) > 1 and best[0][0] - best[1][0] < MARGIN and best[0][1].gender != gender:
        return None
    _, chain, at = best[0]
    return Decision(
        chain, f'"{word}" is {chain.name or chain.label}, last mentioned {reading.distance(at, source.head)}'
    )


def by_plural_pronoun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *they* and *it* to the group or institution that spoke or was named last."""
    if source.form != "pronoun":
        return None
    word = reading.words.lower[source.head]
    if word not in PLURAL and word not in ("it", "its", "this", "that"):
        return None
    wanted = (
        ("group", "people", "organization", "place", "document")
        if word in PLURAL
        else ("organization", "place", "document")
    )
    para = reading.para(source.head)
    nearer = _plural_noun(reading, i, source.head) if word in PLURAL else None
    if nearer is not None and not any(
        nearer[0] < position < source.head and chain.kind in wanted for position, chain, _ in reading.spoke[-6:]
    ):
        chain = describe_chain(reading, nearer[1])
        return Decision(chain, f'"{word}" is {chain.name or chain.label} {reading.distance(nearer[0], source.head)}')
    for position, chain, _ in reversed(reading.spoke[-6:]):
        if para - reading.para(position) > 1:
            break
        if chain.kind in wanted and position <= source.head:
            return Decision(
                chain, f'"{word}" is {chain.name or chain.label}, who spoke {reading.distance(position, source.head)}'
            )
    upper = reading.names.within(0, source.head).stop
    for index in range(upper - 1, max(upper - 8, 0) - 1, -1):
        name = reading.names.names[index]
        if para != reading.para(name.first):
            break
        found = reading.chains.of_name.get(index)
        if found is not None and found.kind in wanted and reading.content_of.get(name.first) != i:
            return Decision(found, f'"{word}" is {found.name}, named {reading.distance(name.first, source.head)}')
    return None


def _plural_noun(reading: Reading, i: int, at: int) -> tuple[int, Described] | None:
    """Find the last plural noun for people before *they* in its own sentence: *voters who said they*."""
    words = reading.words
    for k in range(at - 1, max(at - 30, -1), -1):
        if words.sent[k] != words.sent[at]:
            return None
        if words.quoted[k] != words.quoted[at] or reading.names.at(k) is not None:
            continue
        if words.tag[k] == "NNS" and is_person_noun(words, k, reading.lexicon):
            first = k
            while (
                first > 0
                and words.sent[first - 1] == words.sent[at]
                and words.tag[first - 1] in ("JJ", "NN", "NNP", "DT", "CD", "PRP$")
                and k - first < 6
            ):
                first -= 1
            inner = describe(words, reading.names, first, k + 1, reading.lexicon)
            return (k, inner) if inner.form == "nominal" and inner.plural else None
    return None


def by_relative(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *who*, *which* and *that* to the noun phrase they follow."""
    if source.form != "relative":
        return None
    words, names = reading.words, reading.names
    low = words.lower[source.head]
    person = low in ("who", "whom")
    k = source.head - 1
    sent = words.sent[source.head]
    steps = 0
    while k >= 0 and words.sent[k] == sent and steps < 30:
        steps += 1
        index = names.at(k)
        if index is not None:
            chain = reading.chains.of_name.get(index)
            if chain is not None and (not person or chain.kind in ("person", "people")):
                return Decision(
                    chain, f'"{low}" follows {words.phrase(names.names[index].first, names.names[index].last)}'
                )
            k = names.names[index].first - 1
            continue
        people = is_person_noun(words, k, reading.lexicon) or words.lower[k] in reading.lexicon.groups
        if people or (not person and words.tag[k].startswith("NN")):
            return _antecedent(reading, k, source.head, low)
        k -= 1
    return None


def _antecedent(reading: Reading, head: int, relative: int, low: str) -> Decision | None:
    words, names = reading.words, reading.names
    first = head
    while first > 0 and words.sent[first - 1] == words.sent[head] and head - first < 8:
        before = words.lower[first - 1]
        tag = words.tag[first - 1]
        if (
            before in ("of", "for", "to", "in", "by", "with", "and", "that", "from", "at", "on")
            or not words.form[first - 1][0].isalnum()
        ):
            break
        if tag in ("VBD", "VBZ", "VBP", "VB", "MD"):
            break
        first -= 1
    inner = describe(words, names, first, head + 1, reading.lexicon)
    if inner.form == "name" and inner.name is not None and inner.name in reading.chains.of_name:
        chain = reading.chains.of_name[inner.name]
    elif inner.form == "nominal":
        decision = by_role_noun(reading, -1, inner) or by_description(reading, -1, inner)
        if decision is None:
            return None
        chain = decision.chain
    else:
        return None
    return Decision(chain, f'"{low}" follows "{words.phrase(first, head + 1)}"')


def by_agent(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give somebody's tweet, speech or brief to its author: the agent speaks, not the paper."""
    if source.form != "nominal":
        return None
    low = reading.words.lower[source.head]
    if low not in reading.lexicon.agent_documents and singular(low) not in reading.lexicon.agent_documents:
        return None
    owner = source.possessor if source.possessor is not None else source.premodifier
    chain = reading.chains.of_name.get(owner) if owner is not None else None
    if chain is None and source.possessor_word is not None:
        word = reading.words.lower[source.possessor_word]
        gender = gender_of(word)
        ranked = rank_people(reading, i, source.possessor_word, gender) if gender else []
        chain = ranked[0][1] if ranked else None
    if (
        chain is None
        and source.complement is not None
        and reading.words.lower[source.head + 1 : source.head + 2] in (("by",), ("from",))
    ):
        chain = reading.chains.of_name.get(source.complement)
    phrase = reading.words.phrase(source.first, source.last)
    if (
        chain is None
        and owner is None
        and source.possessor_word is None
        and source.complement is None
        and reading.spoke
        and low in OWN_WORDS
    ):
        # The statement, the ruling: of the one who spoke last
        position, last, _ = reading.spoke[-1]
        reach = 3 if low in PRESS and last.kind == "organization" else 1
        if reading.para(source.first) - reading.para(position) <= reach and last.kind in ("person", "organization"):
            return Decision(
                last,
                f'"{phrase}" is of {last.name or last.label}, who spoke {reading.distance(position, source.first)}',
            )
    if chain is None or chain.kind != "person":
        return None
    return Decision(chain, f'"{phrase}" are the words of {chain.name}')


def by_description(reading: Reading, i: int, source: Described) -> Decision | None:
    """Let an unnamed source stand for itself: *a State Department spokesman*, *critics*, *a new poll*."""
    if source.form not in ("nominal", "pronoun", "name"):
        return None
    if source.form == "pronoun" and gender_of(reading.words.lower[source.head]) is not None:
        return None  # a person, but which one
    chain = describe_chain(reading, source)
    return Decision(chain, f'the article tells no more than "{reading.words.phrase(source.first, source.last)}"')


def by_floating(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give a quotation without a source to the one who spoke just before, in this paragraph or the last."""
    if source.form != "empty" or not reading.spoke:
        return None
    item = reading.found[i]
    if item.kind == "indirect" and item.cue:
        return None
    position, chain, _ = reading.spoke[-1]
    at = reading.position(i)
    if reading.para(at) - reading.para(position) > 1:
        return None
    return Decision(
        chain,
        f"a quotation without source goes on after {chain.name or chain.label} spoke {reading.distance(position, at)}",
    )


PRESS = frozenset(("article", "piece", "story", "editorial"))
OWN_WORDS = frozenset(
    "statement ruling decision order complaint lawsuit suit filing brief letter email memo release"
    " article piece editorial speech remarks".split()
)
Resolver = Callable[[Reading, int, Described], Decision | None]

# Most trusted first; the certainty is the precision measured on attributions whose spans are given.
RESOLVERS: tuple[tuple[str, Resolver, float], ...] = (
    ("same-source", by_same_span, 0.95),
    ("people-file", by_people_file, 0.95),
    ("name", by_name, 0.98),
    ("conjoined", by_conjunction, 0.88),
    ("first-person", by_first_person, 0.88),
    ("pronoun", by_pronoun, 0.87),
    ("plural-pronoun", by_plural_pronoun, 0.72),
    ("relative", by_relative, 0.68),
    ("agent", by_agent, 0.8),
    ("role-noun", by_role_noun, 0.81),
    ("later-name", by_later_name, 0.85),
    ("later-name", by_later_institution, 0.85),
    ("later-name", by_later_document, 0.85),
    ("focus", by_focus, 0.85),
    ("self", by_description, 0.78),
    ("floating", by_floating, 0.5),
)
