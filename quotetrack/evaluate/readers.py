"""Gold and predictions from files: the exchange format, the scoring form, brat folders.

The scoring form is one article a line: ``{"id", "text", "attributions": [{"content": [[start, end], …], "cue": …,
"source": …, "kind", "cue_class", "speaker": {"name", "type", "roles", "affiliations"} | null}]}``, offsets in code
points, end exclusive. Files may be gzipped.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from attrs import evolve

from quotetrack.errors import FormatError, InputError
from quotetrack.evaluate import brat
from quotetrack.evaluate.documents import Annotation, Document, Offsets, Who, from_extraction
from quotetrack.files import existing, named, numbered_lines
from quotetrack.models import KINDS, Failure
from quotetrack.serialize import failure_from_dict, from_dict, parse_object

NO_GOLD = (".txt", ".text", ".md", ".html", ".htm", ".xml", ".csv", ".tsv", ".xlsx", ".parquet", ".ann", ".db")


def read_documents(path: str | Path, *, kind_of: brat.KindOf | None = None) -> list[Document]:
    """Read gold or predictions: ``.jsonl`` (exchange format or scoring form), a folder of it, or one of brat files.

    `kind_of` tells direct, indirect or mixed where brat annotation does not. An article that failed has no annotations.

    Raises:
        MissingFileError: nothing is there.
        FormatError: a line is of neither format.
        InputError: no article is there, or two have the same id.
    """
    where = named(path)
    if not where.is_dir():
        documents = list(_read_lines(_lines_expected(existing(where))))
    elif files := sorted((*where.rglob("*.jsonl"), *where.rglob("*.jsonl.gz"))):
        documents = [document for file in files for document in _read_lines(file)]
    else:
        documents = brat.read_folder(where, kind_of=kind_of)
    if not documents:
        raise InputError(f"{where}: holds no article")
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise InputError(f"{where}: the article id {document.id!r:.80} occurs twice; scores need one line each")
        seen.add(document.id)
    return documents


def _lines_expected(path: Path) -> Path:
    """Return a file that may hold gold; refuse an article, a table or an .ann file by its name."""
    if path.suffix.lower() in NO_GOLD:
        raise InputError(
            f"{path} holds no attributions to score; wanted are JSON lines, such as quotetrack extract --format jsonl "
            "writes, or a folder of brat files (.txt and .ann)"
        )
    return path


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else io.open
    try:
        with opener(path, "rb") as file:
            for number, text in numbered_lines(file, path=path):
                if isinstance(text, FormatError):
                    raise text
                yield number, text
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FormatError(
            f"not a whole gzip file ({error}); pack it again, or take .gz off the name of a file that is not packed",
            path=path,
        ) from None


def _read_lines(path: Path) -> Iterator[Document]:
    for number, text in lines_of(path):
        if number == 1 and text.lstrip().startswith("["):
            raise FormatError("a JSON array, not one article a line; write the results with --format jsonl", path=path)
        data = parse_object(text, path=path, line=number)
        if "article" not in data:
            yield _scoring_form(data, path, number)
        elif "error" in data:
            failure: Failure = failure_from_dict(data, path=path, line=number)
            yield Document(failure.article_id or f"line {number}", None, ())
        else:
            document = from_extraction(from_dict(data, path=path, line=number))
            yield document if document.id else evolve(document, id=f"line {number}")


def _scoring_form(data: Mapping[str, Any], path: Path, line: int) -> Document:
    def fail(problem: str, at: str) -> NoReturn:
        raise FormatError(problem, path=path, line=line, at=at)

    name, text, items = data.get("id"), data.get("text"), data.get("attributions", [])
    if not isinstance(name, str):
        fail("expected the article's id, a string; a line of the exchange format has 'article' instead", "$.id")
    if text is not None and not isinstance(text, str):
        fail("expected a string", "$.text")
    if not isinstance(items, list):
        fail("expected an array", "$.attributions")

    def spans(value: object, at: str) -> tuple[Offsets, ...]:
        out = []
        for part in value if isinstance(value, list) else [value] if value is not None else []:
            if not (isinstance(part, list) and len(part) == 2 and all(type(x) is int for x in part)):
                fail("expected [[start, end], …]", at)
            start, end = part
            if not 0 <= start <= end or (text is not None and end > len(text)):
                fail(f"offsets {start} to {end} lie outside the article", at)
            out.append((start, end))
        return tuple(out)

    annotations = []
    for index, item in enumerate(items):
        at = f"$.attributions[{index}]"
        if not isinstance(item, dict):
            fail("expected an object", at)
        kind, sure = item.get("kind"), item.get("confidence")
        if kind is not None and kind not in KINDS:
            fail(f"expected one of {', '.join(KINDS)}, or null, got {kind!r:.40}", f"{at}.kind")
        if sure is not None and (isinstance(sure, bool) or not isinstance(sure, int | float)):
            fail(f"expected a number or null, got {sure!r:.40}", f"{at}.confidence")
        annotations.append(
            Annotation(
                content=spans(item.get("content"), f"{at}.content"),
                cue=spans(item.get("cue"), f"{at}.cue"),
                source=spans(item.get("source"), f"{at}.source"),
                kind=kind,
                cue_class=item.get("cue_class") or "speech",
                speaker=_who(item.get("speaker"), f"{at}.speaker", fail),
                known="speaker" in item,
                confidence=sure,
            )
        )
    meta = data.get("meta")
    discard = spans(meta.get("discard"), "$.meta.discard") if isinstance(meta, dict) else ()
    publisher = meta.get("publisher") if isinstance(meta, dict) else None
    return Document(name, text, tuple(annotations), discard, publisher if isinstance(publisher, str) else None)


def _who(value: object, at: str, fail: Any) -> Who | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        fail("expected an object with name, type, roles and affiliations, or null", at)
        return None
    roles, affiliations = (tuple(map(str, value.get(name) or ())) for name in ("roles", "affiliations"))
    name, kind = value.get("name"), value.get("type")
    key = value.get("id") or name or json.dumps([kind, roles, affiliations])
    return Who(str(key), kind, name, roles, affiliations)


def with_speakers(documents: list[Document], path: str | Path) -> list[Document]:
    """Add gold speakers kept in a file of their own; articles that the file does not list are left out.

    One article a line: ``{"id", "speakers": [{"name", "type", "roles", "affiliations", "attributions": [indices]}]}``,
    the indices those of the article's attributions.

    Raises:
        FormatError: a line has another form, or an index is of no attribution.
        InputError: no line is of an article of the gold.
    """
    by_id = {document.id: document for document in documents}
    out = []
    for number, text in lines_of(_lines_expected(existing(path))):
        data = parse_object(text, path=path, line=number)
        document = by_id.get(str(data.get("id")))
        if document is None:
            continue
        annotations = [evolve(a, known=True, speaker=None) for a in document.annotations]
        for index, item in enumerate(data.get("speakers") or []):
            at = f"$.speakers[{index}]"

            def fail(problem: str, at: str, number: int = number) -> NoReturn:
                raise FormatError(problem, path=path, line=number, at=at)

            who = _who(item, at, fail)
            for which in item.get("attributions") or []:
                if not isinstance(which, int) or not 0 <= which < len(annotations):
                    fail(f"no attribution has the index {which!r:.40}", f"{at}.attributions")
                if who is not None:
                    annotations[which] = evolve(annotations[which], speaker=evolve(who, key=str(index)))
        out.append(evolve(document, annotations=tuple(annotations)))
    if not out:
        raise InputError(f"{path} lists the speakers of no article of the gold; give the same articles the same ids")
    return out
