"""The sample articles and their gold: what a reader of `seeds/README.md` relies on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import quotetrack
from quotetrack.find.marks import outermost, scan
from quotetrack.models import Attribution, Extraction, TextSpan
from quotetrack.serialize import read_jsonl, to_json
from tests.seeds_gold import SEEDS, GoldError, compile_gold, occurrences, place, seed_ids

WORD = re.compile(r"\w+(?:['’]\w+)*")
SAMPLE = Path(quotetrack.__file__).parent / "lang" / "en" / "sample.txt"


def gold(seed: str) -> Extraction:
    (result,) = read_jsonl(SEEDS / "gold" / f"{seed}.jsonl")
    assert isinstance(result, Extraction)
    return result


def in_marks(text: str, parts: tuple[TextSpan, ...]) -> list[bool]:
    stretches = outermost(scan(text))
    starts = [m.start() for part in parts for m in WORD.finditer(text, part.start, part.end)]
    return [any(s.inner_start <= at < s.inner_end for s in stretches) for at in starts]


def is_turn(attribution: Attribution) -> bool:
    """Whether layout, not marks, makes it direct: the turn of a transcript."""
    return [part.text for part in attribution.cue] == [":"]


@pytest.mark.parametrize("seed", seed_ids())
def test_the_committed_gold_is_what_the_toml_compiles_to(seed: str) -> None:
    committed = (SEEDS / "gold" / f"{seed}.jsonl").read_text(encoding="utf-8")
    assert committed == to_json(compile_gold(seed)) + "\n", "run: python -m tests.seeds_gold"


@pytest.mark.parametrize("seed", seed_ids())
def test_the_gold_has_the_text_of_the_article_and_exact_offsets(seed: str) -> None:
    result = gold(seed)
    text = (SEEDS / f"{seed}.txt").read_bytes().decode("utf-8")
    assert result.article.text == text
    assert result.article.id == seed
    for attribution in result:
        for part in (*attribution.content, *attribution.cue, *attribution.source):
            assert text[part.start : part.end] == part.text
    for speaker in result.speakers:
        for role in speaker.roles:
            assert text[role.start : role.end] == role.text


@pytest.mark.parametrize("seed", seed_ids())
def test_the_kind_follows_the_marks(seed: str) -> None:
    for attribution in gold(seed):
        if is_turn(attribution):
            assert attribution.kind == "direct"
            continue
        inside = in_marks(gold(seed).article.text, attribution.content)
        kind = "direct" if all(inside) else "mixed" if any(inside) else "indirect"
        assert attribution.kind == kind, attribution.text


@pytest.mark.parametrize("seed", seed_ids())
def test_no_part_has_marks_or_punctuation_at_its_edge(seed: str) -> None:
    for attribution in gold(seed):
        for part in attribution.content:
            assert not re.match(r"[\s“\"‘.,;:—-]|that\b", part.text), part.text
            assert not re.search(r"[\s.,;:—-]\Z", part.text), part.text
        assert [p.start for p in attribution.content] == sorted(p.start for p in attribution.content)


@pytest.mark.parametrize("seed", seed_ids())
def test_attributions_stand_in_text_order_and_parents_enclose_their_children(seed: str) -> None:
    result = gold(seed)
    assert [a.start for a in result] == sorted(a.start for a in result)
    by_id = {a.id: a for a in result}
    for child in result:
        if child.parent is not None:
            parent = by_id[child.parent]
            assert parent.start <= child.start <= child.end <= parent.end, child.text


@pytest.mark.parametrize("seed", seed_ids())
def test_every_speaker_speaks_and_is_mentioned_or_described(seed: str) -> None:
    result = gold(seed)
    speaking = {a.speaker.id for a in result if a.speaker is not None}
    assert speaking == {s.id for s in result.speakers}
    for speaker in result.speakers:
        assert speaker.mentions, speaker.label
        assert (speaker.kind == "person") <= (speaker.name is not None), speaker.label
        assert (speaker.kind == "unnamed") <= (speaker.name is None), speaker.label
        for form in filter(None, (speaker.name, *speaker.aliases, speaker.anonymity_reason)):
            assert occurrences(result.article.text, form), form


def test_there_are_enough_samples_of_enough_kinds() -> None:
    results = [gold(seed) for seed in seed_ids()]
    assert len(results) >= 10
    for result in results:
        assert 250 <= len(result.article.text.split()) <= 600, result.article.id
    everything = [a for result in results for a in result]
    assert {a.kind for a in everything} == {"direct", "indirect", "mixed"}
    assert len({a.act for a in everything}) >= 8
    assert sum(a.parent is not None for a in everything) >= 8
    assert {s.kind for r in results for s in r.speakers} == {"person", "organization", "group", "unnamed"}


def test_every_toml_has_its_article_and_every_article_its_line_in_the_readme() -> None:
    assert sorted(path.stem for path in SEEDS.glob("*.toml")) == seed_ids()
    assert sorted(path.stem for path in (SEEDS / "gold").glob("*.jsonl")) == seed_ids()
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert [seed for seed in seed_ids() if f"| `{seed}` |" not in readme] == []


def test_the_readme_shows_toml_that_parses() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    shown = tomllib.loads(block)
    assert occurrences(
        (SEEDS / "larkwell-earnings.txt").read_text(encoding="utf-8"), shown["attributions"][0]["source"]
    )


def test_the_bundled_sample_is_the_moscow_article() -> None:
    assert SAMPLE.read_bytes() == (SEEDS / "moscow-talks.txt").read_bytes()


def test_place_takes_whole_words_the_nearest_and_the_numbered() -> None:
    text = "The heat, he said. “No,” he added, and she said so."
    content = (TextSpan.of(text, 20, 22),)
    assert place(text, "he", near=content, where="test").start == text.index("he added")
    assert place(text, "he#1", near=content, where="test").start == text.index("he said")
    assert place(text, "said#2", near=content, where="test").start == text.index("said so")


@pytest.mark.parametrize("words", ["hea", "he#3", "absent"])
def test_place_refuses_what_the_article_does_not_have(words: str) -> None:
    with pytest.raises(GoldError, match="test: "):
        place("The heat, he said. “No,” he added.", words, where="test")
