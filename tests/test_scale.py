"""Frames in, frames out: nothing vanishes, one bad article stops nothing, and Parquet gives everything back."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quotetrack.api import default_finder
from quotetrack.errors import FormatError, InputError, MissingColumnError, MissingExtraError, MissingFileError
from quotetrack.find.finder import Finder
from quotetrack.models import Article, Extraction, Failure
from quotetrack.scale import RESULT_COLUMNS, extract_frame, read_parquet
from quotetrack.spark import extract, extract_to, track
from quotetrack.track import Tracker
from tests.docs_runner import run_command

pandas = pytest.importorskip("pandas", reason="needs the extra tables")
pytest.importorskip("pyarrow", reason="needs the extra tables")

APPEAL = "“We will appeal,” lawyer Ada Obi said on Monday. She said that the bridge was safe."
QUIET = "Rain fell on the valley all night."


def news() -> Any:
    return pandas.DataFrame(
        {
            "nr": [7, 8, 9],
            "body": [APPEAL, None, QUIET],
            "publisher": ["The Pier", "Echo", None],
            "published": [date(2024, 3, 1), None, date(2024, 3, 2)],
            "desk": ["courts", "ports", None],
        }
    )


@pytest.fixture(scope="module")
def found() -> Any:
    return extract_frame(
        news(), text_col="body", id_col="nr", keep=["publisher", "published", "desk"], load=default_finder
    )


def test_one_row_an_attribution_and_no_article_vanishes(found: Any) -> None:
    assert found["article"].tolist() == ["7", "7", "8", "9"]
    assert found["text"].tolist()[:2] == ["We will appeal", "the bridge was safe"]
    assert found["speaker"].tolist()[:2] == ["Ada Obi", "Ada Obi"]
    assert found["attribution"].isna().tolist() == [False, False, True, True]
    assert list(found.columns) == [*(column.name for column in RESULT_COLUMNS), "desk"]


def test_a_bad_article_is_a_row_with_its_error(found: Any) -> None:
    row = found.iloc[2]
    assert row["error"] == "FormatError"
    assert "expected a string, got nothing" in row["message"]
    assert found["error"].isna().tolist() == [True, True, False, True]


def test_what_is_kept_stands_in_each_row(found: Any) -> None:
    assert found["desk"].tolist()[:3] == ["courts", "courts", "ports"]
    assert found["publisher"].tolist()[:2] == ["The Pier", "The Pier"]
    assert found["published"].tolist()[0] == "2024-03-01"


def test_the_first_row_holds_the_whole_article(found: Any, tmp_path: Path) -> None:
    found.to_parquet(tmp_path / "found.parquet")
    first, failed, quiet = read_parquet(tmp_path / "found.parquet")
    article = Article(APPEAL, id="7", publisher="The Pier", published="2024-03-01", meta={"desk": "courts"})
    assert first == default_finder().extract(article)
    assert isinstance(failed, Failure) and failed.article_id == "8"
    assert quiet == Extraction(Article(QUIET, id="9", published="2024-03-02", meta={"desk": None}), model=quiet.model)


def test_an_empty_frame_has_the_same_columns(found: Any) -> None:
    empty = extract_frame(
        news().head(0), text_col="body", id_col="nr", keep=["publisher", "published", "desk"], load=default_finder
    )
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == found.dtypes.to_dict()


def test_without_a_wish_the_columns_that_mean_something_are_kept() -> None:
    out = extract_frame(news().head(1), text_col="body", id_col="nr", load=default_finder)
    assert out["publisher"].tolist()[0] == "The Pier"
    assert "desk" not in out.columns


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"text_col": "words"}, MissingColumnError, "no column 'words'; the columns are: nr, body, publisher"),
        ({"text_col": "body", "id_col": "id"}, MissingColumnError, "'id'"),
        ({"text_col": "body", "id_col": "nr", "keep": ["body"]}, InputError, "'body' cannot be kept"),
        ({"text_col": "desk", "id_col": "nr", "keep": ["kind"]}, MissingColumnError, "'kind'"),
    ],
)
def test_a_wrong_call_says_what_there_is(options: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        extract_frame(news(), load=default_finder, **options)


def test_a_column_of_the_results_cannot_be_kept() -> None:
    with pytest.raises(InputError, match="'kind' cannot be kept: the result has one of that name"):
        extract_frame(news().assign(kind="x"), text_col="body", id_col="nr", keep=["kind"], load=default_finder)


def test_values_that_frames_make_of_things_become_json() -> None:
    frame = pandas.DataFrame(
        {
            "id": [1.0, float("nan")],
            "text": [QUIET, QUIET],
            "seen": pandas.to_datetime(["2024-03-01T10:00", None]),
            "tags": [["a", "b"], None],
            "score": [0.5, float("nan")],
        }
    )
    out = extract_frame(frame, keep=["seen", "tags", "score"], load=default_finder)
    assert out["article"].tolist()[0] == "1" and out["article"].isna().tolist() == [False, True]
    assert '"meta": {"seen": "2024-03-01T10:00:00", "tags": ["a", "b"], "score": 0.5}' in out["exchange"][0]
    assert '"meta": {"seen": null, "tags": null, "score": null}' in out["exchange"][1]
    assert out["seen"].dtype == frame["seen"].dtype


def test_the_models_are_loaded_once() -> None:
    calls: list[Finder] = []

    def load() -> Finder:
        calls.append(default_finder())
        return calls[-1]

    for _ in range(3):
        extract_frame(news(), text_col="body", id_col="nr", load=load)
    assert len(calls) == 1


@pytest.mark.parametrize("function", [extract, extract_to, track])
def test_without_pyspark_it_says_what_to_install(function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingExtraError, match=r"running on Spark needs the extra 'spark': pip install"):
        function(*[None] * (2 if function is extract_to else 1))


def test_tracking_reads_parquet_files_and_folders(found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    part = tmp_path / "found" / "bucket=0"
    part.mkdir(parents=True)
    (tmp_path / "found" / "_finished").mkdir()
    (tmp_path / "found" / "_finished" / "half.parquet").write_bytes(b"not for us")
    found.to_parquet(part / "part-0.parquet")
    code, out, err = run_command("quotetrack track news.db found --from parquet")
    assert (code, "2 added" in out, "quotetrack: 8: " in err) == (1, True, True)
    code, out, _ = run_command("quotetrack track news.db found/bucket=0/part-0.parquet")
    assert "2 unchanged" in out
    with Tracker("news.db", read_only=True) as tracker:
        assert [(row.person, row.quotes) for row in tracker.speakers()] == [("ada-obi", 2)]
        assert tracker.get("7") == default_finder().extract(tracker.get("7").article)


def test_parquet_that_cannot_be_read_back_says_why(found: Any, tmp_path: Path) -> None:
    table = tmp_path / "table.parquet"
    found.drop(columns=["exchange"]).to_parquet(table)
    with pytest.raises(FormatError, match=r"table\.parquet: no column 'exchange'"):
        list(read_parquet(table))
    table.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(FormatError, match="not a Parquet file"):
        list(read_parquet(table))
    pandas.DataFrame({"exchange": ['{"schema": "quotetrack/1"}']}).to_parquet(table)
    with pytest.raises(FormatError, match=r"table\.parquet line 1 .*required field"):
        list(read_parquet(table))
    with pytest.raises(MissingFileError):
        list(read_parquet(tmp_path / "nowhere.parquet"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no Parquet file"):
        list(read_parquet(tmp_path / "empty"))
