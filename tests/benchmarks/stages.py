"""Where the time goes: every stage of the finder run by itself over the same articles."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

import spacy

from quotetrack.find.decode import decode
from quotetrack.find.details import detail
from quotetrack.find.finder import AT_ONCE, Finder
from quotetrack.find.marks import MarkIndex
from quotetrack.find.speakers import resolve_speakers
from quotetrack.lang import load_pipeline
from quotetrack.models import Article

T = TypeVar("T")


def seconds(run: Callable[[], object], *, times: int = 1) -> float:
    """CPU seconds of this process, the best of several runs: other work on the machine counts little."""
    best = float("inf")
    for _ in range(times):
        begin = time.process_time()
        run()
        best = min(best, time.process_time() - begin)
    return best


def by_stage(finder: Finder, texts: Sequence[str]) -> dict[str, float]:
    """CPU seconds for each stage. What the finder takes beyond them is its own book-keeping."""
    spent: dict[str, float] = defaultdict(float)
    grammar = finder.tagger.grammar
    assert grammar is not None

    def timed(stage: str, run: Callable[[], T]) -> T:
        begin = time.process_time()
        result = run()
        spent[stage] += time.process_time() - begin
        return result

    for text in texts:
        marks = timed("marks", lambda text=text: MarkIndex(text))
        encoded = timed("pieces", lambda text=text, marks=marks: finder.tagger.encode(text, marks))
        scores = timed("encoder", lambda encoded=encoded: finder.tagger.run(encoded))
        forms = timed("tokens", lambda text=text: finder.cut(text))
        tokens = timed("grammar", lambda f=forms, s=scores, text=text: grammar.tokens(text, *f, s.readings))
        found = timed("decode", lambda text=text, s=scores, m=marks: decode(text, s, m, finder.moves))
        timed(
            "speakers and roles",
            lambda tokens=tokens, found=found, text=text: resolve_speakers(tokens, found, article=Article(text)),
        )
        timed("details", lambda tokens=tokens, found=found: [detail(tokens, item, published=None) for item in found])
    return dict(spent)


def floor(finder: Finder, texts: Sequence[str]) -> tuple[float, float]:
    """CPU seconds of the bare models on the same texts: onnxruntime over all windows, spaCy's tokenizer over all."""
    nlp = spacy.blank("en")
    encoded = [finder.tagger.encode(text, MarkIndex(text)) for text in texts]

    def network() -> None:
        for one in encoded:
            finder.tagger.run(one)

    def tokenizer() -> None:
        with nlp.memory_zone():
            for text in texts:
                nlp.make_doc(text)

    return seconds(network, times=2), seconds(tokenizer, times=2)


def baseline(texts: Sequence[str]) -> tuple[float, int]:
    """CPU seconds of textacy's ``direct_quotations`` on the embedded pipeline, and in how many articles it raised."""
    from textacy.extract.triples import direct_quotations

    nlp = load_pipeline()
    raised = 0

    def run() -> None:
        nonlocal raised
        with nlp.memory_zone():
            for doc in nlp.pipe(texts, batch_size=AT_ONCE):
                try:
                    list(direct_quotations(doc))
                except ValueError:
                    raised += 1

    return seconds(run), raised
