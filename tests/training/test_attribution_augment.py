"""Augmentation changes how an article is printed, never what its annotation points at."""

from __future__ import annotations

import random
import re

import pytest

pytest.importorskip("torch")

from quotetrack.find.marks import scan
from quotetrack.training.attribution_augment import (
    MARK_STYLES,
    Edit,
    _dateline,
    _headline,
    _inverted,
    _marks,
    _names,
    _transcript,
    _verbs,
    apply,
    augment,
)
from quotetrack.training.attribution_data import Example, Gold
from quotetrack.training.attribution_words import QUOTING_VERBS, VERBS

TEXT = (
    "Harbour pilots reject new rota.\n\n"
    "“The rota is ‘unsafe’ and it won’t work,” said Mira Castell, who leads the pilots’ guild.\n\n"
    "The harbour master, Joel Brandt, denied that Castell had been ignored.\n\n"
    "“We met her twice,” Brandt said."
)


def _gold(source: str, cue: str, *content: str) -> Gold:
    def spans(*phrases: str) -> tuple[tuple[int, int], ...]:
        return tuple((TEXT.index(p), TEXT.index(p) + len(p)) for p in phrases)

    return Gold(spans(source), spans(cue), spans(*content))


GOLDS = (
    _gold("Mira Castell, who leads the pilots’ guild", "said", "“The rota is ‘unsafe’ and it won’t work,”"),
    _gold("The harbour master, Joel Brandt", "denied", "that Castell had been ignored"),
    Gold(
        ((TEXT.rindex("Brandt"), TEXT.rindex("Brandt") + 6),),
        ((TEXT.rindex("said"), TEXT.rindex("said") + 4),),
        ((TEXT.index("“We"), TEXT.index("twice,”") + 7),),
    ),
)
NAMES = tuple(
    (m.start(), m.end(), "PERSON")
    for m in re.finditer("Mira Castell|Joel Brandt|Castell(?= had)|Brandt(?= said)", TEXT)
)
ARTICLE = Example("harbour", TEXT, GOLDS, NAMES)


def _words(example: Example) -> list[list[str]]:
    """Return what each attribution's spans cover, letters only: what no change of marks or layout may touch."""
    return [
        [re.sub(r"\W+", " ", example.text[s:e]).strip() for spans in (g.source, g.cue, g.content) for s, e in spans]
        for g in example.attributions
    ]


def test_edits_move_the_spans_behind_them() -> None:
    changed = apply(ARTICLE, [Edit(0, 7, "Port"), Edit(TEXT.index("said"), TEXT.index("said") + 4, "exclaimed")])
    assert changed.text.startswith("Port pilots reject")
    assert [w[1] for w in _words(changed)] == ["exclaimed", "denied", "said"]
    assert [w[2] for w in _words(changed)] == [w[2] for w in _words(ARTICLE)]


def test_of_overlapping_edits_the_first_wins() -> None:
    assert apply(ARTICLE, [Edit(0, 7, "Port"), Edit(3, 14, "lost")]).text.startswith("Port pilots")


def test_an_insertion_stands_outside_the_spans_it_touches() -> None:
    article = Example("a", "Ann said no.", (Gold(((0, 3),), ((4, 8),), ((9, 11),)),))
    changed = apply(article, [Edit(0, 0, "OSLO - "), Edit(0, 3, "Beth")])
    assert changed.text == "OSLO - Beth said no."
    assert _words(changed) == [["Beth", "said", "no"]]


@pytest.mark.parametrize("seed", range(12))
def test_other_marks_leave_every_word_where_it_was(seed: int) -> None:
    changed = apply(ARTICLE, list(_marks(ARTICLE, random.Random(seed))))
    assert [re.sub(r"\W+", "", "".join(w)) for w in _words(changed)] == [
        re.sub(r"\W+", "", "".join(w)) for w in _words(ARTICLE)
    ]
    contents = [changed.text[s:e] for g in changed.attributions for s, e in g.content]
    opening = contents[0][: contents[0].index("The rota")]
    assert opening in {style[0] for style in MARK_STYLES}
    assert contents[2].startswith(opening) and contents[2].endswith(contents[0][-len(contents[0]) :][-1])
    assert contents[1] == "that Castell had been ignored"
    assert len([s for s in scan(changed.text) if s.depth == 0]) == 2


