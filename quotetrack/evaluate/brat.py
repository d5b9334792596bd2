"""brat's standoff annotation (``.txt`` beside ``.ann``): attributions drawn as events, or as relations between spans.

Read are text-bound lines (``T1<tab>Source 8 20;31 35<tab>words``), events (``E1<tab>Attribution:T4 Content:T3 Cue:T2
Source:T1``, the form of PolNeAR), relations (``R1<tab>by Arg1:T3 Arg2:T1``) and attributes (``A1<tab>Kind E1 direct``).
Notes and normalisations are passed over. A span of type ``Discard`` is no part of the article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from attrs import evolve, frozen

from quotetrack.errors import FormatError, InputError
from quotetrack.evaluate.documents import Annotation, Document, Offsets
from quotetrack.files import decode, existing
from quotetrack.models import KINDS

ROLES = ("content", "cue", "source")
KindOf = Callable[[str, tuple[Offsets, ...]], str]
Fail = Callable[[str], NoReturn]


@frozen
class Bound:
    """Is a text-bound annotation: its type in lower case, and its stretches."""

    type: str
    parts: tuple[Offsets, ...]


def read_folder(folder: Path, *, kind_of: KindOf | None = None) -> list[Document]:
    """Read every ``.ann`` file under a folder with its text.

    The text of ``name.ann`` is ``name.txt`` beside it or in a sibling folder ``text``; where PolNeAR adds the annotator
    (``name_ab12.ann``), ``name.txt``. Several annotators of one article give ``name@ab12`` each. `kind_of` tells
    direct, indirect or mixed from the text where no attribute does.

    Raises:
        InputError: the folder holds no annotations, or one has no text.
        FormatError: a line is not standoff annotation, or offsets do not cut out the words of the line.
    """
    paths = sorted(folder.rglob("*.ann"))
    if not paths:
        raise InputError(f"{folder}: holds no annotations; give a folder of brat files (.ann, .txt), or .jsonl")
    found = [(path, *_text_of(path)) for path in paths]
    shared = Counter(text_path for _, text_path, _ in found)
    documents = []
    for path, text_path, annotator in found:
        name = text_path.stem if annotator is None or shared[text_path] == 1 else f"{text_path.stem}@{annotator}"
        text, lines = (decode(existing(one).read_bytes(), path=one) for one in (text_path, path))
        documents.append(parse(lines, text, id=name, path=path, kind_of=kind_of))
    return documents


def _text_of(path: Path) -> tuple[Path, str | None]:
    stems: list[tuple[str, str | None]] = [(path.stem, None)]
    if "_" in path.stem:
        name, annotator = path.stem.rsplit("_", 1)
        stems.append((name, annotator))
    for stem, who in stems:
        for folder in (path.parent, path.parent.parent / "text"):
            candidate = folder / f"{stem}.txt"
            if candidate.exists():
                return candidate, who
    raise InputError(f"{path}: its text is missing; put {path.stem}.txt beside it")


def parse(
    standoff: str, text: str, *, id: str, path: str | Path | None = None, kind_of: KindOf | None = None
) -> Document:
    r"""Build a document from the lines of an ``.ann`` file and the article's text.

    >>> lines = "T1\tSource 0 3\tAda\nT2\tCue 4 8\tsaid\nT3\tContent 9 11\tno\nE1\tCue:T2 Source:T1 Content:T3"
    >>> parse(lines, "Ada said no", id="ada").annotations[0].source
    ((0, 3),)
    """
    bounds: dict[str, Bound] = {}
    events: dict[str, list[tuple[str, str]]] = {}
    relations: list[tuple[str, str]] = []
    attributes: dict[str, dict[str, str]] = defaultdict(dict)
    for number, line in enumerate(standoff.split("\n"), 1):

        def fail(problem: str, number: int = number) -> NoReturn:
            raise FormatError(problem, path=path, line=number)

        line = line.rstrip("\r")
        if not line.strip() or line[0] not in "TERAM":
            continue
        key, tab, rest = line.partition("\t")
        if not tab:
            fail("expected a tab after the id")
        if line[0] == "T":
            bounds[key] = _bound(rest, text, fail)
        elif line[0] == "E":
            events[key] = [_argument(part, fail) for part in rest.split()]
        elif line[0] == "R":
            arguments = [_argument(part, fail)[1] for part in rest.split()[1:]]
            if len(arguments) != 2:
                fail("expected a relation with two arguments")
            relations.append((arguments[0], arguments[1]))
        else:
            name, _, value = rest.partition(" ")
            target, _, value = value.partition(" ")
            attributes[target][name.lower().replace("-", "_")] = value.strip() or "true"
    annotations = [*_from_events(events, bounds, attributes, path), *_from_relations(relations, bounds, attributes)]
    if kind_of is not None:
        annotations = [a if a.kind else evolve(a, kind=kind_of(text, a.content)) for a in annotations]
    annotations.sort(key=lambda a: a.content or a.cue or a.source)
    discard = tuple(part for bound in bounds.values() if bound.type == "discard" for part in bound.parts)
    return Document(id, text, tuple(annotations), discard)


def _bound(rest: str, text: str, fail: Fail) -> Bound:
    head, _, words = rest.partition("\t")
    kind, _, places = head.partition(" ")
    parts = []
    for place in places.split(";"):
        match = re.fullmatch(r"\s*(\d+) (\d+)\s*", place)
        if match is None:
            fail(f"expected 'Type START END', got {head!r:.80}")
        start, end = int(match[1]), int(match[2])
        if not start <= end <= len(text):
            fail(f"offsets {start} to {end} lie outside the text ({len(text)} characters)")
        parts.append((start, end))
    cut = " ".join(text[start:end] for start, end in parts)
    if words and cut.split() != words.split():
        fail(f"the text has {cut!r:.80} there, not {words!r:.80}; the .txt file is not the one that was annotated")
    return Bound(kind.lower(), tuple(sorted(parts)))


def _argument(part: str, fail: Fail) -> tuple[str, str]:
    role, colon, target = part.partition(":")
    if not colon or not target:
        fail(f"expected 'Role:ID', got {part!r:.80}")
    return role.rstrip("0123456789").lower(), target


def _annotation(parts: Mapping[str, Iterable[Offsets]], attributes: Mapping[str, str]) -> Annotation:
    kind = attributes.get("kind", "").lower()
    return Annotation(
        content=tuple(sorted(parts.get("content", ()))),
        cue=tuple(sorted(parts.get("cue", ()))),
        source=tuple(sorted(parts.get("source", ()))),
        kind=kind if kind in KINDS else None,
        cue_class=attributes.get("cue_class", "speech"),
    )


def _from_events(
    events: Mapping[str, list[tuple[str, str]]],
    bounds: Mapping[str, Bound],
    attributes: Mapping[str, Mapping[str, str]],
    path: str | Path | None,
) -> list[Annotation]:
    out = []
    for key, arguments in events.items():
        parts: dict[str, set[Offsets]] = defaultdict(set)
        for role, target in arguments:
            if target not in bounds:
                raise FormatError(f"event {key} names {target}, which no line defines", path=path)
            if role in ROLES:
                parts[role].update(bounds[target].parts)
        if parts:
            out.append(_annotation(parts, attributes.get(key, {})))
    return out


def _from_relations(
    relations: Iterable[tuple[str, str]], bounds: Mapping[str, Bound], attributes: Mapping[str, Mapping[str, str]]
) -> list[Annotation]:
    """Join contents to their cues and sources; contents that share a cue are one attribution."""
    partners: dict[str, set[str]] = defaultdict(set)
    for one, other in relations:
        if one in bounds and other in bounds:
            partners[one].add(other)
            partners[other].add(one)

    def of(role: str, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(other for key in keys for other in partners[key] if bounds[other].type == role)

    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in [key for key in partners if bounds[key].type == "content"]:
        cues = of("cue", [key])
        sources = of("source", [key]) | of("source", cues)
        groups[(cues, sources) if cues else (key, sources)].append(key)
    out = []
    for contents in groups.values():
        cues = of("cue", contents)
        named = {"content": contents, "cue": cues, "source": of("source", contents) | of("source", cues)}
        parts = {role: [part for key in keys for part in bounds[key].parts] for role, keys in named.items()}
        out.append(_annotation(parts, attributes.get(contents[0], {})))
    return out
