"""The nouns of scoring: an article with the attributions that someone, or some program, marked in it.

Gold and predictions have one form here, made of offsets only, so that annotations from other tools are scored the same
way as ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from quotetrack.errors import InputError
from quotetrack.models import Attribution, Extraction, TextSpan

Offsets = tuple[int, int]


@frozen
class Who:
    """Is the speaker of an attribution: `key` says which attributions of the article share a speaker."""

    key: str
    kind: str | None
    name: str | None
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()


@frozen
class Annotation:
    """Is one attribution as offsets into the article.

    `kind` is ``None`` where the annotation does not tell. `cue_class` is the gold's label for what the cue does
    (``speech``, ``thought``, ``other``, ``none``). `known` is false where nobody decided who speaks.
    """

    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...] = ()
    source: tuple[Offsets, ...] = ()
    kind: str | None = None
    cue_class: str = "speech"
    speaker: Who | None = None
    known: bool = False
    confidence: float | None = None


@frozen
class Document:
    """Is an article with its annotations. `text` is ``None`` in predictions that carry offsets only.

    `discard` are stretches that are no part of the article (page furniture): predictions there do not count.
    `publisher` is told where the gold tells it.
    """

    id: str
    text: str | None
    annotations: tuple[Annotation, ...]
    discard: tuple[Offsets, ...] = ()
    publisher: str | None = None


def lined_up(gold: Sequence[Document], predicted: Sequence[Document]) -> Iterator[tuple[Document, Document | None]]:
    """Yield each gold article with its prediction.

    Raises:
        InputError: a prediction was made on another text than the gold's.
    """
    by_id = {document.id: document for document in predicted}
    for document in gold:
        if document.text is None:
            raise InputError(f"the gold article {document.id!r:.80} has no text; give it under the key 'text'")
        answer = by_id.get(document.id)
        if answer is not None and answer.text is not None and answer.text != document.text:
            raise InputError(
                f"the prediction for {document.id!r:.80} was made on another text than the gold's; offsets would not "
                "fit: run on the gold's own text"
            )
        yield document, answer


def from_extraction(extraction: Extraction) -> Document:
    """Reduce what quotetrack found in an article to the form that is scored."""
    return Document(
        id=extraction.article.id or "",
        text=extraction.article.text,
        annotations=tuple(_annotation(a) for a in extraction.attributions),
        publisher=extraction.article.publisher,
    )


def _annotation(attribution: Attribution) -> Annotation:
    speaker = attribution.speaker
    who = None
    if speaker is not None:
        who = Who(
            key=speaker.id,
            kind=speaker.kind,
            name=speaker.name,
            roles=tuple(role.title for role in speaker.roles if role.title),
            affiliations=tuple(role.affiliation for role in speaker.roles if role.affiliation),
        )
    return Annotation(
        content=_offsets(attribution.content),
        cue=_offsets(attribution.cue),
        source=_offsets(attribution.source),
        kind=attribution.kind,
        speaker=who,
        known=True,
        confidence=attribution.confidence,
    )


def _offsets(parts: Sequence[TextSpan]) -> tuple[Offsets, ...]:
    return tuple((part.start, part.end) for part in parts)
