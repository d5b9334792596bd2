"""Names gathered into chains: every mention of one person or institution, full name, surname or acronym."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from attrs import define, evolve, field

from quotetrack.find.aliases import join_aliases, of_other_order
from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.capitals import PARTICLES
from quotetrack.find.couples import join_couples
from quotetrack.find.forms import compatible, generation, initials, name_parts, one_slip, surname
from quotetrack.find.kinds import Name, NameIndex, is_acronym
from quotetrack.find.lands import land_of
from quotetrack.find.nouns import singular
from quotetrack.find.words import Words
from quotetrack.lang.given import Gender, gender_of_name
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import KnownPerson, Role

ChainKind = Literal["person", "organization", "place", "people", "group", "unnamed", "document", "author"]

NAMESAKES = 50  # looked at for one surname, or one name of institutions
MOST_ROLES = 30  # no one holds more; what else is found is noise


@define(eq=False)
class Chain:
    """Gathers the mentions of one referent while an article is read; frozen as a `Speaker` in the end."""

    kind: ChainKind
    names: Counter[str] = field(factory=Counter)
    parts: set[tuple[str, ...]] = field(factory=set)
    mentions: list[tuple[int, int]] = field(factory=list)
    roles: list[Role] = field(factory=list)
    votes: Counter[str] = field(factory=Counter)
    head: str = ""
    key: tuple[str, ...] = ()
    label: str = ""
    plural: bool = False
    members: tuple[Chain, ...] = ()
    known: KnownPerson | None = None
    owner: Chain | None = None
    anonymous: str | None = None
    told: set[tuple[str | None, str | None, str]] = field(factory=set)
    full_at: list[int] = field(factory=list)
    sure: bool = False
    first: int = 0
    land: str | None = None  # whose institution the article says it is
    given: Gender | None = None  # of nearly all who bear the given name
    also: set[str] = field(factory=set)  # names that it goes by, besides its own

    def tell(self, roles: Iterable[Role]) -> None:
        """Add roles that are new; an article that repeats one a thousand times tells it once."""
        for role in roles:
            if role.affiliation is not None and not any(c.isalnum() for c in role.affiliation):
                role = evolve(role, affiliation=None)
            key = (role.title, role.affiliation, role.tense)
            if key not in self.told and len(self.told) < MOST_ROLES:
                self.told.add(key)
                self.roles.append(role)

    def hear(self, gender: Gender) -> None:
        """Count a pronoun, unless the given name says that it means somebody else, whom the article may not name."""
        if self.given in (None, gender):
            self.votes[gender] += 1

    @property
    def gender(self) -> Gender | None:
        """Return the gender that the text tells, else that of the given name: pronouns of the other are not meant."""
        return self.gender_told or self.given

    @property
    def gender_told(self) -> Gender | None:
        """Return the gender that the text's own words give, ``None`` without clear evidence."""
        male, female = self.votes["male"], self.votes["female"]
        if male > 2 * female:
            return "male"
        if female > 2 * male:
            return "female"
        return None

    @property
    def name(self) -> str | None:
        """Return the fullest proper name: most words, then most frequent, then first seen.

        Its own names come before those it goes by.
        """
        if not self.names:
            return None
        own = [name for name in self.names if name not in self.also]
        return max(own or self.names, key=lambda name: (len(name.split()), self.names[name]))


