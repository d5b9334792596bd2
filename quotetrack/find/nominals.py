"""Common nouns that mean a person already named, or named later: *the senator*, *the GOP nominee*, *a Kyiv judge*."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from quotetrack.find.focus import rank_people
from quotetrack.find.houses import houses_told, same_house
from quotetrack.find.institutions import by_institution
from quotetrack.find.kinds import is_compatriot
from quotetrack.find.mentions import Chain
from quotetrack.find.nouns import AGED, gender_of_noun, is_person_noun, of_title, singular
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.titles import TENSES, head_of
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import Role

INDEFINITE = frozenset("a an another some any no every each".split())
EMPTY = frozenset("the a an this that his her its their of for at in to".split())
LAST = 0.15  # how much the one who has just spoken is ahead of others with the same office
NEAR_TIE = 0.1  # two people whom the words fit equally well
FOCUS_MARGIN = 0.3  # how far ahead the person in focus must be
RANKS = {
    **TENSES,
    "vice": "deputy",
    "assistant": "deputy",
    "shadow": "shadow",
    "rival": "rival",
    "opposing": "rival",
}  # words that make an office another one
TOLD_EARLY = 20  # mentions, in which an article tells what country somebody is of
# Offices of which each house has one: *the mayor* is the present one, whoever was mayor or is a deputy.
UNIQUE = frozenset(
    "president governor mayor premier chancellor minister secretary ceo chief chairman head director coach manager"
    " captain leader commissioner superintendent speaker principal headteacher rector provost dean king queen prince"
    " pope ambassador sheriff editor executive treasurer commander bishop archbishop".split()
)


def same_office(title: str, head: str, lexicon: Lexicon) -> bool:
    """Say whether two title words tell one office: *Sen.* and *senator*, *spokeswoman* and *spokesperson*."""
    a, b = (
        lexicon.offices.get(word, lexicon.offices.get(singular(word), singular(word).rstrip(".")))
        for word in (_plain(title), _plain(head))
    )
    return a == b


def offices_of(chain: Chain, head: str, lexicon: Lexicon) -> list[Role]:
    """Return the offices that somebody is told to hold and that a noun may mean."""
    return [role for role in chain.roles if role.title and same_office(head_of(role.title), head, lexicon)]


def _plain(office: str) -> str:
    """Cut what makes an office another one off its word: *ex-mayor*, *vice-president*."""
    prefix, _, rest = office.partition("-")
    return rest if rest and prefix in RANKS else office


def ranks_of(parts: Sequence[str]) -> frozenset[str]:
    """Return what the words of a title make of the office at their end: former, deputy, acting, elect, shadow.

    >>> sorted(ranks_of(("former", "deputy", "mayor"))), sorted(ranks_of(("vice", "presidential", "nominee")))
    (['deputy', 'former'], [])
    """
    ranks = {RANKS.get(part, "") for part, after in pairwise(parts) if after not in ("presidential", "premier")}
    if parts:
        prefix, _, rest = parts[-1].partition("-")
        ranks.add(RANKS.get(prefix, "") if rest else "")
    return frozenset(ranks - {""})


def other_rank(wanted: frozenset[str], head: str, role: Role, lexicon: Lexicon) -> bool:
    """Is the office that somebody holds or held not the one spoken of: the mayor is no deputy mayor?"""
    if singular(_plain(head)) in lexicon.relations:
        return False  # his ex-wife, once his wife
    held = ranks_of(in_full((role.title or "").lower().split(), lexicon)) | ({role.tense} - {"current"})
    if wanted:
        return held != wanted
    return bool(held - {"acting"}) and not UNIQUE.isdisjoint((lexicon.offices.get(head, head), singular(head)))


def _ranks(reading: Reading, source: Described) -> frozenset[str]:
    parts = in_full(reading.words.lower[source.core[0] : source.head + 1], reading.lexicon)
    if "retired" in parts and parts[-1] not in UNIQUE:
        parts = tuple(part for part in parts if part != "retired")  # a general for life
    return ranks_of(parts)


def in_full(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Spell out offices told by their initials: *the pm* is *the prime minister*."""
    return tuple(part for word in words for part in lexicon.initials.get(word, (word,)))


