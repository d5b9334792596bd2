"""The smaller model that comes with the package, chosen by name."""

from __future__ import annotations

import pickle
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from quotetrack.evaluate.documents import from_extraction
from quotetrack.evaluate.scoring import Report, evaluate
from quotetrack.find.confidence import coefficients
from quotetrack.find.finder import Finder
from quotetrack.find.tagger import EMBEDDED
from quotetrack.lang.cards import ATTRIBUTION
from tests.seeds_gold import compile_gold, seed_ids

TEXT = "“The ice is thinner than last year,” said Ida Holm, who skates to work. The city said the canal was safe."
# row, kind -> least F1 in percent on the sample articles; only ever raised
FLOORS = {("full", "all"): 80.0, ("full", "direct"): 88.0, ("content >=.5", "all"): 82.0}


@cache
def fast() -> Finder:
    return Finder.load(model="fast")


@pytest.fixture(scope="module")
def report() -> Report:
    golds = [compile_gold(seed) for seed in seed_ids()]
    found = [from_extraction(fast().extract(gold.article)) for gold in golds]
    return evaluate([from_extraction(gold) for gold in golds], found, strip_that=True, boot=0)


def test_it_finds_who_said_what() -> None:
    rows = [(a.kind, a.text, a.speaker.label) for a in fast().extract(TEXT) if a.speaker is not None]
    assert rows == [
        ("direct", "The ice is thinner than last year", "Ida Holm"),
        ("indirect", "the canal was safe", "The city"),
    ]


@pytest.mark.parametrize(("row", "kind"), FLOORS)
def test_the_scores_on_the_samples_reach_their_floors(row: str, kind: str, report: Report) -> None:
    score = report.score(row, kind)
    assert score.f1 is not None
    assert score.f1 >= FLOORS[row, kind], score


def test_it_has_a_confidence_of_its_own() -> None:
    assert (EMBEDDED["fast"] / "confidence.json").is_file()
    assert coefficients(EMBEDDED["fast"]) != coefficients(ATTRIBUTION)


def test_it_stays_itself_in_another_process() -> None:
    again = pickle.loads(pickle.dumps(fast()))
    assert again.tagger.sha256 == fast().tagger.sha256 != Finder.load().tagger.sha256
    assert again.extract(TEXT) == fast().extract(TEXT)


def test_the_command_takes_it_by_name(tmp_path: Path) -> None:
    article = tmp_path / "ice.txt"
    article.write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "quotetrack", "extract", str(article), "--model", "fast", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Ida Holm" in done.stdout
