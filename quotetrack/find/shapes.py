"""What the words of a capitalised name tell by themselves: *Joe Hill* is a person, *Network Rail* is none.

Family names are words and places too (*Hill*, *Waters*, *Kent*), and bodies are called by plain words (*Rail*,
*Advice*), so no word decides alone: the given name in front, the end, what else stands there and the entity labels
are weighed together. The weights are set by hand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotetrack.find.nouns import singular
from quotetrack.find.words import Words
from quotetrack.lang.given import load_given, plain
from quotetrack.lang.lexicon import Lexicon, load_lexicon

PERSON = 0.5  # from here on a name is a person's
BODY = -1.0  # down to here a body's
PLAIN = -2.0  # down to here a body's, whatever office stands in it
# Endings that make nouns for things and fields of work; no family name has them.
NOUNS = re.compile(
    r"[a-z]{2}(?:tions?|sions?|ments|ness|ships?|ology|ologies|onomics|ware|works|tech|soft|corps|craft|ities)$"
)
# A capital inside a word, but for family names: McKay, DeVos, LaPierre, FitzGerald, O'Neill
COINED = re.compile(
    r"(?!(?:Mc|Mac|De|Di|Du|Da|Del|Des|La|Le|Lo|Van|Vander|Von|Fitz|San|St|Ab|El|Al|Mo)[A-Z])[A-Z][a-z]+[A-Z]"
)
COUNTRIES = frozenset("UK US USA EU U.K. U.S. U.S.A. E.U. UAE".split())
PARTS_OF_PLACES = frozenset(
    "North South East West Northern Southern Eastern Western Northeast Northwest Southeast Southwest Central Upper"
    " Lower Greater Inner Outer Rural Metropolitan New Old Great Little Downtown Coastal Midland Metro".split()
)
INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")
GIVEN, RARE, HALF_GIVEN, INITIAL = 3.0, 1.75, 1.5, 2.0


def leaning(words: Words, first: int, last: int, lexicon: Lexicon) -> float:
    """Weigh whether a run of words is a person's name, positive, or a body's, negative; near 0 they do not tell."""
    told = _by_words(words.form[first:last])
    labels = set(words.label[first:last])
    return told + (1.0 if labels == {"PERSON"} else -0.8 if labels == {"ORG"} else 0.0)


@lru_cache(maxsize=4096)
def _by_words(forms: tuple[str, ...]) -> float:
    lexicon = load_lexicon()
    while len(forms) > 1 and forms[-1] in lexicon.suffixes:
        forms = forms[:-1]
    if len(forms) < 2:
        return 0.0
    if "&" in forms:
        return -2.5  # Marks & Spencer
    first, *middle, end = forms
    given = _given(first, lexicon) or _rarely_given(first, end, lexicon)
    told = given or _opening(first, lexicon)
    told += _ending(end, lexicon)
    body = sum(1 for form in middle if form in lexicon.body_starts or form in lexicon.body_ends)
    if len(forms) > 2 and end in lexicon.body_ends and end not in lexicon.surnames:
        told -= min(given, 2.0)  # Dave Matthews Band, Martin Luther King Foundation
    return told - 0.75 * min(body, 2) if given < GIVEN else told


def _given(form: str, lexicon: Lexicon) -> float:
    if form in lexicon.forenames or form in lexicon.given:
        return GIVEN
    if form in lexicon.half_forenames:
        return HALF_GIVEN
    if INITIALS.fullmatch(form) and form not in COUNTRIES:
        return INITIAL
    before, hyphen, _ = form.partition("-")
    return GIVEN if hyphen and before in lexicon.forenames else 0.0  # Jean-Claude


def _rarely_given(form: str, end: str, lexicon: Lexicon) -> float:
    """Weigh a given name of the large table before an end that family names have: *Lwazi Hill*, *Zanele Banks*."""
    if (
        end not in lexicon.surnames
        or form in lexicon.body_starts
        or form in lexicon.body_ends
        or form in lexicon.places
    ):
        return 0.0
    genders, families = load_given()
    low = plain(form)
    return RARE if low in genders and low not in families else 0.0


def _opening(form: str, lexicon: Lexicon) -> float:
    if form in COUNTRIES or (len(form) > 2 and form.isupper() and "." not in form):
        return -2.0
    if form in lexicon.body_starts or form in lexicon.adjectives or form in lexicon.outlets:
        return -1.75
    if form in lexicon.places or form in lexicon.body_ends:
        return -1.25
    return 0.0


def _ending(form: str, lexicon: Lexicon) -> float:
    family = form in lexicon.surnames
    if form in lexicon.body_ends or (not family and _plural(form) in lexicon.body_ends):
        return -1.5 if family else -2.5
    if family:
        return -0.75
    if form in lexicon.forenames:
        return 1.0
    if form in COUNTRIES:
        return -2.5  # Larkwell UK
    if form in lexicon.places:
        return -1.5
    return -1.5 if NOUNS.search(form.lower()) else 0.0


def _plural(form: str) -> str:
    """Return what a plural is one of: *Reports*."""
    return singular(form).capitalize() if form[-1] == "s" else form


def lone_body(form: str, lexicon: Lexicon) -> bool:
    """Say whether one word by itself names a body: a plain word (*Shelter*) or a coined one (*ScotPower*)."""
    if COINED.match(form):
        return True
    common = form in lexicon.body_ends or form in lexicon.body_starts
    return common and form not in lexicon.surnames and not _given(form, lexicon)


def personal(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a run that ends like an institution is a person's: *Joe Hill*, *Grace Church*, not *Capitol Hill*."""
    end = words.form[last - 1]
    return (
        2 <= last - first <= 3
        and end in lexicon.surnames
        and (_given(words.form[first], lexicon) or _rarely_given(words.form[first], end, lexicon)) > 0
        and (first == 0 or words.lower[first - 1] not in ("the", "in", "at"))
        and leaning(words, first, last, lexicon) >= PERSON
    )


def plain_body(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a run, titles and all, is a body's by its words: *Consumer Reports*, *British Cycling*."""
    if last - first < 2 or words.form[first] in lexicon.honorifics or words.form[first] in lexicon.titles:
        return False
    end = words.form[last - 1]
    if end in lexicon.place_ends or any(_given(form, lexicon) >= GIVEN for form in words.form[first:last]):
        return False
    if end in COUNTRIES or end in lexicon.places:
        opener = words.form[last - 2]
        return opener in lexicon.body_starts and opener not in PARTS_OF_PLACES
    hard = end not in lexicon.surnames and (end in lexicon.body_ends or _plural(end) in lexicon.body_ends)
    if not hard and last - first == 2 and end in lexicon.body_ends:
        hard = words.form[first] in lexicon.adjectives  # Scottish Power
    return (hard or NOUNS.search(end.lower()) is not None) and leaning(words, first, last, lexicon) <= PLAIN
