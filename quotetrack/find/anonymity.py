"""Whose name an article withholds on request, and the reason it gives."""

from __future__ import annotations

import re
from bisect import bisect_left

from quotetrack.find.mentions import Chain
from quotetrack.find.reading import Reading
from quotetrack.find.tokens import FINITE

WITHHELD = re.compile(
    r"\b(?:(?:on|under)\s+(?:the\s+)?condition\s+(?:of\s+anonymity|that\s+(?:he|she|they|it)\s+not\s+be\s+\w+)"
    r"|(?:request|insist|ask)\w*\s+(?:on\s+|for\s+)?anonymity"
    r"|(?:ask|request|declin|refus|prefer)\w*\s+(?:that\s+\w+\s+)?(?:not\s+(?:to\s+)?be|to\s+be)\s+(?:named|identified|quoted)"
    r"|(?:spoke|speaking|speak|talked)\s+anonymously|(?:was|were|been)\s+granted\s+anonymity"
    r"|(?:not|n['’]t)\s+(?:be\s+)?(?:authori[sz]ed|permitted|allowed)\s+to\s+(?:speak|discuss|comment|talk))\b",
    re.I,
)
REASON = re.compile(
    r"\s*,?\s*(?:because|since|citing|for\s+fear|out\s+of\s+fear|fearing|in\s+order\s+to|so\s+as\s+to|to"
    r"|as\s+(?=(?:he|she|they)\b))\b",
    re.I,
)
CLAUSAL = frozenset("because since as".split())  # a clause with a verb of its own follows
OPENS = frozenset("that who which whose because if when while where what how why before after".split())
LEAVES = frozenset("and but who which".split())
MARKS = frozenset(';"“”«»')
PAUSES = frozenset((",", "—", "–", "--"))
AFTER = 240  # characters after a source in which the request may stand
LONGEST = 40  # words of a reason


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
            words.text[(at := _sentence_start(reading, sentence, first)) : at + 12],
            re.I,
        ):
            continue
        reason = REASON.match(words.text, start + match.end(), start + len(window))
        if reason is not None:
            begin = words.within(start + match.end(), reason.end())[0]
            begin += words.form[begin] == ","
            limit = last if match.end() < end - start else len(words)
            told = words.phrase(begin, _reason_end(reading, begin, limit, (first, last))).rstrip(" ,—–-")
            if len(told.split()) > 1:
                return True, told
        if match.group().lower().startswith(("not", "n'", "n’")):
            return True, match.group()
        return True, None
    return False, None


def _reason_end(reading: Reading, first: int, limit: int, source: tuple[int, int]) -> int:
    """Return where a reason ends: before the verb of the main sentence, *because they feared for their jobs, said*."""
    words = reading.words
    own = _own_cues(reading, first, source)
    inner = clausal = words.lower[first] in CLAUSAL and words.lower[first + 1 : first + 2] != ("of",)
    end = min(limit, first + LONGEST, len(words))
    verb = aside = False  # its own verb has stood; inside *, who lives next door,*
    for k in range(first + 1, end):
        if words.sent[k] != words.sent[first] or words.form[k] in MARKS or words.form[k] in ".?!" or k in own:
            return k
        if words.form[k] in PAUSES and k + 1 < end:
            then = k + 2 if words.tag[k + 1].startswith("RB") and k + 2 < end else k + 1
            leaves = words.lower[k + 1] in LEAVES or words.tag[then] in FINITE
            if leaves and not aside and (verb or not clausal):
                return k
            aside = leaves and not aside
        verb = verb or (words.tag[k] in FINITE and not aside)
        if not inner and words.tag[k] in FINITE and words.form[k].islower():
            return k  # asked not to be named for fear of reprisals said
        inner = inner or words.lower[k] in OPENS or words.tag[k] == "PRP"
    return end


def _own_cues(reading: Reading, first: int, source: tuple[int, int]) -> frozenset[int]:
    """Return the words near a reason that are verbs of the same source: they go on with the main sentence."""
    words = reading.words
    if reading.cues is None:
        reading.cues = sorted((item.cue[0][0], i) for i, item in enumerate(reading.found) if item.cue)
    low = bisect_left(reading.cues, (words.start[first], -1))
    out = set()
    for offset, i in reading.cues[low : low + LONGEST]:
        if reading.spans[i] == source:
            out.add(words.within(offset, offset + 1)[0])
    return frozenset(out)


def _sentence_start(reading: Reading, sentence: int, near: int) -> int:
    k = near
    while k < len(reading.words) and reading.words.sent[k] != sentence:
        k += 1
    return reading.words.start[min(k, len(reading.words) - 1)]
