"""Characters that a format cannot hold, and offsets as other programs count them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

REPLACEMENT = "\ufffd"
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 excludes
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def encodable(text: str) -> str:
    """Return the text with a replacement character for each lone surrogate, which UTF-8 cannot hold; offsets stay."""
    return _SURROGATES.sub(REPLACEMENT, text)


def for_xml(text: str) -> str:
    """Return the text with a replacement character for each character that XML cannot hold; offsets stay."""
    return _CONTROLS.sub(REPLACEMENT, encodable(text))


def tokens(text: str, edges: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of words, punctuation marks and stretches of white space, none of which crosses an edge.

    >>> list(tokens("it's on", [3]))
    [(0, 2), (2, 3), (3, 4), (4, 5), (5, 7)]
    """
    cuts = sorted({0, len(text), *edges})
    for start, end in pairwise(cuts):
        for match in _TOKEN.finditer(text, start, end):
            yield match.span()
