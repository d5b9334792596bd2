"""P1: offsets index the very text that was given, nothing raises, the same text gives the same result."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings

from quotetrack.find.marks import scan
from quotetrack.models import Extraction
from tests.promises.odd_text import texts
from tests.promises.promise import Effort, Outcome, Promise, amount, finder, misplaced

TOGETHER = 32  # texts of a batch


def again(before: Sequence[tuple[str, Extraction]]) -> list[str]:
    """Read texts a second time, now side by side, and tell which gave another result."""
    second = finder().batch([text for text, _ in before])
    return [
        f"{text!r}: a second run, in a batch, gave another result"
        for (text, first), result in zip(before, second, strict=True)
        if result != first
    ]


def check(effort: Effort) -> Outcome:
    count = amount(effort, slice=15, quick=1_000, full=200_000)
    tried = 0
    failures: list[str] = []
    waiting: list[tuple[str, Extraction]] = []

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
            waiting.append((text, result))
            if len(waiting) == TOGETHER:
                failures.extend(again(waiting))
                waiting.clear()
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
    failures += again(waiting)
    if effort != "full":  # the scanner alone is cheap; the full run goes through the models anyway
        scans()
    return Outcome(f"{tried:,} strings", tuple(failures), "100 % of offsets exact" if not failures else "")


PROMISE = Promise("P1", "offsets round trip, never raises", "0 failures in 200,000 strings", check)
