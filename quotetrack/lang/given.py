"""Given names that nearly all bearers of one gender have: whom *he* and *she* cannot mean.

That a name is in the table at all helps to tell a person from a body: *Lwazi Hill*.

Made by ``python -m quotetrack.training given`` from counts of name and gender by country (Van Buskirk, Clauset and
Larremore 2023, *An open-source cultural consensus approach to name-based gender classification*, ICWSM).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

TABLE = Path(__file__).parent / "en" / "given.json"

Gender = Literal["male", "female"]


@lru_cache(maxsize=1)
def load_given() -> tuple[Mapping[str, Gender], frozenset[str]]:
    """Read the table: names to the gender of their bearers, and those of them that are family names as well."""
    stored: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))
    genders: tuple[Gender, ...] = ("male", "female")
    return {name: gender for gender in genders for name in stored[gender].split()}, frozenset(stored["family"].split())


def plain(name: str) -> str:
    """Return a name in lower case without accents, as the table has it.

    >>> plain("Zoë")
    'zoe'
    """
    return "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))


def gender_of_name(parts: Sequence[str]) -> Gender | None:
    """Return the gender of nearly all who bear the first part of a name, ``None`` where that is not known.

    A name alone may be a family name.

    >>> gender_of_name(["Anna", "Berg"]), gender_of_name(["Robin", "Berg"]), gender_of_name(["Grant"])
    ('female', None, None)
    """
    genders, families = load_given()
    first = plain(parts[0]) if parts else ""
    return None if len(parts) == 1 and first in families else genders.get(first)
