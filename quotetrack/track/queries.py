"""Questions about people and what they said. Each is one or two SQL statements; listings are paged and ordered."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from rapidfuzz import process

from quotetrack.dates import iso_date
from quotetrack.errors import InputError
from quotetrack.track.names import block, fold, sameness, slug
from quotetrack.track.profiles import titles_of
from quotetrack.track.rows import (
    ArticleRow,
    CorrectionRow,
    FailureRow,
    LinkRow,
    OutletRow,
    PersonRow,
    QuoteRow,
    RoleRow,
    Stats,
)

FREQUENT = 20_000  # a search with more hits walks the quotations from the newest instead of sorting all hits
SPEAKER_KINDS = ("person", "organization", "group", "unnamed")
QUOTE_KINDS = ("direct", "indirect", "mixed")


def find_person(db: sqlite3.Connection, wanted: str) -> int:
    """Return the row of the person meant by an id, a name or an alias.

    Raises:
        InputError: nobody or several people are meant; the message lists their ids.
    """
    found = db.execute("SELECT id FROM person WHERE key = ?", (wanted,)).fetchone()
    if found:
        return int(found[0])
    people: dict[int, str] = {}
    exact: set[int] = set()
    for kind in ("person", "organization"):
        rows = db.execute(
            "SELECT DISTINCT profile.name, person.id, person.key FROM profile JOIN person ON person.id = profile.person"
            " WHERE profile.block = ? AND (profile.kind = 'person') = ?",
            (block(kind, wanted), kind == "person"),
        )
        for name, number, key in rows:
            if sameness(kind, name, kind, wanted) == "same":
                people[number] = key
            if fold(name) == fold(wanted):
                exact.add(number)
    if len(exact) == 1 and " " in wanted.strip():
        return exact.pop()
    if people and (likely := _likely(db, people)) is not None:
        return likely
    if people:
        raise InputError(f"{wanted!r} may be any of {', '.join(sorted(people.values()))}; give one of these ids")
    keys = [key for (key,) in db.execute("SELECT key FROM person ORDER BY quotes DESC, key LIMIT 5000")]
    near = [key for key, _, _ in process.extract(slug(wanted), keys, limit=3, score_cutoff=60)]
    hint = f"; did you mean {' or '.join(near)}?" if near else "; list them with: quotetrack speakers STORE"
    raise InputError(f"nobody in this store is {wanted!r}{hint}")


def _likely(db: sqlite3.Connection, candidates: Iterable[int]) -> int | None:
    """Return the one whom a reader would mean: nine in ten of the candidates' quotations are theirs."""
    counts = {n: db.execute("SELECT quotes FROM person WHERE id = ?", (n,)).fetchone()[0] for n in sorted(candidates)}
    first = max(counts, key=lambda n: counts[n])
    return first if counts[first] >= 0.9 * sum(counts.values()) else None


