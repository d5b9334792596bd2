"""What a person talks about, and in which words: textacy over the words that the store keeps.

textacy takes seconds to import, so it is imported where it is used.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from quotetrack.errors import InputError
from quotetrack.track.names import fold
from quotetrack.track.queries import quotes, search_words
from quotetrack.track.rows import ContextRow, QuoteRow, TopicRow

NEWEST = 2000  # how many of a person's quotations their topics are read from
BATCH = 20_000  # characters that the pipeline reads at once


def topics(db: sqlite3.Connection, person: int, *, limit: int, offset: int) -> list[TopicRow]:
    """List the phrases that a person's newest quotations turn on, by textacy's TextRank.

    The words of all quotations make one text; `TopicRow.quotes` counts the quotations that have the phrase.
    """
    from spacy.tokens import Doc
    from textacy.extract.keyterms.textrank import textrank

    from quotetrack.lang import load_pipeline

    found = _newest(db, person)
    nlp = load_pipeline()
    docs = [nlp(text) for text in _batches([q.text for q in found])]
    if not docs:
        return []
    doc = Doc.from_docs(docs)
    if doc is None or not len(doc):
        return []
    ranked = textrank(doc, normalize="lower", include_pos=("NOUN", "PROPN", "ADJ"), topn=limit + offset)
    texts = [fold(q.text) for q in found]
    return [TopicRow(term, round(weight, 4), _having(term, texts)) for term, weight in ranked][offset:]


def _newest(db: sqlite3.Connection, person: int) -> list[QuoteRow]:
    return quotes(
        db, person=person, about=None, since=None, until=None, outlet=None, kind=None, oldest_first=False,
        limit=NEWEST, offset=0,
    )  # fmt: skip


def _batches(texts: Sequence[str]) -> list[str]:
    """Join quotations to texts of bounded length, each quotation a paragraph of its own."""
    out, part = list[str](), list[str]()
    size = 0
    for text in texts:
        if part and size + len(text) > BATCH:
            out.append("\n\n".join(part))
            part, size = [], 0
        part.append(text if text.rstrip().endswith((".", "?", "!")) else text + ".")
        size += len(text)
    return out + (["\n\n".join(part)] if part else [])


def _having(term: str, texts: Sequence[str]) -> int:
    pattern = re.compile(rf"\b{re.escape(fold(term))}\b")
    return sum(1 for text in texts if pattern.search(text))


def kwic(
    db: sqlite3.Connection, word: str, *, person: int | None, window: int, limit: int, offset: int
) -> list[ContextRow]:
    """List a word or phrase with the words before and after it, the newest quotation first (textacy's concordance).

    Raises:
        InputError: there is no word to look for.
    """
    from textacy.extract.kwic import keyword_in_context

    words = search_words(word)
    if not words:
        raise InputError(f"{word!r} has no letters or digits to look for")
    found = quotes(
        db, person=person, about=word, since=None, until=None, outlet=None, kind=None, oldest_first=False,
        limit=limit + offset, offset=0,
    )  # fmt: skip
    pattern = re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", re.I)
    lines = [
        ContextRow(quote.quote, quote.published, quote.speaker, before.strip(), match, after.strip(), quote.manner)
        for quote in found
        for before, match, after in keyword_in_context(quote.text, pattern, window_width=window, pad_context=False)
    ]
    return lines[offset : offset + limit]
