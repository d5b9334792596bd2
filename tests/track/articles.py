"""Short ways to make articles that quote, for tests of the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotetrack.models import Article, Attribution, Extraction, Role, Speaker, SpeakerKind, TextSpan


def said(
    id: str,
    *quotes: tuple[str | None, str],
    published: str | None = "2024-03-01",
    publisher: str | None = "The Pier",
    roles: Mapping[str, tuple[str, str | None]] | None = None,
    kinds: dict[str, SpeakerKind] | None = None,
    before: str = "",
    **article: Any,
) -> Extraction:
    """Return an article in which each (name, words) is a direct quotation; a name of ``None`` has no speaker."""
    text, spans = before, []
    for name, words in quotes:
        text += "“"
        spans.append((len(text), len(text) + len(words)))
        text += f"{words},” {name or 'someone'} said. "
    speakers: dict[str, Speaker] = {}
    for name, _ in quotes:
        if name is not None and name not in speakers:
            title, affiliation = (roles or {}).get(name, (None, None))
            office = (Role(title, affiliation, 0, 0, ""),) if title else ()
            kind = (kinds or {}).get(name, "person")
            mentions = (TextSpan.of(text, text.index(name), text.index(name) + len(name)),)
            speakers[name] = Speaker(f"s{len(speakers) + 1}", kind, name, name, (), office, mentions)
    attributions = tuple(
        Attribution(f"a{i}", "direct", (TextSpan.of(text, *span),), speaker=speakers.get(name or ""))
        for i, (span, (name, _)) in enumerate(zip(spans, quotes, strict=True), start=1)
    )
    return Extraction(
        Article(text, id=id, published=published, publisher=publisher, **article),
        attributions,
        tuple(speakers.values()),
        "test-1",
    )


HARBOUR = "The harbour will open on Monday and not a single day later"


def week_of_news() -> list[Extraction]:
    """Return articles with repeated, cut and altered words, and people who share names."""
    return [
        said(
            "pier-1", ("Ines Okafor", HARBOUR), ("Rita Okafor", "Nobody asked the crews"),
            roles={"Ines Okafor": ("harbour master", "Port Authority"), "Rita Okafor": ("leader", "Dockers' Union")},
        ),
        said(
            "gazette-1", ("Okafor", "The harbour will open on Monday"), published="2024-03-02", publisher="Gazette",
            roles={"Okafor": ("harbour master", "Port Authority")},
        ),
        said("echo-1", (None, "the harbour will open on Monday and a single day later"), published="2024-03-03",
             publisher="Echo"),
        said(
            "echo-2", ("Anton Brandt", "Fishing quotas are a matter for parliament"),
            ("Brandt", "Quotas cannot be cut twice in one year"), published="2024-03-04", publisher="Echo",
            roles={"Anton Brandt": ("minister", "Fisheries")},
        ),
        said("gazette-2", ("Port Authority", "Dredging starts in the spring"), published="2024-03-05",
             publisher="Gazette", kinds={"Port Authority": "organization"}),
    ]  # fmt: skip
