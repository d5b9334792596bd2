"""A *profile* (kind, name, facts of one who speaks), the link to a person that is decided about it, names to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import frozen

from quotetrack.track.names import is_acronym, person_name


@frozen(order=True)
class Profile:
    """Is a name with what was told about its bearer; many articles share one."""

    kind: str
    name: str
    facts: tuple[str, ...] = ()

    def having(self, prefix: str) -> frozenset[str]:
        """Return the facts of one kind, without their prefix."""
        return frozenset(f[len(prefix) :] for f in self.facts if f.startswith(prefix))


@frozen
class Link:
    """Is the decision about one profile: the person's key (``None`` when undecided) and the reason in plain words."""

    person: str | None
    reason: str


def plainness(name: str) -> tuple[bool, bool, bool, int]:
    """Order display names: properly cased, with a given name, written out, without middle names."""
    parts = person_name(name)
    cased = name.isupper() or name.islower()
    return cased, not parts.given, parts.initial_only, len(parts.middle) + bool(parts.suffix)


def display_name(kind: str, names: Counter[str]) -> str:
    """Return the name to show for a person or organization: properly cased, the plainest full one, the usual spelling.

    Args:
        kind: person, organization or group.
        names: those that they go by, and in how many profiles.

    >>> display_name("person", Counter(["Obama", "BARACK OBAMA", "Barack H. Obama", "B. Obama", "Barack Obama"]))
    'Barack Obama'
    """
    if kind == "person":
        return min(names, key=lambda n: (*plainness(n), -names[n], n))
    return min(names, key=lambda n: (is_acronym(n), n.islower(), len(n.split()), -names[n], n))


def name_of(known: Counter[tuple[str, str]]) -> tuple[str, str]:
    """Return kind and display name of one who goes by these (kind, name) pairs, each in so many profiles.

    >>> name_of(Counter({("person", "Obama"): 3, ("person", "Barack Obama"): 1}))
    ('person', 'Barack Obama')
    """
    kind = min(known)[0]
    return kind, display_name(kind, Counter({name: count for (its, name), count in known.items() if its == kind}))


def titles_of(facts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the four titles that most profiles of a person have."""
    counts = Counter(fact[2:] for profile in facts for fact in profile if fact.startswith("t:"))
    return tuple(sorted(counts, key=lambda title: (-counts[title], title))[:4])
