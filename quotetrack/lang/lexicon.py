"""The word lists under `en/` as sets, read once: people, things, places, cues. Data, no rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

from attrs import field, frozen

FOLDER = Path(__file__).parent / "en"
Table = Mapping[str, Mapping[str, str]]


def _set(words: str) -> frozenset[str]:
    """Split a list of words; an underscore stands for a space inside one entry."""
    return frozenset(word.replace("_", " ") for word in words.split())


def _lower(words: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _set(words))


def _phrases(words: str) -> frozenset[tuple[str, ...]]:
    """Split entries at bars into word sequences."""
    return frozenset(tuple(phrase.split()) for phrase in words.split("|"))


def _starts(entries: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Index entries by their first word, the longest first, so that a text is matched in one pass."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        parts = tuple(entry.split())
        index.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in index.items()}


@frozen
class Lexicon:
    """Holds the lists by what they tell about a word; lower case unless the entry is a name."""

    male_honorifics: frozenset[str]
    female_honorifics: frozenset[str]
    honorifics: frozenset[str]
    titles: frozenset[str]
    initials: Mapping[str, tuple[str, ...]] = field(hash=False)
    before_names: frozenset[str]
    suffixes: frozenset[str]
    abbreviations: frozenset[str]
    roles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    relations: frozenset[str]
    couples: frozenset[str]
    given: frozenset[str]
    modifiers: frozenset[str]
    dropped: frozenset[str]
    of_titles: frozenset[tuple[str, ...]]
    plural_words: frozenset[str]
    plain: frozenset[str]
    speaks_about: frozenset[str]
    left_unnamed: frozenset[str]
    writes: frozenset[str]
    organizations: frozenset[str]
    name_ends: frozenset[str]
    documents: frozenset[str]
    groups: frozenset[str]
    group_plurals: frozenset[str]
    authored: frozenset[str]
    own_words: frozenset[str]
    printed: frozenset[str]
    figures: frozenset[str]
    outlets: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    place_starts: Mapping[str, tuple[tuple[str, ...], ...]] = field(hash=False)
    adjectives: frozenset[str]
    peoples: frozenset[str]
    nations: Mapping[str, tuple[str, bool]] = field(hash=False)
    acts: Mapping[str, frozenset[str]] = field(hash=False)
    auxiliaries: frozenset[str]
    negations: frozenset[str]
    speech: frozenset[str]
    channels: Mapping[str, tuple[str, ...]] = field(hash=False)
    addressee_verbs: frozenset[str]
    offices: Mapping[str, str] = field(hash=False)
    varied: frozenset[str]
    bare: frozenset[str]
    exclusive: frozenset[str]
    sides: tuple[frozenset[str], ...]
    things: tuple[frozenset[str], ...]
    place_nouns: frozenset[str]
    place_ends: frozenset[str]
    thing_ends: frozenset[str]
    sort_nouns: Mapping[str, str] = field(hash=False)
    sort_ends: Mapping[str, str] = field(hash=False)
    sort_names: Mapping[str, str] = field(hash=False)
    noun_sorts: Mapping[str, frozenset[str]] = field(hash=False)
    untold: frozenset[str]
    sectors: frozenset[str]
    forenames: frozenset[str]
    half_forenames: frozenset[str]
    surnames: frozenset[str]
    body_ends: frozenset[str]
    body_starts: frozenset[str]


def _sorts(table: Mapping[str, object], what: str) -> Mapping[str, str]:
    """Give each word of a list the sort of institution whose list it is, the first where two have it."""
    out: dict[str, str] = {}
    for sort, lists in cast(Mapping[str, Mapping[str, str]], table).items():
        for word in lists.get(what, "").split():
            out.setdefault(word, sort)
    return out


def _sort_names(table: Mapping[str, object], known: Table) -> Mapping[str, str]:
    """Give each name that is known whole the sort of institution that it is."""
    lists = {sort: one.get("names", "") for sort, one in cast(Mapping[str, Mapping[str, str]], table).items()}
    flat = cast(Mapping[str, str], known)
    out: dict[str, str] = {}
    for sort, names in (*lists.items(), ("company", flat["companies"]), ("club", flat["clubs"])):
        for name in names.split(","):
            out.setdefault(" ".join(name.split()), sort)
    return out


def _noun_sorts(table: Mapping[str, object]) -> Mapping[str, frozenset[str]]:
    """Give each noun for institutions all sorts that it may mean."""
    out: dict[str, set[str]] = {}
    for sort, lists in cast(Mapping[str, Mapping[str, str]], table).items():
        for noun in f"{lists['nouns']} {lists.get('wide', '')}".split():
            out.setdefault(noun, set()).add(sort)
    return {noun: frozenset(sorts) for noun, sorts in out.items()}


def _nations(words: str) -> Mapping[str, tuple[str, bool]]:
    """Give each lower-case name of a nation the one that stands for all, and whether it can be nothing else."""
    out: dict[str, tuple[str, bool]] = {}
    for entry in words.lower().split():
        names = entry.replace("_", " ").split(",")
        out.update({name.lstrip("+"): (names[0], name[0] != "+") for name in names})
    return out


def _strings(table: Table) -> Iterable[str]:
    return cast(Mapping[str, str], table).values()


def _pair(entry: str) -> tuple[str, str]:
    first, second = entry.split(",")
    return first, second


def _read(name: str) -> Table:
    with (FOLDER / name).open("rb") as lines:
        return cast(Table, tomllib.load(lines))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lists of the package, once.

    >>> "spokeswoman" in load_lexicon().roles
    True
    """
    people, things, places, cues, shapes, bodies = (
        _read(f"{name}.toml") for name in ("people", "things", "places", "cues", "names", "bodies")
    )
    names = {key: _set(words) for key, words in cast(Mapping[str, str], shapes).items()}
    honorifics, roles = people["honorifics"], people["roles"]
    male, female = _set(honorifics["male"]), _set(honorifics["female"])
    relations_male, relations_female = _lower(roles["relations_male"]), _lower(roles["relations_female"])
    relations = relations_male | relations_female | _lower(roles["relations_any"])
    titles = _set(people["abbreviations"]["titles"])
    initials, unsure = (
        {initials: tuple(office.split("-")) for initials, office in map(_pair, people["initials"][key].split())}
        for key in ("offices", "before_names")
    )
    flat = {key: value for key, value in cast(Mapping[str, object], places).items() if isinstance(value, str)}
    all_places = _set(flat["countries"]) | _set(flat["cities"]) | _set(flat["states"])
    loose = {key: value for key, value in cast(Mapping[str, object], things).items() if isinstance(value, str)}
    own_words, printed, figures = (_lower(loose[name]) for name in ("own_words", "printed", "figures"))
    sort_ends = _sorts(things["sorts"], "ends")
    ends = _set(loose["name_ends"]) | _set(flat["place_ends"]) | _set(flat["thing_ends"]) | sort_ends.keys()
    ends |= {word.capitalize() for word in loose["organizations"].split()}
    return Lexicon(
        male_honorifics=male,
        female_honorifics=female,
        honorifics=male | female | _set(honorifics["any"]),
        titles=titles
        | initials.keys()
        | {title.rstrip(".") for title in titles if len(title) > 3} - {"Del", "Sec", "Mgr", "Cong", "Comm"},
        initials={office.lower(): words for office, words in (initials | unsure).items()},
        before_names=frozenset(unsure),
        suffixes=_set(people["abbreviations"]["suffixes"]),
        abbreviations=_set(people["abbreviations"]["others"]) | titles,
        roles=_lower(roles["office"]) | _lower(roles["work"]) | relations,
        male=_lower(roles["male"]) | relations_male,
        female=_lower(roles["female"]) | relations_female,
        relations=relations,
        couples=_lower(roles["couples"]),
        given=_set(roles["given"]),
        modifiers=_lower(people["titles"]["modifiers"]),
        dropped=_lower(people["titles"]["dropped"]),
        of_titles=_phrases(people["titles"]["of_titles"]),
        plural_words=_lower(people["quantity"]["plural"]),
        plain=_lower(people["described"]["plain"]),
        speaks_about=_lower(people["described"]["speaks_about"]),
        left_unnamed=_lower(people["described"]["left_unnamed"]),
        writes=_lower(people["described"]["writes"]),
        organizations=_lower(loose["organizations"]),
        name_ends=_set(loose["name_ends"]),
        documents=_lower(loose["documents"]),
        groups=_lower(loose["groups"]),
        group_plurals=_lower(loose["group_plurals"]),
        authored=_lower(loose["agent_documents"]) | own_words | printed | figures,
        own_words=own_words,
        printed=printed,
        figures=figures,
        outlets=frozenset(word.replace("-", " ") for word in _set(things["outlets"]["names"]))
        | _set(things["outlets"]["names"]),
        bodies=frozenset(" ".join(name.split()) for names in _strings(bodies) for name in names.split(",")),
        places=all_places,
        countries=_set(flat["countries"]),
        place_starts=_starts(all_places),
        adjectives=_set(flat["adjectives"]),
        peoples=_set(flat["people_plurals"]),
        nations=_nations(flat["nations"]),
        acts={act: _lower(words) for act, words in cues["acts"].items()},
        auxiliaries=_lower(cast(Mapping[str, str], cues)["auxiliaries"]),
        negations=_lower(cast(Mapping[str, str], cues)["negations"]),
        speech=_lower(cast(Mapping[str, str], cues)["speech"]),
        channels={channel: tuple(words.split("|")) for channel, words in cues["channels"].items()},
        addressee_verbs=_lower(cues["addressees"]["verbs"]),
        offices={word: entry.split(",")[0] for entry in people["same"]["titles"].split() for word in entry.split(",")}
        | {office.lower(): words[-1] for office, words in (initials | unsure).items()},
        varied=_lower(people["same"]["varied"]),
        bare=_lower(people["same"]["bare"]),
        exclusive=_lower(people["same"]["exclusive"]),
        sides=tuple(frozenset(entry.split(",")) for entry in people["same"]["sides"].split()),
        things=tuple(frozenset(entry.split(",")) for entry in things["same"]["things"].split()),
        place_nouns=_lower(things["same"]["places"]),
        place_ends=_set(flat["place_ends"]),
        thing_ends=_set(flat["thing_ends"]),
        sort_nouns=_sorts(things["sorts"], "nouns"),
        sort_ends=sort_ends,
        sort_names=_sort_names(things["sorts"], bodies),
        noun_sorts=_noun_sorts(things["sorts"]),
        untold=_lower(things["untold"]["nouns"]),
        sectors=_lower(things["sectors"]["words"]),
        forenames=names["forenames"],
        half_forenames=names["half_forenames"],
        surnames=names["surnames"],
        body_ends=names["things"] | (ends - names["surnames"]),
        body_starts=names["openers"],
    )
