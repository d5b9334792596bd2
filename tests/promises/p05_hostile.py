"""P5: hostile files end in a result or a typed error, and limits refuse before memory is gone."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from quotetrack.errors import QuotetrackError
from quotetrack.models import Article, Failure
from quotetrack.reader import read_articles
from tests.promises.promise import Effort, Outcome, Promise, amount, finder, misplaced

SOON = 1.0  # seconds
NAUGHTY = (
    "", " ", "\x00", "\ufeff", "null", "undefined", "NaN", "1e309", "-1", "\\", "%s%n", "{{7*7}}", "${HOME}", "$(id)",
    "../../etc/passwd", "CON", "<script>alert(1)</script>", "' OR 1=1 --", "=cmd|' /C calc'!A0", "\u202eevil", "İİİ",
    "\ud83d", "a\u0300" * 40, "ﷺ" * 30, "\x1b[2J", "https://example.test/?q=“x”", "“" * 300, "\r" * 50, "🏳️‍🌈" * 20,
    "Ｔｈｅ ｍａｙｏｒ ｓａｉｄ", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "\u2028\u2029", "\x85", "ﬁ", "ǅ",
)  # fmt: skip


def _bombs() -> dict[str, bytes]:
    """Small files that unpack or nest without end."""
    return {
        "bomb.txt.gz": gzip.compress(b"\0" * 200_000_000),
        "bomb.jsonl.gz": gzip.compress(b'{"text": "' + b"a" * 200_000_000 + b'"}'),
        "twice.txt.gz": gzip.compress(gzip.compress(b"a" * 10_000_000)),
        "nested.html": b"<div>" * 100_000 + b"No." + b"</div>" * 100_000,
        "nested.json": b"[" * 200_000,
        "nested.jsonl": b'{"text": ' + b"[" * 200_000 + b"}",
        "laughs.xml": b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
        + b"".join(b'<!ENTITY c%d "%s">' % (i, (b"&c%d;" % (i - 1) if i else b"&b;") * 10) for i in range(12))
        + b"]><nitf><body>&c11;</body></nitf>",
        "outside.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf><body><p>&x;</p></body></nitf>',
        "wide.csv": b"text\n" + b'"' * 1_000_001,
        "cut.txt.gz": gzip.compress(b"The mayor said no. " * 1000)[:-20],
    }


def _read(path: Path) -> list[Article | Failure]:
    return list(read_articles(path))


def check(effort: Effort) -> Outcome:
    failures: list[str] = []
    tried = 0
    slowest, where = 0.0, ""
    draw = random.Random(5)
    for text in NAUGHTY[:: 4 if effort == "slice" else 1]:
        tried += 1
        try:
            failures += misplaced(finder().extract(text))
        except Exception as error:
            failures.append(f"{text!r:.60}: {type(error).__name__}: {error}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        malformed = amount(effort, slice=40, quick=1_000, full=10_000)
        sound = "“Née,” said Zoë — the 🙃 mayor.\n".encode() * 3
        for number in range(malformed):
            tried += 1
            data = bytearray(sound)
            for _ in range(draw.randint(1, 6)):
                data[draw.randrange(len(data))] = draw.randrange(256)
            path = folder / f"odd{number % 4}{('.txt', '.jsonl', '.csv', '.html')[number % 4]}"
            path.write_bytes(bytes(data))
            try:
                _read(path)
            except QuotetrackError:
                pass
            except Exception as error:
                failures.append(f"{path.suffix} {bytes(data)!r:.80}: {type(error).__name__}: {error}")
        bombs = {} if effort == "slice" else _bombs()
        for bomb, data in bombs.items():
            tried += 1
            path = folder / bomb
            path.write_bytes(data)
            begin = time.process_time()
            try:
                for item in _read(path):
                    if isinstance(item, Article) and len(item.text) > 60_000_000:
                        failures.append(f"{bomb}: {len(item.text):,} characters came through")
                    if isinstance(item, Article) and bomb == "outside.xml" and item.text.strip():
                        failures.append(f"{bomb}: read {item.text!r:.60} from outside")
            except QuotetrackError:
                pass
            except Exception as error:
                failures.append(f"{bomb}: {type(error).__name__}: {error}")
            seconds = time.process_time() - begin
            if seconds > slowest:
                slowest, where = seconds, bomb
    return Outcome(
        f"{tried:,} texts and files",
        tuple(failures),
        f"slowest limit {slowest:.2f} s ({where})" if where else "",
        held=slowest <= SOON,
    )


PROMISE = Promise("P5", "hostile text and files", "a typed error or a result; limits refuse within 1 s", check)
