"""Whose office a description tells, and whether it can be somebody's: *Ford's CEO* is not the CEO of Tesla.

The *house* of an office is the institution, place, party or person that it belongs to: the possessor (*Ford's CEO*),
the phrase after it (*the president of France*) or what stands before it (*the Russian president*, *the airline
spokesman*).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from attrs import evolve, frozen

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.forms import initials
from quotetrack.find.institutions import is_untold
from quotetrack.find.kinds import is_acronym
from quotetrack.find.mentions import Chain
from quotetrack.find.nouns import of_title, singular
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Reading
from quotetrack.find.sorts import sort_of
from quotetrack.find.titles import DETERMINERS, OBJECT_PREPOSITIONS, object_end
from quotetrack.models import Role

HouseKind = Literal["nation", "place", "party", "person", "institution", "noun", "people"]

OF_HOUSE = frozenset("of for from at with representing".split())
# Words of names that many bodies share.
COMMON = frozenset(
    "national international royal federal general central united new north south east west northern southern eastern"
    " western great greater saint st st. san los el la le de mount port fort lake upper lower old grand first second"
    " american and of the for".split()
)
# What one speaks of somebody who leads all of a nation or town: *the president's spokesman* may be of any house there.
RULERS = frozenset("president governor mayor premier chancellor minister king queen monarch pope prince".split())
MEDIA = frozenset("tv television radio film movie press media".split())
KIN = frozenset("family couple household relatives".split())
TEAMS = frozenset("team side club squad county outfit captain".split())  # called by a place: Leeds
FORCES = frozenset("force department constabulary service agency bureau".split())  # what the police may be called
PLACES = frozenset("country nation island region province state city town county village district borough area".split())
SOLD = ("company", "club", "school", "union", "charity", "outlet")  # sorts of institutions that are no nation's own


@frozen
class House:
    """Is what an office belongs to: its words, what it is, and the chain of its name when it has one."""

    kind: HouseKind
    text: str
    words: frozenset[str]
    head: str
    nations: frozenset[str]
    chain: Chain | None = None
    plural: bool = False
    before: bool = False  # stands before the noun: a New York judge may be of any court there


def same_house(reading: Reading, mine: Sequence[House], roles: Iterable[Role], others: Iterable[Role]) -> bool | None:
    """Say whether a description's house is that of any of these offices, ``None`` when the text cannot tell.

    `others` are all that the article says of the person: enough to see that it is one house, not that it is another.
    """
    if not mine:
        return None
    told = [house for role in roles for house in _told(reading, role) if not _describes(reading, house)]
    # Larkwell boss Nina Sorley, the chief executive: of Larkwell
    told = told or [house for role in others if role.title for house in _told(reading, role)]
    more = _specific([house for role in others for house in _told(reading, role)]) if told else []
    out: bool | None = None
    for house in mine:
        # sides are compared with sides
        alike = [other for other in told if _is_side(other) == _is_side(house)]
        kin = {_kin(reading, house, other) for other in _specific(alike)}
        if kin == {None}:
            kin = {_kin(reading, house, other) for other in alike}
        if True in kin or any(_kin(reading, house, other) for other in more):
            out = out if house.kind == "party" else True  # of one party are many
        elif False in kin:
            return False
    return out


def _specific(houses: list[House]) -> list[House]:
    """Leave out bare nouns where others tell more: *the company*, of Tesla's CEO, is no other one."""
    return [house for house in houses if house.kind != "noun" or len(house.words) > 1] or houses


def _describes(reading: Reading, house: House) -> bool:
    """Do the words say what somebody is rather than for whom: *a TV journalist*, *the Mexican-American reporter*?"""
    if house.kind in ("nation", "party"):
        return False
    return house.words <= MEDIA or all(part in reading.lexicon.adjectives for part in house.text.split("-"))


def _is_side(house: House) -> bool:
    return house.kind == "party" or (house.kind == "noun" and house.head == "party")


def houses_told(reading: Reading, source: Described) -> list[House]:
    """Return whose office a description tells, without what only says who somebody is."""
    return [house for house in _houses(reading, source) if not _describes(reading, house)]


def _houses(reading: Reading, source: Described) -> Iterator[House]:
    """Read off a description whose office it tells."""
    words, names, lexicon = reading.words, reading.names, reading.lexicon
    start = source.core[0]
    if source.determiner == "'s" and source.possessor_word is not None:
        first = max(source.first, source.possessor_word - 6)
        cut = next((k for k in range(source.possessor_word, first, -1) if words.lower[k - 1] in POSSESSIVES), first)
        yield _house(reading, cut, source.possessor_word + 1)
    after = of_title(words, source.head, lexicon) or source.head + 1
    if after < source.last - 1 and words.lower[after] in OF_HOUSE:
        end = object_end(words, names, after + 1, source.last)
        if end > after + 1:
            yield _house(reading, after + 1, end)
    if after < source.last - 1 and words.lower[after] == "in":
        end = object_end(words, names, after + 1, source.last)
        where = _house(reading, after + 1, end) if end > after + 1 else None
        if where is not None and where.kind in ("place", "nation"):
            yield evolve(where, before=True)  # the mayor in York; a spokesman in Washington may be of any house there
    k = start
    while k < source.head:
        index = names.at(k)
        name = names.names[index] if index is not None else None
        if name is not None and name.first >= start and name.last <= source.head:
            yield evolve(_house(reading, k, name.last), before=True)
            k = name.last
            continue
        if name is None and k + 1 == source.head and words.lower[k] in lexicon.organizations:
            yield _house(reading, k, k + 1)  # the airline spokesman
        k += 1


