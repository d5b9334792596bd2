"""How sure: what the stages know of one attribution -> the probability that it is right.

A logistic regression over a handful of named features. Its coefficients are data (``confidence.json`` beside a model),
fitted on articles that the attribution model was not trained on (``python -m quotetrack.evaluate.calibrate``). *Right*
means that content, cue and source are: who the source refers to is the resolvers' matter (`Attribution.resolver`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from quotetrack.errors import ModelError
from quotetrack.lang.cards import ATTRIBUTION
from quotetrack.models import Act, Kind

COEFFICIENTS = "confidence.json"  # in a model's directory
SAID: frozenset[Act] = frozenset({"statement", "denial", "question", "order", "promise", "refusal"})
LONG = 40  # words: a longer content is no harder to get right than one of this length
NEARLY = 0.002  # no network is surer than this
# Indirect speech that is less likely to be right is not told; words between marks always are. Where F1 is to be best,
# the line is at half of it (Lipton et al. 2014). It is drawn lower, since a reader can set `--min-confidence`, but not
# ask for what was left out: at 0.35 F1 is the same, and 1.5 points fewer of all attributions have the right speaker.
DOUBTFUL = 0.25


@frozen
class ConfidenceFeatures:
    """Is what the stages know of one attribution.

    `content`, `cue`, `source`: log-probability that its words play this role; `link`: log-probability of the links that
    join them; `whole`: log-probability that just these words are a content, no more and no less. Each is <= 0, and 0
    where the part is absent. `words` counts the content's words.
    """

    content: float
    cue: float
    source: float
    link: float
    kind: Kind
    act: Act
    has_cue: bool
    has_source: bool
    whole: float = 0.0
    words: int = 0


def terms(features: ConfidenceFeatures) -> Iterator[tuple[str, float]]:
    """Yield the named numbers that the regression weighs.

    One wrong part makes the whole wrong, so the log-odds of all together count, and what each part adds to them.
    """
    yield "bias", 1.0
    together = 1.0
    for name in ("content", "cue", "source", "link", "whole"):
        chance = math.exp(min(0.0, getattr(features, name)))
        together *= chance
        yield name, chance
    together = min(max(together, NEARLY), 1 - NEARLY)
    yield "together", math.log(together / (1 - together))
    yield "no cue", float(not features.has_cue)
    yield "no source", float(not features.has_source)
    yield "said", float(features.act in SAID)
    yield "length", min(features.words, LONG) / LONG
    yield features.kind, 1.0


@cache
def coefficients(model: Path = ATTRIBUTION) -> Mapping[str, float]:
    """Read the named coefficients of a model directory; those of the embedded model where it has none.

    Raises:
        ModelError: the directory's ``confidence.json`` is not what `quotetrack.evaluate.calibrate` writes.
    """
    path = model / COEFFICIENTS
    if not path.is_file():
        path = ATTRIBUTION / COEFFICIENTS
    try:
        table = json.loads(path.read_text(encoding="utf-8"))["terms"]
        return {str(name): float(value) for name, value in table.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"{path}: no coefficients of confidence ({type(error).__name__}: {error})"
        raise ModelError(f"{problem}; write them with python -m quotetrack.evaluate.calibrate") from error


def confidence(features: ConfidenceFeatures, *, weights: Mapping[str, float] | None = None) -> float:
    """Return the probability, 0 to 1, that content, cue and source are right.

    >>> sure = ConfidenceFeatures(-0.01, -0.01, -0.01, -0.01, "direct", "statement", True, True)
    >>> unsure = ConfidenceFeatures(-0.9, -0.9, -0.9, -0.9, "indirect", "belief", True, True)
    >>> confidence(sure) > confidence(unsure)
    True
    """
    table = coefficients() if weights is None else weights
    score = sum(table.get(name, 0.0) * value for name, value in terms(features))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)
