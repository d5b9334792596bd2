from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from spacy.lang.en import English

from quotetrack.training.pipeline_augment import curly, invented_passages, straight, swapped
from quotetrack.training.pipeline_entities import (
    Passage,
    read_gmb,
    read_iob2,
    read_silver,
    read_wikigold,
    retokenized,
    settled,
    tags_to_names,
)


def named(passage: Passage) -> list[tuple[str, str]]:
    return [(" ".join(passage.words[start:end]), label) for start, end, label in passage.names]


@pytest.fixture(scope="module")
def nlp() -> English:
    return English()


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        (["B-PER", "I-PER", "O"], [(0, 2, "PER")]),
        (["I-PER", "I-PER", "I-ORG"], [(0, 2, "PER"), (2, 3, "ORG")]),
        (["B-LOC", "B-LOC"], [(0, 1, "LOC"), (1, 2, "LOC")]),
        (["O"], []),
    ],
)
def test_tags(tags: list[str], names: list[tuple[int, int, str]]) -> None:
    assert tags_to_names(tags) == names


def test_titles_are_cut_off_names_and_nationalities_are_unknown(tmp_path: Path, nlp: English) -> None:
    rows = [
        ("Prime", "B-per"),
        ("Minister", "I-per"),
        ("Lindqvist", "I-per"),
        ("met", "O"),
        ("Andean", "B-gpe"),
        ("Peruvian", "B-gpe"),
    ]
    rows += [("officials", "O"), ("in", "O"), ("Lima", "B-geo"), ("Tuesday", "B-tim"), (".", "O")]
    lines = [f"{'Sentence: 1' if n == 0 else ''},{word},X,{tag}" for n, (word, tag) in enumerate(rows)]
    path = tmp_path / "gmb.csv"
    path.write_text("Sentence #,Word,POS,Tag\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (passage,) = read_gmb(path)
    assert named(passage) == [("Lindqvist", "PERSON"), ("Andean", ""), ("Peruvian", ""), ("Lima", "LOC")]
    doc = passage.doc(nlp.vocab)
    assert doc.text.strip() == "Prime Minister Lindqvist met Andean Peruvian officials in Lima Tuesday."
    kinds = {token.text: token.ent_iob_ for token in doc}
    assert (kinds["Andean"], kinds["Peruvian"], kinds["met"]) == ("", "O", "O")  # unknown, a nationality, no name


def test_wikigold_and_universal_ner(tmp_path: Path) -> None:
    wikigold = tmp_path / "wikigold.txt"
    wikigold.write_text("Ada I-PER\nLund I-PER\nsings O\n. O\n\nPolish I-MISC\n\n", encoding="utf-8")
    (passage,) = read_wikigold(wikigold)
    assert named(passage) == [("Ada Lund", "PERSON"), ("Polish", "")]
    iob2 = tmp_path / "made_up.iob2"
    iob2.write_text("# newdoc id = a\n# text = (Lima)\n1\t(\tO\t-\t-\n2\tLima\tB-LOC\t-\t-\n3\t)\tO\t-\t-\n\n", "utf-8")
    ((name, (sentence,)),) = read_iob2(iob2)
    assert (name, named(sentence), sentence.spaces) == ("a", [("Lima", "LOC")], (False, False, False))


def test_a_surname_alone_is_the_person_of_the_article(tmp_path: Path, nlp: English) -> None:
    text = "Ada Lund spoke. Lund left the Greens."
    entities = [[0, 8, "PERSON"], [16, 20, "ORGANIZATION"], [30, 36, "MISC"]]
    silver, articles = tmp_path / "silver.jsonl", tmp_path / "articles.jsonl"
    silver.write_text(json.dumps({"id": "a", "sentences": [[0, 15], [16, 37]], "entities": entities}) + "\n", "utf-8")
    articles.write_text(json.dumps({"id": "a", "text": text}) + "\n", encoding="utf-8")
    (passage,) = read_silver(silver, articles, nlp.vocab)
    assert named(passage) == [("Ada Lund", "PERSON"), ("Lund", "PERSON"), ("Greens", "")]
    assert passage.doc(nlp.vocab).text == text


def test_stray_labels_are_overruled() -> None:
    passages = [Passage(("Norway",), (False,), ((0, 1, label),)) for label in ("LOC",) * 6 + ("PERSON",)]
    assert {label for passage in settled(passages) for *_, label in passage.names} == {"LOC"}
    few = passages[-2:]
    assert settled(few) == few


def test_words_are_cut_as_in_running_text(nlp: English) -> None:
    passage = Passage(("Kuala-Lumpur", "won"), (True, False), ((0, 1, "LOC"),))
    assert named(retokenized(passage, nlp.tokenizer)) == [("Kuala - Lumpur", "LOC")]


def test_exchanged_names_keep_their_places_and_kin() -> None:
    words = ("Ada", "Lund", "met", "J.", "Ode", "of", "Brinkco", ".", "Lund", "left", ".")
    names = ((0, 2, "PERSON"), (3, 5, "PERSON"), (6, 7, "ORG"), (8, 9, "PERSON"))
    passage = Passage(words, (True,) * len(words), names)
    new = swapped(passage, random.Random(1), rate={"PERSON": 1.0, "ORG": 1.0})
    first, second, organisation, again = named(new)
    assert first[0] != "Ada Lund" and first[0].split()[1] == again[0]
    assert second[0].startswith("J. ") and second[0] != "J. Ode"
    assert organisation[1] == "ORG" and organisation[0] != "Brinkco"
    assert len(new.words) == len(new.spaces)
    assert swapped(passage, random.Random(1), rate={}) == passage


def test_marks_change_and_nothing_else() -> None:
    passage = Passage(('"', "It's", '"', "``", "a", "''"), (True,) * 6, ())
    assert curly(passage).words == ("“", "It’s", "”", "“", "a", "”")
    assert straight(curly(passage)).words == ('"', "It's", '"', '"', "a", '"')


def test_made_up_sentences_know_their_names(nlp: English) -> None:
    stream = invented_passages(random.Random(2))
    for _ in range(60):
        passage = next(stream)
        assert all(passage.words[start][:1].isupper() for start, _, _ in passage.names)
        assert not any("{" in word for word in passage.words)
        assert len(passage.doc(nlp.vocab)) == len(passage.words)
