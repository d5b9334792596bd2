"""Nouns for people: which words can head a title, which are plural, and what their singular is."""

from __future__ import annotations

import re

from quotetrack.find.words import Words
from quotetrack.lang.given import Gender
from quotetrack.lang.lexicon import Lexicon
from quotetrack.lang.nouns import load_person_nouns

SIDES = frozenset(
    "National Conservative Liberal Independent Progressive Socialist Communist Evangelical Moderate Citizen".split()
)
# Endings that make a noun for a person; lists never hold them all.
WORKER = re.compile(r"[a-z]{2}(?:woman|person|ologist|ographer|ician|maker|keeper|worker|holder)$|[a-z]{3}(?:man|ist)$")
NOT_WORKERS = frozenset(
    "human german roman ottoman talisman caiman shaman norman woman assist resist consist persist subsist"
    " checklist playlist wishlist shortlist waitlist blacklist whitelist enlist racist sexist fascist"
    " feminist leftist communist socialist nationalist islamist marxist zionist populist capitalist"
    " terrorist extremist separatist minimalist modernist realist".split()
)
RECENT = 300  # words back to where initials stood before a name
AGED = re.compile(r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)-year-old$")  # the 24-year-old
# Role nouns that are family names too: at the end of a run they are the name (Tim Cook, Billie Jean King).
FAMILY = frozenset(
    "king prince bishop baker cook pope page judge major marshal marshall mason priest abbot deacon dean"
    " knight butler carter driver farmer fisher gardener hunter miller porter potter shepherd singer"
    " skinner smith taylor turner walker weaver archer barber brewer carpenter carver chandler cooper"
    " draper fowler chase earl duke count brother sheriff painter painter ranger friend child guard"
    " english french german holland booker parker tanner usher ward page steward stewart".split()
)


def is_title(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Say whether a word can be the head of a title: *Sen.*, *spokesman*, *Foreign Minister*'s last word."""
    if words.form[i] in lexicon.titles:
        return not is_hour(words, i)
    if words.form[i] in lexicon.before_names:
        return _stands_before_a_name(words, i, lexicon) or _comes_back(words, i, lexicon)
    low = words.lower[i]
    last = low.rsplit("-", 1)[-1]
    if last in ("elect", "designate") and len(low) > len(last):
        return low[: -len(last) - 1] in lexicon.roles
    if (
        words.form[i].islower()
        and WORKER.search(low)
        and low not in NOT_WORKERS
        and low not in lexicon.organizations  # the carmaker
        and words.form[i] not in lexicon.adjectives
        and words.tag[i][:2] != "VB"
    ):
        return True
    # Republican, Conservative and National tell a side, not an office
    return last in lexicon.roles and words.form[i] not in lexicon.adjectives and words.form[i] not in SIDES


def is_hour(words: Words, i: int) -> bool:
    """Say whether a word belongs to the time of day: *5 PM*, *5:30 PM*."""
    return words.form[i] in ("PM", "AM") and i > 0 and words.form[i - 1][-1].isdigit()


def _stands_before_a_name(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Say whether a capital begins the next word, which is no office, and none the word before: *AG Ann Field*."""
    if i + 1 >= len(words) or words.sent[i + 1] != words.sent[i] or not words.form[i + 1][0].isupper():
        return False
    if words.form[i + 1] in lexicon.name_ends or words.lower[i + 1] in lexicon.roles:
        return False
    return i == 0 or words.sent[i - 1] != words.sent[i] or not words.form[i - 1][0].isupper()


def _comes_back(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Say whether initials behind *the* stood before a name: *the SP*, after *SP Meena Rao*."""
    if not i or words.lower[i - 1] != "the":
        return False
    at = (j for j in range(max(i - RECENT, 0), i) if words.form[j] == words.form[i])
    return any(_stands_before_a_name(words, j, lexicon) for j in at)


def of_title(words: Words, i: int, lexicon: Lexicon) -> int:
    """Return where a title such as *secretary of state* that begins at word `i` ends, 0 if there is none."""
    for length in (4, 3):
        if words.lower[i : i + length] in lexicon.of_titles:
            return i + length
    return 0


def singular(word: str) -> str:
    """Return the likely singular of a noun, lower case.

    >>> [singular(word) for word in ("aides", "secretaries", "congressmen", "churches", "press")]
    ['aide', 'secretary', 'congressman', 'church', 'press']
    """
    word = word.lower()
    if word.endswith("men") and len(word) > 3:
        return word[:-3] + "man"
    if word == "people":
        return "person"
    if word == "children":
        return "child"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def gender_of_noun(noun: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender that a noun for people tells: *spokeswoman*, *brother*."""
    return "male" if noun in lexicon.male else "female" if noun in lexicon.female else None


def is_plural(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Say whether a noun is plural, by its form first and its tag second."""
    low = words.lower[i]
    if low in lexicon.group_plurals:
        return True
    one = singular(low)
    if one != low and (one in lexicon.roles or one in lexicon.documents or one in lexicon.organizations):
        return True
    if low in lexicon.roles or low in lexicon.organizations:
        return False
    return words.tag[i] in ("NNS", "NNPS") and low.endswith("s")


def is_person_noun(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Say whether a noun is for people: *spokesman*, *aides*, *co-founder*."""
    low = words.lower[i]
    last = low.rsplit("-", 1)[-1]
    noun = words.form[i].islower() and words.tag[i][:2] == "NN"
    return (
        is_title(words, i, lexicon)
        or last in lexicon.roles
        or singular(last) in lexicon.roles
        or AGED.fullmatch(low) is not None
        or (noun and any(_is_somebody(one, lexicon) for one in (last, singular(last))))
    )


def _is_somebody(noun: str, lexicon: Lexicon) -> bool:
    """Is a noun a person's in WordNet, and no institution's in the news: *the caretaker*, not *the lender*?"""
    return noun in load_person_nouns() and noun not in lexicon.organizations
