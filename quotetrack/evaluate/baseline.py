"""The baseline of every table: what textacy's ``direct_quotations`` finds with the same spaCy pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Token

from quotetrack.evaluate.documents import Annotation, Document, Offsets


def direct_quotations(documents: Iterable[Document], read: Callable[[str], Doc]) -> list[Document]:
    """Return what textacy finds in the articles, read by `read`.

    It raises for a whole article on one odd quotation mark; such an article counts as one in which nothing was found.
    """
    return [Document(d.id, d.text, _annotations(d.text or "", read)) for d in documents]


def _annotations(text: str, read: Callable[[str], Doc]) -> tuple[Annotation, ...]:
    # takes seconds and registers extensions on Doc: only who asks for the baseline pays
    from textacy.extract.triples import direct_quotations as extract

    try:
        found = list(extract(read(text)))
    except ValueError:
        return ()
    return tuple(
        Annotation(
            content=((triple.content.start_char, triple.content.end_char),),
            cue=_offsets(triple.cue),
            source=_offsets(triple.speaker),
            kind="direct",
        )
        for triple in found
    )


def _offsets(tokens: Iterable[Token]) -> tuple[Offsets, ...]:
    return tuple((token.idx, token.idx + len(token)) for token in tokens)
