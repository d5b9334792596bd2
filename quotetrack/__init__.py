"""Find every quotation in a news article, who said it and in which role, and keep track of it across articles.

>>> import quotetrack
>>> result = quotetrack.extract("“We will appeal,” said Ada Obi, a lawyer for the city.")
>>> result[0].speaker.name, result[0].text
('Ada Obi', 'We will appeal')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotetrack.errors import (
    FormatError,
    InputError,
    InputWarning,
    MissingExtraError,
    MissingFileError,
    ModelError,
    PipelineError,
    QuotetrackError,
    StoreError,
)
from quotetrack.models import (
    Article,
    Attribution,
    Extraction,
    Failure,
    KnownPerson,
    KnownRole,
    Role,
    SaidOn,
    Speaker,
    TextSpan,
)

if TYPE_CHECKING:
    from quotetrack.api import extract, pipe
    from quotetrack.find.finder import Finder
    from quotetrack.people import read_people
    from quotetrack.reader import read_articles
    from quotetrack.serialize import from_dict, from_json, read_jsonl, to_dict, to_json, write_jsonl
    from quotetrack.track import Tracker

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Extraction",
    "Failure",
    "Finder",
    "FormatError",
    "InputError",
    "InputWarning",
    "KnownPerson",
    "KnownRole",
    "MissingExtraError",
    "MissingFileError",
    "ModelError",
    "PipelineError",
    "QuotetrackError",
    "Role",
    "SaidOn",
    "Speaker",
    "StoreError",
    "TextSpan",
    "Tracker",
    "extract",
    "from_dict",
    "from_json",
    "pipe",
    "read_articles",
    "read_jsonl",
    "read_people",
    "to_dict",
    "to_json",
    "write_jsonl",
]

# What needs spaCy or SQLite is imported when it is first asked for: `import quotetrack` stays light.
_LATER = {
    "Finder": "quotetrack.find.finder",
    "Tracker": "quotetrack.track",
    "extract": "quotetrack.api",
    "from_dict": "quotetrack.serialize",
    "from_json": "quotetrack.serialize",
    "pipe": "quotetrack.api",
    "read_articles": "quotetrack.reader",
    "read_jsonl": "quotetrack.serialize",
    "read_people": "quotetrack.people",
    "to_dict": "quotetrack.serialize",
    "to_json": "quotetrack.serialize",
    "write_jsonl": "quotetrack.serialize",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'quotetrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
