"""What a source phrase says by itself: its head, number, determiner, possessor, and the name it holds.

*The state's campaign chairman, Phil Lovas,* is headed by the name in its apposition; *Gary Johnson's doctor* by
*doctor*, with *Gary Johnson* as possessor; *two officials briefed on the matter* by the plural *officials*.
"""

from __future__ import annotations

from typing import Literal

from attrs import evolve, frozen

from quotetrack.find.bounds import CUTS, DETERMINERS, POSSESSIVES, PREPOSITIONS, core_end, of_quantity
from quotetrack.find.conjoined import joined_names
from quotetrack.find.fields import FIELD
from quotetrack.find.kinds import NameIndex
from quotetrack.find.nouns import is_person_noun, is_plural, of_title
from quotetrack.find.told import EITHER
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

Form = Literal["empty", "pronoun", "relative", "name", "nominal", "conjoined"]

PRONOUNS = frozenset(
    "i we you he she it they me us him her them his hers its their theirs my mine our ours your yours"
    " himself herself themselves itself myself ourselves one".split()
)
RELATIVE = frozenset("who whom whose which that".split())
FORCES = frozenset("force navy army militia guard".split())
# Nouns left out: each stands for members of a set or of two already named.
BARE = frozenset(
    "this these those each both some others many most few several another all none either neither"
    " everyone everybody someone somebody anyone nobody no-one".split()
)


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
    members = joined_names(words, names, first, last, lexicon)
    if members is not None:
        return Described("conjoined", first, last, members=members, plural=True)
    return _headed(words, names, first, last, lexicon)


def _behind_participle(words: Words, first: int, last: int) -> int:
    """Return where to go on after a participle that stands before its noun: *the opposing coach*, *a leading judge*."""
    k = first + (words.lower[first] in DETERMINERS)
    before_noun = k + 1 < last and k > first and words.lower[k].endswith(("ing", "ed")) and words.form[k].islower()
    return k + 1 if before_noun and words.lower[k] in PREPOSITIONS and words.tag[k + 1] in ("NN", "NNS") else first


def _is_label(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Is this one word all that heads a turn, though it may mean a firm, too: *Operator* in an earnings call?"""
    if last - first != 1 or not words.form[first][0].isupper() or words.lower[first] not in lexicon.roles:
        return False
    opens = first == 0 or words.para[first - 1] != words.para[first]
    alone = last >= len(words) or words.form[last] == ":" or words.para[last] != words.para[first]
    return opens and alone and (words.lower[first] in lexicon.organizations or words.lower[first] in lexicon.sort_nouns)


def _headed(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> Described:
    one_of = _is_label(words, first, last, lexicon)
    core = first
    low = words.lower[first:last]
    # one of his aides; at least one Democrat; a group of lawyers
    if "of" in low[:4] and (low[0] == "one" or low[:3] == ("at", "least", "one")):
        core = first + low.index("of") + 1
        one_of = True
    elif low[:2] in (("at", "least"), ("more", "than"), ("as", "many"), ("not", "everyone")):
        core = first + (3 if low[:3] == ("at", "least", "one") else 2) if low[1] != "many" else first + 1
        one_of = low[:3] == ("at", "least", "one")
    elif of_quantity(low):
        core = first + low.index("of") + 1
    if core >= last:
        core = first
    end = core_end(words, names, _behind_participle(words, core, last), last, lexicon)
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
    if plain and apposed is None and words.lower[head] in EITHER and words.form[end : end + 1] == (",",):
        body = _apposed_body(words, names, end + 1, last, lexicon)
        if body is not None:
            return evolve(body, first=first)
    several = is_plural(words, head, lexicon) and not one_of
    if plain and apposed is not None and not several and not _is_label(words, first, last, lexicon):
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
    plural = plural or _joined(words, core, last, lexicon)
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


def _apposed_body(words: Words, names: NameIndex, at: int, last: int, lexicon: Lexicon) -> Described | None:
    """Take the apposition for the source where it tells a body: *the ship's owner, the Greek navy*."""
    inner = _headed(words, names, at, last, lexicon) if at < last else None
    if inner is None or inner.head < 0:
        return None
    if inner.form == "name" and inner.name is not None:
        return inner if names.names[inner.name].kind == "organization" else None
    bodily = words.lower[inner.head] in lexicon.organizations or words.lower[inner.head] in FORCES
    return inner if inner.form == "nominal" and bodily else None


def _joined(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Are two people told side by side: *the mayor and the governor*; *a lawyer and author* is one."""
    joint = next((k for k in range(first + 2, min(first + 5, last - 2)) if words.lower[k] == "and"), None)
    if joint is None or words.lower[first] != "the" or words.lower[joint + 1] != "the":
        return False
    after = range(joint + 2, min(joint + 5, last))
    return is_person_noun(words, joint - 1, lexicon) and any(is_person_noun(words, k, lexicon) for k in after)


def _behind_field(words: Words, names: NameIndex, at: int, last: int, lexicon: Lexicon) -> int | None:
    """Find the person named right behind the field of an office: *shadow minister for social care Ann Lee*."""
    k = at + (words.lower[at] == "the")  # chair of the board Ann Lee
    while k < last and words.form[k].islower() and words.tag[k] in FIELD and not is_person_noun(words, k, lexicon):
        k += 1
    if not at < k < last:
        return None
    index = next(iter(names.within(k, min(k + 3, last))), None)
    if index is None or names.names[index].kind != "person" or names.names[index].titled != k:
        return None
    after = names.names[index].last
    return index if after >= last or words.form[after] in CUTS or words.form[after] == "(" else None


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
        held = _behind_field(words, names, end + 1, last, lexicon)
        if held is not None:
            return held
    cut = next((k for k in range(end, last) if words.form[k] in ",–—(" or words.form[k] == "--"), None)
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
                    or words.form[after] in '."”)'
                    or words.lower[after] in ("who", "of", "and")
                ):
                    return k
                break
        cut = next((k for k in range(cut + 1, last) if words.form[k] in ",–—" or words.form[k] == "--"), None)
        tries += 1
    return None
