"""The exchange format: JSON lines, and the same as one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from quotetrack.errors import FormatError
from quotetrack.export.exporter import Results
from quotetrack.files import decode, existing
from quotetrack.models import Extraction
from quotetrack.serialize import from_dict, read_jsonl, to_json


def write_json_lines(results: Results, file: IO[bytes]) -> None:
    """Write one line for each result, failures included."""
    for result in results:
        file.write(to_json(result).encode("ascii") + b"\n")


def read_json_lines(path: Path) -> Iterator[Extraction]:
    """Yield the extractions of a file in the exchange format."""
    return (result for result in read_jsonl(path) if isinstance(result, Extraction))


def write_json(results: Results, file: IO[bytes]) -> None:
    """Write the results as one array of objects of the exchange format."""
    write_array((to_json(result) for result in results), file)


def read_json(path: Path) -> Iterator[Extraction]:
    """Yield the extractions of an array of objects of the exchange format."""
    try:
        items = json.loads(decode(existing(path).read_bytes(), path=path))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"not JSON: {error}", path=path) from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise FormatError("expected an array of objects", path=path)
    return (from_dict(item, path=path) for item in items if "error" not in item)


def write_array(items: Iterable[str], file: IO[bytes], *, head: str = "[", tail: str = "]\n") -> None:
    """Write items that are JSON already between `head` and `tail`, one at a time."""
    file.write(head.encode("utf-8"))
    for i, item in enumerate(items):
        file.write((",\n" if i else "\n").encode("ascii") + item.encode("ascii"))
    file.write(b"\n" + tail.encode("ascii"))


def as_json(data: Any) -> str:
    """Return the data as one line of ASCII JSON."""
    return json.dumps(data, ensure_ascii=True)
