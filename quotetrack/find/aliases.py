"""A second name that the article itself tells: *Ada Obi, popularly known as Mama A*, *Ada Obi (aka DJ Ada)*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.forms import name_parts, surname
from quotetrack.find.kinds import is_acronym

if TYPE_CHECKING:
    from quotetrack.find.mentions import Chain, Chains

REACH = 12  # words between the names
ALIASES = 20  # of one article, at most
AKA = frozenset(("aka", "a.k.a.", "a.k.a", "nicknamed", "alias"))
UNDER = frozenset("perform rap record sing write tweet post blog paint publish tour".split())
# What stands between: who is popularly known to his fans as
BETWEEN = frozenset(
    ", ( \" “ ‘ ' – — -- who is was are were has been also better best more popularly widely commonly otherwise simply"
    " formerly usually universally professionally fondly affectionately locally only just to his her their friends fans"
    " family followers supporters many most all everyone some by as under the stage name nickname online".split()
)
TAGS = frozenset(("DT", "JJ", "NN"))  # a rapper known as


def join_aliases(chains: Chains) -> None:
    """Let a name and the other one that the article says it goes by be one person or institution."""
    for first, second in list(_pairs(chains))[:ALIASES]:
        whole = chains.of_name.get(first) or _alone(chains, first)
        if whole is None or whole.kind not in ("person", "organization"):
            continue
        form = chains.form(chains.names.names[second])
        parts = name_parts(form, chains.lexicon)
        own = chains.of_name.get(second)
        other = own or chains.by_words.get(parts)
        if form not in whole.names:
            whole.also.add(form)
        if not parts or other is whole:
            continue
        if own is None:
            chains.add(whole, second, form)
        if other is not None:
            _merge(chains, whole, other)
        if len(whole.parts) < 8:
            whole.parts.add(parts)
        chains.by_words[(surname(parts), "")] = whole
        known = chains.by_surname.setdefault(surname(parts), []) if whole.kind == "person" else [whole]
        known += [] if whole in known else [whole]


def of_other_order(chains: Chains, form: str, parts: tuple[str, ...]) -> list[Chain]:
    """Find whose name has the family name in front or at the end: *Orbán Viktor*, *María José* Pérez.

    Of two given names neither is sure to be the family's: *Thomas James*, *James Thomas*.
    """
    given = [part in chains.lexicon.forenames or part in chains.lexicon.half_forenames for part in form.split()]
    if len(parts) != 2 or len(given) != 2:
        return []
    if all(given):
        return [chains.by_front[form]] if form in chains.by_front else []
    turned = parts[::-1]
    return [chain for chain in chains.by_surname.get(turned[-1], ())[:20] if turned in chain.parts]


def _pairs(chains: Chains) -> Iterator[tuple[int, int]]:
    """Yield the indices of names of which the second is told as the other name of the first."""
    words, names = chains.words, chains.names.names
    for second in range(1, len(names)):
        first, last = names[second - 1].last, names[second].titled
        if not 0 < last - first <= REACH or words.sent[names[second - 1].first] != words.sent[last]:
            continue
        after = words.lower[names[second].last : names[second].last + 1]
        if after and after[0] in POSSESSIVES:
            continue  # known as Boston's first baker
        between = words.lower[first:last]
        if between == (",", "or") and is_acronym(words.form[last]) and first - names[second - 1].first > 1:
            yield second - 1, second  # the Swiss People's Party, or SVP
            continue
        told = tuple(word for word in between if word not in ",(\"“‘'")
        if told[-1:] == ("the",):
            continue
        verb = next((k for k in range(first, last) if _names(words.lower, words.lemma, k, last)), None)
        if verb is not None and all(
            word in BETWEEN or words.tag[first + k] in TAGS for k, word in enumerate(between) if first + k != verb
        ):
            yield second - 1, second


def _names(lower: tuple[str, ...], lemma: tuple[str, ...], k: int, last: int) -> bool:
    """Say whether a word tells that another name follows: *known as*, *goes by*, *performs as*, *aka*."""
    rest = lower[k + 1 : last]
    if lower[k] in AKA:
        return True
    if lower[k] == "known" or lemma[k] in UNDER:
        return "as" in rest or "under" in rest
    return lower[k] in ("goes", "went") and "by" in rest


def _alone(chains: Chains, index: int) -> Chain | None:
    """Return the person whom a lone name means: *Mr. Obi, known as the Chief*."""
    name = chains.names.names[index]
    if name.kind not in ("person", "unknown"):
        return None
    form = chains.form(name)
    parts = name_parts(form, chains.lexicon)
    if not parts:
        return None
    bearers = chains.by_surname.setdefault(surname(parts), [])
    if not bearers:
        bearers.append(chains.new("person", name.first))
        bearers[0].parts.add(parts)
        chains.by_words[(surname(parts), name.gender or "")] = bearers[0]
    chains.add(bearers[0], index, form)
    return bearers[0]


def _merge(chains: Chains, whole: Chain, other: Chain) -> None:
    """Put all that is known of one chain into another."""
    whole.names.update(other.names)
    whole.votes.update(other.votes)
    whole.mentions.extend(other.mentions)
    whole.full_at = sorted((*whole.full_at, *other.full_at))
    whole.parts |= set(sorted(other.parts)[: max(8 - len(whole.parts), 0)])
    whole.first = min(whole.first, other.first)
    for index, chain in chains.of_name.items():
        if chain is other:
            chains.of_name[index] = whole
    for registry in (chains.by_surname, chains.by_given, chains.by_last, chains.companies):
        for bearers in registry.values():
            bearers[:] = [whole if chain is other else chain for chain in bearers]
    for table in (chains.by_words, chains.acronyms):
        for key, chain in list(table.items()):
            if chain is other:
                table[key] = whole  # type: ignore[index]
    chains.chains.remove(other)