def told_of(chain: Chain, lexicon: Lexicon) -> set[str]:
    """Return every word of the roles and affiliations that the article gives somebody."""
    parts = [
        part.strip(".,").lower()
        for role in chain.roles
        for part in f"{role.title or ''} {role.affiliation or ''}".split()
    ]
    return {*parts, *in_full(parts, lexicon)}


def _modifiers(reading: Reading, source: Described) -> list[str]:
    lexicon = reading.lexicon
    *before, _ = in_full(reading.words.lower[source.core[0] : source.head + 1], lexicon) or ("",)
    return [low.strip(".,") for low in before if low[0].isalnum() and low not in EMPTY and low not in lexicon.dropped]


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
        return None if is_compatriot(words.form[source.head], lexicon) else by_institution(reading, i, source)
    head = words.lower[source.head]
    modifiers = [m for m in _modifiers(reading, source) if m not in RANKS]  # those are compared by themselves
    ranks = _ranks(reading, source)
    ended = of_title(words, source.head, lexicon)
    whole = words.phrase(source.head, ended).lower() if ended else ""  # the secretary of state
    mine = houses_told(reading, source)
    fits: dict[int, tuple[float, Chain]] = {}
    for chain in people_near(reading, source.first):
        everything = told_of(chain, lexicon)
        if _other_side(reading, everything, {*modifiers, head}):
            continue
        offices = offices_of(chain, head, lexicon)
        if _other_gender(chain, offices, head, lexicon):
            continue
        at_home = same_house(reading, mine, offices, chain.roles) if offices else None
        if at_home is False:
            continue
        for role in offices:
            if other_rank(ranks, head, role, lexicon) or (whole and whole not in (role.title or "").lower()):
                continue
            title = (role.title or "").lower().split()
            told = {part.strip(".,") for part in (*title, *(role.affiliation or "").lower().split())}
            missing = [m for m in modifiers if m not in everything and not _kin(m, everything)]
            if missing and len(missing) == len(modifiers) and not at_home:
                continue
            before = bool(chain.mentions) and chain.mentions[0][0] < source.first
            score = (
                2.0 - len(missing) + _nearness(reading, chain, source.first) + 0.3 * sum(m in told for m in modifiers)
            )
            score += LAST if reading.spoke and reading.spoke[-1][1] is chain else 0.0
            score -= (0 if before else 1.0) + (role.tense == "acting") * (not ranks)
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


def _other_gender(chain: Chain, offices: Sequence[Role], head: str, lexicon: Lexicon) -> bool:
    """Is *the spokeswoman* somebody else than the spokesman; a woman who is called chairman is the chairman."""
    if any(head_of(role.title) == head for role in offices):
        return False
    gender = gender_of_noun(head, lexicon)
    return gender is not None and (chain.gender or gender_of_noun(chain.head, lexicon)) not in (None, gender)


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
    ranks = _ranks(reading, source)
    if ranks - {"former"}:
        return None  # the deputy mayor is whom the article calls so
    former = bool(ranks)
    gender = gender_of_noun(head, lexicon)
    aged = AGED.fullmatch(head) is not None
    of_people = is_compatriot(words.form[source.head], lexicon)  # the Scot
    if head not in lexicon.varied and not former and not aged and not of_people:
        return None
    told = bool(modifiers) or former or aged or of_people or head in lexicon.bare
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
    if of_people:
        ranked = [entry for entry in ranked if _of_people(reading, entry[1]) <= {words.form[source.head]}]
        nation = lexicon.nations.get(head, ("", False))[0]
        nations = {id(entry[1]): _nations(reading, entry[1]) for entry in ranked} if nation else {}
        ranked = [entry for entry in ranked if nation in nations.get(id(entry[1]), ())] or [
            entry for entry in ranked if not nations.get(id(entry[1]))
        ]
    sides = [side for side in lexicon.sides if side & {*modifiers, head}]
    if sides:
        # the Democratic nominee: whom the article tells to be of that party goes before whoever is in focus
        ranked = [entry for entry in ranked if told_of(entry[1], lexicon) & sides[0]] or [
            entry for entry in ranked if {head_of(r.title) for r in entry[1].roles if r.title} <= lexicon.varied
        ]  # and a judge is no nominee
    if gender and head in ("man", "woman"):
        ranked = [entry for entry in ranked if entry[1].gender == gender]
    margin = FOCUS_MARGIN if told else 2 * FOCUS_MARGIN
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin):
        return None
    chain = ranked[0][1]
    if _elsewhere(reading, source, chain, ranks):
        return None  # nor is it the next best: nobody in focus is the former mayor
    return Decision(chain, f'"{words.phrase(source.first, source.last)}" fits {chain.name}, the person in focus')


