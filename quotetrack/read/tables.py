"""CSV and TSV: one article a row, its columns named in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from quotetrack.errors import FormatError, InputError, MissingColumnError
from quotetrack.files import BOM, decode
from quotetrack.models import Article, Failure
from quotetrack.read.opening import bounded_lines
from quotetrack.read.records import Columns, article_of

DELIMITERS = ",;\t|"  # spreadsheets in much of Europe write the semicolon


def read_table_articles(
    file: IO[bytes], *, path: Path, id: str, columns: Columns, max_bytes: int
) -> Iterator[Article | Failure]:
    """Yield an article for each row.

    Raises:
        MissingColumnError: there is no column of the name asked for; the message lists those there are.
        FormatError: the file is not UTF-8, or has a quotation mark that never closes.
    """
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    lines = _decoded(file, path, max_bytes)
    first = next(lines, "")
    delimiter = "\t" if ".tsv" in [suffix.lower() for suffix in path.suffixes] else max(DELIMITERS, key=first.count)
    rows = csv.reader(_put_back(first, lines), delimiter=delimiter, strict=True)
    header = _next_row(rows, path) or []
    names = _check_columns(header, columns, path)
    row_number = 0
    while (row := _next_row(rows, path)) is not None:
        if not row:
            continue
        row_number += 1
        fallback = f"{id}:{row_number}"
        try:
            if len(row) > len(names):
                raise FormatError(f"{len(row)} cells in a table of {len(names)} columns", path=path, line=rows.line_num)
            cells = zip(names, row, strict=False)  # a spreadsheet leaves out the empty cells at the end
            record = {name: cell if cell or name == columns.text_name else None for name, cell in cells}
            yield article_of(record, columns=columns, fallback_id=fallback, path=str(path), line=rows.line_num)
        except FormatError as error:
            yield Failure(fallback, "FormatError", str(error))


def _decoded(file: IO[bytes], path: Path, max_bytes: int) -> Iterator[str]:
    for number, start, raw in bounded_lines(file, max_bytes=max_bytes):
        if raw is None:
            raise InputError(f"{path} line {number}: longer than {max_bytes:,} bytes; raise max_bytes (--max-bytes)")
        body = raw.removeprefix(BOM) if number == 1 else raw
        yield decode(body, path=path, line=number, before=start + len(raw) - len(body))


def _put_back(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _next_row(rows: Iterator[list[str]], path: Path) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        line = getattr(rows, "line_num", None)
        raise FormatError(f"not a table: {error}; the rest of the file is not read", path=path, line=line) from None


def _check_columns(header: list[str], columns: Columns, path: Path) -> list[str]:
    names = [name.strip() for name in header]
    lowered = [name.lower() for name in names]
    for wanted, option, needed in (
        (columns.text_name, "text_column", True),
        (columns.id_name, "id_column", columns.id is not None),
    ):
        if wanted in names:
            continue
        if wanted in lowered and (columns.text if option == "text_column" else columns.id) is None:
            names[lowered.index(wanted)] = wanted  # "Text", "ID"
        elif needed:
            raise MissingColumnError(
                f"{path} has no column {wanted!r}; its columns are: {', '.join(names) or 'none'}; choose one with "
                f"{option} (--{option.replace('_', '-')})"
            )
    return names
