"""A record (a JSON object, a row of a table) -> an article: the keys that have a meaning, and every other in meta."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from quotetrack.dates import iso_date
from quotetrack.errors import FormatError, warn
from quotetrack.models import Article
from quotetrack.suspect import mistaken

# what other programs call the day of publication
OTHER_DATES = ("date", "pubdate", "publish_date", "published_date", "published_at", "publication_date")


@frozen
class Columns:
    """Is the names under which a file keeps what an article needs; ``None`` means the usual name."""

    text: str | None = None
    id: str | None = None

    @property
    def text_name(self) -> str:
        """Return the key that holds the article's words."""
        return self.text or "text"

    @property
    def id_name(self) -> str:
        """Return the key that holds the article's id."""
        return self.id or "id"


def article_of(
    record: Mapping[str, Any], *, columns: Columns, fallback_id: str, path: str | None, line: int | None
) -> Article:
    """Build an article from a record.

    A date that is not ISO stays unknown and is kept in ``meta["published"]``: a date costs no article. A whole number
    is taken as an id.

    Raises:
        FormatError: the text is missing, or a known key is not a string.
    """
    rest = dict(record)
    if "text" not in rest and columns.text is None and isinstance(rest.get("article"), Mapping):
        rest = dict(rest["article"])  # a line of the exchange format: read the article again
        meta = rest.pop("meta", None)
        rest.update(meta if isinstance(meta, Mapping) else {})
    if columns.text_name not in rest:
        raise FormatError(
            f"no {columns.text_name!r} here; the keys are: {', '.join(sorted(rest)) or 'none'}; name the one that "
            "holds the article with text_column (--text-column)",
            path=path,
            line=line,
        )

    def take(key: str) -> str | None:
        value = rest.pop(key, None)
        if value is not None and not isinstance(value, str):
            raise FormatError(f"expected a string, got {type(value).__name__}", path=path, line=line, at=f"$.{key}")
        return value

    if isinstance(rest.get(columns.id_name), int) and not isinstance(rest[columns.id_name], bool):
        rest[columns.id_name] = str(rest[columns.id_name])
    id = take(columns.id_name)
    text = take(columns.text_name)
    if text is None:
        raise FormatError("expected a string, got nothing", path=path, line=line, at=f"$.{columns.text_name}")
    title, url, publisher, published = (take(key) for key in ("title", "url", "publisher", "published"))
    when = iso_date(published) if published else None
    if published and when is None:
        rest["published"] = published
    return Article(text, id or fallback_id, title, url, publisher, when, rest)


class Doubts:
    """Warns of the first article of a file whose date or text is hardly meant: once a file, however long it is."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._told: set[str] = set()

    def noted(self, article: Article, *, line: int | None = None, at: str | None = None) -> Article:
        """Return the article; warn if its date was put aside, or its text is a name of something to read."""
        for about, problem in (
            ("date", _undated(article.meta) if article.published is None else None),
            ("text", mistaken(article.text)),
        ):
            if problem is not None and about not in self._told:
                self._told.add(about)
                once = "" if line is None and at is None else " (told once)"
                warn(str(FormatError(problem + once, path=self._path, line=line, at=at)))
        return article


def _undated(meta: Mapping[str, Any]) -> str | None:
    if meta.get("published"):
        return (
            f"published {meta['published']!r:.40} is not an ISO date, so the article counts as undated; write dates "
            "like 2024-05-31, 2024-05 or 2024-05-31T10:00"
        )
    other = next((key for key in meta if key.lower() in OTHER_DATES and isinstance(meta[key], str) and meta[key]), None)
    if other is None:
        return None
    return f"no 'published' here, but {other!r}, so the article counts as undated; rename it if it is its date"
