"""Frames of articles in, frames of attributions out: what Spark, Ray Data, Dask or a loop of your own maps.

Nothing here knows an engine. A frame of the result has one row an attribution in the columns of every table
(`quotetrack.export.table`), and after them why an article failed, the article in the exchange format, and what was kept
of the input. An article without attributions has one row too, and so has one that failed: none vanishes.

The exchange format stands in the first row of each article and is empty in the others, so that the text is stored once
and nothing is lost: `read_parquet` gives every extraction back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from quotetrack.errors import FormatError, InputError, MissingColumnError, MissingExtraError, QuotetrackError
from quotetrack.export.characters import encodable
from quotetrack.export.table import COLUMNS, Cell, Column, rows
from quotetrack.files import existing
from quotetrack.models import Article, Extraction, Failure
from quotetrack.read.records import Columns, Doubts, article_of
from quotetrack.serialize import failure_from_dict, from_dict, parse_object, to_json

if TYPE_CHECKING:
    import pandas

    from quotetrack.find.finder import Finder

KNOWN = ("title", "url", "publisher", "published")  # columns that have a meaning of their own
RESULT_COLUMNS = (
    *COLUMNS,
    Column("error", "string", "the kind of error, where the article failed"),
    Column("message", "string", "what that error said"),
    Column("exchange", "string", "the whole article in the exchange format, in its first row"),
)
_TYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
_AT_ONCE = 1000  # rows of a Parquet file held in memory


def extract_frame(
    frame: pandas.DataFrame,
    *,
    text_col: str = "text",
    id_col: str = "id",
    keep: Sequence[str] | None = None,
    load: Callable[[], Finder] | None = None,
    batch_size: int = 16,
) -> pandas.DataFrame:
    """Find every attribution of a frame of articles, one a row; the pure function that every engine maps.

    The models are loaded once for each process and `load`. A null text or whatever else is wrong with one article
    becomes a row with its `error` and `message`.

    >>> import pandas
    >>> frame = pandas.DataFrame({"id": ["pier"], "text": ["“We will appeal,” lawyer Ada Obi said."]})
    >>> extract_frame(frame)[["article", "speaker", "text"]].values.tolist()
    [['pier', 'Ada Obi', 'We will appeal']]

    Args:
        frame: one article a row.
        text_col: the column that holds the article's words.
        id_col: the column that holds its id.
        keep: columns to carry along. *title*, *url*, *publisher* and *published* become the article's own; any other
            stands in each row of the article and in `article.meta`. Default: those four, where there are any.
        load: makes the finder in each process; by default the embedded models.
        batch_size: articles that the models read at once.

    Raises:
        MissingColumnError: the frame lacks a column.
        InputError: this is no frame, or a column to keep has the name of one of the result's.
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("tables", "working on frames") from None
    if not isinstance(frame, pandas.DataFrame):
        raise InputError(f"expected a pandas.DataFrame, got {type(frame).__name__}; for a list of texts there is pipe")
    kept = kept_columns(list(frame.columns), text_col=text_col, id_col=id_col, keep=keep)
    columns = {name: frame[name].tolist() for name in dict.fromkeys((text_col, id_col, *kept))}
    doubts = Doubts()
    articles = [
        _article(dict(zip(columns, values, strict=True)), text_col, id_col)
        for values in zip(*columns.values(), strict=True)
    ]
    for number, article in enumerate(articles, start=1):
        if isinstance(article, Article):
            doubts.noted(article, at=f"row {number}")
    table: list[Mapping[str, Cell]] = []
    places: list[int] = []
    for place, result in enumerate(_finder(load).pipe(articles, batch_size=batch_size)):
        for row in result_rows(result):
            table.append(row)
            places.append(place)
    out = pandas.DataFrame(
        {c.name: pandas.array([row.get(c.name) for row in table], dtype=_TYPES[c.type]) for c in RESULT_COLUMNS}
    )
    for name in kept:
        if name not in KNOWN:
            out[name] = frame[name].iloc[places].array
    return out


def kept_columns(have: Sequence[str], *, text_col: str, id_col: str, keep: Sequence[str] | None) -> list[str]:
    """Return the columns to carry along; refuse those that are not there, or whose names the result has.

    Raises:
        MissingColumnError: there is no such column.
        InputError: the result has a column of that name.
    """
    wanted = [name for name in KNOWN if name in have and name not in (text_col, id_col)] if keep is None else list(keep)
    for name in (text_col, id_col, *wanted):
        if name not in have:
            raise MissingColumnError(f"there is no column {name!r}; the columns are: {', '.join(map(str, have))}")
    taken = {column.name for column in RESULT_COLUMNS} - set(KNOWN) | {text_col, id_col}
    for name in wanted:
        if name in taken:
            raise InputError(f"the column {name!r} cannot be kept: the result has one of that name; rename it first")
    return list(dict.fromkeys(wanted))


