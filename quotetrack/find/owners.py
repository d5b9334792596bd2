"""Whom an office belongs to when the words beside it do not say: *its chief executive*, *spokeswoman Ines Lund*."""

from __future__ import annotations

from attrs import evolve

from quotetrack.find.focus import gender_of, rank_people
from quotetrack.find.institutions import by_institution
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import same_office
from quotetrack.find.nouns import singular
from quotetrack.find.phrases import describe
from quotetrack.find.reading import Reading
from quotetrack.find.titles import head_of
from quotetrack.models import Role

# Offices that are always somebody's: told without an institution, they are of the one just named.
SPEAKS_FOR = frozenset("spokesman spokeswoman spokesperson".split())
LEADS = frozenset(
    ("chief executive", "chief executive officer", "ceo", "managing director", "finance director", "head coach")
)
# Standing beside somebody, no office under them.
BESIDE = frozenset("rival opponent foe successor predecessor colleague counterpart friend ally enemy teammate".split())
OWNER_MARGIN = 0.3  # how far ahead the person that *his* means must be


def tell_owners(reading: Reading) -> None:
    """Give offices told with *his* or *its*, and spokespeople told with nothing, the one they belong to."""
    for chain in reading.chains.chains:
        if chain.kind == "person":
            chain.roles = [_owned(reading, chain, role) for role in chain.roles]


def with_its_owner(reading: Reading, holder: Chain, role: Role) -> Role:
    """Give the office of somebody unnamed the body that *its* means: *its general secretary*."""
    first = reading.words.within(role.start, role.end)[0]
    return _owned(reading, holder, role) if first and reading.words.lower[first - 1] == "its" else role


def _owned(reading: Reading, holder: Chain, role: Role) -> Role:
    if role.title is None:
        return role
    if role.affiliation is not None:
        return _named(reading, holder, role)
    head = singular(head_of(role.title))
    if head in reading.lexicon.relations or head in BESIDE:
        return role
    words = reading.words
    first = words.within(role.start, role.end)[0]
    before = words.lower[first - 1] if first else ""
    owner: Chain | None = None
    if before in ("his", "her"):
        ranked = [entry for entry in rank_people(reading, -1, first - 1, gender_of(before)) if entry[1] is not holder]
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] >= OWNER_MARGIN)
        owner = ranked[0][1] if clear else None
    elif before == "its" or head in SPEAKS_FOR or role.title.lower() in LEADS:
        owner = _institution_before(reading, first)
    if owner is None or owner.name is None:
        return role
    return evolve(role, affiliation=owner.name)


def _named(reading: Reading, holder: Chain, role: Role) -> Role:
    """Put the name for *the president* or *the company* in whose office it is, when the article tells it."""
    office = role.affiliation or ""
    if office in reading.lexicon.organizations and office not in reading.lexicon.roles:
        named = _institution(reading, role, office)
        return role if named is None or named.name is None else evolve(role, affiliation=named.name)
    if not office.islower() or office not in reading.lexicon.roles:
        return role
    holders = [
        chain
        for chain in reading.chains.chains
        if chain.kind == "person"
        and chain is not holder
        and any(same_office(head_of(r.title), office, reading.lexicon) for r in chain.roles if _is_first(r))
    ]
    if len(holders) != 1 or holders[0].name is None:
        return role
    return evolve(role, affiliation=holders[0].name)


def _institution(reading: Reading, role: Role, noun: str) -> Chain | None:
    """Return what *the company* means in *the company's founder*, *head of networks at the company*."""
    words = reading.words
    first, last = words.within(role.start, role.end)
    for k in range(max(first - 2, 1), last):
        if words.lower[k] == noun and words.lower[k - 1] == "the":
            decision = by_institution(reading, -1, describe(words, reading.names, k - 1, k + 1, reading.lexicon))
            return None if decision is None else decision.chain
    return None


def _is_first(role: Role) -> bool:
    """Does somebody hold an office now, not the one under it: a vice president is not the president."""
    return role.tense == "current" and "vice" not in (role.title or "").lower().replace("-", " ").split()


def _institution_before(reading: Reading, at: int) -> Chain | None:
    """Return the institution named last before a word, in its sentence or the one before, outside quotation marks."""
    words = reading.words
    upper = reading.names.within(0, at).stop
    for index in range(upper - 1, max(upper - 8, 0) - 1, -1):
        name = reading.names.names[index]
        # a quotation in between may be a sentence of its own
        reach = 2 if words.para[at] == words.para[name.first] else 1
        if words.sent[at] - words.sent[name.first] > reach or words.para[at] - words.para[name.first] > 1:
            return None
        chain = reading.chains.of_name.get(index)
        if chain is not None and chain.kind == "organization" and not words.quoted[name.first]:
            return chain
    return None
