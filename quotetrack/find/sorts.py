"""What sort of institution a name or the text tells, and whether a noun can mean it: a hospital is no police force.

Companies, charities and clubs are called anything, so *the airline* may be a name of which nothing is told. Courts,
councils, hospitals, ministries or unions have it in their names (*Vale Hospital*), or the text says it (*Usdaw, the
union,*); where neither does, the noun means another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Literal

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.kinds import is_acronym
from quotetrack.find.mentions import Chain
from quotetrack.find.nouns import singular
from quotetrack.find.reading import Reading
from quotetrack.find.tokens import FINITE

Fit = Literal["called", "alike", "untold"]

OPENS = ("a", "an", "the", "one", "its")  # an apposition
BEHIND = frozenset("of for and on in at".split())  # Court of Appeals
FORMS = 8  # of a name
MENTIONS = 12  # looked at for what the text calls a body
NOUN_REACH = 8  # words of such an apposition
APART = frozenset(("public", "school"))  # sorts whose names say which of them: no ministry is an authority


def sort_of(reading: Reading, chain: Chain) -> str | None:
    """Return the sort of institution that a name tells: known whole, by its last word, or any: *Court of Appeals*."""
    return next(iter(_sorts(reading, chain)), None)


def _sorts(reading: Reading, chain: Chain) -> list[str]:
    lexicon = reading.lexicon
    forms = list(islice(chain.names, FORMS))
    known = [lexicon.sort_names[form] for form in forms if form in lexicon.sort_names]
    if known:
        return known
    ends = lexicon.sort_ends
    return [
        ends[part] for form in forms for parts in (form.split(),) for part in (parts[-1], *parts[:-1]) if part in ends
    ]


def can_mean(reading: Reading, nouns: Sequence[str], chain: Chain) -> Fit | None:
    """Say how surely a noun, the first of `nouns`, or one alike means a body, ``None`` where it means another one.

    *The retailer* is Tesco and *the union* is not; it may be Lumora, of which an article tells nothing.
    """
    lexicon = reading.lexicon
    noun = nouns[0]
    forms = list(islice(chain.names, FORMS))
    known = any(form in lexicon.sort_names for form in forms)
    if not known and any(form in lexicon.places for form in forms):
        return None  # in San Francisco, a group of men
    called, own = _called(reading, chain), _own_nouns(reading, chain)
    if noun in own or not called.isdisjoint(nouns):
        return "called"
    if not own.isdisjoint(nouns):
        return "alike"  # the agency is the bureau
    may = lexicon.noun_sorts.get(noun, frozenset())
    sorts = _sorts(reading, chain) or [lexicon.sort_nouns[one] for one in called if one in lexicon.sort_nouns]
    general = len(may) > 1 and noun in lexicon.untold
    if sorts and not may and any(is_acronym(form) and noun[0].upper() == form[-1] for form in forms):
        return "alike"  # the fund is the IMF
    if sorts:
        same = may & {*sorts}
        if same and not general and own and same <= APART and noun.capitalize() in lexicon.name_ends:
            return None
        return None if not same else "alike" if lexicon.sort_nouns.get(noun) in same else "untold"
    if noun not in lexicon.untold:
        letters = any(is_acronym(form) and noun[0].upper() in form[1:] for form in forms)
        return "alike" if letters else None
    return "untold" if general or not (called or own) else None


def _own_nouns(reading: Reading, chain: Chain) -> set[str]:
    """Return the nouns for bodies that head a name: *Kent Police*, *Ministry of Water*."""
    out: set[str] = set()
    for form in islice(chain.names, FORMS):
        parts = [singular(part.strip(".,'’")) for part in form.split()]
        heads = {parts[-1], *(part for part, after in pairwise(parts) if after in BEHIND)}
        out |= heads & reading.lexicon.organizations if len(parts) > 1 else set()
    return out


def _called(reading: Reading, chain: Chain) -> set[str]:
    """Return what the text calls a body beside its name: *Merchant Alliance, the country's largest lender,*."""
    words, lexicon = reading.words, reading.lexicon
    out: set[str] = set()
    for first, last in chain.mentions[:MENTIONS]:
        before = words.lower[first - 1] if first else ""
        if (
            before in lexicon.organizations
            and words.form[first - 1].islower()
            and words.sent[first - 1] == words.sent[first]
        ):
            out.add(before)  # the budget airline Ryanair
        if last + 2 >= len(words) or words.form[last] != "," or words.lower[last + 1] not in OPENS:
            continue
        for k in range(last + 2, min(last + 2 + NOUN_REACH, len(words))):
            if not words.form[k][0].isalnum() and words.lower[k] not in POSSESSIVES:
                break
            if words.tag[k] in FINITE:
                break
            noun = singular(words.lower[k])
            body = noun in lexicon.organizations or noun in lexicon.sort_nouns
            # not the subject of what comes: *It hit Heathrow, the airline said*
            if body and k + 1 < len(words) and words.tag[k + 1] not in FINITE:
                out.add(noun)
    return out
