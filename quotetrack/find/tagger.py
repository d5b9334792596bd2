"""The attribution model: text in, a tag score for every word and link scores between words out.

Knows onnxruntime and WordPiece, not spaCy. Every word of the article gets scores for seven tags (O, and begin/inside of
source, cue and content); two pointer heads score which cue a content word hangs on and which source a cue word has.
Long articles are read in overlapping windows; a word takes its scores from the window where it stands farthest from an
edge.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from attrs import field, frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotetrack.errors import ModelError
from quotetrack.find.grammar import Grammar, Readings
from quotetrack.find.marks import MarkIndex
from quotetrack.find.pieces import GOES_ON, PieceCutter
from quotetrack.lang.cards import ATTRIBUTION, read_card

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
WINDOW = 256  # pieces, [CLS] and [SEP] included, as trained
BODY = WINDOW - 2
STRIDE = 192
SECTION = 16_384  # pieces, some 12,000 words: longer articles are scored in sections; bounds the memory of the links
NEWLINES = re.compile("\n")
NEWLINE, BLANK_LINE = 2, 3  # classes of breaks, see `encode`
OUTPUTS = ["tag", "q", "k", "q2", "k2"]
GRAMMAR = "grammar"  # the output of the grammar heads, of a model that has them
CLS, SEP = 101, 102
EMBEDDED = {"fast": ATTRIBUTION.with_name("attribution-fast")}  # others that come with the package, by name

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@frozen(eq=False)
class Encoded:
    """Is an article in pieces: vocabulary ids, offsets, features, and the pieces at which words begin.

    `ids`, `features`: [pieces]; `starts`, `ends`: [pieces] code points; `words`: [words] index of each word's first
    piece. A feature is ``quote state * 16 + case shape * 4 + preceding break`` (see `encode`).
    """

    ids: Ints
    starts: Ints
    ends: Ints
    features: Ints
    words: Ints

    def word_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of words `first` to `last`, both included."""
        stop = int(self.words[last + 1]) if last + 1 < len(self.words) else len(self.ids)
        return int(self.starts[self.words[first]]), int(self.ends[stop - 1])

    def sections(self, size: int = SECTION) -> Iterator[Encoded]:
        """Cut a very long article before a line's first piece, so that its scores need not be held all at once."""
        count = len(self.ids)
        start = 0
        while start < count:
            stop = min(start + size, count)
            if stop < count:
                breaks = np.nonzero((self.features[start + 1 : stop] & 3) >= NEWLINE)[0]
                words = self.words[(self.words > start) & (self.words <= stop)]
                stop = int(breaks[-1]) + start + 1 if len(breaks) else int(words[-1]) if len(words) else stop
            inside = self.words[(self.words >= start) & (self.words < stop)] - start
            cut = slice(start, stop)
            yield Encoded(self.ids[cut], self.starts[cut], self.ends[cut], self.features[cut], inside)
            start = stop


@frozen(eq=False)
class Window:
    """Is one run of the network over pieces ``start`` to ``end``: float32 arrays without [CLS] and [SEP].

    `tags` [n, 7]; `content`, `cue` [n, 128] (content word -> cue); `target` [n, 128] (cue word -> source) and
    `source` [n + 1, 128], whose row 0 means *no source*.
    """

    start: int
    end: int
    tags: Floats
    content: Floats
    cue: Floats
    target: Floats
    source: Floats


@frozen(eq=False)
class Scores:
    """Is what the network says of an article: one tag distribution a word, and the windows that hold the links.

    `tags`: [words, 7] log-probabilities. `readings`: what the grammar heads say, of a model that has them.
    """

    encoded: Encoded
    tags: Floats
    windows: tuple[Window, ...]
    readings: Readings | None = None


def encode(text: str, cut: PieceCutter, marks: MarkIndex) -> Encoded:
    """Cut a text into pieces with their features.

    The encoder is uncased and sees no white space, so each word's first piece carries what that loses: its case shape,
    the break before it (0 none, 1 space, 2 newline, 3 blank line or start), and each piece its place among the
    quotation marks (0 outside, 1 inside, 2 opening mark, 3 closing mark).
    """
    ids, starts, ends, shapes = np.ascontiguousarray(cut(text).T)
    count = len(ids)
    words = np.nonzero(shapes != GOES_ON)[0]
    lengths = np.diff(np.append(words, count))
    features = np.repeat(shapes[words] * 4, lengths)
    features[words] += _breaks(text, starts[words], ends[words + lengths - 1])
    # quote states, one searchsorted for all pieces
    if marks.outer and count:
        begin = np.array([s.start for s in marks.outer])
        inner_begin = np.array([s.inner_start for s in marks.outer])
        inner_end = np.array([s.inner_end for s in marks.outer])
        stop = np.array([s.end for s in marks.outer])
        at = np.searchsorted(begin, starts, side="right") - 1
        inside = (at >= 0) & (starts < stop[at])
        state = np.where(starts < inner_begin[at], 2, np.where(starts >= inner_end[at], 3, 1))
        features += np.where(inside, state, 0) * 16
    return Encoded(ids, starts, ends, features, words)


def _breaks(text: str, begins: Ints, ends: Ints) -> Ints:
    """Return the break before each word."""
    before = np.concatenate([[0], ends[:-1]])[: len(begins)]
    newlines = [match.start() for match in NEWLINES.finditer(text)]
    lines = np.searchsorted(newlines, begins) - np.searchsorted(newlines, before)
    breaks: Ints = np.where(lines > 1, BLANK_LINE, np.where(lines == 1, NEWLINE, begins > before)).astype(np.int64)
    breaks[:1] = BLANK_LINE
    return breaks


