"""Tags, lemmas, sentences and names by the attribution network's own heads: one encoder reads an article once.

The heads stand on the encoder's lower layers, which know most of form (Tenney et al. 2019), and cost two small matrix
products; a spaCy pipeline for the same takes as long as the whole encoder. Their readings make `Tokens`, which are also
read off the Docs of a user's own pipeline.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from quotetrack.find.tokens import Tokens, numbers_of
from quotetrack.lang.lemmas import lemma_of

NAMES = ("PERSON", "ORG", "LOC")  # read as B and I of each, after O
LABELS = ("", *(name for name in NAMES for _ in "BI"))
SPACE_TAG = "_SP"

Ints = NDArray[np.int64]


@frozen(eq=False)
class Readings:
    """Is what the heads say of each piece: its tag, whether a sentence begins with it, and its part in a name.

    `starts`: [pieces] code points; `tag`, `name`: [pieces] index into the tags, and 0 for no name, 1 and 2 for begin
    and inside of the first of `NAMES`, and so on; `sentence`: [pieces].
    """

    starts: Ints
    tag: NDArray[np.int16]
    sentence: NDArray[np.bool_]
    name: NDArray[np.int8]

    @classmethod
    def joined(cls, parts: Sequence[Readings]) -> Readings | None:
        """Put the readings of a long article's sections together again; ``None`` where there are none."""
        if len(parts) < 2:
            return parts[0] if parts else None
        columns = ([getattr(part, name) for part in parts] for name in ("starts", "tag", "sentence", "name"))
        return cls(*(np.concatenate(column) for column in columns))


@frozen(eq=False)
class Grammar:
    """Knows the tags that a network's heads tell apart, and gives tokens what was read."""

    tags: tuple[str, ...]

    @property
    def scores(self) -> int:
        """Return how many scores the heads give each piece."""
        count: int = score_columns(len(self.tags))[-1].stop
        return count

    def read(self, starts: Ints, scores: NDArray[np.float32]) -> Readings:
        """Take the best of the heads' scores [pieces, `scores`]."""
        tag, sentence, name = (scores[:, columns] for columns in score_columns(len(self.tags)))
        begins = sentence[:, 1] > sentence[:, 0]
        return Readings(starts, tag.argmax(1).astype(np.int16), begins, name.argmax(1).astype(np.int8))

    def tokens(self, text: str, forms: Sequence[str], starts: Ints, readings: Readings | None) -> Tokens:
        """Give a text's tokens, in order, their tags, lemmas, sentence starts and names.

        A token takes the reading of the first piece inside it, else of the piece it lies in (*n't* in *don't*).
        """
        ends = starts + np.fromiter(map(len, forms), np.int64, len(forms))
        places = text, numbers_of(starts), numbers_of(ends), forms
        if readings is None or not len(readings.starts):
            nothing = [""] * len(forms)
            return Tokens(*places, nothing, nothing, nothing, numbers_of(starts[:0]))
        at, own = anchors(readings.starts, starts, ends)
        blank = np.fromiter(map(str.isspace, forms), bool, len(forms))
        known = (*self.tags, SPACE_TAG)
        tags = [known[tag] for tag in np.where(blank, len(self.tags), readings.tag[at]).tolist()]
        lemmas = list(map(lemma_of, forms, tags))
        labels = [LABELS[name] for name in np.where(blank, 0, readings.name[at]).tolist()]
        begins = _sentence_starts(own & readings.sentence[at], blank)
        return Tokens(*places, tags, lemmas, labels, numbers_of(np.nonzero(begins)[0]))


def score_columns(tags: int) -> tuple[slice, slice, slice]:
    """Return where the heads' scores stand: of each tag, of going on with or beginning a sentence, of parts of names.

    >>> score_columns(49)
    (slice(0, 49, None), slice(49, 51, None), slice(51, 58, None))
    """
    names = tags + 2
    return slice(0, tags), slice(tags, names), slice(names, names + 1 + 2 * len(NAMES))


def anchors(pieces: Ints, starts: Ints, ends: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the piece that speaks for each token, and whether it begins in the token.

    >>> anchors(np.array([0, 3, 4]), np.array([0, 2]), np.array([2, 5]))  # do|n't over don ' t
    (array([0, 1]), array([ True,  True]))
    """
    at = np.minimum(np.searchsorted(pieces, starts), len(pieces) - 1)
    own = (pieces[at] >= starts) & (pieces[at] < ends)
    return np.where(own, at, np.maximum(at - 1, 0)), own


def _sentence_starts(cut: NDArray[np.bool_], blank: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return at which tokens sentences begin; the first word begins one, white space never does."""
    out: NDArray[np.bool_] = cut & ~blank
    words = np.nonzero(~blank)[0]
    if len(words):
        out[words[0]] = True
    out[0] = True
    return out
