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
from quotetrack.read.records import Columns, Doubts, article_of

DELIMITERS = ",;\t|"  # spreadsheets in much of Europe write the semicolon

LONG_NAME = 40  # characters; what is longer is hardly a column's name


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
    while (header := _next_row(rows, path)) is not None and not header:
        pass  # blank lines before the first row
    if header is None:
        return
    names = _check_columns(header, columns, path)
    doubts = Doubts(path)
    row_number = 0
    while (row := _next_row(rows, path)) is not None:
        if not row:
            continue
        row_number += 1
        fallback = f"{id}:{row_number}"
        try:
            if len(row) > len(names):
                problem = f"{len(row)} cells in a table of {len(names)} columns; put a text that holds the separator "
                raise FormatError(f"{problem}{delimiter!r} between double quotes", path=path, line=rows.line_num)
            if len(row) <= names.index(columns.text_name):
                problem = f"{len(row)} of {len(names)} cells, none for {columns.text_name!r}"
                raise FormatError(f"{problem}; is a line broken outside double quotes?", path=path, line=rows.line_num)
            cells = zip(names, row, strict=False)  # a spreadsheet leaves out the empty cells at the end
            record = {name: cell if cell or name == columns.text_name else None for name, cell in cells}
            article = article_of(record, columns=columns, fallback_id=fallback, path=str(path), line=rows.line_num)
            yield doubts.noted(article, line=rows.line_num)
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
        remedy = "look for a double quote that is never closed, or not doubled inside a text"
        problem = f"not a table: {error}; the rest of the file is not read; {remedy}"
        raise FormatError(problem, path=path, line=line) from None


def _remedy(names: list[str], option: str) -> str:
    if len(names) == 1 and not names[0].isidentifier():
        return "that is one column: part the columns by commas, semicolons, tabs or |"
    if any(len(name) > LONG_NAME or name.isdigit() for name in names):
        return "the first row must name the columns, and seems to be an article's"
    return f"choose one with {option} (--{option.replace('_', '-')})"


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
                f"{path} has no column {wanted!r}; its columns are: {', '.join(f'{name:.40}' for name in names)}; "
                f"{_remedy(names, option)}"
            )
    return names
