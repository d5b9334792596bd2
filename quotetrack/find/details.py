"""What else an attribution's own words tell: what the cue does, to whom, through which channel, on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, dropwhile, takewhile

from attrs import frozen

from quotetrack.find.around import BLANKED, Contents, clause_around
from quotetrack.find.found import Found, Offsets
from quotetrack.find.nouns import singular
from quotetrack.find.tokens import Tokens
from quotetrack.lang.lexicon import load_lexicon
from quotetrack.models import Act, Channel

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
DAY = re.compile(
    r"\b(?:(?:(?P<last>last|this)\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"(?:\s+(?:morning|afternoon|evening|night))?"
    r"|(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<year>[12]\d{3}))?"
    r"|(?P<eday>\d{1,2})\s+(?P<emonth>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:,?\s+(?P<eyear>[12]\d{3}))?"
    r"|(?P<relative>today|yesterday|tonight|this morning|this afternoon|this evening|last night))\b"
)
DAYS = frozenset((*WEEKDAYS, "yesterday", "today", "tomorrow", "tonight"))  # informed the court yesterday
SPACES = re.compile(r"\s+")
FUTURE = frozenset("will shall 'll ’ll would plan plans expect expects".split())
PERSON_TAGS = frozenset("NN NNS NNP NNPS PRP".split())
PHRASE_TAGS = PERSON_TAGS | frozenset("DT PDT PRP$ POS JJ JJR JJS CD VBN VBG".split())  # of a noun phrase
ADVERB_TAGS = frozenset("RB RP".split())
STOPS = frozenset(". , : `` '' -LRB- -RRB-".split())
REACH = 12  # words after the verb among which it is told to whom
SAID_TO = frozenset(  # said to whom, admitted to whom
    """say speak write explain complain admit confide suggest announce respond reply testify apologize apologise confess
    declare mention report comment boast hint""".split()
)


@frozen
class Details:
    """Is what `detail` found: see `quotetrack.models.Attribution` for the meaning of each field.

    `said_on` holds the offsets of the article's words and the ISO date, ``None`` where the article's date is unknown.
    """

    cue_lemma: str | None = None
    act: Act = "statement"
    negated: bool = False
    addressee: Offsets | None = None
    channel: Channel | None = None
    said_on: tuple[Offsets, str | None] | None = None


def detail(tokens: Tokens, item: Found, *, published: date | None, taken: Contents | None = None) -> Details:
    """Read the details of one attribution off its cue and the words around it.

    Args:
        tokens: the article's.
        item: the attribution.
        published: the article's own date; without it no date is worked out.
        taken: the contents of all attributions of the article; a day inside another one is not this one's.
    """
    cue = [token for part in item.cue for token in tokens.within(*part) if not tokens.form[token].isspace()]
    words = [tokens.lower(token) for token in cue]
    lemma = cue_lemma(tokens, cue)
    around = clause_around(tokens, item, taken)
    return Details(
        cue_lemma=lemma,
        act=_act(tokens, lemma, cue),
        negated=any(word.replace("’", "'") in load_lexicon().negations for word in words),
        addressee=_addressee(tokens, item, cue),
        channel=_channel(around[0], words),
        said_on=_said_on(around, item, words, published),
    )


def cue_lemma(tokens: Tokens, cue: Sequence[int]) -> str | None:
    """Return the lemma of the verb, noun or preposition that makes the link: *has repeatedly called for* -> *call*."""
    if not cue:
        return None
    lexicon = load_lexicon()
    if any(tokens.lower(token) == "according" for token in cue):
        return "according to"
    # declined to say, refused to comment: the first verb is what was done; is expected to say: the last
    verbs = (t for t in cue if _is_main_verb(tokens, t) and tokens.lower(t) not in lexicon.auxiliaries)
    nouns = (t for t in reversed(cue) if tokens.tag[t][:2] == "NN")
    idle = lexicon.auxiliaries | lexicon.negations
    words = (t for t in cue if tokens.form[t].isalpha() and tokens.lower(t) not in idle)
    said = next(chain(verbs, nouns, words), cue[-1])
    return tokens.lemma[said].lower() or None


def _is_main_verb(tokens: Tokens, token: int) -> bool:
    return tokens.tag[token][:2] == "VB" and tokens.lemma[token].lower() not in load_lexicon().auxiliaries


@lru_cache(maxsize=1)
def _act_of() -> dict[str, Act]:
    order: tuple[Act, ...] = (
        "denial",
        "refusal",
        "question",
        "order",
        "promise",
        "knowledge",
        "evidence",
        "intention",
        "stance",
        "belief",
    )
    out: dict[str, Act] = {}
    for act in order:
        for lemma in load_lexicon().acts.get(act, ()):
            out.setdefault(lemma, act)
    return out


def _act(tokens: Tokens, lemma: str | None, cue: Sequence[int]) -> Act:
    if lemma is None:
        return "statement"
    particle = next((tokens.lower(t) for t in cue if tokens.tag[t] in ("IN", "RP", "TO")), "")
    acts = _act_of()
    return acts.get(f"{lemma} {particle}", acts.get(lemma, "statement"))


def _addressee(tokens: Tokens, item: Found, cue: Sequence[int]) -> Offsets | None:
    """Find whom it was said to: the noun phrase after *told*, or the *to* phrase after *said*."""
    lexicon = load_lexicon()
    verb = next((t for t in cue if _is_main_verb(tokens, t)), None)
    if verb is None:
        return None
    lemma = tokens.lemma[verb].lower()
    if lemma in lexicon.addressee_verbs:
        after = _following(tokens, item, verb)
        return _heard(tokens, list(dropwhile(lambda t: tokens.tag[t] in ADVERB_TAGS, after)))
    if lemma in SAID_TO:
        after = _following(tokens, item, verb)
        at = next((k for k, token in enumerate(after) if tokens.lower(token) in ("to", "with")), len(after))
        return _heard(tokens, after[at + 1 :])
    return None


def _following(tokens: Tokens, item: Found, verb: int) -> list[int]:
    """Return the words after a verb in its clause, up to punctuation, a content or a source."""
    taken = (*item.content, *item.source)
    out: list[int] = []
    for token in range(verb + 1, min(verb + 1 + REACH, len(tokens))):
        start = tokens.start[token]
        if tokens.tag[token] in STOPS or tokens.opens(token) or any(a <= start < b for a, b in taken):
            break
        out.append(token)
    return out


def _heard(tokens: Tokens, words: Sequence[int]) -> Offsets | None:
    """Return the noun phrase that the words begin with, if it can be told something."""
    phrase = list(takewhile(lambda t: tokens.tag[t] in PHRASE_TAGS and tokens.lower(t) not in DAYS, words))
    if phrase and tokens.tag[phrase[0]] == "PRP":
        phrase = phrase[:1]
    while phrase and tokens.tag[phrase[-1]] not in PERSON_TAGS:
        phrase.pop()
    if not phrase or not _listens(tokens.tag[phrase[-1]], tokens.lower(phrase[-1])):
        return None
    return tokens.start[phrase[0]], tokens.end[phrase[-1]]


def _listens(tag: str, head: str) -> bool:
    """Can the noun be told something: a pronoun, a name, a word for people or an institution; not a tale."""
    if tag in ("PRP", "NNP", "NNPS"):
        return head not in WEEKDAYS and head not in ("it", "itself")
    lexicon = load_lexicon()
    one = singular(head)
    return (
        one in lexicon.roles or one in lexicon.organizations or head in lexicon.groups or head in lexicon.group_plurals
    )


def _channel(clause: str, cue: Sequence[str]) -> Channel | None:
    """Name the channel by the words around the cue: *in a statement*, *tweeted*, *told reporters*."""
    text = SPACES.sub(" ", clause.replace(BLANKED, " ")).lower()
    if not text.strip():
        return None
    best: tuple[int, int, Channel] | None = None
    anchor = len(text)
    if cue:
        at = text.find(cue[0])
        anchor = at if at >= 0 else 0
    for channel, (phrases, pattern) in _channels().items():
        if not any(phrase in text for phrase in phrases):
            continue  # most clauses name none, and looking is quicker than matching
        for match in pattern.finditer(text):
            key = (abs(match.start() - anchor), -len(match.group()), channel)
            if best is None or key[:2] < best[:2]:
                best = key
    return best[2] if best else None


@lru_cache(maxsize=1)
def _channels() -> dict[Channel, tuple[tuple[str, ...], re.Pattern[str]]]:
    """Build one pattern a channel: a preposition and the noun, or a cue that names the channel by itself."""
    out: dict[Channel, tuple[tuple[str, ...], re.Pattern[str]]] = {}
    for channel, phrases in load_lexicon().channels.items():
        verbs = [
            p
            for p in phrases
            if p.endswith("ed")
            or p.startswith(("told", "wrote", "testif", "posted"))
            or p in ("twitter", "facebook", "under oath", "tweeting")
        ]
        nouns = [p for p in phrases if p not in verbs]
        noun = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
        verb = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
        parts = (
            [
                rf"\b(?:in|on|at|during|through|via|by|from|after|following|inside|before)\s+(?:(?:an?|the|his|her|their|its|another|this|that|one)\s+)?(?:[\w'’.-]+\s+){{0,4}}?(?:{noun})s?\b"
            ]
            if noun
            else []
        )
        if verb:
            parts.append(rf"\b(?:{verb})\b")
        out[channel] = phrases, re.compile("|".join(parts))  # type: ignore[index]
    return out


def _said_on(
    around: tuple[str, int], item: Found, cue: Sequence[str], published: date | None
) -> tuple[Offsets, str | None] | None:
    """Find the day nearest to the cue in its clause, and its date by the article's own date and the cue's tense."""
    clause, left = around
    if not clause or not item.cue:
        return None
    anchor = item.cue[0][0] - left
    best = None
    for match in DAY.finditer(clause):
        if any(a - left <= match.start() < b - left for a, b in item.source):
            continue
        gap = min(abs(match.start() - anchor), abs(match.end() - anchor))
        if best is None or gap < best[0]:
            best = (gap, match)
    if best is None:
        return None
    match = best[1]
    future = not FUTURE.isdisjoint(cue)
    day = _date(match, published, future=future)
    return (match.start() + left, match.end() + left), day.isoformat() if day else None


def _date(match: re.Match[str], published: date | None, *, future: bool) -> date | None:
    """Work out a date: a bare weekday is the last one on or before the article's day, after a future cue the next."""
    if published is None:
        return None
    try:
        if match["weekday"]:
            wanted = WEEKDAYS.index(match["weekday"].lower())
            if future:
                return published + timedelta(days=(wanted - published.weekday()) % 7)
            back = (published.weekday() - wanted) % 7
            return published - timedelta(days=back or (7 if match["last"] == "last" else 0))
        if match["relative"]:
            return published - timedelta(days=1 if match["relative"] in ("yesterday", "last night") else 0)
        month = MONTHS[(match["month"] or match["emonth"]).lower()]
        day = int(match["day"] or match["eday"])
        year = match["year"] or match["eyear"]
        if year:
            return date(int(year), month, day)
        guess = date(published.year, month, day)
        if not future and guess > published + timedelta(days=7):
            guess = date(published.year - 1, month, day)
        return guess
    except (ValueError, OverflowError):
        return None


