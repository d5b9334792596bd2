from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.errors import FormatError
from quotetrack.training.pipeline_convert import is_projective, is_tree, to_clear
from quotetrack.training.pipeline_trees import Document, Word, gum_entities, open_gum, read_conllu

HEADER = "# newdoc id = made_up\n# newpar\n# sent_id = 1\n"


def tree(rows: str) -> list[Word]:
    """Words from rows of ``form pos tag head label``, heads counted from 1 as in CoNLL-U; the lemma is the form."""
    words = []
    for number, row in enumerate(rows.strip().splitlines()):
        form, pos, tag, head, label = row.split()
        target = int(head) - 1 if head != "0" else number
        words.append(Word(number, form, form.lower(), pos, tag, "", target, label))
    return words


def arcs(words: list[Word]) -> set[str]:
    return {f"{word.form} <-{word.label}- {words[word.head].form}" for word in words}


def test_prepositions_head_their_nouns() -> None:
    words = tree(
        """The DET DT 2 det
        envoy NOUN NN 3 nsubj
        spoke VERB VBD 0 root
        in ADP IN 5 case
        Lima PROPN NNP 3 obl
        . PUNCT . 3 punct"""
    )
    assert to_clear(words)
    assert {"envoy <-nsubj- spoke", "in <-prep- spoke", "Lima <-pobj- in", "spoke <-ROOT- spoke"} <= arcs(words)


def test_the_copula_heads_its_predicate() -> None:
    words = tree(
        """The DET DT 2 det
        offer NOUN NN 4 nsubj
        is AUX VBZ 4 cop
        generous ADJ JJ 0 root
        . PUNCT . 4 punct"""
    )
    assert to_clear(words)
    assert {"offer <-nsubj- is", "generous <-acomp- is", "is <-ROOT- is", ". <-punct- is"} <= arcs(words)


def test_a_predicate_noun_is_an_attribute() -> None:
    words = tree(
        """She PRON PRP 4 nsubj
        is AUX VBZ 4 cop
        a DET DT 4 det
        surgeon NOUN NN 0 root
        in ADP IN 6 case
        Turin PROPN NNP 4 nmod
        . PUNCT . 4 punct"""
    )
    assert to_clear(words)
    assert {"She <-nsubj- is", "surgeon <-attr- is", "in <-prep- surgeon", "Turin <-pobj- in"} <= arcs(words)


def test_each_conjunct_hangs_on_the_one_before() -> None:
    words = tree(
        """Bakers NOUN NNS 6 nsubj
        , PUNCT , 3 punct
        cooks NOUN NNS 1 conj
        and CCONJ CC 5 cc
        waiters NOUN NNS 1 conj
        marched VERB VBD 0 root
        . PUNCT . 6 punct"""
    )
    assert to_clear(words)
    assert {"cooks <-conj- Bakers", "waiters <-conj- cooks", "and <-cc- cooks", ", <-punct- Bakers"} <= arcs(words)


def test_the_last_word_heads_a_name() -> None:
    words = tree(
        """Nadia PROPN NNP 3 nsubj
        Rahman PROPN NNP 1 flat
        resigned VERB VBD 0 root
        . PUNCT . 3 punct"""
    )
    assert to_clear(words)
    assert {"Nadia <-compound- Rahman", "Rahman <-nsubj- resigned"} <= arcs(words)


def test_a_speech_verb_heads_the_words_before_it() -> None:
    words = tree(
        """“ PUNCT `` 3 punct
        It PRON PRP 3 nsubj
        works VERB VBZ 0 root
        , PUNCT , 3 punct
        ” PUNCT '' 3 punct
        she PRON PRP 7 nsubj
        say VERB VBD 3 parataxis
        . PUNCT . 3 punct"""
    )
    assert to_clear(words)
    assert {"works <-ccomp- say", "she <-nsubj- say", "say <-ROOT- say", ". <-punct- say", "” <-punct- works"} <= arcs(
        words
    )
    assert is_projective(words)


