"""What displaCy draws: for those whose notebooks use it already."""

from __future__ import annotations

from html import escape
from typing import Any

from quotetrack.export.characters import encodable
from quotetrack.models import Extraction


def to_displacy(extraction: Extraction) -> dict[str, Any]:
    """Return the contents as ``displacy.render(…, style="ent", manual=True)`` takes them.

    displaCy escapes the text but not labels and titles, and a speaker's name is hostile text: they are escaped here.
    It cannot nest, so of contents that overlap only the outermost is drawn.
    """
    parts = sorted(((part.start, -part.end, a) for a in extraction for part in a.content), key=lambda found: found[:2])
    ents: list[dict[str, Any]] = []
    for start, end, a in parts:
        if start >= (ents[-1]["end"] if ents else 0) and -end > start:
            label = a.speaker.label if a.speaker is not None else "unknown"
            ents.append({"start": start, "end": -end, "label": escape(encodable(label))})
    title = extraction.article.title
    return {
        "text": encodable(extraction.article.text),
        "ents": ents,
        "title": escape(encodable(title)) if title else None,
    }
