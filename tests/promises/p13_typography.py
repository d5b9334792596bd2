"""P13: how a text is set does not change what is found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from quotetrack.lang.lexicon import load_lexicon
from quotetrack.models import Extraction, TextSpan
from tests.promises.promise import Effort, Outcome, Promise, finder, misplaced, samples

SHARE = 0.99
# Names to put in the place of others. A given name tells a sex, which readers and networks know, and so does the one
# that takes its place; of our own word lists both are in `given` or neither. No title, place or common word is a name.
WOMEN = """
Ana Ann Amy Eva Ida Ivy Lou Mia Zoe Anna Anne Dana Edna Emma Enid Gwen Jane Joan Kate Lena Lisa Lucy Mary Nora Ruth
Sara Tess Vera Alice Donna Emily Fiona Freya Greta Hedda Helen Julie Karen Laura Linda Marie Nancy Naomi Priya Sarah
Susan Teddy Tilda Andrea Angela Astrid Evelyn Gloria Hannah Imogen Ingrid Judith Miriam Olivia Rachel Sharon Sophia
Ursula Barbara Deborah Gillian Gunilla Heather Jessica Marisol Maureen Rebecca Rosalie Shirley Theresa Birgitta
Claudine Dorothea Jennifer Kathleen Lorraine Margaret Michelle Patricia Philippa Rosalind Thandeka Theodora Wilhelma
Elizabeth Henrietta Katherine Rosamunda Stephanie Clementina Jacqueline Wilhelmina
"""
MEN = """
Ivo Joe Dan Ian Ken Ron Sam Tim Uwe Adam Alan Anil Carl Eric Gary Greg Hugh Ivan Jack Lars Mark Neil Noah Nuno Otto
Paul Sean Tobi Wade Aaron Abdul Andre Anton Brian Bruce Colin Ethan Hamid Jacob Jason Keith Kevin Nigel Odell Osric
Peter Roger Simon Yusuf Callum Daniel Dennis Donald Edward Fergus George Gregor Harold Joshua Magnus Qayyum Rashid
Robert Ronald Samuel Sergei Steven Ulrich Victor Walter Bernard Brandon Clement Desmond Etienne Gregory Jeffrey
Kenneth Lambert Leonard Matthew Michael Patrick Raymond Richard Stephen Timothy Wendell William Benjamin Nicholas
Reinhold Theobald Valerian Alexander Bartholdy Augustinus
"""
FAMILIES = """
Orr Lam Voss Kerr Lowe Doyle Nagel Hurst Harlan Munroe Tovell Dorling Merrick Vickers Lockhart Thorburn Winslade
Fairburn Haverkamp Wetherell Abernathy Eddershawn
"""
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


def _renamed(text: str, name: str, others: Iterable[str]) -> tuple[Reset, Callable[[str], str]] | None:
    """Give a person another name of as many letters and the same sex, throughout, in capitals too.

    ``None`` where the text tells too little to rename nobody else: a single name, one that another bears, too, one that
    is a word of the text as well, or one for which no spare is left.
    """
    parts = [part for part in NAME.findall(name) if len(part) > 1]
    if len(parts) < 2 or len(set(parts)) < len(parts):
        return None
    others_parts = {part for other in others for part in NAME.findall(other)}
    swapped: dict[str, str] = {}
    for part in parts:
        family = part in NAME.findall(name.split()[-1])
        if part in others_parts or re.search(rf"\b{part.lower()}\b", text):
            return None
        spare = next((s for s in _spares(part, family=family) if not _names(text, s)
                      and s not in swapped.values()), None)  # fmt: skip
        if spare is None:
            return None
        swapped |= {part: spare, part.upper(): spare.upper()}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, swapped))})\b")

    def rename(words: str) -> str:
        return pattern.sub(lambda match: swapped[match[0]], words)

    new = rename(text)
    assert len(new) == len(text)
    return Reset(new, tuple(range(len(text) + 1))), rename


def _spares(part: str, *, family: bool) -> Iterator[str]:
    """Yield names as long as a part of a name; for a given name, of the same sex and as common."""
    common = load_lexicon().given
    for names in (FAMILIES,) if family else (WOMEN, MEN):
        if family or part in names.split():
            alike = (s for s in names.split() if family or (s in common) == (part in common))
            yield from (s for s in alike if len(s) == len(part))


def _names(text: str, part: str) -> bool:
    """Does a text hold a name already, whatever its case?"""
    return re.search(rf"\b{part}\b", text, re.IGNORECASE) is not None


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
    swaps = 0
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
            others = [s.name for s in first.speakers if s.name and s.name != person]
            if (swapped := _renamed(text, person, others)) is not None:
                swaps += 1
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
    return Outcome(f"{len(texts)} articles set in {len(shares)} ways, {swaps} names swapped", tuple(failures),
                   f"{100 * same / max(total, 1):.1f} % the same ({each})", held=held)  # fmt: skip


def _count(share: list[int], one: set[tuple[object, ...]], other: set[tuple[object, ...]]) -> None:
    share[0] += len(one & other)
    share[1] += len(one | other)


PROMISE = Promise("P13", "typography does not matter", "the same attributions >= 99 %", check)
