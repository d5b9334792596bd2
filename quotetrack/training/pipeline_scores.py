"""Scores of a spaCy pipeline on raw text: trees, lemmas, sentences, quotations on their verbs, and names.

Every text of the treebanks is given whole and untokenized; a word counts as right only if the tokenizer found it. F1
over words as in the CoNLL 2018 shared task (Zeman et al. 2018), with the gold trees converted to ClearNLP's style.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from quotetrack.training.pipeline_entities import Passage, join, read_iob2
from quotetrack.training.pipeline_parse import MARKS, converted, gold_doc
from quotetrack.training.pipeline_trees import read_conllu

SPEECH = frozenset(
    """say tell add ask reply answer explain announce claim note warn argue insist state declare report confirm admit
    acknowledge believe suggest complain write think""".split()
)
SAME_LABEL = {"GPE": "LOC", "FAC": "LOC", "PER": "PERSON"}  # labels of other pipelines


def f1(right: int, gold: int, found: int) -> float:
    """Return F1 in percent."""
    return 200 * right / (gold + found) if gold + found else 0.0


def by_offset(doc: Doc) -> dict[tuple[int, int], Token]:
    """Return a doc's words by their offsets, white space left out."""
    return {(token.idx, token.idx + len(token)): token for token in doc if not token.is_space}


def same_head(one: Token, other: Token) -> bool:
    """Say whether two words of two docs hang on the same place."""
    if one.head is one or other.head is other or one.head.i == one.i or other.head.i == other.i:
        return one.head.i == one.i and other.head.i == other.i
    return one.head.idx == other.head.idx and len(one.head) == len(other.head)


def sentence_offsets(doc: Doc) -> set[tuple[int, int]]:
    """Return the offsets of a doc's sentences without white space around them."""
    found = set()
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            found.add((words[0].idx, words[-1].idx + len(words[-1])))
    return found


def tree_scores(nlp: Language, path: Path) -> dict[str, float]:
    """Score tags, lemmas, trees and sentences on a treebank."""
    right: Counter[str] = Counter()
    gold_words = found_words = 0
    sentences = [0, 0, 0]
    for document in converted(read_conllu(path)):
        gold = gold_doc(document.sentences, nlp.vocab, line_break="\n\n")
        found = nlp(gold.text)
        known, new = by_offset(gold), by_offset(found)
        gold_words += len(known)
        found_words += len(new)
        for place in known.keys() & new.keys():
            one, other = known[place], new[place]
            head = same_head(one, other)
            right["UPOS"] += one.pos == other.pos
            right["XPOS"] += one.tag == other.tag
            right["lemma"] += one.lemma_.lower() == other.lemma_.lower()
            right["UAS"] += head
            right["LAS"] += head and one.dep == other.dep
        edges, others = sentence_offsets(gold), sentence_offsets(found)
        sentences = [sentences[0] + len(edges & others), sentences[1] + len(edges), sentences[2] + len(others)]
    scores = {name: f1(count, gold_words, found_words) for name, count in right.items()}
    return scores | {"sentences": f1(*sentences)}


def quotation_scores(nlp: Language, paths: Sequence[Path]) -> dict[str, float]:
    """Return how often, in sentences with quotation marks, what is said and who says it hang on the speech verb."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path in paths:
        for document in converted(read_conllu(path)):
            gold = gold_doc(document.sentences, nlp.vocab, line_break="\n\n")
            new = by_offset(nlp(gold.text))
            for sentence in gold.sents:
                if any(token.text in MARKS for token in sentence):
                    for token in sentence:
                        kind = _quotation_part(token)
                        if kind:
                            other = new.get((token.idx, token.idx + len(token)))
                            total[kind] += 1
                            right[kind] += bool(other and other.dep == token.dep and same_head(token, other))
    return {f"{kind} of {total[kind]}": 100 * right[kind] / max(1, total[kind]) for kind in sorted(total)}


def _quotation_part(token: Token) -> str:
    verb = token.head
    if verb.lemma_.lower() not in SPEECH or verb.i == token.i:
        return ""
    if token.dep_ == "ccomp":
        return "said"
    spoken = verb.pos_ == "VERB" and any(child.dep_ == "ccomp" for child in verb.children)
    return "speaker" if token.dep_ == "nsubj" and spoken else ""


def name_scores(nlp: Language, documents: Sequence[Sequence[Passage]]) -> dict[str, float]:
    """Score exact names by type, of any type, and regardless of type."""
    counts = {key: [0, 0, 0] for key in ("PERSON", "ORG", "LOC", "all", "untyped")}
    for sentences in documents:
        gold = join(sentences).doc(nlp.vocab)
        found = nlp(gold.text)
        known = {_named(entity) for entity in gold.ents}
        new = {_named(entity) for entity in found.ents}
        new = {name for name in new if name[2] in counts}
        for key in counts:
            one = {n[:2] if key == "untyped" else n for n in known if key in ("all", "untyped", n[2])}
            other = {n[:2] if key == "untyped" else n for n in new if key in ("all", "untyped", n[2])}
            for index, number in enumerate((len(one & other), len(one), len(other))):
                counts[key][index] += number
    return {key: f1(*count) for key, count in counts.items()}


def _named(entity: Span) -> tuple[int, int, str]:
    return entity.start_char, entity.end_char, SAME_LABEL.get(entity.label_, entity.label_)


def main(arguments: Sequence[str]) -> int:
    """Print the scores of a pipeline: ``python -m quotetrack.training pipeline-scores --help``."""
    parser = argparse.ArgumentParser(prog="pipeline-scores", description="Score a spaCy pipeline on raw text.")
    parser.add_argument("--pipeline", type=Path, help="directory of the pipeline (default: the embedded one)")
    parser.add_argument("--trees", type=Path, nargs="*", default=[], help="CoNLL-U files")
    parser.add_argument("--names", type=Path, nargs="*", default=[], help="IOB2 files of Universal NER")
    given = parser.parse_args(arguments)

    from quotetrack.lang import load_pipeline

    nlp = load_pipeline(given.pipeline)
    for path in given.trees:
        _show(path.name, tree_scores(nlp, path))
    if given.trees:
        _show("quotations in all of these", quotation_scores(nlp, given.trees))
    for path in given.names:
        _show(path.name, name_scores(nlp, [sentences for _, sentences in read_iob2(path)]))
    return 0


def _show(title: str, scores: dict[str, float]) -> None:
    print(f"{title:28}", "  ".join(f"{name} {score:.1f}" for name, score in scores.items()), flush=True)
