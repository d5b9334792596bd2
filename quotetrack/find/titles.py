"""The words of an office taken apart: title, what it belongs to, former or acting, and what follows its head."""

from __future__ import annotations

from quotetrack.find.names import is_title, of_title
from quotetrack.find.phrases import CUTS, POSSESSIVES, NameIndex, singular
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
    "vice": "deputy",
}
KEPT = frozenset(("former", "ex", "retired", "acting", "interim", "onetime", "one-time", "deputy", "late"))
OBJECT_PREPOSITIONS = frozenset("of for at with from in to on by".split())
POSTED = frozenset("ambassador envoy emissary representative delegate attaché consul".split())
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
STOPS = frozenset("who which that whose and but under during until including as while when where whom".split())
HEADS = frozenset(
    "head heads headed lead leads led run runs ran chair chairs chaired direct directs directed found"
    " founded own owns owned co-founded manages manage managed oversees oversee".split()
)
SERVES = frozenset("serve serves served serving work works worked working acts acted act".split())
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
            if part in TENSES and not (part == "vice" or part == "deputy"):
                return TENSES[part]
    if any(words.lower[k] == "deputy" or words.lower[k].startswith("vice") for k in range(first, last)):
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
    if stop > early and not _is_affiliation(words, names, early, stop, lexicon):
        title = " ".join([*prefix, words.phrase(early, head + 1)])
        stop = early
    affiliation = strip_article(words.phrase(early, stop)) if stop > early else possessor
    span = (words.start[first], words.end[last - 1])
    tense = _tense(words, first, head + 1)
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


def _is_time(words: Words, names: NameIndex, k: int, lexicon: Lexicon) -> bool:
    """Is the word *former*, *longtime*, *top* and the like; not *New* in *New York*."""
    low = words.lower[k]
    return (low in KEPT or low in TENSES or low in lexicon.dropped) and names.at(k) is None


