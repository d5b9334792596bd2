"""People of one family name, which stands once: *Peter and Ines Valcourt*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.find.forms import compatible, surname
from quotetrack.find.kinds import Name

if TYPE_CHECKING:
    from quotetrack.find.mentions import Chains


def join_couples(chains: Chains) -> None:
    """Give the first of *Peter and Ines Valcourt* the family name that both share."""
    joined = {name.first - 2 for name in chains.names.names if chains.words.lower[name.first - 1] == "and"}
    singles = frozenset(
        chains.words.form[name.first]
        for name in chains.names.names
        if name.last - name.first == 1 and name.first not in joined
    )
    honoured = {(chains.words.form[name.last - 1], name.gender) for name in chains.names.names if name.gender}
    singles |= {f"{family}s" for family, gender in honoured if {(family, "male"), (family, "female")} <= honoured}
    for index, name in enumerate(chains.names.names):
        before = chains.names.at(name.first - 2) if name.first > 1 else None
        if name.kind != "person" or index not in chains.full or name.titled != name.first or before is None:
            continue
        first = chains.names.names[before]
        kind = first.kind in ("person", "unknown") or chains.words.form[first.first] in chains.lexicon.given
        alone = first.last - first.first == 1 and kind and first.gender is None
        if not alone or chains.words.lower[name.first - 1] != "and" or before in chains.of_name:
            continue
        given = chains.form(first).lower()
        parts = next(iter(chains.of_name[index].parts))
        if given in chains.by_surname or len(parts) != 2 or not _share_a_name(chains, first, name, singles):
            continue
        last = surname(parts)
        both = (given, last)
        fits = [
            c for c in chains.by_surname[last][:20] if any(compatible(both, p) and p[0] != parts[0] for p in c.parts)
        ]
        chain = fits[0] if fits else chains.new("person", first.first)
        if not fits:
            chain.parts.add(both)
            chains.by_surname[last].append(chain)
            chains.by_given.setdefault(given, []).append(chain)
        family = chains.words.form[name.last - 1]
        chains.add(chain, before, f"{chains.form(first)} {family}")


def _share_a_name(chains: Chains, first: Name, second: Name, singles: frozenset[str]) -> bool:
    """Is the first of two a given name: a common one, or the text tells kin, the family, or each by given name?"""
    words, lexicon = chains.words, chains.lexicon
    if words.form[first.first] in lexicon.given:
        return True
    near = range(max(first.first - 6, 0), min(second.last + 6, len(words)))
    if any(words.lower[k] in lexicon.couples for k in near if words.sent[k] == words.sent[first.first]):
        return True
    family = words.form[second.last - 1]
    return f"{family}s" in singles or {words.form[first.first], words.form[second.first]} <= singles
