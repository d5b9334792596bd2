"""Statements in the store: utterances found by their shingles, linked in pairs, gathered into connected cores.

A phrase (*law and order*) never joins two longer utterances. So phrases and longer utterances are gathered apart, into
*cores*; a core of phrases is then at home in the one longer core that has it, and where several do (a slogan), it is a
statement of its own. What comes out depends on the links alone, not on the order in which they were found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from attrs import frozen

from quotetrack.models import Attribution
from quotetrack.track.statements import (
    FRAGMENT,
    Utterance,
    connected,
    enough_shared,
    same_words,
    shingle_hashes,
    utterances_in,
)
from quotetrack.track.wording import Match, Wording, match

MAX_SHINGLES_ASKED = 400  # a quotation with more is found by these


@frozen
class Quoted:
    """Is a quotation that has just been stored: its row, the attribution, its quoted words."""

    row: int
    attribution: Attribution
    wording: Wording


def link_statements(
    db: sqlite3.Connection, article: str, text: str, published: str | None, quoted: Sequence[Quoted]
) -> None:
    """Give each quotation of an article its utterance, and link it to those that say the same."""
    utterances, pairs = utterances_in([(q.attribution, q.wording) for q in quoted], text, article, published)
    numbers = {}
    for i, found in utterances.items():
        numbers[i] = _place(db, found)
        _occurs(db, quoted[i].row, numbers[i])
    for a, b in pairs:
        _link(db, numbers[a], [(numbers[b], match(quoted[a].wording, quoted[b].wording))])


def _place(db: sqlite3.Connection, found: Utterance) -> int:
    """Return the utterance's row; a new one is linked to all that say the same, a fragment only inside its article."""
    known = db.execute("SELECT id FROM utterance WHERE key = ?", (found.key,)).fetchone()
    if known:
        return int(known[0])
    if found.kind == FRAGMENT:
        return _insert(db, found, frozenset())
    hashes = shingle_hashes(found.wording)
    same = [(n, judged) for n, other in _candidates(db, hashes) if (judged := same_words(found, other)) is not None]
    number = _insert(db, found, hashes)
    _link(db, number, same)
    return number


def _candidates(db: sqlite3.Connection, hashes: frozenset[int]) -> list[tuple[int, Utterance]]:
    asked = sorted(hashes)[:MAX_SHINGLES_ASKED]
    rows = db.execute(
        "SELECT id, wording, kind, name, scope, week, shingles, shared FROM utterance JOIN"
        " (SELECT utterance, count(*) AS shared FROM shingle"
        f" WHERE hash IN ({_marks(asked)}) GROUP BY utterance) ON utterance = id",
        asked,
    )
    return [
        (number, Utterance(Wording.from_key(words), kind, name, scope, week))
        for number, words, kind, name, scope, week, size, shared in rows
        if enough_shared(shared, len(hashes), size)
    ]


def _insert(db: sqlite3.Connection, new: Utterance, hashes: frozenset[int]) -> int:
    core = db.execute(
        "INSERT INTO statement (key, phrase) VALUES (?, ?) RETURNING id", (f"st-{new.key}", new.is_phrase)
    ).fetchone()[0]
    number = db.execute(
        "INSERT INTO utterance (key, wording, kind, name, scope, week, phrase, shingles, core, statement)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (new.key, new.wording.key, new.kind, new.name, new.scope, new.week, new.is_phrase, len(hashes), core, core),
    ).fetchone()[0]
    db.executemany("INSERT INTO shingle (hash, utterance) VALUES (?, ?)", [(h, number) for h in sorted(hashes)])
    return int(number)


def _occurs(db: sqlite3.Connection, attribution: int, number: int) -> None:
    db.execute("UPDATE attribution SET utterance = ? WHERE id = ?", (number, attribution))
    db.execute(
        "UPDATE statement SET occurrences = occurrences + 1 WHERE id = (SELECT statement FROM utterance WHERE id = ?)",
        (number,),
    )


