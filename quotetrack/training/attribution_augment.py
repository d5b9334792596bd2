"""Text as other outlets would print it: marks, names, fields, layout, with all offsets kept right.

PolNeAR is US politics of one year. What the model should learn is how English ascribes words, so each article is shown
with other quotation marks, other people in other fields, and other layouts. Every change is an edit of the text, and
all spans move with it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from attrs import evolve, frozen

from quotetrack.find.marks import MarkIndex, paragraphs
from quotetrack.training.attribution_data import Example, Gold, Spans
from quotetrack.training.attribution_words import (
    AGENCIES,
    COUNTERPARTS,
    FAMILY,
    GIVEN,
    MONTHS,
    ORGANISATIONS,
    PLACES,
    QUOTING_VERBS,
    VERBS,
)

UNTOUCHED = 0.4  # share of articles that an epoch shows as they are
# (outer opening, outer closing, inner opening, inner closing, apostrophe)
MARK_STYLES = (
    ("“", "”", "‘", "’", "’"),
    ('"', '"', "'", "'", "'"),
    ("‘", "’", "“", "”", "’"),
    ("'", "'", '"', '"', "'"),
    ("''", "''", "'", "'", "'"),
    ("``", "''", "`", "'", "'"),
    ("«", "»", "“", "”", "’"),
)
STYLE_WEIGHTS = (5, 5, 5, 2, 2, 1, 1)
MARKS = "“”\"'‘’"
PRONOUNS = frozenset("he she they it we i you who which that this these those one".split())
WORD = re.compile(r"[^\W\d_]+")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


@frozen
class Edit:
    """Replaces ``text[start:end]``; an insertion where both are equal."""

    start: int
    end: int
    text: str


def apply(example: Example, edits: Sequence[Edit]) -> Example:
    """Return the example with its text edited and every span moved along; of edits that overlap the first wins.

    >>> apply(Example("a", "Ann said no.", ()), [Edit(0, 3, "Beth")]).text
    'Beth said no.'
    """
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
    parts: list[str] = []
    lefts, rights = list(range(len(example.text) + 1)), list(range(len(example.text) + 1))
    done = grown = 0
    for edit in chosen:
        for offset in range(done + 1, edit.start + 1):
            lefts[offset] = rights[offset] = offset + grown
        parts += (example.text[done : edit.start], edit.text)
        after = edit.start + grown + len(edit.text)
        if edit.start == edit.end:
            lefts[edit.start] = after  # a span that begins here begins after what was inserted
        for offset in range(edit.start + 1, edit.end + 1):
            lefts[offset], rights[offset] = edit.start + grown, after
        if edit.end > edit.start:
            lefts[edit.end] = after
        grown += len(edit.text) - (edit.end - edit.start)
        done = edit.end
    last = chosen[-1].end if chosen else 0
    for offset in range(last + 1, len(example.text) + 1):
        lefts[offset] = rights[offset] = offset + grown
    parts.append(example.text[done:])

    def move(spans: Spans) -> Spans:
        return tuple((lefts[s], rights[e]) for s, e in spans if rights[e] > lefts[s])

    golds = (Gold(move(g.source), move(g.cue), move(g.content)) for g in example.attributions)
    names = tuple((lefts[s], rights[e], kind) for s, e, kind in example.names if rights[e] > lefts[s])
    return Example(example.id, "".join(parts), tuple(g for g in golds if g.content), names)


def augment(example: Example, rng: random.Random) -> Example:
    """Return the example as it is, or as another outlet might print it."""
    if rng.random() < UNTOUCHED or not example.text.strip():
        return example
    if rng.random() < 0.25:
        example = _transcript(example, rng)
    if rng.random() < 0.25:
        example = _inverted(example, rng)
    if rng.random() < 0.25:
        example = _headline(example, rng)
    edits: list[Edit] = []
    for chance, change in CHANGES:
        if rng.random() < chance:
            edits += change(example, rng)
    return apply(example, edits)


def _marks(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Print all quotation marks, and apostrophes, in one other style."""
    style = rng.choices(MARK_STYLES, STYLE_WEIGHTS)[0]
    for stretch in MarkIndex(example.text).stretches:
        opening, closing = style[:2] if stretch.depth % 2 == 0 else style[2:4]
        if stretch.family == "single" and stretch.depth == 0 and not stretch.closed:
            continue
        yield Edit(stretch.start, stretch.inner_start, opening)
        if stretch.closed and stretch.end > stretch.inner_end:
            yield Edit(stretch.inner_end, stretch.end, closing)
    for match in APOSTROPHE.finditer(example.text):
        yield Edit(match.start(), match.end(), style[4])


