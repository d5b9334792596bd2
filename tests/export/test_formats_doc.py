"""What ``docs/formats.md`` shows of each format is what quotetrack writes.

``QUOTETRACK_WRITE_DOCS=1 python -m pytest tests/export/test_formats_doc.py`` writes the page's blocks anew.
"""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest

from quotetrack.export import COLUMNS, EXPORTERS
from quotetrack.export.label_studio import CONFIG
from quotetrack.models import Article, Extraction, Role, Speaker, TextSpan
from tests.factories import attribution, span

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
BLOCK = r"<!-- shows: {name} -->\n+```[a-z]*\n(?P<code>.*?)```"
TEXT = "“The bridge opens in June,” Ada Obi, the mayor of Lugo, said, “if the steel arrives.” 🌉"
SHOWN = ("jsonl", "csv", "w3c", "schema.org", "brat", "label-studio", "prodigy", "conll")


def bridge() -> Extraction:
    office = span(TEXT, "mayor of Lugo")
    obi = Speaker(
        "s1",
        "person",
        "Ada Obi",
        "Ada Obi",
        roles=(Role("mayor", "Lugo", office.start, office.end, office.text),),
        mentions=(span(TEXT, "Ada Obi"),),
    )
    found = attribution(
        TEXT,
        "a1",
        ("The bridge opens in June", "if the steel arrives"),
        cue="said",
        cue_lemma="say",
        source="Ada Obi, the mayor of Lugo",
        speaker=obi,
        confidence=0.96,
        resolver="name",
        evidence="the source names Ada Obi",
    )
    article = Article(TEXT, "bridge", "Bridge to open", "https://news.example/bridge", "The Pier", "2024-05-02")
    return Extraction(article, (found,), (obi,), "en-1")


def example(name: str) -> str:
    """Return what the page shows of a format: JSON on many lines for reading, everything else as it is."""
    exporter = EXPORTERS[name]
    if exporter.files is not None:
        return "".join(f"{data.decode()}" for suffix, data in exporter.files(bridge()).items() if suffix != ".txt")
    file = io.BytesIO()
    assert exporter.write is not None
    exporter.write([bridge()], file)
    text = file.getvalue().decode("utf-8-sig").replace("\r\n", "\n")
    return pretty(json.loads(text)) if name not in ("csv", "conll") else text


def pretty(data: object) -> str:
    """Return JSON with small objects and arrays on a line of their own, long ones opened."""

    def lines(value: object, indent: str) -> str:
        flat = json.dumps(value, ensure_ascii=False)
        if len(flat) + len(indent) <= 110 or not isinstance(value, dict | list):
            return flat
        inner = indent + "  "
        if isinstance(value, dict):
            parts = [f"{inner}{json.dumps(key)}: {lines(item, inner)}" for key, item in value.items()]
            return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
        return "[\n" + ",\n".join(inner + lines(item, inner) for item in value) + f"\n{indent}]"

    return lines(data, "") + "\n"


def columns() -> str:
    head = "| column | type | holds |\n| --- | --- | --- |\n"
    return head + "".join(f"| `{column.name}` | {column.type} | {column.about} |\n" for column in COLUMNS)


@pytest.mark.parametrize("name", [*SHOWN, "label-studio-config"])
def test_each_block_shows_what_is_written(name: str) -> None:
    expected = CONFIG if name == "label-studio-config" else example(name)
    page = PAGE.read_text(encoding="utf-8")
    block = re.search(BLOCK.format(name=re.escape(name)), page, re.DOTALL)
    assert block is not None, f"docs/formats.md shows no {name}"
    if os.environ.get("QUOTETRACK_WRITE_DOCS"):
        PAGE.write_text(page[: block.start("code")] + expected + page[block.end("code") :], encoding="utf-8")
    else:
        assert block["code"] == expected


def test_the_columns_are_listed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = re.search(r"\| column \| type \| holds \|\n(?:\|.*\n)+", page)
    assert table is not None
    if os.environ.get("QUOTETRACK_WRITE_DOCS"):
        PAGE.write_text(page[: table.start()] + columns() + page[table.end() :], encoding="utf-8")
    else:
        assert table[0] == columns()


def test_every_format_has_its_section() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = {
        name for heading in re.findall(r"^## (.*)$", page, re.MULTILINE) for name in re.findall(r"`(.*?)`", heading)
    }
    assert set(EXPORTERS) <= named


def test_the_example_is_a_quotation_that_the_cue_interrupts() -> None:
    (a,) = bridge()
    assert a.content == (TextSpan(1, 25, "The bridge opens in June"), span(TEXT, "if the steel arrives"))
