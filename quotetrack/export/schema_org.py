"""schema.org JSON-LD: a Quotation for the speaker's own words, a Claim for reported ones."""

from __future__ import annotations

from typing import IO, Any

from quotetrack.export.exporter import Results, extractions
from quotetrack.export.json_lines import as_json, write_array
from quotetrack.models import Article, Attribution, Extraction, Speaker

# A group or an unnamed source is no named Person: schema.org has no type for either, so they stay Persons and
# Organizations without a name, told apart by their description.
TYPES = {"person": "Person", "unnamed": "Person", "organization": "Organization", "group": "Organization"}


def write_schema_org(results: Results, file: IO[bytes]) -> None:
    """Write a graph with one NewsArticle for each article."""
    items = (as_json(news_article(result)) for result in extractions(results))
    write_array(items, file, head='{"@context": "https://schema.org", "@graph": [', tail="]}\n")


def news_article(extraction: Extraction) -> dict[str, Any]:
    """Return the article as a NewsArticle whose parts are its quotations and claims."""
    return {**_article(extraction.article), "hasPart": [_work(attribution) for attribution in extraction]}


def _article(article: Article) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    return _known(
        {
            "@type": "NewsArticle",
            "identifier": article.id,
            "headline": article.title,
            "url": article.url,
            "publisher": publisher,
            "datePublished": article.published,
        }
    )


def _work(attribution: Attribution) -> dict[str, Any]:
    claim = attribution.kind == "indirect"
    speaker = _speaker(attribution.speaker) if attribution.speaker is not None else None
    return _known(
        {
            "@type": "Claim" if claim else "Quotation",
            "identifier": attribution.id,
            "text": attribution.text,
            "author" if claim else "spokenByCharacter": speaker,
            "dateCreated": attribution.said_on.date if attribution.said_on is not None else None,
        }
    )


def _speaker(speaker: Speaker) -> dict[str, Any]:
    role = next((role for role in speaker.roles if role.tense == "current"), None)
    organization = TYPES[speaker.kind] == "Organization"
    return _known(
        {
            "@type": TYPES[speaker.kind],
            "name": speaker.name,
            "description": None if speaker.name else speaker.label,
            "alternateName": list(speaker.aliases) or None,
            "jobTitle": role.title if role is not None and not organization else None,
            "affiliation": {"@type": "Organization", "name": role.affiliation}
            if role is not None and role.affiliation and not organization
            else None,
            "sameAs": f"https://www.wikidata.org/entity/{speaker.wikidata}" if speaker.wikidata else None,
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
