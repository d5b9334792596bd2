"""How fast a store takes articles in and answers, as it grows: generated articles, the store alone, no models.

Run: ``python -m tests.benchmarks.store --sizes 10000,100000,1000000``. Names, outlets and words follow Zipf's law; one
direct quotation in ten repeats an earlier one, whole, cut or altered. Query times are the median of five runs, by the
clock and by the processor (a busy machine stretches the first). Rates are of the processor; the last articles before
each size are also timed by the clock, each synced to the disk as always (the others are not: the disk would take most
of the time).
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from quotetrack.models import Article, Attribution, Extraction, Role, Speaker, TextSpan
from quotetrack.track import Tracker

GIVEN = [
    a + b
    for a in ("Al", "Be", "Ca", "Do", "El", "Fa", "Gi", "Ha", "Io", "Ju")
    for b in ("na", "ro", "mi", "ste", "lda")
]
SYLLABLES = [
    "ba",
    "ker",
    "lo",
    "min",
    "tra",
    "vel",
    "son",
    "dor",
    "ing",
    "ham",
    "qui",
    "zet",
    "ru",
    "pol",
    "wick",
    "ster",
]
TITLES = ["mayor", "senator", "professor", "spokesman", "minister", "coach", "director", "judge", "analyst", "owner"]
PLACES = ["Northport", "Southwick", "Eastbay", "Westhill", "Port Authority", "City Council", "State University"]
PER_ARTICLE = 10
PROBE = 100  # articles timed at each size


class Newsroom:
    """Writes articles for ever; the same seed writes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        made = ("".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 3, 4)))) for _ in range(60_000))
        self.words = list(dict.fromkeys(made))[:30_000]
        self.word_weights = _zipf(len(self.words))
        surnames = sorted({"".join(self.random.choices(SYLLABLES, k=3)).title() for _ in range(4_000)})
        self.people = [
            (
                f"{self.random.choice(GIVEN)} {self.random.choice(surnames)}",
                self.random.choice(TITLES),
                self.random.choice(PLACES),
            )
            for _ in range(20_000)
        ]
        self.people_weights = _zipf(len(self.people))
        self.outlets = [f"Outlet {i}" for i in range(60)]
        self.outlet_weights = _zipf(len(self.outlets))
        self.said: list[tuple[int, str]] = []

    def articles(self) -> Iterator[Extraction]:
        """Yield articles of ten attributions."""
        number = 0
        while True:
            yield self._article(number)
            number += 1

    def _article(self, number: int) -> Extraction:
        draw = self.random
        chosen = draw.choices(range(len(self.people)), cum_weights=self.people_weights, k=3)
        speakers = {person: self._speaker(f"s{person}", person) for person in chosen}
        text, attributions = "", []
        for i in range(PER_ARTICLE):
            person = draw.choice(chosen)
            kind = draw.choices(("direct", "indirect", "mixed"), (21, 66, 13))[0]
            person, words = self._words(person, kind) if kind == "direct" else (person, self._sentence())
            speakers.setdefault(person, self._speaker(f"s{person}", person))
            start = len(text) + 1
            text += f"“{words}” said {speakers[person].label}.\n"
            content = (TextSpan(start, start + len(words), words),)
            attributions.append(Attribution(f"a{i}", kind, content, speaker=speakers[person], confidence=0.9))
        day = date(2020, 1, 1) + timedelta(days=number // 60 % 1800)
        outlet = draw.choices(self.outlets, cum_weights=self.outlet_weights)[0]
        article = Article(text, id=f"n{number}", publisher=outlet, published=day.isoformat(), title=f"Article {number}")
        return Extraction(article, tuple(attributions), tuple(speakers.values()), "benchmark-1")

    def _speaker(self, id: str, person: int) -> Speaker:
        name, title, place = self.people[person]
        draw = self.random.random()
        shown = name.split()[1] if draw < 0.1 else name
        roles = (Role(title, place if draw < 0.5 else None, 0, 0, ""),) if draw < 0.7 else ()
        return Speaker(id, "person", shown, shown, (), roles)

    def _words(self, person: int, kind: str) -> tuple[int, str]:
        """Return new words, or one time in ten those of an earlier quotation, with their speaker."""
        draw = self.random.random()
        if draw >= 0.1 or len(self.said) < 100:
            words = self._sentence()
            self.said.append((person, words))
            if len(self.said) > 5_000:
                self.said = self.said[-2_500:]
            return person, words
        person, words = self.random.choice(self.said)
        parts = words.split()
        if draw < 0.03:
            parts = parts[: max(6, len(parts) // 2)]
        elif draw < 0.05:
            parts[len(parts) // 2] = self.random.choice(self.words)
        return person, " ".join(parts)

    def _sentence(self) -> str:
        size = self.random.randint(5, 30)
        return " ".join(self.random.choices(self.words, cum_weights=self.word_weights, k=size))


def _zipf(size: int) -> list[float]:
    return list(accumulate(1 / (rank + 3) for rank in range(size)))


def fill(tracker: Tracker, articles: Iterator[Extraction], count: int) -> tuple[float, float]:
    """Add articles; return seconds by the clock and by the processor, writing the articles not counted."""
    clock = processor = 0.0
    for _ in range(count):
        article = next(articles)
        before, cpu = time.perf_counter(), time.process_time()
        tracker.add(article)
        clock += time.perf_counter() - before
        processor += time.process_time() - cpu
    return clock, processor


def queries(tracker: Tracker, room: Newsroom) -> dict[str, Callable[[], object]]:
    """Return the questions to time, by name."""
    top = tracker.speakers(limit=1)[0].person
    statement = tracker.statements(limit=1)[0].statement
    common, usual, rare = room.words[0], room.words[300], room.words[20_000]
    return {
        "speakers": tracker.speakers,
        "speakers, page 20": lambda: tracker.speakers(limit=50, offset=950),
        "person": lambda: tracker.person(top),
        "quotes, newest": tracker.quotes,
        "quotes of one speaker": lambda: tracker.quotes(speaker=top),
        "quotes of one month": lambda: tracker.quotes(since="2020-01", until="2020-01"),
        "timeline": lambda: tracker.timeline(top),
        "search, rare word": lambda: tracker.quotes(about=rare),
        "search, usual word": lambda: tracker.quotes(about=usual),
        "search, most common word": lambda: tracker.quotes(about=common),
        "search, three words": lambda: tracker.quotes(about=f"{common} {usual} {room.words[5]}"),
        "search in one speaker": lambda: tracker.quotes(about=usual, speaker=top),
        "statements": tracker.statements,
        "statements, altered": lambda: tracker.statements(altered=True),
        "statement look-up": lambda: tracker.diff(statement),
    }


def main() -> None:
    """Fill a store step by step and print what each step costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000", help="attributions, comma-separated, rising")
    parser.add_argument("--folder", type=Path, help="where to write the store (default: a temporary folder)")
    options = parser.parse_args()
    room = Newsroom(7)
    articles = room.articles()
    probes: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder, Tracker(Path(folder) / "bench.db") as tracker:
        done = 0
        for size in map(int, options.sizes.split(",")):
            wanted = size // PER_ARTICLE
            tracker._db.execute("PRAGMA synchronous = OFF")
            _, processor = fill(tracker, articles, wanted - done - PROBE)
            tracker._db.execute("PRAGMA synchronous = FULL")
            added = max(wanted - done - PROBE, 1) * PER_ARTICLE
            probe_clock, probe_processor = fill(tracker, articles, PROBE)
            done = wanted
            probes.append((size, probe_processor))
            bytes_used = sum(f.stat().st_size for f in Path(folder).glob("bench.db"))
            print(f"\n{size} attributions: {added / processor:.0f} a second of processor")
            print(
                f"the last {PROBE} articles took {1000 * probe_clock / PROBE:.1f} ms each "
                f"({1000 * probe_processor / PROBE:.1f} ms of processor); {bytes_used / size:.0f} bytes an attribution",
                flush=True,
            )
            for name, ask in queries(tracker, room).items():
                clocks, processors = [], []
                for _ in range(5):
                    before, cpu = time.perf_counter(), time.process_time()
                    ask()
                    clocks.append(1000 * (time.perf_counter() - before))
                    processors.append(1000 * (time.process_time() - cpu))
                clock, processor = statistics.median(clocks), statistics.median(processors)
                print(f"  {name:<28}{clock:8.1f} ms {processor:8.1f} ms of processor", flush=True)
    first, last = probes[0], probes[-1]
    print(f"\nadding at {last[0]} to adding at {first[0]}: {last[1] / first[1]:.2f} (processor)")


if __name__ == "__main__":
    main()
