"""What one article tells about people and repeated words, as a row; and the tracker's decisions, over such rows.

Nothing is decided here: a profile is `profile_of`, an utterance `utterances_in`, who a block's people are
`link_profiles`, what the same words are `same_words`, as in a store.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quotetrack.models import Speaker
from quotetrack.serialize import from_json
from quotetrack.track.enter import article_key
from quotetrack.track.facts import profile_of
from quotetrack.track.names import block
from quotetrack.track.people import link_profiles
from quotetrack.track.profiles import Profile, name_of, titles_of
from quotetrack.track.repeats import MOST_WORDINGS, alerts_in
from quotetrack.track.statements import (
    FRAGMENT,
    Utterance,
    enough_shared,
    same_words,
    shared_needed,
    shingle_hashes,
    utterances_in,
)
from quotetrack.track.store import storable
from quotetrack.track.wording import Wording, quoted_parts, wording

Row = Mapping[str, Any]

TOLD = (
    "article string, published string, publisher string,"
    " speakers array<struct<speaker: string, kind: string, name: string, label: string, block: string, facts: string>>,"
    " quotations array<struct<attribution: string, kind: string, words: int, quoted: string, speaker: string,"
    " utterance: string>>,"
    " utterances array<struct<key: string, wording: string, kind: string, name: string, scope: string, week: int,"
    " phrase: boolean, needed: int, hashes: array<bigint>>>,"
    " links array<struct<a: string, b: string>>"
)
LINKED = "block string, kind string, name string, facts string, person string, reason string"
NAMED = "person string, kind string, name string, roles array<string>"
STATEMENT = (
    "statement string, words string, occurrences bigint, wordings bigint, articles bigint, outlets bigint,"
    " first string, last string, speakers array<string>, conflict boolean, alerts array<string>"
)
PAIR = "a string, b string"


def told(exchange: str) -> dict[str, Any]:
    """Return what an article in the exchange format tells, as a row of `TOLD`."""
    extraction = from_json(exchange)
    article, key = extraction.article, article_key(extraction.article)
    words = [quoted_parts(a, article.text) for a in extraction]
    quoted = [i for i, parts in enumerate(words) if parts]
    wordings = [(extraction[i], wording(words[i])) for i in quoted]
    found, pairs = utterances_in(wordings, article.text, key, article.published)
    keys = {quoted[i]: utterance.key for i, utterance in found.items()}
    return {
        "article": key,
        "published": _shown(article.published),
        "publisher": _shown(article.publisher),
        "speakers": [_speaker(speaker, article.text) for speaker in extraction.speakers],
        "quotations": [
            {
                "attribution": storable(a.id),
                "kind": a.kind,
                "words": len(storable(a.text).split()),
                "quoted": storable(" … ".join(words[i])) if words[i] else None,
                "speaker": None if a.speaker is None else storable(a.speaker.id),
                "utterance": keys.get(i),
            }
            for i, a in enumerate(extraction)
        ],
        "utterances": list({utterance.key: _utterance(utterance) for utterance in found.values()}.values()),
        "links": [{"a": found[a].key, "b": found[b].key} for a, b in pairs],
    }


def _speaker(speaker: Speaker, text: str) -> dict[str, str | None]:
    profile = profile_of(speaker, text)
    return {
        "speaker": storable(speaker.id),
        "kind": speaker.kind,
        "name": None if profile is None else profile.name,
        "label": storable(speaker.label),
        "block": None if profile is None else block(profile.kind, profile.name),
        "facts": None if profile is None else json.dumps(profile.facts),
    }


def _utterance(it: Utterance) -> dict[str, Any]:
    hashes = (
        [] if it.kind == FRAGMENT else sorted(shingle_hashes(it.wording))
    )  # a fragment is known in its article only
    return {
        "key": it.key,
        "wording": it.wording.key,
        "kind": it.kind,
        "name": _shown(it.name),
        "scope": storable(it.scope),
        "week": it.week,
        "phrase": it.is_phrase,
        "needed": shared_needed(len(hashes)),
        "hashes": hashes,
    }


def people_of(block_rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Decide for the profiles of one block who they are: rows of `LINKED`."""
    given = {Profile(row["kind"], row["name"], tuple(json.loads(row["facts"]))): row for row in block_rows}
    for profile, link in link_profiles(given).items():
        yield {**given[profile], "person": link.person, "reason": link.reason}


def person_of(profiles: Iterable[Row]) -> dict[str, Any]:
    """Return kind, name and titles of the one person whose profiles these are: a row of `NAMED`."""
    known = list(profiles)
    kind, name = name_of(Counter((row["kind"], row["name"]) for row in known))
    roles = titles_of(json.loads(row["facts"]) for row in known)
    return {"person": known[0]["person"], "kind": kind, "name": name, "roles": list(roles)}


def with_alerts(row: Row) -> dict[str, Any]:
    """Add what to check to a statement's row, which also has every way that it is `quoted`."""
    others = sorted(set(row["quoted"]) - {row["words"]})[:MOST_WORDINGS]
    conflict = len(row["speakers"]) > 1
    kept = {name: value for name, value in row.items() if name != "quoted"}
    return {**kept, "conflict": conflict, "alerts": list(alerts_in(row["words"], others, conflict=conflict))}


def is_same(pair: Row) -> bool:
    """Judge whether two utterances, as structs ``a`` and ``b``, are the same words."""
    a, b = pair["a"], pair["b"]
    shared = len(set(a["hashes"]).intersection(b["hashes"]))
    enough = enough_shared(shared, len(a["hashes"]), len(b["hashes"]))
    return enough and same_words(_read(a), _read(b)) is not None


def _read(row: Row) -> Utterance:
    return Utterance(Wording.from_key(row["wording"]), row["kind"], row["name"], row["scope"], row["week"])


def _shown(text: str | None) -> str | None:
    return None if text is None else storable(text)
