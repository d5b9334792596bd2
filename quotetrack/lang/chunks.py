"""Texts in chunks between white space, each read once and remembered.

Tokenizers never look across white space, and a few thousand words make most of all news: what was done with *said,*
need not be done again, in this article or in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

CHUNK = re.compile(r"\S+ ?|\s+")  # joined, the chunks are the text; one space goes with the word before it
GENERATION = 10_000  # chunks; two generations are remembered, some 6 MB
AT_ONCE = 8_192  # chunks looked up at once; bounds how many beyond a generation a long article adds
LONGEST = 256  # characters of a chunk worth remembering

T = TypeVar("T")


class ChunkMemo(Generic[T]):
    """Remembers what was read of each chunk, and forgets those that long did not come back.

    >>> memo = ChunkMemo(lambda chunks: map(str.upper, chunks))
    >>> memo(["so ", "they ", "said."])
    ['SO ', 'THEY ', 'SAID.']
    """

    def __init__(self, read: Callable[[Sequence[str]], Iterable[T]]) -> None:
        self._read = read
        self._known: dict[str, T] = {}
        self._before: dict[str, T] = {}  # the generation before

    def __call__(self, chunks: Sequence[str]) -> list[T]:
        """Return what `read` makes of each chunk; it is asked only for those not yet known, each once."""
        out: list[T] = []
        for start in range(0, len(chunks), AT_ONCE):
            out += self._look_up(chunks[start : start + AT_ONCE])
        return out

    def _look_up(self, chunks: Sequence[str]) -> list[T]:
        if len(self._known) > GENERATION:
            self._known, self._before = {}, self._known
        known, before = self._known, self._before
        missing = set(chunks).difference(known)
        known.update((chunk, before[chunk]) for chunk in missing if chunk in before)
        new = list(missing.difference(before))
        known.update(zip(new, self._read(new), strict=True))
        found = list(map(known.__getitem__, chunks))
        for chunk in new:
            if len(chunk) > LONGEST:
                del known[chunk]
        return found


def laid_out(chunks: Sequence[str], cuts: Sequence[Sequence[str]]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the parts of all chunks in a row, and at which character of the text each begins.

    >>> forms, starts = laid_out(["don't ", "go."], [("do", "n't"), ("go", ".")])
    >>> [(form, int(start)) for form, start in zip(forms, starts)]
    [('do', 0), ("n't", 2), ('go', 6), ('.', 8)]
    """
    forms = list(chain.from_iterable(cuts))
    counts = _lengths(cuts)
    lengths = _lengths(chunks)
    before = np.concatenate([[0], np.cumsum(_lengths(forms))])  # characters of all parts before each
    chunk_starts = np.cumsum(lengths) - lengths
    firsts = np.cumsum(counts) - counts
    return forms, before[:-1] + np.repeat(chunk_starts - before[firsts], counts)


def _lengths(items: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    return np.fromiter(map(len, items), np.int64, len(items))
