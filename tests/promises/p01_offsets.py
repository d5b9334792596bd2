"""P1: offsets index the very text that was given, nothing raises, the same text gives the same result."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from quotetrack.find.marks import scan
from quotetrack.models import Failure
from tests.promises.odd_text import texts
from tests.promises.promise import Effort, Outcome, Promise, amount, finder, misplaced


def check(effort: Effort) -> Outcome:
    count = amount(effort, slice=15, quick=1_000, full=200_000)
    tried = 0
    failures: list[str] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def holds(text: str) -> None:
        nonlocal tried
        tried += 1
        try:
            result = finder().extract(text)
            problems = misplaced(result)
            if finder().extract(text) != result:
                problems.append("a second run gave another result")
            (batched,) = finder().batch([text])
            if isinstance(batched, Failure) or batched.attributions != result.attributions:
                problems.append("in a batch it gave another result")
        except Exception as error:
            problems = [f"{type(error).__name__}: {error}"]
        failures.extend(f"{text!r}: {problem}" for problem in problems)

    @settings(
        max_examples=10 * count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def scans(text: str) -> None:
        nonlocal tried
        tried += 1
        for s in scan(text):
            if not 0 <= s.start < s.inner_start < s.inner_end <= s.end <= len(text):
                failures.append(f"{text!r}: {s}")

    holds()
    if effort != "full":  # the scanner alone is cheap; the full run goes through the models anyway
        scans()
    return Outcome(f"{tried:,} strings", tuple(failures), "100 % of offsets exact" if not failures else "")


PROMISE = Promise("P1", "offsets round trip, never raises", "0 failures in 200,000 strings", check)
