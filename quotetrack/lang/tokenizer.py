"""spaCy's tokenizer: with a guard that keeps its time linear, and with a memory of what it cut before.

spaCy peels prefixes and suffixes off a run without white space one by one, searching the rest each time: 20,000
quotation marks in a row take it 48 seconds. No word is that long; what is (a mangled page, encoded data, a divider
line) goes to a regular expression that reads each character once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from quotetrack.lang.chunks import CHUNK, ChunkMemo, laid_out

LONGEST_RUN = 256  # characters; the longest run without white space that spaCy's own rules see
# a web address, a stretch of letters and digits, or one mark repeated
LINEAR_TOKEN = re.compile(r"https?://[^\s\"“”'<>]{1,2048}|[^\W_]{1,64}|([\W_])\1{0,63}")
RUN = re.compile(r"\S+")
RENEWED = 20_000  # new words after which a tokenizer is replaced


class GuardedTokenizer:
    """Is spaCy's tokenizer with a linear path for runs of more than 256 characters without white space.

    Text without such a run gets exactly the wrapped tokenizer's Doc; whatever the text, ``doc.text == text``. What it
    writes to disk is the wrapped tokenizer, so a saved pipeline loads without quotetrack, too.
    """

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner

    @property
    def vocab(self) -> Vocab:
        """The vocabulary shared with the pipeline."""
        vocab: Vocab = self.inner.vocab
        return vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        if max(map(len, text.split()), default=0) <= LONGEST_RUN:
            plain: Doc = self.inner(text)
            return plain
        words: list[str] = []
        spaces: list[bool] = []
        norms: list[str] = []
        done = 0
        for run in RUN.finditer(text):
            if run.end() - run.start() <= LONGEST_RUN:
                continue
            for token in self.inner(text[done : run.start()]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
                norms.append(token.norm_)
            pieces = [piece.group() for piece in LINEAR_TOKEN.finditer(run.group())]
            words += pieces
            spaces += [False] * len(pieces)
            norms += [""] * len(pieces)
            done = run.end()
            if text[done : done + 1] == " ":
                spaces[-1] = True
                done += 1
        for token in self.inner(text[done:]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
            norms.append(token.norm_)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token, norm in zip(doc, norms, strict=True):
            if norm and token.norm_ != norm:  # "n't" reads as "not" only where a rule of the tokenizer says so
                token.norm_ = norm
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenize a stream of texts."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **options: Any) -> bytes:
        """Return the wrapped tokenizer as bytes."""
        data: bytes = self.inner.to_bytes(**options)
        return data

    def from_bytes(self, data: bytes, **options: Any) -> GuardedTokenizer:
        """Load the wrapped tokenizer from bytes."""
        self.inner.from_bytes(data, **options)
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write the wrapped tokenizer."""
        self.inner.to_disk(path, **options)

    def from_disk(self, path: str | Path, **options: Any) -> GuardedTokenizer:
        """Load the wrapped tokenizer."""
        self.inner.from_disk(path, **options)
        return self


def _bare() -> Tokenizer:
    """Return spaCy's English rules over a vocabulary that works out nothing about its words, which takes most time."""
    rules = English.Defaults
    return Tokenizer(
        Vocab(),
        rules=rules.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
        suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
        infix_finditer=compile_infix_regex(rules.infixes or ()).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )


class TokenCutter:
    """Cuts texts into the tokens of spaCy's English rules, without a Doc.

    The rules never look across white space, so spaCy is asked only for what stands between it and is new. Its
    vocabulary keeps room for every word that it ever saw: a new tokenizer takes its place now and then.

    >>> TokenCutter()("They didn't.")[0]
    ['They', 'did', "n't", '.']
    """

    def __init__(self) -> None:
        self._cuts = ChunkMemo(self._cut)
        self._inner: Tokenizer | None = None
        self._seen = 0

    def __call__(self, text: str) -> tuple[list[str], NDArray[np.int64]]:
        """Return the tokens of a text, and at which character each begins."""
        chunks = CHUNK.findall(text)
        return laid_out(chunks, self._cuts(chunks))

    def _cut(self, chunks: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Cut chunks of a text; those that need spaCy's rules all at once, each on a line of its own."""
        ruled = [_has_rules(chunk) for chunk in chunks]
        asked = self._ask([chunk.rstrip() for chunk in compress(chunks, ruled)])
        for chunk, has_rules in zip(chunks, ruled, strict=True):
            if has_rules:
                yield next(asked)
            elif len(chunk) <= LONGEST_RUN:
                yield (chunk.rstrip() or chunk,)
            else:
                yield tuple(piece.group() for piece in LINEAR_TOKEN.finditer(chunk.rstrip()))

    def _ask(self, runs: Sequence[str]) -> Iterator[tuple[str, ...]]:
        if self._seen > RENEWED:
            self._inner, self._seen = None, 0  # gone before the new one comes
        if self._inner is None:
            self._inner = _bare()
        self._seen += len(runs)
        text = "\n".join(runs)
        with self._inner.vocab.memory_zone():
            spans = self._inner(text).to_array(["IDX", "LENGTH"]).tolist()
        tokens = (text[start : start + length] for start, length in spans)
        return (tuple(line) for newline, line in groupby(tokens, "\n".__eq__) if not newline)


def _has_rules(chunk: str) -> bool:
    """Tell whether spaCy's rules may cut a chunk: never white space, nor plain letters that are no exception."""
    run = chunk.rstrip()
    if len(chunk) > LONGEST_RUN or not run:
        return False
    return not (run.isascii() and run.isalpha()) or run in English.Defaults.tokenizer_exceptions
