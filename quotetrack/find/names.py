"""Proper names in the words of an article, each with what its own shape says it names.

Capitalised runs, cut at titles, honorifics, days and nationalities: *Homeland Security Secretary Jeh Johnson* holds
the name *Jeh Johnson*. The pipeline's entity labels are only a tie-breaker: titles, honorifics, words such as
*Ministry*, lists of places, and the shape of the run come first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from quotetrack.find.capitals import (
    FUNCTION,
    INNER,
    NICKNAME,
    capital,
    extended,
    headline,
    over_joiner,
    paragraphs,
    runs,
)
from quotetrack.find.headings import names_in_headlines, places_of_datelines, without_labels
from quotetrack.find.kinds import Name, NameKind, adjective_at, kind_of_name, place_at
from quotetrack.find.nouns import FAMILY, is_title, of_title, singular
from quotetrack.find.shapes import personal, plain_body
from quotetrack.find.told import called_institution, told_institutions, told_kinds
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

# (R-Ariz.), (D): party and place of an American legislator
PARTY = re.compile(r"\(\s*(?:[DRILG]|[A-Z]{1,3}\s*[-–]\s*[^)\n]{1,30}?)\s*\)")
# Ends of institutions whose names may hold "and" or a plural possessive.
JOINED = frozenset(
    "Ministry Department Agency Authority Administration Committee Commission Council Association Federation Institute"
    " University Foundation Corporation Company Court Bureau Office Union League Society Service Services Coalition"
    " Board Museum Bank Trust Alliance Club Guild Network Forum".split()
)
OPENING, CLOSING = frozenset("\"“'‘("), frozenset("\"”'’)")  # of a nickname
# Nouns for people that are given names too.
GIVEN = frozenset("ally dean earl duke guy christian hunter parker mason taylor carter cooper archer porter".split())
STAGE = frozenset(("boy", "girl", "baby", "kid"))  # ends of stage names
EARLIER = frozenset("former ex rival retired then acting interim late one-time onetime".split())
# Offices that no institution's name begins with.
PERSONAL = frozenset(
    "professor doctor mayor senator sheriff sergeant inspector pastor reverend councillor councilman councilwoman"
    " congressman congresswoman lieutenant colonel superintendent detective constable governor".split()
)
BORN = re.compile(r"[^\W\d_]-(?:born|based|led|backed|raised|educated|trained|owned|listed|bred|run)$")
# Ends that no surname has: the whole run is an institution, whatever title stands inside it.
BODIES = frozenset(
    "Ministry Department Agency Authority Administration Government Parliament Committee Subcommittee"
    " Commission Council Association Federation Institute Institution University Foundation Center Centre"
    " Corporation Company Inc. Corp. Ltd. LLC Court Bureau Office Party Campaign Union League Society"
    " Group Force Project Program Network Service Services".split()
)


def _cut(words: Words, first: int, last: int, lexicon: Lexicon) -> list[Name]:
    """Cut one capitalised run into names: titles and honorifics off, nationalities off the front of a person."""
    field = _after_office(words, first, last, lexicon)
    if field is not None:
        kind: NameKind = "place" if place_at(words, first, field, lexicon) == field else "organization"
        return [Name(first, field, kind, first), *_cut(words, field, last, lexicon)]
    # Former, Rival, Veteran at the start of a sentence
    while first < last - 1 and (
        words.lower[first] in EARLIER
        or (
            words.sentence_start[first]
            and words.lower[first] in lexicon.dropped
            and not words.label[first]
            and not place_at(words, first, last, lexicon)  # New York
        )
    ):
        first += 1
    # South Korean-born Monte Haines: what somebody is, then the name
    for k in range(last - 2, first - 1, -1):
        if BORN.search(words.form[k]):
            kind = kind_of_name(words, first, k, lexicon, titled=False) if k > first else "adjective"
            front = Name(first, k + 1, kind if kind == "place" else "adjective", first)
            return [front, *_cut(words, k + 1, last, lexicon)]
    if _is_high_office(words, first, last, lexicon):
        return []
    # an institution as a whole: Justice Department, Federal Bureau, Bank of America
    if plain_body(words, first, last, lexicon) or over_joiner(words, first, last, lexicon):
        return [Name(first, extended(words, first, last, lexicon), "organization", first)]
    if (
        words.form[last - 1] in lexicon.name_ends
        and not _personal(words, first, last, lexicon)
        and not (
            last - first >= 3
            and any(is_title(words, k, lexicon) for k in range(first + 1, last - 1))
            and words.form[last - 1] not in BODIES
        )
        and words.form[first] not in lexicon.honorifics
        and words.form[first] not in lexicon.titles
    ):
        return [Name(first, extended(words, first, last, lexicon), "organization", first)]
    # House Republican Thomas Massie: the side parts house and name
    side = next(
        (
            k
            for k in range(first + 1, last - 2)
            if words.form[k] in ("Republican", "Democrat", "Conservative", "Libertarian")
        ),
        None,
    )
    if (
        side is not None
        and words.form[last - 1] not in lexicon.name_ends
        and not any(is_title(words, k, lexicon) for k in range(first, last))
    ):
        front = Name(first, side, kind_of_name(words, first, side, lexicon, titled=False), first)
        return [front, Name(side, side + 1, "adjective", side), Name(side + 1, last, "person", side + 1)]
    head = first - 1  # the last title word of the run
    for k in range(first, last):
        if words.form[k] in lexicon.honorifics:
            head = k
        elif k == first and last - first >= 2 and _plural_title(words, k, lexicon) and words.lower[k + 1] not in INNER:
            head = k  # Professors Foner and Alba
        elif is_title(words, k, lexicon):
            if _in_nickname(words, first, k, last) or _in_a_title(words, first, k, last, lexicon):
                continue
            if k == first and last - first == 2 and words.lower[k] in GIVEN and words.label[k] == "PERSON":
                continue  # Dean Smith; Dean Martha Minow is one
            if _called_like_an_office(words, first, k, last, lexicon):
                continue
            if k == last - 1 and k - first >= 2 and _post_nominal(words, first, k, lexicon):
                continue
            before_is_name = k == last - 1 and k > first and words.lower[k] in FAMILY
            bare = last - first == 1 and words.lower[k] in FAMILY and words.tag[k] == "NNP"
            if bare and not (k and words.lower[k - 1] in ("the", "a", "an", "'s", "’s")):
                continue  # King said
            if before_is_name and not (words.lower[k - 1] in lexicon.modifiers or is_title(words, k - 1, lexicon)):
                continue
            if head == k - 1 and k == last - 1 and k > first and words.form[k - 1] in lexicon.honorifics:
                continue  # Mr. King
            head = k
    at = head + 1
    if at >= last:
        # a run that ends in a title names an office: the Indiana Governor
        return _fronted(words, first, head, lexicon)
    titled = at > first
    gender: Literal["male", "female"] | None = None
    for k in range(first, at):
        if words.form[k] in lexicon.male_honorifics:
            gender = "male"
        elif words.form[k] in lexicon.female_honorifics:
            gender = "female"
    out = _fronted(words, first, head, lexicon) if titled else []
    if not titled:
        start = at
        while start < last - 1 and (step := adjective_at(words, start, last, lexicon)):
            if last - step >= 2 or (last - step == 1 and words.form[step] not in lexicon.name_ends):
                start = step
            else:
                break
        kind = kind_of_name(words, start, last, lexicon, titled=False)
        whole = kind_of_name(words, at, last, lexicon, titled=False)
        if start > at and kind in ("person", "unknown") and called_institution(words, at, last, lexicon):
            return [Name(at, last, "organization", at)]  # the charity Green Acre
        one = last - start == 1 and words.label[at] == words.label[start] and words.label[at] not in ("", "PERSON")
        if start > at and kind in ("person", "people") and whole != "people" and not one:
            return [Name(at, start, "adjective", at), Name(start, last, kind, start)]
        end = extended(words, at, last, lexicon) if whole == "organization" else last
        return [Name(at, end, whole, at)]
    kind = kind_of_name(words, at, last, lexicon, titled=True)
    if words.form[last - 1] in lexicon.name_ends and last - at >= 2 and not gender:
        kind = (
            "organization" if words.lower[head] in ("justice", "general", "major", "president", "judge") else "person"
        )
    out.append(Name(at, last, kind, first, gender))
    return out


def _in_nickname(words: Words, first: int, k: int, last: int) -> bool:
    """Say whether a word stands between marks inside a name: *Edson “Duke” Ramires*."""
    opened = not OPENING.isdisjoint(words.form[max(first + 1, k - NICKNAME) : k])
    return opened and not CLOSING.isdisjoint(words.form[k + 1 : min(k + 1 + NICKNAME, last - 1)])


def _in_a_title(words: Words, first: int, k: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a noun for people is part of what somebody is called: *Rolls & Knight*, *Burna Boy*."""
    if "&" in words.form[max(k - 1, first) : min(k + 2, last)]:
        return True
    if words.lower[k] not in STAGE or k != last - 1 or k == first or is_title(words, k - 1, lexicon):
        return False
    return not (place_at(words, k - 1, k, lexicon) or adjective_at(words, k - 1, k, lexicon))


