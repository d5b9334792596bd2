"""Fuzz the scanner, the readers, the decoder and the search: ``python -m tests.promises.fuzz --minutes 10``.

On Linux atheris follows which branches an input reaches and keeps the inputs that reach new ones; where it is not
installed (``pip install atheris``), Hypothesis draws the inputs. Each target runs in a process of its own, and an equal
share of the minutes. What raises anything but a `QuotetrackError`, or takes over a second, ends the target with the
input on the screen: make it a test, named after what it was.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

LONGEST = 10_000  # bytes of an input
HANG = 1  # seconds for one input
Run = Callable[[bytes], object]


def _text(data: bytes) -> str:
    """Read any bytes as a text, lone surrogates among it."""
    return data.decode("utf-8", "surrogateescape")


def marks(folder: Path) -> tuple[Run, list[bytes]]:
    """Scan quotation marks; stretches nest and stand inside the text, and the readable text is as long."""
    from quotetrack.find.marks import MarkIndex, paragraphs, scan
    from quotetrack.find.typography import readable
    from tests.promises import odd_text

    def run(data: bytes) -> None:
        text = _text(data)
        for s in scan(text):
            assert 0 <= s.start < s.inner_start < s.inner_end <= s.end <= len(text), s
        ends = 0
        for start, end in paragraphs(text):
            assert ends <= start < end <= len(text)
            ends = end
        index = MarkIndex(text)
        assert all(one.end <= other.start for one, other in zip(index.outer, index.outer[1:], strict=False))
        assert len(readable(text)) == len(text)

    draw = random.Random(1)
    known = [*odd_text.MARKS, *odd_text.WORDS, *odd_text.SPACE, *odd_text.COMBINING, *odd_text.ASTRAL]
    return run, ["".join(draw.choices(known, k=20)).encode() for _ in range(30)]


def readers(folder: Path) -> tuple[Run, list[bytes]]:
    """Read files of every format: the first byte chooses the format, the rest is the file."""
    from quotetrack.errors import QuotetrackError
    from quotetrack.reader import read_articles
    from tests.promises.p02_garbage import TARGETS, WIRE

    formats = list(TARGETS.values())

    def articles(suffix: str) -> Callable[[bytes, Path], object]:
        def read(data: bytes, folder: Path) -> object:
            path = folder / f"case{suffix}"
            path.write_bytes(data)
            return list(read_articles(path))

        return read

    formats += [(b'[{"id": "a", "text": "No."}]', articles(".json")), (b"id\ttext\na\tNo.\n", articles(".tsv"))]
    formats += [(WIRE.encode(), articles(".xml")), (b"\x1f\x8b\x08\x00", articles(".txt.gz"))]

    def run(data: bytes) -> None:
        if not data:
            return
        _, read = formats[data[0] % len(formats)]
        with suppress(QuotetrackError, UnicodeEncodeError):  # the latter: a line handed over as str that is no text
            read(data[1:], folder)

    return run, [bytes([number]) + seed for number, (seed, _) in enumerate(formats)]


def decoder(folder: Path) -> tuple[Run, list[bytes]]:
    """Decode random scores over real words: the input seeds the draw."""
    from tests.promises.p02_garbage import decoded

    def run(data: bytes) -> None:
        assert not (wrong := decoded(random.Random(data))), wrong

    return run, [bytes([i]) for i in range(8)]


def search(folder: Path) -> tuple[Run, list[bytes]]:
    """Ask a store for any text: nothing raises but our own errors, and what is found holds no less than was asked."""
    from quotetrack.errors import QuotetrackError
    from quotetrack.track import Tracker
    from tests.promises.p08_injection import SEARCHES
    from tests.track.articles import week_of_news

    tracker = Tracker(":memory:")
    tracker.add_many(week_of_news())

    def run(data: bytes) -> None:
        text = _text(data)
        questions: tuple[Callable[[], object], ...] = (
            lambda: tracker.quotes(about=text), lambda: tracker.kwic(text), lambda: tracker.quotes(speaker=text),
            lambda: tracker.quotes(since=text), lambda: tracker.diff(text), lambda: tracker.speakers(outlet=text),
            lambda: text in tracker,
        )  # fmt: skip
        for ask in questions:
            with suppress(QuotetrackError):
                ask()

    return run, [text.encode("utf-8", "surrogatepass") for text in (*SEARCHES, "harbour", "Okafor", "2024-03")]


TARGETS: dict[str, Callable[[Path], tuple[Run, list[bytes]]]] = {
    "marks": marks, "readers": readers, "decoder": decoder, "search": search,
}  # fmt: skip


def _with_atheris(name: str, seconds: float) -> None:
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with TemporaryDirectory() as place:
        folder, seeds = Path(place, "files"), Path(place, "seeds")
        folder.mkdir()
        seeds.mkdir()
        with atheris.instrument_imports(include=["quotetrack"]):
            run, given = TARGETS[name](folder)
        for number, seed in enumerate(given):
            (seeds / str(number)).write_bytes(seed)
            run(seed)  # what is imported at the first call is no part of the time
        options = [f"-max_total_time={seconds:.0f}", f"-max_len={LONGEST}", "-print_final_stats=1", "-verbosity=0"]
        options.append(f"-artifact_prefix={folder}/")
        atheris.Setup([name, *options, str(seeds)], _timed(run))
        atheris.Fuzz()


def _with_hypothesis(name: str, seconds: float) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    from tests.promises.odd_text import texts

    begin, tried = time.monotonic(), 0
    with TemporaryDirectory() as place:
        run, seeds = TARGETS[name](Path(place))
        for seed in seeds:
            run(seed)  # what is imported at the first call is no part of the time
        timed = _timed(run)
        drawn = st.one_of(
            st.binary(max_size=500), texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.tuples(st.sampled_from(seeds), st.binary(max_size=20)).map(b"".join),
        )  # fmt: skip

        @settings(
            max_examples=1_000, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        @given(drawn)
        def holds(data: bytes) -> None:
            nonlocal tried
            if time.monotonic() - begin < seconds:
                tried += 1
                timed(data)

        while time.monotonic() - begin < seconds:
            holds()
    print(f"stat::number_of_executed_units: {tried}")


def _timed(run: Run) -> Run:
    """Fail on an input that takes the processor over a second (other work on the machine does not count)."""

    def timed(data: bytes) -> None:
        begin = time.process_time()
        run(data)
        spent = time.process_time() - begin
        assert spent < HANG, f"took {spent:.1f} s"

    return timed


def fuzz(name: str, seconds: float) -> tuple[int, str | None]:
    """Fuzz one target in a process of its own; return how many inputs it took, and what went wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises.fuzz", "--target", name, "--minutes", str(seconds / 60), "--here"],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    counted = [line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line]
    return int(counted[-1]) if counted else 0, said if done.returncode else None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.promises.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--target", choices=list(TARGETS), help="only this one")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    names = [given.target] if given.target else list(TARGETS)
    seconds = 60 * given.minutes / len(names)
    if given.here:
        try:
            import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: F401
        except ImportError:
            _with_hypothesis(names[0], seconds)
        else:
            _with_atheris(names[0], seconds)
        return 0
    print("| target | inputs | result |\n| --- | ---: | --- |")
    broken = []
    for name in names:
        count, wrong = fuzz(name, seconds)
        print(f"| {name} | {count:,} | {'**broken**' if wrong else 'nothing found'} |", flush=True)
        broken += [f"\n{name}:\n{wrong[-4000:]}"] if wrong else []
    print(*broken, sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
