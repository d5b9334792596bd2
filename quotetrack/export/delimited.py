"""CSV: for spreadsheets, where no cell can start a formula, and raw for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import IO

from quotetrack.export.exporter import Results, extractions
from quotetrack.export.table import COLUMNS, Cell, Column, Rows, rows
from quotetrack.files import BOM

# What makes a spreadsheet compute a cell instead of showing it (OWASP, CSV injection); the full-width forms are taken
# for the plain ones by East Asian editions.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(results: Results, file: IO[bytes]) -> None:
    """Write CSV that a spreadsheet opens safely: a byte order mark, and an apostrophe before what it would compute."""
    write_csv_table(COLUMNS, rows(extractions(results)), file)


def write_raw_csv(results: Results, file: IO[bytes]) -> None:
    """Write CSV with every cell exactly as it is: for programs, not for a spreadsheet."""
    write_raw_csv_table(COLUMNS, rows(extractions(results)), file)


def write_csv_table(columns: Sequence[Column], table: Rows, file: IO[bytes]) -> None:
    """Write rows of these columns such that a spreadsheet opens them safely."""
    file.write(BOM)
    _write(columns, table, file, safe=True)


def write_raw_csv_table(columns: Sequence[Column], table: Rows, file: IO[bytes]) -> None:
    """Write rows of these columns with every cell exactly as it is."""
    _write(columns, table, file, safe=False)


def safe_cell(value: Cell) -> Cell:
    """Return the value such that no spreadsheet computes it.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell(-1), safe_cell("a-b")
    ("'=HYPERLINK(1)", -1, 'a-b')
    """
    if isinstance(value, str) and value.lstrip(" \u00a0\u3000\0").startswith(FORMULA_STARTS):
        return "'" + value
    return value


def _write(columns: Sequence[Column], table: Rows, file: IO[bytes], *, safe: bool) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow([column.name for column in columns])
        for row in table:
            cells = list(row.values())
            writer.writerow([safe_cell(cell) for cell in cells] if safe else cells)
    finally:
        text.detach()  # else an error on the way would close the file, which may be standard output
