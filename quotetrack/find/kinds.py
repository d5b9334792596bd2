"""What the shape of a name says that it names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from quotetrack.find.capitals import INNER, JOINERS, PARTICLES, capital
from quotetrack.find.nouns import AGED
from quotetrack.find.shapes import BODY, PARTS_OF_PLACES, PERSON, leaning, personal, plain_body
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

NameKind = Literal["person", "organization", "place", "people", "adjective", "unknown"]


@frozen
class Name:
    """Is one proper name in the text: words [first, last) and what its shape says it names.

    `titled` is the first word of the titles and honorifics that stand right before it (equal to `first` if none);
    `gender` comes from an honorific (*Ms.*) alone.
    """

    first: int
    last: int
    kind: NameKind
    titled: int
    gender: Literal["male", "female"] | None = None
    acronym: str | None = None


class NameIndex:
    """Answers which name covers a word, or begins in a stretch (binary search)."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self._firsts = [name.first for name in names]

    def at(self, word: int) -> int | None:
        """Return the index of the name that covers a word."""
        i = bisect_left(self._firsts, word + 1) - 1
        return i if i >= 0 and self.names[i].last > word else None

    def within(self, first: int, last: int) -> range:
        """Return the indices of the names that begin in [first, last)."""
        return range(bisect_left(self._firsts, first), bisect_left(self._firsts, last))


def place_at(words: Words, i: int, last: int, lexicon: Lexicon) -> int:
    """Return where a listed place that begins at word `i` ends, 0 if there is none."""
    if i >= last:
        return 0
    for parts in lexicon.place_starts.get(words.form[i], ()):
        if i + len(parts) <= last and words.form[i : i + len(parts)] == parts:
            return i + len(parts)
    return 0


def adjective_at(words: Words, i: int, last: int, lexicon: Lexicon) -> int:
    """Return where an adjective of nation, party or faith that begins at word `i` ends, 0 if there is none."""
    two = " ".join(words.form[i : i + 2])
    if i + 2 <= last and two in lexicon.adjectives:
        return i + 2
    return i + 1 if words.form[i] in lexicon.adjectives else 0


def is_compatriot(form: str, lexicon: Lexicon) -> bool:
    """Say whether a word can mean one person by nation, party or faith: *Scot*, *Brazilian*; not *Swiss*, *French*."""
    if form in lexicon.adjectives:
        return form.endswith(("an", "i")) or f"{form}s" in lexicon.peoples
    if f"{form}s" in lexicon.peoples:
        return True
    stem = form.removesuffix("woman").removesuffix("man")
    return stem != form and (stem in lexicon.adjectives or f"{stem.removesuffix('s')}s" in lexicon.peoples)  # Scotsman


def is_acronym(form: str) -> bool:
    """Say whether a word is written as an acronym: *NATO*, *I.R.S.*, *AFL-CIO*."""
    letters = [c for c in form if c.isalnum()]
    capitals = sum(c.isupper() for c in letters)  # Xi has one of two
    return 2 <= len(letters) <= 7 and capitals >= max(2, len(letters) - 1) and letters[0].isupper()


def kind_of_name(words: Words, first: int, last: int, lexicon: Lexicon, *, titled: bool) -> NameKind:
    """Say what a run of capitalised words names: by lists and shape first, by the entity label last."""
    forms = words.form[first:last]
    whole = " ".join(forms)
    if whole in lexicon.peoples or (forms[-1] in lexicon.peoples and len(forms) <= 3 and not titled):
        return "people"
    if not titled and (
        whole in lexicon.outlets
        or whole.replace("’", "'").replace(" 's", "'s") in lexicon.bodies
        or (forms[-1] in lexicon.name_ends and not personal(words, first, last, lexicon))
        or plain_body(words, first, last, lexicon)
    ):
        return "organization"
    if titled or (len(forms) > 1 and forms[-1].rstrip(".") in ("Jr", "Sr", "III")):
        return "person"
    if place_at(words, first, last, lexicon) == last:
        return "place"
    if adjective_at(words, first, last, lexicon) == last:
        return "adjective"
    if last - first == 1 and first and is_compatriot(whole, lexicon):
        before = words.lower[first - 1]
        if before in ("the", "a", "an", "another", "fellow") or AGED.fullmatch(before):
            return "adjective"  # the Scot
    if forms[-1] in lexicon.adjectives and place_at(words, first, last, lexicon) == last - 1:
        return "adjective"  # the Arizona Republican
    if forms[0] in PARTS_OF_PLACES and place_at(words, first + 1, last, lexicon) == last:
        return "place"  # Greater Manchester
    told = 0.0 if titled else leaning(words, first, last, lexicon)
    labels = Counter(label for label in words.label[first:last] if label)
    label = labels.most_common(1)[0][0] if labels else ""
    if told < PERSON and label != "PERSON" and len(forms) > 1 and forms[-1] in lexicon.place_ends | lexicon.thing_ends:
        return "place" if forms[-1] in lexicon.place_ends else "organization"
    if (
        first
        and words.lower[first - 1] == "the"
        and len(forms) > 1
        and not any(len(f) == 2 and f[1] == "." for f in forms)
    ):
        return "organization"  # no person of two names has an article
    if (
        told < PERSON
        and any(form in lexicon.name_ends for form in forms[1:])
        and not any(len(f) == 2 and f[1] == "." for f in forms)
    ):
        return "organization"
    if any(form in JOINERS or form in ("the", "&") or (form.lower() in INNER and capital(form)) for form in forms[1:]):
        return "organization"
    if is_acronym(forms[-1]) and forms[-1] not in lexicon.suffixes and len(forms) <= 2 and label != "PERSON":
        return "organization"
    if len(forms) > 1 and all(f.isupper() and "." not in f for f in forms):
        return "person" if label == "PERSON" and len(forms) == 2 else "unknown"  # A LINE SET IN CAPITALS
    if 2 <= len([f for f in forms if f not in lexicon.suffixes and f[0].isalpha()]) <= 4 and all(
        f[0].isupper() or f.lower() in PARTICLES or f[0] in "\"“'‘’”()" or f[:3] in ("al-", "el-") for f in forms
    ):
        if told <= BODY:
            return "place" if forms[-1] in lexicon.place_ends else "organization"
        initial = any(len(f) == 2 and f[1] == "." for f in forms[1:-1]) or (len(forms[0]) >= 2 and forms[0][1] == ".")
        if initial or forms[-1] in lexicon.suffixes or label == "PERSON":
            return "person"
        if told >= PERSON:
            return "person"
        if place_at(words, first, last, lexicon) or adjective_at(words, first, last, lexicon):
            return "organization" if label in ("ORG", "") else "unknown"
        return "person" if label in ("", "LOC", "GPE") or len(forms) <= 3 else "unknown"
    if label == "PERSON":
        return "person"
    if label == "ORG":
        return "organization"
    if label in ("LOC", "GPE", "FAC"):
        return "place"
    if label == "NORP":
        return "adjective" if not forms[-1].endswith("s") else "people"
    return "unknown"