def _link(db: sqlite3.Connection, number: int, same: Sequence[tuple[int, Match]]) -> None:
    """Store which utterances say the same as this one, and bring their cores together."""
    if not same:
        return
    db.executemany(
        "INSERT OR IGNORE INTO utterance_link (a, b, relation, share) VALUES (?, ?, ?, ?)",
        [(min(number, n), max(number, n), judged.relation, judged.share) for n, judged in same],
    )
    own, phrase = db.execute("SELECT core, phrase FROM utterance WHERE id = ?", (number,)).fetchone()
    others = [n for n, _ in same]
    found = db.execute(f"SELECT DISTINCT core, phrase FROM utterance WHERE id IN ({_marks(others)})", others).fetchall()
    unsettled = {core for core, its in found if its and not phrase}
    alike = {core for core, its in found if its == phrase} - {own}
    if not phrase and alike:
        unsettled |= _phrases_beside(db, alike | {own})
    core = _unite(db, alike | {own})
    for each in sorted(unsettled | ({core} if phrase else set())):
        _settle(db, each)


def _phrases_beside(db: sqlite3.Connection, cores: Iterable[int]) -> set[int]:
    """Return the cores of phrases that are linked to these cores."""
    wanted = sorted(cores)
    out: set[int] = set()
    for here, there in (("a", "b"), ("b", "a")):
        rows = db.execute(
            f"SELECT DISTINCT other.core FROM utterance JOIN utterance_link ON utterance_link.{here} = utterance.id"
            f" JOIN utterance AS other ON other.id = utterance_link.{there}"
            f" WHERE utterance.core IN ({_marks(wanted)}) AND other.phrase",
            wanted,
        )
        out.update(core for (core,) in rows)
    return out


def _unite(db: sqlite3.Connection, cores: set[int]) -> int:
    """Make one core of several of one kind, under the smallest key; return it."""
    for core in cores:
        _leave_home(db, core)
    rows = db.execute(
        f"SELECT id, key, occurrences, wordings FROM statement WHERE id IN ({_marks(cores)})"
        " ORDER BY wordings DESC, id",
        sorted(cores),
    ).fetchall()
    large = int(rows[0][0])
    for small, *_ in rows[1:]:
        db.execute("UPDATE utterance SET core = ? WHERE core = ?", (large, small))
        db.execute("UPDATE utterance SET statement = ? WHERE statement = ?", (large, small))
        db.execute("UPDATE statement SET home = ? WHERE home = ?", (large, small))
        db.execute("DELETE FROM statement WHERE id = ?", (small,))
    if len(rows) > 1:
        db.execute(
            "UPDATE statement SET key = ?, occurrences = ?, wordings = ? WHERE id = ?",
            (min(r[1] for r in rows), sum(r[2] for r in rows), sum(r[3] for r in rows), large),
        )
    return large


def _settle(db: sqlite3.Connection, core: int) -> None:
    """Find the home of a core of phrases: the one longer core that has it; none where several do."""
    owners: set[int] = set()
    for here, there in (("a", "b"), ("b", "a")):
        rows = db.execute(
            f"SELECT DISTINCT owner.core FROM utterance JOIN utterance_link ON utterance_link.{here} = utterance.id"
            f" JOIN utterance AS owner ON owner.id = utterance_link.{there}"
            " WHERE utterance.core = ? AND NOT owner.phrase LIMIT 2",
            (core,),
        )
        owners.update(owner for (owner,) in rows)
    home = owners.pop() if len(owners) == 1 else None
    former = db.execute("SELECT home FROM statement WHERE id = ?", (core,)).fetchone()
    if former is None or former[0] == home:
        return
    _leave_home(db, core)
    if home is not None:
        _move(db, core, home)


def _leave_home(db: sqlite3.Connection, core: int) -> None:
    home = db.execute("SELECT home FROM statement WHERE id = ?", (core,)).fetchone()[0]
    if home is not None:
        _move(db, core, None)


