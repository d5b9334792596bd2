"""P9: the same bytes whether one process or many, one thread or eight, and whatever the hash seed."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from quotetrack.models import Article
from quotetrack.serialize import to_json
from tests.promises.promise import Effort, Outcome, Promise, finder, samples

PROGRAM = """
import hashlib, sys
from quotetrack.find.finder import Finder
from quotetrack.models import Article
from quotetrack.serialize import to_json
from tests.promises.p09_everywhere import articles, digest
if __name__ == "__main__":
    import multiprocessing
    method, processes, effort = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    multiprocessing.set_start_method(method)
    print(digest(Finder.load().pipe(articles(effort), n_process=processes, batch_size=3)))
"""


def articles(effort: str) -> list[Article]:
    """Return the articles to compare on, with odd ones between."""
    texts = [*samples(), ("empty", ""), ("odd", "“\x00” said\ud800 “")]
    chosen = sorted(texts, key=lambda sample: len(sample[1]))[:4] if effort == "slice" else texts
    return [Article(text, id=name) for name, text in chosen]


def digest(results: object) -> str:
    """Return one hash of many results."""
    total = hashlib.sha256()
    for result in results:  # type: ignore[attr-defined]
        total.update(to_json(result).encode() + b"\n")
    return total.hexdigest()


def _elsewhere(method: str, processes: int, effort: Effort, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, method, str(processes), effort],
        capture_output=True, text=True, env=environment, check=False, timeout=600,
    )  # fmt: skip
    return done.stdout.strip() or f"failed: {done.stderr.strip()[-300:]}"


def check(effort: Effort) -> Outcome:
    given = articles(effort)
    wanted = digest(finder().pipe(given))
    failures = []
    ways: dict[str, str] = {"one by one": digest(finder().extract(article) for article in given)}
    for size in (2,) if effort == "slice" else (1, 2, 7):
        ways[f"batches of {size}"] = digest(finder().pipe(given, batch_size=size))
    with ThreadPoolExecutor(8) as pool:
        repeated = list(pool.map(lambda _: digest(map(finder().extract, given)), range(2 if effort == "slice" else 16)))
    for number, found in enumerate(repeated):
        ways[f"8 threads, {number}"] = found
    if effort == "slice":
        ways["hash seed 7"] = _elsewhere("spawn", 1, effort, "7")
    else:
        methods = [m for m in ("fork", "spawn", "forkserver") if m in multiprocessing.get_all_start_methods()]
        for method in methods:
            ways[f"2 processes, {method}"] = _elsewhere(method, 2, effort, "random")
        for seed in ("0", "1", "4242"):
            ways[f"hash seed {seed}"] = _elsewhere("fork", 1, effort, seed)
    failures += [f"{way}: {found[:300]}" for way, found in ways.items() if found != wanted]
    return Outcome(
        f"{len(given)} articles, {len(ways)} ways", tuple(failures), "byte-identical" if not failures else ""
    )


PROMISE = Promise("P9", "the same everywhere", "byte-identical to serial", check)
