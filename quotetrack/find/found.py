"""One attribution as the decoder sees it: where its parts stand, before anyone knows who speaks."""

from __future__ import annotations

from attrs import evolve, frozen

from quotetrack.models import Kind

Offsets = tuple[int, int]


@frozen
class Certainty:
    """Is how sure the network was, as log-probabilities over all sequences of tags, 0 where a part is absent.

    `content` is the mean over its words, `cue` and `source` that of the surest word; `link` that of the pointers from
    content to cue and from cue to source; `whole` that just these words are a content, no more and no less.
    """

    content: float = 0.0
    cue: float = 0.0
    source: float = 0.0
    link: float = 0.0
    whole: float = 0.0


@frozen
class Found:
    """Is one content with its cue and source as character offsets into the article, end exclusive.

    `content` has one or more parts in text order; `cue` and `source` are empty for a floating quotation.
    `certainty` is the network's own. `supposed`: only marks and layout say that somebody speaks.

    >>> Found(content=((0, 4),), cue=((9, 13),), source=((6, 8),), kind="direct").start
    0
    """

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    kind: Kind
    certainty: Certainty = Certainty()
    supposed: bool = False

    @property
    def start(self) -> int:
        """Return the first offset of any part."""
        return min(start for start, _ in (*self.content, *self.cue, *self.source))

    @property
    def end(self) -> int:
        """Return the last offset of any part."""
        return max(end for _, end in (*self.content, *self.cue, *self.source))

    def shifted(self, by: int) -> Found:
        """Return the same with every offset moved `by` characters."""

        def moved(parts: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
            return tuple((start + by, end + by) for start, end in parts)

        return evolve(self, content=moved(self.content), cue=moved(self.cue), source=moved(self.source))
