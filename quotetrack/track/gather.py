"""Statements in the store: utterances found by their shingles, linked in pairs, gathered into connected statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from attrs import frozen

from quotetrack.models import Attribution
from quotetrack.track.statements import (
    InArticle,
    Utterance,
    enough_shared,
    fragment,
    fragment_pairs,
    same_words,
    shingle_hashes,
    utterance,
)
from quotetrack.track.wording import Match, Wording, match

MAX_SHINGLES_ASKED = 400  # SQLite's limit on variables is far above; a longer quotation is found by its beginning


@frozen
class Quoted:
    """Is a quotation that has just been stored: its row, the attribution, its quoted words."""

    row: int
    attribution: Attribution
    wording: Wording


def link_statements(db: sqlite3.Connection, article: str, published: str | None, quoted: Sequence[Quoted]) -> None:
    """Give each quotation of an article its utterance, and link it to those that say the same."""
    whole = [utterance(q.wording, q.attribution, article, published) for q in quoted]
    numbers: dict[int, int] = {}
    for i, (q, found) in enumerate(zip(quoted, whole, strict=True)):
        if found is not None:
            numbers[i] = _place(db, found)
            _occurs(db, q.row, numbers[i])
    pairs = fragment_pairs([InArticle(q.attribution.speaker, q.wording) for q in quoted])
    for a, b in pairs:
        for i in (a, b):
            if i not in numbers:
                numbers[i] = _insert(db, fragment(quoted[i].wording, quoted[i].attribution, article), frozenset())
                _occurs(db, quoted[i].row, numbers[i])
        if numbers[a] != numbers[b]:
            _link(db, numbers[a], numbers[b], match(quoted[a].wording, quoted[b].wording))


def _place(db: sqlite3.Connection, found: Utterance) -> int:
    """Return the utterance's row; a new one is linked to all that say the same."""
    known = db.execute("SELECT id FROM utterance WHERE key = ?", (found.key,)).fetchone()
    if known:
        return int(known[0])
    hashes = shingle_hashes(found.wording)
    candidates = _candidates(db, hashes)
    number = _insert(db, found, hashes)
    for other, stored in candidates:
        judged = same_words(found, stored)
        if judged is not None:
            _link(db, number, other, judged)
    return number


def _candidates(db: sqlite3.Connection, hashes: frozenset[int]) -> list[tuple[int, Utterance]]:
    asked = sorted(hashes)[:MAX_SHINGLES_ASKED]
    rows = db.execute(
        "SELECT id, wording, kind, name, scope, week, shingles, shared FROM utterance JOIN"
        " (SELECT utterance, count(*) AS shared FROM shingle"
        f" WHERE hash IN ({','.join('?' * len(asked))}) GROUP BY utterance) ON utterance = id",
        asked,
    )
    return [
        (number, Utterance(Wording.from_key(words), kind, name, scope, week))
        for number, words, kind, name, scope, week, size, shared in rows
        if enough_shared(shared, len(hashes), size)
    ]


def _insert(db: sqlite3.Connection, new: Utterance, hashes: frozenset[int]) -> int:
    known = db.execute("SELECT id FROM utterance WHERE key = ?", (new.key,)).fetchone()
    if known:  # the same fragment twice in one article
        return int(known[0])
    statement = db.execute("INSERT INTO statement (key) VALUES (?) RETURNING id", (f"st-{new.key}",)).fetchone()[0]
    number = db.execute(
        "INSERT INTO utterance (key, wording, kind, name, scope, week, shingles, statement)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (new.key, new.wording.key, new.kind, new.name, new.scope, new.week, len(hashes), statement),
    ).fetchone()[0]
    db.executemany("INSERT INTO shingle (hash, utterance) VALUES (?, ?)", [(h, number) for h in sorted(hashes)])
    return int(number)


