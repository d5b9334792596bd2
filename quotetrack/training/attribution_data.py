"""Annotated articles for the attribution model: reading them, gold labels on pieces, windows and batches."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.find.marks import MarkIndex
from quotetrack.find.pieces import PieceCutter
from quotetrack.find.tagger import BODY, CLS, SEP, Encoded, encode

Spans = tuple[tuple[int, int], ...]
Ints = NDArray[np.int64]
ROLES = ("source", "cue", "content")
NOWHERE, NO_SOURCE = -1, -2
EDGE = 12  # words this near to where a window was cut lack context; their tags are not scored
HELD_OUT = 20  # one article in this many is kept for calibrating the confidence


@frozen
class Gold:
    """Is one annotated attribution: the offsets of its three roles, each in text order."""

    source: Spans
    cue: Spans
    content: Spans


@frozen
class Example:
    """Is one annotated article. `names` are (start, end, kind) of its names, where a file gives them."""

    id: str
    text: str
    attributions: tuple[Gold, ...]
    names: tuple[tuple[int, int, str], ...] = ()


@frozen(eq=False)
class Labelled:
    """Is an article ready for the network: its pieces and what each should say.

    `tags` [words]; `cue` [pieces] the piece a content piece points to; `source` [pieces] the piece a cue piece points
    to, ``NO_SOURCE`` for none; ``NOWHERE`` elsewhere.
    """

    encoded: Encoded
    tags: Ints
    cue: Ints
    source: Ints


Group = Sequence[tuple[Labelled, int, int]]  # windows: articles, and their first and last piece


@frozen(eq=False)
class Batch:
    """Is a batch of windows as the network takes it, padded to the longest; `first` holds each word's first piece."""

    ids: Ints
    mask: Ints
    features: Ints
    first: Ints
    tags: Ints
    scored: NDArray[np.bool_] = field()
    cue: Ints = field()
    source: Ints = field()


