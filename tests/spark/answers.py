"""The same question put to a store and to Spark: what each says of people and statements, and where they differ.

Run: ``python -m tests.spark.answers --articles 1000`` (generated articles), or with extractions of your own:
``python -m tests.spark.answers --exchange results.jsonl``.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import asdict

from quotetrack.models import Extraction
from quotetrack.serialize import read_jsonl, to_json
from quotetrack.track import Tracker

Answers = dict[str, dict[Any, Any]]
ALL = 10**9
LISTS = ("speakers", "roles", "alerts")


def frame(session: Any, extractions: Iterable[Extraction]) -> Any:
    """Return a DataFrame of the columns that tracking reads."""
    rows = [(to_json(extraction), None) for extraction in extractions]
    return session.createDataFrame(rows, "exchange string, error string").repartition(4)


def of_store(extractions: Iterable[Extraction]) -> Answers:
    """Ask a store."""
    with Tracker(":memory:") as tracker:
        tracker.add_many(extractions)
        answers: Answers = {"speakers": {}, "quotations": {}}
        for data in tracker.export():
            people = {speaker["id"]: speaker["person"] for speaker in data["speakers"]}
            article = data["article"]["id"]
            answers["speakers"] |= {(article, local): person for local, person in people.items()}
            answers["quotations"] |= {
                (article, a["id"]): (people.get(a["speaker"]), a["statement"]) for a in data["attributions"]
            }
        answers["reasons"] = _reasons(tracker.links(limit=ALL))
        answers["people"] = {row.person: _plain(asdict(row)) for row in tracker.speakers(limit=ALL)}
        answers["statements"] = {row.statement: _plain(asdict(row)) for row in tracker.statements(limit=ALL)}
    return answers


def of_spark(results: Any) -> Answers:
    """Ask Spark."""
    from quotetrack.spark import track

    tracked = track(results)
    speakers = tracked.speakers.collect()
    answers: Answers = {
        "statements": {row.statement: _plain(row.asDict()) for row in tracked.statements.collect()},
        "people": {row.person: _plain(row.asDict()) for row in tracked.people.collect()},
        "quotations": {(r.article, r.attribution): (r.person, r.statement) for r in tracked.quotations.collect()},
        "speakers": {(row.article, row.speaker): row.person for row in speakers},
        "reasons": _reasons(row for row in speakers if row.reason is not None),
    }
    tracked.close()
    return answers


def differences(one: Answers, other: Answers) -> dict[str, list[tuple[Any, Any, Any]]]:
    """Return, for each question, the keys with two different answers."""
    return {
        question: [
            (key, one[question].get(key), other[question].get(key))
            for key in sorted(one[question].keys() | other[question].keys())
            if one[question].get(key) != other[question].get(key)
        ]
        for question in one
    }


def _reasons(links: Iterable[Any]) -> dict[Any, Any]:
    """Return the reasons by article and label; one label may stand for two speakers, a person and a paper."""
    found: dict[Any, list[str]] = {}
    for link in links:
        found.setdefault((link.article, link.label), []).append(link.reason)
    return {key: sorted(reasons) for key, reasons in found.items()}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if name in LISTS else value for name, value in row.items()}


def _lines(path: str, count: int) -> Sequence[Extraction]:
    return list(islice((result for result in read_jsonl(path) if isinstance(result, Extraction)), count))


def processor() -> float:
    """Return the seconds of processor that the processes below this one have used: Java and its Python workers."""
    tick = os.sysconf("SC_CLK_TCK")
    seen: dict[int, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            seen[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
    total, parents = 0, {os.getpid()}
    while parents:
        parents = {pid for pid, stat in seen.items() if int(stat[1]) in parents}
        total += sum(int(n) for pid in parents for n in seen[pid][11:15])  # with those of children that have ended
    return total / tick


def main() -> int:
    """Print how many answers there are to each question and how many differ; fail when any does."""
    from tests.benchmarks.store import Newsroom
    from tests.spark.conftest import local_session

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--exchange", help="extractions, one a line, instead of generated ones")
    options = parser.parse_args()
    if options.exchange:
        found = _lines(options.exchange, options.articles)
    else:
        found = list(islice(Newsroom(7).articles(), options.articles))
    session = local_session()
    given = frame(session, found)
    given.write.mode("overwrite").format("noop").save()
    start, used = time.perf_counter(), processor()
    spark = of_spark(given)
    used = processor() - used
    middle = time.perf_counter()
    store = of_store(found)
    asked = time.perf_counter() - middle
    print(f"{len(found)} articles; Spark {middle - start:.0f} s ({used:.0f} s of processor), SQLite {asked:.0f} s")
    apart = differences(store, spark)
    for question, keys in apart.items():
        print(f"{question}: {len(store[question])} answers, {len(keys)} differ {keys[:2] or ''}")
    session.stop()
    return 1 if any(apart.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
