"""Whose name an article withholds on request, and the reason it gives."""

from __future__ import annotations

import re

from quotetrack.find.mentions import Chain
from quotetrack.find.reading import Reading

WITHHELD = re.compile(
    r"\b(?:(?:on|under)\s+(?:the\s+)?condition\s+(?:of\s+anonymity|that\s+(?:he|she|they|it)\s+not\s+be\s+\w+)"
    r"|(?:request|insist|ask)\w*\s+(?:on\s+|for\s+)?anonymity"
    r"|(?:ask|request|declin|refus|prefer)\w*\s+(?:that\s+\w+\s+)?(?:not\s+(?:to\s+)?be|to\s+be)\s+(?:named|identified|quoted)"
    r"|(?:spoke|speaking|speak|talked)\s+anonymously|(?:was|were|been)\s+granted\s+anonymity"
    r"|(?:not|n['’]t)\s+(?:be\s+)?(?:authori[sz]ed|permitted|allowed)\s+to\s+(?:speak|discuss|comment|talk))\b",
    re.I,
)
REASON = re.compile(
    r"\s*,?\s*((?:because|since|citing|for\s+fear|fearing|in\s+order\s+to|so\s+as\s+to|to)\b[^.;\n”\"]{3,200})", re.I
)
LEAVES = re.compile(r",\s+(?:said|says|told|added|and|but|who|which)\b")
AFTER = 240  # characters after a source in which the request may stand


def withheld(reading: Reading, chain: Chain) -> tuple[bool, str | None]:
    """Say whether the article withholds an unnamed speaker's name, and in which words it says why."""
    if chain.kind not in ("unnamed", "group"):
        return False, None
    words = reading.words
    for first, last in chain.mentions[:20]:
        start = words.start[first]
        end = words.end[last - 1]
        stop = last
        while stop < len(words) and words.para[stop] == words.para[first] and words.start[stop] < end + AFTER:
            if words.sent[stop] > words.sent[last - 1] + 1:
                break
            stop += 1
        window = words.text[start : words.end[stop - 1]]
        match = WITHHELD.search(window)
        if match is None:
            continue
        sentence = words.sent[words.within(start + match.start(), start + match.end())[0]]
        if sentence != words.sent[first] and not re.match(
            r"\W*(?:the|he|she|they|both|all|like)\b",
            words.text[_sentence_start(reading, sentence, first) :][:12],
            re.I,
        ):
            continue
        stop_at = end - start if match.end() < end - start else len(window)
        reason = REASON.match(window, match.end(), stop_at)
        if reason is not None:
            return True, LEAVES.split(reason.group(1), maxsplit=1)[0].strip(" ,")
        if match.group().lower().startswith(("not", "n'", "n’")):
            return True, match.group()
        return True, None
    return False, None


def _sentence_start(reading: Reading, sentence: int, near: int) -> int:
    k = near
    while k < len(reading.words) and reading.words.sent[k] != sentence:
        k += 1
    return reading.words.start[min(k, len(reading.words) - 1)]