def is_held_out(article_id: str) -> bool:
    """Tell whether an article is kept out of training: by the hash of its id, versions of several annotators alike."""
    digest = hashlib.sha256(article_id.split("@")[0].encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") % HELD_OUT == 0


def read_examples(path: Path) -> list[Example]:
    """Read annotated articles: JSONL (the exchange format or bare spans), or a folder of brat ``.txt``/``.ann`` pairs.

    Raises:
        MissingFileError: there is no such file or folder.
        FormatError: a line or file is not in one of these formats.
    """
    if path.is_dir():
        from quotetrack.training.attribution_brat import read_brat

        return read_brat(path)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise MissingFileError(f"{path}: no such file") from error
    out = [_example(line, path, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not out:
        raise InputError(f"{path}: holds no article; give one annotated article a line")
    return out


def _example(line: str, path: Path, number: int) -> Example:
    try:
        row = json.loads(line)
        article = row.get("article", row)
        text = article["text"]
        golds = tuple(_gold(a, text) for a in row["attributions"])
        return Example(str(article["id"]), text, golds)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"not an annotated article ({type(error).__name__}: {error})"
        raise FormatError(problem, path=path, line=number) from error


def _gold(row: dict[str, list[object]], text: str) -> Gold:
    spans: dict[str, Spans] = {}
    for role in ROLES:
        pairs = [_pair(part) for part in row.get(role) or ()]
        for start, end in pairs:
            if not 0 <= start < end <= len(text):
                raise ValueError(f"{role} [{start}, {end}] lies outside the text")
        spans[role] = tuple(sorted(pairs))
    if not spans["content"]:
        raise ValueError("an attribution without content")
    return Gold(spans["source"], spans["cue"], spans["content"])


def _pair(part: object) -> tuple[int, int]:
    if isinstance(part, dict):
        return int(part["start"]), int(part["end"])
    if not isinstance(part, list) or len(part) != 2:
        raise ValueError(f"expected [start, end], got {part!r}")
    return int(part[0]), int(part[1])


def read_names(path: Path, examples: Sequence[Example]) -> list[Example]:
    """Add the names that a second JSONL gives (``{"id", "entities": [[start, end, kind], …]}``), for augmentation."""
    found: dict[str, tuple[tuple[int, int, str], ...]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            found[row["id"]] = tuple((int(s), int(e), str(kind)) for s, e, kind in row["entities"])
    return [Example(e.id, e.text, e.attributions, found.get(e.id.split("@")[0], ())) for e in examples]


def read_training(paths: Iterable[Path], *, names: Path | None) -> list[Example]:
    """Read what a recipe trains on, with the names that augmentation swaps."""
    examples = [example for path in paths for example in read_examples(path)]
    return examples if names is None else read_names(names, examples)


def read_tokenizer(path: Path) -> Tokenizer:
    """Read a ``tokenizer.json`` that cuts texts of any length, each as it is."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def label(example: Example, tokenizer: Tokenizer) -> Labelled:
    """Encode an article and put its gold on the pieces.

    Where spans overlap the later attribution wins; a word that would continue nothing begins a span instead, so that
    every sequence is one the decoder can output.
    """
    encoded = encode(example.text, PieceCutter(tokenizer), MarkIndex(example.text))
    count = len(encoded.ids)
    roles = np.zeros(count, np.int64)
    begins = np.zeros(count, bool)
    cue = np.full(count, NOWHERE, np.int64)
    source = cue.copy()
    for gold in example.attributions:
        heads = {name: _first_piece(encoded, getattr(gold, name)) for name in ("source", "cue")}
        for number, name in enumerate(ROLES, 1):
            for start, end in getattr(gold, name):
                covered = slice(*_pieces(encoded, start, end))
                if covered.start == covered.stop:
                    continue
                roles[covered] = number
                begins[covered] = False
                begins[covered.start] = True
                if name == "content":
                    cue[covered] = heads["cue"]
                elif name == "cue":
                    source[covered] = NO_SOURCE if heads["source"] == NOWHERE else heads["source"]
    words = encoded.words
    role, begin = roles[words], begins[words]
    # a span that begins inside a word (a mark glued to it) begins with that word's role
    changed = np.concatenate([[True], role[1:] != role[:-1]]) if len(role) else np.zeros(0, bool)
    tags = np.where(role == 0, 0, 2 * role - np.where(begin | changed, 1, 0))
    return Labelled(encoded, tags, cue, source)


def _pieces(encoded: Encoded, start: int, end: int) -> tuple[int, int]:
    left = int(np.searchsorted(encoded.ends, start, side="right"))
    right = int(np.searchsorted(encoded.starts, end, side="left"))
    return left, max(left, right)


def _first_piece(encoded: Encoded, spans: Spans) -> int:
    for start, end in spans:
        left, right = _pieces(encoded, start, end)
        if left < right:
            return left
    return NOWHERE


def cut(count: int, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Yield windows that cover `count` pieces once, the first of random length, so that each epoch cuts elsewhere."""
    start, size = 0, rng.randint(96, BODY)
    while start < count:
        end = min(count, start + size)
        if count - end < 24:  # too short to learn from alone
            end = min(count, start + BODY)
        yield start, end
        start, size = end, BODY


def groups(articles: Iterable[Labelled], rng: random.Random, *, size: int = 8) -> list[Group]:
    """Cut articles into windows and group those of like length, in random order."""
    jobs = [(a, start, end) for a in articles for start, end in cut(len(a.encoded.ids), rng)]
    rng.shuffle(jobs)
    out: list[Group] = []
    for at in range(0, len(jobs), 64 * size):
        chunk = sorted(jobs[at : at + 64 * size], key=lambda job: job[1] - job[2])
        out += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rng.shuffle(out)
    return out


def batches(articles: Iterable[Labelled], rng: random.Random, *, size: int = 8) -> list[Batch]:
    """Cut articles into windows and batch those of like length, in random order."""
    return [pack(group) for group in groups(articles, rng, size=size)]


def pack(group: Group) -> Batch:
    """Turn windows into one batch; position 0 is [CLS], which also stands for *no source*."""
    rows, length = len(group), max(end - start for _, start, end in group) + 2
    bounds = [np.searchsorted(a.encoded.words, (start, end)) for a, start, end in group]
    words = max(1, *(int(right - left) for left, right in bounds))
    ids, mask, features = (np.zeros((rows, length), np.int64) for _ in range(3))
    cue, source = (np.full((rows, length), NOWHERE, np.int64) for _ in range(2))
    first, tags = (np.zeros((rows, words), np.int64) for _ in range(2))
    scored = np.zeros((rows, words), bool)
    for row, ((article, start, end), (left, right)) in enumerate(zip(group, bounds, strict=True)):
        encoded, size = article.encoded, end - start
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, 1 : size + 1] = encoded.ids[start:end]
        features[row, 1 : size + 1] = encoded.features[start:end]
        mask[row, : size + 2] = 1
        for target, given in ((cue, article.cue[start:end]), (source, article.source[start:end])):
            inside = (given >= start) & (given < end)
            target[row, 1 : size + 1][inside] = given[inside] - start + 1
            target[row, 1 : size + 1][given == NO_SOURCE] = 0
        left += EDGE if start else 0
        right -= EDGE if end < len(encoded.ids) else 0
        if right > left:
            first[row, : right - left] = encoded.words[left:right] - start + 1
            tags[row, : right - left] = article.tags[left:right]
            scored[row, : right - left] = True
    return Batch(ids, mask, features, first, tags, scored, cue, source)
