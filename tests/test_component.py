"""quotetrack inside a spaCy pipeline: results on the Doc survive what Docs go through."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from quotetrack.component import register_extensions
from quotetrack.errors import PipelineError
from quotetrack.lang import load_pipeline

TEXT = "“We will appeal,” said Ada Obi, a lawyer for the city."


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded = load_pipeline()
    loaded.add_pipe("quotetrack")
    return loaded


def told(doc: Doc) -> list[tuple[str, str]]:
    return [(a.speaker.name, a.text) for a in doc._.attributions]


EXPECTED = [("Ada Obi", "We will appeal")]


def test_attributions_are_on_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert told(doc) == EXPECTED
    assert [span.text for span in doc.spans["quotetrack"]] == ["We will appeal"]
    assert [s.name for s in doc._.speakers] == ["Ada Obi"]
    assert doc._.extraction.article.text == TEXT


def test_they_survive_bytes(nlp: Language) -> None:
    assert told(Doc(nlp.vocab).from_bytes(nlp(TEXT).to_bytes())) == EXPECTED


def test_they_survive_docbin(nlp: Language) -> None:
    stored = DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    register_extensions()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert told(doc) == EXPECTED


def test_they_survive_processes(nlp: Language) -> None:
    assert [told(doc) for doc in nlp.pipe([TEXT, "Rain fell."], n_process=2)] == [EXPECTED, []]


def test_an_unread_doc_has_none(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    assert (doc._.attributions, doc._.speakers, doc._.extraction) == ((), (), None)


def test_a_pipeline_without_parser_is_refused() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("quotetrack")
    with pytest.raises(PipelineError, match="parser"):
        blank(TEXT)
