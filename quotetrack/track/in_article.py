"""A quotation among the others of its article, and what its words come down to, without endings and function words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from quotetrack.models import Attribution, Speaker
from quotetrack.track.wording import COMMON, LONG_WORDS, NEGATIONS, Wording, tokens

PHRASE_WORDS = 4  # so many function words are a phrase (*on the up and up*)
TERM_WORDS = 3  # more words than these are no term
Core = tuple[tuple[str, ...], ...]


@frozen(slots=False)
class InArticle:
    """Is a quotation among the others of its article."""

    attribution: Attribution
    wording: Wording

    @property
    def speaker(self) -> Speaker | None:
        """Return who says it."""
        return self.attribution.speaker

    @property
    def is_fragment(self) -> bool:
        """Tell whether it is short enough to have been cut from another quotation."""
        return len(self.wording.words) < LONG_WORDS

    @property
    def is_short(self) -> bool:
        """Tell whether it may be no more than a term."""
        return len(self.wording.words) <= TERM_WORDS

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Return the quoted words without their endings."""
        return tuple(map(stem, self.wording.words))

    @cached_property
    def content_stems(self) -> tuple[str, ...]:
        """Return the words of the whole content, also those outside the marks, without their endings."""
        return stems(self.attribution.text)

    @cached_property
    def core(self) -> Core:
        """Return the segments without function words at their edges, endings cut: *a disgrace* says *disgrace*.

        Nothing is left of a sentence with one such word (*I would, I would, Ada*): it is no fragment of another.
        """
        words = self.wording
        if words.weight == 0 and len(words.words) >= PHRASE_WORDS:  # on the up and up
            return tuple(tuple(map(stem, segment)) for segment in words.segments)
        telling = (_trimmed(segment) for segment in words.segments)
        out = tuple(tuple(map(stem, segment)) for segment in telling if segment)
        lone = sum(map(len, out)) == 1 and (len(words.words) > PHRASE_WORDS or out[0][0] in NEGATIONS)
        return () if lone else out

    @property
    def size(self) -> int:
        """Return how many words the core has."""
        return sum(map(len, self.core))


def stem(word: str) -> str:
    """Return a word without its ending: *attacked* and *attacks* are one."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def stems(text: str) -> tuple[str, ...]:
    """Return the words of a text without their endings."""
    return tuple(map(stem, tokens(text)))


def contains(words: Sequence[str], run: Sequence[str]) -> bool:
    """Tell whether words stand in a row in others."""
    return count(words, run) > 0


def count(words: Sequence[str], run: Sequence[str]) -> int:
    """Return how often words stand in a row in others."""
    size, wanted = len(run), tuple(run)
    return sum(words[i] == wanted[0] and tuple(words[i : i + size]) == wanted for i in range(len(words) - size + 1))


def is_light(word: str) -> bool:
    """Tell whether a word says nothing by itself: *the*, *of*; *not* does."""
    return (word in COMMON or len(word) < 3) and word not in NEGATIONS


def _trimmed(segment: Sequence[str]) -> Sequence[str]:
    start, end = 0, len(segment)
    while start < end and is_light(segment[start]):
        start += 1
    while start < end and is_light(segment[end - 1]):
        end -= 1
    return segment[start:end]
