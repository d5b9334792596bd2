"""Questions about statements: what was repeated, how it spread, and what changed on the way, word by word."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from quotetrack.errors import InputError
from quotetrack.track.queries import offered_speaker
from quotetrack.track.rows import StatementRow, VariantRow
from quotetrack.track.wording import NEGATIONS, Change, changes, match, wording

MOST_WORDINGS = 20  # of one statement are compared for a listing; `diff` compares all
BEGUN_WORDS = 4  # of a sentence that is quoted without its beginning: fewer do not stand for it
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*(?:\s+|$)")
SENTENCE_WORDS = 5  # fewer quoted words are a phrase, which nobody takes for the whole sentence


def statements(
    db: sqlite3.Connection, *, person: int | None, altered: bool, limit: int, offset: int
) -> list[StatementRow]:
    """List statements that occur more than once, the most repeated first."""
    conditions, values = ["occurrences > 1"], list[object]()
    order = "occurrences DESC, key"
    if altered:
        conditions.append("wordings > 1")
    if person is not None:
        conditions.append(
            "id IN (SELECT utterance.statement FROM attribution JOIN utterance ON utterance.id = attribution.utterance"
            " WHERE attribution.person = ?)"
        )
        values.append(person)
    rows = db.execute(
        f"SELECT id FROM statement WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    return [_row(db, number) for (number,) in rows]


def _row(db: sqlite3.Connection, number: int) -> StatementRow:
    key, occurrences, wordings = db.execute(
        "SELECT key, occurrences, wordings FROM statement WHERE id = ?", (number,)
    ).fetchone()
    utterances = [n for (n,) in db.execute("SELECT id FROM utterance WHERE statement = ?", (number,))]
    marks = ",".join("?" * len(utterances))
    articles, outlets, first, last = db.execute(
        "SELECT count(DISTINCT article), count(DISTINCT publisher), min(published), max(published) FROM attribution"
        f" WHERE utterance IN ({marks})",
        utterances,
    ).fetchone()
    words = db.execute(
        f"SELECT quoted FROM attribution WHERE utterance IN ({marks}) ORDER BY length(quoted) DESC, quoted LIMIT 1",
        utterances,
    ).fetchone()[0]
    speakers = tuple(
        key
        for (key,) in db.execute(
            "SELECT DISTINCT person.key FROM attribution JOIN person ON person.id = attribution.person"
            f" WHERE utterance IN ({marks}) ORDER BY 1",
            utterances,
        )
    )
    conflict = len(speakers) > 1
    found = db.execute(
        f"SELECT DISTINCT quoted FROM attribution WHERE utterance IN ({marks}) AND quoted <> ?"
        f" ORDER BY quoted LIMIT {MOST_WORDINGS}",
        (*utterances, words),
    )
    alerts = alerts_in(words, (quoted for (quoted,) in found), conflict=conflict)
    return StatementRow(key, words, occurrences, wordings, articles, outlets, first, last, speakers, conflict, alerts)


def alerts_in(words: str, others: Iterable[str], *, conflict: bool) -> tuple[str, ...]:
    """Return what to check in a statement: in any of its other wordings, and whether its speakers differ."""
    found = {alert for quoted in others for alert in compare(words, quoted)[1]}
    return tuple(sorted(found | ({"speaker"} if conflict else set())))


def find_statement(db: sqlite3.Connection, wanted: str) -> int:
    """Return the row of a statement given by its id, the beginning of its id, or a quotation (``article#a3``).

    Raises:
        InputError: there is none, or several ids begin so.
    """
    article, mark, local = wanted.rpartition("#")
    if mark:
        found = db.execute(
            "SELECT statement.id FROM article JOIN attribution ON attribution.article = article.id"
            " LEFT JOIN utterance ON utterance.id = attribution.utterance"
            " LEFT JOIN statement ON statement.id = utterance.statement AND occurrences > 1"
            " WHERE article.key = ? AND attribution.local = ?",
            (article, local),
        ).fetchall()
        if found and found[0][0] is None:
            raise InputError(f"the quotation {wanted!r} is not repeated anywhere in this store")
    else:
        prefix = wanted if wanted.startswith("st-") else f"st-{wanted}"
        found = db.execute(
            "SELECT id FROM statement WHERE key >= ? AND key < ? AND occurrences > 1 ORDER BY key LIMIT 2",
            (prefix, prefix + "\U0010ffff"),
        ).fetchall()
    if not found:
        raise InputError(f"there is no statement {wanted!r} in this store; list them with: quotetrack statements STORE")
    if len(found) > 1:
        raise InputError(f"several statements begin with {wanted!r}; give more of the id")
    return int(found[0][0])


def diff(
    db: sqlite3.Connection, number: int, *, limit: int = 1000, offset: int = 0
) -> tuple[StatementRow, list[VariantRow]]:
    """Return a statement and its occurrences by date, each compared with the fullest wording."""
    row = _row(db, number)
    offered = offered_speaker(db, number)
    found = db.execute(
        "SELECT article.key || '#' || attribution.local, attribution.published, attribution.publisher,"
        " coalesce(person.name, speaker.label), person.key, attribution.quoted FROM utterance"
        " JOIN attribution ON attribution.utterance = utterance.id JOIN article ON article.id = attribution.article"
        " LEFT JOIN speaker ON speaker.id = attribution.speaker LEFT JOIN person ON person.id = attribution.person"
        " WHERE utterance.statement = ? ORDER BY attribution.published, article.key, attribution.position"
        " LIMIT ? OFFSET ?",
        (number, limit, offset),
    )
    variants = []
    for quote, published, publisher, speaker, person, quoted in found:
        relation, alerts, steps = compare(row.words, quoted)
        if row.conflict and person is not None:
            alerts = (*alerts, "speaker")
        variants.append(
            VariantRow(
                quote, published, publisher, speaker, person, offered if person is None else None, quoted, relation,
                alerts, steps,
            )
        )  # fmt: skip
    return row, variants


def compare(fullest: str, quoted: str) -> tuple[str, tuple[str, ...], tuple[Change, ...]]:
    """Compare a quotation with the fullest wording of its statement: relation, alerts, word-by-word changes.

    >>> compare("I will never raise your taxes", "I will raise your taxes")[:2]
    ('altered', ('altered', 'negation'))
    """
    one, other = wording([fullest]), wording([quoted])
    relation = match(one, other).relation
    steps = changes(fullest, quoted)
    alerts = []
    if relation == "altered":
        alerts.append("altered")
    if relation == "truncated" and len(other.words) >= SENTENCE_WORDS and _cut_inside_a_sentence(steps):
        alerts.append("truncated")
    cut = [i for i in (0, len(steps) - 1) if steps and steps[i].kind == "delete"]  # left off before and after the rest
    changed = [step for i, step in enumerate(steps) if step.kind != "equal" and i not in cut]
    lost = sum(word in NEGATIONS for step in changed for word in wording([step.before]).words)
    gained = sum(word in NEGATIONS for step in changed for word in wording([step.after]).words)
    if lost != gained or _cut_after_a_not(steps):  # *never* for *not* loses none
        alerts.append("negation")
    return relation, tuple(alerts), steps


def _cut_after_a_not(steps: tuple[Change, ...]) -> bool:
    """Tell whether a sentence began with a *not* that was left off: *I do not believe that* (*the dam will hold*)."""
    if len(steps) < 2 or steps[0].kind != "delete" or steps[1].kind != "equal":
        return False
    begun = _SENTENCE_END.split(steps[0].before)[-1]  # nothing, where a whole sentence was left off
    return len(steps[1].before.split()) >= BEGUN_WORDS and not NEGATIONS.isdisjoint(wording([begun]).words)


def _cut_inside_a_sentence(steps: tuple[Change, ...]) -> bool:
    """Tell whether the words go on after the last quoted one without a full stop: *I support it* (, *but not now*)."""
    if len(steps) < 2 or steps[-1].kind != "delete" or steps[-2].kind != "equal":
        return False
    return not steps[-2].before.rstrip("\"”’')").endswith((".", "?", "!", "…"))
