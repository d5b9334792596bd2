"""JSON: one article a line, or a file that holds one object or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from quotetrack.errors import FormatError, InputError
from quotetrack.files import BOM, decode
from quotetrack.models import Article, Failure
from quotetrack.read.opening import bounded_lines, whole
from quotetrack.read.records import Columns, Doubts, article_of
from quotetrack.serialize import parse_object


def read_jsonl_articles(
    file: IO[bytes], *, path: Path, id: str, columns: Columns, max_bytes: int
) -> Iterator[Article | Failure]:
    """Yield an article for each line; a line that cannot be read is a failure, and the next lines still come.

    Raises:
        FormatError: the file is one JSON value over several lines.
    """
    doubts = Doubts(path)
    for number, start, raw in bounded_lines(file, max_bytes=max_bytes):
        line_id = f"{id}:{number}"
        if number == 1 and raw is not None:
            _refuse_one_value(raw, path)
        try:
            if raw is None:
                problem = f"longer than {max_bytes:,} bytes; raise max_bytes (--max-bytes)"
                raise InputError(f"{path} line {number}: {problem}")
            body = raw.removeprefix(BOM) if number == 1 else raw
            text = decode(body, path=path, line=number, before=start + len(raw) - len(body))
            if not text.strip():
                continue
            record = parse_object(text, path=path, line=number)
            if isinstance(record.get(columns.id_name), str):
                line_id = record[columns.id_name] or line_id
            article = article_of(record, columns=columns, fallback_id=line_id, path=str(path), line=number)
            yield doubts.noted(article, line=number)
        except InputError as error:
            yield Failure(line_id, type(error).__name__, str(error))


def _refuse_one_value(first: bytes, path: Path) -> None:
    """Raise at the first line of an array, or of an object over several lines: half of it could be read as lines."""
    body = first.removeprefix(BOM).strip()
    if body == b"{" or body.startswith(b"["):
        raise FormatError("one JSON value over the whole file, not one object a line; name it .json", path=path)


def read_json_articles(
    file: IO[bytes], *, path: Path, id: str, columns: Columns, max_bytes: int
) -> Iterator[Article | Failure]:
    """Yield the article of a JSON object, or those of an array of objects."""
    data = whole(file, path, max_bytes=max_bytes)
    text = decode(data.removeprefix(BOM), path=path, before=len(data) - len(data.removeprefix(BOM)))
    doubts = Doubts(path)
    if not text.lstrip().startswith("["):
        try:
            record = parse_object(text, path=path)
        except FormatError as error:
            advice = "; where each line is an object, name it .jsonl" if "Extra data" in error.problem else ""
            raise FormatError(error.problem + advice, path=path) from None
        yield doubts.noted(article_of(record, columns=columns, fallback_id=id, path=str(path), line=None))
        return
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"not JSON: {error}", path=path) from None
    for i, record in enumerate(records, start=1):
        try:
            if not isinstance(record, dict):
                raise FormatError(f"expected an object, got {type(record).__name__}", path=path, at=f"$[{i - 1}]")
            article = article_of(record, columns=columns, fallback_id=f"{id}:{i}", path=str(path), line=None)
            yield doubts.noted(article, at=f"$[{i - 1}]")
        except FormatError as error:
            yield Failure(f"{id}:{i}", "FormatError", str(error))
