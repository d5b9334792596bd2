"""Excel workbooks: one sheet, one row an attribution, every string a string and no formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from quotetrack.errors import InputError, MissingExtraError
from quotetrack.export.characters import for_xml
from quotetrack.export.exporter import Results, extractions
from quotetrack.export.table import COLUMNS, Cell, Column, Rows, rows

MAX_ROWS = 1_048_576  # Excel's own
MAX_CELL = 32_767
WIDE, NARROW = 60, 16  # column widths in characters


def write_xlsx(results: Results, file: IO[bytes]) -> None:
    """Write the attributions as a workbook.

    Raises:
        MissingExtraError: openpyxl is not installed.
        InputError: there are more attributions than a sheet has rows.
    """
    write_xlsx_table(COLUMNS, rows(extractions(results)), file)


def write_xlsx_table(columns: Sequence[Column], table: Rows, file: IO[bytes]) -> None:
    """Write a workbook of these columns; what a cell cannot hold is cut and ends in an ellipsis.

    Raises:
        MissingExtraError: openpyxl is not installed.
        InputError: there are more attributions than a sheet has rows.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ImportError:
        raise MissingExtraError("tables", "writing .xlsx") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Attributions")
    sheet.freeze_panes = "A2"
    for i, column in enumerate(columns):
        letter = chr(ord("A") + i) if i < 26 else "A" + chr(ord("A") + i - 26)
        sheet.column_dimensions[letter].width = WIDE if column.name == "text" else NARROW

    def cell(value: Cell, *, bold: bool = False) -> object:
        if not isinstance(value, str):
            return value
        text = for_xml(value)
        made = WriteOnlyCell(sheet, text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…")
        made.data_type = "s"  # else a leading equals sign makes a formula
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(column.name, bold=True) for column in columns])
    for number, row in enumerate(table, start=2):
        if number > MAX_ROWS:
            raise InputError(f"an Excel sheet holds {MAX_ROWS:,} rows; export to csv or parquet instead")
        sheet.append([cell(value) for value in row.values()])
    book.save(file)
