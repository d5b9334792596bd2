"""Hypothesis strategies that the whole suite shares: texts that break programs, and extractions made on them."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from quotetrack.models import (
    ACTS,
    KINDS,
    SPEAKER_KINDS,
    Article,
    Attribution,
    Extraction,
    Role,
    SaidOn,
    Speaker,
    TextSpan,
)

# CI draws a few; QUOTETRACK_EXAMPLES=1000 (with --timeout=0) draws as many as the promise names.
EXAMPLES = int(os.environ.get("QUOTETRACK_EXAMPLES", "10"))
few = settings(max_examples=EXAMPLES, deadline=None)

# What has broken text programs: quotation marks, line ends of every kind, NUL, combining marks, astral characters with
# joiners, direction controls, zero width, no-break space, markup, formulas, characters that XML and CSV cannot hold.
AWKWARD = [
    "“", "”", '"', "'", "‘", "’", "\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x1c", "\x00", "\x07", "\t", " ",
    "\u00a0", "\u3000", "\u200b", "\ufeff", "\u202e", "\u2066", "e\u0301", "\u0301", "\U0001f600", "\U0001d4d0",
    "\U0001f468\u200d\U0001f692", "\ufffe", "<script>alert(1)</script>", "</style>", "&lt;", "{{7*7}}", "=1+1", "@x",
    "-2", "|", "_", "#", "T1\tContent 0 1\tx", "\\", "ß", "İ", "ﬁ", "漢", "שלום", "she said", "Ines Okafor",
    "according to",
]  # fmt: skip

awkward_text = st.lists(
    st.one_of(st.sampled_from(AWKWARD), st.text(max_size=3)), min_size=1, max_size=40
).map("".join)  # fmt: skip
# Lone surrogates: never a high one before a low one, for JSON takes the two for the character that they make.
surrogates = st.sampled_from(["\ud83d", "\udc00"]).flatmap(
    lambda lone: st.lists(st.sampled_from([*AWKWARD, lone]), max_size=20).map("".join)
)
short = st.one_of(st.none(), st.lists(st.sampled_from(AWKWARD), max_size=4).map("".join))
word = st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=3).map("".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | word,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(word, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> TextSpan:
    start = draw(st.integers(0, len(text) - 1))
    return TextSpan.of(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def separate_spans(draw: st.DrawFn, text: str, *, least: int = 0, most: int = 3) -> tuple[TextSpan, ...]:
    """Draw spans in text order that do not overlap one another, as the parts of a content are."""
    most = min(most, len(text) // 2)
    least = min(least, max(most, 1))
    if most < 1:
        return (TextSpan.of(text, 0, len(text)),) if least else ()
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2 * least, max_size=2 * most)))
    return tuple(TextSpan.of(text, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def speakers(draw: st.DrawFn, text: str, id: str) -> Speaker:
    def role(span: TextSpan) -> Role:
        tense: Any = draw(st.sampled_from(["current", "former", "acting", "elect", "deputy"]))
        return Role(draw(short), draw(short), span.start, span.end, span.text, tense)

    return Speaker(
        id=id,
        kind=draw(st.sampled_from(SPEAKER_KINDS)),
        name=draw(short),
        label=draw(word),
        aliases=tuple(draw(st.lists(word, max_size=2))),
        roles=tuple(role(span) for span in draw(separate_spans(text, most=2))),
        mentions=draw(separate_spans(text)),
        members=tuple(draw(st.lists(word, max_size=2))),
        anonymous=draw(st.booleans()),
        anonymity_reason=draw(short),
        wikidata=draw(st.sampled_from([None, "Q42"])),
    )


@st.composite
def attributions(draw: st.DrawFn, text: str, id: str, known: tuple[Speaker, ...]) -> Attribution:
    when = draw(st.none() | spans(text))
    return Attribution(
        id=id,
        kind=draw(st.sampled_from(KINDS)),
        content=draw(separate_spans(text, least=1)),
        cue=draw(separate_spans(text, most=2)),
        cue_lemma=draw(short),
        act=draw(st.sampled_from(ACTS)),
        negated=draw(st.booleans()),
        source=draw(separate_spans(text, most=2)),
        speaker=draw(st.sampled_from([None, *known])),
        addressee=draw(st.none() | spans(text)),
        channel=draw(st.sampled_from([None, "interview", "social media"])),
        said_on=SaidOn(when.start, when.end, when.text, draw(st.sampled_from([None, "2024-03-01"]))) if when else None,
        parent=draw(st.sampled_from([None, "a1", "a2"])),
        confidence=draw(st.floats(0, 1)),
        resolver=draw(short),
        evidence=draw(short),
    )


@st.composite
def extractions(draw: st.DrawFn, texts: st.SearchStrategy[str] = awkward_text) -> Extraction:
    """Draw an extraction whose every offset holds, on a text that breaks programs."""
    text = draw(texts.filter(bool))
    known = tuple(draw(speakers(text, f"s{n}")) for n in range(1, draw(st.integers(0, 3)) + 1))
    found = tuple(draw(attributions(text, f"a{n}", known)) for n in range(1, draw(st.integers(0, 4)) + 1))
    article = Article(
        text,
        draw(st.sampled_from([None, "n1", "a/b c", "../x", "ünï", "😀"])),
        draw(short),
        draw(st.sampled_from([None, "https://news.example/x?a=1#b", "javascript:alert(1)"])),
        draw(short),
        draw(st.sampled_from([None, "2024-03-02"])),
        draw(st.dictionaries(word, json_values, max_size=2)),
    )
    return Extraction(article, found, known, draw(st.sampled_from([None, "en-1"])))
