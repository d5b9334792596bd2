"""P6: what was committed survives, whatever kills the writer."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from quotetrack.errors import StoreError
from quotetrack.track import Tracker
from tests.promises.promise import Effort, Outcome, Promise, amount
from tests.track.articles import said

WRITER = """
import sys
from quotetrack.track import Tracker
from tests.track.articles import said
with Tracker(sys.argv[1]) as tracker:
    for i in range(100_000):
        if tracker.add(said(f"n{i}", ("Ada Obi", f"We count {i} boats"), ("Ben Kerr", "No"))).outcome == "added":
            print(i, flush=True)
"""
WRITERS = 8
EACH = 5


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _sound(path: Path) -> bool:
    with sqlite3.connect(path) as database:
        found: tuple[str] = database.execute("PRAGMA integrity_check").fetchone()
    database.close()
    return found == ("ok",)


def _killed(path: Path, kills: int) -> list[str]:
    draw = random.Random(6)
    failures = []
    last = -1
    for kill in range(kills):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=_environment()
        )
        assert writer.stdout is not None
        seen = [writer.stdout.readline()]
        time.sleep(draw.uniform(0, 0.15))
        os.kill(writer.pid, signal.SIGKILL)
        seen += writer.stdout.read().splitlines()
        writer.wait()
        last = max([last, *(int(line) for line in seen if line.strip())])
        with Tracker(path) as tracker:
            lost = [i for i in range(last + 1) if f"n{i}" not in tracker]
            if lost:
                failures.append(f"kill {kill}: lost {lost[:5]}")
            if tracker.stats().attributions != 2 * len(tracker):
                failures.append(f"kill {kill}: an article is half-written")
        if not _sound(path):
            failures.append(f"kill {kill}: integrity_check")
    return failures


def _eight_writers(path: Path) -> list[str]:
    program = WRITER.replace("range(100_000)", f"range({EACH})").replace('f"n{i}"', 'f"{sys.argv[2]}-{i}"')
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), str(w)], stdout=subprocess.DEVNULL, env=_environment()
        )
        for w in range(WRITERS)
    ]
    codes = [writer.wait() for writer in writers]
    with Tracker(path) as tracker:
        stored = len(tracker)
    if any(codes) or stored != WRITERS * EACH or not _sound(path):
        return [f"{WRITERS} writers: exit codes {codes}, {stored} of {WRITERS * EACH} articles"]
    return []


def _full_disk(path: Path) -> list[str]:
    """Let the database grow no further, which SQLite reports as a full disk."""
    with Tracker(path) as tracker:
        tracker.add(said("first", ("Ada Obi", "We count the boats")))
        before = tracker.stats()
        pages = tracker._db.execute("PRAGMA page_count").fetchone()[0]
        tracker._db.execute(f"PRAGMA max_page_count = {pages}")
        try:
            tracker.add(said("second", *(("Ada Obi", f"We count {i} boats " * 50) for i in range(50))))
        except StoreError:
            pass
        else:
            return ["a full disk: no error"]
        if tracker.stats() != before or "second" in tracker:
            return ["a full disk: half of an article was stored"]
    return [] if _sound(path) else ["a full disk: integrity_check"]


def check(effort: Effort) -> Outcome:
    kills = amount(effort, slice=1, quick=10, full=100)
    with TemporaryDirectory() as name:
        folder = Path(name)
        failures = _killed(folder / "killed.db", kills) + _full_disk(folder / "full.db")
        if effort != "slice":
            failures += _eight_writers(folder / "many.db")
    return Outcome(f"{kills} times SIGKILL, a full disk, {WRITERS} writers", tuple(failures), "nothing lost or halved")


PROMISE = Promise("P6", "nothing lost", "integrity_check ok, no committed article lost, none half-written", check)
