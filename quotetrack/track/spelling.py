"""Words as one side of the Atlantic and one style book write them: only for comparison, never for show."""

from __future__ import annotations

import re
from functools import lru_cache

# Both sides of a comparison are changed alike, so a word that is no variant (*promise*) does no harm.
_VARIANTS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"(?<=[a-z]{2})our(?=(?:s|ed|ing|able|ite|ites|ful|hood|ly)?$)", "or"),  # colour, but not four
        (r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),
        (r"(?<=[a-z]{3})ys(?=(?:e|es|ed|ing)$)", "yz"),
        (r"^(cent|theat|met|kilomet|centimet|lit|fib|calib|spect|somb|meag)re(?=s?$)", r"\1er"),
        (r"^(def|off|lic|pret)ence(?=s?$)", r"\1ense"),
        (r"(?<=[a-z]{3}[aeiou])ll(?=(?:ed|ing|er|ers)$)", "l"),  # travelled, but not called
        (r"^(catal|dial|anal)ogue(?=s?$)", r"\1og"),
        (r"^programme(?=s?$)", "program"),
    )
)
_WORDS = {
    "aluminium": "aluminum", "ageing": "aging", "amongst": "among", "grey": "gray", "judgement": "judgment",
    "maths": "math", "plough": "plow", "sceptic": "skeptic", "sceptical": "skeptical", "sceptics": "skeptics",
    "towards": "toward", "tyre": "tire", "tyres": "tires", "whilst": "while",
}  # fmt: skip
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()


@lru_cache(maxsize=65536)
def plain_spelling(word: str) -> str:
    """Return a lower-case word in one spelling, a small number in letters.

    >>> [plain_spelling(word) for word in ("colour", "organisations", "centre", "four", "9")]
    ['color', 'organizations', 'center', 'four', 'nine']
    """
    if word.isdecimal() and word.isascii() and len(word) <= 2 and int(word) < len(_NUMBERS) and word[0] != "0":
        return _NUMBERS[int(word)]
    for pattern, written in _VARIANTS:
        word, changed = pattern.subn(written, word)
        if changed:
            return word
    return _WORDS.get(word, word)
