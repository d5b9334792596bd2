"""Draw what a store linked, at random, for a person to judge: ``python -m tests.benchmarks.sample news.db --seed 1``.

A *link* is a speaker of one article and a speaker of another who are taken for one person: drawn over the speakers, so
that the few who are quoted everywhere do not fill the sample. A *pair* is two quotations of one statement: drawn over
all pairs, within an article and across articles as often as they occur. ``--missed`` compares every pair of quotations
with rapidfuzz instead and prints those that are alike in words but not one statement, for a person to say which of
them should be.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from quotetrack.track import Tracker
from quotetrack.track.names import sameness
from quotetrack.track.wording import COMMON, tokens

AROUND = 160  # characters of the article before and after what is judged
ALIKE = 85  # rapidfuzz's partial ratio from which two quotations are worth a look
LEAST_WORDS, LEAST_WEIGHT = 4, 2
BLOCK = 200  # quotations compared with all at once

_QUOTED = (
    "SELECT article.key || '#' || attribution.local, article.key, attribution.published, attribution.publisher,"
    " coalesce(person.name, speaker.label, '?'), attribution.source, attribution.quoted, article.text,"
    " CASE WHEN statement.occurrences > 1 THEN statement.key END, speaker.kind, speaker.name, attribution.text"
    " FROM attribution JOIN article ON article.id = attribution.article"
    " LEFT JOIN utterance ON utterance.id = attribution.utterance"
    " LEFT JOIN statement ON statement.id = utterance.statement"
    " LEFT JOIN speaker ON speaker.id = attribution.speaker LEFT JOIN person ON person.id = attribution.person"
    " WHERE attribution.quoted IS NOT NULL ORDER BY article.key, attribution.position"
)


def links(db: sqlite3.Connection, count: int, seed: int) -> Iterator[str]:
    """Yield speakers that are one person in two articles, each with what the articles say about them."""
    people = defaultdict(list)
    for row in db.execute(
        "SELECT person.key, article.key, speaker.id, speaker.name, profile.facts, profile.reason, article.text,"
        " article.published FROM speaker JOIN profile ON profile.id = speaker.profile"
        " JOIN person ON person.id = profile.person JOIN article ON article.id = speaker.article ORDER BY 2, 3"
    ):
        people[row[0]].append(row)
    every = [(p, row) for p, rows in sorted(people.items()) if len({r[1] for r in rows}) > 1 for row in rows]
    draw = random.Random(seed)
    yield f"{len(every)} speakers are linked to another article's"
    for number, (person, one) in enumerate(draw.sample(every, min(count, len(every))), start=1):
        other = draw.choice([row for row in people[person] if row[1] != one[1]])
        yield f"\n[{number}] {person}"
        for row in (one, other):
            yield f"  {row[7]} {row[1]}: {row[3]} {row[4]} ({row[5]})\n    {_mention(db, row)}"


def _mention(db: sqlite3.Connection, row: Sequence[Any]) -> str:
    """Return where the article says most about a speaker: around their name, else around their first source."""
    text, name = row[6], row[3]
    at = text.find(name)
    if at < 0:
        found = db.execute("SELECT source FROM attribution WHERE speaker = ? LIMIT 1", (row[2],)).fetchone()
        at = text.find(found[0]) if found else 0
    return _line(text[max(at - AROUND, 0) : at + len(name) + AROUND])


def pairs(rows: Sequence[Sequence[Any]], count: int, seed: int) -> Iterator[str]:
    """Yield pairs of quotations that are one statement."""
    statements = defaultdict(list)
    for row in rows:
        if row[8] is not None:
            statements[row[8]].append(row)
    every = [pair for _, found in sorted(statements.items()) for pair in combinations(found, 2)]
    within = sum(a[1] == b[1] for a, b in every)
    across = len(every) - within
    yield f"{len(every)} pairs in {len(statements)} statements: {within} within an article, {across} across"
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    for number, (one, other) in enumerate(sorted(drawn, key=lambda p: p[0][1] == p[1][1]), start=1):
        yield f"\n[{number}] {one[8]} {'within' if one[1] == other[1] else 'across'}"
        yield from (_shown(row) for row in (one, other))


def missed(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Yield pairs of quotations that are alike in words and yet not one statement; tell how many pairs are one."""
    kept = []
    for row in rows:
        words = tokens(row[6])
        if len(words) >= LEAST_WORDS and sum(word not in COMMON for word in words) >= LEAST_WEIGHT:
            kept.append((row, " ".join(words)))
    texts = [text for _, text in kept]
    linked, apart = 0, []
    for start in range(0, len(texts), BLOCK):
        rest = texts[start:]  # those before have been compared with all
        scores = process.cdist(rest[:BLOCK], rest, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, dtype=np.uint8)
        for i, j in np.argwhere(scores):
            if i >= j:
                continue
            one, other = kept[start + i][0], kept[start + j][0]
            if one[8] is not None and one[8] == other[8]:
                linked += 1
            else:
                who = sameness(one[9] or "", one[10], other[9] or "", other[10])
                apart.append((min(len(rest[i]), len(rest[j])), int(scores[i, j]), who, one, other))
    yield f"of {len(texts)} quotations, {linked} pairs alike are one statement, {len(apart)} are not"
    for number, (_, score, who, one, other) in enumerate(sorted(apart, key=lambda m: (-m[0], m[3][0])), start=1):
        where = "within" if one[1] == other[1] else "across"
        yield f"\n[{number}] {where}, alike {score:.0f}, speakers by name: {who}"
        yield from (_shown(row) for row in (one, other))


def _shown(row: Sequence[Any]) -> str:
    quote, _, published, publisher, who, source, quoted, text, *_, whole = row
    at = max(text.find(whole[:40]), 0)
    before = _line(text[max(at - AROUND, 0) : at])
    after = _line(text[at : at + len(whole) + AROUND])
    return f"  {published} {publisher} {quote} {who} ({source})\n    “{_line(quoted)}”\n    …{before} >>> {after}…"


def _line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Print what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--links", type=int, default=0, help="how many links of speakers across articles")
    parser.add_argument("--pairs", type=int, default=0, help="how many pairs of quotations of one statement")
    parser.add_argument("--missed", action="store_true", help="pairs alike in words that are not one statement")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Tracker(options.store, read_only=True) as tracker:
        db = tracker._db
        rows = db.execute(_QUOTED).fetchall()
        shown = [
            *(links(db, options.links, options.seed) if options.links else ()),
            *(pairs(rows, options.pairs, options.seed) if options.pairs else ()),
            *(missed(rows) if options.missed else ()),
        ]
    print("\n".join(shown))


if __name__ == "__main__":
    main()
