"""Attributions that the layout makes: transcripts, and quotations signed behind a dash."""

from __future__ import annotations

import pytest

from quotetrack.find.layout import asked, headed, signed, transcript
from quotetrack.find.marks import MarkIndex

TRANSCRIPTS = [
    ("capitals", "LEE: Is the dam safe?\n\nOBI: It is. We checked it twice.", ["LEE", "OBI"]),
    ("question and answer", "Q: Why now?\nA: Because we can.\nQ: And then?\nA: Then we rest.", ["Q", "A", "Q", "A"]),
    ("names come back", "A. Obi: Hi, all.\nT. Lee: Good day.\nA. Obi: Let us begin.", ["A. Obi", "T. Lee", "A. Obi"]),
    ("run together", "Q: Why now? A: Because we can. Q: And then? A: Then we rest.", ["Q", "A", "Q", "A"]),
    ("capitals run together", "IDA OBI: Is it safe now? BO LEE: Yes. IDA OBI: So?", ["IDA OBI", "BO LEE", "IDA OBI"]),
    ("a label in a line comes back", "It rained. NASA: the launch is off. ESA: ours is on.", []),
    ("a list of fields is none", "Where: City Hall\nWhen: Monday\nTickets: ten dollars", []),
    ("a table of numbers is none", "Obi: 1,204\nLee: 1,180\nObi: 7\nLee: 9", []),
    ("a table with a line is none", "Obi: 1,204\nLee: 980\nTHE SENATE\nIt sits on.\nObi: 7\nLee: 9\nIt rained.", []),
    ("labels of a fact check are none", "CLAIM: Eggs are banned in Leeds.\nVERDICT: False. They are not.", []),
    ("one label is none", "Lee: a life in pictures", []),
    ("what they are", "Obi, Chair: Is it safe?\nLee: It is so.\nObi, Chair: Since when?",
     ["Obi, Chair", "Lee", "Obi, Chair"]),
    ("a shorter name", "Ms Ada Obi: Is it safe?\nThe Minister for Roads (Mr Lee): It is.\nMs Obi: Since when?",
     ["Ms Ada Obi", "The Minister for Roads", "Ms Obi"]),
    ("a turn of phrase", "However, Obi: I am late.\nMeanwhile, Lee: So am I.\nHowever, Obi: Are you?", []),
    ("places", "Leeds, England: We slept.\nParis, France: We ate.\nLeeds, England: We left.", []),
    ("a test of two cars", "Price: A third more than before\nRoom: Enough\nPrice: A bargain this year\nRoom: None", []),
    ("below a colon, a review", "Food:\nThe fish was cold.\n\nService:\nSlow.\n\nFood:\nThe fish was hot.", []),
    ("prizes", "Best Actor: Ada Obi of Lagos\nYoung Actor: Tom Lee of Leeds", []),
    ("words on the next line", "LEE:\nIs it safe?\n\nOBI:\nIt is.\n\nLEE:\nThank you.", ["LEE", "OBI", "LEE"]),
    ("headings of a release", "ABOUT MILLS:\nThe firm makes flour.\n\nMEDIA CONTACT:\nAda Obi, for the firm", []),
    ("prose is none", "He had one demand: more time.\nShe had another: money.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TRANSCRIPTS], ids=[row[0] for row in TRANSCRIPTS])
def test_transcripts(text: str, expected: list[str]) -> None:
    assert [text[slice(*turn.source)] for turn in transcript(text)] == expected


def test_a_turn_goes_on_over_paragraphs_and_leaves_stage_directions_out() -> None:
    text = "LEE: One thing.\n\n(APPLAUSE)\n\nAnd another.\n\nOBI: Thank you."
    first = transcript(text)[0]
    assert [text[s:e] for s, e in first.content] == ["One thing.", "And another."]


def test_a_turn_begins_behind_a_stage_direction() -> None:
    text = "LEE: Did you open them?\n\nOBI: (Laughter) Of course I did (all of them).\n\nLEE: (after a while) I see."
    assert [text[slice(*turn.content[0])] for turn in transcript(text)] == [
        "Did you open them?",
        "Of course I did (all of them).",
        "I see.",
    ]


def test_an_answer_goes_on_over_paragraphs() -> None:
    text = "Q: Why?\n\nA: It rained.\n\nIt was a cold day.\n\nQ: And then?\n\nA: A bus came."
    assert [text[s:e] for s, e in transcript(text)[1].content] == ["It rained.", "It was a cold day."]


def test_a_narrator_ends_a_turn() -> None:
    text = "LEE: Is it done?\n\nOBI: Nearly, I think.\n\nHere Obi looked at her watch.\n\nNobody spoke.\n\nLEE: Well?"
    assert [[text[s:e] for s, e in turn.content] for turn in transcript(text)] == [
        ["Is it done?"],
        ["Nearly, I think."],
        ["Well?"],
    ]


CALL = (
    "Operator\n\nWelcome, all.\n\nAda Obi -- Chief Executive\n\nThank you. Sales rose.\n\n"
    "Tom Lee will tell you more.\n\nTom Lee -- Finance\n\nMargins are flat.\n\n"
    "Operator\n\nThat is all.\n\nThe Herald sums up."
)
SITE = (
    "Rain fell.\n\nIt was cold.\n\nStory Continues\n\nObi left.\n\nLee stayed.\n\nIt was late.\n\n"
    "Most Read\n\nRain fell.\n\nA bus came.\n\nIt left.\n\nStory Continues\n\n"
    "He slept.\n\nIt rained.\n\nMost Read\n\nIt went on."
)
HEADED = [
    ("the words below a name", CALL, ["Operator", "Ada Obi", "Tom Lee", "Operator"]),
    ("names that come back", "Ada Obi\nWhy now?\n\nLee\nIt rained.\n\nAda Obi\nAnd then?\n\nLee\nA bus came.",
     ["Ada Obi", "Lee", "Ada Obi", "Lee"]),
    ("a title the first time", "Dr Ada Obi – host\n\nWhy?\n\nLee\n\nIt rained.\n\nDr Obi\n\nAnd then?\n\nLee\n\nFog.",
     ["Dr Ada Obi", "Lee", "Dr Obi", "Lee"]),
    ("a caller whom nobody knows", CALL.replace("Operator\n\nThat", "Unidentified Analyst\n\nWhy?\n\nOperator\n\nThat"),
     ["Operator", "Ada Obi", "Tom Lee", "Unidentified Analyst", "Operator"]),
    ("a list of participants", "Tom Lee -- Chief\n\nOur Callers\n\nAda Obi -- Chair\n\nSo?\n\nTom Lee -- Chief\n\nFog.",
     ["Ada Obi", "Tom Lee"]),
    ("furniture of a site", SITE, []),
    ("offices", "Ada Obi — Chief Executive\n\nSales rose.\n\nTom Lee — Analyst\n\nHow much?", ["Ada Obi", "Tom Lee"]),
    ("one office", "Lee\n\nHow much?\n\nAda Obi — Chief\n\nA third.\n\nLee\n\nAnd then?", ["Lee", "Ada Obi", "Lee"]),
    ("datelines", "LUGO — The president resigned.\n\nHe was ill.\n\nOSLO — A judge was named.\n\nShe sits on.", []),
    ("results", "Lakers\n102\n\nCeltics\n99\n\nLakers\n110\n\nCeltics\n97", []),
    ("who leads", "Ada Obi – Chief Executive\n\nAda joined in 2004.\n\nTom Lee – Director\n\nTom came later.", []),
    ("one turn", "Ada Obi -- Chief\nTom Lee -- Analyst\nAda Obi -- Chief\n\nDo you hear me?", []),
    ("late in an article", "It rained. " * 9 + "\n\nLee\nWhy?\n\nObi\nYou know.\n\nLee\nI do.\n\nObi\nSo?", []),
    ("a list of places", "Casa Rosa -- Lugo\n\nEggs are fried here.\n\nNoma -- Oslo\n\nNobody fries here.", []),
    ("who is on the call", "Ada Obi -- Chief\nTom Lee -- Finance\n\nThe call went on for an hour.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in HEADED], ids=[row[0] for row in HEADED])
def test_headed(text: str, expected: list[str]) -> None:
    assert [text[slice(*turn.source)] for turn in headed(text)] == expected


def test_a_turn_below_its_name_goes_on_to_the_next_name() -> None:
    assert [CALL[s:e] for s, e in headed(CALL)[1].content] == ["Thank you. Sales rose.", "Tom Lee will tell you more."]
    assert [CALL[s:e] for s, e in headed(CALL)[-1].content] == ["That is all."]


SIGNED = [
    ("dash", "“Buy it now.” — Ada Obi, trader", ["Ada Obi, trader"]),
    ("hyphen", '"A step forward." -Commissioner Ada Obi', ["Commissioner Ada Obi"]),
    ("on the next line", "“A long day for us all.”\n— Tom Lee", ["Tom Lee"]),
    ("a dash that goes on with the sentence", "“Never again” — so she said.", []),
    ("inside a sentence", "He said “never again” — Ada Obi left.", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SIGNED], ids=[row[0] for row in SIGNED])
def test_signed(text: str, expected: list[str]) -> None:
    assert [text[slice(*turn.source)] for turn in signed(text, MarkIndex(text))] == expected


ANSWERED = ["Why stone?", "I like it.", "Do you carve?", "I do. You may, too.", "And your sons?", "We all do."]
TALKS = [
    ("an interview", ["Ada Obi talks to us.", *ANSWERED], ANSWERED),
    ("in bold", ["Ada Obi talks to us.", "**Why stone?**", "I do.", "_Is it you?_", "I am.", "*You?*", "Me."],
     ["Why stone?", "I do.", "Is it you?", "I am.", "You?", "Me."]),
    ("a headline that asks", ["Who is Ada Obi?", "She talks to us.", *ANSWERED], ANSWERED),
    ("a note below", ["Ada Obi talks to us.", *ANSWERED, "Obi’s show is on.", "It costs £5."], ANSWERED),
    ("two paragraphs", ["Ada Obi talks to us.", *ANSWERED, "I told them."], [*ANSWERED, "I told them."]),
    ("an explainer", ["Ada Obi answers.", "What is it?", "A tax.", "Do you pay?", "Many do.", "Will you?", "Yes."], []),
    ("a column", ["Ada Obi talks.", "Why stone?", "I like it.", "Why now?", "I must.", "How?", "I ask."], []),
    ("two questions", ["Ada Obi talks to us.", *ANSWERED[:4]], []),
    ("nobody is named", ["she talks to us.", *ANSWERED], []),
    ("no talk", ["Ada Obi has a new studio.", *ANSWERED], []),
    ("quoted", ["Ada Obi talks to us.", "Why you?", "“I must.”", "Are you?", "“I am.”", "You?", "“I.”"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in TALKS], ids=[case[0] for case in TALKS])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_asked(lines: list[str], expected: list[str], between: str) -> None:
    text = between.join(lines)
    found = asked(text, MarkIndex(text))
    assert [text[s:e] for turn in found for s, e in turn.content] == expected
    assert all(turn.cue is None and turn.source is None for turn in found)
