"""The words of an office taken apart: title, what it belongs to, former or acting, and what follows its head."""

from __future__ import annotations

from quotetrack.find.bounds import CUTS, POSSESSIVES
from quotetrack.find.kinds import NameIndex
from quotetrack.find.nouns import is_title, singular
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import Role, Tense

DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those some several many most few all both any"
    " no another other every each".split()
)
TENSES: dict[str, Tense] = {
    "former": "former",
    "ex": "former",
    "one-time": "former",
    "onetime": "former",
    "then": "former",
    "retired": "former",
    "late": "former",
    "previous": "former",
    "acting": "acting",
    "interim": "acting",
    "caretaker": "acting",
    "elect": "elect",
    "incoming": "elect",
    "designate": "elect",
    "deputy": "deputy",
    "vice": "current",  # a vice president holds an office of his own
}
KEPT = frozenset(("former", "ex", "retired", "acting", "interim", "onetime", "one-time", "deputy", "late"))
OBJECT_PREPOSITIONS = frozenset("of for at with from in to on by".split())
# Nouns for a member of a party, which tell whom somebody belongs to.
PARTISANS = frozenset("Republican Democrat Conservative Libertarian Tory Liberal Independent Socialist Green".split())
# What a title word before the head can belong to when it is capitalised: Ohio Democratic Party Chairman.
BODIES = frozenset("party campaign council board assembly club cabinet team administration".split())
# Lower-case nouns before a head that are an employer, not part of the title: campaign spokesman, company chief.
BELONGS = frozenset(
    "campaign administration party government company ministry hospital museum network embassy union firm bank".split()
)
# Adjectives that describe a group of people and are nobody's affiliation.
DESCRIBES = frozenset(
    "African-American Hispanic Latino Latina Asian Native Black White Jewish Muslim Christian Catholic".split()
)
# Words for people that tell no office.
PERSONS = frozenset("man woman boy girl guy person teenager pensioner mother father grandmother grandfather".split())
# What a name may follow with *of*: the name, not the noun alone, tells what an office belongs to.
NAMED_OF = frozenset(
    """city town village county parish borough province state region district municipality republic kingdom commonwealth
    duchy emirate island isle port diocese archdiocese university college ministry department""".split()
)
STOPS = frozenset(
    "who which that whose and but under during until since before after including as while when where whom".split()
)
# A lower-case noun before these tells their trade, not whom they work for: a bank manager, a school cook.
TRADES = frozenset(
    """manager driver consultant teacher assistant clerk cook nurse guard worker porter teller cleaner robber caretaker
    owner student pupil employee foreman receptionist librarian counsellor counselor""".split()
)
# Whoever speaks for an institution belongs to it whatever its noun: a palace spokesman, prison officials.
VOICES = frozenset("spokesman spokeswoman spokesperson official source insider".split())
# With these a campaign or party is whom they work for; a campaign manager or party chairman is the office itself.
WORKS_FOR = frozenset(
    "spokesman spokeswoman spokesperson aide official surrogate adviser advisor staffer volunteer source"
    " operative supporter backer ally donor strategist insider worker lawyer attorney counsel".split()
)


def head_of(title: str | None) -> str:
    """Return the head noun of a title, lower case: *Secretary of State* is a secretary.

    >>> head_of("former Minister for Trade")
    'minister'
    """
    head = ""
    for part in (title or "").lower().split():
        if part in OBJECT_PREPOSITIONS and head:
            break
        head = part
    return head


def strip_article(text: str) -> str:
    """Cut the leading determiner off a phrase.

    >>> strip_article("the State Department")
    'State Department'
    """
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in DETERMINERS else text


def _tense(words: Words, first: int, last: int) -> Tense:
    for k in range(first, last):
        low = words.lower[k]
        for part in (low, *low.split("-")):
            if part in TENSES and part not in ("vice", "deputy"):
                return TENSES[part]
    if "deputy" in words.lower[first:last]:
        return "deputy"
    return "current"


