"""Names and chains: which runs of capitals are names, and which names are one person or institution."""

from __future__ import annotations

import pytest
import spacy

from quotetrack.find.forms import compatible
from quotetrack.find.kinds import NameIndex, is_acronym
from quotetrack.find.mentions import Chain, Chains
from quotetrack.find.names import find_names
from quotetrack.find.words import read_words
from quotetrack.lang.lexicon import load_lexicon

LEXICON = load_lexicon()
NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def chained(text: str) -> tuple[Chains, dict[str, list[Chain]]]:
    """Chain the names of a text that no model has read: shapes and lists alone."""
    words = read_words(NLP(text), text)
    names = NameIndex(find_names(words, LEXICON))
    chains = Chains(words, names, LEXICON)
    chains.link_singles()
    by_form: dict[str, list[Chain]] = {}
    for index, name in enumerate(names.names):
        if index in chains.of_name:
            by_form.setdefault(words.phrase(name.first, name.last), []).append(chains.of_name[index])
    return chains, by_form


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("yesterday Ines Falk left", "Ines Falk", "person"),
        ("yesterday Sen. Falk left", "Falk", "person"),
        ("yesterday the Harbor Commission met", "Harbor Commission", "organization"),
        ("yesterday the Bureau of Labor Statistics met", "Bureau of Labor Statistics", "organization"),
        ("yesterday South Korea agreed", "South Korea", "place"),
        ("yesterday NATO agreed", "NATO", "organization"),
        ("yesterday Ludo van der Meer left", "Ludo van der Meer", "person"),
        ('yesterday Rosa "Kit" Alvarez left', 'Rosa "Kit" Alvarez', "person"),
        ("yesterday J.R. Okoro left", "J.R. Okoro", "person"),
        ("yesterday Jean-Luc Petit-Bois left", "Jean-Luc Petit-Bois", "person"),
    ],
)
def test_names(text: str, name: str, kind: str) -> None:
    words = read_words(NLP(text), text)
    found = [(words.phrase(n.first, n.last), n.kind) for n in find_names(words, LEXICON)]
    assert found == [(name, kind)]


def test_a_weekday_is_no_part_of_a_name() -> None:
    words = read_words(NLP("they told Ines Falk Tuesday"), "they told Ines Falk Tuesday")
    assert [words.phrase(n.first, n.last) for n in find_names(words, LEXICON)] == ["Ines Falk"]


def test_surname_and_full_name_are_one() -> None:
    _, by_form = chained("First came Hugo Bell and won. Then Mr. Bell left.")
    assert by_form["Hugo Bell"] == by_form["Bell"]


@pytest.mark.parametrize("text", ["Then Larkwell rose.", "Then shares of Larkwell rose."])
def test_a_lone_word_is_the_company_whose_name_it_begins(text: str) -> None:
    _, by_form = chained(f"First came Larkwell Foods and won. {text}")
    assert by_form["Larkwell"] == by_form["Larkwell Foods"]
    assert by_form["Larkwell"][0].kind == "organization"


@pytest.mark.parametrize(
    "text",
    [
        "First came Larkwell Foods and Larkwell Energy. Then Larkwell rose.",  # which of two?
        "First came Larkwell Foods and Hugo Larkwell. Then Larkwell rose.",
        "First came Larkwell Foods. Then Mr. Larkwell rose.",
        "First came the Larkwell Administration. Then Larkwell rose.",
    ],
)
def test_a_lone_word_may_be_somebody(text: str) -> None:
    _, by_form = chained(text)
    assert by_form["Larkwell"][-1].kind == "person"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She heard it. No. Paper burns, she said.", []),
        ("She heard it. “No. Paper burns,” she said.", []),
        ("She heard the No. 10 band and the No. One seed.", []),
    ],
)
def test_an_answer_is_no_name(text: str, names: list[str]) -> None:
    words = read_words(NLP(text), text)
    assert [words.phrase(n.first, n.last) for n in find_names(words, LEXICON)] == names


def test_a_sentence_follows_an_answer_but_no_number() -> None:
    words = read_words(NLP("No. Paper burns in No. 10."), "No. Paper burns in No. 10.")
    assert [form for form, opens in zip(words.form, words.sentence_start, strict=True) if opens] == ["No.", "Paper"]


def test_a_surname_before_the_full_name_finds_it() -> None:
    _, by_form = chained("It was Mr. Bell who won. The crowd loved Hugo Bell for it.")
    assert by_form["Bell"] == by_form["Hugo Bell"]


def test_two_given_names_are_two_people() -> None:
    _, by_form = chained("There were Hugo Bell and also Clara Bell there.")
    assert by_form["Hugo Bell"] != by_form["Clara Bell"]


def test_an_acronym_is_its_institution() -> None:
    _, by_form = chained("Help came from the Coastal Flood Agency (CFA) at once. Later the CFA left.")
    assert by_form["CFA"][0] is by_form["CFA"][1] is by_form["Coastal Flood Agency"][0]


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("joseph r biden", "joe biden", True),
        ("robert c bobby scott", "bobby scott", True),
        ("j okoro", "jane okoro", True),
        ("bill clinton", "hillary clinton", False),
        ("ann lee", "ann ray", False),
    ],
)
def test_compatible_names(a: str, b: str, one: bool) -> None:
    assert compatible(tuple(a.split()), tuple(b.split())) is one


