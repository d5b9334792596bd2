from __future__ import annotations

import pickle
from pathlib import Path
from sys import intern

import pytest
from spacy.lang.en import English

from quotetrack.lang import chunks
from quotetrack.lang import tokenizer as module
from quotetrack.lang.tokenizer import LONGEST_RUN, GuardedTokenizer, TokenCutter


def test_a_word_is_forgotten_with_its_article() -> None:
    (form,), _ = TokenCutter()("zanzi" + str(id(object())))
    again = "".join(form)
    assert again is not form
    assert intern(again) is again  # not yet in the process's table of words, which never shrinks


@pytest.fixture(scope="module")
def tokenizer() -> GuardedTokenizer:
    return GuardedTokenizer(English().tokenizer)


RUNS = {
    "straight marks": '"' * 5000,
    "curly marks": "“”" * 3000,
    "one word": "x" * 5000,
    "mixed": "a1!_é漢“" * 900,
    "astral": "🙂" * 400,
    "combining": "e\u0301" * 500,
    "zero width": "\u200b" * 400,
    "between words": "He said  so. " + "-" * 400 + "  and\n\nshe didn't " + "(" * 300 + "\tend ",
    "at the edges": "=" * 300 + " text " + "=" * 300,
    "before a newline": "=" * 300 + "\nShe left.",
    "nul": "\0" * 300,
}


@pytest.mark.parametrize("text", RUNS.values(), ids=RUNS.keys())
def test_any_text_comes_back(tokenizer: GuardedTokenizer, text: str) -> None:
    tokens = tokenizer(text)
    assert tokens.text == text
    assert max(len(token) for token in tokens) <= LONGEST_RUN


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "She didn't say “no”.", "Mr. O'Hara's U.S. trip  cost $5,000.", "x" * 256]
)
def test_ordinary_text_is_cut_as_before(tokenizer: GuardedTokenizer, text: str) -> None:
    plain = tokenizer.inner(text)
    assert [(t.text, t.whitespace_, t.norm_) for t in tokenizer(text)] == [
        (t.text, t.whitespace_, t.norm_) for t in plain
    ]


def test_words_beside_a_long_run_are_cut_as_ever(tokenizer: GuardedTokenizer) -> None:
    sentence = "She didn't say  why."
    alone = [(t.text, t.norm_) for t in tokenizer(sentence)]
    assert [(t.text, t.norm_) for t in tokenizer(f"{'#' * 300}\n{sentence}")][-len(alone) :] == alone
    assert [(t.text, t.norm_) for t in tokenizer(f"{sentence} {'#' * 300}")][: len(alone)] == alone


def test_a_long_address_stays_whole(tokenizer: GuardedTokenizer) -> None:
    address = "https://news.example/search?q=" + "a%20b&" * 60
    assert [token.text for token in tokenizer(f"See {address} for more.")] == ["See", address, "for", "more", "."]


def test_it_is_saved_as_the_tokenizer_it_guards(tokenizer: GuardedTokenizer, tmp_path: Path) -> None:
    text = "It's " + "*" * 300
    words = [token.text for token in tokenizer(text)]
    assert [t.text for t in pickle.loads(pickle.dumps(tokenizer))(text)] == words
    again = GuardedTokenizer(English().tokenizer).from_bytes(tokenizer.to_bytes(exclude=["vocab"]))
    assert [t.text for t in again(text)] == words
    tokenizer.to_disk(tmp_path / "tokenizer", exclude=["vocab"])
    plain = English().tokenizer.from_disk(tmp_path / "tokenizer")
    assert [t.text for t in plain("It's")] == ["It", "'s"]


def test_texts_are_read_as_a_stream(tokenizer: GuardedTokenizer) -> None:
    assert [len(tokens) for tokens in tokenizer.pipe(["One two.", ""])] == [3, 0]


PLAIN = [
    "",
    " ",
    "\n",
    " Led by  blanks\t\n\nand (so-called) \u00a0breaks. \n ",
    "Mr. O'Hara's U.S. trip, on Jan. 3, cost $5,000; we'll see :-) cannot",
    "She didn't say “no”.",
]


@pytest.mark.parametrize("text", [*RUNS.values(), *PLAIN])
def test_remembered_cuts_are_spacys(tokenizer: GuardedTokenizer, text: str) -> None:
    expected = [(token.text, token.idx) for token in tokenizer(text)]
    cut = TokenCutter()
    for _ in range(2):
        forms, starts = cut(text)
        assert list(zip(forms, starts.tolist(), strict=True)) == expected


def test_what_is_forgotten_is_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "GENERATION", 3)
    monkeypatch.setattr(module, "RENEWED", 3)
    cut = TokenCutter()
    for text in ("It's ours, isn't it?", "They've gone, haven't they?", "It's theirs, isn't it?") * 2:
        plain = English().tokenizer(text)
        assert cut(text)[0] == [token.text for token in plain]
