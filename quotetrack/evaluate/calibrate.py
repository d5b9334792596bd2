"""Fit what confidence weighs: ``python -m quotetrack.evaluate.calibrate GOLD --out confidence.json``.

GOLD are annotated articles that the attribution model was not trained on. Every attribution found in them is right or
wrong as a whole; a logistic regression on its features (`quotetrack.find.confidence.terms`) learns how often. The fit
is judged on articles left out of it (cross-validation by article).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from quotetrack.evaluate.documents import Document, from_extraction
from quotetrack.evaluate.readers import read_documents
from quotetrack.evaluate.reliability import Judged, Reliability, figure, reliability, verdicts
from quotetrack.find.confidence import COEFFICIENTS, ConfidenceFeatures, confidence, terms
from quotetrack.find.finder import Finder
from quotetrack.models import Article

PENALTY = 1.0  # of squared coefficients: keeps rare acts near the middle
FOLDS = 5


@frozen(eq=False)
class Example:
    """Is one attribution that was found: its features, whether it is right, and the article it stands in."""

    features: ConfidenceFeatures
    right: bool
    article: int


def examples(documents: Sequence[Document], finder: Finder) -> list[Example]:
    """Find the attributions of gold articles and judge each.

    Gold articles do not tell who speaks, so the resolver's certainty is left out.
    """
    seen: list[ConfidenceFeatures] = []

    def record(features: ConfidenceFeatures) -> float:
        seen.append(evolve(features, certainty=1.0))
        return 1.0

    recording = evolve(finder, confidence=record)
    out = []
    for number, document in enumerate(documents):
        seen.clear()
        answer = from_extraction(recording.extract(Article(document.text or "", id=document.id)))
        out += [Example(seen[index], right, number) for index, right in verdicts(document, answer).items()]
    return out


def fit(sample: Sequence[Example], *, penalty: float = PENALTY, steps: int = 50) -> dict[str, float]:
    """Fit the coefficients by Newton's method (penalised logistic regression; Hastie et al. 2009, section 4.4)."""
    names = sorted({name for example in sample for name, _ in terms(example.features)})
    column = {name: i for i, name in enumerate(names)}
    table: NDArray[np.float64] = np.zeros((len(sample), len(names)))
    for row, example in enumerate(sample):
        for name, value in terms(example.features):
            table[row, column[name]] = value
    right = np.array([example.right for example in sample], np.float64)
    ridge = np.diag([0.0 if name == "bias" else penalty for name in names])
    weights = np.zeros(len(names))
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - ridge @ weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + ridge
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(weights[i]), 4) for name, i in column.items()}


def cross_validated(sample: Sequence[Example], gold: int, *, folds: int = FOLDS) -> Reliability:
    """Judge the fit on articles that it did not see."""
    judged = []
    for fold in range(folds):
        weights = fit([example for example in sample if example.article % folds != fold])
        for example in sample:
            if example.article % folds == fold:
                judged.append(Judged(confidence(example.features, weights=weights), example.right))
    return reliability(judged, gold)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m quotetrack.evaluate.calibrate", description=__doc__)
    parser.add_argument("gold", type=Path, help="annotated articles that the model was not trained on")
    parser.add_argument("--out", type=Path, default=COEFFICIENTS, help="where to write the coefficients")
    parser.add_argument("--figure", type=Path, help="where to write the reliability diagram (.svg), cross-validated")
    parser.add_argument("--ids", type=Path, help="a file with the ids of the articles to use, one a line")
    parser.add_argument("--model", type=Path, help="a directory with an attribution model; default: the embedded one")
    given = parser.parse_args(argv)
    documents = read_documents(given.gold)
    if given.ids is not None:
        kept = set(given.ids.read_text(encoding="utf-8").split())
        documents = [document for document in documents if document.id in kept]
    finder = Finder.load(model=given.model)
    sample = examples(documents, finder)
    gold = sum(len(document.annotations) for document in documents)
    seen = cross_validated(sample, gold)
    about = {
        "about": "coefficients of quotetrack.find.confidence, fitted by python -m quotetrack.evaluate.calibrate",
        "model sha256": finder.tagger.sha256,
        "articles": len(documents),
        "attributions": len(sample),
        "right": sum(example.right for example in sample),
        "expected calibration error, cross-validated": round(seen.error, 4),
        "recall at precision 95 %, cross-validated": round(seen.recall, 1),
    }
    given.out.write_text(json.dumps({**about, "terms": fit(sample)}, indent=1) + "\n", encoding="utf-8")
    if given.figure is not None:
        given.figure.write_text(figure(seen), encoding="utf-8")
    for name, value in about.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