def _is_affiliation(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> bool:
    """Do the words before a title name an institution, place or side; not the *high school* of a high school senior."""
    if any(True for _ in names.within(first, last)) or words.form[first] in lexicon.adjectives:
        return True
    return words.lower[last - 1] in BELONGS


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
        if low in POSSESSIVES:
            k += 1
            continue
        if words.form[k] in CUTS or words.form[k] in '.?!"“”' or low in OBJECT_PREPOSITIONS or low in STOPS:
            return k
        if words.tag[k] in ("VBD", "VBZ", "VBP", "MD", "VBN", "VBG") and words.form[k].islower() and k > first:
            return k
        k += 1
    return last


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


def with_complements(
    words: Words, names: NameIndex, head: int, last: int, roles: list[Role], lexicon: Lexicon
) -> list[Role]:
    """Read what follows a title's head: *of Kabul*, *for the campaign*, *to Russia*, *who heads the fund*."""
    out = list(roles)
    k = head + 1
    ended = of_title(words, head, lexicon)
    if ended and ended <= last and out:
        out[-1] = retitled(words, out[-1], words.phrase(head, ended), ended, replace=words.form[head])
        k = ended
    affiliated = False
    steps = 0
    while k < last and steps < 6 and out:
        steps += 1
        low = words.lower[k]
        if low in OBJECT_PREPOSITIONS and k + 1 < last:
            end = object_end(words, names, k + 1, last)
            if end == k + 1:
                break
            inner = [n for n in names.within(k + 1, end) if names.names[n].kind != "adjective"]
            noun = words.lower[end - 1]
            institution = (
                noun in lexicon.organizations or singular(noun) in lexicon.organizations or noun in lexicon.groups
            )
            if (
                (low == "to" and singular(words.lower[head]) in POSTED)
                or low == "on"
                or (not inner and not institution)
            ):
                if affiliated or (low in ("with", "from", "by", "in") and not inner):
                    break
                out[-1] = retitled(words, out[-1], words.phrase(k, end), end)
            elif affiliated and low in ("in", "of", "from", "on", "by", "to"):
                break
            else:
                end = min(_over_and(words, names, end, last), last)
                affiliation = named(words, names, k + 1, end, lexicon)
                if words.lower[k + 1] in ("both", "all", "some", "many", "other", "those", "various"):
                    break
                base = out[-1]
                if base.affiliation and base.title and not affiliated and _is_plain(words, names, base, lexicon):
                    # House editor for the Cook Political Report: the place belongs to the office
                    base = Role(f"{base.affiliation} {base.title}", None, base.start, base.end, base.text, base.tense)
                if base.affiliation is None:
                    out[-1] = Role(
                        base.title,
                        affiliation,
                        base.start,
                        words.end[end - 1],
                        words.text[base.start : words.end[end - 1]],
                        base.tense,
                    )
                else:
                    out.append(
                        Role(
                            base.title,
                            affiliation,
                            base.start,
                            words.end[end - 1],
                            words.text[base.start : words.end[end - 1]],
                            base.tense,
                        )
                    )
                affiliated = True
            k = end
        elif low == "and" and _role_follows(words, names, k + 1, last, lexicon):
            shared = out[-1].affiliation if not affiliated else None
            more = phrase_roles(words, names, k + 1, last, lexicon)
            if more and not affiliated and more[0].affiliation and out[-1].affiliation is None:
                base = out[-1]  # founder and president of the fund: one fund for both
                out[-1] = Role(
                    base.title,
                    more[0].affiliation,
                    base.start,
                    more[0].end,
                    words.text[base.start : more[0].end],
                    base.tense,
                )
            elif more and more[0].affiliation is None and shared:
                more[0] = Role(more[0].title, shared, more[0].start, more[0].end, more[0].text, more[0].tense)
            out.extend(more)
            break
        elif low in ("who", "that") and k + 1 < last:
            out.extend(relative_roles(words, names, k, last, lexicon))
            break
        else:
            break
    return out


def _over_and(words: Words, names: NameIndex, end: int, last: int) -> int:
    """Go on over *and* inside an institution's name: *House Education and the Workforce Committee*."""
    if end + 1 >= last or words.lower[end] != "and":
        return end
    at = end + 2 if words.lower[end + 1] == "the" else end + 1
    follows = names.at(at) if at < last else None
    if follows is None:
        return end
    name = names.names[follows]
    return (
        name.last
        if name.kind == "organization"
        and words.form[name.last - 1] in ("Committee", "Commission", "Department", "Ministry")
        else end
    )


def _is_plain(words: Words, names: NameIndex, role: Role, lexicon: Lexicon) -> bool:
    """Is the affiliation before the title a single place or house, which an *of* or *for* phrase outranks?"""
    affiliation = role.affiliation or ""
    return (
        affiliation in lexicon.places or affiliation in ("House", "Senate", "White House")
    ) and affiliation in role.text


def retitled(words: Words, role: Role, more: str, end: int, *, replace: str = "") -> Role:
    """Return the role with more words in its title, up to word `end`."""
    title = role.title or ""
    title = f"{title[: len(title) - len(replace)]}{more}" if replace and title.endswith(replace) else f"{title} {more}"
    stop = max(role.end, words.end[end - 1])
    return Role(title, role.affiliation, role.start, stop, words.text[role.start : stop], role.tense)


def _role_follows(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> bool:
    for k in range(first, min(first + 7, last)):
        if words.form[k] in CUTS or words.lower[k] in OBJECT_PREPOSITIONS:
            return False
        if person_head(words, k, lexicon) and names.at(k) is None:
            return True
    return False


def phrase_head(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> int | None:
    """Return the role noun that heads a phrase, before its first preposition, relative or cut."""
    head = None
    k = first
    while k < last:
        name = names.at(k)
        low = words.lower[k]
        cover = names.names[name] if name is not None else None
        institution = cover is not None and cover.kind == "organization" and cover.last - cover.first > 1
        if name is not None and (institution or not person_head(words, k, lexicon)):
            if head is not None and names.names[name].kind != "adjective" and words.lower[k - 1] not in POSSESSIVES:
                return head
            k += 1
            continue
        if words.form[k] in CUTS or low in OBJECT_PREPOSITIONS or low in ("who", "which", "that", "whose"):
            return head
        if low == "and" and head is not None:
            return head
        if (
            words.tag[k] in ("VBD", "VBZ", "VBP", "MD")
            and words.form[k].islower()
            and not person_head(words, k, lexicon)
        ):
            return head
        if low in POSSESSIVES:
            head = None  # the president's closest aides
        elif person_head(words, k, lexicon):
            head = k
        elif (
            head is not None and low not in lexicon.modifiers and words.form[k][0].isalpha() and low not in POSSESSIVES
        ):
            return head if not words.tag[k].startswith("NN") else None
        k += 1
    return head


def phrase_roles(words: Words, names: NameIndex, first: int, last: int, lexicon: Lexicon) -> list[Role]:
    """Read a whole noun phrase as roles: *a senior fellow at the institute and former adviser to the ministry*."""
    while first < last and words.form[first] in "\"“”''‘’":
        first += 1
    head = phrase_head(words, names, first, last, lexicon)
    if head is None:
        return []
    possessive = next((k for k in range(head - 1, first, -1) if words.lower[k] in POSSESSIVES), None)
    possessor = None
    start = first
    if possessive is not None:
        possessor = named(words, names, first, possessive, lexicon)
        start = possessive + 1
    roles = title_roles(words, names, start, head + 1, lexicon, possessor=possessor)
    return with_complements(words, names, head, last, roles, lexicon)


def relative_roles(words: Words, names: NameIndex, k: int, last: int, lexicon: Lexicon) -> list[Role]:
    """Read *who heads the fund*, *who served as ambassador*, *who is a member of the board* that begins at word `k`."""
    j = k + 1
    while j < last and words.lower[j] in (
        "is",
        "was",
        "has",
        "had",
        "been",
        "also",
        "now",
        "currently",
        "once",
        "previously",
        "formerly",
        "recently",
    ):
        j += 1
    if k + 1 >= last:
        return []
    past = words.lower[k + 1] in ("was", "had") or (
        j < last and words.lower[j] in ("served", "worked", "led", "headed", "ran", "chaired")
    )
    if j >= last:
        return []
    if words.lower[j] in HEADS and j + 1 < last:
        end = object_end(words, names, j + 1, last)
        span = (words.start[k], words.end[max(end - 1, j)])
        affiliation = named(words, names, j + 1, end, lexicon)
        if (affiliation and any(True for _ in names.within(j + 1, end))) or words.lower[
            max(end - 1, j)
        ] in lexicon.organizations:
            title = "founder" if "found" in words.lower[j] else None
            return [
                Role(title, affiliation or None, *span, words.text[span[0] : span[1]], "former" if past else "current")
            ]
        return []
    if words.lower[j] in SERVES and j + 2 < last and words.lower[j + 1] in ("as", "for", "at", "with", "in", "on"):
        if words.lower[j + 1] == "as":
            roles = phrase_roles(words, names, j + 2, last, lexicon)
            return [
                Role(
                    r.title,
                    r.affiliation,
                    r.start,
                    r.end,
                    r.text,
                    "former" if past and r.tense == "current" else r.tense,
                )
                for r in roles
            ]
        end = object_end(words, names, j + 2, last)
        if any(names.names[n].kind == "organization" for n in names.within(j + 2, end)):
            span = (words.start[k], words.end[end - 1])
            return [
                Role(
                    None,
                    named(words, names, j + 2, end, lexicon),
                    *span,
                    words.text[span[0] : span[1]],
                    "former" if past else "current",
                )
            ]
        return []
    if words.lower[k + 1] in ("is", "was") and words.lower[j] in ("a", "an", "the", "one"):
        return phrase_roles(words, names, j, last, lexicon)
    return []
