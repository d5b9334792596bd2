"""Somebody described first and named later: *the 34-year-old teacher*, *the woman*, *she* before any name.

News features hold the name back: the lead shows somebody, the second paragraph or a later one tells who it is. A
description is linked ahead only on evidence that a reader would use: the same age, the same office (`by_later_name`),
the name that opens the next paragraph, or the one person newly named whom nothing contradicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.find.focus import gender_of, offers
from quotetrack.find.kinds import Name
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import INDEFINITE, other_house, same_office
from quotetrack.find.nouns import AGED, gender_of_noun, is_person_noun
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.titles import head_of
from quotetrack.lang.given import Gender

LEAD = 4  # paragraphs in which an article may still hold a name back, its headline included
NEXT = 2  # paragraphs on, one that opens with the name tells it
AHEAD = 500  # words within which a person described so far is named
NEWCOMERS = 60  # names looked ahead over


def by_age(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *the 34-year-old teacher* to the one person of whom the article tells that age."""
    if source.form != "nominal" or source.plural or source.one_of or source.name is not None:
        return None
    words = reading.words
    age = next((words.lower[k] for k in range(source.core[0], source.head + 1) if AGED.fullmatch(words.lower[k])), None)
    if age is None or not is_person_noun(words, source.head, reading.lexicon):
        return None
    gender = _gender_told(reading, source)
    aged = [c for c in _aged(reading).get(age.split("-")[0], ()) if gender is None or c.gender in (None, gender)]
    if len(aged) != 1:
        return None
    return Decision(
        aged[0], f'"{words.phrase(source.first, source.last)}": the article tells that age of {aged[0].name}'
    )


def _aged(reading: Reading) -> dict[str, list[Chain]]:
    """Gather the people whose age the article tells beside the name: *Ann Lee, 34,* and *34-year-old Ann Lee*."""
    if reading.aged is not None:
        return reading.aged
    words = reading.words
    aged: dict[str, list[Chain]] = {}
    for index, name in enumerate(reading.names.names):
        chain = reading.chains.of_name.get(index)
        if name.kind != "person" or chain is None:
            continue
        after = words.lower[name.last : name.last + 6]
        age = after[1] if len(after) > 1 and after[0] in (",", "(") else ""
        if not age.isdigit() or len(age) > 3:
            told = [*_before(reading, name), *(after[:5] if after[:1] == (",",) else ())]
            age = next((word.split("-")[0] for word in told if AGED.fullmatch(word)), "")
        if age and chain not in aged.setdefault(age, []):
            aged[age].append(chain)
    reading.aged = aged
    return aged


def _before(reading: Reading, name: Name) -> Iterator[str]:
    """Go back over the nouns and adjectives right before a name: *34-year-old goalkeeper Ann Lee*."""
    words = reading.words
    for k in range(name.first - 1, max(name.first - 6, -1), -1):
        if words.sent[k] != words.sent[name.first] or words.tag[k][:2] not in ("NN", "JJ"):
            return
        yield words.lower[k]


