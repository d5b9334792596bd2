"""What news agencies send: NITF, and NewsML-G2 with the text inline. Entities are refused, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from quotetrack.dates import iso_date
from quotetrack.errors import FormatError
from quotetrack.files import BOM, decode
from quotetrack.models import Article
from quotetrack.read.opening import whole

Element = ElementTree.Element
REMEDY = "save the article's text as .txt, or a web page as .html"


def read_wire(file: IO[bytes], *, path: Path, id: str, max_bytes: int) -> Iterator[Article]:
    """Yield the articles of an XML file.

    Raises:
        FormatError: the file is not well-formed, declares entities, or is neither NITF nor NewsML-G2.
    """
    data = whole(file, path, max_bytes=max_bytes)
    xml = decode(data.removeprefix(BOM), path=path, before=len(data) - len(data.removeprefix(BOM)))
    if "<!ENTITY" in xml:
        raise FormatError("declares XML entities, which are refused: they can name other files", path=path)
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise FormatError(f"not well-formed XML: {error}; {REMEDY}", path=path) from None
    kind = _local(root)
    if kind == "nitf":
        articles = [_nitf(root, id)]
    elif kind in ("newsMessage", "newsItem"):
        items = [root] if kind == "newsItem" else [e for e in root.iter() if _local(e) == "newsItem"]
        articles = [a for item in items if (a := _news_item(item, id)) is not None]
    else:
        raise FormatError(f"expected NITF or NewsML-G2, got <{kind:.80}>; {REMEDY}", path=path)
    if not any(article.text for article in articles):
        raise FormatError(f"holds no text; {REMEDY}", path=path)
    yield from articles


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _first(root: Element, name: str) -> Element | None:
    return next((e for e in root.iter() if _local(e) == name), None)


def _words(element: Element | None) -> str | None:
    """Return the words of an element; its line breaks are those of the XML, not of the article."""
    return (" ".join("".join(element.itertext()).split()) or None) if element is not None else None


def _paragraphs(root: Element | None) -> str:
    if root is None:
        return ""
    parts = [_words(e) for e in root.iter() if _local(e) in ("p", "hl2")]
    return "\n\n".join(part for part in parts if part) or _words(root) or ""


def _date(value: str | None) -> str | None:
    """Return an ISO date of ``20180821T101500Z`` (NITF) or ``2018-08-21T…`` (NewsML-G2)."""
    if value and value[:8].isdigit():
        value = f"{value[:4]}-{value[4:6]}-{value[6:8]}"
    return iso_date(value) if value else None


def _nitf(root: Element, id: str) -> Article:
    content = _first(root, "body.content")
    issued, doc_id, source = _first(root, "date.issue"), _first(root, "doc-id"), _first(root, "pubdata")
    headline = _first(root, "hl1")
    if headline is None:
        headline = _first(root, "title")
    return Article(
        _paragraphs(content),
        (doc_id.get("id-string") if doc_id is not None else None) or id,
        _words(headline),
        None,
        source.get("name") if source is not None else None,
        _date(issued.get("norm")) if issued is not None else None,
        {"author": author} if (author := _words(_first(root, "byline"))) else {},
    )


def _news_item(item: Element, id: str) -> Article | None:
    inline = _first(item, "inlineXML")
    if inline is None:  # a picture, or a text that lies elsewhere
        return None
    content = _first(inline, "body.content")
    if content is None:
        content = _first(inline, "body")
    created = _first(item, "contentCreated")
    if created is None:
        created = _first(item, "versionCreated")
    return Article(
        _paragraphs(inline if content is None else content),
        item.get("guid") or id,
        _words(_first(item, "headline")),
        None,
        _words(_first(item, "provider")),
        _date(_words(created)),
        {"author": author} if (author := _words(_first(item, "by"))) else {},
    )
