"""How the models see a text: set one way, whatever way it was set, character for character.

What is found must not depend on straight or curly marks, no-break spaces, or lines wrapped by a mail program. Each
character is replaced by exactly one, so offsets stay what they are in the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotetrack.find.marks import Stretch

SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no tokenizer takes it
NO_BREAK = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")  # don't, O'Hara
CURLY = {"double": "“”", "single": "‘’"}
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
BREAK = re.compile(r"(?<=[^\s])\r?\n(?=([^\s]+))")
NARROWEST, WIDEST = 40, 120  # columns of a wrapped text
FEWEST = 3  # breaks that show a width


def readable(text: str, stretches: Iterable[Stretch]) -> str:
    """Return the text as the models read it: curly marks, plain spaces, wrapped lines unwrapped.

    >>> from quotetrack.find.marks import scan
    >>> text = '"We don\\'t," she\u00a0said.'
    >>> readable(text, scan(text))
    '“We don’t,” she said.'
    """
    out = list(APOSTROPHE.sub("’", SURROGATE.sub("\ufffd", text).translate(NO_BREAK)))
    for stretch in stretches:
        marks = CURLY.get(stretch.family)
        if marks is None:
            continue
        if stretch.inner_start - stretch.start == 1:
            out[stretch.start] = marks[0]
        if stretch.end - stretch.inner_end == 1:
            out[stretch.inner_end] = marks[1]
    for at in soft_breaks(text):
        out[at] = " "
        if text[at - 1] == "\r":
            out[at - 1] = " "
    return "".join(out)


def soft_breaks(text: str) -> list[int]:
    """Return where lines were broken for their width only: the offsets of the line feeds.

    A wrapped text parts its paragraphs by blank lines, and no line could have taken the first word of the next. Verses,
    lists and transcripts are not like that.
    """
    if BLANK_LINE.search(text) is None:
        return []
    breaks = []
    for match in BREAK.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        breaks.append((match.end() - 1, match.start() - start, len(match[1])))  # where, length of line, next word
    if len(breaks) < FEWEST:
        return []
    width = max(length for _, length, _ in breaks)
    if not NARROWEST <= width <= WIDEST or any(length + 1 + word <= width for _, length, word in breaks):
        return []
    return [at for at, _, _ in breaks]
