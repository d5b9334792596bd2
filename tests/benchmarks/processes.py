"""What a fresh process costs, and what a second one gains."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from quotetrack.find.finder import Finder

FIRST = """
import sys
sys.modules["torch"] = None  # spaCy imports it where it happens to be installed
import time
begin = time.perf_counter()
import quotetrack
loaded = time.perf_counter()
quotetrack.extract("“We will appeal,” said Ada Obi, a lawyer for the city.")
first = time.perf_counter()
quotetrack.extract("“We will not appeal,” said Ada Obi, a lawyer for the city.")
print(loaded - begin, first - loaded, time.perf_counter() - first)
"""
PEAK = """
import sys
sys.modules["torch"] = None
from quotetrack.find.finder import Finder
from tests.benchmarks.processes import peak
from tests.benchmarks.news import articles
finder = Finder.load()
before = peak()
for result in finder.pipe(articles(int(sys.argv[1]), each=600)):
    pass
print(before, peak())
"""


def fresh(program: str, *arguments: str) -> list[float]:
    """Run a program in a process of its own and return the numbers that it prints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return [float(number) for number in done.stdout.split()]


def peak() -> float:
    """Return the most memory that this process ever held, in megabytes.

    Not `getrusage`: its figure begins with what the process that started this one held.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1e3


def import_seconds(module: str) -> float:
    """Wall seconds of an import in a fresh process, the best of three."""
    program = f"import time; begin = time.perf_counter(); import {module}; print(time.perf_counter() - begin)"
    return min(fresh(program)[0] for _ in range(3))


def two_processes(finder: Finder, texts: Sequence[str]) -> tuple[float, float]:
    """Wall seconds with one process and with two, whose start is not counted."""
    seconds = []
    for processes in (1, 2):
        stream = finder.pipe([texts[0]] * 4 * processes + list(texts), n_process=processes, batch_size=2)
        for _ in range(4 * processes):
            next(stream)
        begin = time.perf_counter()
        for _ in stream:
            pass
        seconds.append(time.perf_counter() - begin)
    return seconds[0], seconds[1]


def pickling(finder: Finder, texts: Sequence[str]) -> tuple[float, float]:
    """CPU milliseconds and kilobytes of sending one result to another process."""
    results = list(finder.pipe(texts))
    begin = time.process_time()
    packed = [pickle.dumps(result) for result in results]
    for one in packed:
        pickle.loads(one)
    spent = time.process_time() - begin
    return 1000 * spent / len(results), sum(map(len, packed)) / len(packed) / 1000
