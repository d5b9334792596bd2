"""Which capitalised words of an article are parts of people's names, told mostly by what stands around them.

A word is a name or none throughout an article, so all its occurrences are weighed together: the words and marks beside
each, its place in the run of capitalised words, the word itself where it is well known. Then each is weighed again with
what its neighbours in the run seem to be. The weights are those of two logistic regressions, made by ``python -m
quotetrack.training persons``; they need no network and take a few millionths of a second for a word.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from attrs import frozen

WEIGHTS = Path(__file__).parent / "en" / "persons.json"
WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*"
PARTICLES = "(?:(?:de|da|do|dos|del|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el)[ \u00a0-])*"
# Capitalised words that stand together: behind a space, a hyphen, an apostrophe (O'Neill) or the point of a title
RUN = re.compile(rf"(?<![^\W\d_]){WORD}(?:(?:\.?[ \u00a0]{PARTICLES}|[-'’.]){WORD})*")
SINGLE = re.compile(rf"(?<![^\W\d_]){WORD}")
# what ends in a point without ending a sentence; single letters do, too
SHORTENED = frozenset(
    "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Lt Gen Col Maj Capt Sgt Cpl Cmdr Adm Brig Prof Rev Fr Hon St Jr Sr Messrs"
    " Mme Mlle Supt Det Insp Pte Cllr Msgr Amb Atty Pres Sec".split()
)
LINE = re.compile("[^\n]+")
LONG = re.compile(r"[^\W\d_]{4,}")  # a word that begins small in no headline: *Nurses Vote to Strike*
HEADLINE = 3  # such words, at least
AFTER = re.compile(r"[^\S\n]*([^\W\d_]+|\d|[^\w\s]|\n)")
NEAR = 24  # characters looked at before a run
LINE_END = "\n"  # also stands for the ends of the text

Feature = tuple[str, str]  # what is looked at, and what stands there
Weights = Mapping[Feature, float]


@frozen
class NameWord:
    """Is a word of an article that is part of people's names.

    `word`: in lower case; `given`: it stands before another word of a name more often than behind one; `starts`: the
    offsets of its occurrences, in text order.
    """

    word: str
    given: bool
    starts: tuple[int, ...]


class Occurrence(NamedTuple):
    """Is one capitalised word, in lower case: its offset, the words beside it in its run, if any, and what tells.

    In a headline nothing does.
    """

    word: str
    start: int
    left: str
    right: str
    features: tuple[Feature, ...]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the weights of the package, once."""
    stored: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {(name, value): weight for name, values in stored.items() for value, weight in values.items()}


def name_words(text: str) -> list[NameWord]:
    """Find the words of people's names in an article, in the order in which they first occur.

    >>> [(found.word, found.given) for found in name_words("“No,” said Hedda Lindqvist. Lindqvist left Oslo in May.")]
    [('hedda', True), ('lindqvist', False)]
    """
    weigh = load_weights().get
    starts: dict[str, list[int]] = {}
    neighbours: dict[str, list[tuple[str, str]]] = {}
    scores: dict[str, float] = {}
    for word, start, left, right, features in occurrences(text):
        starts.setdefault(word, []).append(start)
        if features:
            neighbours.setdefault(word, []).append((left, right))
            scores[word] = scores.get(word, 0.0) + sum([weigh(feature, 0.0) for feature in features])
    small = frozenset(text.split())
    for word, beside in neighbours.items():
        scores[word] /= len(beside)
        scores[word] += sum([weigh(feature, 0.0) for feature in told_together(word, len(beside), small)])
    levels = {word: level(score) for word, score in scores.items()}
    out = []
    for word, places in starts.items():
        if beside := neighbours.get(word, []):
            told = [weigh(feature, 0.0) for pair in beside for feature in told_beside(*pair, levels)]
            if scores[word] + sum(told) / len(beside) > 0:
                leads = sum(1 if right else -1 if left else 0 for left, right in beside)
                out.append(NameWord(word, leads > 0, tuple(places)))
    return out


def told_together(word: str, times: int, small: Set[str]) -> tuple[Feature, ...]:
    """Return what tells of a word, in lower case, besides its occurrences; `small` are the words of the article."""
    often = str(min(4, int(math.log2(times))))
    return (("bias", ""), ("word", word), ("often", often), ("small", str(word in small)))


def told_beside(left: str, right: str, levels: Mapping[str, str]) -> tuple[Feature, ...]:
    """Return what the words beside one in its run tell by the levels of their own scores; an empty word is none."""
    return (("left name", levels.get(left, "")), ("right name", levels.get(right, "")))


def level(score: float) -> str:
    """Round a word's score.

    >>> level(1.2), level(-7.9)
    ('1', '-3')
    """
    return str(round(max(-3.0, min(3.0, score))))


def occurrences(text: str) -> Iterator[Occurrence]:
    """Yield the capitalised words of a text that have two letters or more."""
    for run, told in _runs(text):
        first, last = run[0][0], run[-1][1]
        before = _before(text, first)
        found = AFTER.match(text, last)
        after = found[1].lower() if found else LINE_END
        found = AFTER.match(text, found.end()) if found and after == "," else None
        around = (
            ("aside", found[1].lower() if found else ""),  # Ann Lee, 74, … or Ann Lee, who …
            ("label", str(before == LINE_END and after == ":")),
        )
        words = ["", *(text[start:end] for start, end in run), ""]
        for k, (start, _) in enumerate(run, 1):
            left, word, right = words[k - 1 : k + 2]
            if len(word) < 2:
                continue
            features = (
                ("place", f"{min(k - 1, 3)} {min(len(run) - k, 3)}"),
                ("before run" if left else "before", before),
                ("after run" if right else "after", after),
                ("left", left),
                ("right", right),
                ("capitals", str(min(len(word), 6)) if word.isupper() else ""),
                *around,
            )
            yield Occurrence(word.lower(), start, left.lower(), right.lower(), features if told else ())


def _headline(text: str, start: int, end: int) -> bool:
    """Say whether every long word of a line has a capital, so that a capital tells nothing."""
    count = 0
    for word in LONG.finditer(text, start, end):
        if not word[0][0].isupper():
            return False
        count += 1
    return count >= HEADLINE


def _before(text: str, at: int) -> str:
    """Return the word, in lower case, or the mark, digit or line end before an offset, white space aside."""
    near = text[max(0, at - NEAR) : at]
    lines = near.rstrip(" \t\r\f\v\u00a0")
    i = len(lines)
    while i and lines[i - 1].isalpha():
        i -= 1
    return lines[i:].lower() or lines[-1:] or LINE_END


def _runs(text: str) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """Yield runs of capitalised words as offsets, cut where a sentence ends, and whether their capitals tell anything.

    No run goes beyond its line.
    """
    for line in LINE.finditer(text):
        told = not _headline(text, *line.span())
        for match in RUN.finditer(text, *line.span()):
            run: list[tuple[int, int]] = []
            for word in SINGLE.finditer(text, *match.span()):
                if run:
                    start, end = run[-1]
                    if text[end] == "." and end - start > 1 and text[start:end] not in SHORTENED:
                        yield run, told
                        run = []
                run.append(word.span())
            yield run, told
