from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import cast

import pytest

from quotetrack.errors import MissingFileError, StoreError
from quotetrack.track import Tracker, store
from quotetrack.track.schema import MIGRATIONS
from tests.track.articles import said, week_of_news


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Tracker(path) as tracker:
        tracker.add_many(week_of_news())
    return path


def test_a_store_has_foreign_keys_wal_and_our_mark(filled: Path) -> None:
    with Tracker(filled) as tracker:
        db = tracker._db
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        db.execute("INSERT INTO attribution_fts (attribution_fts, rank) VALUES ('integrity-check', 1)")


def test_a_newer_store_is_refused_and_left_alone(filled: Path) -> None:
    with sqlite3.connect(filled) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    before = filled.read_bytes()
    with pytest.raises(StoreError, match=r"made by a newer quotetrack .*upgrade"):
        Tracker(filled)
    assert filled.read_bytes() == before


def test_an_older_store_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", MIGRATIONS[:-1])
        Tracker(path).close()
    with pytest.raises(StoreError, match="older"):
        Tracker(path, read_only=True)
    with Tracker(path) as tracker:
        assert tracker._db.execute("SELECT count(*) FROM quotes").fetchone() == (0,)


def test_a_broken_migration_leaves_the_store_as_it_was(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*MIGRATIONS, ("broken", "CREATE TABLE new (a);\nINSERT INTO nowhere VALUES (1);\n"))
    with monkeypatch.context() as patched:
        patched.setattr(store, "MIGRATIONS", broken)
        with pytest.raises(sqlite3.OperationalError):
            Tracker(filled)
    with Tracker(filled) as tracker:
        assert len(tracker) == 5


@pytest.mark.parametrize(
    "content", [b"Not a database, but a letter to the editor.", b"SQLite format 3\x00 short", b"\x00"]
)
def test_other_files_are_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"not a quotetrack store|truncated"):
        Tracker(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipes (name)")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="another program"):
        Tracker(path)


def test_a_truncated_store_is_told(filled: Path) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: len(data) // 2])
    with pytest.raises(StoreError, match=r"truncated.*restore a copy"):
        Tracker(filled)


def test_a_writer_killed_while_it_copied_pages_from_the_log_leaves_a_whole_store(tmp_path: Path) -> None:
    path, copy = tmp_path / "news.db", tmp_path / "copy.db"
    with Tracker(path) as tracker:
        tracker._db.execute("PRAGMA wal_autocheckpoint = 0")
        tracker.add_many(week_of_news())
        log = Path(f"{path}-wal").read_bytes()
        tracker._db.execute("PRAGMA wal_checkpoint")
        Path(f"{copy}-wal").write_bytes(log)
        data = path.read_bytes()
        copy.write_bytes(data[: len(data) // 4096 // 2 * 4096])  # the first page tells of pages not yet copied
    with Tracker(copy) as tracker:
        assert len(tracker) == 5
        assert tracker._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_damaged_store_is_told(filled: Path) -> None:
    data = bytearray(filled.read_bytes())
    data[4096 : 4096 * 12] = os.urandom(4096 * 11)
    filled.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), Tracker(filled) as tracker:
        tracker.add(said("new", ("Ada Obi", "Good morning")))
        tracker.quotes()
        list(tracker.export())


def test_a_locked_store_says_so_and_nothing_is_lost(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Tracker(filled) as tracker:
        with pytest.raises(StoreError, match="locked by another program"):
            tracker.add(said("new", ("Ada Obi", "Good morning")))
        assert len(tracker) == 5  # readers go on
        other.execute("ROLLBACK")
        assert tracker.add(said("new", ("Ada Obi", "Good morning"))).outcome == "added"
    other.close()


def test_a_full_disk_says_so_and_stores_all_or_nothing(filled: Path) -> None:
    with Tracker(filled) as tracker:
        pages = tracker._db.execute("PRAGMA page_count").fetchone()[0]
        tracker._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = said("big", *[("Ada Obi", f"Sentence number {i} about the harbour and its cranes") for i in range(300)])
        with pytest.raises(StoreError, match=r"disk is full.*free space"):
            tracker.add(big)
        assert "big" not in tracker and len(tracker) == 5
        assert tracker._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tracker._db.execute("PRAGMA max_page_count = 100000")
        assert tracker.add(big).outcome == "added"


def test_a_read_only_store_answers_and_refuses_to_be_written(filled: Path) -> None:
    with Tracker(filled, read_only=True) as tracker:
        assert len(tracker.quotes()) == 7
        with pytest.raises(StoreError, match="read-only"):
            tracker.add(said("new", ("Ada Obi", "Good morning")))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_in_a_read_only_folder_can_be_read(filled: Path) -> None:
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    try:
        with Tracker(filled, read_only=True) as tracker:
            assert len(tracker) == 5
    finally:
        filled.parent.chmod(0o755)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Tracker(tmp_path)
    with pytest.raises(StoreError, match="folder does not exist"):
        Tracker(tmp_path / "no" / "news.db")
    with pytest.raises(MissingFileError, match="quotetrack track"):
        Tracker(tmp_path / "none.db", read_only=True)


# several processes; killed ones


def _write(path: str, writer: int, count: int) -> None:
    with Tracker(path) as tracker:
        for i in range(count):
            tracker.add(said(f"w{writer}-{i}", ("Ada Obi", f"The count stands at {i} boats in the harbour today")))


class Refusing:
    """A connection that refuses some times, as SQLite does where two open a new file at once."""

    def __init__(self, *errors: str) -> None:
        self.errors = list(errors)

    def execute(self, statement: str) -> None:
        if self.errors:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorname = self.errors.pop(0)
            raise error


def test_the_log_is_turned_on_as_soon_as_others_let_it() -> None:
    refusing = Refusing("SQLITE_BUSY", "SQLITE_BUSY_RECOVERY")
    store.write_ahead(cast(sqlite3.Connection, refusing))
    assert refusing.errors == []
    with pytest.raises(sqlite3.OperationalError):
        store.write_ahead(cast(sqlite3.Connection, Refusing("SQLITE_FULL")))


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    started = multiprocessing.get_context("spawn")
    writers = [started.Process(target=_write, args=(path, w, 6)) for w in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [w.exitcode for w in writers] == [0] * 8
    with Tracker(path) as tracker:
        assert len(tracker) == 48
        assert tracker.person("ada-obi").quotes == 48
        assert [s.occurrences for s in tracker.statements()] == [8] * 6 or tracker.statements()[0].occurrences == 48
        assert tracker._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


_ENDLESS = """
import sys
from quotetrack.track import Tracker
from tests.track.articles import said
with Tracker(sys.argv[1]) as tracker:
    for i in range(100_000):
        if tracker.add(said(f"n{i}", ("Ada Obi", f"We count {i} boats"), ("Ben Kerr", "No"))).outcome == "added":
            print(i, flush=True)
"""


def _kill_while_writing(path: Path, after: float) -> int:
    """Start a writer, kill it with SIGKILL, return the last article that it reported as added."""
    writer = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(after)
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait()
    return int(rest[-1]) if rest else 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.slow)])
def test_what_was_added_survives_kill_9(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "news.db"
    last = 0
    for kill in range(kills):
        last = max(last, _kill_while_writing(path, 0.05 + 0.013 * (kill % 7)))
        with Tracker(path) as tracker:
            assert all(f"n{i}" in tracker for i in range(last + 1))
            assert len(tracker) in {last + 1, last + 2}  # one may have been stored that was not yet reported
            assert tracker.stats().attributions == 2 * len(tracker)  # none is half-written
            assert tracker._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
