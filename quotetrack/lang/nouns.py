"""Nouns for people beyond the lists of offices and work: *assessor*, *caretaker*, *midwife*.

The words whose most frequent sense is a person's in Princeton WordNet 3.1 (Miller 1995, *WordNet: a lexical database
for English*, CACM 38), by ``python -m quotetrack.training nouns``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LIST = Path(__file__).parent / "en" / "person_nouns.txt"


@lru_cache(maxsize=1)
def load_person_nouns() -> frozenset[str]:
    """Read the list, once.

    >>> "caretaker" in load_person_nouns(), "pipe" in load_person_nouns()
    (True, False)
    """
    return frozenset(LIST.read_text(encoding="utf-8").split())
