"""An attribution in the making: what the network saw of it, before marks and layout have their say."""

from __future__ import annotations

from attrs import Factory, define, frozen

from quotetrack.find.found import Offsets

SOURCE, CUE, CONTENT = 0, 1, 2


@frozen
class Piece:
    """Is a run of words with one tag: `role` is SOURCE, CUE or CONTENT; words `first` to `last`, both included."""

    role: int
    first: int
    last: int
    start: int
    end: int
    score: float = 0.0  # log-probability of the role: the mean over a content's words, the surest word of the others
    whole: float = 0.0  # log-probability that just these words are one run


@define
class Draft:
    """Is an attribution in the making."""

    cue: Piece | None
    source: Piece | None = None
    content: list[Offsets] = Factory(list)
    pieces: list[Piece] = Factory(list)  # the content's, as the network saw them
    link: float = 0.0
    supposed: bool = False  # the network heard nobody speak
    verbatim: bool = False  # the layout says that these are the speaker's own words
