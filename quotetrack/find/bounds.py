"""Where a noun phrase ends: the words that cut it, and how far its core reaches."""

from __future__ import annotations

from quotetrack.find.kinds import NameIndex
from quotetrack.find.nouns import is_person_noun, of_title, singular
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

DETERMINERS = frozenset(
    "the a an this that these those some any no every each another his her its their my our your both all"
    " many most several few".split()
)
PREPOSITIONS = frozenset(
    "of for in at on with from to by about against among near behind under inside outside within across"
    " around between who whom whose which that including briefed familiar close based who's led held"
    " released published conducted taken made named called known is was are were has had have represented"
    " representing supporting opposing involved working seeking like such as over through during after"
    " before since until due via".split()
)
REFLEXIVE = frozenset("himself herself itself themselves themself".split())
CUTS = frozenset(",;:()[]–—-/") | {"--", "―"}
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


def core_end(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> int:
    """Return where the noun phrase that begins at `first` ends: before its first preposition, relative or cut."""
    i = first
    while i < last:
        name = names.at(i)
        if name is not None and names.names[name].last <= last:
            i = names.names[name].last
            continue
        if ended := of_title(words, i, lexicon):
            i = min(ended, last)  # Secretary of State is one word here
            continue
        rank = words.form[i] == "-" and i > first and words.form[i - 1].endswith(".")  # Maj.-Gen.
        if (words.form[i] in CUTS and not rank) or (words.lower[i] in PREPOSITIONS and i > first):
            return i
        if i > first and words.lower[i] in REFLEXIVE:
            return i  # Obi himself
        if words.lower[i] == "turned" and i > first and i + 1 < last and is_person_noun(words, i + 1, lexicon):
            i += 1  # striker turned pundit
            continue
        verbal = words.tag[i] in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "IN", "TO")
        # campaign aides say: a noun for people is none of those verbs
        noun = words.lower[i] in ("vice", "chief") or singular(words.lower[i]) in lexicon.roles
        if i > first and verbal and words.form[i].islower() and not noun:
            return i
        if i > first and words.tag[i] in ("VBN", "VBG") and words.form[i].islower() and _is_noun(words, i - 1):
            return i
        i += 1
    return last


def _is_noun(words: Words, i: int) -> bool:
    return words.tag[i].startswith("NN")


def of_quantity(low: tuple[str, ...]) -> bool:
    """Is this *most of the voters*, *dozens of lawyers*, *a group of nurses*: the head comes after *of*?"""
    if "of" not in low[1:6] or low[0] == "of":
        return False
    before = low[: low.index("of")]
    return before[-1] in {
        "most",
        "many",
        "some",
        "several",
        "few",
        "all",
        "none",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "half",
        "majority",
        "number",
        "group",
        "groups",
        "couple",
        "handful",
        "pair",
        "lot",
        "lots",
        "chorus",
        "plenty",
        "both",
        "each",
        "much",
        "any",
        "percent",
        "two-thirds",
        "majorities",
        "range",
        "variety",
        "series",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "quarter",
        "quarters",
        "third",
        "thirds",
        "raft",
        "host",
    }
