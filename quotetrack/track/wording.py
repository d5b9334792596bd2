"""Words as they were quoted: cut out of the article, made comparable, compared.

A quotation is compared by its quoted words alone, as *segments* between its gaps: an ellipsis, [an editor's words], a
cue in the middle. Segments are looked for one by one, so joined, cut and reordered quotations still match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from attrs import field, frozen
from rapidfuzz.distance import LCSseq

from quotetrack.models import Attribution
from quotetrack.track.spelling import plain_spelling

Relation = Literal["identical", "truncated", "altered", "reordered"]

_GAP = re.compile(r"\[[^\]\n]{0,80}\]|…|\.\s?\.\s?\.+")
_PER_CENT = re.compile(r"(?<=\d)\s?%|\bper cent\b")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MARKS = re.compile(r"''|``|[\"“”„«»]|(?<![^\W_])[‘']|[’'](?![^\W_])")
_SHORT_FORMS = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "gonna": ("going", "to")}
_ENDINGS = {
    "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am",
    "'s": "is",  # for comparison it does not matter that it may also stand for has, or mark a possessive
}  # fmt: skip
LONG_WORDS = 8  # so many words by one speaker are one utterance even months apart; fewer are a phrase they use
SHARE = 0.8  # of the shorter wording's words, when one speaker says both
PLAIN_WORDS = 6  # so many plain words in a row are looked up, too: *I still have it in writing*
FARTHEST = 6  # words from one that carries meaning to the next, in what an index looks up
COMMON = frozenset(
    """a about after again all also am an and any are as at back be because been before being but by came can come
    could did do does doing done down even ever every for from get give go going gone good got had has have he
    her here hers him his how i if in into is it its just know let like look made make many may me mean might
    more most much must my never new no nor not now of off on one only or other our ours out over own people
    please put really right said same saw say see she should so some still such take than thank thanks that the
    their them then there these they thing things think this those through time to too two under up upon us very
    want was way we well went were what when where which while who whom whose why will with would year years yes
    yet you your""".split()
)

NEGATIONS = frozenset({"not", "no", "never", "none", "nobody", "nothing", "neither", "nor"})


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text for comparison: no case, no marks, short forms written out, one spelling.

    >>> tokens("We’ve GOT to — don’t wait")
    ('we', 'have', 'got', 'to', 'do', 'not', 'wait')
    >>> tokens("Labour lost 9 per cent") == tokens("labor lost nine percent")
    True
    """
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("ʼ", "'").casefold()
    plain = _PER_CENT.sub(" percent", plain)
    return tuple(plain_spelling(word) for found in _TOKEN.findall(plain) for word in _written_out(found))


@lru_cache(maxsize=8192)
def _written_out(word: str) -> tuple[str, ...]:
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word.endswith("n't"):
        return word[:-3], "not"
    stem, mark, _ = word.partition("'")
    ending = _ENDINGS.get(mark + word[len(stem) + 1 :]) if mark else None
    return (stem, ending) if ending else (word,)


@frozen
class Wording:
    """Is what one quotation quotes: its words for comparison, in the segments that stand between gaps."""

    segments: tuple[tuple[str, ...], ...]
    words: tuple[str, ...] = field(init=False, eq=False)
    weight: int = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        flat = tuple(word for segment in self.segments for word in segment)
        object.__setattr__(self, "words", flat)
        object.__setattr__(self, "weight", sum(word not in COMMON for word in flat))

    def shingles(self) -> Iterator[tuple[str, ...]]:
        """Yield what an index looks up: runs of three words of which two carry meaning, and, where such words stand too
        far apart for a run (*told us that the keys*), the two of them; a word that stands alone among plain ones with
        those before and after it (*I still have it in writing*); of plain words (*I will be there*) runs of four.
        """
        found = False
        for segment in self.segments:
            telling = [i for i, word in enumerate(segment) if word not in COMMON]
            for i in range(len(segment) - 2):
                run = segment[i : i + 3]
                if sum(word not in COMMON for word in run) >= 2:
                    found = True
                    yield run
            for i, j in pairwise(telling):
                if 2 < j - i <= FARTHEST:
                    found = True
                    yield segment[i], segment[j]
            edges = [-FARTHEST, *telling, len(segment) + FARTHEST]
            for before, i, after in zip(edges[:-2], telling, edges[2:], strict=True):
                if i - before > 3 and i >= 2:
                    yield segment[i - 2 : i + 1]
                if after - i > 3 and i + 3 <= len(segment):
                    yield segment[i : i + 3]
        if not found and len(self.words) >= LONG_WORDS:
            for segment in self.segments:
                yield from (segment[i : i + 4] for i in range(len(segment) - 3))

    @property
    def key(self) -> str:
        """Return the words as one string, gaps as a bar: equal for equal quotations."""
        return "|".join(" ".join(segment) for segment in self.segments)

    @classmethod
    def from_key(cls, key: str) -> Wording:
        """Build the wording again from its key."""
        return cls(tuple(tuple(segment.split()) for segment in key.split("|")))


def wording(quoted: Sequence[str]) -> Wording:
    """Return the comparable words of a quotation's parts.

    >>> wording(["I told [Trump] the truth ... twice"]).segments
    (('i', 'told'), ('the', 'truth'), ('twice',))
    """
    segments = [tokens(piece) for part in quoted for piece in _GAP.split(part)]
    return Wording(tuple(segment for segment in segments if segment))


