from __future__ import annotations

import pytest

from quotetrack.find.typography import readable, soft_breaks

WRAPPED = """The harbour will open again on Monday, when the last of the boats that
sank is raised, the council said in a letter that it sent to every house
on the quay. Nobody there believed it, and the ferry stayed where it was
tied up.

Rain fell.
"""


def read(text: str) -> str:
    out = readable(text)
    assert len(out) == len(text)
    return out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"We don\'t," she said.', '"We don\'t," she said.'),
        ("“We don’t,” she said.", '"We don\'t," she said.'),
        ("‘No,’ he said.", "'No,' he said."),
        ("''No,'' he said.", "''No,'' he said."),  # two characters stay two
        ("She is 5' 10\" tall.", "She is 5' 10\" tall."),
        ("Sen.\u00a0Obi left.", "Sen. Obi left."),
        ("«Non», dit-il.", '"Non", dit-il.'),
        ("half\ud800", "half\ufffd"),
        ("• One.\n* Two.", "  One.\n  Two."),
        ("> “No,” he said.\n> > Go.", '  "No," he said.\n    Go.'),
        ("## Result\n**Q:** Why?", "   Result\n  Q:   Why?"),
        ("5 > 4 * 2 #1", "5 > 4 * 2 #1"),
        ("14.20 Power is back.\n\n9:05am: It is gone.", "      Power is back.\n\n        It is gone."),
        ("Q. Why now?\n\nA. We can.", "Q: Why now?\n\nA: We can."),
        ("A. Obi won.\n\nA. Lee lost.", "A. Obi won.\n\nA. Lee lost."),
        ("7.30 came and went.", "7.30 came and went."),  # one time is a word like others
        ("- No.\n— Obi", "- No.\n— Obi"),  # a dash may be that of a dialogue or of a signature
    ],
)
def test_marks_and_spaces_are_set_one_way(text: str, shown: str) -> None:
    assert read(text) == shown


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_lines_are_unwrapped_and_paragraphs_stay(end: str) -> None:
    text = WRAPPED.replace("\n", end)
    shown = read(text)
    assert shown.split() == text.split()
    assert shown.count("\n\n" if end == "\n" else "\r\n\r\n") == 1
    assert len(soft_breaks(text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED.replace("\n\n", "\n"),  # no blank lines: every line may be a paragraph
        "ADA OBI: We will open the harbour again on Monday.\nBEN KERR: Will you?\nADA OBI: Yes.\nBEN KERR: Oh.\n\n.",
        "One.\nTwo.\nThree.\nFour.\n\nFive.",
    ],
)
def test_lines_that_stand_for_themselves_stay(text: str) -> None:
    assert soft_breaks(text) == []
