"""The forms of a name: which parts identify a person, when two forms can be one person's, what letters stand for it."""

from __future__ import annotations

import re

from quotetrack.lang.given import plain
from quotetrack.lang.lexicon import Lexicon

# Short forms of given names that do not begin like the long form.
SHORT = {
    "bill": "william",
    "bob": "robert",
    "bobby": "robert",
    "dick": "richard",
    "jim": "james",
    "jimmy": "james",
    "jack": "john",
    "ted": "edward",
    "ned": "edward",
    "peggy": "margaret",
    "liz": "elizabeth",
    "beth": "elizabeth",
    "betty": "elizabeth",
    "hank": "henry",
    "harry": "henry",
    "chuck": "charles",
    "charlie": "charles",
    "tony": "anthony",
    "mike": "michael",
    "nick": "nicholas",
    "kate": "katherine",
    "katie": "katherine",
    "sasha": "alexander",
    "bernie": "bernard",
    "joe": "joseph",
    "tom": "thomas",
    "tim": "timothy",
    "sandy": "alexandra",
    "drew": "andrew",
    "andy": "andrew",
    "gus": "augustus",
}


def name_parts(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a person's name that identify: plain lower case, without suffix, nickname kept."""
    parts = [part.strip("\"“”'‘’(),") for part in form.split()]
    return tuple(plain(part).rstrip(".") for part in parts if part and part not in lexicon.suffixes)


def generation(form: str) -> str:
    """Return what tells father and son apart at the end of a name, empty without.

    >>> generation("Clayton Reese Jr.")
    'jr'
    """
    last = form.split()[-1].rstrip(".").lower()
    return last if last in ("jr", "sr", "ii", "iii", "iv") else ""


def surname(parts: tuple[str, ...]) -> str:
    """Return the family name, with what it needs: *bin laden* is read as *laden*."""
    return parts[-1] if parts else ""


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Can two full names be one person's: same surname, given names equal, initials, short forms or a second name?"""
    if surname(a) != surname(b):
        return False
    given, other = a[:-1], b[:-1]
    if not given or not other:
        return True
    if _given_match(given[0], other[0]):
        return True
    # Robert C. "Bobby" Scott and Bobby Scott; Aung San Suu Kyi and Suu Kyi
    small, large = sorted((set(given), set(other)), key=len)
    return len(large) > len(small) and small <= large


def _given_match(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2:
        return a[:1] == b[:1]
    short, long = sorted((a, b), key=len)
    return SHORT.get(short) == long or (
        len(short) >= 3 and long.startswith(short[:3]) and len(long) > len(short) and short[-1] in "eyiot" + short[2]
    )


def one_slip(a: str, b: str) -> bool:
    """Do two words differ by one letter put in, left out or changed?"""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + 1 :] == b[start + 1 :] or a[start + 1 :] == b[start:] or a[start:] == b[start + 1 :]


def initials(form: str) -> set[str]:
    """Return the acronyms a name can have: with and without its small words.

    >>> sorted(initials("Bureau of Labor Statistics"))
    ['bls', 'bols']
    """
    parts = [part for part in re.split(r"[\s-]+", form) if part[:1].isalpha()]
    capitals = "".join(part[0] for part in parts if part[0].isupper()).lower()
    everything = "".join(part[0] for part in parts).lower()
    return {letters for letters in (capitals, everything) if len(letters) >= 2}