def parents(found: Sequence[Found]) -> tuple[int | None, ...]:
    """Return for each attribution the innermost one whose content holds its cue and content: A said that B had said.

    >>> inner = Found(((30, 40),), ((24, 28),), ((20, 23),), "indirect")
    >>> parents([Found(((15, 40),), ((9, 13),), ((0, 8),), "indirect"), inner])
    (None, 0)
    """
    bounds: list[tuple[int, int, int]] = []
    for number, item in enumerate(found):
        for start, end in item.content:
            bounds.append((start, end, number))
    bounds.sort(key=lambda b: (b[0], -b[1]))
    anchors = sorted(
        (item.cue[0][0] if item.cue else item.start, item.end, number) for number, item in enumerate(found)
    )
    out: list[int | None] = [None] * len(found)
    open_now: list[tuple[int, int, int]] = []
    at = 0
    for offset, _, number in anchors:
        while at < len(bounds) and bounds[at][0] <= offset:
            open_now.append(bounds[at])
            at += 1
        while open_now and open_now[-1][1] <= offset:
            open_now.pop()
        for start, end, owner in reversed(open_now[-8:]):
            if owner != number and start <= offset < end and not _holds(found[number], found[owner]):
                out[number] = owner
                break
    return tuple(out)


def _holds(inner: Found, outer: Found) -> bool:
    """Does the would-be inner one contain the other's cue itself: then it is no child of it."""
    if not outer.cue:
        return False
    return any(a <= outer.cue[0][0] < b for a, b in inner.content)
