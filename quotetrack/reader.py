"""Files, folders and standard input -> articles.

Text is taken exactly as it stands: no line end is translated, nothing is normalised; a byte order mark at the front of
a file is no part of its text. A wrong path or option raises at once; an article that cannot be read comes as a
`Failure` in its place, and the next ones still come.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from attrs import frozen

from quotetrack.errors import InputError, MissingColumnError, MissingExtraError, warn
from quotetrack.files import BOM, MAX_BYTES, decode, existing, named
from quotetrack.models import Article, Failure
from quotetrack.read.jsonl import read_json_articles, read_jsonl_articles
from quotetrack.read.opening import opened, whole
from quotetrack.read.page import read_page
from quotetrack.read.records import Columns, Doubts
from quotetrack.read.tables import read_table_articles
from quotetrack.read.wire import read_wire

STDIN = "-"


def read_text(file: IO[bytes], *, path: Path, id: str, max_bytes: int) -> Iterator[Article]:
    """Yield the one article of a text file, exactly as it stands."""
    data = whole(file, path, max_bytes=max_bytes)
    body = data.removeprefix(BOM)
    yield Doubts(path).noted(Article(decode(body, path=path, before=len(data) - len(body)), id))


_ONE = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".xml": read_wire,
    ".nitf": read_wire,
}
_MANY = {
    ".jsonl": read_jsonl_articles,
    ".ndjson": read_jsonl_articles,
    ".json": read_json_articles,
    ".csv": read_table_articles,
    ".tsv": read_table_articles,
}
SUFFIXES: tuple[str, ...] = (*_ONE, *_MANY)


@frozen
class _Found:
    """Is a file to read, with its name seen from the folder that was given."""

    path: Path
    relative: str

    @property
    def suffix(self) -> str:
        return _suffix(self.path)

    @property
    def stem(self) -> str:
        name = self.path.name[: -len(".gz")] if self.path.suffix.lower() == ".gz" else self.path.name
        return Path(name).stem


def read_articles(
    paths: str | Path | Iterable[str | Path],
    *,
    text_column: str | None = None,
    id_column: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Article | Failure]:
    """Read every article of the files and folders given, in order; ``-`` is standard input (text, or JSON lines).

    Formats go by suffix, also under ``.gz``: text (.txt, .md), web pages (.html), one article a line (.jsonl) or a row
    (.csv, .tsv), .json, and agency XML (NITF, NewsML-G2). Folders are searched for these, subfolders included, hidden
    files not. An article's id is that of its line or row, else the file's stem, else (stems that collide) its path
    inside the folder.

    Args:
        paths: files, folders, or ``-``.
        text_column: the key or column that holds the text; ``text`` unless told.
        id_column: the key or column that holds the id; ``id`` unless told.
        max_bytes: the longest article (file, line or row) to take, unpacked.

    Raises:
        MissingFileError: a path leads nowhere.
        InputError: a folder without articles, a file of an unknown kind, a table without the column.
        MissingExtraError: .html needs the extra ``html``.
    """
    if not isinstance(max_bytes, int) or max_bytes < 1:
        raise InputError(f"max_bytes must be positive, got {max_bytes!r:.40}")
    columns = Columns(text_column, id_column)
    if not isinstance(paths, Iterable | Path):
        raise InputError(f"expected a path or several, got {type(paths).__name__}")
    if hasattr(paths, "read"):
        raise InputError(f"expected a path or several, got the open file {getattr(paths, 'name', '')!r}; give its path")
    for option, name in (("text_column", text_column), ("id_column", id_column)):
        if name is not None and not isinstance(name, str):
            raise InputError(f"{option} must be a str, the name of a column, got {type(name).__name__}")
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    if wrong := [path for path in given if not isinstance(path, str | Path)]:
        raise InputError(f"a path must be a str or a Path, got {type(wrong[0]).__name__}")
    if not given or "" in given:  # an empty path would be the folder that one stands in
        raise InputError("no path given; name a file, a folder, or - for standard input")
    found = [entry for path in given for entry in ([None] if str(path) == STDIN else _files(Path(path)))]
    return _read(found, columns, max_bytes)


def _read(found: list[_Found | None], columns: Columns, max_bytes: int) -> Iterator[Article | Failure]:
    ids = _ids([entry for entry in found if entry is not None])
    for entry in found:
        if entry is None:
            yield from _guarded(_read_stdin(columns, max_bytes), "stdin")
        elif entry.path in ids:
            id = ids.pop(entry.path)  # a file that was given twice is read once
            yield from _guarded(_read_file(entry, id, columns, max_bytes), id)


def _guarded(articles: Iterator[Article | Failure], id: str) -> Iterator[Article | Failure]:
    """Turn what is wrong inside one file into a failure, and let what is wrong with the call through."""
    try:
        yield from articles
    except (MissingExtraError, MissingColumnError):
        raise
    except (InputError, OSError) as error:
        yield Failure(id, type(error).__name__, str(error))


def _read_file(entry: _Found, id: str, columns: Columns, max_bytes: int) -> Iterator[Article | Failure]:
    with opened(entry.path) as file:
        if one := _ONE.get(entry.suffix):
            yield from one(file, path=entry.path, id=id, max_bytes=max_bytes)
        else:
            read = 0
            for article in _MANY[entry.suffix](file, path=entry.path, id=id, columns=columns, max_bytes=max_bytes):
                read += 1
                yield article
            if not read:
                warn(f"{entry.path} holds no article")


def _read_stdin(columns: Columns, max_bytes: int) -> Iterator[Article | Failure]:
    """Read JSON lines when the first character is a brace, else one text: no article begins with a brace."""
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file instead of -")
    # a buffer around the buffer would wait for 8 kB; a program that now and then writes a line may be at the other end
    given, path = sys.stdin.buffer, Path("<stdin>")
    file = given if isinstance(given, io.BufferedReader) else io.BufferedReader(given)  # type: ignore[type-var]
    try:
        if file.peek(64).removeprefix(BOM).lstrip().startswith(b"{"):
            yield from read_jsonl_articles(file, path=path, id="stdin", columns=columns, max_bytes=max_bytes)
        else:
            yield from read_text(file, path=path, id="stdin", max_bytes=max_bytes)
    finally:
        if file is not given:
            file.detach()  # standard input is not ours to close


def _suffix(path: Path) -> str:
    return (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def _files(path: Path) -> list[_Found]:
    if named(path).is_dir():
        inside: list[Path] = []

        def locked(error: OSError) -> None:
            if Path(error.filename) == path:
                raise InputError(f"{path} cannot be read: {error.strerror}; check its permissions") from error
            warn(f"{error.filename} cannot be read ({error.strerror}) and is left out; check its permissions")

        for folder, subfolders, names in os.walk(path, onerror=locked):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            inside += [Path(folder, n) for n in names if not n.startswith(".") and _suffix(Path(n)) in SUFFIXES]
        if not inside:
            raise InputError(f"{path} holds no articles; known files are: {' '.join(SUFFIXES)} (also with .gz)")
        return [_Found(file, file.relative_to(path).as_posix()) for file in sorted(inside)]
    existing(path)
    if _suffix(path) not in SUFFIXES:
        raise InputError(
            f"{path} is of an unknown kind; known are: {' '.join(SUFFIXES)} (also with .gz); save its text as .txt; "
            "if it is a text already, rename it or give it on standard input with the path -"
        )
    return [_Found(path, path.name)]


def _ids(found: Iterable[_Found]) -> dict[Path, str]:
    """Return the shortest telling id of each file: its stem, its path in the folder, its path."""
    files = {entry.path: entry for entry in found}
    names = [[entry.stem for entry in files.values()], [entry.relative for entry in files.values()]]
    counts = [Counter(level) for level in names]
    return {
        path: next((name for count, name in zip(counts, pair, strict=True) if count[name] == 1), path.as_posix())
        for path, pair in zip(files, zip(*names, strict=True), strict=True)
    }
