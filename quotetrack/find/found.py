"""One attribution as the decoder sees it: where its parts stand, before anyone knows who speaks."""

from __future__ import annotations

from attrs import frozen

from quotetrack.models import Kind

Offsets = tuple[int, int]


@frozen
class Found:
    """Is one content with its cue and source as character offsets into the article, end exclusive.

    `content` has one or more parts in text order; `cue` and `source` are empty for a floating quotation. `score` is
    the tagger's own certainty, 0 to 1.

    >>> Found(content=((0, 4),), cue=((9, 13),), source=((6, 8),), kind="direct").start
    0
    """

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    kind: Kind
    score: float = 1.0

    @property
    def start(self) -> int:
        """Return the first offset of any part."""
        return min(start for start, _ in (*self.content, *self.cue, *self.source))

    @property
    def end(self) -> int:
        """Return the last offset of any part."""
        return max(end for _, end in (*self.content, *self.cue, *self.source))
