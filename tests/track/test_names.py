from __future__ import annotations

import pytest

from quotetrack.track.names import block, organization_key, person_name, sameness


@pytest.mark.parametrize(
    ("name", "given", "middle", "surname", "suffix"),
    [
        ("Ada Obi", "ada", (), "obi", ""),
        ("Sen. Ada M. Obi Jr.", "ada", ("m",), "obi", "jr"),
        ("Obi", "", (), "obi", ""),
        ("Mrs. Obi", "", (), "obi", ""),
        ("Dr", "", (), "dr", ""),
        ("Ursula von der Heide", "ursula", (), "von der heide", ""),
        ("José Ríos", "jose", (), "rios", ""),
        ("Ada Obi-Kerr’s", "ada", (), "obi-kerr", ""),
        ("🙃", "", (), "🙃", ""),
        ("", "", (), "", ""),
    ],
)
def test_a_name_comes_apart(name: str, given: str, middle: tuple[str, ...], surname: str, suffix: str) -> None:
    parts = person_name(name)
    assert (parts.given, parts.middle, parts.surname, parts.suffix) == (given, middle, surname, suffix)


def test_a_nickname_in_quotation_marks_is_kept() -> None:
    assert person_name('Adaora "Ada" Obi').nickname == "ada"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ada Obi", "Obi", "same"),
        ("Ada Obi", "A. Obi", "same"),
        ("Bill Kerr", "William Kerr", "same"),
        ("Ada Obi", "Ben Obi", "different"),
        ("Ada Obi", "Ada Kerr", "different"),
        ("Ben Kerr Jr.", "Ben Kerr Sr.", "different"),
        (None, "Obi", "unknown"),
    ],
)
def test_people_compare_by_their_names(a: str | None, b: str, expected: str) -> None:
    assert sameness("person", a, "person", b) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the Port Authority", "Port Authority"),
        ("Ada Obi’s presidential campaign", "the Obi campaign"),
        ("U.N.", "UN"),
    ],
)
def test_organizations_compare_by_what_their_names_come_down_to(a: str, b: str) -> None:
    assert organization_key(a) == organization_key(b)


def test_an_acronym_lies_beside_the_name_it_abbreviates() -> None:
    assert block("organization", "HMA") == block("organization", "Harbour Management Authority")
    assert sameness("organization", "HMA", "organization", "Harbour Management Authority") == "same"
    assert sameness("organization", "hma", "organization", "Harbour Management Authority") == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hanneke van der Velde", "Van der Velde"),
        ("Vincent van Gogh", "Gogh"),
        ("Abdel Fattah al-Sisi", "el-Sisi"),
        ("J. K. Rowling", "JK Rowling"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Xi Jinping", "Xi"),
        ("Volodymyr Zelenskyy", "Zelensky"),
        ("Ana Ferreira-Lopes", "Ana Ferreira Lopes"),
        ("Muhammad Yunus", "Mohammed Yunus"),
        ("Kateryna Melnyk", "Ekaterina Melnyk"),
        ("Serhiy Bondar", "Sergei Bondar"),
        ("Oleh Viktorovych", "Oleg Viktorovich"),
        ("Yousef Haddad", "Yusuf Haddad"),
        ("Jürgen Müller", "Jurgen Mueller"),
        ("Mette Sørby", "Mette Soerby"),
        ("Jan-Erik Holm", "Jan Erik Holm"),
        ("J.-E. Holm", "Jan-Erik Holm"),
        ("Lo Mei-yun", "Lo"),
        ("Ayatollah Karimi", "Ali Karimi"),
    ],
)
def test_one_name_in_several_spellings(one: str, other: str) -> None:
    assert block("person", one) == block("person", other)
    assert sameness("person", one, "person", other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Van Jones", "Ann Jones"),
        ("Al Gore", "Ada Gore"),
        ("Ana Ferreira-Lopes", "Ana Lopes"),
        ("J.K. Rowling", "J.D. Rowling"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Clijsters", "Kim Jong Un"),
        ("Jan-Erik Holm", "Jan-Olof Holm"),
        ("Sergei Bondar", "Sergio Bondar"),
    ],
)
def test_near_misses_are_two_names(one: str, other: str) -> None:
    assert sameness("person", one, "person", other) == "different"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ministry of Defense", "the defence ministry"),
        ("U.S. Department of Justice", "Justice Department"),
        ("Veltro Inc.", "Veltro"),
        ("Holt & Co.", "Holt"),
        ("Federation of Hauliers", "Hauliers’ Federation"),
        ("Kenyan army", "Kenya's army"),
        ("the French Foreign Ministry", "France's Ministry of Foreign Affairs"),
        ("the government of Peru", "Peruvian government"),
        ("Lowport Police Department", "Lowport police"),
        ("World Food Programme", "World Food Program"),
        ("Harbour Organisation", "the Harbour Organization"),
        ("Holt & Kerr", "Holt and Kerr"),
        ("Transport Dept.", "Department of Transport"),
        ("Kerr Motor Company", "Kerr Motor Co."),
        ("Kerr.com Inc.", "Kerr"),
        ("St. Ida's Hospital", "Saint Ida’s Hospital"),
    ],
)
def test_institutions_and_firms_are_known_by_either_form(a: str, b: str) -> None:
    assert organization_key(a) == organization_key(b)


def test_a_firm_taken_for_a_person_in_one_article_is_the_firm() -> None:
    assert sameness("person", "Veltro", "organization", "Veltro Inc.") == "same"
    assert sameness("person", "Ada Veltro", "organization", "Veltro Inc.") == "different"


@pytest.mark.parametrize(
    ("short", "name", "stands_for"),
    [
        ("MoD", "Ministry of Defence", True),
        ("DfE", "Department for Education", True),
        ("Mod", "Ministry of Defence", False),  # not written as an acronym
        ("MOD", "Ministry of Defence", True),
        ("MOD", "Defence Ministry", True),
        ("DOE", "Department of Energy", True),
        ("AFA", "Association of Flight Attendants", True),
        ("FAA", "Association of Flight Attendants", False),
        ("N.G.A.", "Northern Grid Authority", True),
    ],
)
def test_an_acronym_follows_the_order_of_the_words_but_a_ministry_s(short: str, name: str, stands_for: bool) -> None:
    assert (sameness("organization", short, "organization", name) == "same") is stands_for
    assert not stands_for or block("organization", short) == block("organization", name)