class Chains:
    """Holds the chains of an article and which name belongs to which."""

    def __init__(self, words: Words, names: NameIndex, lexicon: Lexicon) -> None:
        self.words = words
        self.names = names
        self.lexicon = lexicon
        self.chains: list[Chain] = []
        self.of_name: dict[int, Chain] = {}
        self.by_surname: dict[str, list[Chain]] = {}
        self.by_given: dict[str, list[Chain]] = {}
        self.by_words: dict[tuple[str, ...], Chain] = {}
        self.by_last: dict[str, list[Chain]] = {}
        self.by_land: dict[tuple[str, ...], dict[str, Chain]] = {}  # institutions of one name, by whose they are
        self.by_front: dict[str, Chain] = {}  # by the two names before the family name
        self.acronyms: dict[str, Chain] = {}
        self.companies: dict[str, list[Chain]] = {}  # by the first of several words
        self.full: set[int] = set()
        self.by_shape: dict[tuple[str, str], list[str]] = {}
        self._people()
        join_couples(self)
        self._institutions()
        join_aliases(self)

    def new(self, kind: ChainKind, first: int) -> Chain:
        """Begin a chain."""
        chain = Chain(kind, first=first)
        self.chains.append(chain)
        return chain

    def tell_given(self) -> None:
        """Give each person the gender that the given name tells, where all forms of the name agree."""
        for chain in self.chains:
            if chain.kind == "person":
                told = {gender_of_name(parts) for parts in chain.parts}
                chain.given = told.pop() if len(told) == 1 else None

    def form(self, name: Name) -> str:
        """Return the words of a name."""
        return self.words.phrase(name.first, name.last)

    def add(self, chain: Chain, index: int, form: str) -> None:
        """Add the name of an index to a chain, under a form of it."""
        name = self.names.names[index]
        chain.names[form] += 1
        chain.mentions.append((name.first, name.last))
        if name.gender:
            chain.votes[name.gender] += 3
        chain.sure = chain.sure or name.kind == "person"
        self.of_name[index] = chain

    def _people(self) -> None:
        """Chain full personal names; all of them first, so that a surname before the full name finds it too."""
        for index, name in enumerate(self.names.names):
            if name.kind != "person":
                continue
            form = self.form(name)
            parts = name_parts(form, self.lexicon)
            if len(parts) < 2:
                continue
            last = surname(parts)
            fits = [c for c in self.by_surname.get(last, ())[:20] if any(compatible(parts, p) for p in c.parts)]
            own = generation(form)
            if own:
                fits = [c for c in fits if {generation(other) for other in c.names} <= {"", own}]
            if len(fits) > 1:
                fits = [c for c in fits if any(p[0] == parts[0] for p in c.parts)][:1] or fits[:1]
            fits = fits or of_other_order(self, form, parts)
            if fits:
                chain = fits[0]
            else:
                chain = self.new("person", name.first)
                self.by_surname.setdefault(last, []).append(chain)
                self.by_shape.setdefault((last[0], last[-1]), []).append(last)
                in_front = len(parts[0]) == 2 and form[1].islower()  # Xi Jinping; not U.S. or J.R.
                for part in parts[:-1]:
                    if (len(part) > 2 or (in_front and part == parts[0])) and part not in PARTICLES:
                        self.by_given.setdefault(part, []).append(chain)
            if len(chain.parts) < 8:
                chain.parts.add(parts)
            chain.full_at.append(name.first)
            self.full.add(index)
            if len(form.split()) == 3:
                self.by_front.setdefault(form.rsplit(" ", 1)[0], chain)
            self.add(chain, index, self._without_letters(form))

    def _without_letters(self, form: str) -> str:
        """Cut the letters of rank after a name: *Oliver Pym QC*; *Jr.* and *III* belong to the name."""
        *rest, last = form.split()
        letters = last in self.lexicon.suffixes and last.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV", "V")
        return " ".join(rest).rstrip(",") if letters and len(rest) > 1 else form

    def _institutions(self) -> None:
        """Chain institutions, places and peoples: long names first, so that acronyms and short forms find them."""
        order = sorted(
            range(len(self.names.names)), key=lambda k: self.names.names[k].last - self.names.names[k].first == 1
        )
        for index in order:
            name = self.names.names[index]
            if name.kind not in ("organization", "people") and not (
                name.kind in ("place", "unknown") and name.last - name.first > 1
            ):
                continue
            form = self.form(name)
            key = tuple(part.strip(".,").lower() for part in form.replace("’", "'").split() if part.lower() != "the")
            single = name.last - name.first == 1
            if single and self.by_surname.get(key[0] if key else "") and name.kind != "people":
                continue  # the label is wrong: a person of that surname is in the article
            land = land_of(self.words, self.names, name, self.lexicon)
            chain = self._namesake(key, name, land) or self._shorter(key, name, land)
            if chain is None:
                chain = self.new(
                    "place" if name.kind == "place" else "people" if name.kind == "people" else "organization",
                    name.first,
                )
                self.by_words.setdefault(key, chain)
                self.by_last.setdefault(key[-1] if key else "", []).append(chain)
            if land is not None:
                chain.land = chain.land or land
                self.by_land.setdefault(key, {}).setdefault(chain.land, chain)
            if key and len(chain.parts) < 8:
                chain.parts.add(key)
            if len(key) > 1:
                if self.lexicon.sort_ends.get(self.words.form[name.last - 1]) == "company":
                    known = self.companies.setdefault(key[0], [])
                    known.extend([] if chain in known else [chain])
                for letters in initials(form):
                    self.acronyms.setdefault(letters, chain)
                told = self.words.form[name.last : name.last + 3]
                if len(told) == 3 and told[0] == "(" and told[2] == ")" and is_acronym(told[1]):
                    # Coastal Flood Agency (CFA): the article itself explains the letters
                    self.acronyms["".join(c for c in told[1] if c.isalnum()).lower()] = chain
            self.add(chain, index, self._institution_form(index, form))

    def _namesake(self, key: tuple[str, ...], name: Name, land: str | None) -> Chain | None:
        """Return the institution of these words; where several lands have one, that of the land or the last named."""
        lands = self.by_land.get(key)
        if land is not None and lands is not None:
            return lands.get(land)
        if lands is not None and len(lands) > 1:
            return max(islice(reversed(lands.values()), NAMESAKES), key=lambda chain: chain.mentions[-1])
        chain = self.by_words.get(key)
        return None if chain is None or _elsewhere(chain, land) else chain

    def _institution_form(self, index: int, form: str) -> str:
        """Give a generic name its possessor: *Russia's Foreign Ministry*, *Ohio's Supreme Court*."""
        name = self.names.names[index]
        generic = all(
            part.lower() in self.lexicon.organizations
            or part.lower() in self.lexicon.modifiers
            or part in ("Supreme", "Foreign", "High")
            for part in form.split()
        )
        if generic and name.first > 1 and self.words.lower[name.first - 1] in POSSESSIVES:
            holder = self.names.at(name.first - 2)
            if holder is not None:
                return self.words.phrase(self.names.names[holder].first, name.last)
        return form

    def _shorter(self, key: tuple[str, ...], name: Name, land: str | None) -> Chain | None:
        """Find the institution that a shorter or longer form means: *the Post*, *U.S. Supreme Court*, an acronym."""
        if not key:
            return None
        if name.kind == "people":
            return None
        form = self.words.form[name.first]
        if len(key) == 1 and is_acronym(form):
            letters = "".join(c for c in form if c.isalnum()).lower()
            chain = self.acronyms.get(letters)
            if chain is not None:
                return chain
        if len(key) == 1 and (company := self._company(name, key[0])) is not None:
            return company
        for chain in reversed(self.by_last.get(key[-1], ())[-8:]):
            if _elsewhere(chain, land):
                continue
            for other in list(chain.parts) or []:
                if other[-len(key) :] == key or key[-len(other) :] == other:
                    return chain
        return None

    def _company(self, name: Name, word: str) -> Chain | None:
        """Find the one company whose name begins with a lone word: *Larkwell* for *Larkwell Foods*."""
        named = self.companies.get(word, ())
        plain = name.titled == name.first and name.kind != "place" and self.words.form[name.first] != word
        return named[0] if plain and len(named) == 1 else None

    def link_singles(self) -> None:
        """Link surnames, given names and lone words to their chains, in text order; the one in focus wins a tie."""
        focus: dict[str, Chain] = {}
        # Mr. and Mrs. tell namesakes apart, so they go first
        order = sorted(range(len(self.names.names)), key=lambda k: self.names.names[k].gender is None)
        for index in order:
            name = self.names.names[index]
            if index in self.of_name:
                chain = self.of_name[index]
                if chain.kind == "person":
                    for part in chain.parts:
                        focus[surname(part)] = chain
                continue
            if name.kind == "adjective":
                continue
            form = self.form(name)
            low = name_parts(form, self.lexicon)[-1:] or (form.lower(),)
            last = low[0]
            possible = self.by_surname.get(last) or self._misspelt(last)
            if name.gender:
                # Mr. Obama is not the first lady
                possible = [c for c in possible if c.gender in (None, name.gender)]
            if possible:
                chain = self._in_focus(name, possible, focus.get(last), self.words.para[name.first])
            elif last in self.by_given and (
                name.titled == name.first
                or self.words.form[name.first - 1] in ("Sir", "Dame")
                or self._first_is_family(name, last)
            ):
                possible = self.by_given[last][-NAMESAKES:]
                chain = max(possible, key=lambda c: (c.first <= name.first, len(c.full_at)))
                last = surname(next(iter(chain.parts)))
            else:
                chain = self._company(name, last) or self._lone(name, last)
            self.add(chain, index, form)
            focus[last] = chain

    def _first_is_family(self, name: Name, first: str) -> bool:
        """Is the family name the first one: *Mr. Wang*, *Minister Wang* for the one Wang Zhenyu of the article?"""
        bearers = self.by_given[first]
        if len(bearers) != 1 or any(parts[0] != first for parts in bearers[0].parts):
            return False
        if name.gender is not None:
            return bearers[0].gender in (None, name.gender)
        office = singular(self.words.lower[name.first - 1].rstrip("."))
        return any(office in (role.title or "").lower().split() for role in bearers[0].roles)

    def _in_focus(self, name: Name, possible: Iterable[Chain], focus: Chain | None, para: int) -> Chain:
        """Choose among namesakes: by office, the one named in full in this paragraph, the main one, the last one."""
        options = list(possible)[-NAMESAKES:]
        if own := generation(self.form(name)):
            options = [c for c in options if any(generation(other) == own for other in c.names)] or options
        if len(options) == 1:
            return options[0]
        if name.titled < name.first and not name.gender:
            office = singular(self.words.lower[name.first - 1].rstrip("."))
            held = [c for c in options if any(office in (r.title or "").lower().split() for r in c.roles)]
            if len(held) == 1:
                return held[0]
        if name.gender:
            sure = [c for c in options if c.gender_told == name.gender]
            options = sure or options
        before = [c for c in options if c.first <= name.first] or options
        last = max(before, key=lambda c: self._last_before(c, name.first))
        at = self._last_before(last, name.first)
        if at >= 0 and self.words.para[at] == para:
            return last
        main = max(before, key=lambda c: (len(c.mentions), -c.first))
        if len(main.mentions) >= 3 * max(len(c.mentions) for c in before if c is not main) if len(before) > 1 else True:
            return main
        return last

    def _last_before(self, chain: Chain, word: int) -> int:
        """Return where a chain was last named in full before a word, -1 for nowhere."""
        k = bisect_left(chain.full_at, word) - 1
        return chain.full_at[k] if k >= 0 else -1

    def _misspelt(self, last: str) -> list[Chain]:
        """Find the one surname from which a long name differs by a single slip: *Scheiderman* for *Schneiderman*."""
        if len(last) < 7:
            return []
        near = [other for other in self.by_shape.get((last[0], last[-1]), ())[:50] if one_slip(last, other)]
        return self.by_surname.get(near[0], []) if len(near) == 1 else []

    def _lone(self, name: Name, last: str) -> Chain:
        key = (last, name.gender or "")
        chain = self.by_words.get(key)
        if chain is not None:
            return chain
        behind = self.words.tag[name.last : name.last + 1]
        thing = name.titled == name.first > 0 and self.words.lower[name.first - 1] == "the"  # the Bible said
        thing = thing and behind not in (("NN",), ("NNS",), ("NNP",))  # the Obi match
        kind: ChainKind = (
            "person"
            if name.kind == "person" or (name.kind == "unknown" and not thing)
            else "place"
            if name.kind == "place"
            else "organization"
        )
        chain = self.new(kind, name.first)
        self.by_words[key] = chain
        if kind == "person":
            chain.parts.add((last,))
            self.by_surname.setdefault(last, []).append(chain)
        return chain


def _elsewhere(chain: Chain, land: str | None) -> bool:
    """Is the institution another land's: not *Ukraine's* but *Russia's Defence Ministry*?"""
    return land is not None and chain.land is not None and chain.land != land
