"""P12: a changed model file is refused, and no load path unpickles."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from quotetrack.errors import ModelError
from quotetrack.find.tagger import EMBEDDED, Tagger
from quotetrack.lang import DEFAULT_PIPELINE, load_pipeline
from quotetrack.lang.cards import ATTRIBUTION
from tests.promises.promise import Effort, Outcome, Promise, amount

WATCHED = """
import sys
seen = []
def watch(event, arguments):
    if event.startswith(("pickle.", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
        seen.append(event)
from quotetrack.find.finder import Finder
sys.addaudithook(watch)
finder = Finder.load()
finder.extract("“No,” said Ada Obi, the mayor.")
print(sorted(set(seen)))
"""


def _refused(load: Callable[[Path], object], path: Path, what: str) -> list[str]:
    try:
        load(path)
    except ModelError as error:
        return [] if str(path) in str(error) else [f"{what}: the message names no path: {error}"]
    except Exception as error:
        return [f"{what}: {type(error).__name__}: {error}"]
    return [f"{what}: loaded"]


def check(effort: Effort) -> Outcome:
    draw = random.Random(12)
    flips = amount(effort, slice=1, quick=5, full=200)
    failures: list[str] = []
    tried = 0
    loads: tuple[tuple[str, Path, Callable[[Path], object]], ...] = (
        ("attribution", ATTRIBUTION, Tagger.load),
        ("attribution-fast", EMBEDDED["fast"], Tagger.load),
        ("pipeline", DEFAULT_PIPELINE, load_pipeline),
    )
    with TemporaryDirectory() as folder:
        for name, original, load in loads:
            copy = Path(folder) / name
            shutil.copytree(original, copy)
            # what is for people to read (.md) is loaded by nobody
            files = sorted(p for p in copy.rglob("*") if p.is_file() and p.suffix != ".md" and p.stat().st_size)
            files.remove(copy / "card.json")
            files = [files[0], files[-1]] if effort == "slice" else files
            for path in files:
                whole = path.read_bytes()
                for _ in range(flips):
                    tried += 1
                    at, bit = draw.randrange(len(whole)), 1 << draw.randrange(8)
                    path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
                    failures += _refused(
                        load, copy, f"{name}/{path.relative_to(copy)} with bit {bit} of byte {at} flipped"
                    )
                tried += 2
                path.write_bytes(whole[: len(whole) // 2])
                failures += _refused(load, copy, f"{name}/{path.relative_to(copy)} cut short")
                path.unlink()
                failures += _refused(load, copy, f"{name}/{path.relative_to(copy)} missing")
                path.write_bytes(whole)
            card = copy / "card.json"
            for broken in (b"", b"{}", b"[]", b"\xff", card.read_bytes()[:40]):
                tried += 1
                card.write_bytes(broken)
                failures += _refused(load, copy, f"{name}/card.json as {broken!r}")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, check=False, env=_environment(), timeout=300
    )
    if done.stdout.strip() != "[]":
        failures.append(f"while loading and reading: {done.stdout.strip()} {done.stderr.strip()[-300:]}")
    return Outcome(f"{tried:,} damaged models", tuple(failures), "all refused; no pickle, socket or process")


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


PROMISE = Promise("P12", "models are safe", "every change refused; no pickle on a load path", check)
