"""Lemmas: a table that anyone can extend with the words that a journalist's verbs take."""

from __future__ import annotations

import pytest

from quotetrack.lang.lemmas import lemma_of
from quotetrack.lang.lexicon import load_lexicon

CASES = """
said VBD say | told VBD tell | denied VBD deny | denying VBG deny | tweeted VBD tweet | wrote VBD write
admitted VBD admit | admitting VBG admit | argues VBZ argue | arguing VBG argue | announced VBN announce
confessed VBD confess | replies VBZ reply | replied VBD reply | quipped VBD quip | insisted VBD insist
thought VBD think | knew VBD know | has VBZ have | 's VBZ be | was VBD be | n't RB not
ministers NNS minister | companies NNS company | people NNS people | women NNS woman | spokesmen NNS spokesman
higher JJR high | Warsaw NNP Warsaw | Nations NNPS Nation | THE DT the | Said VBD say
"""


@pytest.mark.parametrize("case", [case.split() for line in CASES.strip().splitlines() for case in line.split(" | ")])
def test_lemma(case: list[str]) -> None:
    form, tag, lemma = case
    assert lemma_of(form, tag) == lemma


def regular(verb: str) -> list[tuple[str, str]]:
    """Return the forms of a regular verb that need no doubling of letters."""
    stem = verb[:-1] if verb.endswith("e") else verb
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else stem + "ed"
    return [(past, "VBD"), (stem + "ing", "VBG")]


def test_nearly_every_verb_of_speech_comes_back_from_its_regular_forms() -> None:
    verbs = [v for v in load_lexicon().speech if v.isalpha() and len(v) > 3]
    forms = [(form, tag, verb) for verb in verbs for form, tag in regular(verb)]
    wrong = [(form, lemma_of(form, tag)) for form, tag, verb in forms if lemma_of(form, tag) != verb]
    assert len(wrong) / len(forms) < 0.1, wrong
