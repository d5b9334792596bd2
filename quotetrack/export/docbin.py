"""spaCy's DocBin: tokens, ``doc.spans`` and, under ``doc._``, the whole attributions.

After ``quotetrack.component.register_extensions()`` a Doc read from the file has ``doc._.attributions``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from quotetrack.errors import FormatError
from quotetrack.export.characters import encodable, tokens
from quotetrack.export.exporter import Results, extractions
from quotetrack.files import existing
from quotetrack.models import Extraction, TextSpan
from quotetrack.serialize import from_dict, to_dict

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SPANS = "quotetrack"
STORED: Any = ("._.", "quotetrack", None, None)  # where spaCy keeps ``doc._.quotetrack``


def write_docbin(results: Results, file: IO[bytes]) -> None:
    """Write a DocBin; a lone surrogate, which spaCy cannot hold, becomes a replacement character."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    store = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for extraction in extractions(results):
        store.add(to_doc(extraction, vocab))
    file.write(store.to_bytes())


def to_doc(extraction: Extraction, vocab: Vocab) -> Doc:
    """Return the article as a Doc whose tokens break at every edge of a span."""
    from spacy.tokens import Doc

    text = encodable(extraction.article.text)
    parts = [(a.kind, part) for a in extraction for part in a.content]
    words, spaces = _words(text, [part for _, part in parts])
    made = Doc(vocab, words=words, spaces=spaces)
    stored: dict[str, Any] = json.loads(encodable(json.dumps(to_dict(extraction), ensure_ascii=False)))
    del stored["article"]["text"]
    made.user_data[STORED] = stored
    marked = [made.char_span(part.start, part.end, label=kind) for kind, part in parts if part.end > part.start]
    made.spans[SPANS] = [span for span in marked if span is not None]
    return made


def read_docbin(path: Path) -> Iterator[Extraction]:
    """Yield the extractions that the Docs of a file carry.

    Raises:
        FormatError: the file is not a DocBin, or a Doc carries no attributions.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        store = DocBin().from_bytes(existing(path).read_bytes())
    except Exception as error:  # zlib and msgpack raise errors of their own
        raise FormatError(f"not a DocBin: {error!r}", path=path) from None
    return (_extraction(made, path) for made in store.get_docs(Vocab()))


def _extraction(made: Doc, path: Path) -> Extraction:
    stored = _lists(made.user_data.get(STORED))
    if not isinstance(stored, dict) or not isinstance(stored.get("article"), dict):
        raise FormatError("a Doc carries no attributions; was it written by quotetrack?", path=path)
    return from_dict({**stored, "article": {**stored["article"], "text": made.text}}, path=path)


def _lists(value: object) -> Any:
    """Turn tuples, which DocBin makes of lists, into lists again."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


def _words(text: str, spans: list[TextSpan]) -> tuple[list[str], list[bool]]:
    """Return spaCy's words and whether a space follows; a space at the edge of a span is a word of its own."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in tokens(text, starts | ends):
        joins = words and not spaces[-1] and start not in starts and start + 1 not in ends
        if joins and text[start] == " ":
            spaces[-1] = True
            start += 1
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
    return words, spaces
