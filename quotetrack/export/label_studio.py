"""Label Studio tasks, one a line, with our attributions as predictions to correct.

Label Studio counts code points (its editor converts to and from the browser's UTF-16 units since 1.2), as we do. The
labels are Content, Cue and Source; relations lead from a content to its cue and source. `CONFIG` is the labelling
interface that shows them.
"""

from __future__ import annotations

from typing import IO, Any

from quotetrack.export.exporter import Results, article_name, extractions
from quotetrack.export.json_lines import as_json
from quotetrack.models import Extraction, TextSpan

CONFIG = """<View>
  <Relations><Relation value="cue"/><Relation value="source"/><Relation value="continued"/></Relations>
  <Labels name="label" toName="text">
    <Label value="Content" background="#0072B2"/>
    <Label value="Cue" background="#E69F00"/>
    <Label value="Source" background="#009E73"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>
"""


def write_label_studio(results: Results, file: IO[bytes]) -> None:
    """Write one task a line."""
    for number, extraction in enumerate(extractions(results), start=1):
        file.write(as_json(task(extraction, article_name(extraction, number))).encode("ascii") + b"\n")


def task(extraction: Extraction, name: str) -> dict[str, Any]:
    """Return the article as a task with one prediction."""
    result: list[dict[str, Any]] = []
    for number, a in enumerate(extraction, start=1):
        parts = [_region(f"a{number}-content{i}", "Content", part) for i, part in enumerate(a.content)]
        first = parts[0]["id"]
        parts[0]["meta"] = {"text": [f"{a.kind} {a.act}", a.speaker.label if a.speaker is not None else "unknown"]}
        parts[0]["score"] = a.confidence
        result += parts
        result += [_relation(first, part["id"], "continued") for part in parts[1:]]
        for role, spans in (("cue", a.cue), ("source", a.source)):
            for i, span in enumerate(spans):
                region = _region(f"a{number}-{role}{i}", role.title(), span)
                result += [region, _relation(first, region["id"], role)]
    prediction = {"model_version": f"quotetrack {extraction.model or ''}".strip(), "result": result}
    article = extraction.article
    data = {"text": article.text, "id": name, "title": article.title, "url": article.url}
    return {"data": data, "predictions": [prediction]}


def _region(id: str, label: str, span: TextSpan) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": span.text, "labels": [label]}
    return {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _relation(first: str, second: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": first, "to_id": second, "direction": "right", "labels": [label]}
