"""Tags, lemmas, sentences and names by the attribution network's own heads: one encoder reads an article once.

The heads stand on the encoder's lower layers, which know most of form (Tenney et al. 2019), and cost two small matrix
products; a spaCy pipeline for the same takes as long as the whole encoder. Their readings fill a spaCy `Doc`, the form
in which a user's own pipeline delivers the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from quotetrack.lang.lemmas import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAMES = ("PERSON", "ORG", "LOC")  # read as B and I of each, after O
SPACE_TAG = "_SP"
COLUMNS = ("TAG", "LEMMA", "SENT_START", "ENT_IOB", "ENT_TYPE")
INSIDE, OUTSIDE, BEGIN = 1, 2, 3  # spaCy's values of ENT_IOB
STARTS, GOES_ON = 1, -1  # spaCy's values of SENT_START

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
    """Knows the tags that a network's heads tell apart, and writes readings into bare Docs."""

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

    def annotate(self, doc: Doc, readings: Readings | None, text: str) -> Doc:
        """Give a tokenized Doc of a text its tags, lemmas, sentence starts and names, in place.

        A token takes the reading of the first piece inside it, else of the piece it lies in (*n't* in *don't*).
        """
        if not len(doc) or readings is None or not len(readings.starts):
            return doc
        table = doc.to_array(["IDX", "LENGTH"]).astype(np.int64)
        starts, ends = table[:, 0], table[:, 0] + table[:, 1]
        at, own = anchors(readings.starts, starts, ends)
        forms = [intern(text[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        blank = np.fromiter((form.isspace() for form in forms), bool, len(forms))
        tags = [SPACE_TAG if space else self.tags[tag] for space, tag in zip(blank, readings.tag[at], strict=True)]
        add = doc.vocab.strings.add
        tag_ids = {tag: add(tag) for tag in set(tags)}
        label_ids = np.array([0, *(add(name) for name in NAMES for _ in "BI")], np.uint64)
        name = np.where(blank, 0, readings.name[at])
        columns = np.zeros((len(doc), len(COLUMNS)), np.uint64)
        columns[:, 0] = [tag_ids[tag] for tag in tags]
        columns[:, 1] = [add(lemma_of(form, tag)) for form, tag in zip(forms, tags, strict=True)]
        begins = _sentence_starts(own & readings.sentence[at], blank)
        columns[:, 2] = np.where(begins, STARTS, GOES_ON).astype(np.uint64)
        columns[:, 3] = _entity_places(name)
        columns[:, 4] = label_ids[name]
        # spaCy's stub knows int64 only, its code unsigned numbers, which hashes need
        filled: Doc = doc.from_array(list(COLUMNS), columns)  # type: ignore[arg-type]
        return filled


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


def _entity_places(name: NDArray[np.int8]) -> NDArray[np.uint64]:
    """Return spaCy's place in a name for each token: an inside that follows nothing of its kind begins a name."""
    kind = (name + 1) // 2
    before = np.concatenate([[0], kind[:-1]])
    inside = (name > 0) & (name % 2 == 0) & (before == kind)
    return np.where(name == 0, OUTSIDE, np.where(inside, INSIDE, BEGIN)).astype(np.uint64)
