"""Dates as ISO 8601 writes them, as exactly as they were told, so that as texts they stand in the order of time."""

from __future__ import annotations

import re
from datetime import date, datetime

_BEGUN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")  # a magazine tells its month or year alone


def iso_date(value: str) -> str | None:
    """Return the value when it is an ISO date, else ``None``: a date is never guessed.

    A year or a month is one, too, and so is a date with a time. Forms that would not sort are written out.

    >>> iso_date("2018-08-21"), iso_date("2018-08"), iso_date("2018-08-21T10:00:00Z")
    ('2018-08-21', '2018-08', '2018-08-21T10:00:00Z')
    >>> iso_date("20180821"), iso_date("2018-06-31"), iso_date("21 August 2018")
    ('2018-08-21', None, None)
    """
    text = value.strip()
    begun = _BEGUN.fullmatch(text)
    try:
        if begun is not None:
            date(int(begun[1]), int(begun[2] or 1), 1)
            return text
    except ValueError:
        return None
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            found = parse(text).isoformat()
        except ValueError:
            continue
        return text if text[:10] == found[:10] else found
    return None


def iso_day(value: str) -> str | None:
    """Return the value when it is one whole day, else ``None``.

    >>> iso_day("2018-08-21"), iso_day("2018-08"), iso_day("2018-08-21T10:00")
    ('2018-08-21', None, None)
    """
    found = iso_date(value)
    return found if found is not None and len(found) == 10 else None
