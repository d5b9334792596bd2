"""Many articles on several processes: the same batches, in order, each worker with its own models."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from quotetrack.errors import InputError
from quotetrack.models import Article, Extraction, Failure

if TYPE_CHECKING:
    from quotetrack.find.finder import Finder

MOST = 1024  # processes
SOON = 5.0  # seconds; without workers the pool's thread ends at once
AHEAD = 2  # batches that wait for each process, so that none idles and memory stays flat
_finder: Finder | None = None  # each worker process's own


def _start(finder: Finder) -> None:
    global _finder
    _finder = finder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the one that was asked answers it


def _work(batch: list[Article | Failure | str]) -> list[Extraction | Failure]:
    assert _finder is not None
    return _finder.batch(batch)


def pipe_in_processes(
    finder: Finder, articles: Iterable[Article | Failure | str], *, n_process: int, batch_size: int
) -> Generator[Extraction | Failure, None, None]:
    """Map the finder over batches of articles in worker processes, lazily, in order.

    Under ``fork`` the workers share the loaded models; under ``spawn`` and ``forkserver`` each loads them again. Who
    stops reading (Ctrl-C, an error, a loop that is left) does not wait for what the workers have in hand: they are
    killed.
    """
    if n_process > MOST:
        raise InputError(f"n_process must be {MOST} or less, got {n_process}; one for each core is enough")
    stream = iter(articles)
    waiting: deque[Future[list[Extraction | Failure]]] = deque()
    with ProcessPoolExecutor(n_process, initializer=_start, initargs=(finder,)) as pool:
        try:
            while batch := list(islice(stream, batch_size)):
                waiting.append(pool.submit(_work, batch))
                if len(waiting) >= AHEAD * n_process:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BaseException:
            _kill(pool)
            raise


def _kill(pool: ProcessPoolExecutor) -> None:
    """End the workers at once: one may have an hour's work in hand, and holds nothing that could be left half-done."""
    workers = dict(getattr(pool, "_processes", None) or {})  # from Python 3.14 on: pool.kill_workers()
    manager = getattr(pool, "_executor_manager_thread", None)
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers.values():
        worker.kill()
    if manager is not None:
        manager.join(SOON)  # else it may close its pipe while Python's exit writes to it
