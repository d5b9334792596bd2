"""What the docs show of Spark, Dask and Ray runs, each where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs_runner import ROOT, blocks, faults, pages


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def _ray() -> Iterator[None]:
    ray = pytest.importorskip("ray", reason="needs Ray: pip install 'ray[data]'")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def asking_for(engine: str) -> list[Path]:
    return [page for page in pages() if any(b.needs == engine for b in blocks(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", asking_for("pyspark"), ids=lambda page: page.name)
def test_what_a_page_shows_of_spark_is_true(page: Path, desk: Path, spark: Any) -> None:
    java = spark._jvm.org.apache.hadoop.fs  # it does not follow when Python changes the folder
    java.FileSystem.get(spark._jsparkSession.sessionState().newHadoopConf()).setWorkingDirectory(java.Path(str(desk)))
    wrong = faults(page, having="pyspark")
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("page", asking_for("dask"), ids=lambda page: page.name)
def test_what_a_page_shows_of_dask_is_true(page: Path, desk: Path) -> None:
    pytest.importorskip("dask.dataframe", reason="needs Dask: pip install 'dask[dataframe]'")
    wrong = faults(page, having="dask")
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("page", asking_for("ray"), ids=lambda page: page.name)
def test_what_a_page_shows_of_ray_is_true(page: Path, desk: Path, _ray: None) -> None:
    wrong = faults(page, having="ray")
    assert not wrong, "\n\n".join(wrong)


def test_every_block_that_needs_an_engine_is_run() -> None:
    named = {b.needs for page in pages() for b in blocks(page.read_text(encoding="utf-8"))}
    assert named == {None, "pyspark", "dask", "ray"}
    assert ROOT / "docs" / "tasks" / "spark.md" in asking_for("pyspark")
