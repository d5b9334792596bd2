"""P13: how a text is set does not change what is found in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from quotetrack.models import Extraction, TextSpan
from tests.promises.promise import Effort, Outcome, Promise, finder, misplaced, samples

SHARE = 0.99
# names to put in the place of others, by number of letters: the same case shape, no titles, places or common words
SPARE = {
    2: ("Bo", "Ia"), 3: ("Ivy", "Uwe"), 4: ("Enid", "Otto"), 5: ("Hedda", "Osric"), 6: ("Sorrel", "Ulrich"),
    7: ("Gunnila", "Dorling"), 8: ("Birgitta", "Thorburn"), 9: ("Rosamunda", "Haverkamp"),
    10: ("Wilhelmina", "Eddershawn"),
}  # fmt: skip
NAME = re.compile(r"[A-Z][a-zé]+")
APPENDED = "\n\nThe weather station on the hill has kept its records since the lighthouse was built.\n"


@frozen
class Reset:
    """Is a text set anew: `places[i]` is where character `i` of the old text now begins."""

    text: str
    places: tuple[int, ...]


def reset(text: str, replace: Callable[[str, int], str]) -> Reset:
    """Set a text anew, one character at a time."""
    out: list[str] = []
    places = []
    length = 0
    for i in range(len(text)):
        places.append(length)
        new = replace(text, i)
        out.append(new)
        length += len(new)
    return Reset("".join(out), (*places, length))


def _straight(text: str, i: int) -> str:
    return {"“": '"', "”": '"', "‘": "'", "’": "'"}.get(text[i], text[i])


def _curly(text: str, i: int) -> str:
    if "''" in text[max(0, i - 1) : i + 2]:
        return text[i]  # a typewriter's double mark, which is no apostrophe
    if text[i] == "'" and i and (text[i - 1].isalnum() or text[i - 1] in ".,?!"):
        return "’"
    if text[i] != '"':
        return text[i]
    before = text[i - 1] if i else " "
    return "“" if before.isspace() or before in "([—–" else "”"


def _no_break(text: str, i: int) -> str:
    """Bind titles, initials and numbers to what follows, as typesetters do."""
    bound = text[i] == " " and re.search(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.|\b[A-Z]\.|\d)$", text[max(0, i - 6) : i])
    return "\u00a0" if bound else text[i]


def _crlf(text: str, i: int) -> str:
    return "\r\n" if text[i] == "\n" and (i == 0 or text[i - 1] != "\r") else text[i]


def _wrapped(text: str, width: int = 72) -> Reset:
    """Break lines so that none is longer than `width`, as mail does; only where blank lines part paragraphs."""
    breaks = set()
    if "\n\n" in text.replace("\r\n", "\n"):
        start = last = 0  # where the line begins; its last space
        for i, char in enumerate(f"{text}\n"):
            if char not in " \n":
                continue
            if i - start > width and last > start:
                breaks.add(last)
                start = last + 1
            last = i
            if char == "\n":
                start = i + 1
    return reset(text, lambda text, i: "\n" if i in breaks else text[i])


def _renamed(text: str, name: str) -> tuple[Reset, Callable[[str], str]] | None:
    """Give a person another name of as many letters, throughout; ``None`` where no spare name fits."""
    parts = [part for part in NAME.findall(name) if len(part) > 1]
    others = {}
    for number, part in enumerate(parts):
        spare = SPARE.get(len(part))
        if spare is None or spare[number % 2] in text:
            return None
        others[part] = spare[number % 2]
    if len(others) < 2:
        return None  # a single name may be a word as well
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, others))})\b")

    def rename(words: str) -> str:
        return pattern.sub(lambda match: others[match[0]], words)

    new = rename(text)
    assert len(new) == len(text)
    return Reset(new, tuple(range(len(text) + 1))), rename


def _found(
    result: Extraction, places: tuple[int, ...] | None = None, rename: Callable[[str], str] = str
) -> set[tuple[object, ...]]:
    """Reduce attributions to what must stay; `places` maps their offsets, `rename` the speakers' labels."""

    def at(spans: tuple[TextSpan, ...]) -> tuple[tuple[int, int], ...]:
        if places is None:
            return tuple((s.start, s.end) for s in spans)
        return tuple((places[s.start], places[s.end]) for s in spans)

    return {
        (a.kind, at(a.content), at(a.cue), at(a.source), None if a.speaker is None else _plain(rename(a.speaker.label)))
        for a in result.attributions
    }


def _plain(label: str) -> str:
    """Return a label without its typography."""
    return " ".join(reset(label, _straight).text.split())


SETTINGS: dict[str, Callable[[str], Reset]] = {
    "straight": lambda text: reset(text, _straight),
    "curly": lambda text: reset(text, _curly),
    "no-break spaces": lambda text: reset(text, _no_break),
    "CRLF": lambda text: reset(text, _crlf),
    "wrapped at 72": _wrapped,
}


def check(effort: Effort) -> Outcome:
    failures = []
    shares: dict[str, list[int]] = {}
    texts = samples() if effort != "slice" else [min(samples(), key=lambda sample: len(sample[1]))]
    for name, text in texts:
        first = finder().extract(text)
        for setting, set_anew in SETTINGS.items():
            new = set_anew(text)
            other = finder().extract(new.text)
            failures += [f"{name}, {setting}: {problem}" for problem in misplaced(other)]
            _count(shares.setdefault(setting, [0, 0]), _found(first, new.places), _found(other))
        people = [s.name for s in first.speakers if s.kind == "person" and s.name]
        for person in people[:1] if effort == "slice" else people:
            if (swapped := _renamed(text, person)) is not None:
                new, rename = swapped
                other = finder().extract(new.text)
                failures += [f"{name}, {person} renamed: {problem}" for problem in misplaced(other)]
                _count(shares.setdefault("a swapped name", [0, 0]), _found(first, new.places, rename), _found(other))
        longer = finder().extract(text.rstrip() + APPENDED)
        _count(shares.setdefault("an appended paragraph", [0, 0]), _found(first), _found(longer))
    same, total = (sum(share[i] for share in shares.values()) for i in (0, 1))
    each = ", ".join(f"{setting} {100 * s / max(t, 1):.1f}" for setting, (s, t) in shares.items())
    # one article is too few for a share of 99 %
    held = effort == "slice" or same >= SHARE * total
    return Outcome(f"{len(texts)} articles set in {len(shares)} ways", tuple(failures),
                   f"{100 * same / max(total, 1):.1f} % the same ({each})", held=held)  # fmt: skip


def _count(share: list[int], one: set[tuple[object, ...]], other: set[tuple[object, ...]]) -> None:
    share[0] += len(one & other)
    share[1] += len(one | other)


PROMISE = Promise("P13", "typography does not matter", "the same attributions >= 99 %", check)
