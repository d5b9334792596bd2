"""Hypothesis strategies for text that is hard on a scanner of quotation marks."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = ['"', "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "‚", "‛", "'", "`", "''", "``", "″", "′"]
CONTROL = ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ufeff", "\ufffd", "\ud800", "\udfff"]
INVISIBLE = ["\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\u202d", "\u2066", "\u2069", "\u200f"]
COMBINING = ["\u0301", "\u0308", "\u20dd", "e\u0301", "\ufe0f"]
ASTRAL = ["🙃", "👩‍🚀", "𝕳", "🇳🇴", "\U0010ffff"]
SPACE = [
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "\t",
    "\u00a0",
    "\u202f",
    "\u2028",
    "\u2029",
    "\x0b",
]
WORDS = [
    "said", "Obi", "Ada Obi", "the mayor", "she", "told reporters", "that", "According to", "asked", "warned", "No",
    "we will appeal", "rain", "in 2021", "U.S.", "don't", "the '90s", "teachers'", "5' 10\"", "Sen.", "who", "—", "-",
    ":", ".", ",", "?", "!", "…", "(", ")", "[", "]", "*", "#", "&amp;", "<b>", "</p>", "=1+1", "İ", "ß", "Å", "中文",
]  # fmt: skip

# marks, words and white space twice as often as the rest; one choice of many is drawn faster than a choice of choices
GROUPS = (MARKS, MARKS, WORDS, WORDS, SPACE, SPACE, CONTROL, INVISIBLE, COMBINING, ASTRAL)
LONGEST = max(map(len, GROUPS))
EVENLY = [group[i % len(group)] for group in GROUPS for i in range(LONGEST)]
fragments = st.one_of(*[st.sampled_from(EVENLY)] * 9, st.text(max_size=3))
texts = st.lists(fragments, max_size=40).map("".join)