def people(db: sqlite3.Connection, *, kind: str | None, outlet: str | None, limit: int, offset: int) -> list[PersonRow]:
    """List people and organizations, those with the most quotations first."""
    conditions, values = ["quotes > 0"], list[object]()
    if kind is not None:
        conditions.append("kind = ?")
        values.append(one_of(kind, SPEAKER_KINDS))
    if outlet is not None:
        return _people_of_outlet(db, kind, outlet, limit, offset)
    rows = db.execute(
        "SELECT id, key, kind, name, quotes, words, direct, indirect, mixed,"
        " (SELECT min(published) FROM attribution WHERE person = person.id),"
        " (SELECT max(published) FROM attribution WHERE person = person.id)"
        f" FROM person WHERE {' AND '.join(conditions)} ORDER BY quotes DESC, key LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    return [PersonRow(*(*row[1:], _titles(db, row[0]))) for row in rows]


def _people_of_outlet(
    db: sqlite3.Connection, kind: str | None, outlet: str, limit: int, offset: int
) -> list[PersonRow]:
    """List whom one outlet quotes, by what it quotes of them."""
    rows = db.execute(
        "SELECT person.id, key, person.kind, name, count(*), sum(attribution.words), sum(attribution.kind = 'direct'),"
        " sum(attribution.kind = 'indirect'), sum(attribution.kind = 'mixed'), min(published), max(published)"
        " FROM attribution JOIN person ON person.id = attribution.person"
        f" WHERE publisher = ?{' AND person.kind = ?' if kind else ''}"
        " GROUP BY person.id ORDER BY 5 DESC, key LIMIT ? OFFSET ?",
        (outlet, *([kind] if kind else []), limit, offset),
    ).fetchall()
    if not rows:
        check_outlet(db, outlet)
    return [PersonRow(*(*row[1:], _titles(db, row[0]))) for row in rows]


def one_of(value: str, known: Collection[str]) -> str:
    """Return the value if it is one of these, or raise."""
    if value not in known:
        raise InputError(f"{value!r} is no kind; choose from {', '.join(known)}")
    return value


def check_outlet(db: sqlite3.Connection, outlet: str) -> None:
    """Raise when no article of the store is of this outlet, with those whose names are like it."""
    if db.execute("SELECT 1 FROM article WHERE publisher = ? LIMIT 1", (outlet,)).fetchone():
        return
    known = [name for (name,) in db.execute("SELECT DISTINCT publisher FROM article WHERE publisher IS NOT NULL")]
    near = [name for name, _, _ in process.extract(outlet, known, processor=fold, limit=3, score_cutoff=60)]
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; it has {', '.join(sorted(known)[:10]) or 'none'}"
    raise InputError(f"no article in this store is of the outlet {outlet!r}{hint}")


def person(db: sqlite3.Connection, number: int) -> PersonRow:
    """Return one person's row."""
    row = db.execute(
        "SELECT key, kind, name, quotes, words, direct, indirect, mixed,"
        " (SELECT min(published) FROM attribution WHERE person = person.id),"
        " (SELECT max(published) FROM attribution WHERE person = person.id) FROM person WHERE id = ?",
        (number,),
    ).fetchone()
    return PersonRow(*(*row, _titles(db, number)))


def _titles(db: sqlite3.Connection, number: int) -> tuple[str, ...]:
    """Return the person's titles, those of most profiles first."""
    found = db.execute("SELECT facts FROM profile WHERE person = ? LIMIT 200", (number,))
    return titles_of(json.loads(facts) for (facts,) in found)


def roles(db: sqlite3.Connection, number: int) -> list[RoleRow]:
    """List the offices that articles gave a person, in the order in which they first appear."""
    rows = db.execute(
        "SELECT role.title, role.affiliation, role.tense, count(DISTINCT article.id), min(article.published),"
        " max(article.published) FROM profile JOIN speaker ON speaker.profile = profile.id"
        " JOIN role ON role.speaker = speaker.id JOIN article ON article.id = speaker.article WHERE profile.person = ?"
        " GROUP BY 1, 2, 3 ORDER BY 5, 4 DESC, 1, 2",
        (number,),
    )
    return [RoleRow(*row) for row in rows]


def outlets(db: sqlite3.Connection, number: int) -> list[OutletRow]:
    """List the outlets that quoted a person, those with the most quotations first."""
    rows = db.execute(
        "SELECT publisher, count(*), sum(kind = 'direct'), sum(kind = 'indirect'), sum(kind = 'mixed')"
        " FROM attribution WHERE person = ? GROUP BY publisher ORDER BY 2 DESC, 1",
        (number,),
    )
    return [OutletRow(*row) for row in rows]


_QUOTE = (
    "SELECT article.key || '#' || attribution.local, attribution.published, attribution.publisher,"
    " coalesce(person.name, speaker.label), person.key, attribution.kind, attribution.act, attribution.text,"
    " attribution.cue, article.title, article.url, attribution.confidence, attribution.negated, attribution.utterance"
)
_JOINS = (
    " JOIN article ON article.id = attribution.article LEFT JOIN speaker ON speaker.id = attribution.speaker"
    " LEFT JOIN person ON person.id = attribution.person"
)


def quotes(
    db: sqlite3.Connection,
    *,
    person: int | None,
    about: str | None,
    since: str | None,
    until: str | None,
    outlet: str | None,
    kind: str | None,
    oldest_first: bool,
    limit: int,
    offset: int,
) -> list[QuoteRow]:
    """List attributions by date; `about` finds all its words, in any order, without regard to case and accents."""
    conditions, values = list[str](), list[object]()
    first, last = checked_date(since), _end_of(checked_date(until))
    if first is not None and last is not None and first > last:
        raise InputError(f"since {since} is later than until {until}; no day lies between them: exchange the two")
    for condition, value in (
        ("attribution.person = ?", person),
        ("attribution.published >= ?", first),
        ("attribution.published <= ?", last),
        ("attribution.publisher = ?", outlet),
        ("attribution.kind = ?", None if kind is None else one_of(kind, QUOTE_KINDS)),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    table = "attribution"
    if about is not None:
        query = search_query(about)
        if query is None:
            return []
        values.append(query)
        if _is_frequent(db, query):
            conditions.append(
                "EXISTS (SELECT 1 FROM attribution_fts WHERE attribution_fts MATCH ? AND rowid = attribution.id)"
            )
        else:
            table = "attribution_fts CROSS JOIN attribution ON attribution.id = attribution_fts.rowid"
            conditions.append("attribution_fts MATCH ?")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "attribution.published" + ("" if oldest_first else " DESC") + ", article.key, attribution.position"
    page = f"SELECT attribution.id FROM {table} JOIN article ON article.id = attribution.article{where}"
    rows = db.execute(
        f"{_QUOTE} FROM attribution{_JOINS} WHERE attribution.id IN ({page} ORDER BY {order} LIMIT ? OFFSET ?)"
        f" ORDER BY {order}",
        (*values, limit, offset),
    ).fetchall()
    if not rows and outlet is not None:
        check_outlet(db, outlet)
    return [_quote(db, row) for row in rows]


def _quote(db: sqlite3.Connection, row: tuple[Any, ...]) -> QuoteRow:
    *values, negated, utterance = row
    statement = offered = None
    if utterance is not None:
        number, key, occurrences = db.execute(
            "SELECT statement.id, statement.key, occurrences FROM utterance"
            " JOIN statement ON statement.id = utterance.statement WHERE utterance.id = ?",
            (utterance,),
        ).fetchone()
        statement = key if occurrences > 1 else None
        offered = offered_speaker(db, number) if statement and row[4] is None else None
    return QuoteRow(*(*values, statement, offered, bool(negated)))


def offered_speaker(db: sqlite3.Connection, statement: int) -> str | None:
    """Return the one person whom other articles name for a statement; ``None`` when there is none, or several."""
    rows = db.execute(
        "SELECT DISTINCT person.key FROM utterance JOIN attribution ON attribution.utterance = utterance.id"
        " JOIN person ON person.id = attribution.person WHERE utterance.statement = ? LIMIT 2",
        (statement,),
    ).fetchall()
    return rows[0][0] if len(rows) == 1 else None


def _is_frequent(db: sqlite3.Connection, query: str) -> bool:
    hits = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM attribution_fts WHERE attribution_fts MATCH ? LIMIT ?)",
        (query, FREQUENT + 1),
    ).fetchone()[0]
    return bool(hits > FREQUENT)