def result_rows(result: Extraction | Failure) -> Iterator[Mapping[str, Cell]]:
    """Yield the rows of one article, at least one, the first one with the whole article in the exchange format."""
    if isinstance(result, Extraction):
        try:
            exchange = to_json(result)
        except QuotetrackError as error:
            yield from result_rows(Failure(result.article.id, type(error).__name__, str(error)))
            return
        article = result.article
        about = {name: encodable(value) if (value := getattr(article, name)) is not None else None for name in KNOWN}
        empty: Mapping[str, Cell] = {"article": None if article.id is None else encodable(article.id), **about}
        for number, row in enumerate([*rows(result)] or [empty]):
            yield {**row, "exchange": exchange} if number == 0 else row
    else:
        yield {
            "article": None if result.article_id is None else encodable(result.article_id),
            "error": result.error,
            "message": encodable(result.message),
            "exchange": to_json(result),
        }


def read_parquet(path: str | Path) -> Iterator[Extraction | Failure]:
    """Yield every article of a Parquet file, or of a folder of them, that holds results with their exchange format.

    Files are read in the order of their names; those that begin with ``_`` or ``.`` are an engine's own.

    Raises:
        MissingFileError: there is no such file or folder.
        InputError: a folder holds no Parquet file.
        FormatError: a file is not Parquet, has no column *exchange*, or a row is not of the exchange format.
        MissingExtraError: pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtraError("tables", f"reading {path}") from None
    for file in _parquet_files(Path(path)):
        number = 0
        try:
            with ParquetFile(file) as opened:
                if "exchange" not in opened.schema_arrow.names:
                    raise FormatError(
                        "no column 'exchange', so the articles cannot be read back; give what quotetrack.spark or "
                        "quotetrack.scale wrote, or the lines of: quotetrack extract --format jsonl",
                        path=file,
                    )
                for batch in opened.iter_batches(_AT_ONCE, columns=["exchange"]):
                    for line in batch.column(0).to_pylist():
                        number += 1
                        if line is not None:
                            yield _result(line, file, number)
        except (ArrowException, OSError) as error:
            raise FormatError(f"not a Parquet file, or damaged: {error}", path=file) from error


def _result(line: str, path: Path, number: int) -> Extraction | Failure:
    data = parse_object(line, path=path, line=number)
    return (failure_from_dict if "error" in data else from_dict)(data, path=path, line=number)


def _parquet_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [existing(path)]
    found = sorted(
        file
        for file in path.rglob("*.parquet")
        if file.is_file() and not any(part.startswith(("_", ".")) for part in file.relative_to(path).parts)
    )
    if not found:
        raise InputError(f"{path} holds no Parquet file (*.parquet); give the folder that the results were written to")
    return found


@lru_cache(maxsize=1)
def _finder(load: Callable[[], Finder] | None) -> Finder:
    """Load the models, once for each process."""
    if load is not None:
        return load()
    from quotetrack.find.finder import Finder

    return Finder.load()


def _article(record: Mapping[str, Any], text_col: str, id_col: str) -> Article | Failure:
    values = {name: _plain(value) for name, value in record.items()}
    id = values.pop(id_col)
    if isinstance(id, float) and id.is_integer():
        id = int(id)  # pandas makes 17.0 of 17 where another row has no id
    known = {name: str(value) for name in KNOWN if (value := values.get(name)) is not None}
    try:
        article = article_of(
            {**values, **known, "text": values.pop(text_col), "id": None if id is None else str(id)},
            columns=Columns(),
            fallback_id="",
            path=None,
            line=None,
        )
    except InputError as error:
        return Failure(None if id is None else str(id), type(error).__name__, str(error))
    meta = {name: value for name, value in article.meta.items() if name != text_col}
    return evolve(article, id=article.id or None, meta=meta)


def _plain(value: Any) -> Any:
    """Return the value as JSON can hold it: a date as ISO, an array as a list, what frames use for nothing as None."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Iterable):
        return [_plain(each) for each in value]
    if type(value).__name__ == "NAType" or value != value:  # pandas.NA, NaN, NaT
        return None
    if isinstance(value, float):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return _plain(value.item()) if hasattr(value, "item") else str(value)
