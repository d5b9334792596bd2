"""Rows on the screen as a table, or for programs as JSON or CSV: what every listing of the command line prints."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import IO, Any

import attrs
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotetrack import errors
from quotetrack.export.delimited import safe_cell

Cell = str | int | float | bool | None
_PLACE = re.compile(r" line \d| is |: ")  # what ends the path at the beginning of a message


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
        _table(list(rows), columns, title)


def show_record(record: Any, *, as_json: bool = False, as_csv: bool = False) -> None:
    """Print one frozen row with its fields below one another."""
    if as_json:
        print(json.dumps(attrs.asdict(record), indent=1))
    elif as_csv:
        write_rows([attrs.asdict(record, recurse=False)])
    else:
        table = Table.grid(padding=(0, 2))
        for name, value in attrs.asdict(record, recurse=False).items():
            table.add_row(Text(name.replace("_", " "), style="bold"), Text(printable(value)))
        Console().print(table)


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


def failed(article: str | None, error: str, message: str) -> str:
    """Return one line about an article that failed; its id is left out where the message begins with its file.

    >>> failed("news:2", "FormatError", "news.jsonl line 2: not JSON")
    'news.jsonl line 2: not JSON'
    >>> failed("n7", "FormatError", "news.jsonl line 7 @ $.text: expected a string, got int")
    'n7: news.jsonl line 7 @ $.text: expected a string, got int'
    """
    name = article or "article"
    stem, _, number = name.rpartition(":")
    said = message if hasattr(errors, error) else f"{error}: {message}"
    same = _stem(_PLACE.split(message, maxsplit=1)[0]) == _stem(stem if stem and number.isdigit() else name)
    return printable(said if same else f"{name}: {said}")


def _stem(path: str) -> str:
    return PurePath(path).name.split(".")[0].strip("<>")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "article"), counted(2, "article")
    ('1 article', '2 articles')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def printable(value: object) -> str:
    """Return what a terminal may show: no control character of an article reaches it.

    >>> printable("\\x1b[31mred\\x1b[0m"), printable(None)
    ('�[31mred�[0m', '')
    """
    shown = "" if value is None else str(flat(value))
    shown = f"{value:.2f}" if isinstance(value, float) else shown
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in shown)


# In a narrow terminal these are the first to go; --json and --csv always have them.
SPARE = (
    "quote", "wordings", "first", "mixed", "indirect", "direct", "kind", "outlets", "last", "roles",
    "statement", "publisher",
)  # fmt: skip
COLUMN_WIDTH = 13
WIDE = ("text", "title", "words", "reason", "message", "before", "after", "note")
FIXED = ("published", "first", "last", "statement", "word", "person", "failed_at")


def _fitting(columns: Sequence[str], width: int, wide: Collection[str]) -> list[str]:
    """Leave columns out until the others have room, a wide one for two."""
    kept = list(columns)
    for name in SPARE:
        if COLUMN_WIDTH * (len(kept) + any(c in wide for c in kept)) <= width:
            break
        kept = [c for c in kept if c != name]
    return kept


def _longest(rows: Sequence[Any], name: str) -> int:
    return max((len(printable(getattr(row, name))) for row in rows), default=0)


def _table(rows: Sequence[Any], columns: Sequence[str], title: str) -> None:
    console = Console()
    numbers = {name for name in columns if any(isinstance(getattr(row, name), int | float) for row in rows)}
    kept = _fitting(columns, console.width, set(WIDE) - numbers)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in kept:
        number = name in numbers
        table.add_column(
            name.replace("_", " "),
            overflow="fold",
            justify="right" if number else "left",
            no_wrap=number or (name in FIXED and _longest(rows, name) <= console.width // 3),
            ratio=3 if name in WIDE and not number else None,
            min_width=len(name),
        )
    for row in rows:
        table.add_row(*(Text(printable(getattr(row, name))) for name in kept))
    console.print(Text(printable(title), style="bold"))
    console.print(table if table.row_count else Text("nothing found"))
