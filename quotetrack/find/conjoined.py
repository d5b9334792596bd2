"""People joined by *and* as one source: *Ann Lee and Bo Ek*; not *a lawyer for Ann Lee and Bo Ek*."""

from __future__ import annotations

from quotetrack.find.bounds import DETERMINERS, PREPOSITIONS, core_end
from quotetrack.find.kinds import NameIndex, is_acronym
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon


def joined_names(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> tuple[int, ...] | None:
    """Return the names of a conjoined source (*Trump and Pence*), ``None`` when one alone speaks."""
    depth = 0
    for k in range(first + 1, last - 1):
        form = words.form[k]
        depth += (form in "([") - (form in ")]")
        if depth or words.lower[k] not in ("and", "or", "nor", "&") or names.at(k) is not None:
            continue
        left = names.at(k - 1)
        if left is None and words.form[k - 1] in ",)":
            j = k - 1
            while j > first and words.form[j] in ",)":
                j -= 1
            if words.form[k - 1] == ")":  # X (R-Ariz.) and Y
                opening = next((m for m in range(k - 1, first, -1) if words.form[m] == "("), first)
                j = opening - 1
            left = names.at(j)
        if left is None or names.names[left].kind == "adjective":
            continue
        follows = names.at(k + 1)
        if words.form[k - 1] == "," and words.lower[k] == "or" and is_acronym(words.form[k + 1]):
            continue  # the Coastal Flood Agency, or CFA
        single = names.names[left].last - names.names[left].first == 1
        if (
            words.lower[first] == "the"
            and single
            and follows is not None
            and names.names[follows].kind == "organization"
        ):
            continue  # the Central and East European Coalition
        # the first name must open the phrase, not sit in a complement (director of Budget and Policy)
        apart = _is_apart(words, names, first, k, last)
        if (
            not apart
            and core_end(words, names, first, k, lexicon) < k
            and "," not in words.form[first:k]
            and "(" not in words.form[first:k]
        ):
            continue
        if not apart and any(
            words.lower[m] in ("of", "for", "at", "who", "a", "an") for m in range(first, k) if names.at(m) is None
        ):
            continue
        right = [
            n
            for n in names.within(k + 1, last)
            if names.names[n].kind in ("person", "organization", "place", "unknown", "people")
        ]
        opens = names.names[right[0]].titled <= k + 3 if right else False
        nominal = (
            words.lower[k + 1] in DETERMINERS
            or words.lower[k + 1] in ("other", "others", "allies")
            or words.tag[k + 1] == "NNS"
        )
        if (
            (opens and names.names[left].kind == names.names[right[0]].kind)
            or nominal
            or (opens and names.names[left].kind in ("person", "place", "unknown"))
            or (opens and left == next(iter(names.within(first, k)), None))  # Oxfam and Ann Lee
        ):
            people = [
                n
                for n in names.within(first, last)
                if names.names[n].kind in ("person", "organization", "place", "unknown")
                and not _apposition_only(words, names, n, first)
            ]
            if any(names.names[n].kind == "person" for n in people):
                # the place in a title or in parentheses is no member
                people = [
                    n
                    for n in people
                    if names.names[n].kind in ("person", "organization", "unknown")
                    and words.form[names.names[n].first - 1] != "("
                ]
            return tuple(people)
    return None


def _is_apart(words: Words, names: NameIndex, first: int, joint: int, last: int) -> bool:
    """Does *and* join people although the first has a complement: *Ann Lee of the union and her deputy, Bo Ek*?"""
    opening = next(iter(names.within(first, joint)), None)
    right = next(iter(names.within(joint + 1, last)), None)
    if opening is None or right is None:
        return False
    left, after = names.names[opening], names.names[right]
    if left.kind != "person" or after.kind != "person" or left.titled - first > 3:
        return False
    if words.lower[joint + 1] in ("his", "her", "their"):
        return True
    titled = after.titled <= joint + 2 or all(words.form[m].islower() for m in range(joint + 1, after.titled))
    if words.form[joint - 1] == ",":
        return titled
    before = names.at(joint - 1)  # Ann Lee, chair of the trust, nurse Rob Vale and Bo Ek
    person = before is not None and before != opening and names.names[before].kind == "person"
    if before is None or not person:
        return False
    start = names.names[before].titled
    while start > first and words.form[start - 1].islower() and words.lower[start - 1] not in PREPOSITIONS:
        start -= 1
    return words.form[start - 1] == "," and "," in words.form[left.last : left.last + 1]


def _apposition_only(words: Words, names: NameIndex, n: int, first: int) -> bool:
    before = names.names[n].titled - 1
    return before > first and words.lower[before] in ("of", "for", "at", "in", "from")