def quoted_parts(attribution: Attribution, text: str) -> tuple[str, ...]:
    """Return what stands between quotation marks: the whole content when direct, stretches of it when mixed."""
    if attribution.kind == "direct":
        return tuple(part.text for part in attribution.content)
    if attribution.kind == "indirect":
        return ()
    return tuple(inner for part in attribution.content for inner in _between_marks(text, part.start, part.end))


def _between_marks(text: str, start: int, end: int) -> Iterator[str]:
    """Cut out the stretches between double marks (or single ones, where there are no double ones) of a content.

    The content excludes its outermost marks, so one character on either side is read too.
    """
    first, last = max(start - 2, 0), min(end + 3, len(text))
    marks = list(_MARKS.finditer(text, first, last))
    double = [m for m in marks if m.group() not in {"‘", "’", "'"}]
    opened: int | None = None
    for mark in double or marks:
        char = mark.group()
        before = text[mark.start() - 1] if mark.start() else " "
        opens = char in "“„«``‘" or (char in {'"', "''", "'"} and (before.isspace() or before in "([—–-"))
        if opens and opened is None:
            opened = mark.end()
        elif not opens:
            # a closing mark without an opening one: the content begins inside the quotation
            left = opened if opened is not None else start
            opened = None
            if mark.start() > start and left < end:
                yield text[max(left, start) : min(mark.start(), end)]
    if opened is not None and opened < end:
        yield text[max(opened, start) : end]


@frozen
class Match:
    """Is how two wordings agree: the share of the shorter one found in the longer, and its longest common run."""

    share: float
    run: int
    weight: int
    relation: Relation


def match(a: Wording, b: Wording) -> Match:
    """Compare two wordings: how much of the shorter one stands in the longer one.

    >>> match(wording(["the numbers do not lie"]), wording(["As I said, the numbers don't lie … ever"])).relation
    'truncated'
    """
    short, long = sorted((a, b), key=lambda w: (len(w.words), w.key))
    if a.words == b.words:
        return Match(1.0, len(a.words), a.weight, "identical")
    flat = _alignment(short.words, long.words)
    pieces: list[tuple[int, int, int]] = []
    base = 0
    for segment in short.segments:
        pieces.extend((base + i, j, n) for i, j, n in _alignment(segment, long.words))
        base += len(segment)
    pieces = max((flat, pieces), key=lambda blocks: sum(n for _, _, n in blocks))
    covered = [k for i, _, n in pieces for k in range(i, i + n)]
    reordered = any(later[1] < former[1] for former, later in pairwise(pieces))
    share = len(covered) / max(len(short.words), 1)
    weight = sum(short.words[k] not in COMMON for k in covered)
    relation: Relation = "reordered" if reordered and share > 0.8 else "truncated" if share == 1.0 else "altered"
    if relation == "truncated" and not _contiguous(pieces, short, long):
        relation = "altered"
    return Match(share, max((n for _, _, n in pieces), default=0), weight, relation)


def _alignment(short: Sequence[str], long: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the common runs (place in short, place in long, length) of the best alignment.

    Lone function words are left out: any two long sentences share a scatter of them.
    """
    if not short or not long:
        return []
    whole = _place(short, long)
    if whole is not None:
        return [(0, whole, len(short))]
    blocks = [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(short, long)
        if op.tag == "equal"
    ]
    return [
        (i, j, n) for i, j, n in blocks if n > 2 or n == len(short) or any(w not in COMMON for w in short[i : i + n])
    ]


def _place(short: Sequence[str], long: Sequence[str]) -> int | None:
    """Return where the shorter run of words stands in the longer one as it is."""
    first, size = short[0], len(short)
    for at, word in enumerate(long[: len(long) - size + 1]):
        if word == first and long[at : at + size] == short:
            return at
    return None


def _contiguous(pieces: Sequence[tuple[int, int, int]], short: Wording, long: Wording) -> bool:
    """Tell whether every jump in the longer wording falls on a gap of either: then words were left out, not changed."""
    gaps_short, gaps_long = _gaps(short), _gaps(long)
    return all(
        j2 == j1 + n1 or i2 in gaps_short or (j1 + n1 in gaps_long and j2 in gaps_long)
        for (_, j1, n1), (i2, j2, _) in pairwise(pieces)
    )


def _gaps(wording: Wording) -> set[int]:
    out, at = set(), 0
    for segment in wording.segments:
        at += len(segment)
        out.add(at)
    return out


@frozen
class Change:
    """Is one step of a word-by-word comparison: words kept, left out, added, or replaced by others."""

    kind: Literal["equal", "delete", "insert", "replace"]
    before: str
    after: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Compare two quotations word by word, as they were printed.

    >>> for change in changes("I would never vote for him", "I would vote for them"):
    ...     print(f"{change.kind}: {change.before!r} {change.after!r}")
    equal: 'I would' 'I would'
    delete: 'never' ''
    equal: 'vote for' 'vote for'
    replace: 'him' 'them'
    """
    old, new = before.split(), after.split()
    steps = LCSseq.opcodes([tokens(w) or (w,) for w in old], [tokens(w) or (w,) for w in new])
    merged: list[tuple[str, list[str], list[str]]] = []
    for op in steps:
        kind = "equal" if op.tag == "equal" else "change"
        left, right = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        if merged and merged[-1][0] == kind:
            merged[-1][1].extend(left)
            merged[-1][2].extend(right)
        else:
            merged.append((kind, left, right))
    return tuple(_change(kind, " ".join(left), " ".join(right)) for kind, left, right in merged)


def _change(kind: str, before: str, after: str) -> Change:
    if kind == "equal":
        return Change("equal", before, after)
    return Change("replace" if before and after else "delete" if before else "insert", before, after)
