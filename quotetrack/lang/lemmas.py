"""Lemmas by a table: for each part of speech, what becomes of an ending, and the words that follow no rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "en" / "lemmas.json"
LONGEST = 6  # letters of the longest ending in the table
PROPER = ("NNP", "NNPS")

Edit = tuple[int, str]  # letters to take off the end, letters to put there
Table = Mapping[str, Mapping[str, Edit]]


@lru_cache(maxsize=1)
def load_table() -> Table:
    """Read the table: tag -> ending, or ``^`` and a whole word -> edit."""
    stored = json.loads(TABLE.read_text(encoding="utf-8"))
    return {tag: {key: (cut, put) for key, (cut, put) in rules.items()} for tag, rules in stored.items()}


@lru_cache(maxsize=16_384)
def lemma_of(form: str, tag: str) -> str:
    """Return the lemma of a word by its Penn tag; a name keeps its capitals.

    >>> lemma_of("denied", "VBD"), lemma_of("Ministers", "NNS"), lemma_of("Warsaw", "NNP")
    ('deny', 'minister', 'Warsaw')
    """
    lower = form.lower().replace("’", "'")
    cut, put = find_edit(load_table().get(tag, {}), lower)
    if tag in PROPER:
        return form[: len(form) - cut] + put
    return lower[: len(lower) - cut] + put


def find_edit(rules: Mapping[str, Edit], word: str) -> Edit:
    """Return the edit for a whole word, else for its longest ending that has a rule, else none."""
    known = rules.get("^" + word)
    if known is not None:
        return known
    for size in range(min(len(word) - 1, LONGEST), -1, -1):
        known = rules.get(word[len(word) - size :])
        if known is not None:
            return known
    return 0, ""
