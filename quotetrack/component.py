"""quotetrack as a spaCy component: ``nlp.add_pipe("quotetrack")``, then ``doc._.attributions``."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from quotetrack.errors import PipelineError
from quotetrack.find.finder import Finder
from quotetrack.find.tagger import Tagger
from quotetrack.lang import check_pipeline
from quotetrack.models import Attribution, Extraction, Speaker
from quotetrack.serialize import from_dict, to_dict

SPANS = "quotetrack"  # doc.spans["quotetrack"]: each part of each content, labelled by kind


def _extraction(doc: Doc) -> Extraction | None:
    """Build the extraction from what the component stored; only plain values live in a Doc, so that it serialises."""
    stored = doc._.quotetrack
    return None if stored is None else from_dict({**stored, "article": {**stored["article"], "text": doc.text}})


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    extraction = _extraction(doc)
    return () if extraction is None else extraction.attributions


def _speakers(doc: Doc) -> tuple[Speaker, ...]:
    extraction = _extraction(doc)
    return () if extraction is None else extraction.speakers


def register_extensions() -> None:
    """Make ``doc._.attributions``, ``doc._.speakers`` and ``doc._.extraction`` known to spaCy.

    Adding the component does it; call it yourself to read a DocBin in a program that adds no component.
    """
    if not Doc.has_extension("quotetrack"):
        Doc.set_extension("quotetrack", default=None)
        Doc.set_extension("extraction", getter=_extraction)
        Doc.set_extension("attributions", getter=_attributions)
        Doc.set_extension("speakers", getter=_speakers)


class QuoteTracker:
    """Is the component: reads a parsed Doc, stores plain values on it, and marks the contents in ``doc.spans``."""

    def __init__(self, nlp: Language, name: str, *, model: str | None, threads: int) -> None:
        self.name = name
        self.nlp = nlp
        self.finder = Finder(nlp, Tagger.load(model, threads=threads))
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of a parsed Doc and store them on it.

        Raises:
            PipelineError: the Doc has no sentences.
        """
        if len(doc) and not doc.has_annotation("SENT_START"):
            check_pipeline(self.nlp)
            raise PipelineError(
                "the Doc has no sentences: add 'quotetrack' after the parser, nlp.add_pipe('quotetrack', last=True)"
            )
        extraction = self.finder.extract_doc(doc)
        stored = to_dict(extraction)
        del stored["article"]["text"]  # the Doc has it
        doc._.quotetrack = stored
        parts = [(a, part) for a in extraction for part in a.content]
        spans = (doc.char_span(p.start, p.end, label=a.kind, alignment_mode="expand") for a, p in parts)
        doc.spans[SPANS] = [span for span in spans if span is not None]
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the models come with the package."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> QuoteTracker:
        """Read nothing."""
        return self

    def to_disk(self, _: Any, **__: Any) -> None:
        """Write nothing: the models come with the package."""

    def from_disk(self, _: Any, **__: Any) -> QuoteTracker:
        """Read nothing."""
        return self


@Language.factory(
    "quotetrack",
    requires=["token.is_sent_start", "token.pos", "token.lemma"],
    assigns=["doc._.attributions", "doc._.speakers", "doc._.extraction", "doc.spans"],
    default_config={"model": None, "threads": 1},
)
def make_quotetrack(nlp: Language, name: str, model: str | None, threads: int) -> QuoteTracker:
    """Make the component for ``nlp.add_pipe("quotetrack", config={"model": PATH, "threads": 1})``."""
    return QuoteTracker(nlp, name, model=model, threads=threads)
