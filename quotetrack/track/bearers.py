"""People of one surname: which of the names and facts that articles tell belong to one bearer of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations

from attrs import frozen
from rapidfuzz.distance import OSA

from quotetrack.lang.lexicon import load_lexicon
from quotetrack.track.names import (
    PersonName,
    double_given,
    fold,
    formal_names,
    hyphenated,
    is_party,
    people_data,
    person_name,
    slug,
)
from quotetrack.track.profiles import Link, Profile, display_name

SLIP_LETTERS = 4  # a given name of fewer letters is another name when one of them changes
_SIDES = {"north", "south", "east", "west", "northern", "southern", "eastern", "western"}


@frozen
class _Bearer:
    """Is one person found in a block: the key, the names they go by, and all that was told about them."""

    key: str
    names: frozenset[PersonName]
    facts: frozenset[str]


def link_people(profiles: Sequence[Profile]) -> dict[Profile, Link]:
    """Decide for the people of one block who they are."""
    people = _without_epithets(profiles)
    linked: dict[Profile, Link] = {}
    for same_surname in _by_surname(set(people.values())):
        linked.update(_link_surname(same_surname))
    return {p: linked[plain] for p, plain in people.items()}


def _without_epithets(profiles: Sequence[Profile]) -> dict[Profile, Profile]:
    """Leave out a first word that is no given name: *Honest Ada Obi*, where the block knows an *Ada Obi*.

    So are the first halves of family names: *García Lorca* is *Lorca*, where the block knows a *Federico García Lorca*.
    """
    given = {person_name(p.name).given for p in profiles}
    halves = {n.middle[-1] for n in (person_name(p.name) for p in profiles) if n.middle}
    out = {}
    for p in profiles:
        name = person_name(p.name)
        ada = name.middle[0] if name.middle else ""  # who is called Honest Ada
        epithet = len(ada) > 2 and ada in given & _forenames() and name.given not in _given_names()
        half = name.given in halves and not name.middle and name.given not in _forenames()
        out[p] = Profile(p.kind, p.name.strip().partition(" ")[2], p.facts) if epithet or half else p
    return out


def _by_surname(profiles: Iterable[Profile]) -> list[list[Profile]]:
    """Part a block by whole surnames: *Obi-Kerr* is not *Kerr*, but *Ada Obi Kerr* is *Ada Obi-Kerr*.

    An *Ada Kerr* is *Ada Obi-Kerr*, too, if articles say that both belong to one body: people marry, and newspapers
    shorten.
    """
    ordered = sorted(profiles)
    double = {(n.given, n.core) for n in (person_name(p.name) for p in ordered) if "-" in n.core}
    shortened = _shortened(ordered)
    apart: dict[str, list[Profile]] = defaultdict(list)
    for p in ordered:
        name = person_name(p.name)
        key = (name.given, name.core)
        apart[hyphenated(name) if (name.given, hyphenated(name)) in double else shortened.get(key, name.core)].append(p)
    return [same for _, same in sorted(apart.items())]


def _shortened(profiles: Iterable[Profile]) -> dict[tuple[str, str], str]:
    """Return the one double surname of which a full name has only the second half, where they share a body."""
    houses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for p in profiles:
        name = person_name(p.name)
        if name.given and not name.initial_only:
            houses[name.given, name.core].update(f for f in p.facts if f.startswith("a:") and not is_party(f[2:]))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (given, core), bodies in houses.items():
        half = core.rpartition("-")[2]
        if half != core and bodies & houses.get((given, half), set()):
            found[given, half].add(core)
    return {key: cores.pop() for key, cores in found.items() if len(cores) == 1}


def _link_surname(profiles: Sequence[Profile]) -> dict[Profile, Link]:
    links: dict[Profile, Link] = {}
    full = [p for p in profiles if (n := person_name(p.name)).given and not n.initial_only]
    bearers: list[_Bearer] = []
    for group in _by_given(full):
        parts = _by_middle_and_suffix(group, links)
        told = sum(any(person_name(p.name).middle for p in members) for members in parts)
        for members in parts:
            bearers.extend(_by_field(members, links, _full_key(members, apart=len(parts) > 1, initials=told > 1)))
    for members in _by_initials(profiles, bearers):
        bearers.extend(_by_field(members, links, _full_key(members, apart=False, initials=False)))
    for profile in profiles:
        if profile not in links:
            links[profile] = _choose(profile, bearers)
    return links


def _by_initials(profiles: Iterable[Profile], bearers: Sequence[_Bearer]) -> list[list[Profile]]:
    """Group those who go by initials alone (*J.K. Rowling*): no full name of the block can be meant."""
    groups: dict[str, list[Profile]] = defaultdict(list)
    for p in profiles:
        name = person_name(p.name)
        if name.initial_only and not any(_could_be(p, name, b) for b in bearers):
            groups[name.given].append(p)
    return [sorted(group) for _, group in sorted(groups.items())]


def _by_given(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """Group full names by given name; a short form joins its long form when the block holds only one."""
    byname: dict[str, list[Profile]] = defaultdict(list)
    double = {given for p in profiles if "-" in (given := person_name(p.name).given)}
    for p in profiles:
        name = person_name(p.name)
        byname[double_given(name) if double_given(name) in double else name.given].append(p)
    quoted = {p.nickname: p.given for p in map(person_name, (p.name for p in profiles)) if p.nickname}
    groups: dict[str, list[Profile]] = {g: list(ps) for g, ps in byname.items() if formal_names(g) == {g}}
    short: dict[str, list[Profile]] = defaultdict(list)
    for given in sorted(set(byname) - set(groups)):
        long = sorted({quoted[given]} if quoted.get(given) in groups else formal_names(given) & set(groups))
        if len(long) == 1:
            groups[long[0]].extend(byname[given])
        else:
            short[given if long else min(formal_names(given))].extend(byname[given])
    for nickname, given in sorted(quoted.items()):  # Marcia "Cia" Price is also Cia Price
        if nickname in groups and given in groups and nickname != given:
            groups[given].extend(groups.pop(nickname))
    return _with_slips({given: sorted(ps) for given, ps in sorted([*short.items(), *groups.items()])})


def _with_slips(groups: Mapping[str, list[Profile]]) -> list[list[Profile]]:
    """Join given names that differ by a slip (*Kirsten* and *Kristen Moll*) where both hold one office of one body."""
    alike: dict[str, list[str]] = defaultdict(list)  # names that differ by a slip are one without one of their letters
    for given in groups:
        for cut in sorted({given, *(given[:i] + given[i + 1 :] for i in range(len(given)))}):
            alike[cut].append(given)
    home = {given: given for given in groups}
    for one, other in sorted({pair for names in alike.values() for pair in combinations(sorted(names), 2)}):
        if home[one] != home[other] and _is_slip(one, other) and _share_office(groups[one], groups[other]):
            old = home[other]
            home.update({given: home[one] for given, its in home.items() if its == old})
    joined: dict[str, list[Profile]] = defaultdict(list)
    for given, group in groups.items():
        joined[home[given]].extend(group)
    return [sorted(group) for group in joined.values()]


def _is_slip(a: str, b: str) -> bool:
    """Tell whether two given names differ by a letter or two neighbours, but not as *Daniel* and *Daniela* do."""
    short, long = sorted((a, b), key=len)
    return len(short) >= SLIP_LETTERS and long[: len(short)] != short and OSA.distance(a, b) == 1


def _share_office(one: Iterable[Profile], other: Iterable[Profile]) -> bool:
    """Tell whether articles give two names one title and one body."""
    shared = {f for p in one for f in p.facts} & {f for p in other for f in p.facts}
    return any(f.startswith("t:") for f in shared) and any(f.startswith("a:") and not is_party(f[2:]) for f in shared)


def _by_middle_and_suffix(profiles: list[Profile], links: dict[Profile, Link]) -> list[list[Profile]]:
    """Part people whose middle initials or suffixes differ; a name without them is whoever has the same office."""
    apart: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for p in profiles:
        name = person_name(p.name)
        apart[name.middle[0][0] if name.middle and name.middle[0] else "", name.suffix].append(p)
    marked = sorted(key for key in apart if key != ("", ""))
    merged: list[list[tuple[str, str]]] = []
    for key in marked:  # John A. Smith and John A. Smith Jr. are father and son, unless one office is both's
        for other in merged:
            if all(_agree(key, k) or _is_styled(apart[key], key, apart[k], k) for k in other):
                other.append(key)
                break
        else:
            merged.append([key])
    groups = [[p for k in keys for p in apart[k]] for keys in merged]
    plain = apart.get(("", ""), [])
    homes = [group for keys, group in zip(merged, groups, strict=True) if any(middle for middle, _ in keys)]
    if len(homes) == 1:
        homes[0].extend(plain)
    elif homes:
        facts = [_told(f for p in group for f in p.facts) for group in homes]
        for p in plain:
            scores = [len(_told(p.facts) & known) for known in facts]
            if scores.count(max(scores)) == 1:
                homes[scores.index(max(scores))].append(p)
            else:
                links[p] = Link(None, f"{len(homes)} people named {p.name} differ in middle name or suffix")
    elif plain:  # Donald Trump is not Donald Trump Jr.
        groups.append(plain)
    return [sorted(group) for group in groups]


def _agree(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return (a[0] == b[0] or not a[0] or not b[0]) and a[1] == b[1]


def _is_styled(
    one: Iterable[Profile], key_one: tuple[str, str], other: Iterable[Profile], key_other: tuple[str, str]
) -> bool:
    """Tell whether one newspaper writes the *Jr.* of James B. Obi, director of one office, and another does not."""
    if key_one[0] != key_other[0] or not key_one[0] or all((key_one[1], key_other[1])):
        return False
    return _share_office(one, other)


def _by_field(profiles: list[Profile], links: dict[Profile, Link], key: str) -> list[_Bearer]:
    """Part people of one name whose offices exclude one another: a sheriff and a professor, mayors of two towns."""
    apart: list[frozenset[str]] = []
    for p in sorted(profiles, key=lambda p: (-len(_told(p.facts)), p)):
        home = next((i for i, facts in enumerate(apart) if not _exclude(_told(p.facts), facts)), None)
        if home is None:
            apart.append(_told(p.facts))
        else:
            apart[home] |= _told(p.facts)
    shown = display_name("person", Counter(p.name for p in profiles))
    if len(apart) == 1:
        for p in profiles:
            links[p] = Link(key, f"the full name {shown}")
        return [_bearer(key, profiles)]
    members: dict[int, list[Profile]] = defaultdict(list)
    for p in profiles:
        fit = {i: len(_told(p.facts) & facts) for i, facts in enumerate(apart) if not _exclude(_told(p.facts), facts)}
        best = [i for i, score in fit.items() if score == max(fit.values())]
        if len(best) == 1:
            members[best[0]].append(p)
        else:
            links[p] = Link(None, f"{len(apart)} people named {shown} have different offices, none is told here")
    bearers = []
    for number, own in sorted(members.items(), key=lambda item: min(item[1])):
        office = min((f for f in apart[number] if f.startswith("t:")), default=min(apart[number]))[2:]
        place = min((f[2:] for f in apart[number] if f.startswith("a:")), default="")
        seat = min((f[2:] for f in apart[number] if f.startswith("h:")), default="")
        office, place = seat.split("@", 1) if seat else (office, place)
        bearer = _bearer(slug(key, office, place), own)
        for p in own:
            links[p] = Link(bearer.key, f"the name {shown}, one of {len(apart)} people told apart by office ({office})")
        bearers.append(bearer)
    return bearers


def _bearer(key: str, profiles: Sequence[Profile]) -> _Bearer:
    names = frozenset(person_name(p.name) for p in profiles)
    return _Bearer(key, names, frozenset(f for p in profiles for f in p.facts))


def _told(facts: Iterable[str]) -> frozenset[str]:
    """Keep the facts that tell in which walk of life a person stands; a party is shared by too many."""
    return frozenset(f for f in facts if f[:2] in {"f:", "t:", "a:", "h:"} and not is_party(f[2:]))


@cache
def _fields_apart() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(f"f:{field}" for field in pair) for pair in people_data()["apart"])


def _exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether one person cannot be both: fields of work that do not mix, or one office in two places."""
    places_a, places_b = ({f[2:] for f in facts if f.startswith("a:")} for facts in (a, b))
    if any(x.startswith(y[:4]) or y.startswith(x[:4]) for x in places_a for y in places_b):
        return False
    fields_a, fields_b = ({f for f in facts if f.startswith("f:")} for facts in (a, b))
    if fields_a and fields_b and all(frozenset((x, y)) in _fields_apart() for x in fields_a for y in fields_b):
        return True
    seats_a, seats_b = (dict(f[2:].split("@", 1) for f in sorted(facts) if f.startswith("h:")) for facts in (a, b))
    return any(_two_places(seats_a[office], seats_b[office]) for office in seats_a.keys() & seats_b.keys())


