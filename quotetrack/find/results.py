"""What was found and judged, put into the nouns: the last step of a reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotetrack.find.clauses import untrailed
from quotetrack.find.confidence import ConfidenceFeatures
from quotetrack.find.details import Details
from quotetrack.find.found import Found, Offsets
from quotetrack.find.marks import WORD
from quotetrack.find.speakers import Link
from quotetrack.models import Attribution, SaidOn, TextSpan

Judged = tuple[Found, Details, float]  # an attribution, what its cue tells, and how sure it is


def attributions(
    text: str, items: Sequence[Judged], links: Sequence[Link], *, ids: Sequence[str], above: Sequence[str | None]
) -> list[Attribution]:
    """Make the attributions of what was found: `links` tell who speaks, `above` what each stands inside."""
    return [
        Attribution(
            id=id,
            kind=item.kind,
            content=_spans(text, item.content),
            cue=_spans(text, item.cue),
            cue_lemma=more.cue_lemma,
            act=more.act,
            negated=more.negated,
            source=_spans(text, (untrailed(text, part) for part in item.source)),
            speaker=link.speaker,
            addressee=None if more.addressee is None else TextSpan.of(text, *more.addressee),
            channel=more.channel,
            said_on=None if more.said_on is None else _said_on(text, *more.said_on),
            parent=parent,
            confidence=sure,
            resolver=link.resolver,
            evidence=link.evidence,
        )
        for (item, more, sure), link, id, parent in zip(items, links, ids, above, strict=True)
    ]


def features(text: str, item: Found, more: Details) -> ConfidenceFeatures:
    """Return what the confidence in an attribution is judged by."""
    certainty = item.certainty
    return ConfidenceFeatures(
        content=certainty.content,
        cue=certainty.cue,
        source=certainty.source,
        link=certainty.link,
        kind=item.kind,
        act=more.act,
        has_cue=bool(item.cue),
        has_source=bool(item.source),
        whole=certainty.whole,
        words=sum(1 for start, end in item.content for _ in WORD.finditer(text, start, end)),
    )


def in_order(items: Iterable[Judged]) -> list[Judged]:
    """Sort by text order."""
    return sorted(items, key=lambda one: (one[0].content, one[0].cue))


def _spans(text: str, parts: Iterable[Offsets]) -> tuple[TextSpan, ...]:
    return tuple(TextSpan.of(text, start, end) for start, end in parts)


def _said_on(text: str, where: Offsets, day: str | None) -> SaidOn:
    return SaidOn(where[0], where[1], text[slice(*where)], day)
