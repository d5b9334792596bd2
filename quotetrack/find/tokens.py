"""The tokens of an article with their grammar, as flat columns: all that the rules ask of a parse.

A spaCy `Doc` gives them, or the attribution network's own heads (`quotetrack.find.grammar`), which make no Doc: its
tokens and its vocabulary would take longer than all that is read from them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Numbers: TypeAlias = "array[int]"  # of 32 bits
FINITE = frozenset("VBD VBZ VBP MD".split())  # tags of verbs that make a clause


@frozen(eq=False)
class Tokens:
    """Holds one entry a token in every column; `sentences` holds the tokens at which sentences begin.

    `tag` is the Penn tag, `label` the type of the name that the token is a part of, or empty.
    """

    text: str
    start: Numbers
    end: Numbers
    form: Sequence[str]
    tag: Sequence[str]
    lemma: Sequence[str]
    label: Sequence[str]
    sentences: Numbers

    def __len__(self) -> int:
        return len(self.form)

    @classmethod
    def of(cls, doc: Doc | Tokens) -> Tokens:
        """Read the columns off a spaCy Doc."""
        return doc if isinstance(doc, Tokens) else cls.joined([doc])

    @classmethod
    def joined(cls, docs: Sequence[Doc]) -> Tokens:
        """Read the columns off the Docs of a text's parts, in order; joined, their texts are the text."""
        wanted: list[int | str] = ["IDX", "LENGTH", "TAG", "LEMMA", "ENT_TYPE", "SENT_START"]
        tables = [doc.to_array(wanted).astype(np.uint64) for doc in docs]
        shifts = np.cumsum([0, *(len(doc.text) for doc in docs)])
        begins = np.concatenate([t[:, 0].astype(np.int64) + shift for t, shift in zip(tables, shifts, strict=False)])
        table = np.concatenate(tables)
        text = "".join(doc.text for doc in docs)
        ends = begins + table[:, 1].astype(np.int64)
        strings = docs[0].vocab.strings

        def column(number: int) -> list[str]:
            ids, which = np.unique(table[:, number], return_inverse=True)
            known = [strings[id] for id in ids.tolist()]
            return [known[k] for k in which.tolist()]

        once: dict[str, str] = {}  # each word is held once, and forgotten with the article, unlike an interned one
        cut = (text[start:end] for start, end in zip(begins.tolist(), ends.tolist(), strict=True))
        forms = [once.setdefault(form, form) for form in cut]
        sentences = numbers_of(np.nonzero(table[:, 5] == 1)[0])
        return cls(text, numbers_of(begins), numbers_of(ends), forms, column(2), column(3), column(4), sentences)

    def within(self, start: int, end: int) -> range:
        """Return the tokens that share a character with [start, end)."""
        return range(bisect_right(self.end, start), bisect_left(self.start, end))

    def opens(self, token: int) -> bool:
        """Tell whether a sentence begins with a token."""
        at = bisect_left(self.sentences, token)
        return at < len(self.sentences) and self.sentences[at] == token

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the first token of a token's sentence, and the first one after it."""
        at = bisect_right(self.sentences, token)
        return self.sentences[at - 1] if at else 0, self.sentences[at] if at < len(self.sentences) else len(self)

    def lower(self, token: int) -> str:
        """Return a token in lower case."""
        return self.form[token].lower()


def numbers_of(values: NDArray[np.int64]) -> Numbers:
    """Pack numbers as 32 bits each."""
    return array("i", values.astype(np.int32).tobytes())