def _in_title(words: Words, names: NameIndex, k: int, lexicon: Lexicon) -> bool:
    """Can the word belong to the title whose head follows?"""
    low = words.lower[k]
    name = names.at(k)
    if name is not None:
        cover = names.names[name]
        if cover.last - cover.first >= 2 or words.form[k] in lexicon.adjectives or words.form[k] in lexicon.places:
            return False
        if cover.kind == "organization" and words.form[k + 1].islower():
            return False  # Treasury official
        return low in lexicon.modifiers or is_title(words, k, lexicon)
    if low in BODIES and (words.form[k][0].isupper() or names.at(k - 1) is not None):
        return False
    if low in lexicon.modifiers or is_title(words, k, lexicon):
        return True
    if low in lexicon.organizations or low in lexicon.dropped or words.form[k] in lexicon.adjectives:
        return False
    return (
        words.form[k].islower() and words.form[k][0].isalpha() and low not in DETERMINERS and low not in ("and", "by")
    )


def title_roles(
    words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon, *, possessor: str | None = None
) -> list[Role]:
    """Read the words of a title, such as *former Obama administration official*, into title and affiliation.

    The range ends right after the head noun. Titles joined by *and* give one role each.
    """
    while first < last - 1 and (
        words.lower[first] in DETERMINERS
        or words.lower[first] == "one"
        or words.form[first] in "\"“”''"
        or words.lower[first] in lexicon.plural_words
        or words.form[first].isdigit()
    ):
        first += 1
    joint = next((k for k in range(last - 2, first, -1) if words.lower[k] == "and" and names.at(k) is None), None)
    if joint is not None and is_title(words, joint - 1, lexicon):
        left = title_roles(words, names, first, joint, lexicon, possessor=possessor)
        return left + title_roles(words, names, joint + 1, last, lexicon)
    head = next((k for k in range(last - 1, first - 1, -1) if person_head(words, k, lexicon)), None)
    if head is None:
        return []
    start = head
    while start > first and _in_title(words, names, start - 1, lexicon):
        low = words.lower[start - 1]
        if low in ("campaign", "party", "administration") and singular(words.lower[head]) in WORKS_FOR:
            break
        start -= 1
    # vice-presidential nominee Gov. Mike Pence: two offices
    parted = next(
        (
            k
            for k in range(head, first, -1)
            if words.form[k] in lexicon.titles
            and words.lower[k - 1] in lexicon.roles
            and words.form[k - 1] not in lexicon.titles
        ),
        None,
    )
    if parted is not None and parted > start:
        left = title_roles(words, names, first, parted, lexicon, possessor=possessor)
        return left + title_roles(words, names, parted, last, lexicon)
    early = first
    prefix: list[str] = []
    while early < start and _is_time(words, names, early, lexicon):
        if words.lower[early] in KEPT:
            prefix.append(words.form[early])
        early += 1
    while start < head and words.lower[start] in lexicon.dropped:
        start += 1
    title = " ".join([*prefix, words.phrase(start, head + 1)])
    stop = start
    for k in range(stop - 1, early - 1, -1):
        if names.at(k) is not None:
            continue
        if words.lower[k] in TENSES or words.lower[k] in KEPT:  # the Prize-winning former NIH director
            prefix.extend([words.form[k]] if words.lower[k] in KEPT else [])
            early = k + 1
            break
        if (
            words.lower[k] in OBJECT_PREPOSITIONS
            or words.lower[k] in ("against", "about", "as", "than", "like")
            or words.tag[k] in ("VBD", "VBZ", "VBP")
        ):
            early = k + 1
            break
    # presidential candidate Texas Senator Ted Cruz: an office stands before the place
    office = next(
        (k for k in range(stop - 2, early - 1, -1) if person_head(words, k, lexicon) and names.at(k) is None), None
    )
    if office is not None and names.at(office + 1) is not None:
        left = title_roles(words, names, early, office + 1, lexicon, possessor=possessor)
        return left + title_roles(words, names, office + 1, last, lexicon)
    while stop > early and (words.lower[stop - 1] in POSSESSIVES or _is_time(words, names, stop - 1, lexicon)):
        stop -= 1
    if stop > early and not _is_affiliation(words, names, early, stop, lexicon, head=words.lower[head]):
        title = " ".join([*prefix, words.phrase(early, head + 1)])
        stop = early
    if singular(words.lower[head]) in PERSONS and not any(_is_body(names, k) for k in names.within(early, stop)):
        stop = early  # Leeds man Bo Ek
    affiliation = strip_article(words.phrase(early, stop)) if stop > early else possessor
    span = (words.start[first], words.end[last - 1])
    tense = _tense(words, first, head + 1)
    if words.form[head] in PARTISANS and title == words.form[head]:
        # a Democrat, an Ohio Republican: a side, not an office
        sides = [title, affiliation] if affiliation else [title]
        return [Role(None, side, *span, words.text[span[0] : span[1]], tense) for side in sides]
    roles = [Role(title, affiliation or None, *span, words.text[span[0] : span[1]], tense)]
    if affiliation and possessor and affiliation != possessor:
        roles[0] = Role(
            title,
            f"{possessor} {affiliation}" if affiliation[0].islower() else affiliation,
            *span,
            words.text[span[0] : span[1]],
            tense,
        )
    elif affiliation:
        roles = _split_affiliation(words, names, early, stop, roles[0], lexicon) if stop > early else roles
    return roles