def _of_people(reading: Reading, chain: Chain) -> set[str]:
    """Return what the article has called somebody by nation or faith: whoever was the German is not the Brazilian."""
    lexicon = reading.lexicon
    heads = (reading.sources[i].head for _, one, i in reading.spoke[-20:] if one is chain and i >= 0)
    called = {reading.words.form[head] for head in heads if head >= 0}
    called |= {role.affiliation for role in chain.roles if role.affiliation}
    return {form for form in called if is_compatriot(form, lexicon)}


def _nations(reading: Reading, chain: Chain) -> set[str]:
    """Return what country the article says somebody is of: *Beth Hart of Canada*, *Brazil's Caio Lima*."""
    words, lexicon = reading.words, reading.lexicon
    told = {role.affiliation.lower() for role in chain.roles if role.affiliation}
    for first, _ in chain.mentions[:TOLD_EARLY]:
        index = reading.names.at(first)
        at = (reading.names.names[index].titled if index is not None else first) - 1
        at -= at > 0 and words.lower[at] in ("'s", "'")
        if at >= 0 and words.sent[at] == words.sent[first] and not words.quoted[at]:
            told.add(words.lower[at])
    return {lexicon.nations[low][0] for low in told if low in lexicon.nations}


def _elsewhere(reading: Reading, source: Described, chain: Chain, ranks: frozenset[str]) -> bool:
    """Does the person in focus hold the office that is told, but at another house, or still, or not any more?"""
    words, lexicon = reading.words, reading.lexicon
    head = words.lower[source.head]

    def held(one: Chain) -> list[Role]:
        # what speakers call somebody in a quotation may be courtesy, too
        return [
            role for role in offices_of(one, head, lexicon) if not words.quoted[words.within(role.start, role.end)[0]]
        ]

    offices = held(chain)
    if not offices:
        return False
    if same_house(reading, houses_told(reading, source), offices, chain.roles) is False:
        return True
    if not all(other_rank(ranks, head, role, lexicon) for role in offices):
        return False
    # President Ruiz and President Lund: one of them has the title by courtesy
    others = (one for one in people_near(reading, source.first) if one is not chain)
    courtesy = all(role.affiliation is None for role in offices) and any(
        role.affiliation is None and not other_rank(frozenset(), head, role, lexicon)
        for one in others
        for role in held(one)
    )
    return not (courtesy and ranks == {"former"})


def _other_side(reading: Reading, told: set[str], words: set[str]) -> bool:
    """Do the words tell a party, and the article another one of the person?"""
    parties = [side for side in reading.lexicon.sides if told & side]
    return any(words & side and parties and side not in parties for side in reading.lexicon.sides)


def _contradicts(reading: Reading, chain: Chain, head: str, modifiers: list[str], *, former: bool) -> bool:
    """Does the article tell something of the person that the description rules out: another party, another office?"""
    lexicon = reading.lexicon
    told = told_of(chain, lexicon)
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
    told = [role for role in chain.roles if role.title and role.affiliation]
    mine = houses_told(reading, source) if told else []
    if not mine:
        return False
    same = same_house(reading, mine, told, told)
    return same is False or (same is None and source.last > source.head + 2)


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
        offices = offices_of(chain, head, lexicon)
        if all(other_rank(_ranks(reading, source), head, role, lexicon) for role in offices):
            continue
        told = told_of(chain, lexicon)
        if other_house(reading, source, chain) or not told.issuperset(lexicon.initials.get(head, ())):
            continue
        if not modifiers or any(m in told or _kin(m, told) for m in modifiers) or reading.para(first) <= here + 3:
            fits.append(chain)
    if len(fits) != 1:
        return None
    return Decision(fits[0], f'"{words.phrase(source.first, source.last)}" is named later: {fits[0].name}')
