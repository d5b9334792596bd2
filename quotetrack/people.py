"""The people file: what a user knows of speakers that articles do not say, as TOML, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import evolve

from quotetrack.dates import iso_day
from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.files import BOM, decode, existing, named
from quotetrack.models import SPEAKER_KINDS, KnownPerson, KnownRole, SpeakerKind

FIELDS = ("name", "aliases", "roles", "wikidata", "kind")
ROLE_FIELDS = ("title", "affiliation", "since", "until")
COLUMNS = ("name", "aliases", "title", "affiliation", "since", "until", "wikidata", "kind")
ITEM = re.compile(r"Q\d+")


def read_people(path: str | Path) -> tuple[KnownPerson, ...]:
    """Read a people file; its entries link names and offices that an article leaves open.

    TOML has one ``[[people]]`` table a person, JSON lines one object a line, both with the keys ``name``, ``aliases``,
    ``roles`` (each with ``title``, ``affiliation``, ``since``, ``until``), ``wikidata``, ``kind``. CSV has one row for
    each office with the columns ``name, aliases, title, affiliation, since, until, wikidata, kind``; aliases are parted
    by ``|``, and rows of one name are one person.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "people.toml"
    >>> _ = file.write_text('[[people]]\\nname = "Ana Ruiz"\\naliases = ["Nani Ruiz"]\\nwikidata = "Q1"')
    >>> read_people(file)[0].aliases
    ('Nani Ruiz',)

    Raises:
        MissingFileError: the file does not exist.
        FormatError: the file is not in the format its ending claims; the message says line and key.
        InputError: the file's ending is none of the three.
    """
    if not isinstance(path, str | Path):
        raise InputError(f"expected the path of a people file, got {type(path).__name__}")
    file = named(path)
    if not file.is_file():
        raise MissingFileError(f"no people file at {file}; give a .toml, .jsonl or .csv file")
    reader = {".toml": _toml, ".jsonl": _jsonl, ".csv": _csv}.get(file.suffix.lower())
    if reader is None:
        raise InputError(f"{file}: a people file ends in .toml, .jsonl or .csv, not {file.suffix or 'nothing'!r}")
    return tuple(reader(decode(existing(file).read_bytes().removeprefix(BOM), path=file), file))


def _toml(text: str, file: Path) -> Iterator[KnownPerson]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"not TOML: {error}", path=file) from error
    people = table.get("people")
    if not isinstance(people, list):
        raise FormatError("expected [[people]] tables, one for each person", path=file, at="$.people")
    for number, entry in enumerate(people):
        yield _person(entry, file, None, f"$.people[{number}]")


def _jsonl(text: str, file: Path) -> Iterator[KnownPerson]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FormatError(f"not JSON: {error}", path=file, line=number) from error
        yield _person(entry, file, number, "$")


def _csv(text: str, file: Path) -> Iterator[KnownPerson]:
    lines = text.splitlines()
    first = lines[0] if lines else ""
    rows = csv.DictReader(lines, delimiter=max(",;\t", key=first.count))  # | parts the aliases
    columns = rows.fieldnames or []
    unknown = [column for column in columns if column not in COLUMNS]
    if "name" not in columns or unknown:
        problem = f"unknown column {unknown[0]!r}" if unknown else "no column 'name'"
        raise FormatError(f"{problem}; the columns are {', '.join(COLUMNS)}", path=file, line=1)
    people: dict[str, KnownPerson] = {}
    try:
        for row in rows:
            entry: dict[str, object] = {key: row[key] for key in ("name", "wikidata", "kind") if row.get(key)}
            if row.get("aliases"):
                entry["aliases"] = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
            if row.get("title"):
                entry["roles"] = [{key: row[key] for key in ROLE_FIELDS if row.get(key)}]
            person = _person(entry, file, rows.line_num, "$")
            former = people.get(person.name)
            if former is not None:
                aliases = (*former.aliases, *(a for a in person.aliases if a not in former.aliases))
                person = evolve(
                    person,
                    aliases=aliases,
                    roles=(*former.roles, *person.roles),
                    wikidata=person.wikidata or former.wikidata,
                )
            people[person.name] = person
    except csv.Error as error:
        raise FormatError(f"not CSV: {error}", path=file, line=rows.line_num) from error
    yield from people.values()


def _person(entry: object, file: Path, line: int | None, at: str) -> KnownPerson:
    if not isinstance(entry, Mapping):
        raise FormatError(f"expected a person, got {type(entry).__name__}", path=file, line=line, at=at)
    _only(entry, FIELDS, file, line, at)
    name = _text(entry, "name", file, line, at)
    if not name:
        raise FormatError("a person needs a name", path=file, line=line, at=f"{at}.name")
    aliases = entry.get("aliases", ())
    if not isinstance(aliases, list | tuple) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise FormatError("expected a list of names", path=file, line=line, at=f"{at}.aliases")
    roles = entry.get("roles", ())
    if not isinstance(roles, list | tuple):
        raise FormatError("expected a list of roles", path=file, line=line, at=f"{at}.roles")
    wikidata = _text(entry, "wikidata", file, line, at)
    if wikidata and not ITEM.fullmatch(wikidata):
        raise FormatError(
            f"expected a Wikidata id such as Q42, got {wikidata!r}", path=file, line=line, at=f"{at}.wikidata"
        )
    kind = _text(entry, "kind", file, line, at) or "person"
    if kind not in SPEAKER_KINDS:
        raise FormatError(
            f"kind is one of {', '.join(SPEAKER_KINDS)}, not {kind!r}", path=file, line=line, at=f"{at}.kind"
        )
    return KnownPerson(
        name=name,
        aliases=tuple(aliases),
        roles=tuple(_role(role, file, line, f"{at}.roles[{number}]") for number, role in enumerate(roles)),
        wikidata=wikidata,
        kind=_KINDS[kind],
    )


_KINDS: dict[str, SpeakerKind] = {kind: kind for kind in SPEAKER_KINDS}


def _role(entry: object, file: Path, line: int | None, at: str) -> KnownRole:
    if not isinstance(entry, Mapping):
        raise FormatError(f"expected a role, got {type(entry).__name__}", path=file, line=line, at=at)
    _only(entry, ROLE_FIELDS, file, line, at)
    title = _text(entry, "title", file, line, at)
    if not title:
        raise FormatError("a role needs a title", path=file, line=line, at=f"{at}.title")
    days = {key: _text(entry, key, file, line, at) for key in ("since", "until")}
    for key, day in days.items():
        if day is not None and iso_day(day) is None:
            raise FormatError(
                f"expected a date such as 2024-05-31, got {day!r}", path=file, line=line, at=f"{at}.{key}"
            )
    try:
        return KnownRole(title, _text(entry, "affiliation", file, line, at), days["since"], days["until"])
    except InputError as error:
        raise FormatError(str(error), path=file, line=line, at=at) from error


def _only(entry: Mapping[object, object], fields: tuple[str, ...], file: Path, line: int | None, at: str) -> None:
    unknown = [key for key in entry if key not in fields]
    if unknown:
        raise FormatError(f"unknown key {unknown[0]!r}; the keys are {', '.join(fields)}", path=file, line=line, at=at)


def _text(entry: Mapping[object, object], key: str, file: Path, line: int | None, at: str) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        value = value.isoformat() if hasattr(value, "isoformat") else value  # TOML has dates of its own
    if not isinstance(value, str):
        raise FormatError(f"expected a string, got {type(value).__name__}", path=file, line=line, at=f"{at}.{key}")
    return value.strip() or None
