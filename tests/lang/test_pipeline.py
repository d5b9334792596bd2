from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from thinc.api import get_current_ops

from quotetrack.errors import ModelError, PipelineError
from quotetrack.find.finder import Finder
from quotetrack.lang import DEFAULT_PIPELINE, check_pipeline, load_pipeline

SAID = "“We will not recognise the results,” Foreign Minister Sergei Lavrov said in Moscow."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def test_what_is_said_and_who_says_it_hang_on_the_cue(nlp: Language) -> None:
    words = {token.text: token for token in nlp(SAID)}
    cue = words["said"]
    assert (cue.pos_, cue.dep_, cue.lemma_) == ("VERB", "ROOT", "say")
    assert (words["Lavrov"].dep_, words["Lavrov"].head) == ("nsubj", cue)
    assert (words["recognise"].dep_, words["recognise"].head) == ("ccomp", cue)
    assert (words["Moscow"].dep_, words["Moscow"].head.text) == ("pobj", "in")


def test_names_are_found_without_titles(nlp: Language) -> None:
    assert ("Sergei Lavrov", "PERSON") in {(entity.text, entity.label_) for entity in nlp(SAID).ents}
    article = nlp("The mayor of Lisbon, Ana Costa, met engineers from Google on Tuesday.")
    found = {(entity.text, entity.label_) for entity in article.ents}
    assert {("Lisbon", "LOC"), ("Ana Costa", "PERSON"), ("Google", "ORG")} <= found


def test_noun_chunks_work(nlp: Language) -> None:
    chunks = [chunk.text for chunk in nlp("The old bridge near the harbour was closed by two engineers.").noun_chunks]
    assert {"The old bridge", "the harbour", "two engineers"} <= set(chunks)


def test_sentences_end_at_full_stops_not_inside_quotations(nlp: Language) -> None:
    text = "“It was late,” she said. “Nobody came.”\n\nThe police did not answer calls."
    assert [sentence.text.strip() for sentence in nlp(text).sents] == [
        "“It was late,” she said.",
        "“Nobody came.”",
        "The police did not answer calls.",
    ]


def test_textacy_reads_our_trees(nlp: Language) -> None:
    from textacy import extract

    quotations = list(
        extract.direct_quotations(nlp('"The bridge is safe and it will stay open," Maria Lindqvist said.'))
    )
    assert [(str(q.speaker[-1]), str(q.cue[0])) for q in quotations] == [("Lindqvist", "said")]


def test_lemmas(nlp: Language) -> None:
    lemmas = {
        token.text: token.lemma_ for token in nlp("The ministers warned that prices had doubled, and told voters.")
    }
    assert (lemmas["ministers"], lemmas["warned"], lemmas["told"], lemmas["had"]) == (
        "minister",
        "warn",
        "tell",
        "have",
    )


def test_any_length_and_no_text_at_all(nlp: Language) -> None:
    assert len(nlp("")) == 0
    run = '"' * 3000
    assert nlp(run).text == run
    assert nlp.max_length > 10_000_000


def test_the_directory_is_small_and_holds_no_pickle() -> None:
    files = [path for path in DEFAULT_PIPELINE.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 16 * 2**20
    assert not [
        path for path in files if path.suffix in (".pkl", ".pickle", ".pt", ".bin") and path.name != "lookups.bin"
    ]


def test_loading_leaves_the_global_state(nlp: Language) -> None:
    before = get_current_ops()
    load_pipeline()
    assert get_current_ops() is before


def test_a_saved_copy_loads_without_quotetrack(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    plain = spacy.load(tmp_path / "copy")
    assert [(t.text, t.dep_, t.lemma_) for t in plain(SAID)] == [(t.text, t.dep_, t.lemma_) for t in nlp(SAID)]


def test_one_changed_byte_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pipeline"
    shutil.copytree(DEFAULT_PIPELINE, folder)
    model = folder / "parser" / "model"
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(bytes(data))
    with pytest.raises(ModelError, match=r"parser/model: damaged or changed"):
        load_pipeline(folder)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pipeline"
    shutil.copytree(DEFAULT_PIPELINE, folder)
    (folder / "ner" / "model").unlink()
    with pytest.raises(ModelError, match=r"ner/model: cannot be read"):
        load_pipeline(folder)


def test_a_directory_without_a_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=re.escape(str(tmp_path))):
        load_pipeline(tmp_path)


def test_a_blank_pipeline_lacks_everything() -> None:
    with pytest.raises(PipelineError) as caught:
        check_pipeline(spacy.blank("en"))
    for factory in ("'parser'", "'tagger'", "'lemmatizer'", "'ner'", "en_core_web_sm", "load_pipeline"):
        assert factory in str(caught.value)


def test_a_disabled_component_is_named_with_its_cure(nlp: Language) -> None:
    with nlp.select_pipes(disable=["ner"]), pytest.raises(PipelineError, match=r"enable_pipe\('ner'\)"):
        check_pipeline(nlp)
    check_pipeline(nlp)


def test_rule_based_components_count() -> None:
    own = spacy.blank("en")
    for name in ("parser", "tagger", "entity_ruler"):
        own.add_pipe(name)
    own.add_pipe("lemmatizer", config={"mode": "lookup"})
    check_pipeline(own)


def test_sentences_may_come_without_a_parse() -> None:
    nlp = load_pipeline()
    nlp.remove_pipe("parser")
    nlp.add_pipe("sentencizer")
    check_pipeline(nlp)
    found = Finder.load(nlp=nlp).extract("“We will appeal,” lawyer Ada Obi said.")
    assert [a.speaker.name for a in found if a.speaker] == ["Ada Obi"]
