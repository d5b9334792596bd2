"""What a user's type checker sees: this file must pass ``mypy --strict``."""

from __future__ import annotations

from collections.abc import Iterator

import quotetrack
from quotetrack import Article, Attribution, Extraction, Failure, Finder, Role, Speaker, TextSpan

result: Extraction = quotetrack.extract("“No,” Ada Obi said.")
first: Attribution = result[0]
some: tuple[Attribution, ...] = result[:2]
content: tuple[TextSpan, ...] = first.content
speaker: Speaker | None = first.speaker
roles: list[Role] = [role for s in result.speakers for role in s.roles]
name: str | None = speaker.name if speaker is not None else None
kept: Extraction = result.keep(acts=("statement", "denial"), min_confidence=0.5)
many: Iterator[Extraction | Failure] = quotetrack.pipe([Article("…", id="a"), "…"], n_process=1)
finder: Finder = Finder.load(threads=1)
again: Extraction = finder.extract(Article(text="…", published="2026-01-31"))
