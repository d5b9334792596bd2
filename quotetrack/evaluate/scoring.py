"""A corpus of gold and predictions in, a report out."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import asdict, evolve, frozen

from quotetrack.errors import InputError
from quotetrack.evaluate import groups, spans, speakers
from quotetrack.evaluate.documents import Document, lined_up
from quotetrack.evaluate.reliability import Reliability, judge, reliability
from quotetrack.evaluate.tally import Score, summarize
from quotetrack.models import KINDS, SPEAKER_KINDS


@frozen
class Report:
    """Is the result of a scoring: how much was scored, the rows, and what confidence is worth.

    `reliability` is ``None`` for predictions without confidence; `reliability_with_speakers` judges the speakers, too,
    in the articles where they are known. `publishers` and `cue_classes` are rows whose `kind` is a publisher, or a
    class of cue, where the gold tells several.
    """

    articles: int
    articles_with_speakers: int
    missing: tuple[str, ...]
    spans: tuple[Score, ...]
    speakers: tuple[Score, ...]
    reliability: Reliability | None = None
    reliability_with_speakers: Reliability | None = None
    publishers: tuple[Score, ...] = ()
    cue_classes: tuple[Score, ...] = ()

    def score(self, row: str, kind: str = "all") -> Score:
        """Return one row.

        Raises:
            InputError: the report has no such row.
        """
        for one in (*self.spans, *self.speakers):
            if one.row == row and one.kind == kind:
                return one
        raise InputError(f"the report has no row {row!r} for {kind!r}")

    def with_speakers_of(self, other: Report) -> Report:
        """Return this report with the speakers' rows of another."""
        return evolve(
            self,
            articles_with_speakers=other.articles_with_speakers,
            speakers=other.speakers,
            reliability_with_speakers=other.reliability_with_speakers,
        )

    def as_dict(self) -> dict[str, object]:
        """Return the report as plain dicts, lists, strings and numbers."""
        return asdict(self)


def evaluate(
    gold: Sequence[Document],
    predicted: Sequence[Document],
    *,
    speech_only: bool = False,
    strip_that: bool = False,
    boot: int = 1000,
) -> Report:
    """Score predictions against gold, article by article.

    Args:
        speech_only: indirect gold whose cue is not of speech is optional.
        strip_that: a *that* that introduces content decides nothing.
        boot: how many times the articles are resampled for the intervals.

    Raises:
        InputError: there is no gold, or a prediction was made on another text than the gold's.
    """
    if not gold:
        raise InputError("the gold holds no article to score")
    cues = any(annotation.cue for document in gold for annotation in document.annotations)
    span_tallies, speaker_tallies, pairings = [], [], []
    missing, known = [], []
    for document, answer in lined_up(gold, predicted):
        if answer is None:
            missing.append(document.id)
        aligned = spans.align(document, answer, strip_that=strip_that, speech_only=speech_only)
        pairings.append(aligned)
        span_tallies.append(spans.tally(aligned, cues=cues))
        if any(annotation.known for annotation in document.annotations):
            known.append(document)
            speaker_tallies.append(speakers.tally(document, answer))
    judged = judge(gold, predicted, strip_that=strip_that)
    marked = sum(len(document.annotations) for document in gold)
    voiced = any(annotation.speaker is not None for document in predicted for annotation in document.annotations)
    if not voiced:  # a program that never says who speaks is not scored on it
        speaker_tallies = []
    whole = judge(known, predicted, strip_that=strip_that, voiced=True) if speaker_tallies else []
    return Report(
        articles=len(gold),
        articles_with_speakers=len(speaker_tallies),
        missing=tuple(missing),
        spans=summarize(span_tallies, spans.ROWS, KINDS, boot=boot),
        speakers=summarize(speaker_tallies, speakers.ROWS, SPEAKER_KINDS, boot=boot) if speaker_tallies else (),
        reliability=reliability(judged, marked) if judged else None,
        reliability_with_speakers=reliability(whole, sum(len(one.annotations) for one in known)) if whole else None,
        publishers=groups.by_publisher(gold, span_tallies, boot=boot),
        cue_classes=groups.by_cue_class(gold, pairings, cues=cues, boot=boot),
    )
