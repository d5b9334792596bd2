"""A long run in buckets: what is finished stays, and a run that was stopped goes on at the first bucket that is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from attrs import frozen

from quotetrack.errors import InputError
from quotetrack.scale import kept_columns
from quotetrack.spark.extracting import extract, need_pyspark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from quotetrack.find.finder import Finder

PLAN = "_quotetrack.json"  # Spark overlooks names that begin with an underscore
FINISHED = "_finished"


def extract_to(
    df: DataFrame,
    folder: str,
    *,
    buckets: int = 16,
    text_col: str = "text",
    id_col: str = "id",
    keep: Sequence[str] | None = None,
    load: Callable[[], Finder] | None = None,
    batch_size: int = 16,
) -> DataFrame:
    """Extract into a folder of Parquet files, bucket by bucket; call it again to go on where it was stopped.

    An article's bucket is a hash of its id (of its text, where it has none), so it is the same in every run. Each
    bucket is one Spark job that writes ``folder/bucket=N`` and leaves a mark in ``folder/_finished`` when all of it is
    there; a bucket without the mark is written anew. The input is read once for each bucket, which costs little beside
    the models; choose `buckets` so that one takes some minutes.

    Args:
        df: one article a row; in a later run the same articles.
        folder: where to write, in any file system that Spark knows.
        buckets: how many parts to make.
        text_col: see `extract`, as for the other options.
        id_col: see `extract`.
        keep: see `extract`.
        load: see `extract`; one that makes another finder than in an earlier run is not noticed.
        batch_size: see `extract`.

    Returns:
        What the folder holds, as a DataFrame.

    Raises:
        InputError: `buckets` is less than 1, or the folder was begun with other options or another version.
        MissingColumnError: `df` lacks a column.
        MissingExtraError: pyspark is not installed.
    """
    need_pyspark()
    from pyspark.sql import functions as F

    if buckets < 1:
        raise InputError(f"buckets must be 1 or more, got {buckets}")
    kept = kept_columns(df.columns, text_col=text_col, id_col=id_col, keep=keep)
    spark, place = df.sparkSession, folder.rstrip("/")
    files = _Files(spark, place)
    plan = {
        "quotetrack": version("quotetrack"), "buckets": buckets, "text_col": text_col, "id_col": id_col, "keep": kept,
    }  # fmt: skip
    _check_plan(files, plan)
    hashed = F.xxhash64(F.coalesce(F.col(f"`{id_col}`").cast("string"), F.col(f"`{text_col}`")))
    for bucket in range(buckets):
        if files.exists(f"{FINISHED}/{bucket}"):
            continue
        part = df.where(F.pmod(hashed, F.lit(buckets)) == bucket)
        found = extract(part, text_col=text_col, id_col=id_col, keep=kept, load=load, batch_size=batch_size)
        found.write.mode("overwrite").option("compression", "zstd").parquet(f"{place}/bucket={bucket}")
        files.write(f"{FINISHED}/{bucket}", "")
    return spark.read.parquet(place)


def _check_plan(files: _Files, plan: dict[str, Any]) -> None:
    """Keep what the folder was begun with; refuse to mix in results of another kind."""
    written = files.read(PLAN)
    if written is None:
        files.write(PLAN, json.dumps(plan))
        return
    begun = json.loads(written)
    for name, value in plan.items():
        if begun.get(name) != value:
            raise InputError(
                f"{files.folder} was begun with {name} = {begun.get(name)!r}, not {value!r}; use the same, or another "
                "folder"
            )


@frozen
class _Files:
    """Reads and writes small files beside the results, through Hadoop, in whatever file system they lie."""

    spark: SparkSession
    folder: str

    @property
    def _java(self) -> Any:
        return self.spark._jvm

    def _path(self, name: str) -> tuple[Any, Any]:
        path = self._java.org.apache.hadoop.fs.Path(f"{self.folder}/{name}")
        return path.getFileSystem(self.spark._jsparkSession.sessionState().newHadoopConf()), path

    def exists(self, name: str) -> bool:
        """Tell whether the file is there."""
        system, path = self._path(name)
        return bool(system.exists(path))

    def write(self, name: str, text: str) -> None:
        """Write the file, or leave none."""
        system, path = self._path(name)
        stream = system.create(path, True)
        stream.writeBytes(text)
        stream.close()

    def read(self, name: str) -> str | None:
        """Return what the file holds; ``None`` when there is none."""
        system, path = self._path(name)
        if not system.exists(path):
            return None
        stream = system.open(path)
        try:
            return str(self._java.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()
