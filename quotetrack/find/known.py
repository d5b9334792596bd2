"""What a user's people file adds: other names, offices with their dates, ids; shown as such in every link it makes."""

from __future__ import annotations

from collections.abc import Sequence

from quotetrack.find.forms import name_parts, surname
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import INDEFINITE, same_office
from quotetrack.find.phrases import Described
from quotetrack.find.reading import Decision, Reading
from quotetrack.models import KnownPerson, KnownRole


def apply_known(reading: Reading, known: Sequence[KnownPerson], published: str | None) -> None:
    """Mark and join the chains that are one person to the user, whatever the article calls them."""
    reading.published = published
    reading.known = tuple(known)
    if not known:
        return
    by_form: dict[tuple[str, ...], list[Chain]] = {}
    by_last: dict[str, list[Chain]] = {}
    for chain in reading.chains.chains:
        for form in chain.names:
            parts = name_parts(form, reading.lexicon)
            if chain not in by_form.setdefault(parts, []):
                by_form[parts].append(chain)
        if chain.kind == "person":
            for last in {surname(parts) for parts in chain.parts}:
                by_last.setdefault(last, []).append(chain)
    bearers: dict[str, int] = {}
    for person in known:
        last = surname(name_parts(person.name, reading.lexicon))
        bearers[last] = bearers.get(last, 0) + 1
    for person in known:
        same: list[Chain] = []
        for form in (person.name, *person.aliases):
            same.extend(c for c in by_form.get(name_parts(form, reading.lexicon), ()) if c not in same)
        last = surname(name_parts(person.name, reading.lexicon))
        alone = by_last.get(last, [])
        one = not same and person.kind == "person" and bearers[last] == 1 and len(alone) == 1
        if one and all(len(parts) == 1 for parts in alone[0].parts):
            # a surname alone is the one person of that surname whom the user knows, unless the article knows another
            same = list(alone)
        if same:
            _join(reading, same, person)


def _join(reading: Reading, same: list[Chain], person: KnownPerson) -> None:
    first, *others = same
    first.known = person
    for other in others:
        first.names.update(other.names)
        first.parts.update(other.parts)
        first.mentions = sorted({*first.mentions, *other.mentions})
        first.tell(other.roles)
        first.votes.update(other.votes)
        for index, chain in list(reading.chains.of_name.items()):
            if chain is other:
                reading.chains.of_name[index] = first


def by_people_file(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link through the people file: another name of a known person, or an office held on the article's day."""
    if not reading.known:
        return None
    if source.form == "name" and source.name is not None:
        chain = reading.chains.of_name.get(source.name)
        name = reading.names.names[source.name]
        form = reading.words.phrase(name.first, name.last)
        if (
            chain is None
            or chain.known is None
            or any(form.split()[-1] in n and len(n.split()) > 1 for n in chain.names)
        ):
            return None
        return Decision(chain, f'the people file knows "{form}" as {chain.known.name}')
    if source.form != "nominal" or source.plural or source.one_of or source.head < 0 or source.determiner in INDEFINITE:
        return None
    words = reading.words
    head = words.lower[source.head]
    told = {words.lower[k].strip(".,") for k in range(source.first, source.last)}
    holders = []
    for person in reading.known:
        for role in person.roles:
            title = role.title.lower().split()
            if (
                not title
                or not same_office(title[-1], head, reading.lexicon)
                or not _in_office(role, reading.published)
            ):
                continue
            place = (role.affiliation or "").lower().split()
            if place and not all(part in told for part in place if part not in ("the", "of")):
                continue
            holders.append(person)
            break
    if len(holders) != 1:
        return None
    person = holders[0]
    chain = next((c for c in reading.chains.chains if c.known is person), None)
    if chain is None:
        chain = reading.chains.new("person" if person.kind == "person" else "organization", source.first)
        chain.known = person
        chain.mentions.append((source.first, source.last))
    phrase = words.phrase(source.first, source.last)
    return Decision(chain, f'the people file knows {person.name} as "{phrase}" at the time')


def _in_office(role: KnownRole, published: str | None) -> bool:
    if published is None:
        return role.since is None and role.until is None
    day = published[:10]
    return (role.since is None or role.since <= day) and (role.until is None or day <= role.until)