def _is_body(names: NameIndex, k: int) -> bool:
    name = names.names[k]
    return name.kind == "organization" and name.last - name.first > 1


def _is_time(words: Words, names: NameIndex, k: int, lexicon: Lexicon) -> bool:
    """Is the word *former*, *longtime*, *top* and the like; not *New* in *New York*."""
    low = words.lower[k]
    return (low in KEPT or low in TENSES or low in lexicon.dropped) and names.at(k) is None


def _is_affiliation(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon, *, head: str) -> bool:
    """Do the words before a title name an institution, place or side; not the *high school* of a high school senior."""
    noun = words.lower[last - 1]
    known = words.tag[first] == "NN" or noun in lexicon.organizations
    common = words.form[first].islower() or (words.sentence_start[first] and known)
    if last - first == 1 and common and singular(head) in TRADES:
        return False  # a bank manager manages no particular bank
    if any(True for _ in names.within(first, last)) or words.form[first] in lexicon.adjectives:
        return True
    return noun in BELONGS or (singular(head) in VOICES and noun in lexicon.organizations)


def _split_affiliation(
    words: Words, names: NameIndex, first: int, last: int, role: Role, lexicon: Lexicon
) -> list[Role]:
    """Part *Republican Florida* in *Republican Florida Sen. X*: two affiliations, one title."""
    parts: list[str] = []
    k = first
    while k < last:
        name = names.at(k)
        cover = names.names[name] if name is not None else None
        if cover is not None and cover.first == k and cover.last < last and cover.kind in ("adjective", "place"):
            nxt = names.at(cover.last)
            if (
                nxt is not None
                and names.names[nxt].first == cover.last
                and names.names[nxt].kind in ("adjective", "place")
            ):
                parts.append(words.phrase(k, cover.last))
                k = cover.last
                continue
        break
    if not parts:
        return [role]
    rest = words.phrase(k, last)
    return [
        Role(role.title, rest, role.start, role.end, role.text, role.tense),
        *(Role(role.title, part, role.start, role.end, role.text, role.tense) for part in parts),
    ]


def person_head(words: Words, k: int, lexicon: Lexicon) -> bool:
    """Say whether a word, singular or plural, can head a title."""
    return is_title(words, k, lexicon) or singular(words.lower[k].rsplit("-", 1)[-1]) in lexicon.roles


def object_end(words: Words, names: NameIndex, first: int, last: int) -> int:
    """Return where the object of a preposition ends."""
    k = first
    while k < last:
        name = names.at(k)
        if name is not None:
            k = min(names.names[name].last, last)
            continue
        low = words.lower[k]
        if low in POSSESSIVES or (low == "of" and k > first and _named_so(words, names, k, last)):
            k += 1
            continue
        if words.form[k] in CUTS or words.form[k] in '.?!"“”' or low in OBJECT_PREPOSITIONS or low in STOPS:
            return k
        if words.tag[k] in ("VBD", "VBZ", "VBP", "MD", "VBN", "VBG") and words.form[k].islower() and k > first:
            participle = words.tag[k] in ("VBN", "VBG") and words.lower[k - 1] in DETERMINERS
            if not (participle and k + 1 < last and words.tag[k + 1].startswith("NN")):
                return k  # but: the governing body
        k += 1
    return last


def _named_so(words: Words, names: NameIndex, k: int, last: int) -> bool:
    """Do a noun for a place or a body and its name stand around *of*: *the city of Lagos*, *the diocese of Wells*?"""
    return words.lower[k - 1] in NAMED_OF and k + 1 < last and names.at(k + 1) is not None


def named(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> str:
    """Return the words of an affiliation; of a titled person only the name."""
    covered = [
        n
        for n in names.within(first, last)
        if names.names[n].kind == "person" and names.names[n].titled < names.names[n].first
    ]
    if covered:
        name = names.names[covered[0]]
        return words.phrase(name.first, name.last)
    return strip_article(words.phrase(first, last))
