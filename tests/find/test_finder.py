"""The stages together: what a caller of `Finder` may rely on, whatever the models find."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from quotetrack.errors import InputError, PipelineError
from quotetrack.find.finder import Finder, chunks
from quotetrack.find.forms import compatible
from quotetrack.lang import load_pipeline
from quotetrack.models import Article, Extraction, Failure, TextSpan
from quotetrack.serialize import from_json, to_json

NEWS = (
    "“We will appeal,” said Ada Obi, a lawyer for the city. Tunde Bello, the mayor, told reporters on Monday that the "
    "bridge would reopen in May. He denied that money was missing."
)


fast = cache(lambda: Finder.load(model="fast"))
loaded = cache(Finder.load)  # once for the fixture and for Hypothesis


@pytest.fixture
def finder() -> Finder:
    return loaded()


def spans(result: Extraction) -> Iterator[TextSpan]:
    for a in result:
        yield from (*a.content, *a.cue, *a.source)
        if a.addressee is not None:
            yield a.addressee
        if a.said_on is not None:
            yield TextSpan(a.said_on.start, a.said_on.end, a.said_on.text)
    for s in result.speakers:
        yield from s.mentions
        for role in s.roles:
            yield TextSpan(role.start, role.end, role.text)


def assert_consistent(result: Extraction) -> None:
    text = result.article.text
    for span in spans(result):
        assert text[span.start : span.end] == span.text
    outer = [a.id for a in result if a.parent is None]  # those inside others are numbered behind them
    assert outer + [a.id for a in result if a.parent] == [f"a{i + 1}" for i in range(len(result))]
    for a in result:
        assert a.content
        assert all(part.text.strip() for part in a.content)
        assert a.speaker is None or a.speaker in result.speakers
        assert 0.0 <= a.confidence <= 1.0
    spoken = {a.speaker.id for a in result if a.speaker is not None}
    assert {s.id for s in result.speakers} == spoken


def test_who_said_what(finder: Finder) -> None:
    result = finder.extract(NEWS)
    assert_consistent(result)
    told = [(a.speaker.name if a.speaker else None, a.kind, a.text, a.act) for a in result]
    assert told == [
        ("Ada Obi", "direct", "We will appeal", "statement"),
        ("Tunde Bello", "indirect", "the bridge would reopen in May", "statement"),
        ("Tunde Bello", "indirect", "money was missing", "denial"),
    ]
    assert result[1].addressee is not None and result[1].addressee.text == "reporters"
    assert result[1].said_on is not None and "Monday" in result[1].said_on.text
    assert [role.title for role in result.speakers[1].roles] == ["mayor"]


def test_who_is_named_in_a_quotation_does_not_speak_it(finder: Finder) -> None:
    result = finder.extract("One voter, a nurse in her forties, shrugged. “Ada Obi has let us down,” she said.")
    assert [a.speaker and a.speaker.name for a in result.attributions] == [None]


def test_a_day_is_of_its_own_sentence(finder: Finder) -> None:
    result = finder.extract("Ann Field said on Monday that it was late. Ben Cole said it was early.")
    assert [a.said_on and a.said_on.text for a in result.attributions] == ["Monday", None]


def test_labels_with_a_point_are_the_questioner_and_the_answerer_no_initials(finder: Finder) -> None:
    result = finder.extract("Q. What do you cook?\n\nA. Toast, mostly.\n\nQ. And butter?\n\nA. Salted, I fear.")
    assert_consistent(result)
    assert [(a.kind, a.text, a.speaker and a.speaker.label) for a in result] == [
        ("direct", "What do you cook?", "Q"),
        ("direct", "Toast, mostly", "A"),
        ("direct", "And butter?", "Q"),
        ("direct", "Salted, I fear", "A"),
    ]


ODD = st.text(
    st.sampled_from(  # marks, NUL, zero width, bidi, combining, lone surrogates, astral, odd breaks
        "\"“”‘’'«»`aA said. ,:\n\r\t\x00\u200b\u202e\u0301\ud800\udfff\U0001f600\u00a0\u2028()[]-—5£"
    ),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_odd_text_never_raises_and_offsets_hold(text: str) -> None:
    result = loaded().extract(text)
    assert_consistent(result)
    assert loaded().extract(text) == result


def test_the_same_alone_in_a_batch_and_in_processes(finder: Finder) -> None:
    texts = [NEWS, "", "No quotation here.", NEWS.replace("Obi", "Eze"), "“No,” Bello said."]
    articles = [Article(text, id=str(number)) for number, text in enumerate(texts)]
    alone = [finder.extract(article) for article in articles]
    assert list(finder.pipe(articles, batch_size=2)) == alone
    assert list(finder.pipe(articles, batch_size=2, n_process=2)) == alone


def test_one_bad_article_does_not_stop_the_rest(finder: Finder) -> None:
    unread = Failure("torn", "FormatError", "torn.txt: not UTF-8")
    good, bad, passed = finder.pipe([Article(NEWS, id="good"), 5, unread])  # type: ignore[list-item]
    assert isinstance(good, Extraction) and len(good) == 3
    assert isinstance(bad, Failure) and "must be a str" in bad.message
    assert passed is unread


def test_pipe_is_lazy(finder: Finder) -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "“No,” Bello said."

    first = next(iter(finder.pipe(endless(), batch_size=1)))
    assert isinstance(first, Extraction)


def test_a_long_article_is_read_in_chunks_with_offsets_of_the_whole(finder: Finder) -> None:
    text = ("Rain fell on the town for days and nobody came. " * 30 + "\n\n") * 20 + NEWS
    result = finder.extract(text)
    assert_consistent(result)
    assert "We will appeal" in [a.text for a in result]


def test_chunks_join_to_the_text() -> None:
    text = "One two three.\n\nFour five.\nSix " * 40 + "x" * 500
    assert "".join(chunks(text, 100)) == text
    assert max(map(len, chunks(text, 100))) <= 100


def test_it_pickles_for_worker_processes(finder: Finder) -> None:
    assert pickle.loads(pickle.dumps(finder)).extract(NEWS) == finder.extract(NEWS)


@pytest.mark.parametrize("wrong", [{"n_process": 0}, {"batch_size": 0}])
def test_wrong_numbers_are_refused(finder: Finder, wrong: dict[str, int]) -> None:
    with pytest.raises(InputError, match="must be 1 or more"):
        list(finder.pipe([NEWS], **wrong))


def test_a_pipeline_without_parser_is_refused_by_name() -> None:
    import spacy

    with pytest.raises(PipelineError, match="parser"):
        Finder.load(nlp=spacy.blank("en"))


def test_something_else_than_a_pipeline_is_refused() -> None:
    with pytest.raises(InputError, match="must be a spaCy Language, got str"):
        Finder.load(nlp="en_core_web_sm")  # type: ignore[arg-type]


def test_a_users_own_pipeline_reads_in_place_of_the_models_heads(finder: Finder) -> None:
    nlp = load_pipeline()

    def all_sentences(doc: Doc) -> Doc:
        read.append(len(list(doc.sents)))
        return doc

    read: list[int] = []
    Language.component("test_all_sentences", func=all_sentences)
    nlp.add_pipe("test_all_sentences")
    theirs = Finder.load(nlp=nlp).extract(NEWS)
    assert len(read) == 1
    assert [a.text for a in theirs] == [a.text for a in finder.extract(NEWS)]
    assert len(read) == 1


def test_a_model_without_grammar_heads_gets_the_embedded_pipeline(finder: Finder) -> None:
    without = Finder(load_pipeline(), evolve(finder.tagger, settings={"transitions": finder.tagger.transitions}))
    assert without.tagger.grammar is None
    assert [a.speaker for a in without.extract(NEWS)] == [a.speaker for a in finder.extract(NEWS)]


def test_nested_looks_inside_contents(finder: Finder) -> None:
    text = "Nurse Pia Lund said the surgeon had told her that the knife was clean."
    assert [a.parent for a in finder.extract(text)] == [None]
    result = Finder(finder.nlp, finder.tagger, nested=True).extract(text)
    assert_consistent(result)
    outer, inner = result
    assert (inner.parent, inner.text) == (outer.id, "the knife was clean")
    assert inner.source[0].text == "the surgeon"


CALL = (
    "Ann Poe -- Chief Executive Officer\n\nThank you. We expect growth next year. I told the board that prices would "
    "fall.\n\nBen Cole -- Analyst\n\nThanks. Did they agree?\n\nAnn Poe -- Chief Executive Officer\n\nThey did."
)
TRIAL = (
    "Nurse Pia Lund told the court that she had signed the form. “I trusted him,” she said. Tom Hale, who defends the "
    "hospital, asked whether she knew what the surgeon had told her. She said that he had promised that the knife "
    "was clean. “My sister told me that he was lying,” she added. Hale said that she was confused."
)


def test_nobody_speaks_inside_a_turn_unless_asked_for(finder: Finder) -> None:
    result = finder.extract(CALL)
    assert [(a.source[0].text, a.parent) for a in result] == [("Ann Poe", None), ("Ben Cole", None), ("Ann Poe", None)]
    inner = [a for a in evolve(finder, nested=True).extract(CALL) if a.parent]
    assert len({a.cue for a in inner}) == len(inner) >= 1
    assert {a.parent for a in inner} == {"a1"}
    assert "prices would fall" in [a.text for a in inner]


@pytest.mark.parametrize("text", [CALL, TRIAL, NEWS], ids=["call", "trial", "news"])
def test_what_is_inside_changes_nothing_of_the_outer_attributions(finder: Finder, text: str) -> None:
    plain, nested = finder.extract(text), evolve(finder, nested=True).extract(text)
    assert_consistent(nested)
    inner = [a for a in nested if a not in plain.attributions]
    assert tuple(a for a in nested if a not in inner) == plain.attributions
    assert nested.speakers[: len(plain.speakers)] == plain.speakers
    assert all(a.parent is not None for a in inner)
    assert len({a.id for a in nested}) == len(nested)


def test_a_finder_that_looks_inside_does_so_in_other_processes(finder: Finder) -> None:
    assert pickle.loads(pickle.dumps(evolve(finder, nested=True))).nested


def test_a_name_across_two_lines_is_one_and_its_mention_is_the_article_s() -> None:
    text = (
        "The bridge over the harbour has been closed since the storm, said Elena\nDuro, the mayor.\n\nNobody was hurt."
    )
    (speaker,) = Finder.load().extract(text).speakers
    assert speaker.name == "Elena Duro"
    assert [mention.text for mention in speaker.mentions] == ["Elena\nDuro"]


@pytest.mark.parametrize(
    "text",
    [
        "Beth Hart, Republican of Port\u00a0Hope, said no.",
        "Mr El Niño of Canada \t the affidavit said. “No,” Mr El Niño said.",
    ],
)
def test_spans_are_the_article_s_own_words_however_they_are_spaced(text: str) -> None:
    result = fast().extract(text)
    assert any(speaker.roles for speaker in result.speakers)
    assert from_json(to_json(result)) == result  # both refuse a span with other words than the article's


def test_a_name_of_marks_alone_is_nobody_s() -> None:
    assert not compatible(("", "bell"), ("r", "bell"))
