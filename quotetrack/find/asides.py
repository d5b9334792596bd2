"""What stands beside a name and is no office: where somebody lives, party and ward in brackets, a department."""

from __future__ import annotations

import re

from attrs import evolve

from quotetrack.find.kinds import Name, NameIndex, is_acronym
from quotetrack.find.nouns import singular
from quotetrack.find.titles import head_of
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import Role

STREETS = frozenset(
    "Avenue Ave Ave. Street St. Road Rd Rd. Lane Close Drive Terrace Gardens Grove Crescent Mews Walk Boulevard".split()
)
# Endings of the names of towns and villages, English ones above all; lists never hold them all.
TOWN = re.compile(
    r"[A-Z][a-z]{2,}(?:bury|ford|ton|ham|ley|by|wick|worth|field|mouth|pool|chester|caster|shire|borough|burgh|stead"
    r"|minster|combe|thorpe|dale|bridge|ville|burg|brook|wood|cliffe?|church|heim|dorf|stadt|grad|pur|abad|more|stow"
    r"|ness|gate|sea|hurst|wold|well)"
    r"|[A-Z]\w+[- ](?:on|upon|under|in|by|le|next|super)[- ](?:the[- ])?[A-Z]\w+"
)
# Before the rest of a place's name: Lower Wick, San Rafael.
BEFORE_PLACES = frozenset("Upper Lower East West North South Old St St. Saint San Santa Los Las Port Fort".split())
TOWNS_OF_LEARNING = frozenset("Oxford Cambridge Princeton Stanford Berkeley".split())  # of one is of its university
# Offices held for a place: the place behind the name is what they belong to, not a home.
SEATED = frozenset(
    """senator sen representative rep congressman congresswoman congressmember lawmaker legislator governor gov mayor
    mp mep msp delegate assemblyman assemblywoman councilman councilwoman councillor councilor cllr coun alderman
    candidate nominee hopeful contender republican democrat conservative liberal independent premier president
    minister chancellor ambassador consul envoy bishop archbishop cardinal rabbi imam king queen prince princess duke
    duchess earl sheriff judge commissioner chief monarch emperor sultan emir lord""".split()
)
PARTIES = frozenset(
    """Lab Labour Con Cons Conservative Conservatives Tory LD Lib LibDem Ind Independent Green Greens SNP Plaid UKIP
    Reform DUP SDLP UUP Alliance Labor Liberal Nationals ALP NDP Democrat Democratic Republican Libertarian PSOE SPD
    CDU CSU FDP ANC""".split()
) | frozenset(("Lib Dem", "Lib Dems", "Liberal Democrat", "Liberal Democrats", "Plaid Cymru", "Reform UK", "Sinn Féin"))
# Heads of what a large institution is divided into: Investor Relations, Public Policy.
DEPARTMENTS = frozenset(
    """Relations Policy Communications Affairs Operations Strategy Marketing Sales Finance Research Development
    Engineering Resources Technology Planning Security Compliance Risk Innovation Sustainability Analytics Design
    Partnerships Procurement Logistics Manufacturing Products Programs Programmes Services Enforcement Investigations
    Medicine Surgery Nursing Health Sciences Studies Education Economics History Law""".split()
)
PARTY = re.compile(r"\s*\(\s*([A-Z]{1,3})(?:\s*[-–]\s*([^)]{1,30}?))?\s*\)")
PLACE_IN_PARENTHESES = re.compile(r"\s*\(([A-Z][\w.’' -]{1,24})\)")
LETTERS = frozenset("D R I L D. R. I. L. DFL GOP".split())  # parties of which only the place beside them is told
PARTED = frozenset((",", "-", "–", "—"))
CLOSING = {"(": ")", "[": "]"}
SEAT = re.compile(r"(?:D|R|I|L|DFL|GOP)[-–]([A-Z][\w.’' -]{1,24})")
NO_NAME = frozenset("address abode street road avenue lane village".split())  # of no fixed address, of the same street
NEARBY = frozenset("nearby neighbouring neighboring".split())
# Ends of places' names, and of institutions' as well.
EITHER = frozenset("Hill Hills Green Cross Heath Wood Common Moor Bay Bridge Park Heights Village End".split())
LONGEST = 14  # words in brackets
BACK = 25  # words before a name in which a plural office may stand: Senators Field of Ohio and Poe of Texas