def test_words_after_a_colon_are_what_is_said() -> None:
    words = tree(
        """She PRON PRP 2 nsubj
        say VERB VBD 0 root
        : PUNCT : 6 punct
        “ PUNCT `` 6 punct
        It PRON PRP 6 nsubj
        works VERB VBZ 2 parataxis
        . PUNCT . 6 punct
        ” PUNCT '' 6 punct"""
    )
    assert to_clear(words)
    assert {"works <-ccomp- say", "She <-nsubj- say"} <= arcs(words)


def test_a_parenthesis_that_nobody_speaks_stays() -> None:
    words = tree(
        """Prices NOUN NNS 2 nsubj
        fell VERB VBD 0 root
        , PUNCT , 4 punct
        say VERB VB 2 parataxis
        . PUNCT . 2 punct"""
    )
    assert to_clear(words)
    assert "say <-parataxis- fell" in arcs(words)


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("nsubj:pass", "nsubjpass"),
        ("obj", "dobj"),
        ("iobj", "dative"),
        ("acl:relcl", "relcl"),
        ("compound:prt", "prt"),
        ("vocative", "npadvmod"),
        ("reparandum", "dep"),
    ],
)
def test_labels(label: str, wanted: str) -> None:
    words = tree(f"thing NOUN NN 2 {label}\nhappened VERB VBD 0 root")
    assert to_clear(words)
    assert words[0].label == wanted


def test_passive_agents_and_fixed_prepositions() -> None:
    words = tree(
        """They PRON PRP 3 nsubj:pass
        were AUX VBD 3 aux:pass
        freed VERB VBN 0 root
        by ADP IN 5 case
        Norway PROPN NNP 3 obl:agent
        because ADP IN 8 case
        of ADP IN 6 fixed
        protests NOUN NNS 3 obl
        . PUNCT . 3 punct"""
    )
    assert to_clear(words)
    assert {"by <-agent- freed", "Norway <-pobj- by", "because <-prep- freed"} <= arcs(words)
    assert {"of <-prep- because", "protests <-pobj- of", "were <-auxpass- freed"} <= arcs(words)


def test_a_circle_is_no_tree() -> None:
    words = tree("a X X 2 dep\nb X X 1 dep\nc X X 0 root")
    assert not is_tree(words)


def test_conllu_gives_documents_paragraphs_and_white_space(tmp_path: Path) -> None:
    rows = [
        "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_",
        "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_",
        "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_",
        "3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No",
        "3.1\tnothing\t_\t_\t_\t_\t_\t_\t_\t_",
        "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_",
    ]
    path = tmp_path / "made_up.conllu"
    path.write_text(
        HEADER + "\n".join(rows) + "\n\n# sent_id = 2\n1\tStay\tstay\tVERB\tVB\t_\t0\troot\t_\t_\n", "utf-8"
    )
    (document,) = read_conllu(path)
    first, second = document.sentences
    assert "".join(w.form + " " * w.space for w in first.words) == "don't go. "
    assert (first.paragraph, second.paragraph) == (True, False)
    assert [w.head for w in first.words] == [2, 2, 2, 2]


@pytest.mark.parametrize("row", ["1\tshort", "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_"], ids=["columns", "head"])
def test_a_broken_treebank_is_refused_with_its_place(tmp_path: Path, row: str) -> None:
    path = tmp_path / "made_up.conllu"
    path.write_text(f"{HEADER}{row}\n\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"made_up\.conllu line \d"):
        read_conllu(path)


def test_documents_of_gum_under_a_non_commercial_licence_are_left_out() -> None:
    names = ["GUM_news_expo", "GUM_fiction_moon", "GUM_conversation_toys", "GUM_vlog_hair", "GUM_court_fire"]
    names += ["GUM_textbook_anthropology", "GUM_textbook_grit"]
    assert [d.name for d in open_gum([Document(name) for name in names])] == ["GUM_news_expo", "GUM_textbook_grit"]


def test_entities_of_gum_nest() -> None:
    words = tree("Mayor NOUN NN 0 root\nof ADP IN 3 case\nTurin PROPN NNP 1 nmod")
    words[0].misc = "Entity=(1-person-new"
    words[2].misc = "SpaceAfter=No|Entity=(2-place-new-cf1)1)"
    assert set(gum_entities(words)) == {(2, 3, "place"), (0, 3, "person")}