def _told(reading: Reading, role: Role) -> Iterator[House]:
    """Return the house that the article gives an office, or what its title says: *lawyer for the victim*."""
    words = reading.words
    first, last = words.within(role.start, role.end)
    title = (role.title or "").split()
    text = role.affiliation
    if text is None:
        at = next((k for k, part in enumerate(title) if k and part.lower() in OF_HOUSE), None)
        if at is not None:
            text = " ".join(title[at + 1 :])
        elif len(title) > 1 and title[-2].lower() in reading.lexicon.organizations:
            text = title[-2]  # police chief
    if not text:
        return
    parts = tuple(text.split())
    for k in range(first, last):
        if words.text.startswith(text, words.start[k]) and words.form[k][0] == text[0]:
            yield _house(reading, k, words.within(words.start[k], words.start[k] + len(text))[1])
            return
    key = tuple(part.strip(".,").lower() for part in parts)
    yield _made(reading, parts, reading.chains.by_words.get(key) or _person(reading, text))


def _person(reading: Reading, text: str) -> Chain | None:
    """Return the person of exactly this name: whom *his lawyer* was read as."""
    return next((c for c in reading.chains.by_surname.get(text.split()[-1].lower(), ()) if text in c.names), None)


def _house(reading: Reading, first: int, last: int) -> House:
    """Read words [first, last) as a house."""
    words, names = reading.words, reading.names
    while first < last - 1 and (words.lower[first] in DETERMINERS or not words.form[first][0].isalnum()):
        first += 1
    index = names.at(last - 1)
    chain = reading.chains.of_name.get(index) if index is not None else None
    return _made(reading, tuple(words.form[first:last]), chain, common=words.sentence_start[first] or index is None)


def _made(reading: Reading, forms: tuple[str, ...], chain: Chain | None, *, common: bool = False) -> House:
    lexicon = reading.lexicon
    low = tuple(form.lower().replace("’", "'") for form in forms)
    phrase = " ".join(low)
    head = singular(low[-1])
    parts = (*low, *map(" ".join, pairwise(low)))
    nations = {lexicon.nations[part][0] for part in parts if part in lexicon.nations}
    # the Finnish company names nobody; nor does Union at the head of a sentence
    described = forms[-1].islower() and all(form in lexicon.adjectives for form in forms if form[0].isupper())
    named = not described and any(form[0].isupper() for form in forms)
    if common and len(forms) == 1 and head in lexicon.organizations:
        named = named and chain is not None and is_acronym(forms[0])
    kind: HouseKind
    if chain is not None and chain.kind == "person" and not is_untold(chain):
        kind = "person"
    elif any({part, singular(part)} & side for side in lexicon.sides for part in low if len(part) > 1):
        kind = "party"
    elif phrase in lexicon.nations and lexicon.nations[phrase][1]:
        kind = "nation"
    elif not named:
        people = (head in lexicon.roles or head in KIN) and head not in lexicon.organizations
        kind = "people" if people else "noun"
    elif (chain is not None and chain.kind == "place") or " ".join(forms) in lexicon.places:
        kind = "place"
    else:
        kind = "institution"
    kept = (
        frozenset(part.replace(".", "").strip(",'") for part in low)
        - DETERMINERS
        - OBJECT_PREPOSITIONS
        - {"and", "&", ""}
    )
    return House(
        kind,
        " ".join(forms),
        kept,
        head,
        frozenset(nations),
        chain,
        low[-1] != head and low[-1] not in lexicon.organizations,
    )


