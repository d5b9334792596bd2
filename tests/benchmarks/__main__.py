"""Measure speed and memory: ``python -m tests.benchmarks [--text PATH] [--words N]``.

Prints Markdown tables. Times are CPU seconds of one thread unless a row says otherwise; ratios come from one run.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from quotetrack.find.finder import Finder
from quotetrack.models import Article
from quotetrack.reader import read_articles
from tests.benchmarks import news, processes, stages

EACH = 600  # words of a usual article


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print(f"\n**{title}**\n\n| {' | '.join(heads)} |\n| --- |{' ---: |' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--text", type=Path, help="a file or folder of articles; default: generated text")
    parser.add_argument("--words", type=int, default=30_000, help="how many words to read in the main run")
    parser.add_argument("--long", type=int, default=100_000, help="words of the long article of the linearity row")
    given = parser.parse_args()
    if given.text is not None:
        texts = [item.text for item in read_articles(given.text) if isinstance(item, Article)]
    else:
        texts = news.articles(given.words, each=EACH)
    words = sum(len(text.split()) for text in texts)
    finder = Finder.load()
    finder.extract(texts[0])  # what is loaded at the first call is no part of speed
    print(f"{words:,} words in {len(texts)} articles; {platform.processor() or platform.machine()}, one thread, "
          f"Python {platform.python_version()}; attribution model {finder.tagger.sha256[:12]}")  # fmt: skip

    whole = stages.seconds(lambda: [None for _ in finder.pipe(texts)], times=2)
    network, tokenizer = stages.floor(finder, texts)
    bare = network + tokenizer
    other, raised = stages.baseline(texts)
    smaller = Finder.load(model="fast")
    smaller.extract(texts[0])
    fast = stages.seconds(lambda: [None for _ in smaller.pipe(texts)], times=2)
    spent = stages.by_stage(finder, texts)
    table(
        "Speed on one core",
        ("", "words/s", "time relative to the bare models"),
        (
            ("quotetrack, end to end", f"{words / whole:,.0f}", f"{whole / bare:.2f}"),
            ("with the fast model, end to end", f"{words / fast:,.0f}", f"{fast / bare:.2f}"),
            ("the bare models (onnxruntime and spaCy's tokenizer alone)", f"{words / bare:,.0f}", "1.00"),
            ("the network alone", f"{words / network:,.0f}", f"{network / bare:.2f}"),
            (f"textacy direct_quotations on the embedded spaCy pipeline (raised in {raised})", f"{words / other:,.0f}",
             f"{other / bare:.2f}"),
        ),
    )  # fmt: skip
    rest = max(0.0, whole - sum(spent.values()))
    total = rest + sum(spent.values())
    table(
        "Share by stage",
        ("stage", "share", "words/s"),
        ((stage, f"{100 * s / total:.1f} %", f"{words / s:,.0f}" if s else "") for stage, s in
         [*sorted(spent.items(), key=lambda item: -item[1]), ("the finder itself", rest)]),
    )  # fmt: skip

    short = [news.article(100, seed=seed) for seed in range(30)]
    long = news.article(given.long, seed=1)
    rates = []
    for these in (short, [long]):
        count = sum(len(text.split()) for text in these)
        rates.append(1e6 * stages.seconds(lambda these=these: [None for _ in finder.pipe(these)]) / count)
    table(
        "Linear",
        ("", "µs a word"),
        (
            ("articles of 100 words", f"{rates[0]:.0f}"),
            (f"an article of {len(long.split()):,} words", f"{rates[1]:.0f} ({rates[1] / rates[0]:.2f} times)"),
        ),
    )

    imports = {module: processes.import_seconds(module) for module in ("spacy", "quotetrack", "quotetrack.find.finder")}
    loaded, first, second = processes.fresh(processes.FIRST)
    before, peak = processes.fresh(processes.PEAK, str(given.words))
    one, two = processes.two_processes(finder, texts[: max(8, len(texts) // 2)])
    sending, size = processes.pickling(finder, texts)
    table(
        "Start, memory, processes",
        ("", "figure"),
        (
            ("import spacy (wall)", f"{imports['spacy']:.2f} s"),
            ("import quotetrack (wall)", f"{imports['quotetrack']:.2f} s"),
            ("import quotetrack and all it needs to find (wall), spaCy included",
             f"{imports['quotetrack.find.finder']:.2f} s"),
            ("time to first answer in a fresh process (wall): import, models, answer", f"{loaded + first:.2f} s"),
            ("the next short answer (wall)", f"{1000 * second:.0f} ms"),
            ("memory with the models loaded", f"{before:.0f} MB"),
            (f"peak memory after {given.words:,} words", f"{peak:.0f} MB"),
            ("n_process=2 over 1 (wall; needs two free cores)", f"{one / two:.2f} times"),
            ("one result to another process", f"{sending:.2f} ms, {size:.1f} kB"),
        ),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
