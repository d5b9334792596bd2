"""brat standoff: ``.txt`` and ``.ann`` for each article, read back after a person has corrected them.

An attribution is an event whose trigger is its content (discontinuous where the cue interrupts it), with its cue and
source as arguments, kind, act and negation as attributes; a note carries what brat has no place for, as JSON::

    T1<tab>Content 1 18;40 52<tab>We sail at noon if winds allow
    T2<tab>Cue 25 29<tab>said
    E1<tab>Content:T1 Cue:T2
    A1<tab>Kind E1 direct
    #1<tab>AnnotatorNotes E1<tab>{"id": "a1", …}

Article metadata, and speakers to whom nothing is attributed, have no place in the format.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.export.characters import encodable
from quotetrack.files import decode, existing
from quotetrack.models import Extraction, TextSpan
from quotetrack.serialize import SCHEMA, from_dict, to_dict

_BREAKS = re.compile("[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # whatever some reader takes for the end of a line
_SPANS = ("content", "cue", "source")


def brat_files(extraction: Extraction) -> Mapping[str, bytes]:
    """Return the text and the annotations of one article."""
    plain = to_dict(extraction)
    speakers = {speaker["id"]: speaker for speaker in plain["speakers"]}
    numbers = {letter: count(1) for letter in "TEA#"}
    lines: list[str] = []

    def add(letter: str, rest: str) -> str:
        key = f"{letter}{next(numbers[letter])}"
        lines.append(f"{key}\t{rest}")
        return key

    told: set[str] = set()
    for a, data in zip(extraction, plain["attributions"], strict=True):
        arguments = [
            f"{role.title()}:{add('T', _bound(role.title(), spans))}" for role in _SPANS if (spans := getattr(a, role))
        ]
        event = add("E", " ".join(arguments))
        add("A", f"Kind {event} {a.kind}")
        add("A", f"Act {event} {a.act}")
        if a.negated:
            add("A", f"Negated {event}")
        rest = {key: value for key, value in data.items() if key not in (*_SPANS, "kind", "act", "negated")}
        if a.speaker is not None and a.speaker.id not in told:
            told.add(a.speaker.id)
            rest["speaker"] = speakers[a.speaker.id]
        add("#", f"AnnotatorNotes {event}\t{json.dumps(rest)}")
    standoff = "".join(f"{line}\n" for line in lines)
    text = encodable(extraction.article.text)
    return {".txt": text.encode("utf-8"), ".ann": encodable(standoff).encode("utf-8")}


def _bound(kind: str, spans: tuple[TextSpan, ...]) -> str:
    places = ";".join(f"{span.start} {span.end}" for span in spans)
    return f"{kind} {places}\t{_BREAKS.sub(' ', ' '.join(span.text for span in spans))}"


def read_brat(path: Path) -> Iterator[Extraction]:
    """Yield the extraction of an ``.ann`` file, or those of all in a folder, with the texts beside them.

    An event without our note (a person drew it) gets an id, and has no speaker: the article's words stay the source.

    Raises:
        MissingFileError: there is no such path, or no ``.txt`` beside an ``.ann``.
        FormatError: a line is not standoff annotation.
        InputError: the folder holds no ``.ann`` file.
    """
    if path.is_dir():
        found = sorted(path.glob("*.ann"))
        if not found:
            raise InputError(f"{path} holds no .ann file")
    elif path.exists():
        found = [path]
    else:
        raise MissingFileError(f"{path} does not exist")
    return (_read(ann) for ann in found)


def _read(path: Path) -> Extraction:
    beside = path.with_suffix(".txt")
    if not beside.exists():
        raise MissingFileError(f"{beside} does not exist; brat keeps the text of {path.name} there")
    text = decode(existing(beside).read_bytes(), path=beside)
    bounds: dict[str, list[TextSpan]] = {}
    events: dict[str, list[str]] = {}
    attributes: dict[str, dict[str, str]] = defaultdict(dict)
    notes: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(decode(existing(path).read_bytes(), path=path).split("\n"), start=1):

        def fail(problem: str, number: int = number) -> NoReturn:
            raise FormatError(problem, path=path, line=number)

        key, _, rest = line.rstrip("\r").partition("\t")
        if key.startswith("T"):
            bounds[key] = _spans(rest.partition("\t")[0], text, fail)
        elif key.startswith("E"):
            events[key] = rest.split()
        elif key.startswith(("A", "M")):
            name, target, *value = [*rest.split(" "), ""]
            attributes[target][name.lower()] = value[0]
        elif key.startswith("#") and rest.startswith("AnnotatorNotes "):
            target, _, note = rest.removeprefix("AnnotatorNotes ").partition("\t")
            notes[target] = _note(note)
    return _assembled(path, text, bounds, events, attributes, notes)


def _spans(head: str, text: str, fail: Callable[[str], NoReturn]) -> list[TextSpan]:
    found = re.fullmatch(r"\S+ (\d+ \d+(?:;\d+ \d+)*)", head)
    if found is None:
        fail(f"expected 'Type START END', got {head!r:.80}")
    places = [tuple(map(int, place.split())) for place in found[1].split(";")]
    if any(not start <= end <= len(text) for start, end in places):
        fail(f"offsets lie outside the text ({len(text)} characters)")
    return [TextSpan.of(text, start, end) for start, end in sorted(places)]


def _note(note: str) -> dict[str, Any]:
    """Return what our note carries, nothing for a note that a person wrote."""
    try:
        data = json.loads(note)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and isinstance(data.get("id"), str) else {}


def _assembled(
    path: Path,
    text: str,
    bounds: Mapping[str, list[TextSpan]],
    events: Mapping[str, list[str]],
    attributes: Mapping[str, Mapping[str, str]],
    notes: Mapping[str, dict[str, Any]],
) -> Extraction:
    attributions: list[dict[str, Any]] = []
    speakers: dict[str, Any] = {}
    fresh = (f"b{n}" for n in count(1))
    for key, arguments in events.items():
        data = dict(notes.get(key) or {"id": next(fresh)})
        spans: dict[str, list[TextSpan]] = {role: [] for role in _SPANS}
        for argument in arguments:
            role, _, target = argument.partition(":")
            if target not in bounds:
                raise FormatError(f"event {key} names {target!r:.40}, which no line defines", path=path)
            spans.setdefault(role.rstrip("0123456789").lower(), []).extend(bounds[target])
        if not spans["content"]:
            continue
        for role in _SPANS:
            data[role] = [{"start": s.start, "end": s.end, "text": s.text} for s in sorted(spans[role])]
        known = attributes.get(key, {})
        data |= {
            "kind": known.get("kind", "direct"),
            "act": known.get("act", "statement"),
            "negated": "negated" in known,
        }
        if isinstance(data.get("speaker"), dict):
            speakers[str(data["speaker"].get("id"))] = data["speaker"]
            data["speaker"] = data["speaker"].get("id")
        attributions.append(data)
    article = {"text": text, "id": path.stem}
    record = {"schema": SCHEMA, "article": article, "attributions": attributions, "speakers": list(speakers.values())}
    return from_dict(record, path=path)
