from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.export import COLUMNS, EXPORTERS, read, read_w3c, write
from quotetrack.export.characters import encodable
from quotetrack.export.table import rows, to_arrow, to_pandas, to_polars
from quotetrack.models import Article, Extraction, Failure, Role, TextSpan
from quotetrack.serialize import from_json, to_json
from tests.factories import ferry
from tests.strategies import awkward_text, extractions, few, surrogates


def written(format: str, *results: Extraction | Failure) -> bytes:
    exporter, file = EXPORTERS[format], io.BytesIO()
    assert exporter.write is not None
    exporter.write(results, file)
    return file.getvalue()


def back(format: str, data: bytes, folder: Path) -> list[Extraction]:
    path = folder / f"out{EXPORTERS[format].suffix}"
    path.write_bytes(data)
    return list(read(path, format))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@few
@given(extractions(st.one_of(awkward_text, surrogates)))
def test_json_holds_everything(extraction: Extraction) -> None:
    assert from_json(to_json(extraction)) == extraction


@few
@given(st.lists(extractions(st.one_of(awkward_text, surrogates)), max_size=2))
@pytest.mark.parametrize("format", ["jsonl", "json"])
def test_the_exchange_format_gives_back_what_was_written(format: str, folder: Path, several: list[Extraction]) -> None:
    assert back(format, written(format, *several), folder) == several


@few
@given(extractions())
def test_docbin_gives_back_what_was_written(folder: Path, extraction: Extraction) -> None:
    assert back("docbin", written("docbin", extraction), folder) == [extraction]


@few
@given(extractions())
def test_brat_gives_back_all_it_has_a_place_for(folder: Path, extraction: Extraction) -> None:
    files = EXPORTERS["brat"].files
    assert files is not None
    for suffix, data in files(extraction).items():
        (folder / f"x{suffix}").write_bytes(data)
    (found,) = read(folder / "x.ann", "brat")
    assert found.article == Article(extraction.article.text, "x")
    assert found.attributions == extraction.attributions
    quoted = [a.speaker for a in extraction if a.speaker is not None]
    assert set(found.speakers) == set(quoted)


@few
@given(extractions())
def test_web_annotations_give_back_all_but_the_article(folder: Path, extraction: Extraction) -> None:
    (folder / "x.jsonld").write_bytes(written("w3c", extraction))
    found = read_w3c(
        folder / "x.jsonld", extraction.article if extraction.article.id else Article(extraction.article.text)
    )
    assert found.lost == ()
    for old, new in zip(extraction, found.extraction, strict=True):
        assert [part.text for part in new.content] == [part.text for part in old.content]
        assert evolve(new, content=(), cue=(), source=(), speaker=None, addressee=None, said_on=None) == evolve(
            old, content=(), cue=(), source=(), speaker=None, addressee=None, said_on=None
        )


@few
@given(extractions())
def test_web_annotations_select_by_position_and_by_quote(extraction: Extraction) -> None:
    text = extraction.article.text
    items = json.loads(written("w3c", extraction))["items"]
    for attribution, item in zip(extraction, items, strict=True):
        for part, target in zip(attribution.content, item["target"], strict=True):
            position, around = target["selector"]
            assert text[position["start"] : position["end"]] == part.text == around["exact"]
            assert around["prefix"] + around["exact"] + around["suffix"] in text


@few
@given(extractions())
def test_label_studio_counts_code_points(extraction: Extraction) -> None:
    task = json.loads(written("label-studio", extraction))
    regions = {r["id"]: r["value"] for r in task["predictions"][0]["result"] if r["type"] == "labels"}
    for value in regions.values():
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    for relation in (r for r in task["predictions"][0]["result"] if r["type"] == "relation"):
        assert relation["from_id"] in regions and relation["to_id"] in regions
    contents = [TextSpan(v["start"], v["end"], v["text"]) for v in regions.values() if v["labels"] == ["Content"]]
    assert contents == [part for a in extraction for part in a.content]


@few
@given(extractions())
def test_prodigy_spans_lie_on_its_tokens(extraction: Extraction) -> None:
    task = json.loads(written("prodigy", extraction))
    assert "".join(token["text"] for token in task["tokens"]) == task["text"]
    for span in task["spans"]:
        assert task["tokens"][span["token_start"]]["start"] == span["start"]
        assert task["tokens"][span["token_end"]]["end"] == span["end"]
    contents = [(s["start"], s["end"]) for s in task["spans"] if s["label"] == "CONTENT"]
    assert contents == [(part.start, part.end) for a in extraction for part in a.content]


