"""Common nouns that mean a person already named, or named later: *the senator*, *the GOP nominee*, *a Kyiv judge*."""

from __future__ import annotations

from bisect import bisect_left

from quotetrack.find.focus import rank_people
from quotetrack.find.institutions import by_institution
from quotetrack.find.mentions import Chain, Gender
from quotetrack.find.nouns import AGED, is_person_noun, singular
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.titles import head_of
from quotetrack.lang.lexicon import Lexicon

INDEFINITE = frozenset("a an another some any no every each".split())
EMPTY = frozenset("the a an this that his her its their of for at in to".split())
NEAR_TIE = 0.1  # two people whom the words fit equally well
FOCUS_MARGIN = 0.3  # how far ahead the person in focus must be


def same_office(title: str, head: str, lexicon: Lexicon) -> bool:
    """Say whether two title words tell one office: *Sen.* and *senator*, *spokeswoman* and *spokesperson*."""
    a, b = (
        lexicon.offices.get(word, lexicon.offices.get(singular(word), singular(word).rstrip(".")))
        for word in (title.removeprefix("ex-"), head.removeprefix("ex-"))
    )
    return a == b


def told_of(chain: Chain) -> set[str]:
    """Return every word of the roles and affiliations that the article gives somebody."""
    return {
        part.strip(".,").lower()
        for role in chain.roles
        for part in f"{role.title or ''} {role.affiliation or ''}".split()
    }


def _modifiers(reading: Reading, source: Described) -> list[str]:
    words = reading.words
    return [
        words.lower[k].strip(".,")
        for k in range(source.core[0], source.head)
        if words.form[k][0].isalnum() and words.lower[k] not in EMPTY and words.lower[k] not in reading.lexicon.dropped
    ]


def _kin(modifier: str, told: set[str]) -> bool:
    """Do *Vermont* and *Vt*, *Republican* and *Republicans* go together: one begins like the other."""
    return any(
        len(t) >= 2 and t[0].isalpha() and (t.startswith(modifier[:3]) or modifier.startswith(t[:3])) for t in told
    )


def by_role_noun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *the senator* or *the campaign* to the one person or institution that the article calls so."""
    if source.form != "nominal" or source.plural or source.one_of or source.name is not None:
        return None
    words, lexicon = reading.words, reading.lexicon
    if source.determiner in INDEFINITE:
        return None
    if not is_person_noun(words, source.head, lexicon):
        return by_institution(reading, i, source)
    head = words.lower[source.head]
    modifiers = _modifiers(reading, source)
    fits: dict[int, tuple[float, Chain]] = {}
    for chain in people_near(reading, source.first):
        everything = told_of(chain)
        if _other_side(reading, everything, {*modifiers, head}):
            continue
        for role in chain.roles:
            title = (role.title or "").lower().split()
            if not title or not same_office(head_of(role.title), head, lexicon):
                continue
            told = {part.strip(".,") for part in (*title, *(role.affiliation or "").lower().split())}
            missing = [m for m in modifiers if m not in everything and not _kin(m, everything)]
            if missing and len(missing) == len(modifiers):
                continue
            before = bool(chain.mentions) and chain.mentions[0][0] < source.first
            score = (
                2.0 - len(missing) + _nearness(reading, chain, source.first) + 0.3 * sum(m in told for m in modifiers)
            )
            score -= 0 if before else 1.0
            if id(chain) not in fits or fits[id(chain)][0] < score:
                fits[id(chain)] = (score, chain)
    best = sorted(fits.values(), key=lambda entry: -entry[0])
    if not best and head in lexicon.sort_nouns:
        return by_institution(reading, i, source)  # the retailer, the publisher
    if not best or (len(best) > 1 and best[0][0] - best[1][0] < NEAR_TIE):
        return None
    chain = best[0][1]
    phrase = words.phrase(source.first, source.last)
    return Decision(chain, f'the article gives {chain.name or chain.label} the office in "{phrase}"')


def people_near(reading: Reading, at: int) -> list[Chain]:
    """List the people worth asking: those who spoke or were named in the last stretch, and the next few."""
    out: dict[int, Chain] = {}
    for _, chain, _ in reversed(reading.spoke[-30:]):
        if chain.kind in ("person", "unnamed"):
            out[id(chain)] = chain
    upper = reading.names.within(0, at).stop
    for index in range(min(upper + 20, len(reading.names.names)) - 1, max(upper - 120, 0) - 1, -1):
        named = reading.chains.of_name.get(index)
        if named is not None and named.kind == "person":
            out.setdefault(id(named), named)
    return list(out.values())


def _nearness(reading: Reading, chain: Chain, at: int) -> float:
    """Return 0 to 1: how near before the word the chain was last mentioned."""
    k = bisect_left(chain.mentions, (at, 0)) - 1
    spoken = max((p for p, c, _ in reading.spoke[-12:] if c is chain), default=-1)
    last = max(chain.mentions[k][0] if k >= 0 else -1, spoken)
    if last < 0:
        return 0.0
    return 1.0 / (1.0 + 0.5 * max(reading.para(at) - reading.para(last), 0))


def by_focus(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link a varying description (*the New York businessman*) to the person in focus whom nothing contradicts."""
    if (
        source.form != "nominal"
        or source.plural
        or source.one_of
        or source.determiner != "the"
        or source.name is not None
    ):
        return None
    words, lexicon = reading.words, reading.lexicon
    head = words.lower[source.head]
    modifiers = _modifiers(reading, source)
    former = (
        "former" in modifiers
        or words.lower[source.core[0]] == "former"
        or "former" in words.lower[source.core[0] : source.head]
    )
    gender: Gender | None = "male" if head in lexicon.male else "female" if head in lexicon.female else None
    aged = AGED.fullmatch(head) is not None
    if head not in lexicon.varied and not former and not aged:
        return None
    told = bool(modifiers) or former or aged or head in lexicon.bare
    if not told and (i < 0 or head in lexicon.exclusive or head in ("man", "woman")):
        return None
    for index in reading.names.within(source.core[0], source.head):
        name = reading.names.names[index]
        side = name.last - name.first == 1 and any(words.lower[name.first] in one for one in lexicon.sides)
        if name.kind in ("organization", "person") and not side:
            return None  # the FBI director is who the article says, not who is near; the GOP nominee may be near
    ranked = [
        entry
        for entry in rank_people(reading, i, source.first, gender)
        if entry[1].kind == "person" and not _contradicts(reading, entry[1], head, modifiers, former=former)
    ]
    sides = [side for side in lexicon.sides if side & {*modifiers, head}]
    if sides:
        # the Democratic nominee: whom the article tells to be of that party goes before whoever is in focus
        ranked = [entry for entry in ranked if told_of(entry[1]) & sides[0]] or [
            entry for entry in ranked if {head_of(r.title) for r in entry[1].roles if r.title} <= lexicon.varied
        ]  # and a judge is no nominee
    if gender and head in ("man", "woman"):
        ranked = [entry for entry in ranked if entry[1].gender == gender]
    margin = FOCUS_MARGIN if told else 2 * FOCUS_MARGIN
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin):
        return None
    chain = ranked[0][1]
    return Decision(chain, f'"{words.phrase(source.first, source.last)}" fits {chain.name}, the person in focus')


