"""P4: a very long article is read whole, in bounded memory, with exact offsets."""

from __future__ import annotations

import time

from tests.benchmarks.processes import fresh, peak
from tests.promises.promise import Effort, Outcome, Promise, amount, finder, misplaced, samples

MOST = 1.5  # GB
PROGRAM = """
import sys
sys.modules["torch"] = None  # spaCy imports it where it happens to be installed
from tests.promises.p04_big import measure
measure(int(sys.argv[1]))
"""


def article(characters: int) -> str:
    """Repeat the sample articles up to a length, with a quotation every hundred characters or so."""
    block = "\n\n".join(text for _, text in samples())
    line = "\n\n“We counted the lanterns twice,” said keeper Orla Finn, “and once more at dawn.”\n\n"
    part = block + line * (len(block) // 100)
    return (part * (characters // len(part) + 1))[:characters]


def measure(characters: int) -> None:
    """Read one article and print attributions, wrong offsets, seconds and the most memory ever held, in GB."""
    text = article(characters)
    begin = time.perf_counter()
    result = finder().extract(text)
    seconds = time.perf_counter() - begin
    memory = peak() / 1e3
    print(len(result), len(misplaced(result)), seconds, memory)


def check(effort: Effort) -> Outcome:
    size = amount(effort, slice=20_000, quick=300_000, full=10_000_000)
    # a process of its own: what other checks held is not this article's memory
    found, wrong, seconds, memory = fresh(PROGRAM, str(size))
    failures = [f"{wrong:.0f} wrong offsets"] if wrong else []
    if not found:
        failures.append("nothing was found")
    return Outcome(
        f"{size:,} characters, {found:,.0f} attributions",
        tuple(failures),
        f"{seconds:.0f} s, {memory:.2f} GB at most",
        held=memory <= MOST,
    )


PROMISE = Promise("P4", "big documents", f"10 MB article, memory <= {MOST} GB", check)
