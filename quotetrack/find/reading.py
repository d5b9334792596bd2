"""An article while its speakers are being resolved: words, names, chains, and who spoke so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from attrs import define, field, frozen

from quotetrack.find.asides import holds_seat, is_home
from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.found import Found
from quotetrack.find.kinds import NameIndex
from quotetrack.find.mentions import Chain, Chains
from quotetrack.find.names import find_names
from quotetrack.find.nouns import gender_of_noun
from quotetrack.find.phrases import Described, describe
from quotetrack.find.roles import roles_after, roles_apposed, roles_before
from quotetrack.find.titles import PERSONS, head_of
from quotetrack.find.words import Words
from quotetrack.lang.given import Gender
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import KnownPerson, Role

PRONOUN_GENDER: dict[str, Gender] = {
    **dict.fromkeys("he his himself".split(), "male"),
    **dict.fromkeys("she her herself".split(), "female"),
}
REACH = 60  # words after a name in which an apposition may stand


@frozen
class Decision:
    """Is what a resolver answers: the chain that speaks, and why, in plain words."""

    chain: Chain
    evidence: str


@define(eq=False)
class Reading:
    """Holds what the resolvers read and write while they go through the attributions in text order."""

    words: Words
    lexicon: Lexicon
    names: NameIndex
    chains: Chains
    found: Sequence[Found]
    sources: list[Described]
    spans: list[tuple[int, int]]
    in_sources: frozenset[int] = field(init=False)
    content_of: dict[int, int] = field(factory=dict)
    spoke: list[tuple[int, Chain, int]] = field(factory=list)
    noted: list[tuple[int, Chain]] = field(factory=list)
    decided: list[Chain | None] = field(factory=list)
    by_span: dict[tuple[int, int], Chain] = field(factory=dict)
    nominals: dict[tuple[str, ...], Chain] = field(factory=dict)
    by_head: dict[str, list[Chain]] = field(factory=dict)
    aged: dict[str, list[Chain]] | None = None
    first_person: int | None = None
    quoted_by_name: frozenset[int] | None = None
    earliest: dict[str, int] = field(factory=dict)
    cues: list[tuple[int, int]] | None = None
    author: Chain | None = None
    life: Chain | None = None
    interview: tuple[Chain | None, Chain | None] | None = None  # who asks, who answers
    turns: dict[int, int] | None = None
    theirs: tuple[Chain, ...] | None = None  # who use *they*
    known: tuple[KnownPerson, ...] = ()
    published: str | None = None

    @in_sources.default
    def _words_of_sources(self) -> frozenset[int]:
        return frozenset(word for first, last in self.spans for word in range(first, last))

    def position(self, i: int) -> int:
        """Return the word where an attribution's source stands, or its cue or content when it has none."""
        first, last = self.spans[i]
        if last > first:
            return first
        item = self.found[i]
        offset = item.cue[0][0] if item.cue else item.content[0][0] if item.content else 0
        return min(bisect_left(self.words.start, offset), max(len(self.words) - 1, 0))

    def first_of(self, form: str) -> int:
        """Return where a lower-case word first stands in the article; it must stand there."""
        if form not in self.earliest:
            self.earliest[form] = self.words.lower.index(form)
        return self.earliest[form]

    def para(self, word: int) -> int:
        """Return the paragraph of a word."""
        return self.words.para[word] if 0 <= word < len(self.words) else 0

    def distance(self, earlier: int, word: int) -> str:
        """Tell in plain words how far before `word` something stands."""
        if not (0 <= earlier < len(self.words) and 0 <= word < len(self.words)):
            return ""
        paras = self.words.para[word] - self.words.para[earlier]
        if paras == 0:
            return (
                "in the same sentence" if self.words.sent[word] == self.words.sent[earlier] else "in the same paragraph"
            )
        if paras < 0:
            return "later in the article"
        return "one paragraph before" if paras == 1 else f"{paras} paragraphs before"


def read(words: Words, found: Sequence[Found], lexicon: Lexicon, *, given_names: bool = True) -> Reading:
    """Find names, chain them, read their roles, and take every source apart.

    With `given_names` a person whose text tells no gender has that of nearly all who bear the given name.
    """
    names = NameIndex(find_names(words, lexicon))
    chains = Chains(words, names, lexicon)
    spans: list[tuple[int, int]] = []
    for item in found:
        if not item.source:
            spans.append((0, 0))
            continue
        # the part that names somebody stands for the source when it has several
        ranges = sorted(words.within(start, end) for start, end in item.source)
        joined = (ranges[0][0], ranges[-1][1])
        gap = ranges[-1][1] - ranges[0][0] - sum(b - a for a, b in ranges)
        spans.append(joined if gap <= 3 else max(ranges, key=lambda r: (len(names.within(*r)) > 0, r[1] - r[0])))
    sources = [
        describe(words, names, first, last, lexicon) if last > first else Described("empty", first, first)
        for first, last in spans
    ]
    reading = Reading(words, lexicon, names, chains, found, sources, spans)
    for i, item in enumerate(found):
        for start, end in item.content:
            first, last = words.within(start, end)
            for word in range(first, last):
                reading.content_of.setdefault(word, i)
    if given_names:
        chains.tell_given()
    homes = _roles(reading, single=False)
    _genders(reading)
    chains.link_singles()
    if given_names:
        chains.tell_given()
    homes += _roles(reading, single=True)
    for chain, role in homes:
        if holds_seat(chain.roles):
            chain.tell([role])  # Ann Field of Ohio, whom another sentence calls a senator
    _genders(reading)
    for chain in chains.chains:
        chain.mentions.sort()
    return reading


