"""The nouns as JSON and back: the only place that knows the exchange format.

One article a line, UTF-8, everything outside ASCII escaped, so that lone surrogates survive and a line never breaks.
Reading is strict about what it knows (types, offsets, references) and blind to what it does not: fields may be added.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

import attrs

from quotetrack.errors import FormatError, InputError
from quotetrack.files import existing, numbered_lines, replacing
from quotetrack.models import ACTS, KINDS, Article, Attribution, Extraction, Failure, Role, SaidOn, Speaker, TextSpan
from quotetrack.structure import Fail, named, structured

SCHEMA = "quotetrack/1"
FAMILY, MAJOR = SCHEMA.split("/")

_SPLIT_CHARACTER = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def to_dict(result: Extraction | Failure) -> dict[str, Any]:
    """Return the result as dicts, lists, strings and numbers in the order of the exchange format.

    >>> to_dict(Extraction(Article("Rain fell.", id="rain")))["schema"]
    'quotetrack/1'

    Raises:
        InputError: this is no result, an attribution has a speaker that is not among the extraction's speakers, or
            offsets do not cut out their text: nobody could read it back.
    """
    if isinstance(result, Failure):
        return {
            "schema": SCHEMA,
            "article": {"id": result.article_id},
            "error": {"type": result.error, "message": result.message},
        }
    if not isinstance(result, Extraction):
        raise InputError(f"expected an Extraction or a Failure, got {type(result).__name__}; extract(text) gives one")
    _check_made(result)
    article = result.article
    return {
        "schema": SCHEMA,
        "model": result.model,
        "article": {
            "id": article.id,
            "text": article.text,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published,
            "meta": dict(article.meta),
        },
        "attributions": [_attribution_dict(attribution) for attribution in result.attributions],
        "speakers": [_speaker_dict(speaker) for speaker in result.speakers],
    }


def from_dict(data: Mapping[str, Any], *, path: str | Path | None = None, line: int | None = None) -> Extraction:
    """Build the extraction that a dict of the exchange format describes.

    `path` and `line` only say in an error where the dict came from.

    Raises:
        InputError: this is no dict.
        FormatError: a field is missing or of the wrong type, offsets do not cut out their text, a reference leads
            nowhere, the schema is newer, or the dict describes a failure.
    """
    _check_dict(data)

    def fail(problem: str, at: str) -> NoReturn:
        raise FormatError(problem, path=path, line=line, at=at)

    _check_schema(data, fail)
    if "error" in data:
        fail("this line is an article that failed, not an extraction; read it with failure_from_dict", "$.error")
    article = structured(data, "article", Article, fail)
    speakers = structured(data, "speakers", tuple[Speaker, ...], fail, default=())
    attributions = structured(data, "attributions", tuple[Attribution, ...], fail, default=())
    model = structured(data, "model", str | None, fail, default=None)
    _check_ids((speaker.id for speaker in speakers), "$.speakers", fail)
    _check_ids((attribution.id for attribution in attributions), "$.attributions", fail)
    by_id = {speaker.id: speaker for speaker in speakers}
    linked = tuple(
        _link(attribution, data["attributions"][i].get("speaker"), by_id, f"$.attributions[{i}]", fail)
        for i, attribution in enumerate(attributions)
    )
    _check_spans(article.text, linked, speakers, fail)
    return Extraction(article, linked, speakers, model)


def failure_from_dict(data: Mapping[str, Any], *, path: str | Path | None = None, line: int | None = None) -> Failure:
    """Build the failure that an error line of the exchange format describes.

    Raises:
        InputError: this is no dict.
        FormatError: a field is missing or of the wrong type.
    """
    _check_dict(data)

    def fail(problem: str, at: str) -> NoReturn:
        raise FormatError(problem, path=path, line=line, at=at)

    _check_schema(data, fail)
    article, error = data.get("article"), data.get("error")
    if not isinstance(article, Mapping):
        fail(f"expected an object, got {named(article)}", "$.article")
    if not isinstance(error, Mapping):
        fail(f"expected an object, got {named(error)}", "$.error")
    return Failure(
        structured(article, "id", str | None, fail, default=None, at="$.article"),
        structured(error, "type", str, fail, at="$.error"),
        structured(error, "message", str, fail, at="$.error"),
    )


def to_json(result: Extraction | Failure) -> str:
    """Return the result as one line of JSON in ASCII, without the line end.

    Raises:
        InputError: `article.meta` holds what JSON cannot (a date, NaN); turn it into strings and numbers first. Or the
            text holds a character as two surrogates, which JSON would join, so that every later offset moves.
    """
    data = to_dict(result)
    if isinstance(result, Extraction) and _SPLIT_CHARACTER.search(result.article.text):
        raise InputError(
            "the text holds a character as two surrogates; join them before extraction: "
            "text.encode('utf-16', 'surrogatepass').decode('utf-16')"
        )
    try:
        return json.dumps(data, ensure_ascii=True, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(
            f"article.meta cannot be written as JSON ({error}); keep only strings, numbers, lists and dicts there"
        ) from None


def from_json(line: str) -> Extraction:
    """Build the extraction that one line of the exchange format describes.

    Raises:
        InputError: this is no text.
        FormatError: the line is not JSON, or not of the format.
    """
    if not isinstance(line, str | bytes):
        raise InputError(f"expected a line of JSON, got {type(line).__name__}; for dicts there is from_dict")
    return from_dict(parse_object(line))


def parse_object(text: str, *, path: str | Path | None = None, line: int | None = None) -> dict[str, Any]:
    """Parse a JSON object; whatever else the text is becomes a `FormatError` with its place."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        advice = "" if line is None else "; a line holds one whole JSON object, from { to }"
        raise FormatError(f"not JSON: {error.msg} at character {error.pos}{advice}", path=path, line=line) from None
    except RecursionError:
        raise FormatError("not usable JSON: nested too deeply", path=path, line=line) from None
    except ValueError as error:  # NaN and Infinity; numbers of thousands of digits
        raise FormatError(f"not usable JSON: {error}", path=path, line=line) from None
    if not isinstance(data, dict):
        raise FormatError(f"expected a JSON object, got {named(data)}", path=path, line=line)
    return data


