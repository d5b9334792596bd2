"""A store written out with what only a store knows: people and statements across articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

from quotetrack.errors import InputError
from quotetrack.export import EXPORTERS, screen, write
from quotetrack.export.delimited import write_csv_table, write_raw_csv_table
from quotetrack.export.parquet import write_parquet_table
from quotetrack.export.table import COLUMNS, Cell, Column, rows
from quotetrack.export.xlsx import write_xlsx_table
from quotetrack.files import replacing
from quotetrack.serialize import from_dict
from quotetrack.track import Tracker
from quotetrack.track.datasette import metadata
from quotetrack.track.enter import article_key

STORE_COLUMNS = (
    *COLUMNS,
    Column("person", "string", "id of the person or organization across articles; empty when not linked"),
    Column("statement", "string", "id of the words across articles; empty when they occur once"),
    Column("offered", "string", "id of the person whom other articles give for these words, where this one tells none"),
)


def write_store(tracker: Tracker, format: str, output: str | Path | None = None) -> None:
    """Write a store to a file or standard output; tables and the exchange format carry people and statements.

    Any other format of `quotetrack.export` has its articles alone.

    Raises:
        InputError: the format is unknown, or is not made for a screen.
        MissingExtraError: the format needs an extra.
    """
    if format not in STORE_FORMATS:
        if format not in EXPORTERS:
            raise InputError(f"unknown format {format!r}; choose from {', '.join(FORMATS)}")
        write(tracker.extractions(), format, output)
    elif output is not None:
        with replacing(Path(output)) as file:
            STORE_FORMATS[format](tracker, file)
    else:
        shown = screen(format)
        STORE_FORMATS[format](tracker, shown)
        shown.flush()


def write_exchange(tracker: Tracker, file: IO[bytes]) -> None:
    """Write the exchange format, each speaker with its `person`, each attribution with its `statement`."""
    for data in tracker.export():
        file.write(json.dumps(data, ensure_ascii=True).encode("ascii") + b"\n")


def write_table(tracker: Tracker, file: IO[bytes]) -> None:
    """Write CSV, one row an attribution, safe to open in a spreadsheet."""
    write_csv_table(STORE_COLUMNS, store_rows(tracker), file)


def write_raw_table(tracker: Tracker, file: IO[bytes]) -> None:
    """Write CSV, one row an attribution, every cell as it is."""
    write_raw_csv_table(STORE_COLUMNS, store_rows(tracker), file)


def write_workbook(tracker: Tracker, file: IO[bytes]) -> None:
    """Write an Excel workbook, one row an attribution."""
    write_xlsx_table(STORE_COLUMNS, store_rows(tracker), file)


def write_parquet(tracker: Tracker, file: IO[bytes]) -> None:
    """Write a Parquet file, one row an attribution."""
    write_parquet_table(STORE_COLUMNS, store_rows(tracker), file)


def write_metadata(tracker: Tracker, file: IO[bytes]) -> None:
    """Write what Datasette needs to show the store well: datasette STORE --metadata FILE."""
    file.write(json.dumps(metadata(tracker.path), indent=1).encode("ascii") + b"\n")


def store_rows(tracker: Tracker) -> Iterator[Mapping[str, Cell]]:
    """Yield one dict for each attribution of a store, its keys the names of `STORE_COLUMNS`."""
    for data in tracker.export():
        people = {speaker["id"]: speaker["person"] for speaker in data["speakers"]}
        extraction = from_dict(data)
        key = article_key(extraction.article)
        for row, told in zip(rows(extraction), data["attributions"], strict=True):
            row["article"] = key
            row["person"] = people.get(told["speaker"])
            row["statement"], row["offered"] = told["statement"], told["offered"]
            yield row


STORE_FORMATS: dict[str, Callable[[Tracker, IO[bytes]], None]] = {
    "jsonl": write_exchange,
    "csv": write_table,
    "csv-raw": write_raw_table,
    "xlsx": write_workbook,
    "parquet": write_parquet,
    "datasette-metadata": write_metadata,
}
FORMATS = tuple(sorted({*STORE_FORMATS, *EXPORTERS}))