def _roles(reading: Reading, *, single: bool) -> list[tuple[Chain, Role]]:
    """Give every person's chain the roles that stand around its names: full names first, then single ones.

    Returns the places that are told as where somebody lives.
    """
    words, names, lexicon = reading.words, reading.names, reading.lexicon
    limits: dict[int, int] = {}
    for first, last in reading.spans:
        for index in names.within(first, last):
            limits[index] = last
    homes: list[tuple[Chain, Role]] = []
    floor = 0
    for index, name in enumerate(names.names):
        if words.sent[name.first] != words.sent[floor]:
            floor = name.first
            while floor > 0 and words.sent[floor - 1] == words.sent[name.first]:
                floor -= 1
        chain = reading.chains.of_name.get(index)
        if chain is None or chain.kind != "person" or single == (index in reading.chains.full):
            continue
        _, before = roles_before(words, names, index, lexicon)
        limit = name.last
        while limit < len(words) and limit - name.last < REACH and words.sent[limit] == words.sent[name.first]:
            limit += 1
        after = roles_after(words, names, index, max(limit, limits.get(index, 0)), lexicon)
        lived = [role for role in after if is_home(words, names, index, role, _in_office(before), lexicon)]
        homes.extend((chain, role) for role in lived)
        chain.tell(_placed(words, before, [role for role in after if role not in lived]))
        _, apposed = roles_apposed(words, names, index, floor, lexicon)
        chain.tell(apposed)
    return homes


def _in_office(before: list[Role]) -> bool:
    """Do titles before a name tell an office: not *Leeds man Bo Ek*?"""
    return any(head_of(role.title) not in PERSONS for role in before)


def _placed(words: Words, before: list[Role], after: list[Role]) -> list[Role]:
    """Give a title before a name the place after it: *Sen. Dora Whitlock (R-Neb.)*, *Mayor Lund of Oslo*."""
    if not before or not after or after[0].title is not None or before[-1].affiliation is not None:
        return before + after
    title, place = before[-1], after[0]
    joined = Role(
        title.title, place.affiliation, title.start, place.end, words.text[title.start : place.end], title.tense
    )
    return [*before[:-1], joined, *after[1:]]


def _genders(reading: Reading) -> None:
    """Vote on each person's gender by gendered roles, and by the pronouns that follow a person named alone."""
    words, names, lexicon = reading.words, reading.names, reading.lexicon
    for person in reading.chains.chains:
        for role in person.roles:
            for part in (role.title or "").lower().split():
                told = gender_of_noun(part, lexicon)
                if told is not None:
                    person.votes[told] += 1
    subject: Chain | None = None  # the one person of this sentence so far, named as its subject
    alone: Chain | None = None  # the one person of the sentence before
    others = False
    telling = {word for word, low in enumerate(words.lower) if low in PRONOUN_GENDER or low in lexicon.roles}
    telling.update(name.first for name in names.names)
    telling.update(np.flatnonzero(np.diff(np.frombuffer(words.sent, np.int32), prepend=-1)).tolist())
    for word in sorted(telling):
        if word == 0 or words.sent[word] != words.sent[word - 1]:
            alone = subject if not others and word and words.para[word] == words.para[word - 1] else None
            low = words.lower[word]
            if low in PRONOUN_GENDER and alone is not None and not words.quoted[word]:
                alone.hear(PRONOUN_GENDER[low])
                subject, others = alone, False
                continue
            subject, others = None, False
        index = names.at(word)
        low = words.lower[word]
        if index is not None and names.names[index].first == word:
            chain = reading.chains.of_name.get(index)
            name = names.names[index]
            if chain is not None and chain.kind == "person" and chain is not subject:
                verb = name.last < len(words) and words.tag[name.last][:2] in ("VB", "MD")
                others = others or subject is not None or words.quoted[word] or not verb
                subject = None if others else chain
        elif words.tag[word] == "NN" and low in lexicon.roles:
            others = True  # somebody else whom the pronoun may mean
        elif low in PRONOUN_GENDER and subject is not None and not others and not words.quoted[word]:
            subject.hear(PRONOUN_GENDER[low])


def is_possessive(words: Words, last: int) -> bool:
    """Say whether a possessive marker follows the words that end before `last`."""
    return last < len(words) and words.lower[last] in POSSESSIVES
