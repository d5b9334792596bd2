"""Tagger, morphologizer, parser and lemmatizer: networks over one shared encoder, and the trees they learn from."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import fix_random_seed

from quotetrack.training.pipeline_convert import to_clear
from quotetrack.training.pipeline_quotes import Quotations
from quotetrack.training.pipeline_train import fit, unannotated
from quotetrack.training.pipeline_trees import Document, Sentence, open_gum, read_conllu

SYNTHETIC = 0.2  # of the words
POLISH = 0.4  # a second, shorter round from the averaged weights
POLISH_RATE = 0.0005
GROUPS = (1, 2, 2, 3, 3, 4, 5)  # sentences of a document that one training text holds
MARKS = frozenset(('"', "“", "”", "``", "''"))
ENCODER = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
CLASSIFIER = {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}
COMPONENTS: dict[str, dict[str, Any]] = {
    "tok2vec": {"model": ENCODER},
    "tagger": {"model": CLASSIFIER},
    "morphologizer": {"model": CLASSIFIER},
    "parser": {
        "min_action_freq": 20,
        "update_with_oracle_cut_size": 250,  # the oracle that cuts longer texts costs a third of the time
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "parser",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": LISTENER,
        },
    },
    "trainable_lemmatizer": {"min_tree_freq": 3, "model": CLASSIFIER},
}


def converted(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with their trees in ClearNLP's style; the few that do not convert are left out."""
    kept = []
    for document in documents:
        sentences = [copy.deepcopy(sentence) for sentence in document.sentences]
        kept.append(Document(document.name, [sentence for sentence in sentences if to_clear(sentence.words)]))
    return [document for document in kept if document.sentences]


def styled(forms: Sequence[str], style: str) -> list[str]:
    """Return the words with straight or curly quotation marks and apostrophes, or as they are (style "")."""
    if not style:
        return list(forms)
    if style == "straight":
        return ['"' if form in MARKS else form.replace("’", "'").replace("‘", "'") for form in forms]
    out = []
    opened = False
    for form in forms:
        if form in MARKS:
            opened = form in ("``", "“") or (form not in ("''", "”") and not opened)
            out.append("“" if opened else "”")
        else:
            out.append(form.replace("'", "’"))
    return out


def gold_doc(sentences: Sequence[Sentence], vocab: Vocab, style: str = "", line_break: str = "") -> Doc:
    """Return sentences as one gold Doc; `line_break` stands before each that begins a paragraph."""
    columns: dict[str, list[Any]] = {
        key: [] for key in ("words", "spaces", "heads", "deps", "tags", "pos", "lemmas", "morphs")
    }

    def append(*values: Any) -> None:
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)

    for number, sentence in enumerate(sentences):
        offset = len(columns["words"])
        if number and sentence.paragraph and line_break:
            columns["spaces"][-1] = False
            append(line_break, False, offset - 1, "dep", "_SP", "SPACE", line_break, "")
            offset += 1
        forms = styled([word.form for word in sentence.words], style)
        for word, form in zip(sentence.words, forms, strict=True):
            space = word.space or word is sentence.words[-1]
            append(form, space, offset + word.head, word.label, word.tag, word.pos, word.lemma, word.morph)
    columns["spaces"][-1] = False
    return Doc(
        vocab,
        words=columns["words"],
        spaces=columns["spaces"],
        heads=columns["heads"],
        deps=columns["deps"],
        tags=columns["tags"],
        pos=columns["pos"],
        lemmas=columns["lemmas"],
        morphs=columns["morphs"],
    )


def human_docs(documents: Sequence[Document], vocab: Vocab, chance: random.Random) -> Iterator[Doc]:
    """Yield one pass over the treebanks in shuffled stretches, with either kind of marks."""
    stretches: list[list[Sentence]] = []
    for document in documents:
        first = 0
        while first < len(document.sentences):
            size = chance.choice(GROUPS)
            stretches.append(document.sentences[first : first + size])
            first += size
    chance.shuffle(stretches)
    for stretch in stretches:
        quoted = any(word.form in MARKS for sentence in stretch for word in sentence.words)
        styles = ("straight", "curly") if quoted else (chance.choice(("straight", "straight", "curly")),)
        for style in styles:
            yield gold_doc(stretch, vocab, style, chance.choice(("\n\n", "\n\n", "\n")))


def mixture(documents: Sequence[Document], vocab: Vocab, seed: int) -> Iterator[Doc]:
    """Yield gold docs for ever, a fifth of the words in made-up quotations."""
    chance = random.Random(seed)
    made = Quotations(documents, seed).documents()
    human = synthetic = 0
    while True:
        for doc in human_docs(documents, vocab, chance):
            yield doc
            human += len(doc)
            while synthetic < SYNTHETIC / (1 - SYNTHETIC) * human:
                invented = gold_doc(next(made), vocab)
                synthetic += len(invented)
                yield invented


def train_parse(ewt: Path, gum: Path, *, steps: int, seed: int) -> Language:
    """Train the components that read trees and return them as one pipeline."""
    nlp = English()
    for name, config in COMPONENTS.items():
        nlp.add_pipe(name, config=config)
    documents = converted(read_conllu(ewt) + open_gum(read_conllu(gum)))
    chance = random.Random(seed)
    first = list(human_docs(documents, nlp.vocab, chance))
    made = Quotations(documents, seed).documents()
    first += [gold_doc(next(made), nlp.vocab) for _ in range(2500)]  # the labels of crossing arcs come from these
    nlp.initialize(lambda: [unannotated(doc) for doc in first])
    fit(nlp, mixture(documents, nlp.vocab, seed), steps=steps, seed=seed)
    fix_random_seed(seed + 1)
    polish = int(POLISH * steps)
    fit(nlp, mixture(documents, nlp.vocab, seed + 1), steps=polish, seed=seed + 1, top=POLISH_RATE)
    return nlp
