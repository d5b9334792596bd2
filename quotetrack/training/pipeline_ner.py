"""The name finder: its network and the mixture of passages it learns from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quotetrack.training.pipeline_augment import invented_passages, varied
from quotetrack.training.pipeline_entities import (
    Passage,
    grouped,
    gum_passages,
    read_gmb,
    read_iob2,
    read_silver,
    read_wikigold,
    retokenized,
    settled,
)
from quotetrack.training.pipeline_train import fit, unannotated
from quotetrack.training.pipeline_trees import open_gum, read_conllu

UNER, WIKIGOLD, GMB = "uner_ewt.dev.iob2", "wikigold.train.txt", "gmb_part.train.csv"
SILVER, ARTICLES = "polnear.train.silver.jsonl", "polnear.train.jsonl"
FILES = (UNER, WIKIGOLD, GMB, SILVER, ARTICLES)
HELD_OUT = 5  # every fifth document of the one gold corpus in the taught convention is left for choosing
NER_DROPOUT = 0.2
ALL = {"PERSON": 0.7, "ORG": 0.3, "LOC": 0.3}
SOME = {"PERSON": 0.5, "ORG": 0.25, "LOC": 0.2}
NER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 96,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [5000, 1000, 2500, 2500],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 96,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}


@frozen
class Source:
    """Is one corpus in the mixture: its passages, its share of the words, and how often names are exchanged."""

    passages: Sequence[Passage]
    share: float
    rate: dict[str, float]


def sources(gum: Path, names: Path | None, vocab: Vocab) -> list[Source]:
    """Read the corpora that are there: GUM's entities and the files of a directory (docs/pipeline-model.md)."""
    tokenizer = English(vocab=vocab).tokenizer
    told = Source(gum_passages(open_gum(read_conllu(gum))), 0.09, SOME)
    if names is None:
        return [told]
    found: list[Source] = []
    files = {name: names / name for name in FILES}
    for path in files.values():
        print(f"{path}: {'read' if path.exists() else 'not there, left out'}", flush=True)
    if files[UNER].exists():
        kept = [passages for number, (_, passages) in enumerate(read_iob2(files[UNER])) if number % HELD_OUT]
        gold = [passage for passages in kept for passage in passages]
        found.append(Source(list(grouped(gold, 2)), 0.12, SOME))
    if files[GMB].exists():
        gmb = settled(read_gmb(files[GMB]))
        found.append(Source([retokenized(passage, tokenizer) for passage in gmb], 0.18, SOME))
    if files[WIKIGOLD].exists():
        wikigold = read_wikigold(files[WIKIGOLD])
        found.append(Source([retokenized(passage, tokenizer) for passage in wikigold], 0.13, SOME))
    found.append(told)
    if files[SILVER].exists() and files[ARTICLES].exists():
        silver = settled(list(read_silver(files[SILVER], files[ARTICLES], vocab)))
        found.append(Source(silver, 0.36, ALL))
    return found


def mixture(mixed: Sequence[Source], vocab: Vocab, chance: random.Random) -> Iterator[Doc]:
    """Yield gold docs for ever: each source in its share of words, the rest sentences with slots."""
    orders = [_endless(source.passages, chance) for source in mixed]
    made = invented_passages(chance)
    spent = [0.0] * (len(mixed) + 1)
    shares = [source.share for source in mixed]
    shares.append(1 - sum(shares))
    while True:
        pick = min(range(len(shares)), key=lambda index: spent[index] / shares[index])
        passage = varied(next(orders[pick]), chance, rate=mixed[pick].rate) if pick < len(mixed) else next(made)
        spent[pick] += len(passage.words)
        yield passage.doc(vocab)


def _endless(passages: Sequence[Passage], chance: random.Random) -> Iterator[Passage]:
    while True:
        yield from chance.sample(passages, len(passages))


def train_ner(gum: Path, names: Path | None, *, steps: int, seed: int) -> Language:
    """Train the name finder alone and return it as a pipeline of one component."""
    nlp = English()
    nlp.add_pipe("ner", config=NER)
    chance = random.Random(seed)
    docs = mixture(sources(gum, names, nlp.vocab), nlp.vocab, chance)
    sample = [next(docs) for _ in range(200)]
    nlp.initialize(lambda: [unannotated(doc) for doc in sample])
    fit(nlp, docs, steps=steps, seed=seed, dropout=NER_DROPOUT)
    return nlp