def _move(db: sqlite3.Connection, core: int, home: int | None) -> None:
    """Let a core belong to another one, or (``None``) be a statement again."""
    former = db.execute("SELECT coalesce(home, id) FROM statement WHERE id = ?", (core,)).fetchone()[0]
    occurrences, wordings = db.execute(
        "SELECT count(attribution.id), count(DISTINCT utterance.id) FROM utterance"
        " LEFT JOIN attribution ON attribution.utterance = utterance.id WHERE core = ?",
        (core,),
    ).fetchone()
    target = core if home is None else home
    for sign, statement in ((-1, former), (1, target)):
        db.execute(
            "UPDATE statement SET occurrences = occurrences + ?, wordings = wordings + ? WHERE id = ?",
            (sign * occurrences, sign * wordings, statement),
        )
    db.execute("UPDATE statement SET home = ? WHERE id = ?", (home, core))
    db.execute("UPDATE utterance SET statement = ? WHERE core = ?", (target, core))


def leave_statements(db: sqlite3.Connection, article: int) -> None:
    """Take an article's quotations out of their statements; what nobody else says is deleted."""
    rows = db.execute(
        "SELECT attribution.utterance, utterance.statement, utterance.core, count(*) FROM attribution"
        " JOIN utterance ON utterance.id = attribution.utterance WHERE article = ? GROUP BY attribution.utterance",
        (article,),
    ).fetchall()
    db.execute("UPDATE attribution SET utterance = NULL WHERE article = ?", (article,))
    gone: list[tuple[int, int]] = []
    for number, statement, core, count in rows:
        db.execute("UPDATE statement SET occurrences = occurrences - ? WHERE id = ?", (count, statement))
        if not db.execute("SELECT 1 FROM attribution WHERE utterance = ? LIMIT 1", (number,)).fetchone():
            gone.append((number, core))
    torn = {core for _, core in gone}
    unsettled = _phrases_beside(db, torn)
    for core in sorted(torn | unsettled):
        _leave_home(db, core)
    for number, core in gone:
        db.execute("DELETE FROM utterance WHERE id = ?", (number,))
        db.execute("UPDATE statement SET wordings = wordings - 1 WHERE id = ?", (core,))
    for core in sorted(torn):
        unsettled |= _part(db, core)
    for core in sorted(unsettled):
        _settle(db, core)


def _part(db: sqlite3.Connection, core: int) -> set[int]:
    """Gather what is left of a core again, since a lost link may have parted it; return the cores of phrases."""
    left = {
        number: (f"st-{key}", count)
        for number, key, count in db.execute(
            "SELECT id, key, (SELECT count(*) FROM attribution WHERE utterance = utterance.id) FROM utterance"
            " WHERE core = ?",
            (core,),
        )
    }
    links = [
        (a, b)
        for a, b in db.execute(
            "SELECT a, b FROM utterance_link WHERE a IN (SELECT id FROM utterance WHERE core = ?)", (core,)
        )
        if b in left
    ]
    phrase = db.execute("SELECT phrase FROM statement WHERE id = ?", (core,)).fetchone()[0]
    # a key may move from one part to another: all give theirs up first
    db.execute("UPDATE statement SET key = key || '?' WHERE id = ?", (core,))
    out = set()
    for part in connected(left, links):
        key, count = min(left[n][0] for n in part), sum(left[n][1] for n in part)
        row = db.execute(
            "INSERT INTO statement (key, phrase, occurrences, wordings) VALUES (?, ?, ?, ?) RETURNING id",
            (key, phrase, count, len(part)),
        ).fetchone()[0]
        db.executemany("UPDATE utterance SET core = ?, statement = ? WHERE id = ?", [(row, row, n) for n in part])
        out.add(row)
    db.execute("DELETE FROM statement WHERE id = ?", (core,))
    return out if phrase else set()


def _marks(values: Iterable[int]) -> str:
    return ",".join("?" for _ in values)
