from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import InputError
from quotetrack.models import Role, Speaker, TextSpan
from quotetrack.track import Tracker
from quotetrack.track.facts import speaker_facts
from quotetrack.track.names import slug
from quotetrack.track.people import link_profiles
from quotetrack.track.profiles import Profile
from tests.track.articles import said, week_of_news


def people(*profiles: tuple[str, ...], kind: str = "person") -> list[str | None]:
    """Return for each (name, fact, …) the key of the person."""
    wanted = [Profile(kind, name, tuple(facts)) for name, *facts in profiles]
    links = link_profiles(wanted)
    return [links[p].person for p in wanted]


def test_a_full_name_is_one_person_however_it_is_written() -> None:
    assert set(people(("Ben Kerr",), ("Benjamin J. Kerr",), ("BEN KERR",), ("Dr. Ben Kerr", "t:dean"))) == {"ben-kerr"}


def test_a_bare_surname_is_the_only_bearer() -> None:
    assert people(("Ada Obi",), ("Obi",)) == ["ada-obi", "ada-obi"]


def test_a_bare_surname_between_two_people_is_nobody_until_something_fits() -> None:
    ada, ben = ("Ada Obi", "g:f", "t:mayor", "f:politics"), ("Ben Obi", "g:m", "t:striker", "f:sport")
    assert people(ada, ben, ("Obi",))[2] is None
    assert people(ada, ben, ("Obi", "g:f"))[2] == "ada-obi"
    assert people(ada, ben, ("Obi", "n:ben"))[2] == "ben-obi"
    assert people(ada, ben, ("Obi", "f:sport", "t:striker"))[2] == "ben-obi"
    assert people(ada, ben, ("Obi", "t:mayor", "f:politics"))[2] == "ada-obi"


def test_two_people_of_one_name_stay_apart_by_their_offices() -> None:
    chief, professor, either = people(
        ("Ada Obi", "f:police", "t:police chief"), ("Ada Obi", "f:academia", "t:professor"), ("Ada Obi",)
    )
    assert chief is not None and professor is not None
    assert chief != professor
    assert either is None


def test_mayors_of_two_towns_are_two_people_and_a_person_may_change_office() -> None:
    north, south = people(
        ("Ada Obi", "f:politics", "t:mayor", "h:mayor@northport"),
        ("Ada Obi", "f:politics", "t:mayor", "h:mayor@southwick"),
    )
    assert north != south
    mayor, senator = people(("Ada Obi", "f:politics", "h:mayor@northport"), ("Ada Obi", "f:politics", "t:senator"))
    assert mayor == senator == "ada-obi"


def test_father_and_son() -> None:
    assert people(("Ben Kerr",), ("Ben Kerr Jr.",)) == ["ben-kerr", "ben-kerr-jr"]
    assert people(("Joe Kerr",), ("Joseph R. Kerr Jr.",)) == ["joe-kerr", "joe-kerr"]


def test_middle_initials_part_people_and_leave_the_plain_name_undecided() -> None:
    assert people(("Ben A. Kerr",), ("Ben B. Kerr",), ("Ben Kerr",)) == ["ben-a-kerr", "ben-b-kerr", None]


def test_spellings_of_one_name_are_one_person() -> None:
    assert len(set(people(("Kateryna Bondar",), ("Ekaterina Bondar",), ("Katarina Bondar",), ("Bondar",)))) == 1
    assert set(people(("Jan-Erik Holm",), ("Jan Erik Holm",), ("J.-E. Holm",), ("Holm",))) == {"jan-erik-holm"}


def test_half_of_a_double_surname_is_the_same_person_only_at_the_same_body() -> None:
    double, house = "Ana Ferreira-Lopes", "a:institute for river studies"
    assert len(set(people((double, house), ("Ana Lopes", house)))) == 1
    assert len(set(people((double, house), ("Ana Lopes",)))) == 2
    assert len(set(people((double, "a:labour"), ("Ana Lopes", "a:labour")))) == 2  # a party is shared by too many
    assert len(set(people((double, house), ("Ana Sousa-Lopes", house), ("Ana Lopes", house)))) == 3


