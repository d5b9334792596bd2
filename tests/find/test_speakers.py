"""Who speaks: the example tables, and what must hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotetrack.find.focus import offers
from quotetrack.find.found import Found
from quotetrack.find.reading import read
from quotetrack.find.speakers import Resolution, resolve_speakers
from quotetrack.find.words import read_words
from quotetrack.lang import load_pipeline
from quotetrack.lang.lexicon import load_lexicon
from quotetrack.models import Article

EXAMPLES = Path(__file__).parent.parent / "examples" / "speakers.toml"
CASES: list[dict[str, Any]] = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def found_in(text: str, said: list[dict[str, Any]]) -> list[Found]:
    """Find the words of each attribution in the text: the content after the former content, the others near it."""
    out = []
    floor = 0
    for one in said:
        start = text.index(one["content"], floor)
        content = (start, start + len(one["content"]))

        def near(
            words: str, home: int = start, stop: int = content[1], low: int = floor
        ) -> tuple[tuple[int, int], ...]:
            if not words:
                return ()
            places = [k for k in range(low, len(text)) if text.startswith(words, k)]
            at = min(places, key=lambda k: min(abs(k - home), abs(k - stop)))
            return ((at, at + len(words)),)

        source = near(one["source"])
        cue = near(one["cue"])
        kind = "direct" if text[start - 1] in '“"' else "indirect"
        out.append(Found((content,), cue, source, kind))  # type: ignore[arg-type]
        floor = max(content[1] if not source or source[0][0] < content[0] else source[0][1], floor)
    return out


def resolve(nlp: Language, text: str, said: list[dict[str, Any]], **more: Any) -> Resolution:
    return resolve_speakers(nlp(text), found_in(text, said), article=Article(text), **more)


def same(got: str | None, wanted: str) -> bool:
    return got is not None and got.lower() == wanted.lower()


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_example(nlp: Language, case: dict[str, Any]) -> None:
    resolution = resolve(nlp, case["text"], case["said"])
    for link, one in zip(resolution.links, case["said"], strict=True):
        speaker = link.speaker
        if one.get("nobody"):
            assert speaker is None
            continue
        assert speaker is not None
        assert speaker.name == one.get("name")
        assert speaker.kind == one["kind"]
        assert speaker.label == one.get("label", speaker.label)
        assert link.evidence
        for title in one.get("titles", ()):
            assert any(same(role.title, title) for role in speaker.roles), speaker.roles
        if one.get("titles") == []:
            assert not [role for role in speaker.roles if role.title]
        for affiliation in one.get("affiliations", ()):
            assert any(same(role.affiliation, affiliation) for role in speaker.roles), speaker.roles
        if one.get("affiliations") == []:
            assert not [role for role in speaker.roles if role.affiliation]
        for role in speaker.roles:
            assert case["text"][role.start : role.end] == role.text
        if "members" in one:
            assert list(speaker.members) == one["members"]
        if "resolver" in one:
            assert link.resolver == one["resolver"]
        if "tense" in one:
            assert one["tense"] in [role.tense for role in speaker.roles]
        if one.get("anonymous"):
            assert speaker.anonymous
            assert speaker.anonymity_reason == one["reason"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mr. Ann -- who",
        "X (R-Ariz.), of the",
        "one of",
        "Sen.",
        "“He said",
        "\x00 \u202e who said",
        "of of of the",
        "'s",
    ],
)
def test_odd_texts_raise_nothing(text: str) -> None:
    doc = spacy.blank("en")(text)
    whole = ((0, len(text)),)
    found = [Found(whole, (), whole, "indirect"), Found(whole, whole, (), "direct")] if text else []
    assert len(resolve_speakers(doc, found, article=Article(text)).links) == len(found)


@pytest.mark.parametrize(
    ("rest", "subject"), [("agreed .", True), ("agreed to by all .", False), ("elected , she sang .", False)]
)
def test_a_name_and_a_participle_alone_are_a_sentence(rest: str, subject: bool) -> None:
    words = f"Ida Solheim {rest} She laughed .".split()
    tags = ["VBN" if word in ("agreed", "elected") else "NNP" if word[0] == "I" else "NN" for word in words]
    starts = [k in (0, words.index("She")) for k in range(len(words))]
    doc = Doc(spacy.blank("en").vocab, words=words, tags=tags, sent_starts=starts)
    reading = read(read_words(doc, doc.text), [], load_lexicon())
    [(_, _, facts)] = offers(reading, -1, words.index("She"), None)
    assert ("subject" in facts) is subject


def test_no_office_of_another_house_or_time_is_added(nlp: Language) -> None:
    text = "Larkwell boss Nina Sorley, its chief executive, said sales rose. Tarnbrook's chief executive said so."
    said = [
        {"source": "Larkwell boss Nina Sorley", "cue": "said", "content": "sales rose"},
        {"source": "Tarnbrook's chief executive", "cue": "said", "content": "so"},
    ]
    sorley, other = (link.speaker for link in resolve(nlp, text, said).links)
    assert sorley is not None and other is not None
    assert "Tarnbrook" not in {role.affiliation for role in sorley.roles}
    assert [(role.title, role.affiliation) for role in other.roles] == [("chief executive", "Tarnbrook")]


def test_his_office_is_nobody_named_below(nlp: Language) -> None:
    text = "Premier Joe Ford cut taxes. His office declined to comment. Karen Loy of the Marlow State Office said no."
    said = [{"source": "His office", "cue": "declined", "content": "to comment"}]
    (link,) = resolve(nlp, text, said).links
    assert link.speaker is not None and link.speaker.name is None


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The watchdog", "organization"),
        ("The lender", "organization"),
        ("A supplier", "organization"),
        ("The caretaker", "unnamed"),
    ],
)
def test_institutions_of_the_news_are_no_people_of_a_dictionary(nlp: Language, source: str, kind: str) -> None:
    text = f"{source} said the loans were late."
    said = [{"source": source, "cue": "said", "content": "the loans were late"}]
    (link,) = resolve(nlp, text, said).links
    assert link.speaker is not None and link.speaker.kind == kind