def _other_side(reading: Reading, told: set[str], words: set[str]) -> bool:
    """Do the words tell a party, and the article another one of the person?"""
    parties = [side for side in reading.lexicon.sides if told & side]
    return any(words & side and parties and side not in parties for side in reading.lexicon.sides)


def _contradicts(reading: Reading, chain: Chain, head: str, modifiers: list[str], *, former: bool) -> bool:
    """Does the article tell something of the person that the description rules out: another party, another office?"""
    lexicon = reading.lexicon
    told = told_of(chain)
    if _other_side(reading, told, {*modifiers, head}):
        return True
    office = lexicon.offices.get(head, head)
    titles = {
        lexicon.offices.get(t, t) for t in (head_of(r.title) for r in chain.roles if r.title and r.tense == "current")
    }
    if former and titles - lexicon.varied - {office}:
        return True  # an actress is not the former minister
    if office == "nominee" and "president" in told:
        return True
    if office in lexicon.exclusive and not former:
        held = {lexicon.offices.get(part, lexicon.offices.get(part + ".", part)) for part in told} & lexicon.exclusive
        return bool(held) and office not in held
    return False


def other_house(reading: Reading, source: Described, chain: Chain) -> bool:
    """Is the office told for another house: *a spokesman for Marlow Ferries*, and *coast guard spokesman Ed Orde*?"""
    words = reading.words
    house = {words.lower[k] for k in range(source.head + 2, source.last)} - EMPTY
    told = [
        set(f"{role.affiliation} {role.text}".lower().split())
        for role in chain.roles
        if role.title and role.affiliation
    ]
    return bool(told) and not any(house & one or any(_kin(word, one) for word in house) for one in told)


def by_later_name(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the lead's *a Kyiv judge* to the one person of that office whom the next paragraphs name."""
    if source.form != "nominal" or source.plural or source.one_of or source.name is not None:
        return None
    words, lexicon = reading.words, reading.lexicon
    here = reading.para(source.first)
    if here > 4 or not is_person_noun(words, source.head, lexicon):
        return None
    head = words.lower[source.head]
    modifiers = [
        words.lower[k].strip(".,")
        for k in range(source.core[0], source.last)
        if k != source.head and words.form[k][0].isalnum() and words.lower[k] not in EMPTY
    ]
    fits: list[Chain] = []
    for chain in people_near(reading, source.first):
        first = chain.mentions[0][0] if chain.mentions else 0
        if first <= source.first or reading.para(first) > here + 6:
            continue
        offices = [head_of(role.title) for role in chain.roles if role.title]
        if not any(same_office(office, head, lexicon) for office in offices):
            continue
        told = told_of(chain)
        if source.last > source.head + 2 and other_house(reading, source, chain):
            continue
        if not modifiers or any(m in told or _kin(m, told) for m in modifiers) or reading.para(first) <= here + 3:
            fits.append(chain)
    if len(fits) != 1:
        return None
    return Decision(fits[0], f'"{words.phrase(source.first, source.last)}" is named later: {fits[0].name}')