def search_query(about: str) -> str | None:
    """Quote each word for FTS5, so that no input is syntax; ``None`` when there is no word to look for.

    >>> search_query('tax NEAR( "cut')
    '"tax" "near" "cut"'
    """
    words = search_words(about)
    return " ".join(f'"{word}"' for word in words) if words else None


def search_words(text: str) -> list[str]:
    """Split a text into words as the search index does: runs of letters, digits and marks, without case."""
    out, word = [], ""
    for char in text + " ":
        if unicodedata.category(char)[0] in "LN" or unicodedata.category(char) in {"Co", "Mn"}:
            word += char
        elif word:
            out.append(word.lower())
            word = ""
    return out


def checked_date(value: str | None) -> str | None:
    """Return the ISO date (or its beginning), or raise."""
    if value is None:
        return None
    found = iso_date(value)
    if found is None or len(found) > len("2024-05-31"):
        raise InputError(f"{value!r:.40} is not an ISO date; write it like 2024-05-31, 2024-05 or 2024")
    return found


def _end_of(value: str | None) -> str | None:
    return None if value is None else value + "\U0010ffff"  # 2024-05 takes in all its days and times


def links(db: sqlite3.Connection, *, person: int | None, unlinked: bool, limit: int, offset: int) -> list[LinkRow]:
    """List why speakers are taken for people; `unlinked` lists those for whom nobody was chosen."""
    condition = "profile.person = ?" if person is not None else "profile.person IS NULL" if unlinked else "1"
    rows = db.execute(
        "SELECT article.key, speaker.local, speaker.label, person.key, profile.reason FROM speaker"
        " JOIN article ON article.id = speaker.article JOIN profile ON profile.id = speaker.profile"
        f" LEFT JOIN person ON person.id = profile.person WHERE {condition} ORDER BY 1, 2 LIMIT ? OFFSET ?",
        (*([person] if person is not None else []), limit, offset),
    )
    return [LinkRow(*row) for row in rows]


