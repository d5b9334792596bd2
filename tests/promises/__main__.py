"""Measure the promises: ``python -m tests.promises [--quick] [--only P1,P3] [--markdown]``."""

from __future__ import annotations

import argparse
import time

from tests.promises.all import PROMISES
from tests.promises.promise import Effort

SHOWN = 5  # failures of a promise to print


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.promises", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="minutes instead of hours: fewer inputs, smaller texts")
    parser.add_argument("--only", default="", help="promises to measure, as in P1,P3")
    given = parser.parse_args()
    only = {name.strip().upper() for name in given.only.split(",") if name.strip()}
    effort: Effort = "quick" if given.quick else "full"
    print("| # | promise | figure to reach | inputs tried | failures | figure reached | kept | minutes |")
    print("| --- | --- | --- | --- | ---: | --- | --- | ---: |")
    broken = []
    for promise in PROMISES:
        if only and promise.number not in only:
            continue
        begin = time.perf_counter()
        outcome = promise.check(effort)
        minutes = (time.perf_counter() - begin) / 60
        cells = (
            promise.number,
            promise.says,
            promise.wanted,
            outcome.tried,
            str(len(outcome.failures)),
            outcome.figure,
            "yes" if outcome.kept else "**no**",
            f"{minutes:.1f}",
        )
        print(f"| {' | '.join(cell.replace('|', '¦') for cell in cells)} |", flush=True)
        if not outcome.kept:
            broken.append((promise, outcome))
    for promise, outcome in broken:
        print(f"\n{promise.number}: {len(outcome.failures)} failures")
        for failure in outcome.failures[:SHOWN]:
            print(f"- {failure}")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
