"""The table of lemmas: endings and their edits, learned from treebanks, each only where a shorter one errs."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from quotetrack.lang.lemmas import LONGEST, Edit, find_edit
from quotetrack.training.pipeline_trees import Document

LEAST = 3  # word forms that must share an ending before it makes a rule
TWICE = 2  # a single odd word counts if it was seen so often, or is a verb

Rules = dict[str, dict[str, Edit]]


def edit_of(form: str, lemma: str) -> Edit:
    """Return how many letters to take off the end of a form, and which to put there.

    >>> edit_of("denied", "deny")
    (3, 'y')
    """
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def learn_lemmas(documents: Iterable[Document]) -> Rules:
    """Learn tag -> ending -> edit; ``^`` and a whole word for what follows no rule."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in documents:
        for sentence in document.sentences:
            for word in sentence.words:
                seen[word.tag, word.lower][word.lemma.lower().replace("’", "'")] += 1
    usual = {key: lemmas.most_common(1)[0] for key, lemmas in seen.items()}
    endings: dict[str, dict[str, Counter[Edit]]] = defaultdict(lambda: defaultdict(Counter))
    for (tag, form), (lemma, _) in usual.items():
        for size in range(min(len(form) - 1, LONGEST) + 1):
            endings[tag][form[len(form) - size :]][edit_of(form, lemma)] += 1
    rules: Rules = {}
    for tag in sorted(endings):
        mine: dict[str, Edit] = {}
        for ending in sorted(endings[tag], key=lambda e: (len(e), e)):
            edit, count = endings[tag][ending].most_common(1)[0]
            if count >= LEAST and edit[0] <= len(ending) and edit != find_edit(mine, "\0" + ending):
                mine[ending] = edit
        for (its, form), (lemma, count) in sorted(usual.items()):
            edit = edit_of(form, lemma)
            if its == tag and edit != find_edit(mine, form) and (count >= TWICE or tag.startswith("VB")):
                mine["^" + form] = edit
        if mine:
            rules[tag] = mine
    return rules


def write_lemmas(path: Path, rules: Rules) -> None:
    """Write the table, a tag a line."""
    lines = [f"{json.dumps(tag)}: {json.dumps(edits, ensure_ascii=False)}" for tag, edits in rules.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
