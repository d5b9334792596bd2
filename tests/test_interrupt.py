"""Ctrl-C: what was stored stays, no file is half-written, one line says so, and the same command goes on."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import active_children
from pathlib import Path
from typing import Any, cast

import pytest

from quotetrack.find.parallel import pipe_in_processes
from quotetrack.models import Failure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals to a group of processes")

SENTENCE = "“We count the boats each morning,” said keeper {name} Finn. The tide turns at {hour}."
WAIT = 60.0  # seconds; only a command that hangs takes so long


def _lines(count: int) -> bytes:
    names = ("Orla", "Ada", "Ben", "Carla")
    texts = (SENTENCE.format(name=names[i % 4], hour=i) for i in range(count))
    return b"".join(json.dumps({"id": f"n{i}", "text": text}).encode() + b"\n" for i, text in enumerate(texts))


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "quotetrack", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def _interrupted(command: subprocess.Popen[bytes], given: bytes, ready: Callable[[], bool]) -> tuple[int, str]:
    """Feed a command that then waits for more, press Ctrl-C when it is ready, and return its end and its stderr."""
    assert command.stdin is not None
    command.stdin.write(given)
    command.stdin.flush()
    until = time.monotonic() + WAIT
    while not ready():
        assert command.poll() is None and time.monotonic() < until, command.communicate()
        time.sleep(0.05)
    os.killpg(command.pid, signal.SIGINT)  # a terminal sends it to every process of the command
    _, said = command.communicate(timeout=WAIT)
    return command.returncode, said.decode()


def _stored(store: Path) -> int:
    if not store.exists():
        return 0
    db = sqlite3.connect(store)
    try:
        return int(db.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are not made yet
        return 0
    finally:
        db.close()


@pytest.mark.parametrize(("processes", "count"), [(1, 20), (2, 80)])
def test_reading_articles_in_goes_on_where_ctrl_c_stopped_it(tmp_path: Path, processes: int, count: int) -> None:
    store = tmp_path / "news.db"
    arguments = ("track", str(store), "-", "-p", str(processes))
    code, said = _interrupted(_start(*arguments), _lines(count), lambda: _stored(store) >= 16)
    held = _stored(store)
    assert code == 130
    assert said == (f"quotetrack: interrupted; {store} holds {held} articles; run the same command again to go on\n")
    assert 16 <= held < count
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", *arguments], input=_lines(count), capture_output=True, check=False
    )
    assert done.stdout.decode().startswith(f"{count - held} added, 0 replaced, {held} unchanged, 0 failed; {count} ")
    assert _stored(store) == count


def test_a_file_that_was_there_stays_when_ctrl_c_stops_its_successor(tmp_path: Path) -> None:
    found = tmp_path / "found.out"
    found.write_text("what was found yesterday", encoding="utf-8")
    command = _start("extract", "-", "-f", "table", "-o", str(found))
    code, said = _interrupted(command, _lines(4), lambda: len(list(tmp_path.iterdir())) == 2)
    assert (code, said) == (130, "quotetrack: interrupted; no file was left half-written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["found.out"]
    assert found.read_text(encoding="utf-8") == "what was found yesterday"


def test_an_export_that_nobody_reads_ends_at_ctrl_c(tmp_path: Path) -> None:
    from quotetrack.track import Tracker
    from tests.track.articles import said as article

    with Tracker(tmp_path / "news.db") as tracker:
        for i in range(60):
            tracker.add(article(f"n{i}", *(("Ada Obi", f"We count {i} boats and {j} nets") for j in range(12))))
    command = _start("export", str(tmp_path / "news.db"), "-f", "jsonl")
    assert command.stdout is not None
    first = os.read(command.stdout.fileno(), 10)  # it has begun, and soon waits for somebody to read on
    code, said = _interrupted(command, b"", lambda: True)
    assert first == b'{"schema":'
    assert (code, said) == (130, "quotetrack: interrupted; no file was left half-written\n")


class Slow:
    """Stands for a finder that has an article in hand for an hour."""

    def batch(self, articles: Sequence[str]) -> list[Failure]:
        if articles == ["long"]:
            time.sleep(3600)
        return [Failure(str(os.getpid()), "Short", article) for article in articles]


def test_who_stops_reading_does_not_wait_for_what_the_workers_have_in_hand() -> None:
    results = pipe_in_processes(cast(Any, Slow()), ["short", *["long"] * 8], n_process=2, batch_size=1)
    first = next(results)
    assert isinstance(first, Failure) and int(first.article_id or 0) in {child.pid for child in active_children()}
    results.close()
    for child in active_children():
        child.join(WAIT)
        assert not child.is_alive()


def test_ctrl_c_does_not_wait_for_long_articles() -> None:
    program = (
        "from tests.test_interrupt import Slow, pipe_in_processes as pipe\n"
        "for result in pipe(Slow(), ['short', *['long'] * 8], n_process=2, batch_size=1): print('one', flush=True)"
    )
    command = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert command.stdout is not None and command.stdout.readline() == b"one\n"
    os.killpg(command.pid, signal.SIGINT)
    _, said = command.communicate(timeout=WAIT)
    assert said.decode().rstrip().endswith("KeyboardInterrupt")
