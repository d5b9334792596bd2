"""Extraction on Spark: the finder's own answers, models once a worker, and a stopped run that goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotetrack.api import default_finder
from quotetrack.errors import InputError, MissingColumnError
from quotetrack.models import Article, Extraction, Failure
from quotetrack.scale import read_parquet
from quotetrack.spark import extract, extract_to
from quotetrack.track import Tracker
from tests.benchmarks.news import article
from tests.docs_runner import run_command

if TYPE_CHECKING:
    from quotetrack.find.finder import Finder

TEXTS = [None, "Rain fell on the valley all night.", *(article(60, seed=seed) for seed in range(6))]


def noting(folder: Path) -> Callable[[], Finder]:
    """Return what makes a finder of no skill that writes down each load, and fails at the word *stop*."""

    class Idle:
        def pipe(self, articles: Any, **_: object) -> Any:
            for item in articles:
                if isinstance(item, Article) and item.text == "stop":
                    raise RuntimeError("the machine went away")
                yield item if isinstance(item, Failure) else Extraction(item)

    def load() -> Any:
        import os
        import uuid

        (folder / f"{os.getpid()}-{uuid.uuid4()}").touch()
        return Idle()

    return load


@pytest.fixture(scope="module")
def found(spark: Any) -> Any:
    given = [(number, text, date(2024, 3, 1), 0.5) for number, text in enumerate(TEXTS)]
    df = spark.createDataFrame(given, "nr int, body string, published date, score double").repartition(2)
    found = extract(df, text_col="body", id_col="nr", keep=["published", "score"])
    return found.persist()


@pytest.fixture(scope="module")
def rows(found: Any) -> list[Any]:
    return list(found.collect())


def test_columns_have_their_types(found: Any) -> None:
    types = {name: found.schema[name].dataType.simpleString() for name in ("article", "words", "score", "exchange")}
    assert types == {"article": "string", "words": "bigint", "score": "double", "exchange": "string"}


def test_the_answers_are_the_finders(rows: list[Any]) -> None:
    by_article = {row.article: row for row in rows if row.exchange is not None}
    assert by_article.keys() == {str(number) for number in range(len(TEXTS))}
    finder = default_finder()
    for number, text in enumerate(TEXTS):
        if text is not None:
            given = Article(text, id=str(number), published="2024-03-01", meta={"score": 0.5})
            expected = finder.extract(given)
            mine = [row for row in rows if row.article == str(number) and row.attribution is not None]
            assert sorted(row.text for row in mine) == sorted(a.text for a in expected)
            assert by_article[str(number)].exchange == expected.to_json()


def test_a_bad_article_is_a_row_with_its_error(rows: list[Any]) -> None:
    failed = [row for row in rows if row.error is not None]
    assert [(row.article, row.error, row.score) for row in failed] == [("0", "FormatError", 0.5)]
    assert [row.attribution for row in rows if row.article == "1"] == [None]


def test_each_worker_loads_the_models_once(spark: Any, tmp_path: Path) -> None:
    df = spark.createDataFrame([(str(n), "Rain fell.") for n in range(40)], "id string, text string").repartition(8)
    load = noting(tmp_path)
    for _ in range(2):
        assert extract(df, load=load).count() == 40
    processes = [path.name.partition("-")[0] for path in tmp_path.iterdir()]
    assert 1 <= len(processes) <= 2
    assert len(set(processes)) == len(processes)


def test_a_stopped_run_goes_on_where_it_was(spark: Any, tmp_path: Path) -> None:
    def articles(at_20: str) -> Any:
        texts = [(f"n{n}", at_20 if n == 20 else "Rain fell.") for n in range(30)]
        return spark.createDataFrame(texts, "id string, text string").repartition(2)

    folder, load = tmp_path / "found", noting(tmp_path)
    with pytest.raises(Exception, match="the machine went away"):
        extract_to(articles("stop"), str(folder), buckets=4, load=load)
    done = {path.name for path in (folder / "_finished").iterdir() if not path.name.startswith(".")}
    assert 0 < len(done) < 4
    written = {path: path.stat().st_mtime_ns for b in done for path in (folder / f"bucket={b}").glob("*.parquet")}
    found = extract_to(articles("Rain fell."), str(folder), buckets=4, load=load)
    assert sorted(row.article for row in found.collect()) == sorted(f"n{n}" for n in range(30))
    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert len([r for r in read_parquet(folder) if isinstance(r, Extraction)]) == 30


def test_a_folder_is_not_mixed(spark: Any, tmp_path: Path) -> None:
    df = spark.createDataFrame([("n1", "Rain fell.")], "id string, text string")
    extract_to(df, str(tmp_path / "found"), buckets=1, load=noting(tmp_path))
    with pytest.raises(InputError, match="was begun with buckets = 1, not 2; use the same, or another folder"):
        extract_to(df, str(tmp_path / "found"), buckets=2, load=noting(tmp_path))


def test_a_store_reads_what_spark_wrote(
    found: Any, rows: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found.write.parquet(os.fspath(tmp_path / "found"))
    code, out, err = run_command("quotetrack track news.db --from parquet found")
    assert (code, f"{len(TEXTS) - 1} added" in out, "quotetrack: 0: " in err) == (1, True, True)
    with Tracker("news.db", read_only=True) as tracker:
        assert len(tracker) == len(TEXTS) - 1
        assert sum(len(e) for e in tracker.extractions()) == sum(row.attribution is not None for row in rows)


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"text_col": "body"}, MissingColumnError, "no column 'body'; the columns are: id, text, seen"),
        ({"text_col": "seen"}, InputError, "must hold strings, it holds int"),
        ({"keep": ["text"]}, InputError, "'text' cannot be kept"),
    ],
)
def test_a_wrong_call_is_told_at_once(spark: Any, options: dict[str, Any], error: type[Exception], told: str) -> None:
    df = spark.createDataFrame([("n1", "Rain fell.", 1)], "id string, text string, seen int")
    with pytest.raises(error, match=told):
        extract(df, **options)
