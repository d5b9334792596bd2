"""People in the store: the decisions of `people`, written where they change, and a human being's corrections."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

from quotetrack.track.names import block, fold, person_name
from quotetrack.track.people import link_profiles
from quotetrack.track.profiles import Link, Profile, name_of


def relink_blocks(db: sqlite3.Connection, blocks: Iterable[str], *, left: Iterable[int] = ()) -> None:
    """Decide anew who the profiles of these blocks are, and write what changed.

    Args:
        db: the store, in a transaction.
        blocks: those whose profiles or corrections changed.
        left: people who lost a profile that no longer exists.
    """
    touched = set(left)
    for name in sorted(set(blocks)):
        touched |= _relink(db, name)
    for person in sorted(touched):
        _rename_or_drop(db, person)


def _relink(db: sqlite3.Connection, name: str) -> set[int]:
    stored: dict[Profile, tuple[int, int | None, str]] = {
        Profile(kind, shown, tuple(json.loads(facts))): (number, person, reason)
        for number, kind, shown, facts, person, reason in db.execute(
            "SELECT id, kind, name, facts, person, reason FROM profile WHERE block = ?", (name,)
        )
    }
    pins = {
        (kind, folded): key
        for kind, folded, key in db.execute(
            "SELECT kind, name, person_key FROM correction WHERE block = ? AND article_key = ''", (name,)
        )
    }
    touched: set[int] = set()
    for profile, link in link_profiles(stored, pins).items():
        number, former, reason = stored[profile]
        person = _person(db, link, profile)
        if (person, link.reason) != (former, reason):
            db.execute("UPDATE profile SET person = ?, reason = ? WHERE id = ?", (person, link.reason, number))
        if person != former:
            db.execute("UPDATE attribution SET person = ? WHERE profile = ?", (person, number))
            touched.update(p for p in (person, former) if p is not None)
    return touched


def _person(db: sqlite3.Connection, link: Link, profile: Profile) -> int | None:
    if link.person is None:
        return None
    found = db.execute("SELECT id FROM person WHERE key = ?", (link.person,)).fetchone()
    if found is None:
        found = db.execute(
            "INSERT INTO person (key, kind, name) VALUES (?, ?, ?) RETURNING id",
            (link.person, profile.kind, profile.name),
        ).fetchone()
    return int(found[0])


def _rename_or_drop(db: sqlite3.Connection, person: int) -> None:
    known = db.execute("SELECT kind, name, count(*) FROM profile WHERE person = ? GROUP BY 1, 2", (person,)).fetchall()
    if not known:
        db.execute("DELETE FROM person WHERE id = ?", (person,))
        return
    kind, shown = name_of(Counter({(kind, name): count for kind, name, count in known}))
    db.execute("UPDATE person SET kind = ?, name = ? WHERE id = ?", (kind, shown, person))


# corrections


def correction_fact(db: sqlite3.Connection, kind: str, name: str, article: str) -> list[str]:
    """Return, as a fact, what a human being decided about this name in this one article."""
    found = db.execute(
        "SELECT person_key FROM correction WHERE kind = ? AND name = ? AND article_key = ?", (kind, fold(name), article)
    ).fetchone()
    return [f"pin:{found[0]}"] if found else []


def merge_people(db: sqlite3.Connection, keep: int, drop: int, note: str) -> None:
    """Decide that two people are one, for every name that they go by."""
    key = db.execute("SELECT key FROM person WHERE id = ?", (keep,)).fetchone()[0]
    dropped = db.execute("SELECT key FROM person WHERE id = ?", (drop,)).fetchone()[0]
    for person in (keep, drop):
        _pin_person(db, person, key, note)
    earlier = db.execute(
        "SELECT kind, name, article_key FROM correction WHERE person_key = ? ORDER BY 1, 2, 3", (dropped,)
    ).fetchall()
    for kind, name, article in earlier:  # what was decided for the one who is dropped now holds for the other
        if article:
            pin_in_article(db, kind, name, article, key, note)
        else:
            pin_name(db, kind, name, key, note)


def _pin_person(db: sqlite3.Connection, person: int, key: str, note: str) -> None:
    """Pin each name of a person; a name that others bear too is pinned article by article."""
    names = db.execute("SELECT DISTINCT kind, name FROM profile WHERE person = ?", (person,)).fetchall()
    full = [(kind, name) for kind, name in names if kind != "person" or person_name(name).given]
    for kind, name in full or names:
        others = db.execute(
            "SELECT 1 FROM profile WHERE kind = ? AND name = ? AND person IS NOT ? LIMIT 1", (kind, name, person)
        ).fetchone()
        if others is None:
            pin_name(db, kind, name, key, note)
        else:
            articles = db.execute(
                "SELECT DISTINCT article.key FROM speaker JOIN article ON article.id = speaker.article"
                " JOIN profile ON profile.id = speaker.profile WHERE profile.person = ? AND profile.name = ?",
                (person, name),
            ).fetchall()
            for (article,) in articles:
                pin_in_article(db, kind, name, article, key, note)


def pin_name(db: sqlite3.Connection, kind: str, name: str, key: str, note: str) -> None:
    """Decide who a name means in every article."""
    where = block(kind, name)
    _keep_correction(db, kind, name, "", where, key, note)
    relink_blocks(db, {where})


def pin_in_article(db: sqlite3.Connection, kind: str, name: str, article: str, key: str, note: str) -> None:
    """Decide who a name means in one article."""
    where = block(kind, name)
    _keep_correction(db, kind, name, article, where, key, note)
    speakers = db.execute(
        "SELECT speaker.id, profile.id, profile.facts, profile.name FROM speaker"
        " JOIN article ON article.id = speaker.article JOIN profile ON profile.id = speaker.profile"
        " WHERE article.key = ? AND profile.kind = ?",
        (article, kind),
    ).fetchall()
    left: set[int] = set()
    for speaker, profile, facts, its in speakers:
        if fold(its) != fold(name):
            continue
        pinned = json.dumps([*(f for f in json.loads(facts) if not f.startswith("pin:")), f"pin:{key}"])
        db.execute(
            "INSERT INTO profile (block, kind, name, facts) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (where, kind, its, pinned),
        )
        new, owner = db.execute(
            "SELECT id, person FROM profile WHERE kind = ? AND name = ? AND facts = ?", (kind, its, pinned)
        ).fetchone()
        db.execute("UPDATE speaker SET profile = ? WHERE id = ?", (new, speaker))
        db.execute("UPDATE attribution SET profile = ?, person = ? WHERE speaker = ?", (new, owner, speaker))
        left |= drop_unused_profile(db, profile)
    relink_blocks(db, {where}, left=left)


def _keep_correction(db: sqlite3.Connection, *values: str) -> None:
    db.execute(
        "INSERT OR REPLACE INTO correction (kind, name, article_key, block, person_key, note)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (values[0], fold(values[1]), *values[2:]),
    )


def drop_unused_profile(db: sqlite3.Connection, profile: int) -> set[int]:
    """Delete a profile that no speaker carries any more; return the person who lost it."""
    if db.execute("SELECT 1 FROM speaker WHERE profile = ? LIMIT 1", (profile,)).fetchone():
        return set()
    person = db.execute("DELETE FROM profile WHERE id = ? RETURNING person", (profile,)).fetchone()[0]
    return set() if person is None else {person}