def test_a_name_without_a_middle_initial_is_whoever_has_its_office() -> None:
    first, second = ("Ben A. Kerr", "a:coast guard", "t:director"), ("Ben B. Kerr", "a:chess club", "t:chairman")
    assert people(first, second, ("Ben Kerr", "a:coast guard"))[2] == people(first, second)[0]
    assert people(first, second, ("Ben Kerr", "t:chairman"))[2] == people(first, second)[1]
    assert people(first, second, ("Ben Kerr", "t:plumber"))[2] is None


def test_some_newspapers_write_a_jr_that_others_leave_out() -> None:
    office = ("a:coast guard", "t:director")
    assert len(set(people(("Ben A. Kerr Jr.", *office), ("Ben A. Kerr", *office), ("Ben Kerr",)))) == 1
    assert len(set(people(("Ben A. Kerr Jr.", *office), ("Ben A. Kerr", "t:plumber")))) == 2
    assert len(set(people(("Ben A. Kerr Jr.", *office), ("Ben A. Kerr Sr.", *office)))) == 2
    assert len(set(people(("Ben Kerr Jr.", *office), ("Ben Kerr", *office)))) == 2  # a son may work for his father


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("T. J. Kerr", "Thomas Kerr", True),
        ("T. J. Kerr", "Thomas J. Kerr", True),
        ("T. J. Kerr", "Thomas R. Kerr", False),
        ("J.-E. Kerr", "Jan-Erik Kerr", True),
        ("J.-E. Kerr", "Jan-Olof Kerr", False),
    ],
)
def test_initials_stand_for_all_given_names_that_are_known(short: str, full: str, is_one: bool) -> None:
    assert (len(set(people((short,), (full,)))) == 1) is is_one


def test_an_epithet_is_no_given_name() -> None:
    assert people(("Ada Obi",), ("Fearless Ada Obi",), ("Fearless Ben Obi",)) == ["ada-obi", "ada-obi", "fearless-obi"]


def test_a_short_form_of_two_names_joins_neither() -> None:
    assert len({*people(("Patricia Kerr",), ("Patrick Kerr",), ("Pat Kerr",))}) == 3


def test_an_acronym_is_the_one_organization_it_abbreviates() -> None:
    assert set(people(("HMA",), ("Harbour Management Authority",), kind="organization")) == {
        "org:harbour-management-authority"
    }
    two = people(("HMA",), ("Harbour Management Authority",), ("Health Ministers Assembly",), kind="organization")
    assert len(set(two)) == 3
    told = people(
        ("HMA",), ("Harbour Management Authority", "x:hma"), ("Health Ministers Assembly",), kind="organization"
    )
    assert told[0] == told[1] != told[2]


def test_the_spelling_that_most_articles_use_is_shown() -> None:
    with Tracker(":memory:") as tracker:
        for i, (name, title) in enumerate(
            [("Ekaterina Bondar", None), ("Kateryna Bondar", "mayor"), ("Kateryna Bondar", "senator")]
        ):
            tracker.add(
                said(f"k-{i}", (name, f"Number {i} is a good number"), roles={name: (title, None)} if title else None)
            )
        assert [p.name for p in tracker.speakers()] == ["Kateryna Bondar"]


@pytest.mark.parametrize(
    ("one", "other", "facts", "is_one"),
    [
        ("Kirsten Moll", "Kristen Moll", ("a:new york", "t:senator"), True),
        ("Rence Holt", "Reince Holt", ("a:fishermen's union", "t:chairman"), True),
        ("Kirsten Moll", "Kristen Moll", ("t:senator",), False),  # of the same state?
        ("Kirsten Moll", "Kristen Moll", ("a:democratic party", "t:senator"), False),
        ("Daniel Moll", "Daniela Moll", ("a:moll brewery", "t:founder"), False),
        ("Ron Moll", "Rob Moll", ("a:new york", "t:senator"), False),  # too short to be sure
    ],
)
def test_a_slip_of_a_letter_is_forgiven_to_one_who_has_the_same_office(
    one: str, other: str, facts: tuple[str, ...], is_one: bool
) -> None:
    assert (len(set(people((one, *facts), (other, *facts)))) == 1) is is_one


