"""Marks that the edges of a part cut off are put back."""

from __future__ import annotations

import pytest

from quotetrack.quoting import balanced

ROWS = [
    ("curly, cut at the end", "the plan was “a disgrace", "the plan was “a disgrace”"),
    ("straight, cut at the end", 'the plan was "a disgrace', 'the plan was "a disgrace"'),
    ("single", "the plan was 'a disgrace", "the plan was 'a disgrace'"),
    ("cut at the beginning", 'a disgrace" was near', '"a disgrace" was near'),
    ("cut at both ends", 'a disgrace" was near, and "all" knew, "he', '"a disgrace" was near, and "all" knew, "he"'),
    ("curly, cut at the beginning", "a disgrace” was near", "“a disgrace” was near"),
    ("whole", 'the plan, "a disgrace", would "fail" soon', 'the plan, "a disgrace", would "fail" soon'),
    ("inches", 'a 6" pipe', 'a 6" pipe'),
    ("a year at the end", '"the worst since 2019" and more', '"the worst since 2019" and more'),
    ("apostrophes", "the players' plan of the '90s to get 'em", "the players' plan of the '90s to get 'em"),
    ("curly apostrophe", "the players’ plan", "the players’ plan"),
    ("no mark", "rain fell", "rain fell"),
]


@pytest.mark.parametrize(("part", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_balanced(part: str, expected: str) -> None:
    assert balanced(part) == expected
