"""Whose country's institution a name means: *Russia's* or *Ukraine's Defence Ministry*, both *the Defence Ministry*."""

from __future__ import annotations

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.kinds import Name, NameIndex
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon


def land_of(words: Words, names: NameIndex, name: Name, lexicon: Lexicon) -> str | None:
    """Return the country, state or town whose institution the words around a name say it is, ``None`` if none do."""
    nations = lexicon.nations
    if name.first > 1 and words.lower[name.first - 1] in POSSESSIVES:
        holder = names.at(name.first - 2)
        if holder is not None and names.names[holder].kind == "place":
            place = words.phrase(names.names[holder].first, names.names[holder].last).lower()
            return nations[place][0] if place in nations else place
    if name.last - name.first > 1:
        if words.lower[name.first] in nations:  # the Russian Defence Ministry
            return nations[words.lower[name.first]][0]
        if words.lower[name.last : name.last + 1] == ("in",) and name.last + 1 < len(words):
            seat = nations.get(words.lower[name.last + 1])  # the Ministry of Defence in Moscow
            return None if seat is None else seat[0]
    return None