def windows(count: int, stride: int = STRIDE) -> Iterator[tuple[int, int]]:
    """Yield the windows over `count` pieces: whole, or overlapping by ``BODY - stride`` at least.

    All begin on multiples of the stride, the last one too, so that words more at the end of an article move none, and
    what was found before stays.

    >>> list(windows(300))
    [(0, 254), (192, 300)]
    """
    start = 0
    while start + BODY < count:
        yield start, start + BODY
        start += stride
    if count:
        yield start, count


def network_inputs(encoded: Encoded, stride: int = STRIDE) -> Iterator[tuple[int, dict[str, Ints]]]:
    """Yield each window's first piece and what the network is fed: one row, [CLS] and [SEP] around the pieces."""
    for start, end in windows(len(encoded.ids), stride):
        ids = np.array([[CLS, *encoded.ids[start:end], SEP]], np.int64)
        features = np.array([[0, *encoded.features[start:end], 0]], np.int64)
        yield start, {"ids": ids, "mask": np.ones_like(ids), "feat": features}


class Merge:
    """Collects rows of overlapping windows: each piece keeps those of the window where it is farthest from an edge."""

    def __init__(self, count: int, width: int) -> None:
        self.rows = np.zeros((count, width), np.float32)
        self.farthest = np.full(count, -1.0)

    def add(self, start: int, rows: Floats) -> None:
        """Take the rows of a window that begins with piece `start`."""
        count, end = len(self.rows), start + len(rows)
        position = np.arange(start, end)
        left = np.where(start == 0, math.inf, position - start)
        right = np.where(end == count, math.inf, end - 1 - position)
        distance = np.minimum(left, right)
        better = distance > self.farthest[start:end]
        self.rows[start:end][better] = rows[better]
        self.farthest[start:end][better] = distance[better]


def log_softmax(scores: Floats) -> Floats:
    """Return log-probabilities over the last axis, computed in float32."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


@frozen(eq=False)
class Tagger:
    """Is the loaded attribution model. Load one with `Tagger.load`."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    path: Path
    threads: int
    sha256: str
    settings: dict[str, object] = field(factory=dict)
    grammar: Grammar | None = field(init=False)
    cut: PieceCutter = field(init=False, repr=False)

    @grammar.default
    def _grammar(self) -> Grammar | None:
        known = self.settings.get("grammar")
        return Grammar(tuple(known["tags"])) if isinstance(known, dict) else None

    @cut.default
    def _cut(self) -> PieceCutter:
        return PieceCutter(self.tokenizer)

    @classmethod
    def load(cls, path: str | Path | None = None, *, threads: int = 1) -> Tagger:
        """Load a model directory, checking each file's sha256.

        Args:
            path: the directory, or ``"fast"`` for the embedded fast model; default: the embedded one.
            threads: threads of one run.

        Raises:
            ModelError: a file is missing or damaged, or the network cannot be read.
        """
        folder = ATTRIBUTION if path is None else EMBEDDED.get(str(path)) or Path(path)
        if path is not None and not folder.exists():
            names = ", ".join(f'"{name}"' for name in EMBEDDED)
            raise ModelError(f"{folder}: no such model; leave it out for the large one, or give {names} or a directory")
        card = read_card(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # onnxruntime and tokenizers raise their own, undocumented classes
            raise ModelError(f"{folder}: not a model of quotetrack ({error})") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        files = card["files"]
        assert isinstance(files, dict)
        settings = card.get("settings", {})
        return cls(
            session,
            tokenizer,
            folder,
            threads,
            str(files["model.onnx"]),
            dict(settings) if isinstance(settings, dict) else {},
        )

    @property
    def transitions(self) -> list[list[float]] | None:
        """Return the learned scores [7, 7] of one tag after another, ``None`` for a network without."""
        learned = self.settings.get("transitions")
        return learned if isinstance(learned, list) else None

    @property
    def stride(self) -> int:
        """Return how many pieces lie between the beginnings of two windows."""
        return int(str(self.settings.get("stride", STRIDE)))

    def encode(self, text: str, marks: MarkIndex) -> Encoded:
        """Cut a text into pieces with their features."""
        return encode(text, self.cut, marks)

    def run(self, encoded: Encoded) -> Scores:
        """Score an article, one window at a time.

        The int8 network scales its activations over all that one run sees, so a window shares its run with nothing:
        an article's scores depend on that article alone, whatever stands beside it in a batch. On one core this is
        faster than batching, too: no window is padded.
        """
        parts = []
        whole = Merge(len(encoded.ids), len(LABELS))
        grammar = None if self.grammar is None else Merge(len(encoded.ids), self.grammar.scores)
        wanted = OUTPUTS if grammar is None else [*OUTPUTS, GRAMMAR]
        for start, inputs in network_inputs(encoded, self.stride):
            tags, content, cue, target, source, *rest = (array[0] for array in self.session.run(wanted, inputs))
            parts.append(
                Window(start, start + len(tags) - 2, tags[1:-1], content[1:-1], cue[1:-1], target[1:-1], source[:-1])
            )
            whole.add(start, tags[1:-1])
            if grammar is not None:
                grammar.add(start, rest[0][1:-1])
        words = whole.rows[encoded.words]
        readings = None
        if grammar is not None and self.grammar is not None:
            readings = self.grammar.read(encoded.starts, grammar.rows)
        return Scores(encoded, log_softmax(words) if len(words) else words, tuple(parts), readings)