def _kin(reading: Reading, mine: House, theirs: House) -> bool | None:
    """Can two houses be one: yes, no, or the text cannot tell?"""
    if mine.chain is not None and mine.chain is theirs.chain:
        return True
    if (mine.kind == "party") != (theirs.kind == "party"):
        return True if _is_side(mine) and _is_side(theirs) else None
    if mine.kind == "party":
        return any(mine.words & side and theirs.words & side for side in reading.lexicon.sides) or bool(
            {singular(word) for word in mine.words} & {singular(word) for word in theirs.words}
        )
    if "nation" in (mine.kind, theirs.kind) and (told := _nations(reading, mine, theirs)) != "other":
        return told
    if _stands_for(reading, mine, theirs) or _stands_for(reading, theirs, mine):
        return True
    if mine.nations & theirs.nations and "place" in (mine.kind, theirs.kind):
        return True  # Beijing's spokesman is of the Chinese Foreign Ministry
    if mine.before and mine.kind == "place" and theirs.kind != "place":
        return None if _alike(reading, mine, theirs) is False else True
    for one, other in ((mine, theirs), (theirs, mine)):
        if one.kind == "people":
            return _of_people(one, other)
    for one, other in ((mine, theirs), (theirs, mine)):
        if one.kind == "noun":
            return _denotes(reading, one, other)
    for one, other in ((mine, theirs), (theirs, mine)):
        if one.kind == "person" and one.chain is not None:
            return _of_person(reading, one, one.chain, other)
    return _alike(reading, mine, theirs)


def _stands_for(reading: Reading, short: House, long: House) -> bool:
    """Do the letters of one stand for the other: *NRU* and *National Rail Union*, *Vt.* and *Vermont*?"""
    letters = "".join(c for c in short.text if c.isalnum())
    if is_acronym(short.text) and letters.lower() in initials(long.text):
        return True
    if not {short.text, f"{short.text}."} & reading.lexicon.places or len(letters) > 5 or letters[0] != long.text[0]:
        return False
    rest = iter(long.text.lower())
    return " " not in short.text + long.text and all(c in rest for c in letters.lower())


def _nations(reading: Reading, mine: House, theirs: House) -> bool | Literal["other"] | None:
    """Compare a nation with a nation, with what lies in it, or with an institution."""
    if mine.nations and theirs.nations:
        return bool(mine.nations & theirs.nations)
    other = theirs if mine.kind == "nation" else mine
    if other.kind == "noun":
        return True if other.head in PLACES else "other"
    if other.kind == "institution" and other.chain is not None and sort_of(reading, other.chain) in SOLD:
        return False
    return None


def _of_people(people: House, other: House) -> bool | None:
    """Can *the rebels*, *the victim*, *the president* be the house that is told?"""
    if people.words & other.words:
        return True
    if other.kind == "people":
        return False
    if other.kind == "person":
        return None
    return None if people.head in RULERS and not people.plural else False


def _denotes(reading: Reading, noun: House, other: House) -> bool | None:
    """Can a common noun, *the airline*, *the country*, *the union*, mean the house that is told?"""
    lexicon = reading.lexicon
    heads = {noun.head, *(word for group in lexicon.things if noun.head in group for word in group)}
    if other.kind == "noun" and _parted(reading, noun, other):
        return False
    if heads & {singular(word) for word in other.words}:
        return True
    if noun.head in PLACES or noun.head in lexicon.place_nouns:
        return True if other.kind in ("place", "nation") or other.head in PLACES else None
    if other.kind in ("place", "nation", "person"):
        return False if lexicon.sort_nouns.get(noun.head) in SOLD and noun.head not in TEAMS else None
    sort = next((lexicon.sort_nouns[word] for word in (noun.head, *sorted(heads)) if word in lexicon.sort_nouns), None)
    if other.kind == "noun":
        told = lexicon.sort_nouns.get(other.head)
        if "police" in (noun.head, other.head) and {noun.head, other.head} & FORCES:
            return None
        known = {noun.head, other.head} <= lexicon.organizations
        return True if sort is not None and sort == told else False if known else None
    told = sort_of(reading, other.chain) if other.chain is not None else None
    told = told or next((lexicon.sort_nouns[word] for word in sorted(other.words) if word in lexicon.sort_nouns), None)
    return None if sort is None or told is None else sort == told


def _parted(reading: Reading, one: House, other: House) -> bool:
    """Do two nouns have modifiers that tell them apart: *the teachers' union*, *the nurses' union*?"""
    light = reading.lexicon.sectors | {one.head, other.head}
    a, b = (
        {word for word in h.words - light if word.capitalize() not in reading.lexicon.adjectives} for h in (one, other)
    )
    return bool(a) and bool(b) and not a & b


def _of_person(reading: Reading, person: House, chain: Chain, other: House) -> bool | None:
    """Is somebody's office one of the house that is told: *Clinton's spokesman*, *the Clinton campaign*?"""
    if person.words & other.words:
        return True
    if other.kind == "person":
        return False
    if any(
        _kin(reading, house, other)
        for role in chain.roles
        for house in _told(reading, role)
        if house.kind != "person"  # who may in turn be told to be of this one
    ):
        return True
    return None if any(singular(part) in RULERS for r in chain.roles for part in (r.title or "").split()) else False


def _alike(reading: Reading, mine: House, theirs: House) -> bool | None:
    """Compare two names by their words: one holds all of the other's, or they share one that not every body has."""
    a, b = ({singular(word) for word in house.words} for house in (mine, theirs))
    if a <= b or b <= a:
        return True
    return None if (a & b) - COMMON - reading.lexicon.organizations else False