def is_home(words: Words, names: NameIndex, name: int, role: Role, titled: bool, lexicon: Lexicon) -> bool:
    """Say whether a role is only where a person lives: *Dana Smith, 54, of Norbury*, *Ian Gray, of Mill Lane*.

    The place stays what an office belongs to: *Senator Ann Field of Ohio*, *Senators Field of Ohio and Poe of Texas*.
    """
    if role.title is not None:
        return False
    cover = names.names[name]
    first, last = words.within(role.start, role.end)
    before = first - 2 if words.lower[first - 1] == "the" else first - 1
    if before < cover.last or words.lower[before] not in ("of", "from"):
        return False
    aged = any(words.form[k].isdigit() for k in range(cover.last, before))
    street = words.form[first][0].isdigit() or words.form[last - 1] in STREETS
    if (titled and not aged and not street) or _seated_before(words, cover.first):
        return False
    if before == cover.last and role.affiliation in lexicon.countries:
        return False  # Lena Vogt of Sweden won: for her country
    return lived_in(words, names, first + (words.lower[first] == "the"), last, lexicon, aged=aged)


def _seated_before(words: Words, first: int) -> bool:
    """Does an office held for a place stand before a name in its sentence: *Senators Ann Field*, *Rep. Carl Poe*?"""
    for k in range(first - 1, max(first - BACK, 0) - 1, -1):
        if words.sent[k] != words.sent[first]:
            return False
        if singular(words.lower[k].rstrip(".")) in SEATED:
            return True
    return False


def lived_in(words: Words, names: NameIndex, at: int, last: int, lexicon: Lexicon, *, aged: bool = False) -> bool:
    """Say whether the words after *of* or *from*, from `at` on, are a street, town or address, no institution."""
    if at < last and words.lower[at] in NEARBY:
        at, aged = at + 1, True
    if at >= last or words.form[at][0].isdigit() or words.lower[last - 1] in NO_NAME:
        return at < last  # of 12 Mill Lane
    index = names.at(at)
    if index is None:
        return aged and words.form[at][0].isupper()
    name = names.names[index]
    forms = words.form[name.first : name.last]
    if any(_is_institution(words, names.names[k], lexicon, aged=aged) for k in names.within(name.first, last)):
        return False
    if aged:
        return True
    place = words.phrase(at, last)
    if place in TOWNS_OF_LEARNING and words.lower[at - 1] == "of":
        return False
    if TOWN.fullmatch(place):
        return True
    if name.last < last:
        return False  # Berlin's Lumo, France 24
    if forms[-1] in STREETS or name.kind == "place":
        return True
    if words.lower[at - 1] == "the":
        return False
    after = names.at(name.last + 1) if words.form[name.last : name.last + 1] == (",",) else None
    sounds = len(forms) > 1 and (forms[0] in BEFORE_PLACES or forms[1] in ("St", "St."))
    return sounds or (after is not None and names.names[after].kind == "place")


def _is_institution(words: Words, name: Name, lexicon: Lexicon, *, aged: bool) -> bool:
    """Is a name one of an institution beyond doubt: one word, or two that may be a place, are not."""
    forms = words.form[name.first : name.last]
    if is_acronym(forms[0]) or " ".join(forms) in lexicon.outlets:
        return True
    if name.kind != "organization" or len(forms) == 1:
        return False
    ends = any(form in lexicon.name_ends or form in lexicon.sort_ends for form in forms)
    if aged and len(forms) == 2 and forms[1] in EITHER:
        return False
    return ends or len(forms) > 2 or not (aged or forms[0] in BEFORE_PLACES)


