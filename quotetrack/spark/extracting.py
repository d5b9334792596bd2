"""Articles -> attributions, through `mapInPandas`: Arrow in, Arrow out, models once for each worker process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from quotetrack.errors import InputError, MissingExtraError
from quotetrack.scale import KNOWN, RESULT_COLUMNS, extract_frame, kept_columns

if TYPE_CHECKING:
    import pandas
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

    from quotetrack.find.finder import Finder

SLICE = 128  # articles whose results a worker holds at once: a Spark batch of 10,000 would take a gigabyte
_TYPES = {"string": "string", "integer": "long", "number": "double", "boolean": "boolean"}


@frozen
class _Load:
    """Is a function that makes a finder; equal in every task of a run, so that a worker process calls it once."""

    mark: str
    load: Callable[[], Finder] = field(eq=False)

    def __call__(self) -> Finder:
        return self.load()


def extract(
    df: DataFrame,
    *,
    text_col: str = "text",
    id_col: str = "id",
    keep: Sequence[str] | None = None,
    load: Callable[[], Finder] | None = None,
    batch_size: int = 16,
) -> DataFrame:
    """Find every attribution of a DataFrame of articles: one row an attribution, at least one an article.

    The columns are those of `quotetrack.scale.extract_frame`; so are the arguments. An article without attributions
    keeps a row, an article that fails is a row with its `error` and `message`. quotetrack must be installed where the
    workers run; each worker process loads the models once and needs some 650 MB.

    Raises:
        MissingColumnError: `df` lacks a column.
        InputError: a column to keep has the name of one of the result's, or the text is no string.
        MissingExtraError: pyspark is not installed.
    """
    need_pyspark()
    from pyspark.sql import functions as F

    kept = kept_columns(df.columns, text_col=text_col, id_col=id_col, keep=keep)
    kind = df.schema[text_col].dataType.simpleString()
    if kind != "string":
        raise InputError(f"the column {text_col!r} must hold strings, it holds {kind}; choose another with text_col")
    given = df.select(
        F.col(f"`{id_col}`").cast("string").alias(id_col), *(F.col(f"`{name}`") for name in (text_col, *kept))
    )
    read = partial(
        _read, text_col=text_col, id_col=id_col, keep=kept, load=None if load is None else marked(load),
        batch_size=batch_size,
    )  # fmt: skip
    return given.mapInPandas(read, schema=result_schema(df.schema, kept))


def result_schema(given: StructType, kept: Sequence[str]) -> StructType:
    """Return the result's columns with their types, those that were kept last."""
    from pyspark.sql.types import StructField, StructType, _parse_datatype_string

    fields = [StructField(c.name, _parse_datatype_string(_TYPES[c.type])) for c in RESULT_COLUMNS]
    return StructType([*fields, *(StructField(name, given[name].dataType) for name in kept if name not in KNOWN)])


def need_pyspark() -> None:
    """Tell what to install where pyspark is missing.

    Raises:
        MissingExtraError: it is.
    """
    try:
        import pyspark  # noqa: F401
    except ImportError:
        raise MissingExtraError("spark", "running on Spark") from None


def marked(load: Callable[[], Finder]) -> Callable[[], Finder]:
    """Give a function a mark by what it does: each task gets a copy, and no copy equals the other."""
    from pyspark.cloudpickle import dumps

    return _Load(blake2b(dumps(load), digest_size=16).hexdigest(), load)


def _read(frames: Iterator[pandas.DataFrame], **options: Any) -> Iterator[pandas.DataFrame]:
    for frame in frames:
        for start in range(0, len(frame), SLICE):
            yield extract_frame(frame.iloc[start : start + SLICE], **options)
