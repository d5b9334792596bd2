"""Runs the table of short texts (`tests/examples/attributions.toml`) and tells what a reader would find wrong.

``python -m tests.example_checks`` prints the pass rate of each phenomenon; ``--wrong`` adds every failed example.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from quotetrack.models import Attribution, Extraction, Speaker

TABLE = Path(__file__).parent / "examples" / "attributions.toml"
WORD = re.compile(r"\w+(?:['’]\w+)*")
DETERMINER = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
LEAST_SHARED = 0.5  # of the words of both sides: the threshold at which two contents are the same


@frozen
class Example:
    """Is one short text with what a careful reader finds in it."""

    phenomenon: str
    text: str
    expect: tuple[dict[str, Any], ...]


@frozen
class Outcome:
    """Is one example with what was wrong with the answer; nothing wrong is a pass."""

    example: Example
    wrong: tuple[str, ...]


def read_table(path: Path = TABLE) -> tuple[tuple[Example, ...], dict[str, float]]:
    """Return the examples of a table and its floors."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    examples = tuple(Example(e["phenomenon"], e["text"], tuple(e["expect"])) for e in table["example"])
    return examples, table["floors"]


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [m.group().lower() for m in WORD.finditer(text)]


def shared(expected: Sequence[str], given: Sequence[str]) -> float:
    """Return the share of the longer side's words that both sides have, counting repeats.

    >>> shared(["we", "will", "sell"], ["we", "will", "not", "sell"])
    0.75
    """
    left = list(given)
    both = 0
    for word in expected:
        if word in left:
            left.remove(word)
            both += 1
    return both / max(len(expected), len(given), 1)


def same(expected: str, given: str | None) -> bool:
    """Tell whether two descriptions say the same but for case and an article in front."""
    return given is not None and DETERMINER.sub("", expected).lower() == DETERMINER.sub("", given).lower()


def partner(expected: dict[str, Any], result: Extraction) -> Attribution | None:
    """Return the attribution whose content shares the most words with the expected one, if enough."""
    wanted = [word for part in expected["content"] for word in words(part)]
    scored = [(shared(wanted, words(" ".join(p.text for p in a.content))), -n, a) for n, a in enumerate(result)]
    best = max(scored, default=None, key=lambda row: row[:2])
    return best[2] if best is not None and best[0] >= LEAST_SHARED else None


def joined(parts: Iterable[Any]) -> str:
    """Return the words of several spans as one string."""
    return " ".join(part.text for part in parts)


def speaker_faults(expected: dict[str, Any], speaker: Speaker | None) -> list[str]:
    """Tell what is wrong with a speaker."""
    faults = []
    if expected.get("speaker") == "":
        return [] if speaker is None or speaker.name is None else [f"speaker {speaker.label!r}, expected none"]
    if speaker is None:
        asked = {"speaker", "speaker_kind", "role", "affiliation", "tense", "anonymous"} & expected.keys()
        return ["no speaker"] if asked else []
    labels = expected.get("speaker", speaker.label)
    if not any(same(label, speaker.label) for label in ([labels] if isinstance(labels, str) else labels)):
        faults.append(f"speaker {speaker.label!r}, expected {labels!r}")
    if "speaker_kind" in expected and speaker.kind != expected["speaker_kind"]:
        faults.append(f"speaker kind {speaker.kind}, expected {expected['speaker_kind']}")
    if "role" in expected and not any(same(expected["role"], role.title) for role in speaker.roles):
        faults.append(f"roles {[role.title for role in speaker.roles]}, expected {expected['role']!r}")
    if "affiliation" in expected and not any(same(expected["affiliation"], r.affiliation) for r in speaker.roles):
        faults.append(f"affiliations {[r.affiliation for r in speaker.roles]}, expected {expected['affiliation']!r}")
    if "tense" in expected and all(role.tense != expected["tense"] for role in speaker.roles):
        faults.append(f"tense {[role.tense for role in speaker.roles]}, expected {expected['tense']!r}")
    if "anonymous" in expected and speaker.anonymous != expected["anonymous"]:
        faults.append(f"anonymous {speaker.anonymous}, expected {expected['anonymous']}")
    return faults


def faults(expected: dict[str, Any], result: Extraction) -> list[str]:
    """Tell what is wrong with the answer to one expected attribution."""
    found = partner(expected, result)
    if found is None:
        return [f"not found: {expected['content'][0]!r}"]
    out = []
    for key in ("kind", "act", "negated", "channel"):
        if key in expected and getattr(found, key) != expected[key]:
            out.append(f"{key} {getattr(found, key)}, expected {expected[key]}")
    for key, parts in (("cue", found.cue), ("source", found.source)):
        if key in expected and shared(words(expected[key]), words(joined(parts))) < LEAST_SHARED:
            out.append(f"{key} {joined(parts)!r}, expected {expected[key]!r}")
    for key, span in (("addressee", found.addressee), ("said_on", found.said_on)):
        if key in expected and (span is None or not same(expected[key], span.text)):
            out.append(f"{key} {span.text if span else None!r}, expected {expected[key]!r}")
    for child in expected.get("children", ()):
        inner = [a for a in result if a.parent == found.id]
        if not any(shared(words(child), words(joined(a.content))) >= LEAST_SHARED for a in inner):
            out.append(f"nothing inside it like {child!r}")
    return out + speaker_faults(expected, found.speaker)


def judge(example: Example, result: Extraction) -> Outcome:
    """Compare the answer to one example with what is expected."""
    wrong = [fault for expected in example.expect for fault in faults(expected, result)]
    if not example.expect:
        wrong += [f"attribution where nobody speaks: {a.text!r}" for a in result]
    return Outcome(example, tuple(wrong))


def rates(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """Return for each phenomenon how many examples passed of how many; ``all`` sums them up."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for outcome in outcomes:
        for key in (outcome.example.phenomenon, "all"):
            counts[key][0] += not outcome.wrong
            counts[key][1] += 1
    return {key: (passed, total) for key, (passed, total) in counts.items()}


def report(outcomes: Sequence[Outcome]) -> str:
    """Return the pass rates as a table, worst phenomenon first."""
    rows = sorted(rates(outcomes).items(), key=lambda row: row[1][0] / row[1][1])
    return "\n".join(f"{name:<20} {passed:>3} of {total:>3}  {passed / total:>4.0%}" for name, (passed, total) in rows)


def answers(examples: Sequence[Example]) -> tuple[Outcome, ...]:
    """Run the embedded models on the examples and judge what they say."""
    from quotetrack.find.finder import Finder

    finder = Finder.load()
    inside = evolve(finder, nested=True)
    outcomes = []
    for example in examples:
        looks_inside = any("children" in expected for expected in example.expect)
        (result,) = (inside if looks_inside else finder).pipe([example.text])
        if isinstance(result, Extraction):
            outcomes.append(judge(example, result))
        else:
            outcomes.append(Outcome(example, (f"{result.error}: {result.message}",)))
    return tuple(outcomes)


def main() -> None:
    """Print the pass rates, and with ``--wrong`` every fault."""
    outcomes = answers(read_table()[0])
    if "--wrong" in sys.argv[1:]:
        for outcome in outcomes:
            if outcome.wrong:
                sys.stdout.write(f"{outcome.example.phenomenon}: {outcome.example.text}\n")
                sys.stdout.writelines(f"    {fault}\n" for fault in outcome.wrong)
    sys.stdout.write(report(outcomes) + "\n")


if __name__ == "__main__":
    main()
