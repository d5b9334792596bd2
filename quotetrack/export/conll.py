"""CoNLL-like columns: one token a line, and for each whose content, cue or source it belongs to.

Columns: number, form, start, end, content, cue, source. The last three hold ``B-1`` (begins attribution 1) or ``I-1``,
joined by ``|`` where attributions nest, and ``_`` for none. Tokens break at every edge of a span, so nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO

from quotetrack.export.characters import encodable, tokens
from quotetrack.export.exporter import Results, article_name, extractions
from quotetrack.models import Extraction, TextSpan

COLUMNS = ("content", "cue", "source")


def write_conll(results: Results, file: IO[bytes]) -> None:
    """Write the articles one after the other, each after a comment that names it; an empty line ends each."""
    for number, extraction in enumerate(extractions(results), start=1):
        for line in _lines(extraction, article_name(extraction, number)):
            file.write(encodable(line).encode("utf-8") + b"\n")
        file.write(b"\n")


def _lines(extraction: Extraction, name: str) -> Iterator[str]:
    text = extraction.article.text
    yield f"# article = {_one_line(name)}"
    for i, a in enumerate(extraction, start=1):
        who = _one_line(a.speaker.label) if a.speaker is not None else "_"
        yield f"# attribution {i} = {a.kind} {a.act} {who}"
    by_column = [
        _starts((number, part) for number, a in enumerate(extraction, start=1) for part in getattr(a, column))
        for column in COLUMNS
    ]
    edges = {
        edge for a in extraction for spans in (a.content, a.cue, a.source) for s in spans for edge in (s.start, s.end)
    }
    active: list[dict[int, int]] = [{} for _ in COLUMNS]  # attribution -> end of its running span
    count = 0
    for start, end in tokens(text, edges):
        tags = []
        for column, running in zip(by_column, active, strict=True):
            for number in [number for number, stop in running.items() if stop <= start]:
                del running[number]
            begun = {number for number, _ in column.get(start, ())}
            running.update(column.get(start, ()))
            tags.append("|".join(f"{'B' if n in begun else 'I'}-{n}" for n in sorted(running)) or "_")
        if not text[start:end].isspace():
            count += 1
            yield "\t".join([str(count), text[start:end], str(start), str(end), *tags])


def _starts(parts: Iterable[tuple[int, TextSpan]]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, part in parts:
        if part.end > part.start:
            found[part.start].append((number, part.end))
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
