"""Short texts in forms of attribution that news is full of and the training articles have few of.

Frames written for this project are filled with invented people, with bodies of all fields, and with what the training
articles quote: *Residents were told to …*, *… , inquiry hears*, *the bridge, which its owner insists is …*. They are
annotated as PolNeAR annotates such forms; some frames look like an attribution and are none. The texts of the
frames stand in `attribution_frame_texts`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from quotetrack.training.attribution_data import ROLES, Example, Gold, Spans
from quotetrack.training.attribution_frame_texts import FRAMES, SHORT, WORDS
from quotetrack.training.attribution_words import FAMILY, GIVEN, PLACES

TAG = re.compile(r"<(/?)([sqc])(\d?)>")
SLOT = re.compile(r"\{(\w+)\}")
LETTERS = {"s": "source", "q": "cue", "c": "content"}
TWO_ENDS = re.compile(r"([?!])[.,?]")  # what a quotation brings along, and what the frame puts there
IN_A_ROW = 0.2  # of the texts are rows of short sentences, of which networks find the first and miss the next
INDIRECT_QUESTION = re.compile(r"(?:how|what|whether|if|why|where|when|who|which|that)\b")
SAYING = frozenset("said says told added say argued noted claimed".split())


@frozen
class Sayings:
    """Is what articles quote, sorted by what a frame can take: whole quotations, clauses, and *to do something*."""

    quotes: tuple[str, ...]
    clauses: tuple[str, ...]
    orders: tuple[str, ...]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Sayings:
        """Collect short contents of one part that hold no mark and no line end."""
        found: dict[str, list[str]] = {"quotes": [], "clauses": [], "orders": []}
        for example in examples:
            for gold in example.attributions:
                if len(gold.content) == 1 and len(gold.cue) == 1:
                    content = example.text[slice(*gold.content[0])]
                    sort, words = _sorted(content, example.text[slice(*gold.cue[0])])
                    if sort and 3 <= len(words.split()) <= 18 and not re.search("[“”\"‘\n:;()]|''", words):
                        found[sort].append(words)
        return cls(*(tuple(dict.fromkeys(parts)) for parts in found.values()))

    def __bool__(self) -> bool:
        return bool(self.quotes and self.clauses and self.orders)


def _sorted(content: str, cue: str) -> tuple[str, str]:
    """Return what sort of saying a content is, ``""`` for none, and its words."""
    words = content.strip("“”\"‘’' ,.")
    if content[:1] in '“"‘' and words[:1].isupper() and content[-1:] in '”"’':
        return "quotes", words
    if INDIRECT_QUESTION.match(content.removeprefix("that ")):  # *how happy she was* cannot follow *that*
        return "", ""
    if content.startswith("that "):
        return "clauses", words.removeprefix("that ")
    if content.startswith("to "):
        return "orders", words
    return ("clauses", words) if cue in SAYING and content[:1].islower() and len(words.split()) > 4 else ("", "")


def frames(sayings: Sayings, rng: random.Random, count: int) -> Iterator[Example]:
    """Yield `count` short texts of one to four frames each, or of three to six that are all short."""
    for number in range(count):
        in_a_row = rng.random() < IN_A_ROW
        kinds, least, most = (SHORT, 3, 6) if in_a_row else (FRAMES, 1, 4)
        parts = [_filled(rng.choice(kinds), sayings, rng) for _ in range(rng.randint(least, most))]
        between = " " if in_a_row else rng.choice((" ", " ", "\n", "\n\n"))
        text = ""
        golds: list[Gold] = []
        for words, inside in parts:
            golds += [Gold(*(_moved(getattr(gold, role), len(text)) for role in ROLES)) for gold in inside]
            text += words + ("\n" if words[-1] not in ".”" else between)
        yield Example(f"frames-{number}", text.rstrip(), tuple(golds))


def _moved(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _filled(frame: str, sayings: Sayings, rng: random.Random) -> tuple[str, list[Gold]]:
    """Fill a frame's slots and read its tags."""
    drawn: dict[str, Callable[[], str]] = {
        "quote": lambda: rng.choice(sayings.quotes),
        "clause": lambda: rng.choice(sayings.clauses),
        "order": lambda: rng.choice(sayings.orders),
        "place": lambda: rng.choice(PLACES),
        "surname": lambda: rng.choice(FAMILY),
        "caps": lambda: rng.choice(FAMILY).upper(),
        "person": lambda: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}",
        "titled": lambda: " ".join(
            (rng.choice(WORDS["title_of"]), *rng.choice(((), (rng.choice(GIVEN),))), rng.choice(FAMILY))
        ),
        "named": lambda: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}, {rng.choice(WORDS['job'])}",
    }

    filled: dict[str, str] = {}  # a slot that stands twice says the same: *She said … She added …*

    def fill(slot: re.Match[str]) -> str:
        key = slot[1].lower()
        if key not in filled:
            name = key.rstrip("0123456789")
            left = [word for word in WORDS.get(name, ()) if word not in filled.values()]
            filled[key] = drawn[name]() if name in drawn else rng.choice(left)
        words = filled[key]
        return words[0].upper() + words[1:] if slot[1][0].isupper() else words

    tagged = TWO_ENDS.sub(r"\1", SLOT.sub(fill, frame))
    text = ""
    opened: dict[str, int] = {}  # a source that two attributions share has two tags
    spans: dict[str, dict[str, Spans]] = {}
    last = 0
    for tag in TAG.finditer(tagged):
        text += tagged[last : tag.start()]
        last = tag.end()
        if not tag[1]:
            opened[tag[2] + tag[3]] = len(text)
        else:
            of = spans.setdefault(tag[3], {})
            of[LETTERS[tag[2]]] = (*of.get(LETTERS[tag[2]], ()), (opened[tag[2] + tag[3]], len(text)))
    golds = [Gold(of.get("source", ()), of.get("cue", ()), of["content"]) for _, of in sorted(spans.items())]
    return text + tagged[last:], golds
