"""One article into the rows of a store, and out again, as one piece."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from quotetrack.models import Article, Attribution, Extraction
from quotetrack.serialize import from_dict, to_dict
from quotetrack.track.facts import profile_of
from quotetrack.track.gather import Quoted, leave_statements, link_statements
from quotetrack.track.identify import correction_fact, drop_unused_profile, relink_blocks
from quotetrack.track.names import block
from quotetrack.track.profiles import Profile
from quotetrack.track.queries import offered_speaker
from quotetrack.track.store import storable
from quotetrack.track.wording import quoted_parts, wording


def digest(article: Article) -> str:
    """Return what tells an edited article from the same one: a hash of its text and what is known about it."""
    known = [article.text, article.title, article.url, article.publisher, article.published, dict(article.meta)]
    return blake2b(json.dumps(known, sort_keys=True, default=str).encode("ascii"), digest_size=16).hexdigest()


def article_key(article: Article) -> str:
    """Return the article's own id, or one made from its content, so that adding it again finds it."""
    return storable(article.id) if article.id else f"content-{digest(article)[:16]}"


def pack(extraction: Extraction) -> bytes:
    """Deflate the extraction in the exchange format; the text stays out where its own column holds it exactly."""
    data = to_dict(extraction)
    if storable(extraction.article.text) == extraction.article.text:
        data["article"]["text"] = None
    return zlib.compress(json.dumps(data, ensure_ascii=True).encode("ascii"), 6)


def unpack(payload: bytes, text: str) -> dict[str, Any]:
    """Return the extraction's dict in the exchange format, its text put back."""
    data: dict[str, Any] = json.loads(zlib.decompress(payload))
    if data["article"]["text"] is None:
        data["article"]["text"] = text
    return data


def read_extraction(payload: bytes, text: str) -> Extraction:
    """Return the extraction as it was added."""
    return from_dict(unpack(payload, text))


def write_article(db: sqlite3.Connection, key: str, extraction: Extraction, payload: bytes) -> None:
    """Insert all rows of an article; its people and statements are linked in the same transaction."""
    article = extraction.article
    row = db.execute(
        "INSERT INTO article (key, digest, title, url, publisher, published, text, words, model, payload)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            digest(article),
            _shown(article.title),
            _shown(article.url),
            _shown(article.publisher),
            _shown(article.published),
            storable(article.text),
            len(article.text.split()),
            _shown(extraction.model),
            payload,
        ),
    ).lastrowid
    assert row is not None
    speakers, profiles, blocks = _write_speakers(db, row, key, extraction)
    quoted = []
    for position, attribution in enumerate(extraction.attributions):
        words = quoted_parts(attribution, article.text)
        number = _write_attribution(db, row, position, attribution, words, article, speakers, profiles)
        if words:
            quoted.append(Quoted(number, attribution, wording(words)))
    relink_blocks(db, blocks)
    link_statements(db, key, article.text, article.published, quoted)
    db.execute("DELETE FROM failure WHERE article_key = ?", (key,))


def _write_speakers(
    db: sqlite3.Connection, article: int, key: str, extraction: Extraction
) -> tuple[dict[str, int], dict[str, int], set[str]]:
    """Insert the speakers with their roles; return their rows, their profiles, and the blocks with a new profile."""
    speakers: dict[str, int] = {}
    profiles: dict[str, int] = {}
    blocks: set[str] = set()
    for speaker in extraction.speakers:
        profile = None
        if (told := profile_of(speaker, extraction.article.text)) is not None:
            profile, new = _profile(db, key, told)
            profiles[speaker.id] = profile
            blocks.update({new} if new else ())
        number = db.execute(
            "INSERT INTO speaker (article, local, kind, name, label, profile) VALUES (?, ?, ?, ?, ?, ?)",
            (article, storable(speaker.id), speaker.kind, _shown(speaker.name), storable(speaker.label), profile),
        ).lastrowid
        assert number is not None
        speakers[speaker.id] = number
        db.executemany(
            "INSERT INTO role (speaker, title, affiliation, tense) VALUES (?, ?, ?, ?)",
            [(number, _shown(r.title), _shown(r.affiliation), r.tense) for r in speaker.roles],
        )
    return speakers, profiles, blocks


def _profile(db: sqlite3.Connection, key: str, told: Profile) -> tuple[int, str | None]:
    """Find or make a speaker's profile; return its row, with its block when it is new."""
    facts = json.dumps([*told.facts, *correction_fact(db, told.kind, told.name, key)])
    found = db.execute(
        "SELECT id FROM profile WHERE kind = ? AND name = ? AND facts = ?", (told.kind, told.name, facts)
    ).fetchone()
    if found:
        return int(found[0]), None
    where = block(told.kind, told.name)
    number = db.execute(
        "INSERT INTO profile (block, kind, name, facts) VALUES (?, ?, ?, ?)", (where, told.kind, told.name, facts)
    ).lastrowid
    assert number is not None
    return number, where