def _is_high_office(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a run behind an article is nobody's name: *the Lord Mayor*, *the Chief Justice*."""
    if not first or words.lower[first - 1] != "the" or words.form[first] not in ("Lord", "Lady", "Chief"):
        return False
    return last - first > 1 and all(words.lower[k] in lexicon.roles for k in range(first + 1, last))


def _called_like_an_office(words: Words, first: int, k: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a word for an office is a name here: *Professor Dean Court*, *Alice Reader*."""
    if words.form[k] in lexicon.titles or words.label[k] != "PERSON":
        return False
    before = words.form[k - 1] if k > first else ""
    if k == last - 2:
        office = words.lower[k - 1] in PERSONAL or before in lexicon.honorifics
        return office and words.form[k] in lexicon.half_forenames and not is_title(words, k + 1, lexicon)
    return k == last - 1 and words.label[k - 1] == "PERSON" and before in lexicon.forenames


def _personal(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a run that ends like an institution is a person's, office or not: *Professor Grace Church*."""
    while first < last - 1 and is_title(words, first, lexicon) and words.form[first] not in lexicon.half_forenames:
        first += 1
        if last - first == 1 and words.lower[first - 1] in PERSONAL:
            return words.form[first] in lexicon.surnames  # Professor Hill
        if last - first == 2 and words.lower[first - 1] in PERSONAL and words.form[first] in lexicon.forenames:
            return True  # Professor Martin Press
    return personal(words, first, last, lexicon)


def _plural_title(words: Words, k: int, lexicon: Lexicon) -> bool:
    one = singular(words.lower[k])
    return one != words.lower[k] and one in lexicon.roles and words.form[k] not in lexicon.peoples


def _post_nominal(words: Words, first: int, k: int, lexicon: Lexicon) -> bool:
    """Say whether letters follow a name: *Jess Holt MP*, not *Cardiff East MP* or *the Leeds North MP*."""
    return (
        words.form[k] in lexicon.suffixes
        and not place_at(words, first, k, lexicon)
        and not (first and words.lower[first - 1] == "the")
        and not any(is_title(words, j, lexicon) for j in range(k - 1, k))
    )


def _after_office(words: Words, first: int, last: int, lexicon: Lexicon) -> int | None:
    """Return where the person begins in *Chief Inspector of Prisons Sandra Lomax*, whose office takes a field first."""
    if last - first < 3 or first < 2 or words.lower[first - 1] not in ("of", "for"):
        return None
    office = is_title(words, first - 2, lexicon) or any(
        of_title(words, k, lexicon) == first - 1 for k in range(max(first - 5, 0), first - 2)
    )
    if not office or not capital(words.form[first - 2]):
        return None
    place = place_at(words, first, last, lexicon)
    if place and last - place >= 2:
        return place
    if any(words.label[k] != "PERSON" for k in (last - 1, last - 2)) or words.form[last - 1] in lexicon.name_ends:
        return None
    at = last - 2
    while at > first + 1 and words.label[at - 1] == "PERSON" and words.label[first] != "PERSON":
        at -= 1
    return at


def _fronted(words: Words, first: int, head: int, lexicon: Lexicon) -> list[Name]:
    """Name what stands before a title inside the run: *Homeland Security* in *Homeland Security Secretary*."""
    end = head
    while end > first and (
        words.lower[end - 1] in lexicon.modifiers
        or is_title(words, end - 1, lexicon)
        or words.form[end - 1] in lexicon.honorifics
        or words.form[end - 1] == "-"  # Maj.-Gen.
    ):
        if (
            end - 1 > first
            and words.form[end - 1] in lexicon.name_ends
            and words.lower[end - 2] not in lexicon.modifiers
            and not is_title(words, end - 2, lexicon)
        ):
            break  # Homeland Security Deputy Secretary
        end -= 1
    if end <= first:
        return []
    side = adjective_at(words, first, end, lexicon)
    if side and side < end and place_at(words, side, end, lexicon) == end:
        return [Name(first, side, "adjective", first), Name(side, end, "place", side)]  # Republican Ohio Sen.
    place = place_at(words, first, end, lexicon)
    if place and place < end and adjective_at(words, place, end, lexicon) == end:
        return [Name(first, place, "place", first), Name(place, end, "adjective", place)]
    kind = kind_of_name(words, first, end, lexicon, titled=False)
    if kind in ("person", "unknown") and end - first == 1:
        kind = "unknown"
    return [Name(first, end, kind, first)]


def _double_fields(words: Words, found: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Join what names one institution: *the Food and Drug Administration*, *the Miners' and Welders' Union*."""
    out: list[tuple[int, int]] = []
    for first, last in found:
        while out and _one_body(words, out[-1], first, last, lexicon):
            first = out.pop()[0]
        out.append((first, last))
    return out


def _one_body(words: Words, before: tuple[int, int], first: int, last: int, lexicon: Lexicon) -> bool:
    """Do the run before, *and* or a possessive, and this run name one institution that *the* introduces?"""
    start, end = before
    between = words.lower[end:first]
    possessive = between in (("'",), ("'", "and"))
    if not (possessive or (between == ("and",) and last - first >= 2)) or words.form[last - 1] not in JOINED:
        return False
    if end - start > 2 or words.form[end - 1] in lexicon.name_ends or start == 0:
        return False
    if words.lower[start - 1] not in ("the", "and") or (possessive and not words.form[end - 1].endswith("s")):
        return False
    if possessive:
        return end - start <= 2
    return not any(words.label[k] == "PERSON" or is_title(words, k, lexicon) for k in range(start, end))


def _split_at_of(words: Words, runs: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Take *Secretary of State* out of the runs around it, so that only *John Kerry* is left to be a name."""
    out: list[tuple[int, int]] = []
    covered = -1
    for first, last in runs:
        start = max(first, covered)
        # the title may begin before the run: "Secretary" is no name, "State Grace Mbeki" would be
        before = max((of_title(words, k, lexicon) for k in range(max(first - 3, 0), first)), default=0)
        if first < before <= last:
            start = max(start, before)
        for k in range(start, last):
            end = of_title(words, k, lexicon)
            if end:
                if k > start:
                    out.append((start, k))
                covered = start = end
        if start < last:
            out.append((start, last))
    return out


def find_names(words: Words, lexicon: Lexicon) -> tuple[Name, ...]:
    """Find the proper names of an article in text order; they do not overlap."""
    known = frozenset(
        form
        for i, form in enumerate(words.form)
        if capital(form) and not words.sentence_start[i] and words.lower[i] not in FUNCTION
    )
    names: list[Name] = []
    parties = [match.span() for match in PARTY.finditer(words.text)]
    inside = {k for start, end in parties for k in range(*words.within(start, end))}
    heads = {first for first, last in paragraphs(words) if headline(words, first, last)}
    titled = {words.para[first] for first in heads}
    found = [run for run in runs(words, known, lexicon) if words.para[run[0]] not in titled and run[0] not in inside]
    found = _double_fields(words, found, lexicon)
    covered = 0
    alone = {words.form[first:last] for first, last in found}
    for first, last in _split_at_of(words, found, lexicon):
        first = max(first, covered)
        if first >= last:
            continue
        # the editorial board of the Washington Post Trump met: two names side by side
        end = next(
            (
                k
                for k in range(last - 1, first + 1, -1)
                if words.form[k - 1] in lexicon.name_ends and words.form[k:last] in alone
            ),
            None,
        )
        if end is not None and words.form[last - 1] not in lexicon.name_ends:
            names.append(Name(first, end, "organization", first))
            first = end
        cut = _cut(words, first, last, lexicon)
        names.extend(cut)
        covered = max([last, *(name.last for name in cut)])
    names = without_labels(words, places_of_datelines(words, names))
    if heads:
        names.extend(names_in_headlines(words, names, heads, lexicon))
        names.sort(key=lambda name: name.first)
    return told_kinds(words, told_institutions(words, names, lexicon), lexicon)