def conll_spans(data: str, column: int) -> set[tuple[int, int, int]]:
    """Read (attribution, first offset, last offset) of each run of tokens back."""
    runs: list[list[int]] = []
    for line in data.split("\n"):
        if not line or (line[0] == "#" and line[1:2] == " "):
            continue
        cells = line.split("\t")
        for tag in cells[column].split("|") if cells[column] != "_" else []:
            mark, _, number = tag.partition("-")
            if mark == "B":
                runs.append([int(number), int(cells[2]), int(cells[3])])
            else:
                next(run for run in reversed(runs) if run[0] == int(number))[2] = int(cells[3])
    return {(run[0], run[1], run[2]) for run in runs}


def test_conll_columns_hold_every_span() -> None:
    data = written("conll", ferry()).decode()
    for column, name in ((4, "content"), (5, "cue"), (6, "source")):
        expected = {(n, s.start, s.end) for n, a in enumerate(ferry(), 1) for s in getattr(a, name)}
        assert conll_spans(data, column) == expected
    lines = [line.split("\t") for line in data.splitlines() if "\t" in line]
    assert [cells[0] for cells in lines] == [str(n) for n in range(1, len(lines) + 1)]
    assert all(ferry().article.text[int(c[2]) : int(c[3])] == c[1] for c in lines)


@few
@given(extractions())
def test_conll_never_breaks_its_lines(extraction: Extraction) -> None:
    for line in written("conll", extraction).decode().split("\n"):
        assert not line or line.startswith("# a") or len(line.split("\t")) == 7


@few
@given(st.lists(extractions(st.one_of(awkward_text, surrogates)), max_size=2))
def test_tables_hold_the_same_rows_in_every_format(several: list[Extraction]) -> None:
    import pyarrow.parquet as pq

    expected = list(rows(several))
    assert to_arrow(several).to_pylist() == expected
    assert pq.read_table(io.BytesIO(written("parquet", *several))).to_pylist() == expected
    assert to_polars(several).to_dicts() == expected
    assert len(to_pandas(several)) == len(expected)
    read_back = list(csv.DictReader(io.StringIO(written("csv-raw", *several).decode(), newline="")))
    assert read_back == [{k: "" if v is None else str(v) for k, v in row.items()} for row in expected]


def test_tables_have_one_schema_also_when_empty() -> None:
    names = [column.name for column in COLUMNS]
    empty: list[Extraction] = []
    assert to_arrow(empty).schema == to_arrow(ferry()).schema
    assert to_pandas(empty).columns.tolist() == to_polars(empty).columns == names == [*next(rows(ferry()))]
    assert str(ferry().to_arrow().schema.field("confidence").type) == "double"
    assert ferry().to_pandas()["start"].tolist() == [a.start for a in ferry()]
    assert ferry().to_polars()["words"].to_list() == [11, 7, 5, 5, 1, 4]


def test_a_table_shows_the_first_role_that_has_a_title() -> None:
    ferry_rows = ferry()
    speaker = ferry_rows.speakers[0]
    roles = (Role(None, "Bergen University", 0, 0, ""), Role("lead author", "paper", 0, 0, ""))
    for shown, expected in ((roles, ("lead author", "paper")), (roles[:1], (None, "Bergen University"))):
        other = evolve(speaker, roles=shown)
        article = evolve(ferry_rows, attributions=(evolve(ferry_rows.attributions[0], speaker=other),))
        assert [(row["role"], row["affiliation"]) for row in rows(article)] == [expected]


def test_every_format_takes_no_results_and_passes_over_failures(tmp_path: Path) -> None:
    failure = Failure("a9", "InputError", "too long")
    for name, exporter in EXPORTERS.items():
        write([], name, tmp_path / f"empty-{name}{exporter.suffix}" if exporter.write else tmp_path / f"empty-{name}")
        target = tmp_path / name
        target.mkdir()
        write([failure, ferry()], name, target / f"one{exporter.suffix}" if exporter.write else target)
        assert any(target.iterdir())
    assert "too long" in (tmp_path / "jsonl" / "one.jsonl").read_text()
    assert "too long" not in (tmp_path / "csv" / "one.csv").read_text()


def test_articles_get_safe_file_names_of_their_own(tmp_path: Path) -> None:
    ids = ["../x", "x", "X", "a/b c", "", None, "é" * 200]
    write([evolve(ferry(), article=evolve(ferry().article, id=id)) for id in ids], "html", tmp_path / "pages")
    names = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert names == sorted(
        ["x.html", "x-2.html", "X-3.html", "a_b_c.html", "article-5.html", "article-6.html", "é" * 100 + ".html"]
    )
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_wrong_calls_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown format 'pdf'; choose from jsonl, json"):
        write([ferry()], "pdf")
    with pytest.raises(InputError, match="name a folder"):
        write([ferry(), ferry()], "html", tmp_path / "one.html")
    with pytest.raises(InputError, match=r"2 files \(\.txt, \.ann\)"):
        write([ferry()], "brat")
    with pytest.raises(InputError, match="cannot be read back; these can: jsonl"):
        read(tmp_path / "x.csv", "csv")
    with pytest.raises(MissingFileError, match="create the folder first"):
        write([ferry()], "csv", tmp_path / "none" / "x.csv")