def by_opening_name(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the lead's *a swimmer from Fife* to the person whose name, new to the article, opens a next paragraph."""
    if source.form != "nominal" or source.plural or source.one_of or source.name is not None:
        return None
    words, lexicon = reading.words, reading.lexicon
    here = reading.para(source.first)
    if here > LEAD or source.determiner in INDEFINITE - {"a", "an"} or source.determiner in ("his", "her", "their"):
        return None
    head = words.lower[source.head]
    if source.determiner in ("a", "an") and (head in lexicon.speaks_about or head in lexicon.left_unnamed):
        return None
    if not is_person_noun(words, source.head, lexicon) or source.possessor_word != _possessor(reading, source):
        return None
    for name, chain in _newcomers(reading, source.last, here + NEXT):
        if reading.para(name.first) == here:
            return None  # somebody else is in the lead
        opens = words.para[name.titled - 1] != words.para[name.first]
        if not opens or not _fits(reading, source, name, chain):
            continue
        if _paired(reading, name) or other_house(reading, source, chain):
            return None
        return Decision(chain, f'"{words.phrase(source.first, source.last)}" is named {_where(here, reading, name)}')
    return None


def _paired(reading: Reading, name: Name) -> bool:
    """Do two open the paragraph: *Ingrid Lund, 60, and Berta Naess, 58, were rescued*?"""
    words = reading.words
    after = range(name.last, min(name.last + 6, len(words)))
    return any(words.lower[k] == "and" and reading.names.at(min(k + 1, len(words) - 1)) is not None for k in after)


def _possessor(reading: Reading, source: Described) -> int | None:
    """Return the possessor's word when it is a name (*Nevada's commissioner*); *the victim's sister* is another's."""
    return None if source.possessor is None else source.possessor_word


def _where(here: int, reading: Reading, name: Name) -> str:
    far = reading.para(name.first) - here
    form = reading.words.phrase(name.first, name.last)
    return f"{'in the next paragraph' if far == 1 else f'{far} paragraphs later'}: {form}"


def by_newcomer(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *the woman*, or *she* before any person, to the one person named later whom nothing contradicts."""
    words = reading.words
    if source.form == "pronoun":
        gender = gender_of(words.lower[source.head])
        if gender is None or _anyone_before(reading, source.head):
            return None
        origin = source.head
    elif source.form == "nominal" and source.determiner == "the" and words.lower[source.head] in reading.lexicon.plain:
        if source.plural or source.one_of or source.name is not None or source.complement is not None:
            return None
        gender = _gender_told(reading, source)
        origin = reading.first_of(words.lower[source.head])
    else:
        return None
    there = offers(reading, -1, origin, gender)
    if any(chain.kind == "person" and "attributive" not in facts for chain, _, facts in there):
        return None  # somebody is already there whom the words may mean
    fits: list[tuple[Name, Chain]] = []
    for name, chain in _newcomers(reading, source.last, reading.para(min(source.last + AHEAD, len(words) - 1))):
        if (gender is None or chain.gender in (None, gender)) and _fits(reading, source, name, chain):
            fits.append((name, chain))
    told = [entry for entry in fits if gender is not None and entry[1].gender == gender]
    fits = told or fits
    if len(fits) > 1:
        # who is quoted as the woman is quoted by name, too, once it is told
        fits = [entry for entry in fits if id(entry[1]) in _quoted_by_name(reading)]
    if len(fits) != 1:
        return None
    _, chain = fits[0]
    return Decision(chain, f'"{words.phrase(source.first, source.last)}" is the one person named later: {chain.name}')


def _anyone_before(reading: Reading, at: int) -> bool:
    """Does the article name anybody before a word, but in its headline: then a pronoun waits for nobody?"""
    if reading.first_person is None:
        words = reading.words
        people = (name.first for name in reading.names.names if name.kind == "person")
        named = (first for first in people if words.para[first] > 1 and not words.quoted[first])
        reading.first_person = next(named, len(words))
    return reading.first_person < at


def _quoted_by_name(reading: Reading) -> frozenset[int]:
    """Return the ids of the chains whose name is the source of an attribution."""
    if reading.quoted_by_name is None:
        of_name = reading.chains.of_name
        named = (of_name.get(source.name) for source in reading.sources if source.name is not None)
        reading.quoted_by_name = frozenset(id(chain) for chain in named if chain is not None)
    return reading.quoted_by_name


def _newcomers(reading: Reading, at: int, last_para: int) -> Iterator[tuple[Name, Chain]]:
    """Go on over the people whom the article, but for its headline, names for the first time after a word."""
    lower = reading.names.within(0, at).stop
    seen: list[Chain] = []
    for index in range(lower, min(lower + NEWCOMERS, len(reading.names.names))):
        name = reading.names.names[index]
        if reading.para(name.first) > last_para:
            return
        chain = reading.chains.of_name.get(index)
        if chain is None or chain.kind != "person" or chain in seen or not chain.sure:
            continue
        inside = reading.words.quoted[name.first] or name.first in reading.content_of
        if inside and name.first not in reading.in_sources:
            continue  # somebody spoken about
        seen.append(chain)
        if not any(first < at and reading.para(first) > 1 for first, _ in chain.mentions[:6]):
            yield name, chain


def _fits(reading: Reading, source: Described, name: Name, chain: Chain) -> bool:
    """Can the description mean this newcomer: no other sex, no other office, nobody who speaks about the described?"""
    words, lexicon = reading.words, reading.lexicon
    gender = _gender_told(reading, source)
    if gender is not None and chain.gender not in (None, gender):
        return False
    offices = [head_of(role.title) for role in chain.roles if role.title]
    head = words.lower[source.head]
    pronoun = source.form == "pronoun"
    if not pronoun and any(same_office(office, head, lexicon) for office in offices):
        return True
    if name.titled < name.first and words.form[name.first - 1] not in lexicon.honorifics:
        return False  # Detective Ann Lee is not the suspect
    if any(office in lexicon.speaks_about for office in offices) or any(role.affiliation for role in chain.roles):
        return False
    if offices and not pronoun and head not in lexicon.plain and AGED.fullmatch(head) is None:
        return False  # a seamstress is not the swimmer
    # Jane Roe said the woman had left: two people
    k = name.last
    while k < len(words) and words.sent[k] == words.sent[name.first]:
        if words.lower[k] == head and words.lower[k - 1] == "the" and not pronoun:
            return False
        k += 1
    return True


def _gender_told(reading: Reading, source: Described) -> Gender | None:
    head = reading.words.lower[source.head]
    if source.form == "pronoun":
        return gender_of(head)
    return gender_of_noun(head, reading.lexicon)