def test_a_person_keeps_one_new_name() -> None:
    changed = apply(ARTICLE, list(_names(ARTICLE, random.Random(3))))
    full, later = _words(changed)[1][0].removeprefix("The harbour master "), _words(changed)[2][0]
    assert "Brandt" not in changed.text and "Castell" not in changed.text
    assert full.lower().endswith(later.lower())


def test_a_transcript_has_the_colon_for_its_cue() -> None:
    for seed in range(20):
        changed = _transcript(ARTICLE, random.Random(seed))
        made = [g for g in changed.attributions if changed.text[slice(*g.cue[0])] == ":"]
        if made:
            assert changed.text[slice(*made[0].source[0])].lower() == "brandt"
            assert "We met her twice" in changed.text[slice(*made[0].content[0])]
            assert len(changed.attributions) == len(GOLDS)
            return
    pytest.fail("no seed made a transcript")


def test_a_dateline_belongs_to_no_span() -> None:
    article = Example("a", "Ann said no.", (Gold(((0, 3),), ((4, 8),), ((9, 11),)),))
    changed = apply(article, list(_dateline(article, random.Random(1))))
    assert changed.text.endswith("Ann said no.") and changed.text != article.text
    assert _words(changed) == _words(article)


def test_another_verb_says_the_same() -> None:
    changed = [apply(ARTICLE, list(_verbs(ARTICLE, random.Random(seed)))) for seed in range(30)]
    cues = {words[1] for article in changed for words in _words(article)}
    assert {"said", "denied"} < cues <= {"said", "denied", *(past for past, _ in VERBS + QUOTING_VERBS)}
    for article in changed:
        assert [(s, c) for s, _, c in _words(article)] == [(s, c) for s, _, c in _words(ARTICLE)]
        assert _words(article)[1][1] == "denied"


def test_said_roe_and_roe_said_change_places() -> None:
    changed = [_inverted(ARTICLE, random.Random(seed)) for seed in range(30)]
    assert all(_words(article) == _words(ARTICLE) for article in changed)
    assert {article.text[-14:].strip(" ”,") for article in changed} == {"Brandt said.", "said Brandt."}
    assert all("said Mira Castell, who" in article.text for article in changed), "a source with a clause stays behind"
    again = next(article for article in changed if "said Brandt" in article.text)
    assert any(_inverted(again, random.Random(seed)).text == TEXT for seed in range(30))


def test_a_headline_says_what_the_article_says() -> None:
    headlines = {}
    for seed in range(60):
        changed = _headline(ARTICLE, random.Random(seed))
        assert _words(changed)[1:] == _words(ARTICLE)
        first = changed.attributions[0]
        assert changed.text.index("\n") > max(spans[0][1] for spans in (first.source, first.cue)) - 1
        source, _, content = _words(changed)[0]
        assert (source, content) == ("Brandt", "We met her twice")
        headlines[changed.text[slice(*first.cue[0])]] = changed.text.split("\n")[0]
    assert {":", "says"} < set(headlines)
    assert headlines[":"].startswith("Brandt: ")


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_drawn_spans_stay_inside_the_text_and_cues_stay_cues(seed: int) -> None:
    changed = augment(ARTICLE, random.Random(seed))
    assert len(changed.attributions) - len(GOLDS) in (0, 1), "one more is the headline's"
    verbs = {form for pair in VERBS + QUOTING_VERBS for form in pair}
    for gold in changed.attributions:
        for start, end in (*gold.source, *gold.cue, *gold.content):
            assert 0 <= start < end <= len(changed.text)
        assert changed.text[slice(*gold.cue[0])].lower() in {"said", "says", "denied", ":", *verbs}


def test_the_same_seed_prints_the_same_article() -> None:
    assert augment(ARTICLE, random.Random(7)) == augment(ARTICLE, random.Random(7))
