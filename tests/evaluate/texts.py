"""Short articles of our own with parts found by their words, so that tests read as sentences."""

from __future__ import annotations

from quotetrack.evaluate.documents import Annotation, Document, Offsets, Who

FERRY = (
    "“The ferry will sail again on Monday,” harbour master Inge Dahl told reporters. "
    "Fishermen said that the new pier was too short. She promised to “look at every plank” before winter."
)


def at(text: str, *parts: str) -> tuple[Offsets, ...]:
    """Return the offsets of the words' first occurrences."""
    out = []
    for part in parts:
        start = text.index(part)
        out.append((start, start + len(part)))
    return tuple(out)


def said(
    content: str | tuple[str, ...],
    cue: str | None,
    source: str | None,
    *,
    text: str = FERRY,
    kind: str | None = "indirect",
    speaker: Who | None = None,
    cue_class: str = "speech",
    confidence: float | None = None,
) -> Annotation:
    parts = (content,) if isinstance(content, str) else content
    return Annotation(
        content=at(text, *parts),
        cue=at(text, cue) if cue else (),
        source=at(text, source) if source else (),
        kind=kind,
        speaker=speaker,
        known=speaker is not None,
        cue_class=cue_class,
        confidence=confidence,
    )


def document(*annotations: Annotation, text: str = FERRY, id: str = "ferry") -> Document:
    return Document(id, text, annotations)


SAIL = said("“The ferry will sail again on Monday,”", "told", "harbour master Inge Dahl", kind="direct")
PIER = said("that the new pier was too short", "said", "Fishermen")
PLANK = said("to “look at every plank” before winter", "promised", "She", kind="mixed")
GOLD = document(SAIL, PIER, PLANK)
