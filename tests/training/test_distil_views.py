"""A pupil sees other names and shorter windows; what it is taught stays with the pieces it was said of."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from quotetrack.find.tagger import CLS, SEP, Tagger
from quotetrack.lang.cards import ATTRIBUTION
from quotetrack.training.attribution_data import Example, Gold, label, pack
from quotetrack.training.attribution_export import read_grammar
from quotetrack.training.distil_network import Teacher
from quotetrack.training.distil_views import SMALLEST, Renamer, view

TEXT = (
    "The harbour has been shut since Monday, when a crane fell across the quay and two boats sank behind it. "
    "“Nobody was on board,” said Simon Abbott, who runs the port. Abbott said the crane was new. "
    "Its maker, which has sold forty others to ports in the north, did not answer letters or calls this week. "
    "The boats will be raised on Friday, and the quay is to be open again by the end of the month."
)


def _span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


GOLD = Gold((_span("Simon Abbott, who runs the port"),), (_span("said"),), (_span("“Nobody was on board,”"),))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def test_a_person_keeps_one_other_name_of_as_many_pieces(tagger: Tagger) -> None:
    article = label(Example("port", TEXT, (GOLD,)), tagger.tokenizer)
    encoded = article.encoded
    person = np.array([TEXT[s:e] in ("Simon", "Abbott") for s, e in zip(encoded.starts, encoded.ends, strict=True)])
    assert person.sum() == 3
    changed = Renamer.of(tagger.tokenizer)(article, 0, len(encoded.ids), person, random.Random(1))
    assert (changed[~person] == encoded.ids[~person]).all()
    simon, first, later = changed[person]
    assert first == later and first != encoded.ids[person][1] and simon != first
    few = Renamer.of(tagger.tokenizer)(article, 0, len(encoded.ids), person & False, random.Random(1))
    assert (few == encoded.ids).all()


def test_what_is_taught_stays_with_its_piece(tagger: Tagger) -> None:
    heads = read_grammar(ATTRIBUTION)[1]
    article = label(Example("port", TEXT, (GOLD,)), tagger.tokenizer)
    short = label(Example("rain", "Rain is due, the mayor said.", ()), tagger.tokenizer)
    group = [(article, 0, len(article.encoded.ids)), (short, 0, len(short.encoded.ids))]
    lesson = Teacher([ATTRIBUTION], [1]).teach(pack(group))
    rename = Renamer.of(tagger.tokenizer)
    renamed = shortened = 0
    for seed in range(30):
        seen, part = view(group, lesson, len(heads.tags), rename, random.Random(seed))
        batch = pack(seen)
        for row, (shown, begin, stop) in enumerate(seen):
            assert (batch.ids[row, 0], batch.ids[row, stop - begin + 1]) == (CLS, SEP)
            inside, taught = slice(1, stop - begin + 1), slice(begin + 1, stop + 1)
            assert torch.equal(part.tags[row, inside], lesson.tags[row, taught])
            assert torch.equal(part.cue[row, inside, inside], lesson.cue[row, taught, taught])
            assert torch.equal(part.grammar[row, inside], lesson.grammar[row, taught])
            assert torch.equal(part.states[0][row, inside], lesson.states[0][row, taught])
            assert not part.to_cue[row, stop - begin + 2 :].any() and not part.to_source[row, stop - begin + 2 :].any()
            renamed += not np.array_equal(shown.encoded.ids, group[row][0].encoded.ids)
            shortened += (begin, stop) != group[row][1:]
        assert stop - begin == len(short.encoded.ids), f"windows of under {SMALLEST} pieces are not shortened"
    assert 5 < renamed < 25 and 5 < shortened < 25


def test_a_pointer_out_of_the_window_is_not_taught(tagger: Tagger) -> None:
    heads = read_grammar(ATTRIBUTION)[1]
    article = label(Example("port", TEXT, (GOLD,)), tagger.tokenizer)
    group = [(article, 0, len(article.encoded.ids))]
    lesson = Teacher([ATTRIBUTION], []).teach(pack(group))
    said = int(np.searchsorted(article.encoded.starts, TEXT.index("said"))) + 1
    quoted = lesson.to_cue[0] & (lesson.cue[0].argmax(-1) == said)
    assert quoted.sum() > 5
    for seed in range(200):
        seen, part = view(group, lesson, len(heads.tags), Renamer({}), random.Random(seed))
        _, begin, stop = seen[0]
        kept, pointing = part.to_cue[0, 1 : stop - begin + 1], quoted[begin + 1 : stop + 1]
        assert torch.equal(kept & pointing, pointing & (begin + 1 <= said))
