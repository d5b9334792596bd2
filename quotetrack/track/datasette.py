"""What Datasette is told about a store: titles, facets, sort orders, which tables to leave aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_INSIDE = ("shingle", "utterance_link", "utterance", "profile", "failure", "correction", "article_history")


def metadata(store: str | Path) -> dict[str, Any]:
    """Return the metadata for ``datasette STORE --metadata FILE``.

    >>> metadata("news.db")["databases"]["news"]["tables"]["quotes"]["facets"]
    ['person', 'kind', 'act', 'publisher']
    """
    tables: dict[str, dict[str, Any]] = {
        "quotes": {
            "title": "Who said what",
            "facets": ["person", "kind", "act", "publisher"],
            "sort_desc": "published",
        },
        "attribution": {
            "title": "Attributions, with full-text search",
            "facets": ["kind", "act", "publisher", "person"],
            "sort_desc": "published",
            "label_column": "text",
            "fts_table": "attribution_fts",
            "fts_pk": "id",
        },
        "person": {
            "title": "People and organizations",
            "facets": ["kind"],
            "sort_desc": "quotes",
            "label_column": "name",
        },
        "article": {"title": "Articles", "facets": ["publisher"], "sort_desc": "published", "label_column": "key"},
        "speaker": {"title": "Speakers of each article", "facets": ["kind"], "label_column": "label"},
        "role": {"title": "Offices", "facets": ["tense"]},
        "repeated_statements": {"title": "Words quoted more than once", "sort_desc": "occurrences"},
        "statement": {"title": "Statements", "sort_desc": "occurrences", "label_column": "key"},
        "links": {"title": "Why a speaker is taken for a person", "facets": ["reason"]},
    }
    tables.update({name: {"hidden": True} for name in _INSIDE})
    about = {"title": "Who said what", "description": "A quotetrack store", "tables": tables}
    return {"title": "quotetrack", "databases": {Path(store).stem: about}}
