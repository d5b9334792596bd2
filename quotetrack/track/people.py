"""Which speakers of different articles are one person or organization, and why.

Speakers are judged as *profiles* (kind, name, facts), in blocks of one surname or acronym, and the answer depends on
the set of profiles alone: never on the order in which articles came. When two people could be meant, nobody is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quotetrack.track.bearers import link_people
from quotetrack.track.bodies import link_organizations
from quotetrack.track.names import fold, organization_key, person_name
from quotetrack.track.profiles import Link, Profile

Pins = Mapping[tuple[str, str], str]  # (kind, folded name) -> key of the person, decided by a human being


def link_profiles(profiles: Iterable[Profile], pins: Pins | None = None) -> dict[Profile, Link]:
    """Decide for all profiles of one block who they are.

    >>> he, she = Profile("person", "Bill Clinton", ("g:m",)), Profile("person", "Hillary Clinton", ("g:f",))
    >>> link_profiles([he, she, Profile("person", "Clinton", ("g:f",))])[Profile("person", "Clinton", ("g:f",))]
    Link(person='hillary-clinton', reason='of 2 people named Clinton, only this one fits: she')
    """
    ordered = sorted(set(profiles))
    links = link_people([p for p in ordered if p.kind == "person"])
    organizations = link_organizations([p for p in ordered if p.kind != "person"])
    links.update(organizations)
    links.update(_taken_for_people(links, organizations))
    return {p: _pinned(p, links, pins or {}) for p in ordered}


def _taken_for_people(links: Mapping[Profile, Link], organizations: Mapping[Profile, Link]) -> dict[Profile, Link]:
    """Link a single name that one article takes for a person's to the organization that bears it in others.

    Nothing may speak for a person: no given name, no *she*, no office, and nobody of that surname.
    """
    known = {organization_key(p.name): link for p, link in organizations.items()}
    people = [p for p in links if p.kind == "person"]
    if any(person_name(p.name).given for p in people):
        return {}
    return {
        p: Link(known[core].person, f"an organization is named {p.name}")
        for p in people
        if not p.facts and (core := person_name(p.name).core) in known
    }


def _pinned(profile: Profile, links: Mapping[Profile, Link], pins: Pins) -> Link:
    """Put what a human being decided above what the names say: for this name, else for the person as a whole."""
    own = next((f[len("pin:") :] for f in profile.facts if f.startswith("pin:")), None)
    own = own or pins.get((profile.kind, fold(profile.name)))
    if own is not None:
        return Link(own, "decided by a correction")
    link = links[profile]
    if not pins or link.person is None:
        return link
    decided = {
        key
        for other, its in links.items()
        if its.person == link.person and (key := pins.get((other.kind, fold(other.name)))) is not None
    }
    return Link(decided.pop(), f"{link.reason}; decided by a correction") if len(decided) == 1 else link
