"""A text in word pieces, the network's units, each word cut once and remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from quotetrack.find.standins import StandIns, Table
from quotetrack.lang.chunks import ChunkMemo

STRETCH = 50_000  # characters that the tokenizer cuts at once: it holds some 180 bytes a character while it works
# what every tokenizer takes for white space, no more; a run longer than a stretch, which is no word, is cut as it comes
CHUNK = re.compile(rf"[^ \n]{{1,{STRETCH}}} ?|[ \n]{{1,{STRETCH}}}")
COLUMNS = 4
GOES_ON = -1  # in place of a shape: the piece goes on with the word before it


class PieceCutter:
    """Cuts texts into pieces, of which none reaches across a space, a line end or the end of a stretch.

    `tokenizer` may look at nothing beyond them, either (WordPiece does not).
    """

    def __init__(self, tokenizer: Tokenizer, *, stand_ins: bool = True) -> None:
        self._tokenizer = tokenizer
        self._known = ChunkMemo(self._read)
        self._stand_ins = StandIns(tokenizer) if stand_ins else None

    def __call__(self, text: str) -> Table:
        """Return [pieces, 4]: vocabulary id, first and last offset, shape of the word that begins or `GOES_ON`.

        Names of people have given way to stand-ins, unless the cutter was made without.
        """
        chunks = CHUNK.findall(text)
        rows = self._known(chunks)
        table = np.frombuffer(b"".join(rows), np.int32).reshape(-1, COLUMNS).astype(np.int64)
        lengths = np.fromiter(map(len, chunks), np.int64, len(chunks))
        counts = np.fromiter(map(len, rows), np.int64, len(rows)) // (4 * COLUMNS)
        table[:, 1:3] += np.repeat(np.cumsum(lengths) - lengths, counts)[:, None]
        return table if self._stand_ins is None else self._stand_ins(text, table)

    def _read(self, chunks: Sequence[str]) -> Iterator[bytes]:
        """Cut chunks, as many at once as make a stretch; their rows as bytes are small, and quick to join."""
        begin = size = 0
        for stop, chunk in enumerate(chunks, start=1):
            size += len(chunk) + 1
            if size > STRETCH or stop == len(chunks):
                yield from self._cut(chunks[begin:stop])
                begin, size = stop, 0

    def _cut(self, chunks: Sequence[str]) -> Iterator[bytes]:
        encoding = self._tokenizer.encode("\n".join(chunks), add_special_tokens=False)
        pieces = list(zip(encoding.ids, encoding.offsets, encoding.tokens, strict=True))
        at = done = 0
        for chunk in chunks:
            rows = []
            while at < len(pieces) and pieces[at][1][0] < done + len(chunk):
                id, (start, end), token = pieces[at]
                rows.append([id, start - done, end - done, GOES_ON if token.startswith("##") else 0])
                at += 1
            word_end = 0
            for row in reversed(rows):
                word_end = word_end or row[2]
                if row[3] != GOES_ON:
                    row[3] = case_shape(chunk[row[1] : word_end])
                    word_end = 0
            yield np.array(rows, np.int32).tobytes()
            done += len(chunk) + 1


def case_shape(word: str) -> int:
    """Return 0 for a lower-case word, 1 capitalised, 2 all capitals, 3 for what begins with no letter."""
    if word[:1].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 0 if word[:1].isalpha() else 3