def _write_attribution(
    db: sqlite3.Connection,
    row: int,
    position: int,
    attribution: Attribution,
    quoted: tuple[str, ...],
    article: Article,
    speakers: Mapping[str, int],
    profiles: Mapping[str, int],
) -> int:
    speaker = attribution.speaker.id if attribution.speaker is not None else None
    profile = profiles.get(speaker) if speaker is not None else None
    text = storable(attribution.text)
    number = db.execute(
        "INSERT INTO attribution (article, local, position, kind, act, negated, text, quoted, cue, source, words,"
        " confidence, speaker, profile, person, published, publisher)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT person FROM profile WHERE id = ?), ?, ?)",
        (
            row,
            storable(attribution.id),
            position,
            attribution.kind,
            attribution.act,
            attribution.negated,
            text,
            storable(" … ".join(quoted)) if quoted else None,
            storable(" … ".join(part.text for part in attribution.cue)),
            storable(" … ".join(part.text for part in attribution.source)),
            len(text.split()),
            attribution.confidence,
            speakers[speaker] if speaker is not None else None,
            profile,
            profile,
            _shown(article.published),
            _shown(article.publisher),
        ),
    ).lastrowid
    assert number is not None
    return number


def delete_article(db: sqlite3.Connection, key: str) -> bool:
    """Delete all rows of an article, and the people and statements that only it knew; tell whether it was there."""
    found = db.execute("SELECT id FROM article WHERE key = ?", (key,)).fetchone()
    if found is None:
        return False
    row = found[0]
    profiles = db.execute(
        "SELECT DISTINCT profile.id, profile.block FROM speaker JOIN profile ON profile.id = speaker.profile"
        " WHERE speaker.article = ?",
        (row,),
    ).fetchall()
    leave_statements(db, row)
    db.execute("DELETE FROM attribution WHERE article = ?", (row,))
    db.execute("DELETE FROM speaker WHERE article = ?", (row,))
    db.execute("DELETE FROM article WHERE id = ?", (row,))
    left: set[int] = set()
    for profile, _ in profiles:
        left |= drop_unused_profile(db, profile)
    relink_blocks(db, {where for _, where in profiles}, left=left)
    return True


def keep_history(db: sqlite3.Connection, key: str) -> None:
    """Keep what an article said before it is replaced by its edited version."""
    db.execute(
        "INSERT OR REPLACE INTO article_history (article_key, digest, payload, text, replaced_at)"
        " SELECT key, digest, payload, text, ? FROM article WHERE key = ?",
        (now(), key),
    )


def export_articles(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield every article in the exchange format, with the ids of people, statements and offered speakers."""
    for row, payload, text in db.execute("SELECT id, payload, text FROM article ORDER BY key"):
        data = unpack(payload, text)
        people = dict(
            db.execute(
                "SELECT speaker.local, person.key FROM speaker JOIN profile ON profile.id = speaker.profile"
                " JOIN person ON person.id = profile.person WHERE speaker.article = ?",
                (row,),
            ).fetchall()
        )
        repeated = dict(
            db.execute(
                "SELECT attribution.local, statement.key FROM attribution"
                " JOIN utterance ON utterance.id = attribution.utterance"
                " JOIN statement ON statement.id = utterance.statement"
                " WHERE attribution.article = ? AND occurrences > 1",
                (row,),
            ).fetchall()
        )
        for speaker in data["speakers"]:
            speaker["person"] = people.get(storable(speaker["id"]))
        offered = offered_speakers(db, row)
        for attribution in data["attributions"]:
            attribution["statement"] = repeated.get(storable(attribution["id"]))
            attribution["offered"] = offered.get(storable(attribution["id"]))
        yield data


def offered_speakers(db: sqlite3.Connection, article: int) -> dict[str, str]:
    """Return, for each attribution to nobody whose words other articles give to one person, that person."""
    found = db.execute(
        "SELECT attribution.local, utterance.statement FROM attribution"
        " JOIN utterance ON utterance.id = attribution.utterance"
        " WHERE attribution.article = ? AND attribution.person IS NULL",
        (article,),
    ).fetchall()
    offers = ((local, offered_speaker(db, statement)) for local, statement in found)
    return {local: person for local, person in offers if person is not None}


def now() -> str:
    """Return the time as the store writes it: ISO, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shown(text: str | None) -> str | None:
    return None if text is None else storable(text)
