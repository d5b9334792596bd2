"""Compiles the readable gold beside each sample article (`seeds/<id>.toml`) into the exchange format.

Run ``python -m tests.seeds_gold`` after editing an article or its TOML: it rewrites ``seeds/gold/<id>.jsonl``. How to
write the TOML is told in ``seeds/README.md``; every string in it must occur in the article exactly as written.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quotetrack.models import Article, Attribution, Extraction, Role, SaidOn, Speaker, TextSpan
from quotetrack.serialize import to_json

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
OCCURRENCE = re.compile(r"(?s)(.*)#(\d+)")


class GoldError(ValueError):
    """Says which string of which TOML cannot be placed in its article."""


def seed_ids() -> list[str]:
    """Return the ids of the sample articles, in alphabetical order."""
    return sorted(path.stem for path in SEEDS.glob("*.txt"))


def occurrences(text: str, words: str) -> list[TextSpan]:
    """Return every place where `words` stand on their own in the text (*he* is not found in *the*)."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return [TextSpan.of(text, m.start(), m.end()) for m in re.finditer(left + re.escape(words) + right, text)]


def place(text: str, words: str, *, near: Sequence[TextSpan] = (), where: str) -> TextSpan:
    """Find `words` in the text: the occurrence that ``#2`` names, else the one nearest to `near`, else the first."""
    numbered = OCCURRENCE.fullmatch(words)
    if numbered:
        words = numbered[1]
    found = occurrences(text, words)
    if not found:
        raise GoldError(f"{where}: the article has no {words!r}")
    if numbered:
        if not 0 < int(numbered[2]) <= len(found):
            raise GoldError(f"{where}: {words!r} occurs {len(found)} times, not {numbered[2]}")
        return found[int(numbered[2]) - 1]
    return min(found, key=lambda span: distance(span, near))


def distance(span: TextSpan, near: Sequence[TextSpan]) -> tuple[int, int]:
    """Return how many characters lie between a span and the nearest of others; ties go to the earlier span."""
    gaps = [max(other.start - span.end, span.start - other.end, 0) for other in near]
    return min(gaps, default=0), span.start


def as_list(value: str | list[str] | None) -> list[str]:
    """Return a TOML value that may be one string or several as a list."""
    return [] if value is None else [value] if isinstance(value, str) else value


def attribution(text: str, entry: dict[str, Any], number: int, speakers: dict[str, Speaker], where: str) -> Attribution:
    """Place the strings of one ``[[attributions]]`` table."""
    known = {"kind", "content", "cue", "lemma", "source", "speaker", "act", "negated"}
    known |= {"addressee", "channel", "said_on", "date", "parent"}
    if entry.keys() - known:
        raise GoldError(f"{where}: unknown keys {sorted(entry.keys() - known)}")
    content = tuple(place(text, words, where=where) for words in as_list(entry["content"]))

    def near(key: str) -> tuple[TextSpan, ...]:
        return tuple(place(text, words, near=content, where=where) for words in as_list(entry.get(key)))

    day = near("said_on")
    addressee = near("addressee")
    return Attribution(
        id=f"a{number}",
        kind=entry["kind"],
        content=content,
        cue=near("cue"),
        cue_lemma=entry.get("lemma"),
        act=entry.get("act", "statement"),
        negated=entry.get("negated", False),
        source=near("source"),
        speaker=speakers[entry["speaker"]] if "speaker" in entry else None,
        addressee=addressee[0] if addressee else None,
        channel=entry.get("channel"),
        said_on=SaidOn(day[0].start, day[0].end, day[0].text, entry.get("date")) if day else None,
        parent=entry.get("parent"),
    )


def speaker(text: str, key: str, number: int, entry: dict[str, Any], sources: Iterable[TextSpan]) -> Speaker:
    """Build one ``[speakers.<key>]`` table; mentions are where a name or alias stands, and nameless sources."""
    where = f"speaker {key}"
    name, aliases = entry.get("name"), tuple(entry.get("aliases", ()))
    named: list[TextSpan] = []
    for form in sorted(filter(None, (name, *aliases)), key=len, reverse=True):
        named += [s for s in occurrences(text, form) if not any(s.start < n.end and n.start < s.end for n in named)]
    other = [s for s in set(sources) if not any(s.start < n.end and n.start < s.end for n in named)]
    roles = []
    for role in entry.get("roles", ()):
        span = place(text, role.get("text", role.get("title")), where=where)
        roles.append(
            Role(
                role.get("title"),
                role.get("affiliation"),
                span.start,
                span.end,
                span.text,
                role.get("tense", "current"),
            )
        )
    return Speaker(
        id=f"s{number}",
        kind=entry["kind"],
        name=name,
        label=name or entry["label"],
        aliases=aliases,
        roles=tuple(roles),
        mentions=tuple(sorted(named + other)),
        members=tuple(entry.get("members", ())),
        anonymous=entry.get("anonymous", False),
        anonymity_reason=entry.get("anonymity_reason"),
    )


def compile_gold(seed: str) -> Extraction:
    """Read a sample article and its TOML and return its gold."""
    text = (SEEDS / f"{seed}.txt").read_bytes().decode("utf-8")
    source = tomllib.loads((SEEDS / f"{seed}.toml").read_text(encoding="utf-8"))
    entries = source["attributions"]
    unknown = {entry["speaker"] for entry in entries if "speaker" in entry} - source["speakers"].keys()
    if unknown:
        raise GoldError(f"{seed}: no table for the speakers {sorted(unknown)}")
    stubs = {key: Speaker(key, "unnamed", None, key) for key in source["speakers"]}
    spoken: dict[str, list[TextSpan]] = {key: [] for key in source["speakers"]}
    for number, entry in enumerate(entries, start=1):
        draft = attribution(text, entry, number, stubs, f"{seed} attribution {number}")
        if draft.speaker is not None:
            spoken[draft.speaker.id] += draft.source
    speakers = {
        key: speaker(text, key, number, entry, spoken[key])
        for number, (key, entry) in enumerate(source["speakers"].items(), start=1)
    }
    article = Article(text=text, id=seed, title=source["title"], published=source["published"])
    attributions = tuple(
        attribution(text, entry, number, speakers, f"{seed} attribution {number}")
        for number, entry in enumerate(entries, start=1)
    )
    return Extraction(article, attributions, tuple(speakers.values()))


def main() -> None:
    """Rewrite the gold of all sample articles."""
    for seed in seed_ids():
        line = to_json(compile_gold(seed)) + "\n"
        (SEEDS / "gold" / f"{seed}.jsonl").write_text(line, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{seed}\n")


if __name__ == "__main__":
    main()
