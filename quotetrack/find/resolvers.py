"""Ordered steps that say who speaks: each links a source to a chain or declines, the most trusted first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quotetrack.find.ahead import by_age, by_newcomer, by_opening_name
from quotetrack.find.bylines import author_of
from quotetrack.find.descriptions import describe_chain
from quotetrack.find.focus import gender_of, rank_people
from quotetrack.find.institutions import by_later_document, by_later_institution, outlet_before
from quotetrack.find.interviews import by_interview
from quotetrack.find.introduced import by_told_name
from quotetrack.find.known import by_people_file
from quotetrack.find.lives import tells_life
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import INDEFINITE, by_focus, by_later_name, by_role_noun
from quotetrack.find.nouns import singular
from quotetrack.find.pairs import by_pair
from quotetrack.find.phrases import Described
from quotetrack.find.pronouns import by_conjunction, by_plural_pronoun, by_relative
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.replies import by_addition, by_reply, listens
from quotetrack.find.titles import head_of
from quotetrack.find.writers import writer_of, writer_phrase

FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
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
    return Decision(author_of(reading, source.first), "first person outside all quotations: the author")


def by_pronoun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *he* and *she* to the person in focus whose gender the text does not contradict."""
    if source.form != "pronoun":
        return None
    word = reading.words.lower[source.head]
    gender = gender_of(word)
    if gender is None:
        return None
    life = reading.life
    if life is not None and life.gender in (None, gender) and tells_life(reading, source.head):
        return Decision(life, f'"{word}" is {life.name}, whose life the article tells')
    best = [entry for entry in rank_people(reading, i, source.head, gender) if not listens(reading, i, entry[1])]
    if not best:
        return None
    if len(best) > 1 and best[0][0] - best[1][0] < MARGIN and best[0][1].gender != gender:
        return None
    _, chain, at = best[0]
    return Decision(
        chain, f'"{word}" is {chain.name or chain.label}, last mentioned {reading.distance(at, source.head)}'
    )