def read_jsonl(source: str | Path | IO[str] | IO[bytes]) -> Iterator[Extraction | Failure]:
    """Yield what each line of a file (or open file) in the exchange format holds, in order.

    An article that failed when the file was written comes as its `Failure`; a line that is not of the format raises,
    with path, line and place.

    Raises:
        MissingFileError: there is no such file.
        FormatError: a line is not UTF-8, not JSON, or not of the format.
    """
    if isinstance(source, str | Path):
        path = existing(source)
        with path.open("rb") as file:
            yield from _read_lines(file, path)
    elif not isinstance(source, Iterable):
        raise InputError(f"expected a path or an open file, got {type(source).__name__}")
    else:
        name = getattr(source, "name", None)
        yield from _read_lines(source, name if isinstance(name, str) else None)


def _read_lines(lines: Iterable[bytes | str], path: str | Path | None) -> Iterator[Extraction | Failure]:
    for number, text in numbered_lines(lines, path=path):
        if isinstance(text, FormatError):
            raise text
        data = parse_object(text, path=path, line=number)
        read = failure_from_dict if "error" in data else from_dict
        yield read(data, path=path, line=number)


def write_jsonl(results: Iterable[Extraction | Failure], target: str | Path | IO[str]) -> None:
    """Write one line for each result, in order, to a path (replaced only when all is written) or an open text file."""
    results = [results] if isinstance(results, Extraction | Failure) else results  # one is a sequence, too
    if not isinstance(results, Iterable):
        raise InputError(f"expected extractions, got {type(results).__name__}; extract(text) gives one")
    if isinstance(target, str | Path):
        with replacing(target) as file:
            for result in results:
                file.write(to_json(result).encode("ascii") + b"\n")
    elif isinstance(target, io.RawIOBase | io.BufferedIOBase) or not hasattr(target, "write"):
        raise InputError(f"expected a path or a file open for text, got {type(target).__name__}; give its path")
    else:
        for result in results:
            target.write(to_json(result) + "\n")


# --- writing -------------------------------------------------------------------------------------------------------


def _check_made(result: Extraction) -> None:
    """Refuse an extraction made by hand that could not be read back."""

    def fail(problem: str, at: str) -> NoReturn:
        raise InputError(f"{at}: {problem}")

    if not isinstance(result.article, Article):
        fail(f"expected an Article, got {type(result.article).__name__}", "extraction.article")
    known = {speaker.id for speaker in result.speakers}
    for i, attribution in enumerate(result.attributions):
        at = f"extraction.attributions[{i}]"
        if not isinstance(attribution, Attribution):
            fail(f"expected an Attribution, got {type(attribution).__name__}", at)
        if not attribution.content:
            fail("an attribution needs at least one part of content", f"{at}.content")
        if attribution.kind not in KINDS or attribution.act not in ACTS:
            fail(f"unknown kind or act {attribution.kind!r:.40}, {attribution.act!r:.40}", at)
        if attribution.speaker is not None and attribution.speaker.id not in known:
            raise InputError(
                f"attribution {attribution.id!r} has the speaker {attribution.speaker.id!r}, who is not in "
                "extraction.speakers; add the speaker there"
            )
    _check_ids((speaker.id for speaker in result.speakers), "extraction.speakers", fail)
    _check_ids((attribution.id for attribution in result.attributions), "extraction.attributions", fail)
    _check_spans(result.article.text, result.attributions, result.speakers, fail, "extraction")


