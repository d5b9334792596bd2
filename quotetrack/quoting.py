"""Quotation marks in words that stand alone: where a mark was cut off, and its partner was not."""

from __future__ import annotations

import re

CURLY = (("“", "”"), ("‘", "’"))
# a straight mark opens behind a space and before a word; *'em* and *'90s* are written with an apostrophe
OPENS = {
    '"': re.compile(r'(?<![^\s(\[—–-])"(?=[^\s"])'),
    "'": re.compile(r"(?<![^\s(\[—–-])'(?=[^\W\d_])(?!(?:em|n|til|tis|twas|cause|bout)\b)", re.IGNORECASE),
}
CLOSES = {'"': re.compile(r'(?<=[^\s"])"'), "'": re.compile(r"(?<=[^\s'])'(?!\w)")}


def balanced(text: str) -> str:
    """Put back a mark that stands in a part without its partner.

    A closing single mark is no evidence: it is mostly an apostrophe.

    >>> balanced('it "a disgrace'), balanced("a disgrace” that “must” end")
    ('it "a disgrace"', '“a disgrace” that “must” end')
    """
    for opening, closing in CURLY:
        last = text.rfind(opening)
        if last >= 0 and closing not in text[last:]:
            text += closing
    if "”" in text and "“" not in text[: text.index("”")]:
        text = "“" + text
    for mark in OPENS:
        if mark in text:
            opened = [match.start() for match in OPENS[mark].finditer(text)]
            closed = [match.start() for match in CLOSES[mark].finditer(text)]
            if opened and (not closed or closed[-1] < opened[-1]):
                text += mark
            inches = closed and text[closed[0] - 1].isdigit()
            if mark == '"' and closed and not inches and (not opened or closed[0] < opened[0]):
                text = mark + text
    return text