def holds_seat(roles: list[Role]) -> bool:
    """Say whether one of the roles is an office held for a place, or a party's."""
    told = [head_of(role.title) if role.title else (role.affiliation or "").lower() for role in roles]
    return any(singular(head.rstrip(".")) in SEATED for head in told)


def in_brackets(words: Words, names: NameIndex, k: int, lexicon: Lexicon) -> tuple[int, list[Role]]:
    """Read what stands in brackets after a name: *(R-Ohio)*, *(Lab, St Anne's)*, an institution.

    Returns the word after the brackets, and the roles; the word itself where no brackets begin.
    """
    if k >= len(words) or words.form[k] not in CLOSING:
        return k, []
    closing = CLOSING[words.form[k]]
    close = next((m for m in range(k + 1, min(k + LONGEST, len(words))) if words.form[m] == closing), None)
    if close is None or close == k + 1:
        return k, []
    match = PARTY.match(words.text, words.end[k - 1]) or PLACE_IN_PARENTHESES.match(words.text, words.end[k - 1])
    if match and (match.group(1) in lexicon.places or (match.re is PARTY and match.group(1) not in PARTIES)):
        told_at = 1 if match.group(1) in lexicon.places else 2  # Bo Ek (USA); Ann Field (D-Ohio)
        place, at = match.group(told_at), match.start(told_at)
        return close + 1, [Role(None, place, at, at + len(place), place)] if place else []
    comma = next((m for m in range(k + 1, close) if words.form[m] in PARTED), close)
    parts = [(a, b) for a, b in ((k + 1, comma), (comma + 1, close)) if a < b]
    sides = [part for part in parts if words.phrase(*part) in PARTIES]
    others = [part for part in parts if words.phrase(*part) in LETTERS] + sides
    if others:
        # the seat first, since it goes with the office before the name
        told = [part for part in parts if part not in others and words.form[part[0]][0].isupper()] + sides
    else:
        index = names.at(k + 1 + (words.lower[k + 1] == "the"))
        name = names.names[index] if index is not None and len(parts) == 1 else None
        whole = name is not None and name.kind == "organization" and name.last == close and name.last - name.first > 1
        told = [(name.first, close)] if name is not None and whole else []
    return close + 1, [
        Role(None, words.phrase(*part), words.start[part[0]], words.end[part[1] - 1], words.phrase(*part))
        for part in told
    ]


def seat(words: Words, first: int, last: int) -> list[Role]:
    """Read party and state between commas: *Rep. Carl Poe, D-Ohio, said*."""
    match = SEAT.fullmatch(words.phrase(first, last))
    if match is None:
        return []
    start = words.start[first] + match.start(1)
    return [Role(None, match.group(1), start, start + len(match.group(1)), match.group(1))]


def with_department(words: Words, names: NameIndex, role: Role, k: int, limit: int) -> tuple[Role, int]:
    """Add what stands behind the comma at word `k`: *Vice President, Investor Relations, Orvane Foods*."""
    while role.title is not None and role.affiliation is None and words.form[k : k + 1] == (",",):
        index = names.at(k + 1 + (words.lower[k + 1 : k + 2] == ("the",)))
        name = names.names[index] if index is not None else None
        if end := department_end(words, k + 1, limit):
            role = evolve(role, title=f"{role.title}, {words.phrase(k + 1, end)}")
        elif name is not None and name.kind == "organization" and name.last - name.first > 1 and name.last <= limit:
            end = name.last
            role = evolve(role, affiliation=words.phrase(name.first, end))
        else:
            break
        role = evolve(role, end=words.end[end - 1], text=words.text[role.start : words.end[end - 1]])
        k = end
    return role, k


def department_end(words: Words, first: int, limit: int) -> int:
    """Return where a department that begins at a word ends: *Investor Relations*; 0 where none does."""
    for k in range(first, min(first + 6, limit)):
        if words.form[k] in DEPARTMENTS and (k + 1 >= limit or not words.form[k + 1][0].isupper()):
            return k + 1
        if not (words.form[k][0].isupper() or (k > first and words.form[k] in ("and", "&", "of"))):
            return 0
    return 0
