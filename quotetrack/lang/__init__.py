"""What quotetrack knows of a language: its embedded spaCy pipeline and attribution model, and data under `en/`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quotetrack.errors import ModelError, PipelineError
from quotetrack.lang.cards import CARD, read_card

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PIPELINE = Path(__file__).parent / "en" / "pipeline"
LONGEST_TEXT = 2**31 - 1  # characters; spaCy's own limit of a million guards the memory of a whole-text parse

# what must be set on tokens, by which annotations of spaCy's components it is recognised, and who sets it
NEEDED = (
    ("sentences", ("token.is_sent_start",), "parser"),
    ("part-of-speech tags", ("token.pos", "token.tag"), "tagger"),
    ("lemmas", ("token.lemma",), "lemmatizer"),
    ("named entities", ("doc.ents",), "ner"),
)


def load_pipeline(path: str | Path | None = None) -> Language:
    """Load the embedded English pipeline, or the spaCy pipeline in a directory, ready for quotetrack.

    The files of the embedded pipeline (and of any directory with a card) are checked against their sha256 first. The
    networks multiply matrices with numpy, which is 1.7 times as fast as spaCy's default on many processors; spaCy's
    global state stays as it was. The tokenizer is guarded against long unbroken runs, and texts may have any length.

    >>> nlp = load_pipeline()
    >>> [token.text for token in nlp("The mayor said so.") if token.pos_ == "VERB"]
    ['said']

    Raises:
        ModelError: a file is missing or damaged, or the directory holds no spaCy pipeline.
        PipelineError: the pipeline lacks a component that quotetrack needs.
    """
    import spacy
    from thinc.api import use_ops

    folder = DEFAULT_PIPELINE if path is None else Path(path)
    if path is None or (folder / CARD).exists():
        read_card(folder)
    try:
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(folder)
    except Exception as error:  # spaCy raises OSError, ValueError, KeyError and its own classes on a broken directory
        raise ModelError(f"{folder}: not a spaCy pipeline that can be loaded ({error})") from error
    check_pipeline(nlp)
    return _guarded(nlp)


def _guarded(nlp: Language) -> Language:
    """Let a pipeline read texts of any length in linear time."""
    from quotetrack.lang.tokenizer import GuardedTokenizer

    nlp.tokenizer = GuardedTokenizer(nlp.tokenizer)
    nlp.max_length = LONGEST_TEXT
    return nlp


def check_pipeline(nlp: Language) -> None:
    """Refuse a spaCy pipeline that does not find sentences, tag, lemmatize and find names.

    Raises:
        PipelineError: names every annotation that no enabled component sets, and what to do.
    """
    assigned = {value for name in nlp.pipe_names for value in nlp.get_pipe_meta(name).assigns}
    missing = [(what, factory) for what, values, factory in NEEDED if not assigned.intersection(values)]
    if not missing:
        return
    lacks = ", ".join(f"{what} ({factory!r})" for what, factory in missing)
    switched_off = [name for name in nlp.disabled if any(name.endswith(factory) for _, factory in missing)]
    cure = (
        f"enable it again: nlp.enable_pipe({switched_off[0]!r})"
        if switched_off
        else "use a trained pipeline such as en_core_web_sm, or quotetrack's own: quotetrack.lang.load_pipeline()"
    )
    raise PipelineError(
        f"the pipeline {nlp.meta.get('name', '')!r} ({', '.join(nlp.pipe_names) or 'empty'}) lacks {lacks}; {cure}"
    )