def by_agent(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give somebody's tweet, speech or brief to its author: the agent speaks, not the paper."""
    if source.form != "nominal":
        return None
    low, lexicon = reading.words.lower[source.head], reading.lexicon
    if low not in lexicon.authored and singular(low) not in lexicon.authored:
        return None
    owner = source.possessor if source.possessor is not None else source.premodifier
    chain = reading.chains.of_name.get(owner) if owner is not None else None
    if chain is None and source.possessor_word is not None:
        word = reading.words.lower[source.possessor_word]
        gender = gender_of(word)
        ranked = rank_people(reading, i, source.possessor_word, gender) if gender else []
        chain = ranked[0][1] if ranked else None
    phrase = reading.words.phrase(source.first, source.last)
    told = writer_phrase(reading, source) if chain is None and low not in lexicon.figures else None
    if told is not None:
        writer = writer_of(reading, i, told)
        return None if writer is None else Decision(writer, f'"{phrase}" tells who wrote it')
    named = owner is not None or source.possessor_word is not None or source.complement is not None
    alone = not named and (source.determiner not in INDEFINITE or _bare_statement(reading, source))
    if chain is None and alone and reading.spoke and (low in lexicon.own_words or low in lexicon.figures):
        # The statement, the ruling: of the one who spoke last
        position, last, _ = reading.spoke[-1]
        reach = 3 if low in lexicon.printed and last.kind == "organization" else 1
        writes = low not in lexicon.printed or any(head_of(role.title) in lexicon.writes for role in last.roles)
        kinds = ("organization", "person") if writes and low not in lexicon.figures else ("organization",)
        if reading.para(source.first) - reading.para(position) <= reach and last.kind in kinds:
            return Decision(
                last,
                f'"{phrase}" is of {last.name or last.label}, who spoke {reading.distance(position, source.first)}',
            )
    if chain is None and alone and low in lexicon.printed and source.determiner in ("the", "this"):
        printed = outlet_before(reading, source.first)
        if printed is not None:
            return Decision(printed, f'"{phrase}" is of {printed.name}, the outlet named last')
    if chain is None or chain.kind != "person":
        return None
    return Decision(chain, f'"{phrase}" are the words of {chain.name}')


def _bare_statement(reading: Reading, source: Described) -> bool:
    """Is it no more than *a statement*, after a body: in a report on what the body says?"""
    bare = source.last - source.first == 2 and reading.words.lower[source.head] in ("statement", "release")
    return bare and bool(reading.spoke) and reading.spoke[-1][1].kind == "organization"


def by_description(reading: Reading, i: int, source: Described) -> Decision | None:
    """Let an unnamed source stand for itself: *a State Department spokesman*, *critics*, *a new poll*."""
    if source.form not in ("nominal", "pronoun", "name"):
        return None
    if source.form == "pronoun" and gender_of(reading.words.lower[source.head]) is not None:
        return None  # a person, but which one
    chain = describe_chain(reading, source)
    return Decision(chain, f'the article tells no more than "{reading.words.phrase(source.first, source.last)}"')


def by_floating(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give a quotation without a source to the one who is the subject before it, or who spoke just before."""
    if source.form != "empty":
        return None
    words = reading.words
    item = reading.found[i]
    at = reading.position(i)
    last = reading.spoke[-1] if reading.spoke else None
    if item.cue and not _elided(reading, item.cue, last):
        return None
    if not item.cue and item.kind != "direct":
        return None
    subject = None if item.cue else _subject_here(reading, at)
    if subject is not None and (last is None or last[0] < subject[0]):
        position, chain = subject
        return Decision(chain, f"a quotation without source after {chain.name}, the one person of the sentence before")
    if last is None or reading.para(at) - reading.para(last[0]) > 1 or _answers(reading, i):
        return None
    position, chain, _ = last
    # another person opens this paragraph: whose words these are is not told
    named = [n for n in reading.names.within(position + 1, at) if reading.names.names[n].kind == "person"]
    if any(
        reading.chains.of_name.get(n) is not chain and not words.quoted[reading.names.names[n].first] for n in named
    ):
        return None
    return Decision(
        chain,
        f"a quotation without source goes on after {chain.name or chain.label} spoke {reading.distance(position, at)}",
    )


def _answers(reading: Reading, i: int) -> bool:
    """Does one of two quotations in two paragraphs ask: *“Will you come?” he asked.*, then *“No.”*; or *“Now?”*?"""
    if i == 0:
        return False
    words = reading.words
    first, stop = words.within(*reading.found[i - 1].content[-1])
    if first == stop or reading.para(stop - 1) == reading.para(reading.position(i)):
        return False
    asked = {words.form[stop - 1], words.form[words.within(*reading.found[i].content[-1])[1] - 1]}
    return "?" in asked


def _elided(reading: Reading, cue: Sequence[tuple[int, int]], last: tuple[int, Chain, int] | None) -> bool:
    """Does the cue leave out a subject just given: *adding that*, *and noted*; or is it a mere colon or dash?"""
    words = reading.words
    first, stop = words.within(*cue[0])
    if first >= stop:
        return False
    if not any(words.form[k][0].isalnum() for k in range(first, stop)):
        return True
    if last is None or words.sent[last[0]] != words.sent[first]:
        return False
    return words.tag[first] == "VBG" or words.lower[first - 1] in ("and", "but", "then", "or")


def _subject_here(reading: Reading, at: int) -> tuple[int, Chain] | None:
    """Return the person named at the head of the sentence before, in this paragraph, when it names no other."""
    words = reading.words
    k = at - 1
    while k >= 0 and words.para[k] == words.para[at] and not words.form[k][0].isalnum():
        k -= 1
    if k < 0 or words.para[k] != words.para[at] or words.sent[k] == words.sent[at] or words.quoted[k]:
        return None
    first = k
    while first > 0 and words.sent[first - 1] == words.sent[k] and words.para[first - 1] == words.para[at]:
        first -= 1
    inside = reading.names.within(first, k + 1)
    people = {id(c): c for c in map(reading.chains.of_name.get, inside) if c is not None and c.kind == "person"}
    if len(people) != 1:
        return None
    chain = next(iter(people.values()))
    head = next(n for n in inside if reading.chains.of_name.get(n) is chain)
    name = reading.names.names[head]
    return (name.first, chain) if name.titled - first <= 4 else None


Resolver = Callable[[Reading, int, Described], Decision | None]

# Most trusted first; the certainty is the precision measured on attributions whose spans are given.
RESOLVERS: tuple[tuple[str, Resolver, float], ...] = (
    ("same-source", by_same_span, 0.95),
    ("people-file", by_people_file, 0.95),
    ("interview", by_interview, 0.85),
    ("name", by_name, 0.99),
    ("conjoined", by_conjunction, 0.88),
    ("conjoined", by_pair, 0.85),
    ("first-person", by_first_person, 0.88),
    ("reply", by_addition, 0.95),
    ("reply", by_reply, 0.95),
    ("pronoun", by_pronoun, 0.95),
    ("plural-pronoun", by_plural_pronoun, 0.8),
    ("relative", by_relative, 0.74),
    ("agent", by_agent, 0.8),
    ("age", by_age, 0.95),
    ("later-name", by_told_name, 0.9),
    ("role-noun", by_role_noun, 0.9),
    ("later-name", by_later_name, 0.85),
    ("later-name", by_opening_name, 0.85),
    ("later-name", by_newcomer, 0.8),
    ("later-name", by_later_institution, 0.85),
    ("later-name", by_later_document, 0.85),
    ("focus", by_focus, 0.85),
    ("self", by_description, 0.8),
    ("floating", by_floating, 0.5),
)
