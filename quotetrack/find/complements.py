"""What follows a title's head, and whole phrases read as roles: *senior fellow at the institute and former aide*."""

from __future__ import annotations

from quotetrack.find.asides import department_end, lived_in
from quotetrack.find.bounds import CUTS, POSSESSIVES
from quotetrack.find.kinds import NameIndex
from quotetrack.find.nouns import is_plural, of_title, singular
from quotetrack.find.titles import (
    DETERMINERS,
    OBJECT_PREPOSITIONS,
    PERSONS,
    named,
    object_end,
    person_head,
    title_roles,
)
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import Role

NAMED_TO = frozenset("appointed named elected made reelected re-elected confirmed hired nominated".split())
POSTED = frozenset("ambassador envoy emissary representative delegate attaché consul".split())
HEADS = frozenset(
    "head heads headed lead leads led run runs ran chair chairs chaired direct directs directed found"
    " founded own owns owned co-founded manages manage managed oversees oversee".split()
)
# Whose department may follow with "of" and belongs to the title; a secretary of Veterans Affairs has an institution.
DIVIDED = frozenset("president director manager officer head lead dean lecturer professor".split())
# Whose field may follow with "in" and belongs to the title.
LEARNED = frozenset(
    "lecturer professor fellow researcher specialist expert reader scientist consultant student".split()
)
TEACHES = frozenset("teaches taught studies studied lectures researches practises practices".split())
SERVES = frozenset("serve serves served serving work works worked working acts acted act".split())


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
            if end == k + 1 or (end == k + 2 and words.lower[k + 1] in DETERMINERS):
                break
            divided = names.at(k + 1) is None or singular(words.lower[head]) in DIVIDED
            department = department_end(words, k + 1, last) if low in ("of", "for") and divided else 0
            if department:
                out[-1] = retitled(words, out[-1], words.phrase(k, department), department)
                k = department
                continue
            learned = low == "in" and singular(words.lower[head]) in LEARNED
            inner = [n for n in names.within(k + 1, end) if names.names[n].kind != "adjective"]
            if learned and words.form[end - 1].islower():
                inner = []  # a reader in Anglo-Saxon burial
            noun = words.lower[end - 1]
            institution = (
                noun in lexicon.organizations or singular(noun) in lexicon.organizations or noun in lexicon.groups
            )
            if (
                (low == "to" and singular(words.lower[head]) in POSTED)
                or low == "on"
                or (not inner and not institution)
            ):
                if low == "in" and not inner and not affiliated:
                    if learned:
                        out[-1] = retitled(words, out[-1], words.phrase(k, end), end)  # lecturer in ecology at
                    k = end
                    continue
                if affiliated or (low in ("with", "from", "by") and not inner):
                    break
                out[-1] = retitled(words, out[-1], words.phrase(k, end), end)
            elif affiliated and low in ("in", "of", "from", "on", "by", "to"):
                break
            else:
                at = k + 2 if words.lower[k + 1] == "the" else k + 1
                someone = singular(words.lower[head].rsplit("-", 1)[-1]) in PERSONS and low in ("of", "from")
                if someone and lived_in(words, names, at, end, lexicon):
                    break  # a woman from Leeds
                end = min(_over_and(words, names, end, last), last)
                affiliation = named(words, names, k + 1, end, lexicon)
                if words.lower[k + 1] in ("both", "all", "some", "many", "other", "those", "various"):
                    break
                base = out[-1]
                if base.affiliation and base.title and not affiliated and _is_plain(words, names, base, lexicon):
                    # House editor for the Cook Political Report: the place belongs to the office
                    base = Role(f"{base.affiliation} {base.title}", None, base.start, base.end, base.text, base.tense)
                stop = words.end[end - 1]
                role = Role(base.title, affiliation, base.start, stop, words.text[base.start : stop], base.tense)
                if base.affiliation is None:
                    out[-1] = role
                else:
                    out.append(role)
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
        elif low == "and" and not affiliated and (end := _second_field(words, names, k + 1, last)):
            out[-1] = retitled(words, out[-1], words.phrase(k, end), end)
            k = end
        elif low in ("who", "that") and k + 1 < last:
            out.extend(relative_roles(words, names, k, last, lexicon))
            break
        else:
            break
    return out


def _second_field(words: Words, names: NameIndex, first: int, last: int) -> int:
    """Return where a second field ends before the employer: *professor of law and public policy at Otago*; else 0."""
    k = first
    while k < last and k - first < 5 and words.form[k].islower() and names.at(k) is None:
        if words.lower[k] in ("at", "for", "with"):
            return k if k > first else 0
        if words.lower[k] in OBJECT_PREPOSITIONS or not words.tag[k].startswith(("NN", "JJ")):
            return 0
        k += 1
    return 0


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
            after = names.names[name].last
            if after < last and words.lower[after] in POSSESSIVES:
                head = None  # President Ruiz's budget director
                k = after + 1
                continue
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
            if not words.tag[k].startswith("NN"):
                return head
            head = None  # deputy national security adviser: a noun follows, the head is still to come
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
    if words.lower[j] in TEACHES:
        at = next((m for m in range(j + 1, min(j + 6, last)) if words.lower[m] in ("at", "for", "with")), None)
        j = at - 1 if at is not None and at + 1 < last else j
    if (
        (words.lower[j] in SERVES or words.lower[k + 1] in TEACHES)
        and j + 2 < last
        and words.lower[j + 1] in ("as", "for", "at", "with", "in", "on")
    ):
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


def copula_roles(words: Words, names: NameIndex, k: int, limit: int, lexicon: Lexicon) -> list[Role]:
    """Read what a person is said to be: *Ruiz is the director of*, *Ruiz served as head of*."""
    if k + 2 >= limit or words.quoted[k]:
        return []
    past = words.lower[k] in ("was", "served", "became")
    j = k
    if words.lower[k] in ("is", "was", "became", "remains", "serves", "served", "works", "has"):
        j = k + 1
    while j < limit and words.lower[j] in (
        "now",
        "also",
        "currently",
        "once",
        "been",
        "as",
        "previously",
        "then",
        "served",
        "long",
    ):
        j += 1
    chosen = j > k and j + 2 < limit and words.lower[j] in NAMED_TO
    if chosen:
        j += 2 if words.lower[j + 1] == "as" else 1
        past = False
    if j == k or j >= limit or (words.lower[k] == "has" and words.lower[j - 1] != "as"):
        return []
    determined = words.lower[j] in ("a", "an", "the", "one", "its", "their")
    as_office = words.lower[j - 1] == "as" or words.lower[k] in ("became",)
    if not (determined or as_office or chosen or words.lower[j - 1] == "now"):
        return []
    head = phrase_head(words, names, j, min(j + 12, limit), lexicon)
    if head is None or is_plural(words, head, lexicon):
        return []
    end = next((m for m in range(head, limit) if words.form[m] in ".,;:?!—–" or words.form[m] == "--"), limit)
    roles = phrase_roles(words, names, j + (1 if words.lower[j] == "one" else 0), end, lexicon)
    return [
        Role(r.title, r.affiliation, r.start, r.end, r.text, "former" if past and r.tense == "current" else r.tense)
        for r in roles
    ]
