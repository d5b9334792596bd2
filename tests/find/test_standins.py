"""What the network reads in place of names, and that offsets stay the article's own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer

from quotetrack.find.pieces import GOES_ON, PieceCutter
from quotetrack.find.standins import FAMILY, GIVEN
from quotetrack.find.tagger import Tagger

TEXT = "Governor Thandeka Wrzosovic said no. “Never,” Wrzosovic said."


@pytest.fixture(scope="module")
def cut() -> PieceCutter:
    return Tagger.load().cut


def test_all_stand_ins_are_single_pieces_of_the_vocabulary() -> None:
    tokenizer = Tagger.load().tokenizer
    assert [name for name in (*GIVEN, *FAMILY) if tokenizer.token_to_id(name) is None] == []
    assert len({*GIVEN, *FAMILY}) == len(GIVEN) + len(FAMILY)


def test_a_name_is_read_as_one_piece_with_the_offsets_of_the_whole_word(cut: PieceCutter) -> None:
    table = cut(TEXT)
    tokenizer = Tagger.load().tokenizer
    words = [(tokenizer.id_to_token(row[0]), TEXT[row[1] : row[2]], row[3]) for row in table.tolist()]
    assert words[1:4] == [(GIVEN[0], "Thandeka", 1), (FAMILY[0], "Wrzosovic", 1), ("said", "said", 0)]
    assert (FAMILY[0], "Wrzosovic", 1) in words[4:]


def test_other_names_of_any_length_are_read_alike(cut: PieceCutter) -> None:
    other = TEXT.replace("Thandeka", "Mary").replace("Wrzosovic", "Oyelaran")
    assert cut(TEXT)[:, 0].tolist() == cut(other)[:, 0].tolist()


def test_two_people_get_two_stand_ins(cut: PieceCutter) -> None:
    table = cut("“Yes,” said Anna Wrzos. “No,” said Peter Quendle. Wrzos told Quendle to leave.")
    tokenizer = Tagger.load().tokenizer
    words = [tokenizer.id_to_token(id) for id in table[:, 0].tolist()]
    assert [word for word in words if word in (*GIVEN, *FAMILY)] == [
        GIVEN[0], FAMILY[0], GIVEN[1], FAMILY[1], FAMILY[0], FAMILY[1],
    ]  # fmt: skip


def test_a_word_that_goes_on_with_digits_stays(cut: PieceCutter) -> None:
    text = "Anna Wrzos2016 said no, Anna Wrzos said. Wrzos left."
    table = cut(text)
    rows = [row for row in table.tolist() if 5 <= row[1] < 14]
    assert "".join(text[row[1] : row[2]] for row in rows) == "Wrzos2016"
    assert len(rows) > 1


def test_a_vocabulary_without_the_stand_ins_leaves_names_alone() -> None:
    tokenizer = Tokenizer(WordPiece({"[UNK]": 0, "said": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    assert PieceCutter(tokenizer)("said Anna Wrzos").tolist() == [[1, 0, 4, 0], [0, 5, 9, 1], [0, 10, 15, 1]]


def test_a_cutter_without_stand_ins_keeps_every_piece() -> None:
    tokenizer = Tagger.load().tokenizer
    table = PieceCutter(tokenizer, stand_ins=False)(TEXT)
    assert (table[:, 3] == GOES_ON).sum() > 0
    assert tokenizer.token_to_id(GIVEN[0]) not in table[:, 0]


PLAIN = PieceCutter(Tagger.load().tokenizer, stand_ins=False)
NAMES = "Mr Dr. Anna Wrzos WRZOS O’Neill Osei-Brandt İpek Ødegård Lee2 said told the van J. 3".split()
WORDS = st.sampled_from([*NAMES, *",.“”:", "\n", "\n\n", "\u00a0", "中文", "🙃", "e\u0301", "\ufffd"])


@given(st.lists(WORDS, max_size=30), st.sampled_from(["", " "]))
def test_stand_ins_keep_every_word_where_it_is(cut: PieceCutter, words: list[str], joint: str) -> None:
    text = joint.join(words)
    plain, table = PLAIN(text), cut(text)
    first, kept = plain[plain[:, 3] != GOES_ON], table[table[:, 3] != GOES_ON]
    assert np.array_equal(first[:, [1, 3]], kept[:, [1, 3]])
    covered = [np.concatenate([np.arange(s, e) for _, s, e, _ in rows] or [[]]) for rows in (plain, table)]
    assert np.array_equal(*covered)
