"""P7: a store depends on what was added, not on how often, in which order, or with which interruptions."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from quotetrack.models import Extraction
from quotetrack.track import Tracker
from tests.promises.promise import Effort, Outcome, Promise, amount
from tests.track.articles import said

NAMES = ("Ada Obi", "Obi", "Ben Kerr", "Benjamin Kerr", "Carla Marsh", "Marsh", "Dmitri Petrov")
WORDS = (
    "We count the boats each morning before the tide turns",
    "We count the boats each morning",
    "Nobody asked the people who live beside the reservoir what they want",
    "Nobody asked the people who live beside the reservoir",
    "The budget will not pay for two bridges and a tram line",
)


def articles(count: int) -> list[Extraction]:
    draw = random.Random(7)
    return [
        said(
            f"n{i}",
            *((draw.choice(NAMES), draw.choice(WORDS)) for _ in range(draw.randint(1, 3))),
            published=f"2024-03-{1 + i % 28:02}",
            publisher=draw.choice(("The Pier", "Larkwell Post")),
        )
        for i in range(count)
    ]


def _digest(tracker: Tracker) -> str:
    lines = sorted(json.dumps(one, sort_keys=True) for one in tracker.export())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _store(path: Path, runs: Iterable[list[Extraction]]) -> str:
    for run in runs:  # each run opens the store anew, as after an interruption
        with Tracker(path) as tracker:
            tracker.add_many(run)
    with Tracker(path) as tracker:
        return _digest(tracker)


def check(effort: Effort) -> Outcome:
    given = articles(amount(effort, slice=20, quick=200, full=1_000))
    draw = random.Random(77)
    failures = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        wanted = _store(folder / "once.db", [given])
        half = len(given) // 2
        ways = {
            "three times": [given, given, given],
            "backwards": [given[::-1]],
            "shuffled": [draw.sample(given, len(given))],
            "interrupted": [given[:half], given[: half + 3], given],
        }
        for number, (way, runs) in enumerate(ways.items()):
            if _store(folder / f"{number}.db", runs) != wanted:
                failures.append(f"{way}: another store")
    return Outcome(f"{len(given):,} articles, {len(ways)} ways", tuple(failures), "identical" if not failures else "")


PROMISE = Promise("P7", "idempotent", "identical store", check)