def _two_places(a: str, b: str) -> bool:
    """Tell whether two names mean two places: *Ind.* and *Indiana*, *Jersey* and *New Jersey* do not."""
    one, other = set(a.split()), set(b.split())
    sides = one & _SIDES, other & _SIDES  # South and North Carolina
    return min(len(a), len(b)) > 3 and (not (one & other) - _SIDES - {"new"} or (all(sides) and sides[0] != sides[1]))


def _full_key(profiles: Sequence[Profile], *, apart: bool, initials: bool) -> str:
    names = [person_name(p.name) for p in profiles]
    first = min(names, key=lambda n: ("-" not in n.given, n.given, n.surname))  # Jan-Erik Strand, not Jan
    if first.family_first:
        return slug(first.surname, first.given)
    plain = any(not n.middle and not n.suffix for n in names) and not (initials and any(n.middle for n in names))
    if not apart or plain:
        return slug(first.given, first.surname)
    middles = sorted({n.middle[0][:1] for n in names if n.middle})
    return slug(first.given, *middles, first.surname, *sorted({n.suffix for n in names}))


def _choose(profile: Profile, bearers: Sequence[_Bearer]) -> Link:
    """Find the one bearer that a bare surname or an initial can mean; decline between two."""
    name = person_name(profile.name)
    open_to = [b for b in bearers if _could_be(profile, name, b)]
    shown = profile.name
    own = slug(profile.name) if name.given else slug(name.surname)  # Pope Francis and Francis
    if not bearers:
        # King Charles, Pope Francis and Leo XIV have no other name
        crowned = profile.having("t:") & _known_by_given_name() or name.suffix.strip("ivx") != name.suffix
        if not name.given and name.surname in _given_names() and not crowned:
            return Link(None, f"{shown} is only a given name")
        return Link(own, f"the name {shown}, which nobody else bears here")
    if not open_to:
        return Link(own, f"fits none of the {len(bearers)} people named {name.surname.title()}")
    if len(open_to) == 1:
        if len(bearers) == 1:
            return Link(open_to[0].key, f"the only person named {name.surname.title()}")
        sign = _signs(profile)
        why = f"of {len(bearers)} people named {name.surname.title()}, only this one fits"
        return Link(open_to[0].key, f"{why}: {sign}" if sign else why)
    scores = {b.key: len(_told(profile.facts) & b.facts) for b in open_to}
    best = max(scores.values())
    winners = [key for key, score in scores.items() if score == best]
    if best > 0 and len(winners) == 1:
        return Link(winners[0], f"of {len(open_to)} people named {name.surname.title()}, shares {_signs(profile)}")
    return Link(None, f"{len(open_to)} people named {name.surname.title()} fit equally")


