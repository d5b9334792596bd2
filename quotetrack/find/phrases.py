"""What a source phrase says by itself: its head, number, determiner, possessor, and the name it holds.

*The state's campaign chairman, Phil Lovas,* is headed by the name in its apposition; *Gary Johnson's doctor* by
*doctor*, with *Gary Johnson* as possessor; *two officials briefed on the matter* by the plural *officials*.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from quotetrack.find.names import NameIndex
from quotetrack.find.nouns import is_person_noun, is_plural, of_title, singular
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

Form = Literal["empty", "pronoun", "relative", "name", "nominal", "conjoined"]

PRONOUNS = frozenset(
    "i we you he she it they me us him her them his hers its their theirs my mine our ours your yours"
    " himself herself themselves itself myself ourselves one".split()
)
RELATIVE = frozenset("who whom whose which that".split())
# Nouns left out: each stands for members of a set or of two already named.
BARE = frozenset(
    "this these those each both some others many most few several another all none either neither"
    " everyone everybody someone somebody anyone nobody no-one".split()
)
DETERMINERS = frozenset(
    "the a an this that these those some any no every each another his her its their my our your both all"
    " many most several few".split()
)
PREPOSITIONS = frozenset(
    "of for in at on with from to by about against among near behind under inside outside within across"
    " around between who whom whose which that including briefed familiar close based who's led held"
    " released published conducted taken made named called known is was are were has had have represented"
    " representing supporting opposing involved working seeking like such as over through during after"
    " before since until due via".split()
)
CUTS = frozenset(",;:()[]–—-/") | {"--", "―"}
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))


@frozen
class Described:
    """Is a source taken apart: words [first, last), the head word, and what determines it.

    `name` is the index of the head's name in the article's names; `possessor` the index of the possessor's name, or
    ``None`` with `possessor_word` for a pronoun or common noun (*his aides*, *the company's chairman*).
    """

    form: Form
    first: int
    last: int
    head: int = -1
    core: tuple[int, int] = (0, 0)
    name: int | None = None
    possessor: int | None = None
    possessor_word: int | None = None
    premodifier: int | None = None
    complement: int | None = None
    plural: bool = False
    determiner: str = ""
    members: tuple[int, ...] = ()
    one_of: bool = False


def describe(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> Described:
    """Take a source of words [first, last) apart."""
    while first < last and not words.form[first][0].isalnum() and words.form[first] not in "@#":
        first += 1
    while first < last and (not words.form[last - 1][0].isalnum() and words.form[last - 1] not in ")"):
        last -= 1
    if first >= last:
        return Described("empty", first, first)
    if words.lower[last - 1] in POSSESSIVES and last - first > 1:
        last -= 1
    while last - first > 1 and words.lower[first] in (
        "but",
        "and",
        "even",
        "only",
        "just",
        "also",
        "then",
        "now",
        "so",
        "perhaps",
    ):
        first += 1
    low = words.lower[first]
    if last - first == 1:
        if low in RELATIVE:
            return Described("relative", first, last, head=first)
        if low in PRONOUNS or (low in BARE and names.at(first) is None):
            return Described("pronoun", first, last, head=first, plural=low in BARE)
    if low in ("who", "which", "whose", "whom") and last - first > 1:
        if low == "whose":
            return Described(
                "nominal", first, last, head=last - 1, core=(first, last), plural=is_plural(words, last - 1, lexicon)
            )
        return Described("relative", first, last, head=first)
    members = _members(words, names, first, last, lexicon)
    if members is not None:
        return Described("conjoined", first, last, members=members, plural=True)
    return _headed(words, names, first, last, lexicon)


def _core_end(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> int:
    """Return where the noun phrase that begins at `first` ends: before its first preposition, relative or cut."""
    i = first
    while i < last:
        name = names.at(i)
        if name is not None and names.names[name].last <= last:
            i = names.names[name].last
            continue
        if ended := of_title(words, i, lexicon):
            i = min(ended, last)  # Secretary of State is one word here
            continue
        if words.form[i] in CUTS or (words.lower[i] in PREPOSITIONS and i > first):
            return i
        if words.lower[i] == "turned" and i > first and i + 1 < last and is_person_noun(words, i + 1, lexicon):
            i += 1  # striker turned pundit
            continue
        verbal = words.tag[i] in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "IN", "TO")
        # campaign aides say: a noun for people is none of those verbs
        noun = words.lower[i] in ("vice", "chief") or singular(words.lower[i]) in lexicon.roles
        if i > first and verbal and words.form[i].islower() and not noun:
            return i
        if i > first and words.tag[i] in ("VBN", "VBG") and words.form[i].islower() and _is_noun(words, i - 1):
            return i
        i += 1
    return last


def _is_noun(words: Words, i: int) -> bool:
    return words.tag[i].startswith("NN")


def _headed(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> Described:
    one_of = False
    core = first
    low = words.lower[first:last]
    # one of his aides; at least one Democrat; a group of lawyers
    if "of" in low[:4] and (low[0] == "one" or low[:3] == ("at", "least", "one")):
        core = first + low.index("of") + 1
        one_of = True
    elif low[:2] in (("at", "least"), ("more", "than"), ("as", "many"), ("not", "everyone")):
        core = first + (3 if low[:3] == ("at", "least", "one") else 2) if low[1] != "many" else first + 1
        one_of = low[:3] == ("at", "least", "one")
    elif _of_quantity(low):
        core = first + low.index("of") + 1
    if core >= last:
        core = first
    end = _core_end(words, names, core, last, lexicon)
    if end == core:
        end = min(core + 1, last)
    determiner = words.lower[core] if words.lower[core] in DETERMINERS else ""
    # the last possessive of the core parts possessor and possessed
    possessive = next((k for k in range(end - 1, core, -1) if words.lower[k] in POSSESSIVES and k + 1 < end), None)
    possessor = possessor_word = None
    start = core
    if possessive is not None:
        possessor = names.at(possessive - 1)
        possessor_word = possessive - 1
        start = possessive + 1
        determiner = "'s"
    elif determiner in ("his", "her", "its", "their", "my", "our", "your"):
        possessor_word = core
    head = end - 1
    titled = next((k for k in range(max(start, end - 4), end - 1) if of_title(words, k, lexicon) == end), None)
    if titled is not None and names.at(end - 1) is None:
        head = titled  # the secretary of state is a secretary
    while head > start and words.form[head] in "\"”’''":
        head -= 1
    name = names.at(head)
    if name is not None and names.names[name].first < core:
        name = None
    apposed = _apposed_name(words, names, end, last, lexicon)
    plain = name is None or names.names[name].kind in ("adjective",)
    if plain and apposed is not None and not is_plural(words, head, lexicon) and not one_of:
        return Described(
            "name",
            first,
            last,
            head=names.names[apposed].last - 1,
            core=(names.names[apposed].titled, names.names[apposed].last),
            name=apposed,
            determiner=determiner,
        )
    plural = is_plural(words, head, lexicon) if plain else False
    if name is not None and not plain:
        if names.names[name].kind == "people":
            return Described(
                "nominal",
                first,
                last,
                head=head,
                core=(start, end),
                name=name,
                plural=not one_of,
                determiner=determiner,
                one_of=one_of,
            )
        return Described(
            "name",
            first,
            last,
            head=head,
            core=(core, end),
            name=name,
            possessor=possessor,
            possessor_word=possessor_word,
            determiner=determiner,
            one_of=one_of,
        )
    before = names.at(head - 1) if head > start else None
    complement = (
        next((k for k in names.within(end, last)), None)
        if end < last and words.lower[end] in ("of", "for", "at", "from", "by", "with", "to")
        else None
    )
    return Described(
        "nominal",
        first,
        last,
        head=head,
        core=(start, end),
        name=None,
        possessor=possessor,
        possessor_word=possessor_word,
        premodifier=before if before is not None else next(iter(names.within(start, head)), None),
        complement=complement,
        plural=plural and not one_of,
        determiner=determiner,
        one_of=one_of,
    )


def _of_quantity(low: tuple[str, ...]) -> bool:
    """Is this *most of the voters*, *dozens of lawyers*, *a group of nurses*: the head comes after *of*?"""
    if "of" not in low[1:6] or low[0] == "of":
        return False
    before = low[: low.index("of")]
    return before[-1] in {
        "most",
        "many",
        "some",
        "several",
        "few",
        "all",
        "none",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "half",
        "majority",
        "number",
        "group",
        "groups",
        "couple",
        "handful",
        "pair",
        "lot",
        "lots",
        "chorus",
        "plenty",
        "both",
        "each",
        "much",
        "any",
        "percent",
        "two-thirds",
        "majorities",
        "range",
        "variety",
        "series",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "quarter",
        "quarters",
        "third",
        "thirds",
        "raft",
        "host",
    }


def _apposed_name(words: Words, names: NameIndex, end: int, last: int, lexicon: Lexicon) -> int | None:
    """Find the person named in the apposition after the first comma or dash: *a lawyer for the group, Ann Lee*."""
    if end + 2 < last and words.lower[end] in ("of", "for"):
        # Chief Inspector of Prisons Ann Lee
        field = names.at(end + 2 if words.lower[end + 1] == "the" else end + 1)
        after = names.at(names.names[field].last) if field is not None and names.names[field].last < last else None
        if after is not None and field is not None and names.names[after].kind == "person":
            gap = names.names[after].titled - names.names[field].last
            if gap <= 0 and names.names[after].last == last:
                return after
    cut = next((k for k in range(end, last) if words.form[k] in ",–—" or words.form[k] == "--"), None)
    tries = 0
    while cut is not None and cut + 1 < last and tries < 3:
        for k in names.within(cut + 1, min(cut + 9, last)):
            name = names.names[k]
            if name.kind == "person" and all(
                words.lower[j] not in PREPOSITIONS and words.form[j] not in CUTS for j in range(cut + 1, name.first)
            ):
                after = name.last
                if (
                    after >= last
                    or words.form[after] in CUTS
                    or words.form[after] in '."”'
                    or words.lower[after] in ("who", "of", "and")
                ):
                    return k
                break
        cut = next((k for k in range(cut + 1, last) if words.form[k] in ",–—" or words.form[k] == "--"), None)
        tries += 1
    return None


def _members(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> tuple[int, ...] | None:
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
            and _core_end(words, names, first, k, lexicon) < k
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
