"""Parquet: the table of attributions for analysis at size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import IO

from quotetrack.export.exporter import Results, extractions
from quotetrack.export.table import COLUMNS, Column, Rows, arrow_schema, rows

BATCH = 10_000  # rows held in memory at once


def write_parquet(results: Results, file: IO[bytes]) -> None:
    """Write the attributions as a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    write_parquet_table(COLUMNS, rows(extractions(results)), file)


def write_parquet_table(columns: Sequence[Column], table: Rows, file: IO[bytes]) -> None:
    """Write rows of these columns in row groups, so that a store of any size passes through.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    schema = arrow_schema(columns)
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    rest = iter(table)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(rest, BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
