"""Offices that end in their field right before a name: *Chief Inspector of Prisons*, *minister for social care*."""

from __future__ import annotations

from quotetrack.find.kinds import NameIndex
from quotetrack.find.nouns import is_title, of_title
from quotetrack.find.titles import person_head
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

FIELD = frozenset(("NN", "NNS", "JJ", "CC"))  # the words of what an office is for


def of_field(words: Words, names: NameIndex, first: int, lexicon: Lexicon) -> int | None:
    """Return where *Chief Inspector of Prisons* begins right before a name, ``None`` without such an office."""
    field = names.at(first - 1) if first else None
    if field is None:
        return None
    at = names.names[field].first - 1
    at -= at > 0 and words.lower[at] == "the"
    if at < 1 or words.lower[at] not in ("of", "for"):
        return None
    inside = next((m for m in range(max(at - 4, 0), at) if of_title(words, m, lexicon) == at), None)
    if inside is None and not is_title(words, at - 1, lexicon):
        return None
    return _begin(words, names, at - 1 if inside is None else inside, lexicon)


def of_plain_field(words: Words, names: NameIndex, last: int, lexicon: Lexicon) -> int | None:
    """Return where *shadow minister for social care* begins before word `last`, ``None`` without such an office."""
    at = last - 1
    while at > 0 and words.form[at].islower() and words.tag[at] in FIELD and names.at(at) is None:
        if person_head(words, at, lexicon):
            return None
        at -= 1
    named = names.at(last)  # chair of the board Ann Lee; not chief executive of the lender Norbank
    someone = named is None or names.names[named].last - names.names[named].first > 1
    at -= at > 0 and words.lower[at] == "the" and someone
    if not 0 < at < last - 1 or words.lower[at] not in ("of", "for") or not is_title(words, at - 1, lexicon):
        return None
    return _begin(words, names, at - 1, lexicon)


def _begin(words: Words, names: NameIndex, k: int, lexicon: Lexicon) -> int:
    """Return where the office whose head is word `k` begins."""
    sentence = words.sent[k]
    while k > 0 and words.sent[k - 1] == sentence and names.at(k - 1) is None:
        if not (is_title(words, k - 1, lexicon) or words.lower[k - 1] in lexicon.modifiers):
            break
        k -= 1
    return k
