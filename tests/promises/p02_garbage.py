"""P2: readers of every format and the decoder survive garbage: a result or a typed error, and soon."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from quotetrack.errors import QuotetrackError
from quotetrack.evaluate import brat
from quotetrack.evaluate.readers import read_documents
from quotetrack.find.crf import transitions
from quotetrack.find.decode import decode
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tagger import Scores, log_softmax
from quotetrack.models import Failure
from quotetrack.reader import read_articles
from quotetrack.serialize import from_json, read_jsonl, to_json
from tests.factories import ferry
from tests.promises.promise import Effort, Outcome, Promise, amount, finder, samples

SLOW = 1.0  # seconds for 10 kB
STANDOFF = (
    "T1\tSource 0 3\tAda\nT2\tCue 4 8\tsaid\nT3\tContent 9 11;12 14\tno no\n"
    "E1\tCue:T2 Source:T1 Content:T3\nA1\tKind E1 direct\n"
)
SCORING = json.dumps({"id": "a", "text": "Ada said no no", "attributions": [{"content": [[9, 11]], "cue": [[4, 8]]}]})
HTML = "<html><head><title>Rain</title></head><body><article><p>“No,” said Ada Obi.</p></article></body></html>"
WIRE = "<nitf><body><hl1>Rain</hl1><body.content><p>“No,” she said.</p></body.content></body></nitf>"
CSV = 'id,text\na,"“No,” said Ada Obi."\nb,"Rain, again"\n'


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Return the bytes with a few cut, doubled, swapped or replaced."""
    out = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(out) + 1)
        length = draw.choice([1, 1, 2, 5, 40])
        match draw.randrange(5):
            case 0:
                del out[at : at + length]
            case 1:
                out[at:at] = draw.randbytes(length)
            case 2:
                out[at:at] = out[at : at + length] * 3
            case 3:
                out[at : at + 1] = draw.choice(
                    [b'"', b"{", b"]", b"\\", b"\x00", b"-1", b"1e999", b"\xff", b"\n", b"null"]
                )
            case _:
                other = draw.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]
    return bytes(out)


def _through_a_file(suffix: str, read: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    def run(data: bytes, folder: Path) -> object:
        path = folder / f"case{suffix}"
        path.write_bytes(data)
        return read(path)

    return run


TARGETS: dict[str, tuple[bytes, Callable[[bytes, Path], object]]] = {
    "exchange line": (
        to_json(ferry()).encode(),
        lambda data, _: from_json(data.decode("utf-8", "surrogateescape")),
    ),
    "exchange file": (to_json(ferry()).encode(), _through_a_file(".jsonl", lambda path: list(read_jsonl(path)))),
    "articles .jsonl": (b'{"id": "a", "text": "No."}\n{"id": "b", "text": "Yes."}\n',
                        _through_a_file(".jsonl", lambda path: list(read_articles(path)))),
    "articles .txt": ("“No,” said Ada.".encode(), _through_a_file(".txt", lambda path: list(read_articles(path)))),
    "articles .html": (HTML.encode(), _through_a_file(".html", lambda path: list(read_articles(path)))),
    "articles .csv": (CSV.encode(), _through_a_file(".csv", lambda path: list(read_articles(path)))),
    "scoring form": (SCORING.encode(), _through_a_file(".jsonl", read_documents)),
    "brat": (STANDOFF.encode(), lambda data, _: brat.parse(data.decode("utf-8", "replace"), "Ada said no no", id="a")),
}  # fmt: skip


def decoded(draw: random.Random) -> list[str]:
    """Decode random scores over real words: whatever the network says, parts stand inside the text."""
    name, text = draw.choice(samples())
    text = text[: draw.randrange(1, 1500)]
    marks = MarkIndex(text)
    tagger = finder().tagger
    true = tagger.run(tagger.encode(text, marks))
    noise = np.random.default_rng(draw.randrange(2**32))
    scale = draw.choice([0.5, 3, 30])
    tags = log_softmax(noise.normal(0, scale, true.tags.shape).astype(np.float32)) if len(true.tags) else true.tags
    found = decode(text, Scores(true.encoded, tags, true.windows), marks, transitions())
    out = []
    for item in found:
        parts = (*item.content, *item.cue, *item.source)
        if not item.content or any(not 0 <= start < end <= len(text) for start, end in parts):
            out.append(f"{name} at scale {scale}: {item}")
    return out


def check(effort: Effort) -> Outcome:
    rounds = amount(effort, slice=40, quick=1_500, full=40_000)
    draw = random.Random(2)
    failures: list[str] = []
    tried, slowest = 0, 0.0
    with TemporaryDirectory() as folder:
        for seed, run in TARGETS.values():  # what is imported at the first call is no part of the time
            run(seed, Path(folder))
        for name, (seed, run) in TARGETS.items():
            for _ in range(rounds):
                data = mutated(seed, draw)
                tried += 1
                begin = time.process_time()
                try:
                    result = run(data, Path(folder))
                    assert not isinstance(result, Failure)
                except (QuotetrackError, UnicodeEncodeError) as error:
                    # a line that holds half a character cannot be handed over as str
                    assert name == "exchange line" or isinstance(error, QuotetrackError)
                except Exception as error:
                    failures.append(f"{name}: {type(error).__name__}: {error} for {data!r:.300}")
                slowest = max(slowest, time.process_time() - begin)
    for _ in range(amount(effort, slice=10, quick=200, full=5_000)):
        tried += 1
        try:
            failures += decoded(draw)
        except Exception as error:
            failures.append(f"decoder: {type(error).__name__}: {error}")
    return Outcome(
        f"{tried:,} inputs",
        tuple(failures),
        f"slowest {slowest * 1000:.0f} ms",
        held=effort == "slice" or slowest < SLOW,
    )


PROMISE = Promise("P2", "readers and decoder survive garbage", "0 crashes, none over 1 s per 10 kB", check)
