"""What every export format has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from attrs import frozen

from quotetrack.models import Extraction, Failure

Results = Iterable[Extraction | Failure]


@frozen
class Exporter:
    """Is a format to export to.

    Either `write` puts any number of results into one stream, or `files` makes the files of one article, each named by
    its suffix. `read` gives back extractions, where the format can hold them. `extra` names what must be installed.
    """

    about: str
    suffix: str
    write: Callable[[Results, IO[bytes]], None] | None = None
    files: Callable[[Extraction], Mapping[str, bytes]] | None = None
    read: Callable[[Path], Iterator[Extraction]] | None = None
    extra: str | None = None


def extractions(results: Results) -> Iterator[Extraction]:
    """Pass over the articles that failed: only the exchange format has a line for them."""
    return (result for result in results if isinstance(result, Extraction))


def article_name(extraction: Extraction, number: int) -> str:
    """Return the article's id, or its place in the batch (1-based) when it has none."""
    return extraction.article.id or f"article-{number}"
