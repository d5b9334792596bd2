"""The public names, pinned: whoever adds or takes away one says so here and in the changelog."""

from __future__ import annotations

import inspect

import pytest

import quotetrack

NAMES = [
    "Article",
    "Attribution",
    "Extraction",
    "Failure",
    "Finder",
    "FormatError",
    "InputError",
    "InputWarning",
    "KnownPerson",
    "KnownRole",
    "MissingExtraError",
    "MissingFileError",
    "ModelError",
    "PipelineError",
    "QuotetrackError",
    "Role",
    "SaidOn",
    "Speaker",
    "StoreError",
    "TextSpan",
    "Tracker",
    "extract",
    "from_dict",
    "from_json",
    "pipe",
    "read_articles",
    "read_jsonl",
    "read_people",
    "to_dict",
    "to_json",
    "write_jsonl",
]


def test_names() -> None:
    assert quotetrack.__all__ == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_there_and_tells_what_it_is(name: str) -> None:
    assert (inspect.getdoc(getattr(quotetrack, name)) or "").strip()


@pytest.mark.parametrize("name", NAMES)
def test_options_are_named_not_counted(name: str) -> None:
    thing = getattr(quotetrack, name)
    if inspect.isclass(thing):
        return
    for parameter in inspect.signature(thing).parameters.values():
        if parameter.default is not inspect.Parameter.empty:
            assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, f"{name}: {parameter.name}"


def test_other_names_are_no_attributes() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        quotetrack.extrct  # noqa: B018
