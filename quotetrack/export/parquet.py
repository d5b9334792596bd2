"""Parquet: the table of attributions for analysis at size."""

from __future__ import annotations

from itertools import islice
from typing import IO

from quotetrack.export.exporter import Results, extractions
from quotetrack.export.table import arrow_schema, rows

BATCH = 10_000  # rows held in memory at once


def write_parquet(results: Results, file: IO[bytes]) -> None:
    """Write a Parquet file in row groups, so that a store of any size passes through.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    schema = arrow_schema()
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    table = rows(extractions(results))
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(table, BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