def _signs(profile: Profile) -> str:
    words = {"g:m": "he", "g:f": "she"}
    shown = [words.get(f, f[2:]) for f in profile.facts if f[:2] in {"g:", "t:", "a:", "n:"}]
    return ", ".join(shown)


def _could_be(profile: Profile, name: PersonName, bearer: _Bearer) -> bool:
    sexes = {f[2:] for f in bearer.facts if f.startswith("g:")}
    if profile.having("g:") and len(sexes) == 1 and not profile.having("g:") & sexes:
        return False
    given = profile.having("n:")
    known = {g for n in bearer.names for g in (n.given, n.nickname, *formal_names(n.given)) if g}
    if given and not any({g, *formal_names(g)} & known for g in given):
        return False
    if name.given and not any(_could_abbreviate(name, n) for n in bearer.names):
        return False
    if name.suffix and name.suffix not in {n.suffix for n in bearer.names}:
        return False
    return not _exclude(_told(profile.facts), _told(bearer.facts))


def _could_abbreviate(name: PersonName, full: PersonName) -> bool:
    if name.initial_only and full.initial_only:
        return full.given.startswith(name.given)
    second = full.given.partition("-")[2] or "".join(full.middle[:1])  # Jan-Erik, Thomas J.
    known = [part for part in (full.given, second) if part]
    letters = name.given.replace(".", "")
    return all(part[0] == letter for part, letter in zip(known, letters, strict=False))


@cache
def _known_by_given_name() -> frozenset[str]:
    return frozenset(people_data()["known_by_given_name"])


@cache
def _forenames() -> frozenset[str]:
    return frozenset(map(fold, load_lexicon().forenames)) | _given_names()


@cache
def _given_names() -> frozenset[str]:
    nicknames = people_data()["nicknames"]
    return frozenset(nicknames) | frozenset(f for formals in nicknames.values() for f in formals)
