"""P3: time grows with the length of the text and no faster, on text made to hurt."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from quotetrack.find.finder import Finder
from quotetrack.find.marks import scan
from tests.promises.promise import Effort, Outcome, Promise, finder, misplaced

WORST = 2.4  # t(2n) / t(n)
SHORTEST = 0.02  # seconds: below that the clock tells nothing
LONG = 2.0  # seconds: in so long a run chance evens out
AGAIN = 3  # times that a ratio above the worst is measured anew: chance only ever lengthens a run, growth stays

# each makes a text of about n characters
FAMILIES: dict[str, Callable[[int], str]] = {
    'all "': lambda n: '"' * n,
    "all “": lambda n: "“" * n,
    "all '": lambda n: "'" * n,
    "alternating “ ”": lambda n: "“”" * (n // 2),
    '" spaced out': lambda n: '" ' * (n // 2),
    "nested": lambda n: "“" * (n // 2) + "”" * (n // 2),
    "lines of dialogue": lambda n: "“Yes? No.”\n\n" * (n // 12),
    "beats": lambda n: "She left. “It is over.” " * (n // 23),
    "sentences taken up": lambda n: "“Yes,” Obi said, “no,” " * (n // 23),
    "a heading that does not end": lambda n: "Ada Obi -" + " " * (n - 100) + "x" * 91,
    "headings": lambda n: "Ada Obi\nIt is.\n\nLee\nNo.\n\n" * (n // 26),
    "never closed": lambda n: "“Yes, said Obi.\n\n" * (n // 17),
    "said said": lambda n: "said " * (n // 5),
    "one unbroken word": lambda n: "a" * n,
    "newlines": lambda n: "\n" * n,
    "one-word sentences": lambda n: "No. " * (n // 4),
    "a new speaker each time": lambda n: "".join(f"“No,” said Ada Obi{_name(i)}. " for i in range(n // 24)),
    "apostrophes": lambda n: "the teachers' dogs' ' " * (n // 22),
    "paragraphs that reopen": lambda n: "“And so it went.\r\n\r\n" * (n // 20),
    "an obituary": lambda n: "Ada Obi has died. She was born in Oslo.\n\n" + "She left. “No,” she said. " * (n // 26),
    "ministries of one name": lambda n: "Chad's Navy said no. Mali's Navy said it was. " * (n // 46),
    "one office": lambda n: "".join(f"Mayor Ada Obi{_name(i)} said no. The mayor left. " for i in range(n // 46)),
    "an interview without labels": lambda n: "Ada Obi spoke to us.\n" + "Are you?\nI am.\n" * (n // 15),
    "papers": lambda n: "Police said no. A statement from the hospital said so. " * (n // 55),
    "bodies": lambda n: "Tesco said no. The union said so. The hospital left. " * (n // 53),
    "pairs": lambda n: "".join(f"Ada Obi{_name(i)} and Bo Lee left. The pair said no. " for i in range(n // 48)),
    "what others pass on": lambda n: "“No,” Obi told Lee, according to police. " * (n // 41),
    "second names": lambda n: "".join(f"Ada Obi{_name(i)}, known as Duke, said no. " for i in range(n // 36)),
    "initials": lambda n: "The SP said no. " * (n // 16),
    "peoples": lambda n: "Ada Obi left. The German said no. " * (n // 34),
    "combining marks": lambda n: "e" + "\u0301" * (n - 1),
}


def _name(i: int) -> str:
    """Spell a number in letters, so that each name differs."""
    return "".join(chr(97 + int(digit)) for digit in str(i))


def _seconds(run: Callable[[str], object], text: str) -> float:
    """CPU seconds, the best of some runs without the collector: other work on the machine does not count."""
    best = float("inf")
    for _ in range(5):
        gc.collect()
        gc.disable()
        begin = time.process_time()
        run(text)
        best = min(best, time.process_time() - begin)
        gc.enable()
        if best > LONG:
            break
    return best


def _ratios(run: Callable[[str], object], family: Callable[[int], str], lengths: list[int]) -> list[tuple[int, float]]:
    """Return each length but the last with how many times as long a text twice as long takes."""
    times = {n: _seconds(run, family(n)) for n in lengths}
    out = []
    for n in lengths[:-1]:
        for _ in range(AGAIN):
            if times[2 * n] <= WORST * max(times[n], SHORTEST):
                break
            times |= {m: min(times[m], _seconds(run, family(m))) for m in (n, 2 * n)}
        out.append((n, times[2 * n] / max(times[n], SHORTEST)))
    return out


def check(effort: Effort) -> Outcome:
    sizes = {"slice": [300], "quick": [10_000, 20_000], "full": [125_000, 250_000, 500_000, 1_000_000]}[effort]
    scanner = {"slice": [4_000], "quick": [250_000, 500_000], "full": [500_000, 1_000_000]}[effort]
    # the network takes as long for one window as for another; with the small one the full run takes minutes, not hours
    extract = (Finder.load(model="fast") if effort == "full" else finder()).extract
    failures = []
    worst, where = 0.0, ""
    for name, family in FAMILIES.items():
        failures += [f"{name}: {problem}" for problem in misplaced(extract(family(sizes[0])))]
        if effort == "slice":  # too short to time
            scan(family(scanner[0]))
            continue
        for stage, run, lengths in (("whole", extract, sizes), ("scanner", scan, scanner)):
            for n, ratio in _ratios(run, family, lengths):
                if ratio > worst:
                    worst, where = ratio, f"{name}, {stage}, {n:,} characters"
                if ratio > WORST:
                    failures.append(f"{name}, {stage}: t({2 * n:,}) is {ratio:.2f} times t({n:,})")
    return Outcome(
        f"{len(FAMILIES)} families up to {sizes[-1]:,} characters",
        tuple(failures),
        f"at worst {worst:.2f} ({where})" if where else "",
    )


PROMISE = Promise("P3", "linear time", f"t(2n)/t(n) <= {WORST}", check)
