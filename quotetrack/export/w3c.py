"""W3C Web Annotations (JSON-LD): position and quote selectors, the form that Hypothesis and others read.

The position selector counts code points, as the recommendation says and as we do. An annotation holds the whole
attribution and its speaker under ``quotetrack``, so that `read_w3c` can set it on the article again, edited or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote as percent_encoded

from quotetrack.errors import FormatError
from quotetrack.export.anchor import Quote, Reanchored, locate, move
from quotetrack.export.exporter import Results, article_name, extractions
from quotetrack.export.json_lines import as_json, write_array
from quotetrack.files import decode, existing
from quotetrack.models import Article, Extraction, Role, SaidOn, TextSpan
from quotetrack.serialize import SCHEMA, from_dict, parse_object, to_dict

CONTEXT_URL = "http://www.w3.org/ns/anno.jsonld"
HEAD = as_json(
    {
        "@context": [CONTEXT_URL, {"quotetrack": {"@id": "urn:quotetrack:attribution", "@type": "@json"}}],
        "type": "AnnotationPage",
        "items": [],
    }
).removesuffix("]}")


def write_w3c(results: Results, file: IO[bytes]) -> None:
    """Write an AnnotationPage with one annotation for each attribution."""
    numbered = enumerate(extractions(results), start=1)
    items = (as_json(item) for number, result in numbered for item in web_annotations(result, number=number))
    write_array(items, file, head=HEAD, tail="]}\n")


def web_annotations(extraction: Extraction, *, number: int = 1) -> Iterator[dict[str, Any]]:
    """Yield the annotations of one article; `number` names it when it has no id."""
    name = article_name(extraction, number)
    article, text = extraction.article, extraction.article.text
    data = to_dict(extraction)
    speakers = {speaker["id"]: speaker for speaker in data["speakers"]}
    source = article.url or f"urn:quotetrack:article:{percent_encoded(name, safe='', errors='replace')}"
    for attribution, plain in zip(extraction, data["attributions"], strict=True):
        body = [
            {"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in (attribution.kind, attribution.act)
        ]
        if attribution.speaker is not None:
            body.insert(0, {"type": "TextualBody", "purpose": "identifying", "value": attribution.speaker.label})
        yield {
            "id": f"{source.partition('#')[0]}#quotetrack-{percent_encoded(attribution.id, safe='', errors='replace')}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": body,
            "target": [{"source": source, "selector": _selectors(text, part)} for part in attribution.content],
            "quotetrack": {
                "article": name,
                "attribution": plain,
                "speaker": speakers.get(plain["speaker"]),
                "model": extraction.model,
            },
        }


def _selectors(text: str, span: TextSpan) -> list[dict[str, Any]]:
    around = Quote.of(text, span)
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {"type": "TextQuoteSelector", "exact": around.exact, "prefix": around.prefix, "suffix": around.suffix},
    ]


def read_w3c(path: str | Path, article: Article) -> Reanchored:
    """Set the annotations of a page on the article, which may have been edited since.

    The page may hold annotations of other articles; only those of this article's id are taken, all when it has none.

    Raises:
        FormatError: the file is not an annotation page that quotetrack wrote.
    """
    page = parse_object(decode(existing(path).read_bytes(), path=path), path=path)
    items = page.get("items")
    if not isinstance(items, list):
        raise FormatError("expected an array", path=path, at="$.items")
    quotes: dict[tuple[int, int, str], Quote] = {}
    attributions: list[Any] = []
    speakers: dict[str, Any] = {}
    model: Any = None
    for i, item in enumerate(items):
        try:
            kept = item["quotetrack"]
            if article.id is not None and kept["article"] != article.id:
                continue
            attributions.append(kept["attribution"])
            model = kept["model"]
            if kept["speaker"] is not None:
                speakers[kept["speaker"]["id"]] = kept["speaker"]
            for target in item["target"]:
                position, around = target["selector"]
                key = (position["start"], position["end"], around["exact"])
                quotes[key] = Quote(position["start"], around["exact"], around["prefix"], around["suffix"])
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(
                f"not an annotation that quotetrack wrote ({error!r})", path=path, at=f"$.items[{i}]"
            ) from None
    old = _as_written(attributions, list(speakers.values()), model, path)
    shift = _Shift(quotes, article.text)
    return move(old, article, shift.find)


def _as_written(attributions: list[Any], speakers: list[Any], model: Any, path: str | Path) -> Extraction:
    """Build the extraction on a text that has each span's words at its offsets, and nothing between them."""
    known: dict[int, str] = {}
    length = 0
    for noun in _spans_in([attributions, speakers]):
        if isinstance(noun.get("start"), int) and isinstance(noun["text"], str) and noun["start"] >= 0:
            known[noun["start"]] = max(known.get(noun["start"], ""), noun["text"], key=len)
            length = max(length, noun["start"] + len(noun["text"]))
    text = list(" " * min(length, _MAX_TEXT))
    for start, words in known.items():
        text[start : start + len(words)] = words
    data = {
        "schema": SCHEMA,
        "article": {"text": "".join(text)},
        "attributions": attributions,
        "speakers": speakers,
        "model": model,
    }
    return from_dict(data, path=path)


_MAX_TEXT = 100_000_000  # characters; offsets beyond are not those of an article


def _spans_in(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, Mapping):
        if "start" in value and "text" in value:
            yield dict(value)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _spans_in(item)


class _Shift:
    """Finds spans that have no surroundings of their own (cues, sources) where the contents near them moved to."""

    def __init__(self, quotes: Mapping[tuple[int, int, str], Quote], text: str) -> None:
        self._text = text
        self._quotes = quotes
        found = {quote.start: locate(text, quote) for quote in quotes.values()}
        self._moves = sorted((start, at.start - start) for start, at in found.items() if at is not None)

    def find(self, span: TextSpan | Role | SaidOn, /) -> TextSpan | None:
        """Return the new place of a span."""
        known = self._quotes.get((span.start, span.end, span.text))
        if known is not None:
            return locate(self._text, known)
        nearest = min(self._moves, key=lambda move: abs(move[0] - span.start), default=(0, 0))
        return locate(self._text, Quote(span.start, span.text), hint=span.start + nearest[1])
