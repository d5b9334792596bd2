"""P10: memory stays flat while articles stream through."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path

from quotetrack.models import Article
from tests.promises.promise import Effort, Outcome, Promise, amount, finder

MOST = 1.0  # MB for 10,000 articles, after warm-up
SYLLABLES = "ka lo mi ren tos vu bel dar fi gon hal jes".split()


def articles(count: int) -> Iterator[Article]:
    """Yield short articles, each with words that no other has."""
    draw = random.Random(10)

    def word() -> str:
        return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(2, 5)))

    for number in range(count):
        name = f"{word().title()} {word().title()}"
        yield Article(f"“The {word()} is {word()},” said {name}, a {word()} of {word().title()}.", id=str(number))


def resident() -> float:
    """Return the megabytes that this process holds in memory."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def check(effort: Effort) -> Outcome:
    count = amount(effort, slice=60, quick=1_500, full=100_000)
    warm = count // 3
    before = 0.0
    for number, _ in enumerate(finder().pipe(articles(count))):
        if number == warm:
            before = resident()
    growth = resident() - before
    each = growth / (count - warm) * 10_000
    shown = f"{growth:+.1f} MB over {count - warm:,} articles"
    # a slice is too short to tell growth from noise
    return Outcome(f"{count:,} articles streamed", (), shown, held=effort != "full" or each <= MOST)


PROMISE = Promise("P10", "memory flat", f"growth <= {MOST} MB per 10,000 articles after warm-up", check)