def _names(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Give people, places and organisations other names, each one name throughout (*Jane Roe* and *Roe*)."""
    given: dict[str, str] = {}
    capitals = rng.random() < 0.1  # NAMES like this: some agencies print family names so
    for start, end, kind in example.names:
        name = example.text[start:end]
        if kind == "PERSON" and "\n" not in name:
            words = list(WORD.finditer(name))
            for number, word in enumerate(words):
                family = number == len(words) - 1
                if len(word.group()) < 3 or not word.group()[0].isupper():
                    continue
                drawn = given.setdefault(word.group().lower(), rng.choice(FAMILY if family else GIVEN))
                shown = drawn.upper() if word.group().isupper() or (capitals and family) else drawn
                yield Edit(start + word.start(), start + word.end(), shown)
        elif kind in ("ORGANIZATION", "ORG", "LOCATION", "LOC") and "\n" not in name:
            if kind.startswith("ORG") and rng.random() < 0.3:
                continue
            drawn = given.setdefault(name.lower(), rng.choice(ORGANISATIONS if kind.startswith("ORG") else PLACES))
            yield Edit(start, end, drawn.upper() if name.isupper() and len(name) > 5 else drawn)


def _fields(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Move the article out of politics: *the candidate* becomes a defendant, a bidder, a player."""
    chosen = {noun: rng.choice(others) for noun, others in COUNTERPARTS.items() if rng.random() < 0.8}
    for match in WORD.finditer(example.text):
        word = match.group()
        if (other := chosen.get(word.lower())) is not None:
            shown = other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other
            yield Edit(match.start(), match.end(), shown)


def _breaks(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Print paragraph breaks as single newlines, as blank lines, or run some or all paragraphs together."""
    style = rng.choice(("\n", "\n", "\n\n", "\n\n", "joined", "one"))
    for match in re.finditer(r"\s*\n\s*", example.text):
        if style in ("joined", "one"):
            if (style == "one" or rng.random() < 0.5) and example.text[match.start() - 1 : match.start()] in ".!?”\"’'":
                yield Edit(match.start(), match.end(), " ")
        else:
            yield Edit(match.start(), match.end(), style)


def _dateline(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Open with place, date and agency, as wires and press releases do."""
    place = rng.choice(PLACES)
    place = place.upper() if rng.random() < 0.7 else place
    date = f", {rng.choice(MONTHS)} {rng.randint(1, 28)}" if rng.random() < 0.5 else ""
    agency = f" ({rng.choice(AGENCIES)})" if rng.random() < 0.6 else ""
    yield Edit(0, 0, f"{place}{date}{agency} {rng.choice('-–—')} ")


def _capitals(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Print the first line, a headline often, in capitals, or in rare cases everything."""
    stop = len(example.text) if rng.random() < 0.2 else (example.text.find("\n") + 1 or 0)
    for match in WORD.finditer(example.text, 0, min(stop, len(example.text))):
        if len(match.group().upper()) == len(match.group()):
            yield Edit(match.start(), match.end(), match.group().upper())


def _verbs(example: Example, rng: random.Random) -> Iterator[Edit]:
    """Let half of those who *said* or *say* something else do so by another verb; some need a quotation."""
    for gold in example.attributions:
        if len(gold.cue) != 1 or rng.random() < 0.5:
            continue
        start, end = gold.cue[0]
        quoted = any(example.text[s:e].strip()[:1] in MARKS for s, e in gold.content)
        pairs = VERBS + QUOTING_VERBS if quoted else VERBS
        match example.text[start:end]:
            case "said":
                yield Edit(start, end, rng.choice(pairs)[0])
            case "says":
                yield Edit(start, end, rng.choice(pairs)[1])


CHANGES: tuple[tuple[float, Callable[[Example, random.Random], Iterator[Edit]]], ...] = (
    (0.6, _marks),
    (0.5, _names),
    (0.35, _fields),
    (0.3, _verbs),
    (0.3, _breaks),
    (0.1, _dateline),
    (0.04, _capitals),
)


def _touching(example: Example, start: int, end: int) -> list[int]:
    """Return which attributions have a part in a stretch of the text."""
    return [
        number
        for number, gold in enumerate(example.attributions)
        if any(s < end and e > start for spans in (gold.source, gold.cue, gold.content) for s, e in spans)
    ]


def _transcript(example: Example, rng: random.Random) -> Example:
    """Print paragraphs that are one quotation and its *said Roe* as ``ROE: words``; the colon is the cue then."""
    text = example.text
    edits: list[Edit] = []
    made: list[tuple[int, str, str]] = []  # paragraph start, name, words
    dropped: set[int] = set()
    form = rng.choice((str.upper, str, str))
    quoted = rng.random() < 0.5
    for start, end in paragraphs(text):
        inside = _touching(example, start, end)
        if len(inside) != 1 or rng.random() < 0.3:
            continue
        gold = example.attributions[inside[0]]
        spans = [*gold.source, *gold.cue, *gold.content]
        if len(gold.source) != 1 or len(gold.content) != 1 or any(s < start or e > end for s, e in spans):
            continue
        words = text[gold.content[0][0] : gold.content[0][1]]
        name = text[gold.source[0][0] : gold.source[0][1]]
        rest = (end - start) - sum(e - s for s, e in spans)
        if rest > 6 or not name[:1].isupper() or len(name.split()) > 5 or words[:1] not in "“\"'‘" or len(words) < 8:
            continue
        if not quoted:
            words = words.strip("“”\"'‘’").rstrip(",")
        if any(mark in words for mark in '“”"\n') and not quoted:
            continue
        dropped.add(inside[0])
        made.append((start, form(name), words))
        edits.append(Edit(start, end, f"{form(name)}: {words}"))
    if not made:
        return example
    kept = tuple(g for i, g in enumerate(example.attributions) if i not in dropped)
    outside = tuple(n for n in example.names if not any(e.start < n[1] and n[0] < e.end for e in edits))
    moved = apply(evolve(example, attributions=kept, names=outside), edits)
    golds = list(moved.attributions)
    grown = 0
    for (start, name, words), edit in zip(made, edits, strict=True):
        at = start + grown
        colon = at + len(name)
        golds.append(Gold(((at, colon),), ((colon, colon + 1),), ((colon + 2, colon + 2 + len(words)),)))
        grown += len(edit.text) - (edit.end - edit.start)
    return evolve(moved, attributions=tuple(golds))


def _inverted(example: Example, rng: random.Random) -> Example:
    """Print *Roe said* after its quotation as *said Roe*, and the other way round."""
    text = example.text
    edits: list[Edit] = []
    turned: dict[int, tuple[int, int]] = {}  # attribution: lengths of its source and of its cue
    for number, gold in enumerate(example.attributions):
        if len(gold.source) != 1 or len(gold.cue) != 1 or rng.random() < 0.4:
            continue
        (start, middle), (cue, end) = sorted((gold.source[0], gold.cue[0]))
        one, other = text[start:middle], text[cue:end]
        source, verb = text[slice(*gold.source[0])], text[slice(*gold.cue[0])]
        before = text[max(0, start - 2) : start].rstrip()
        plain = text[middle:cue] == " " and verb.isalpha() and verb.islower() and source.lower() not in PRONOUNS
        if not plain or not source[0].isupper() or "," in source or before[-1:] not in MARKS or not before:
            continue
        if _touching(example, start, end) == [number] and text[end : end + 1] in ".\n":
            edits.append(Edit(start, end, f"{other} {one}"))
            turned[number] = len(source), len(verb)
    moved = apply(example, edits)
    golds = list(moved.attributions)
    for number, (source_length, cue_length) in turned.items():
        start, end = golds[number].cue[0]  # both spans cover what was edited
        was_first = example.attributions[number].source < example.attributions[number].cue
        cue_span = (start, start + cue_length) if was_first else (end - cue_length, end)
        source_span = (end - source_length, end) if was_first else (start, start + source_length)
        golds[number] = evolve(golds[number], source=(source_span,), cue=(cue_span,))
    return evolve(moved, attributions=tuple(golds))


def _headline(example: Example, rng: random.Random) -> Example:
    """Open with a headline that says what one of the article's attributions says, in few words."""
    text = example.text
    fitting = []
    for gold in example.attributions:
        if len(gold.source) == 1 and len(gold.content) == 1:
            name = text[slice(*gold.source[0])]
            words = text[slice(*gold.content[0])].strip(MARKS + " ,.").removeprefix("that ")
            first = text[gold.content[0][0] :].lstrip(MARKS)
            stop = text[slice(*gold.content[0])].rstrip(MARKS)[-1:] in tuple(".,?!")
            clause = first.startswith("that ") or (first[:1].isupper() and stop)  # no fragment
            short = (
                name[:1].isupper() and not name.startswith("The ") and len(name.split()) <= 3 and name[-1:].isalpha()
            )
            plain = clause and short and name.lower() not in PRONOUNS and "," not in name
            if plain and 4 <= len(words.split()) <= 14 and not any(mark in words for mark in MARKS + "\n"):
                fitting.append((name, words[0].upper() + words[1:]))
    if not fitting:
        return example
    name, words = rng.choice(fitting)
    verb = rng.choice(VERBS)[1] if rng.random() < 0.5 else "says"
    opening, closing = rng.choice((("“", "”"), ("‘", "’"), ("'", "'"), ("", ""), ("", "")))
    quoted = f"{opening}{words}{closing}"
    parts: tuple[tuple[str, str], ...]
    match rng.randrange(3):
        case 0:
            parts = ((name, "source"), (":", "cue"), (" ", ""), (quoted, "content"))
        case 1:
            parts = ((quoted, "content"), (", ", ""), (verb, "cue"), (" ", ""), (name, "source"))
        case _:
            parts = ((name, "source"), (" ", ""), (verb, "cue"), (" ", ""), (quoted, "content"))
    spans: dict[str, Spans] = {}
    line = ""
    for part, role in parts:
        spans[role] = ((len(line), len(line) + len(part)),)
        line += part
    moved = apply(example, [Edit(0, 0, f"{line}\n")])
    return evolve(moved, attributions=(Gold(spans["source"], spans["cue"], spans["content"]), *moved.attributions))
