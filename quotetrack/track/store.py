"""The file: one SQLite database, opened with care, written in transactions, its errors told in words.

WAL lets readers read while one writes. `synchronous=FULL` syncs at each commit, so an article that `add` returned from
survives a power cut, not only a killed process.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotetrack.errors import InputError, MissingFileError, StoreError
from quotetrack.suspect import address
from quotetrack.track.schema import APPLICATION_ID, MIGRATIONS

PAUSE = 0.02  # seconds between two tries
WAIT_SECONDS = 60.0  # how long one writer waits for the others before it gives up
SYNCHRONOUS = "FULL"
_MAGIC = b"SQLite format 3\x00"

_REMEDIES = {
    "SQLITE_BUSY": "is locked by another program that writes to it; wait until it has finished, or close it",
    "SQLITE_LOCKED": "is locked by another program that writes to it; wait until it has finished, or close it",
    "SQLITE_READONLY": "cannot be written: the file or its folder is read-only; change the permissions or copy it",
    "SQLITE_FULL": "could not grow: the disk is full; nothing of this article was stored; free space and run again",
    "SQLITE_IOERR": "could not be read or written by the disk (full?); the last article may be missing; check the disk",
    "SQLITE_CORRUPT": "is damaged; restore a copy, or save what is left: sqlite3 FILE .recover | sqlite3 new.db",
    "SQLITE_NOTADB": "is not a quotetrack store (not an SQLite file); give another path",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and that you may write there",
    # what Python says of a wrong call has no code
    "SQLite objects created in a thread": "was opened in another thread; open a Tracker in each thread",
    "Cannot operate on a closed database": "was closed while it was still read; close a Tracker when all is read",
}


@contextmanager
def telling(path: str | Path) -> Iterator[None]:
    """Turn SQLite's errors into a `StoreError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or str(error)
        remedy = next((text for code, text in _REMEDIES.items() if name.startswith(code)), None)
        if remedy is None:
            raise
        raise StoreError(f"{path} {remedy} ({error})") from error


def connect(path: str | Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a store, make it when it is new, bring it up to date; refuse what is not one of ours.

    Args:
        path: the file.
        read_only: never write, not even to update an older store.

    Raises:
        StoreError: the file is damaged, locked, newer than this quotetrack, or no store.
        MissingFileError: `read_only` and no such file.
    """
    if not isinstance(path, str | os.PathLike):
        raise InputError(f"the path of a store must be a str or a Path, got {type(path).__name__}")
    file = Path(path)
    try:
        os.fsencode(file)
        folder = file.is_dir()
    except PermissionError as error:
        raise StoreError(f"{file} cannot be opened: {error.strerror}; check the permissions of its folder") from error
    except (OSError, ValueError) as error:  # longer than the system allows, or half a character
        raise StoreError(f"{str(file)!r:.80} is no path of a file: {error}") from error
    if str(path) == ":memory:":
        db = sqlite3.connect(":memory:", isolation_level=None)
        _settle(db)
        _migrate(db, file, read_only=False)
        return db
    if folder:
        raise StoreError(f"{file} is a folder; give the path of a file, for example {file / 'news.db'}")
    if not file.exists():
        if (web := address(str(file))) is not None:
            raise StoreError(f"{web} is an address; a store is a file of this machine: give its path, like news.db")
        if read_only:
            raise MissingFileError(f"{file} does not exist; make a store with: quotetrack track {file} ARTICLES…")
        if not file.absolute().parent.is_dir():
            raise StoreError(f"{file} cannot be made: its folder does not exist; create the folder first")
    else:
        _check_header(file)
    with telling(file):
        db = _open(file, read_only=read_only)
        try:
            _settle(db)
            _check_ours(db, file)
            _migrate(db, file, read_only=read_only)
        except BaseException:
            db.close()
            raise
    return db


def _open(file: Path, *, read_only: bool) -> sqlite3.Connection:
    uri = file.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    db = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    if read_only:
        try:
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError as error:
            wal = Path(f"{file}-wal")
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY") or (
                wal.exists() and wal.stat().st_size
            ):
                raise
            db.close()  # a read-only folder: the file is complete, and no one can change it
            db = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None)
    return db


def _settle(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    db.execute("PRAGMA cache_size = -65536")  # 64 MiB
    db.execute("PRAGMA temp_store = MEMORY")


def is_database(file: Path) -> bool:
    """Tell whether a file begins as SQLite's files do."""
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


def _check_header(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(100)
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}; check its permissions") from error
    if not head:
        return
    if not head.startswith(_MAGIC):
        raise StoreError(f"{file} is not a quotetrack store (not an SQLite file); give another path")
    if len(head) < 100:
        raise StoreError(f"{file} is truncated: it ends inside its header; restore a copy")
    page_size, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    expected = (65536 if page_size == 1 else page_size) * pages
    log = Path(f"{file}-wal")
    if log.exists() and log.stat().st_size:
        return  # a writer was killed while it copied pages: SQLite copies the rest from the log
    if head[24:28] == head[92:96] and file.stat().st_size < expected:
        raise StoreError(
            f"{file} is truncated: it holds {file.stat().st_size} of {expected} bytes; restore a copy, or save what is "
            "left: sqlite3 FILE .recover | sqlite3 new.db"
        )


def _check_ours(db: sqlite3.Connection, file: Path) -> None:
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    ours = db.execute("PRAGMA application_id").fetchone()[0]
    if tables and ours != APPLICATION_ID:
        raise StoreError(f"{file} is an SQLite file of another program, not a quotetrack store; give another path")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{file} was made by a newer quotetrack (store version {version}, this one knows {len(MIGRATIONS)}); "
            "upgrade: pip install --upgrade quotetrack"
        )


def _migrate(db: sqlite3.Connection, file: Path, *, read_only: bool) -> None:
    done = db.execute("PRAGMA user_version").fetchone()[0]
    if done == len(MIGRATIONS):
        return
    if read_only:
        raise StoreError(
            f"{file} is empty or from an older quotetrack; open it once for writing: quotetrack track {file} ARTICLES…"
        )
    if not done:
        write_ahead(db)
    with writing(db):
        done = db.execute("PRAGMA user_version").fetchone()[0]  # another process may have been faster
        for _name, script in MIGRATIONS[done:]:
            for statement in _statements(script):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def write_ahead(db: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. While another does so on the same new file SQLite refuses at once: try again."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > until:
                raise
        time.sleep(PAUSE)


def _statements(script: str) -> Iterator[str]:
    """Split a script; `executescript` would commit, and half a migration must never stay."""
    part = ""
    for line in script.strip().splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """Hold the one write transaction: all of it is stored, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def storable(text: str) -> str:
    r"""Return the text as SQLite can keep and show it: lone surrogates and NUL become visible signs.

    >>> storable("a\x00b\ud800c")
    'a␀b�c'
    """
    return text.replace("\0", "␀").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