def test_acronyms() -> None:
    assert is_acronym("I.R.S.")
    assert is_acronym("AFL-CIO")
    assert not is_acronym("Ann")


def test_father_and_son_stay_apart() -> None:
    text = "so Clayton Reese Jr. runs what Clayton Reese Sr. built, and Reese Jr. knows it"
    _, by_form = chained(text)
    son, father = by_form["Clayton Reese Jr."][0], by_form["Clayton Reese Sr."][0]
    assert son is not father
    assert by_form["Reese Jr."] == [son]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("yesterday Fernley Rail left", "Fernley Rail", "organization"),
        ("yesterday Basketball Norway met", "Basketball Norway", "organization"),
        ("yesterday Nurses for Safety met", "Nurses for Safety", "organization"),
        ("yesterday Physicians Without Borders met", "Physicians Without Borders", "organization"),
        ("yesterday Protect the Wildlife met", "Protect the Wildlife", "organization"),
        ("yesterday Danish Cycling agreed", "Danish Cycling", "organization"),
        ("yesterday Consumer Metrics agreed", "Consumer Metrics", "organization"),
        ("yesterday Nina Hill left", "Nina Hill", "person"),
        ("yesterday Hugo Court left", "Hugo Court", "person"),
        ("yesterday Grace Church left", "Grace Church", "person"),
    ],
)
def test_end_does_not_decide_alone(text: str, name: str, kind: str) -> None:
    words = read_words(NLP(text), text)
    found = [(words.phrase(n.first, n.last), n.kind) for n in find_names(words, LEXICON)]
    assert found == [(name, kind)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The work was late. Kestrel Vane, which runs the site, said so.", "Kestrel Vane", "organization"),
        ("The work was late. Kestrel Vane were told in May.", "Kestrel Vane", "organization"),
        ("The work was late. Lwazi Hill, 54, was told in May.", "Lwazi Hill", "person"),
        ("The work was late. Lwazi Hill, the mayor, said so.", "Lwazi Hill", "person"),
        ("The work was late. The head of Kestrel Water, a former banker, said so.", "Kestrel Water", "organization"),
    ],
)
def test_what_stands_around_tells(text: str, name: str, kind: str) -> None:
    words = read_words(NLP(text), text)
    found = {words.phrase(n.first, n.last): n.kind for n in find_names(words, LEXICON)}
    assert found.get(name) == kind


def test_second_dateline_is_a_place() -> None:
    text = (
        "KELDER - The port reopened.\n\nMAROUA, March 3 (NW) - Residents of the capital fled.\n\n"
        "RUIZ - No.\n\nAna Ruiz left."
    )
    words = read_words(NLP(text), text)
    found = {words.phrase(n.first, n.last): n.kind for n in find_names(words, LEXICON)}
    assert found["MAROUA"] == "place"
    assert found["RUIZ"] != "place"
    assert "Residents" not in found


def test_name_ends_with_its_heading() -> None:
    text = "Maria Soto\nBen Cole said it was late."
    words = read_words(NLP(text), text)
    assert [words.phrase(n.first, n.last) for n in find_names(words, LEXICON)][-1] == "Ben Cole"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The rent is high. It must fall, according to PortPower.", "PortPower", "organization"),
        ("The rent is high. It must fall, according to Shelter.", "Shelter", "organization"),
        ("The rent is high. It must fall, according to DeVries.", "DeVries", None),
        ("The rent is high. It must fall, according to Young.", "Young", None),
    ],
)
def test_one_plain_or_coined_word(text: str, name: str, kind: str | None) -> None:
    words = read_words(NLP(text), text)
    found = {words.phrase(n.first, n.last): n.kind for n in find_names(words, LEXICON)}
    assert (found.get(name) == "organization") is (kind == "organization")


def test_two_fields_are_one_department() -> None:
    text = "yesterday the Department of Health and Social Care met the Department of Ports and Kelder Rail"
    words = read_words(NLP(text), text)
    assert [words.phrase(n.first, n.last) for n in find_names(words, LEXICON)] == [
        "Department of Health and Social Care",
        "Department of Ports",
        "Kelder Rail",
    ]


@pytest.mark.parametrize("text", ["the charity Green Acre spoke", "yesterday Green Acre, a charity in Hull, spoke"])
def test_an_adjective_belongs_to_what_is_called_a_charity(text: str) -> None:
    words = read_words(NLP(text), text)
    name = find_names(words, LEXICON)[0]
    assert words.phrase(name.first, name.last) == "Green Acre"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("yesterday Professor Martin Press left", "Martin Press"),
        ("yesterday Professor Hill left", "Hill"),
        ("yesterday Martin Press, the mayor of Kelder, left", "Martin Press"),
        ("yesterday Zanele Bank, 54, left", "Zanele Bank"),
    ],
)
def test_office_and_age_tell_a_person(text: str, name: str) -> None:
    words = read_words(NLP(text), text)
    found = {words.phrase(n.first, n.last): n.kind for n in find_names(words, LEXICON)}
    assert found.get(name) == "person"


@pytest.mark.parametrize("text", ["Ben Cole left for the North", "Ben Cole left.\n\nWest"])
def test_text_may_end_with_what_begins_a_place(text: str) -> None:
    words = read_words(NLP(text), text)
    assert "Ben Cole" in [words.phrase(n.first, n.last) for n in find_names(words, LEXICON)]