@pytest.mark.parametrize(
    ("format", "data"),
    [("docbin", b"no"), ("docbin", b""), ("json", b"{}"), ("json", b"[1]"), ("json", b"\xff"), ("jsonl", b"[]\n")],
)
def test_files_in_another_format_are_refused(format: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        back(format, data, tmp_path)


def test_brat_files_that_a_person_drew_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("No, said Ada. Never.")
    (tmp_path / "a.ann").write_text(
        "T1\tContent 0 2;14 19\tNo Never\nT2\tCue 4 8\tsaid\nT3\tSource 9 12\tAda\nE1\tContent:T1 Cue:T2 Source:T3\n"
        "A1\tKind E1 mixed\nA2\tNegated E1\n#1\tAnnotatorNotes E1\tcheck this\n*\tEquiv T1 T2\n"
    )
    (found,) = read(tmp_path, "brat")
    (a,) = found
    assert (a.id, a.text, a.kind, a.negated, a.speaker) == ("b1", "No … Never", "mixed", True, None)
    assert [s.text for s in (*a.cue, *a.source)] == ["said", "Ada"]
    for wrong, words in (("T1\tContent 0 99\tx", "outside"), ("T1\tContent x\t", "START"), ("E1\tContent:T9", "T9")):
        (tmp_path / "a.ann").write_text(wrong + "\n")
        with pytest.raises(FormatError, match=words):
            list(read(tmp_path / "a.ann", "brat"))
    (tmp_path / "a.txt").unlink()
    with pytest.raises(MissingFileError, match=r"a\.txt"):
        list(read(tmp_path / "a.ann", "brat"))


@few
@given(extractions(st.one_of(awkward_text, surrogates)))
def test_no_cell_of_a_spreadsheet_starts_a_formula(extraction: Extraction) -> None:
    data = written("csv", extraction)
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert cell.lstrip(" \u00a0\u3000\0")[:1] not in set("=+-@\t\r\n＝＋－＠")


@few
@given(extractions(st.one_of(awkward_text, surrogates)))
def test_a_workbook_opens_with_the_same_words_and_no_formula(extraction: Extraction) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(written("xlsx", extraction))).active
    names, *found = sheet.iter_rows()
    assert [cell.value for cell in names] == [column.name for column in COLUMNS]
    for cells, row in zip(found, rows(extraction), strict=True):
        for cell, value in zip(cells, row.values(), strict=True):
            assert cell.data_type != "f"
            if isinstance(value, int | float):
                assert cell.value == pytest.approx(value)  # Excel keeps 16 digits


def test_a_long_cell_is_cut_for_excel() -> None:
    from openpyxl import load_workbook

    text = "word " * 8000
    long = evolve(ferry()[0], content=(TextSpan(0, len(text), text),), cue=(), source=(), speaker=None)
    extraction = Extraction(Article(text), (evolve(long, addressee=None, said_on=None),))
    sheet = load_workbook(io.BytesIO(written("xlsx", extraction))).active
    value: Any = sheet.cell(2, [c.name for c in COLUMNS].index("text") + 1).value
    assert len(value) == 32_767 and value.endswith("…")


def test_schema_org_tells_quotations_from_claims() -> None:
    (article,) = json.loads(written("schema.org", ferry()))["@graph"]
    assert (article["@type"], article["publisher"]["name"]) == ("NewsArticle", "The Pier")
    quotation, claim = article["hasPart"][:2]
    assert quotation == {
        "@type": "Quotation",
        "identifier": "a1",
        "text": "The first ferry sails at noon … if the wind lets us",
        "spokenByCharacter": {
            "@type": "Person",
            "name": "Ines Okafor",
            "alternateName": ["Okafor"],
            "jobTitle": "Harbour Master",
        },
        "dateCreated": "2024-03-01",
    }
    assert (claim["@type"], claim["author"]["name"]) == ("Claim", "Ines Okafor")
    assert "spokenByCharacter" not in article["hasPart"][5]


def test_lone_surrogates_become_one_character_and_keep_the_offsets() -> None:
    assert encodable("a\ud83db") == "a\ufffdb"
    text = "She said go \ud83d now."
    a = evolve(ferry()[5], content=(TextSpan.of(text, 9, 17),))
    (found,) = back_of_docbin(Extraction(Article(text), (a,)))
    assert found[0].content[0].start == 9 and found.article.text == "She said go \ufffd now."


def back_of_docbin(extraction: Extraction) -> list[Extraction]:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        return back("docbin", written("docbin", extraction), Path(name))
