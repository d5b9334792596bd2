"""Runs a recipe: ``python -m quotetrack.training RECIPE …`` (each recipe has its own ``--help``)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from quotetrack.errors import QuotetrackError

# recipe -> the module whose main(arguments) runs it; imported only when asked for, since each needs heavy packages
RECIPES = {
    "attribution": "quotetrack.training.attribution",
    "pipeline": "quotetrack.training.pipeline",
    "pipeline-scores": "quotetrack.training.pipeline_scores",
    "attribution-average": "quotetrack.training.attribution_average",
    "grammar": "quotetrack.training.grammar",
    "distil": "quotetrack.training.distil",
    "persons": "quotetrack.training.persons",
    "given": "quotetrack.training.given",
    "nouns": "quotetrack.training.nouns",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe that the first argument names and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in RECIPES:
        print(f"usage: python -m quotetrack.training {{{','.join(RECIPES)}}} …", file=sys.stderr)
        return 0 if given in (["-h"], ["--help"]) else 2
    try:
        status: int = import_module(RECIPES[given[0]]).main(given[1:])
    except QuotetrackError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