def articles(db: sqlite3.Connection, *, outlet: str | None, limit: int, offset: int) -> list[ArticleRow]:
    """List the articles, the newest first."""
    chosen = "" if outlet is None else " WHERE publisher = ?"
    rows = db.execute(
        "SELECT key, published, publisher, title, words,"
        " (SELECT count(*) FROM attribution WHERE attribution.article = article.id)"
        f" FROM article{chosen} ORDER BY published DESC, key LIMIT ? OFFSET ?",
        (*([] if outlet is None else [outlet]), limit, offset),
    ).fetchall()
    if not rows and outlet is not None:
        check_outlet(db, outlet)
    return [ArticleRow(*row) for row in rows]


def missing_article(db: sqlite3.Connection, wanted: str) -> InputError:
    """Return the error that the store has no article of an id, with the ids that are like it."""
    keys = [key for (key,) in db.execute("SELECT key FROM article ORDER BY published DESC, key LIMIT 5000")]
    near = [key for key, _, _ in process.extract(wanted, keys, limit=3, score_cutoff=60)]
    hint = f"did you mean {' or '.join(near)}?" if near else "list them with: quotetrack articles STORE"
    return InputError(f"the store has no article {wanted!r:.80}; {hint}")


def failures(db: sqlite3.Connection) -> list[FailureRow]:
    """List the articles that could not be worked on."""
    rows = db.execute("SELECT article_key, error, message, failed_at FROM failure ORDER BY 1")
    return [FailureRow(*row) for row in rows]


def corrections(db: sqlite3.Connection) -> list[CorrectionRow]:
    """List what human beings decided about names."""
    rows = db.execute("SELECT kind, name, article_key, person_key, note FROM correction ORDER BY 1, 2, 3")
    return [CorrectionRow(*row) for row in rows]


def stats(db: sqlite3.Connection) -> Stats:
    """Count what the store holds."""

    def one(query: str) -> int:
        return int(db.execute(query).fetchone()[0] or 0)

    kinds = dict(db.execute("SELECT kind, count(*) FROM attribution GROUP BY kind"))
    first, last = db.execute("SELECT min(published), max(published) FROM article").fetchone()
    return Stats(
        articles=one("SELECT count(*) FROM article"),
        words=one("SELECT sum(words) FROM article"),
        attributions=sum(kinds.values()),
        direct=kinds.get("direct", 0),
        indirect=kinds.get("indirect", 0),
        mixed=kinds.get("mixed", 0),
        people=one("SELECT count(*) FROM person WHERE kind = 'person'"),
        organizations=one("SELECT count(*) FROM person WHERE kind <> 'person'"),
        unlinked=one("SELECT count(*) FROM attribution WHERE person IS NULL"),
        statements=one("SELECT count(*) FROM statement WHERE occurrences > 1"),
        altered=one("SELECT count(*) FROM statement WHERE wordings > 1"),
        edited=one("SELECT count(DISTINCT article_key) FROM article_history"),
        failures=one("SELECT count(*) FROM failure"),
        first=first,
        last=last,
    )
