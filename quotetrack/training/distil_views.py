"""What a pupil sees of the windows that its teachers read: other people's names, and less of what stands around.

What the teachers said is taught all the same, so that neither a name nor the end of a window decides what is found
(consistency training, Xie et al. 2020).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import torch
from attrs import evolve, frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from quotetrack.find.grammar import LABELS, score_columns
from quotetrack.training.attribution_data import Group, Ints, Labelled
from quotetrack.training.attribution_words import FAMILY, GIVEN
from quotetrack.training.distil_network import Lesson

RENAMED, SHORTENED = 0.5, 0.5  # shares of windows
LARGEST = 1 / 3  # of a window is left away at either end, at most
SMALLEST = 48  # pieces are left, at least
CAPITAL = (1, 2)  # case shapes of words that begin with a capital or are written in them
PERSON = [number for number, label in enumerate(LABELS) if label == "PERSON"]


@frozen(eq=False)
class Renamer:
    """Gives the people in a window other names of as many pieces, so that every piece keeps its place."""

    names: dict[int, list[tuple[int, ...]]]

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> Renamer:
        """Cut the names that augmentation knows into pieces."""
        names: dict[int, list[tuple[int, ...]]] = {}
        for name in (*GIVEN, *FAMILY):
            ids = tuple(tokenizer.encode(name, add_special_tokens=False).ids)
            names.setdefault(len(ids), []).append(ids)
        return cls(names)

    def __call__(self, article: Labelled, start: int, end: int, person: NDArray[np.bool_], rng: random.Random) -> Ints:
        """Return the article's piece ids with the people in a window renamed, each throughout the window.

        `person` [end - start] tells which of the window's pieces are part of a person's name.
        """
        ids = article.encoded.ids.copy()
        bounds = [*article.encoded.words.tolist(), len(ids)]
        given: dict[tuple[int, ...], tuple[int, ...]] = {}
        for number in range(*np.searchsorted(article.encoded.words, (start, end)).tolist()):
            begin, stop = bounds[number], bounds[number + 1]
            capital = article.encoded.features[begin] >> 2 & 3 in CAPITAL
            if stop <= end and capital and person[begin - start]:
                old = tuple(ids[begin:stop].tolist())
                if old not in given:
                    given[old] = rng.choice(self.names.get(len(old), [old]))
                ids[begin:stop] = given[old]
        return ids


def view(group: Group, lesson: Lesson, tags: int, rename: Renamer, rng: random.Random) -> tuple[Group, Lesson]:
    """Return the windows as the pupil sees them, and of the lesson what holds for them.

    Args:
        group: the windows that the teachers read.
        lesson: what they said of them.
        tags: how many Penn tags the grammar heads tell apart.
        rename: what gives people other names.
        rng: decides all.
    """
    best = lesson.grammar[..., score_columns(tags)[-1]].argmax(-1)
    people = torch.isin(best, torch.tensor(PERSON)).numpy()
    seen = []
    for (article, start, end), person in zip(group, people, strict=True):
        shown = article
        if rng.random() < RENAMED:
            ids = rename(article, start, end, person[1 : end - start + 1], rng)
            shown = evolve(article, encoded=evolve(article.encoded, ids=ids))
        begin, stop = start, end
        if rng.random() < SHORTENED and end - start > SMALLEST:
            spare = min(int(LARGEST * (end - start)), (end - start - SMALLEST) // 2)
            begin, stop = start + rng.randint(0, spare), end - rng.randint(0, spare)
        seen.append((shown, begin, stop))
    return seen, _part(lesson, torch.tensor(list(_places(group, seen))))


def _places(group: Group, seen: Group) -> Iterator[list[int]]:
    """Yield for each window where each position that the pupil sees stands in what the teachers read."""
    length = max(stop - begin for _, begin, stop in seen) + 2
    for (_, start, end), (_, begin, stop) in zip(group, seen, strict=True):
        places = [0, *range(begin - start + 1, stop - start + 1), end - start + 1]
        yield places + [0] * (length - len(places))


def _part(lesson: Lesson, places: Tensor) -> Lesson:
    """Take a lesson's rows, and pointers, at `places` [batch, length]; what pointed elsewhere teaches no pointer."""
    inside = torch.zeros(lesson.to_cue.shape, dtype=torch.bool)
    inside.scatter_(1, places, torch.ones_like(places, dtype=torch.bool))
    filled = places > 0
    filled[:, 0] = True  # [CLS]; further zeros are padding

    def rows(values: Tensor) -> Tensor:
        return values.gather(1, places[..., None].expand(-1, -1, values.shape[2]))

    def pointers(scores: Tensor) -> Tensor:
        taken = rows(scores)
        return taken.gather(2, places[:, None, :].expand(-1, taken.shape[1], -1))

    def pointing(role: Tensor, scores: Tensor) -> Tensor:
        kept = role & inside.gather(1, scores.argmax(-1))
        return kept.gather(1, places) & filled

    return Lesson(
        [rows(state) for state in lesson.states],
        rows(lesson.tags),
        pointers(lesson.cue),
        pointers(lesson.source),
        pointing(lesson.to_cue, lesson.cue),
        pointing(lesson.to_source, lesson.source),
        rows(lesson.grammar),
    )
