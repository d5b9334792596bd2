"""The recipe of the embedded spaCy pipeline: ``python -m quotetrack.training pipeline --help``.

Treebanks teach tags, trees and lemmas; corpora of names teach the name finder, which has an encoder of its own. Both
are trained on one core within half an hour each and joined into one pipeline, written with its card.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import srsly  # type: ignore[import-untyped]
from spacy.lang.en import English
from spacy.language import Language
from thinc.api import fix_random_seed, use_ops

from quotetrack.errors import MissingFileError
from quotetrack.lang.cards import write_card
from quotetrack.training.pipeline_ner import train_ner
from quotetrack.training.pipeline_parse import train_parse

NAME = "quotetrack_sm"
VERSION = "1.0.0"
DESCRIPTION = "Small English pipeline for news: tags, ClearNLP-style trees, lemmas, names (PERSON, ORG, LOC)"
STEPS = 5000


def joined(parse: Language, names: Language) -> Language:
    """Return one pipeline of both whose vocabulary holds its labels only, not the words of the training texts."""
    parse.add_pipe("ner", source=names)
    fresh = English.from_config(parse.config)
    fresh.from_bytes(parse.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    for _, component in parse.pipeline:
        for label in getattr(component, "labels", ()):
            fresh.vocab.strings.add(str(label))
    morphs: dict[str, str] = fresh.get_pipe("morphologizer").cfg["labels_morph"]  # type: ignore[attr-defined]
    for features in morphs.values():
        fresh.vocab.morphology.add(features)
    trees = srsly.msgpack_loads(parse.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]  # type: ignore[attr-defined]
    for tree in trees:  # an edit tree names the letters it replaces by their hashes
        for key in ("orig", "subst"):
            if tree.get(key):
                fresh.vocab.strings.add(parse.vocab.strings[tree[key]])
    fresh.meta.update(
        name=NAME,
        version=VERSION,
        description=DESCRIPTION,
        license="CC BY-SA 4.0",
        author="quotetrack",
        sources=None,
        performance={},
    )
    return fresh


def main(arguments: Sequence[str]) -> int:
    """Train the pipeline from corpora on disk and write it with its card."""
    parser = argparse.ArgumentParser(prog="pipeline", description=str(__doc__).splitlines()[0])
    parser.add_argument("--ewt", type=Path, required=True, help="en_ewt-ud-train.conllu")
    parser.add_argument(
        "--gum", type=Path, required=True, help="en_gum-ud-train.conllu; documents under NC are skipped"
    )
    parser.add_argument(
        "--names", type=Path, help="directory of names corpora (docs/pipeline-model.md lists the files)"
    )
    parser.add_argument("--out", type=Path, required=True, help="directory to write the pipeline to")
    parser.add_argument("--parse-steps", type=int, default=STEPS, help="batches of about 1,000 words (%(default)s)")
    parser.add_argument("--name-steps", type=int, default=STEPS, help="batches of about 1,000 words (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    for path in (given.ewt, given.gum, given.names):
        if path is not None and not path.exists():
            raise MissingFileError(f"{path}: no such file or directory")
    with use_ops("numpy", use_blis=False):
        fix_random_seed(given.seed)
        names = train_ner(given.gum, given.names, steps=given.name_steps, seed=given.seed)
        fix_random_seed(given.seed)
        parse = train_parse(given.ewt, given.gum, steps=given.parse_steps, seed=given.seed)
        joined(parse, names).to_disk(given.out)
    settings: dict[str, object] = {
        "parse_steps": given.parse_steps,
        "name_steps": given.name_steps,
        "seed": given.seed,
    }
    write_card(given.out, name=NAME, settings=settings)
    print(f"wrote {given.out}")
    return 0
