"""A saved web page -> the article in it, without menus and advertisements (trafilatura; nothing is fetched)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from quotetrack.dates import iso_date
from quotetrack.errors import FormatError, MissingExtraError
from quotetrack.files import BOM, decode
from quotetrack.models import Article
from quotetrack.read.opening import whole

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_CHARSET_WITHIN = 4096  # bytes in which a page must declare its encoding; the standard says 1,024
# the day that the markup says the page was published on, not the first that its text happens to tell
_DATES = {"original_date": True, "extensive_search": False}


def read_page(file: IO[bytes], *, path: Path, id: str, max_bytes: int) -> Iterator[Article]:
    """Yield the article of an HTML page with its title, author, date and outlet where the page gives them.

    Raises:
        MissingExtraError: trafilatura is not installed.
        FormatError: the page is not in the encoding it declares, or holds no article.
    """
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import Document
    except ImportError:
        raise MissingExtraError("html", f"reading {path.name}") from None
    html = _decode_page(whole(file, path, max_bytes=max_bytes), path)
    try:
        found = bare_extraction(
            html.replace("\0", "\ufffd"),
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise FormatError(f"a page that cannot be parsed: {error}", path=path) from None
    if not isinstance(found, Document) or not found.text:
        raise FormatError("no article found in this page; save its text as .txt", path=path)
    meta = {key: value for key, value in (("author", found.author), ("tags", found.tags)) if value}
    yield Article(
        found.text,
        id,
        found.title or None,
        found.url or None,
        found.sitename or None,
        iso_date(found.date) if found.date else None,
        meta,
    )


def _decode_page(data: bytes, path: Path) -> str:
    if not data.startswith(BOM) and (declared := _CHARSET.search(data[:_CHARSET_WITHIN])):
        name = declared[1].decode("ascii")
        try:
            return data.decode(name)
        except LookupError:
            raise FormatError(f"the page declares an unknown encoding {name!r}", path=path) from None
        except UnicodeError as error:
            if name.lower().replace("_", "-") not in ("utf-8", "utf8"):
                raise FormatError(f"not in the encoding {name!r} that it declares: {error}", path=path) from None
    return decode(data.removeprefix(BOM), path=path, before=len(data) - len(data.removeprefix(BOM)))