def _occurs(db: sqlite3.Connection, attribution: int, number: int) -> None:
    db.execute("UPDATE attribution SET utterance = ? WHERE id = ?", (number, attribution))
    db.execute(
        "UPDATE statement SET occurrences = occurrences + 1 WHERE id = (SELECT statement FROM utterance WHERE id = ?)",
        (number,),
    )


def _link(db: sqlite3.Connection, a: int, b: int, judged: Match) -> None:
    db.execute(
        "INSERT OR IGNORE INTO utterance_link (a, b, relation, share) VALUES (?, ?, ?, ?)",
        (min(a, b), max(a, b), judged.relation, judged.share),
    )
    one, other = (db.execute("SELECT statement FROM utterance WHERE id = ?", (x,)).fetchone()[0] for x in (a, b))
    if one != other:
        _unite(db, one, other)


def _unite(db: sqlite3.Connection, one: int, other: int) -> None:
    """Move the utterances of the smaller statement to the larger one; the smaller key names both."""
    rows = db.execute(
        "SELECT id, key, occurrences, wordings FROM statement WHERE id IN (?, ?) ORDER BY wordings, id", (one, other)
    ).fetchall()
    (small, small_key, occurrences, wordings), (large, large_key, _, _) = rows
    db.execute("UPDATE utterance SET statement = ? WHERE statement = ?", (large, small))
    db.execute("DELETE FROM statement WHERE id = ?", (small,))
    db.execute(
        "UPDATE statement SET key = ?, occurrences = occurrences + ?, wordings = wordings + ? WHERE id = ?",
        (min(small_key, large_key), occurrences, wordings, large),
    )


def leave_statements(db: sqlite3.Connection, article: int) -> None:
    """Take an article's quotations out of their statements; what nobody else says is deleted."""
    rows = db.execute(
        "SELECT attribution.utterance, utterance.statement, count(*) FROM attribution"
        " JOIN utterance ON utterance.id = attribution.utterance WHERE article = ? GROUP BY attribution.utterance",
        (article,),
    ).fetchall()
    db.execute("UPDATE attribution SET utterance = NULL WHERE article = ?", (article,))
    torn: set[int] = set()
    for number, statement, count in rows:
        db.execute("UPDATE statement SET occurrences = occurrences - ? WHERE id = ?", (count, statement))
        if not db.execute("SELECT 1 FROM attribution WHERE utterance = ? LIMIT 1", (number,)).fetchone():
            db.execute("DELETE FROM utterance WHERE id = ?", (number,))
            torn.add(statement)
    for statement in sorted(torn):
        _regather(db, statement)


def _regather(db: sqlite3.Connection, statement: int) -> None:
    """Gather what is left of a statement again: a lost link may have parted it."""
    left = {
        number: (f"st-{key}", count)
        for number, key, count in db.execute(
            "SELECT id, key, (SELECT count(*) FROM attribution WHERE utterance = utterance.id) FROM utterance"
            " WHERE statement = ?",
            (statement,),
        )
    }
    links = db.execute(
        "SELECT a, b FROM utterance_link WHERE a IN (SELECT id FROM utterance WHERE statement = ?)", (statement,)
    ).fetchall()
    parts = _connected(left, links)
    # a key may move from one part to another: all give theirs up first
    db.execute("UPDATE statement SET key = key || '?' WHERE id = ?", (statement,))
    for part in parts:
        key, count = min(left[n][0] for n in part), sum(left[n][1] for n in part)
        row = db.execute(
            "INSERT INTO statement (key, occurrences, wordings) VALUES (?, ?, ?) RETURNING id", (key, count, len(part))
        ).fetchone()[0]
        db.executemany("UPDATE utterance SET statement = ? WHERE id = ?", [(row, n) for n in part])
    db.execute("DELETE FROM statement WHERE id = ?", (statement,))


def _connected(numbers: Iterable[int], links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected parts of a graph."""
    parent = {n: n for n in numbers}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in links:
        parent[root(a)] = root(b)
    parts: dict[int, list[int]] = {}
    for n in sorted(parent):
        parts.setdefault(root(n), []).append(n)
    return list(parts.values())
