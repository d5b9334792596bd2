"""Prodigy tasks for its relation and span interfaces, one a line: tokens, spans and relations.

Prodigy reads offsets in Python, so they are code points, and ``token_end`` is inclusive.
"""

from __future__ import annotations

from typing import IO, Any

from quotetrack.export.characters import tokens
from quotetrack.export.exporter import Results, article_name, extractions
from quotetrack.export.json_lines import as_json
from quotetrack.models import Extraction, TextSpan


def write_prodigy(results: Results, file: IO[bytes]) -> None:
    """Write one task a line."""
    for number, extraction in enumerate(extractions(results), start=1):
        file.write(as_json(task(extraction, article_name(extraction, number))).encode("ascii") + b"\n")


def task(extraction: Extraction, name: str) -> dict[str, Any]:
    """Return the article as a task whose spans are contents, cues and sources, joined by relations."""
    text = extraction.article.text
    marked = [
        (a, role, span)
        for a in extraction
        for role, spans in (("CONTENT", a.content), ("CUE", a.cue), ("SOURCE", a.source))
        for span in spans
        if span.end > span.start
    ]
    cut = list(tokens(text, (edge for _, _, span in marked for edge in (span.start, span.end))))
    first = {start: i for i, (start, _) in enumerate(cut)}
    last = {end: i for i, (_, end) in enumerate(cut)}

    def located(span: TextSpan, label: str) -> dict[str, Any]:
        begins, ends = first[span.start], last[span.end]
        return {"start": span.start, "end": span.end, "token_start": begins, "token_end": ends, "label": label}

    relations = []
    for a, role, span in marked:
        content = a.content[0]
        if span is not content and content.end > content.start:
            head, child = located(content, "CONTENT"), located(span, role)
            label = "continued" if role == "CONTENT" else role.lower()
            ends = {"head": head["token_end"], "child": child["token_end"]}
            relations.append({**ends, "head_span": head, "child_span": child, "label": label})
    return {
        "text": text,
        "meta": {"article": name, "title": extraction.article.title},
        "tokens": [
            {"text": text[start:end], "start": start, "end": end, "id": i, "ws": False}
            for i, (start, end) in enumerate(cut)
        ],
        "spans": [located(span, role) for _, role, span in marked],
        "relations": relations,
    }
