"""What the embedded models find in the sample articles, against their gold: floors that are only ever raised."""

from __future__ import annotations

import pytest

from quotetrack.evaluate.documents import from_extraction
from quotetrack.evaluate.scoring import Report, evaluate
from quotetrack.find.finder import Finder
from quotetrack.models import Attribution, Extraction
from tests.example_checks import same, shared, words
from tests.seeds_gold import compile_gold, seed_ids

# row, kind -> least F1 in percent
FLOORS = {
    ("full", "all"): 80.0,
    ("full", "direct"): 88.0,
    ("content >=.5", "all"): 83.0,
    ("source ov | match", "all"): 93.0,
}
# The rows that the Moscow article must give: how the content begins, kind, cue, speaker, role, affiliation.
MOSCOW = [
    ("A Taliban delegation is due", "indirect", "said", "Foreign Ministry", None, None),
    ("Representatives of the Afghan government", "direct", "said", "Sergei Lavrov", "Foreign Minister", None),
    ("the initial response has been positive", "direct", "adding", "Sergei Lavrov", "Foreign Minister", None),
    ("it would stay away", "indirect", "indicated", "United States", None, None),
    ("We support Afghan-owned", "direct", "said", "State Department spokesman", "spokesman", "State Department"),
    ("they sat down with American diplomats", "indirect", "said", "Taliban representatives", "representatives", None),
    (
        "the press was often his first source",
        "indirect",
        "told",
        "Abdul Qayyum Kochai",
        "ambassador to Russia",
        "Kabul",
    ),
    ("instability on Afghan soil", "indirect", "maintained", "Moscow", None, None),
    ("Talking to the Taliban is required", "mixed", "told", "Sergei Lavrov", "Foreign Minister", None),
    ("fighting could reach them", "indirect", "worries", "Kremlin", None, None),
]
LEAST_MOSCOW = 8  # of these rows


@pytest.fixture(scope="module")
def results() -> dict[str, Extraction]:
    finder = Finder.load()
    return {seed: finder.extract(compile_gold(seed).article) for seed in seed_ids()}


@pytest.fixture(scope="module")
def report(results: dict[str, Extraction]) -> Report:
    gold = [from_extraction(compile_gold(seed)) for seed in results]
    return evaluate(gold, [from_extraction(result) for result in results.values()], strip_that=True, boot=0)


@pytest.mark.parametrize(("row", "kind"), FLOORS)
def test_the_scores_on_the_samples_reach_their_floors(row: str, kind: str, report: Report) -> None:
    score = report.score(row, kind)
    assert score.f1 is not None
    assert score.f1 >= FLOORS[row, kind], score


def moscow_faults(
    begins: str, kind: str, cue: str, label: str, title: str | None, place: str | None, found: Extraction
) -> list[str]:
    for a in found:
        if not a.content[0].text.startswith(begins):
            continue
        wrong = [] if a.kind == kind else [f"kind {a.kind}"]
        if cue not in " ".join(part.text for part in a.cue).split():
            wrong.append(f"cue {a.cue}")
        speaker = a.speaker
        if speaker is None or not (same(label, speaker.label) or shared(words(label), words(speaker.label)) > 0.6):
            return [*wrong, f"speaker {speaker and speaker.label}"]
        if title is not None and title not in [role.title for role in speaker.roles]:
            wrong.append(f"titles {[role.title for role in speaker.roles]}")
        if place is not None and place not in [role.affiliation for role in speaker.roles]:
            wrong.append(f"affiliations {[role.affiliation for role in speaker.roles]}")
        return wrong
    return ["not found"]


def test_the_moscow_article_gives_who_said_what_and_in_which_role(results: dict[str, Extraction]) -> None:
    wrong = {row[0]: moscow_faults(*row, results["moscow-talks"]) for row in MOSCOW}
    faults = {begins: what for begins, what in wrong.items() if what}
    assert len(MOSCOW) - len(faults) >= LEAST_MOSCOW, faults


def test_the_spokesmans_second_sentence_goes_with_his_first(results: dict[str, Extraction]) -> None:
    def by_spokesman(a: Attribution) -> bool:
        return a.speaker is not None and "spokesman" in a.speaker.label

    said = [part.text for a in results["moscow-talks"] if by_spokesman(a) for part in a.content]
    assert [part.split()[:2] for part in said] == [["We", "support"], ["We", "believe"]]


def test_the_ambassador_spoke_to_reporters_on_the_day_before(results: dict[str, Extraction]) -> None:
    (said,) = results["moscow-talks"].by("Abdul Qayyum Kochai")
    assert said.addressee is not None and said.addressee.text == "reporters"
    assert said.said_on is not None and said.said_on.date == "2018-08-20"


def test_offsets_are_exact_in_every_sample(results: dict[str, Extraction]) -> None:
    for result in results.values():
        text = result.article.text
        for a in result:
            for part in (*a.content, *a.cue, *a.source):
                assert text[part.start : part.end] == part.text


def test_nobody_speaks_in_titles_and_nicknames(results: dict[str, Extraction]) -> None:
    held = [a.text for a in results["hard-cases"] if a.kind == "direct"]
    assert "The Cherry Orchard" not in held
    assert "Queen of Tarts" not in held


def test_turns_of_a_transcript_are_direct_words_of_their_label(results: dict[str, Extraction]) -> None:
    turns = [a for a in results["archivist-interview"] if [part.text for part in a.cue] == [":"]]
    assert {a.kind for a in turns} == {"direct"}
    assert len(turns) >= 14
    asked = [a for a in turns if a.source[0].text == "BRANDT"]
    assert all(a.text.endswith("?") for a in asked)
