"""How the models see a text: set one way, whatever way it was set, character for character.

What is found must not depend on straight or curly marks, no-break spaces, or lines wrapped by a mail program. Each
character is replaced by exactly one, so offsets stay what they are in the text that was given.
"""

from __future__ import annotations

import re

SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no tokenizer takes it
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u2007", " "),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
    }
)
# what only sets a paragraph off: bullets, the > of mails and Markdown, its ## and **
DECORATION = re.compile(r"^[^\S\n]*(?:>[> \t]*|[•‣▪●◦∙·■►*][^\S\n]+|#{1,6}[^\S\n]+)(?=\S)|\*\*", re.MULTILINE)
# the time before each entry of a running report: 14.20 Power is back, ESB says.   9:05am: …
CLOCK = re.compile(
    r"^[^\S\n]*[012]?\d[.:][0-5]\d(?:[^\S\n]?[ap]\.?m\.?)?(?:[^\S\n]+[A-Z]{3,4})?[:,–—-]*[^\S\n]+(?=\S)", re.M
)
FEWEST_TIMES = 2
POINTED = re.compile(r"^([^\S\n]*([QA]))\.(?=[^\S\n]+\S)", re.MULTILINE)  # Q. And then?   A. A bus came.
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
BREAK = re.compile(r"(?<=[^\s])\r?\n(?=([^\s]+))")
NARROWEST, WIDEST = 40, 120  # columns of a wrapped text
FEWEST = 3  # breaks that show a width


def readable(text: str) -> str:
    """Return the text as the models read it: straight marks, plain spaces, no bullets, wrapped lines unwrapped.

    Which way a mark faces is told to the network beside the text (`quotetrack.find.tagger.encode`). Straight marks are
    what its encoder was first trained on; on the development articles they score no worse than marks as given.

    >>> readable("“We don’t,” she\u00a0said.")
    '"We don\\'t," she said.'
    """
    plain = SURROGATE.sub("\ufffd", text).translate(PLAIN)
    plain = DECORATION.sub(_blank, plain)
    if len(CLOCK.findall(plain)) >= FEWEST_TIMES:
        plain = CLOCK.sub(_blank, plain)
    plain = with_colons(plain)
    breaks = soft_breaks(text)
    if not breaks:
        return plain
    out = list(plain)
    for at in breaks:
        out[at] = " "
        if text[at - 1] == "\r":
            out[at - 1] = " "
    return "".join(out)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def with_colons(text: str) -> str:
    """Return a text whose labels of questions and answers end in colons, where they end in points: no initials.

    >>> with_colons("Q. And then?\\nA. A bus came.")
    'Q: And then?\\nA: A bus came.'
    """
    if {match[2] for match in POINTED.finditer(text)} == {"Q", "A"}:
        return POINTED.sub(r"\1:", text)
    return text


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
