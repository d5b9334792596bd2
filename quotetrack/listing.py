"""Rows on the screen as a table, or for programs as JSON or CSV: what every listing of the command line prints."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

import attrs
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotetrack.export.delimited import safe_cell

Cell = str | int | float | bool | None


def show_rows(
    rows: Sequence[Any], columns: Sequence[str], *, title: str, as_json: bool = False, as_csv: bool = False
) -> None:
    """Print frozen rows: `columns` of them as a table, or everything they hold as JSON or CSV.

    Args:
        rows: attrs objects of one class.
        columns: the fields that a table has room for.
        title: stands above the table, also when it is empty.
    """
    if as_json:
        print(json.dumps([attrs.asdict(row) for row in rows], indent=1))
    elif as_csv:
        write_rows([attrs.asdict(row, recurse=False) for row in rows])
    else:
        _table([[getattr(row, name) for name in columns] for row in rows], columns, title)


def show_record(record: Any, *, as_json: bool = False, as_csv: bool = False) -> None:
    """Print one frozen row with its fields below one another."""
    if as_json:
        print(json.dumps(attrs.asdict(record), indent=1))
    elif as_csv:
        write_rows([attrs.asdict(record, recurse=False)])
    else:
        _table([[name, value] for name, value in attrs.asdict(record).items()], ("", ""), "")


def write_rows(rows: Iterable[Mapping[str, Any]], file: IO[str] | None = None) -> None:
    """Write dicts as CSV, on standard output unless told, no cell of which a spreadsheet computes."""
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.writer(file or sys.stdout, lineterminator="\n")
            writer.writerow(row)
        writer.writerow([safe_cell(flat(value)) for value in row.values()])


def flat(value: object) -> Cell:
    """Return a value that fits a cell: lists joined, objects as their JSON."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, default=attrs.asdict)


def printable(value: object) -> str:
    """Return what a terminal may show: no control character of an article reaches it.

    >>> printable("\\x1b[31mred\\x1b[0m"), printable(None)
    ('�[31mred�[0m', '')
    """
    shown = "" if value is None else str(flat(value))
    shown = f"{value:.2f}" if isinstance(value, float) else shown
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in shown)


def _table(rows: Iterable[Sequence[object]], columns: Sequence[str], title: str) -> None:
    table = Table(box=SIMPLE_HEAD, show_header=any(columns), pad_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console = Console()
    if title:
        console.print(Text(printable(title), style="bold"))
    console.print(table if table.row_count else Text("nothing found"))
