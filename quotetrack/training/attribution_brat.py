"""Annotated articles in brat's standoff form: a ``.txt`` and an ``.ann`` file an article, as PolNeAR has them.

Text-bound spans of the types *source*, *cue* and *content* (any case; PolNeAR numbers them, ``Source_1``) are joined
into attributions by events or relations; a fragmented span (``T1 Content 0 4;9 12``) has several parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.training.attribution_data import ROLES, Example, Gold, Spans

BOUND = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def read_brat(folder: Path) -> list[Example]:
    """Read every ``.ann`` file below a folder with the ``.txt`` file beside it; the article's id is the file's name.

    Raises:
        MissingFileError: an ``.ann`` file has no ``.txt`` file beside it.
        FormatError: a span lies outside its text.
        InputError: the folder holds no ``.ann`` file.
    """
    found = []
    for path in sorted(folder.rglob("*.ann")):
        text_path = path.with_suffix(".txt")
        if not text_path.is_file():
            raise MissingFileError(f"{text_path}: no such file; brat keeps the text beside {path.name}")
        text = text_path.read_bytes().decode("utf-8")
        found.append(Example(path.stem, text, _attributions(path, text)))
    if not found:
        raise InputError(f"{folder}: holds no .ann file")
    return found


def _attributions(path: Path, text: str) -> tuple[Gold, ...]:
    spans: dict[str, tuple[str, Spans]] = {}
    groups: list[dict[str, list[str]]] = []
    links: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if match := BOUND.match(line):
            parts = tuple(tuple(map(int, part.split())) for part in match[3].split(";"))
            if any(not 0 <= start < end <= len(text) for start, end in parts):
                raise FormatError(f"{match[1]} lies outside the text", path=path, line=number)
            spans[match[1]] = (_role(match[2]), tuple(sorted((start, end) for start, end in parts)))
        elif line.startswith("E"):
            group: dict[str, list[str]] = {role: [] for role in ROLES}
            for role, target in (pair.split(":", 1) for pair in line.split("\t")[-1].split() if ":" in pair):
                if _role(role) in group:
                    group[_role(role)].append(target)
            groups.append(group)
        elif line.startswith("R") and len(ends := re.findall(r"Arg\d:(\S+)", line)) == 2:
            links.append((ends[0], ends[1]))
    groups += _joined(links, spans)
    return tuple(gold for group in groups if (gold := _gold(group, spans)).content)


def _role(name: str) -> str:
    return re.split(r"[_\d]", name.lower())[0]


def _joined(links: Iterable[tuple[str, str]], spans: Mapping[str, tuple[str, Spans]]) -> list[dict[str, list[str]]]:
    """Make one attribution of each cue and what relations join to it."""
    groups: dict[str, dict[str, list[str]]] = {}
    for one, other in links:
        for cue, target in ((one, other), (other, one)):
            if spans.get(cue, ("",))[0] == "cue" and spans.get(target, ("",))[0] in ("source", "content"):
                group = groups.setdefault(cue, {"source": [], "cue": [cue], "content": []})
                group[spans[target][0]].append(target)
    return list(groups.values())


def _gold(group: Mapping[str, Iterable[str]], spans: Mapping[str, tuple[str, Spans]]) -> Gold:
    """Collect the spans; a target that names no span of its own role (a missing line) is left out."""
    parts = {
        role: tuple(sorted(p for name in group[role] if spans.get(name, ("",))[0] == role for p in spans[name][1]))
        for role in ROLES
    }
    return Gold(parts["source"], parts["cue"], parts["content"])
