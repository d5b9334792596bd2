"""Fit what confidence weighs: ``python -m quotetrack.evaluate.calibrate GOLD --model DIR``, into the model's directory.

GOLD are annotated articles that the attribution model was not trained on. Every attribution found in them is right or
wrong as a whole; a logistic regression on its features (`quotetrack.find.confidence.terms`) learns how often. The fit
is judged on articles left out of it (cross-validation by article), or on those given by ``--rescale-on``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from quotetrack.evaluate.documents import Document, from_extraction
from quotetrack.evaluate.readers import read_documents
from quotetrack.evaluate.reliability import Judged, Reliability, figure, reliability, verdicts
from quotetrack.find.confidence import COEFFICIENTS, ConfidenceFeatures, confidence, terms
from quotetrack.find.finder import Finder
from quotetrack.lang.cards import list_file
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
    """Find the attributions of gold articles and judge each."""
    seen: list[ConfidenceFeatures] = []

    def record(features: ConfidenceFeatures) -> float:
        seen.append(features)
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
    weights = newton(table, right, ridge, steps)
    return {name: round(float(weights[i]), 4) for name, i in column.items()}


def rescaled(weights: Mapping[str, float], sample: Sequence[Example], *, steps: int = 50) -> dict[str, float]:
    """Stretch and move all coefficients by two numbers, so that confidence is right on other articles (Platt 1999).

    Models are surer, and oftener right, on articles that went into what they started from. The order of confidences
    stays what it was.
    """
    rows = [sum(weights.get(name, 0.0) * value for name, value in terms(example.features)) for example in sample]
    table = np.stack([np.ones(len(rows)), np.array(rows)], axis=1)
    move, stretch = newton(table, np.array([example.right for example in sample], np.float64), np.zeros((2, 2)), steps)
    out = {name: round(value * float(stretch), 4) for name, value in weights.items()}
    return {**out, "bias": round(out["bias"] + float(move), 4)}


def newton(
    table: NDArray[np.float64], right: NDArray[np.float64], ridge: NDArray[np.float64], steps: int
) -> NDArray[np.float64]:
    """Return the weights of a logistic regression of `right` on the columns of `table`."""
    weights: NDArray[np.float64] = np.zeros(table.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - ridge @ weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + ridge
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def cross_validated(sample: Sequence[Example], gold: int, *, folds: int = FOLDS) -> Reliability:
    """Judge the fit on articles that it did not see."""
    judged = []
    for fold in range(folds):
        weights = fit([example for example in sample if example.article % folds != fold])
        for example in sample:
            if example.article % folds == fold:
                judged.append(Judged(confidence(example.features, weights=weights), example.right))
    return reliability(judged, gold)


def _chosen(path: Path, ids: Path | None = None) -> list[Document]:
    documents = read_documents(path)
    if ids is None:
        return documents
    kept = set(ids.read_text(encoding="utf-8").split())
    return [document for document in documents if document.id in kept]


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m quotetrack.evaluate.calibrate", description=__doc__)
    parser.add_argument("gold", type=Path, help="annotated articles that the model was not trained on")
    parser.add_argument("--ids", type=Path, help="a file with the ids of the articles to use, one a line")
    parser.add_argument("--rescale-on", type=Path, help="other annotated articles, for slope and offset only")
    parser.add_argument("--out", type=Path, help="where to write the coefficients; default: the model's directory")
    parser.add_argument("--figure", type=Path, help="where to write the reliability diagram (.svg)")
    parser.add_argument("--model", type=Path, help="a model directory, or fast; default: the embedded model")
    given = parser.parse_args(argv)
    finder = Finder.load(model=given.model)
    documents = _chosen(given.gold, given.ids)
    sample = examples(documents, finder)
    shown = cross_validated(sample, sum(len(document.annotations) for document in documents))
    weights = fit(sample)
    about: dict[str, object] = {
        "about": "coefficients of quotetrack.find.confidence, fitted by python -m quotetrack.evaluate.calibrate",
        "model sha256": finder.tagger.sha256,
        "articles": len(documents),
        "attributions": len(sample),
        "right": sum(example.right for example in sample),
        "expected calibration error, cross-validated": round(shown.error, 4),
        "recall at precision 95 %, cross-validated": round(shown.recall, 1),
    }
    if given.rescale_on is not None:
        others = _chosen(given.rescale_on)
        more = examples(others, finder)
        weights = rescaled(weights, more)
        judged = [Judged(confidence(example.features, weights=weights), example.right) for example in more]
        shown = reliability(judged, sum(len(document.annotations) for document in others))
        about["expected calibration error where slope and offset were chosen"] = round(shown.error, 4)
        about["recall at precision 95 % where slope and offset were chosen"] = round(shown.recall, 1)
    out = given.out or finder.tagger.path / COEFFICIENTS
    out.write_text(json.dumps({**about, "terms": weights}, indent=1) + "\n", encoding="utf-8")
    if given.out is None:
        list_file(finder.tagger.path, COEFFICIENTS)
    if given.figure is not None:
        given.figure.write_text(figure(shown), encoding="utf-8")
    for name, value in about.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
