"""A guard around spaCy's tokenizer that keeps its time linear.

spaCy peels prefixes and suffixes off a run without white space one by one, searching the rest each time: 20,000
quotation marks in a row take it 48 seconds. No word is that long; what is (a mangled page, encoded data, a divider
line) goes to a regular expression that reads each character once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.vocab import Vocab

LONGEST_RUN = 256  # characters; the longest run without white space that spaCy's own rules see
# a web address, a stretch of letters and digits, or one mark repeated
LINEAR_TOKEN = re.compile(r"https?://[^\s\"“”'<>]{1,2048}|[^\W_]{1,64}|([\W_])\1{0,63}")
RUN = re.compile(r"\S+")


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