def _span_dict(span: TextSpan) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _attribution_dict(a: Attribution) -> dict[str, Any]:
    said_on = a.said_on
    return {
        "id": a.id,
        "kind": a.kind,
        "content": [_span_dict(span) for span in a.content],
        "cue": [_span_dict(span) for span in a.cue],
        "cue_lemma": a.cue_lemma,
        "act": a.act,
        "negated": a.negated,
        "source": [_span_dict(span) for span in a.source],
        "speaker": None if a.speaker is None else a.speaker.id,
        "addressee": None if a.addressee is None else _span_dict(a.addressee),
        "channel": a.channel,
        "said_on": None
        if said_on is None
        else {"start": said_on.start, "end": said_on.end, "text": said_on.text, "date": said_on.date},
        "parent": a.parent,
        "confidence": a.confidence,
        "resolver": a.resolver,
        "evidence": a.evidence,
    }


def _speaker_dict(s: Speaker) -> dict[str, Any]:
    return {
        "id": s.id,
        "kind": s.kind,
        "name": s.name,
        "label": s.label,
        "aliases": list(s.aliases),
        "roles": [
            {
                "title": role.title,
                "affiliation": role.affiliation,
                "tense": role.tense,
                "start": role.start,
                "end": role.end,
                "text": role.text,
            }
            for role in s.roles
        ],
        "mentions": [_span_dict(span) for span in s.mentions],
        "members": list(s.members),
        "anonymous": s.anonymous,
        "anonymity_reason": s.anonymity_reason,
        "wikidata": s.wikidata,
    }


# --- reading -------------------------------------------------------------------------------------------------------


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _check_dict(data: object) -> None:
    if not isinstance(data, Mapping):
        raise InputError(f"expected a dict, got {type(data).__name__}; for a line of JSON there is from_json")


def _check_schema(data: Mapping[str, Any], fail: Fail) -> None:
    schema = data.get("schema")
    if not isinstance(schema, str) or not schema.startswith(f"{FAMILY}/"):
        fail(f"not a line of the exchange format: expected {SCHEMA!r}, got {schema!r:.80}", "$.schema")
    if schema.removeprefix(f"{FAMILY}/").split(".")[0] != MAJOR:
        fail(
            f"the schema {schema!r:.80} is not {SCHEMA!r}; read it with the quotetrack that wrote it, or upgrade this "
            "one: pip install --upgrade quotetrack",
            "$.schema",
        )


def _check_ids(ids: Iterable[str], at: str, fail: Fail) -> None:
    seen: set[str] = set()
    for i, name in enumerate(ids):
        if name in seen:
            fail(f"the id {name!r:.80} occurs twice", f"{at}[{i}].id")
        seen.add(name)


def _link(attribution: Attribution, speaker: object, by_id: Mapping[str, Speaker], at: str, fail: Fail) -> Attribution:
    if not attribution.content:
        fail("an attribution needs at least one part of content", f"{at}.content")
    if speaker is None:
        return attribution
    if not isinstance(speaker, str):
        fail(f"expected the id of a speaker, got {named(speaker)}", f"{at}.speaker")
    if speaker not in by_id:
        fail(f"no speaker has the id {speaker!r:.80}", f"{at}.speaker")
    return attrs.evolve(attribution, speaker=by_id[speaker])


def _check_spans(
    text: str, attributions: Iterable[Attribution], speakers: Iterable[Speaker], fail: Fail, root: str = "$"
) -> None:
    def check(span: TextSpan | Role | SaidOn | None, at: str) -> None:
        if span is None:
            return
        if not 0 <= span.start <= span.end <= len(text):
            fail(f"offsets {span.start} to {span.end} lie outside the article ({len(text)} characters)", at)
        if text[span.start : span.end] != span.text:
            fail(f"the article has {text[span.start : span.end]!r:.80} there, not {span.text!r:.80}", at)

    for i, a in enumerate(attributions):
        for name, spans in (("content", a.content), ("cue", a.cue), ("source", a.source)):
            for j, part in enumerate(spans):
                check(part, f"{root}.attributions[{i}].{name}[{j}]")
        check(a.addressee, f"{root}.attributions[{i}].addressee")
        check(a.said_on, f"{root}.attributions[{i}].said_on")
    for i, s in enumerate(speakers):
        for j, role in enumerate(s.roles):
            check(role, f"{root}.speakers[{i}].roles[{j}]")
        for j, mention in enumerate(s.mentions):
            check(mention, f"{root}.speakers[{i}].mentions[{j}]")