def test_kings_and_popes_are_known_by_a_given_name() -> None:
    assert people(("Charles",), ("Charles", "t:king"), ("Francis", "t:pope")) == [None, "charles", "francis"]
    assert people(("Pope Leo XIV",), ("Leo XIV",)) == ["leo", "leo"]


@pytest.mark.parametrize(
    ("full", "half"),
    [
        ("Federico García Lorca", "García Lorca"),
        ("Andrés Manuel Bravo Obrador", "Bravo Obrador"),
        ("Ko San Suu Kyo", "Suu Kyo"),
    ],
)
def test_a_double_family_name_needs_no_given_name(full: str, half: str) -> None:
    assert len(set(people((full,), (half,)))) == 1
    assert all(str(key).startswith(slug(full.split()[0])) for key in people((full,), (half,)))
    assert len(set(people((full.replace(half.split()[0], "Ada"),), (half,)))) == 2


NAMES = ["Obi", "Ada Obi", "A. Obi", "Ben Obi", "Ada M. Obi", "Ada N. Obi", "Ada Obi Jr.", "Mrs. Obi", "Abby Obi"]
NAMES += ["Kirsten Obi", "Kristen Obi", "Kristin Obi", "Ada-Mae Obi", "Ada Mae Obi", "Ada Kerr-Obi", "Ada M. Obi Jr."]
NAMES += ["Honest Ada Obi", "Lorca Obi", "Ada Lorca Obi", "Serhiy Obi", "Sergei Obi", "King Obi"]
FACTS = [
    "g:f",
    "g:m",
    "f:police",
    "f:academia",
    "t:mayor",
    "h:mayor@northport",
    "h:mayor@southwick",
    "n:ben",
    "f:politics",
    "a:port authority",
    "t:king",
]
PROFILES = st.lists(
    st.builds(
        lambda name, facts: Profile("person", name, tuple(sorted(facts))),
        st.sampled_from(NAMES),
        st.sets(st.sampled_from(FACTS), max_size=4),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(PROFILES, st.randoms(use_true_random=False))
def test_the_order_of_profiles_changes_nothing(profiles: list[Profile], order: random.Random) -> None:
    shuffled = list(profiles)
    order.shuffle(shuffled)
    assert link_profiles(profiles) == link_profiles(shuffled)


def test_facts_are_read_from_offices_pronouns_and_the_text() -> None:
    text = "Ada Obi spoke first. Obi, the former mayor of Northport, said she was glad."
    speaker = Speaker(
        "s1", "person", "Obi", "Obi",
        roles=(Role("mayor", "Northport", 0, 0, "", "former"),),
        mentions=(TextSpan(21, 24, "Obi"), TextSpan(62, 65, "she")),
    )  # fmt: skip
    assert speaker_facts(speaker, text) == ("a:northport", "f:politics", "g:f", "h:mayor@northport", "n:ada", "t:mayor")


@pytest.mark.parametrize(
    ("title", "body", "facts"),
    [
        ("mayor", "Northport", {"a:northport", "f:politics", "h:mayor@northport"}),
        ("mayor", "town", {"f:politics"}),  # which town, the next article may not mean
        ("Sen.", "N.Y.", {"a:new york", "f:politics"}),
        ("Sen.", "La.", {"a:louisiana", "f:politics"}),
        ("Mayor", "LA", {"a:la", "f:politics", "h:mayor@la"}),
        ("governor", "Russian", {"a:russian", "f:politics"}),  # of which region?
        ("sheriff", "Arizona", {"a:arizona", "f:police"}),
        ("police chief", "Metropolitan Police", {"a:metropolitan police", "f:police"}),
        ("Gov.", "Republican", {"a:republican", "f:politics"}),  # a party has many governors
        ("president", "Peru", {"a:peru", "f:politics"}),
        ("president", "National Union of Miners", {"a:national union of miners"}),
        ("Attorney General", None, {"f:law"}),
        ("General", None, {"f:military"}),
        ("general manager", None, set()),
        ("councillor", None, {"f:politics"}),
    ],
)
def test_what_an_office_tells(title: str, body: str | None, facts: set[str]) -> None:
    speaker = Speaker("s1", "person", "Ada Obi", "Ada Obi", roles=(Role(title, body, 0, 0, ""),))
    assert {f for f in speaker_facts(speaker, "Ada Obi spoke.") if not f.startswith("t:")} == facts


# corrections


def named(tracker: Tracker) -> dict[str, str | None]:
    return {f"{link.article} {link.label}": link.person for link in tracker.links(limit=100)}


def test_corrections_hold_for_articles_that_come_later(tmp_path: Path) -> None:
    with Tracker(tmp_path / "n.db") as tracker:
        tracker.add_many(week_of_news())
        tracker.add(said("x-1", ("Skipper Lund", "All hands are safe")))
        tracker.merge("ines-okafor", "skipper-lund", note="pen name")
        tracker.alias("anton-brandt", "The Heron")
        tracker.add(said("x-2", ("Skipper Lund", "We sail at dawn"), ("The Heron", "No comment")))
        assert named(tracker)["x-1 Skipper Lund"] == "ines-okafor"
        assert named(tracker)["x-2 Skipper Lund"] == "ines-okafor"
        assert named(tracker)["x-2 The Heron"] == "anton-brandt"
        tracker.remove("x-1")
        tracker.add(said("x-1", ("Skipper Lund", "All hands are safe")))
        assert named(tracker)["x-1 Skipper Lund"] == "ines-okafor"
        assert tracker.person("ines-okafor").quotes == 4
        assert [c.person for c in tracker.corrections()] == ["ines-okafor", "ines-okafor", "anton-brandt"]


def test_a_split_survives_re_ingestion_and_touches_no_other_article(tmp_path: Path) -> None:
    articles = [said(f"b-{i}", ("Anton Brandt", f"Number {i} is a good number")) for i in range(3)]
    with Tracker(tmp_path / "n.db") as tracker:
        tracker.add_many(articles)
        other = tracker.split("anton-brandt", articles=["b-1"], note="a namesake, the baker")
        tracker.remove("b-1")
        tracker.add(articles[1])
        tracker.add(said("b-3", ("Anton Brandt", "Number 3 it is")))
        assert named(tracker) == {
            "b-0 Anton Brandt": "anton-brandt",
            "b-1 Anton Brandt": other,
            "b-2 Anton Brandt": "anton-brandt",
            "b-3 Anton Brandt": "anton-brandt",
        }
        with pytest.raises(InputError, match="does not speak"):
            tracker.split("anton-brandt", articles=["b-1"])


def test_a_merge_takes_a_split_back(tmp_path: Path) -> None:
    with Tracker(tmp_path / "n.db") as tracker:
        tracker.add_many(week_of_news())
        other = tracker.split("ines-okafor", articles=["gazette-1"])
        tracker.merge("ines-okafor", other)
        assert named(tracker)["gazette-1 Okafor"] == "ines-okafor"
        assert other not in {p.person for p in tracker.speakers()}


def test_merging_namesakes_that_were_kept_apart(tmp_path: Path) -> None:
    roles = [{"Ada Obi": ("police chief", None)}, {"Ada Obi": ("professor", None)}]
    with Tracker(tmp_path / "n.db") as tracker:
        for i, role in enumerate(roles):
            tracker.add(said(f"o-{i}", ("Ada Obi", "Indeed so"), roles=role))
        one, other = sorted(p.person for p in tracker.speakers())
        tracker.merge(one, other)
        assert [p.quotes for p in tracker.speakers()] == [2]


def test_every_order_of_arrival_gives_the_same_people(tmp_path: Path) -> None:
    articles = week_of_news()[:4]
    found = set()
    for order in list(permutations(articles))[::5]:
        with Tracker(":memory:") as tracker:
            tracker.add_many(order)
            found.add(tuple(sorted(named(tracker).items())))
    assert len(found) == 1


def test_nobody_and_several_are_told_with_their_ids(tmp_path: Path) -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        assert tracker.person("Ines Okafor").person == "ines-okafor"
        assert tracker.person("brandt").person == "anton-brandt"
        assert tracker.person("the port authority").person == "org:port-authority"
        with pytest.raises(InputError, match="ines-okafor, rita-okafor"):
            tracker.person("Okafor")
        with pytest.raises(InputError, match="did you mean anton-brandt"):
            tracker.person("Anton Brand")
