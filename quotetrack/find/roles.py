"""Offices and what they belong to, read off the words around a name: title, apposition, parenthesis, relative."""

from __future__ import annotations

from attrs import evolve

from quotetrack.find.asides import in_brackets, seat, with_department
from quotetrack.find.bounds import CUTS, POSSESSIVES
from quotetrack.find.complements import copula_roles, phrase_head, phrase_roles, relative_roles, retitled
from quotetrack.find.fields import of_field, of_plain_field
from quotetrack.find.kinds import NameIndex
from quotetrack.find.nouns import is_person_noun, is_plural, is_title, of_title, singular
from quotetrack.find.titles import (
    DETERMINERS,
    OBJECT_PREPOSITIONS,
    TENSES,
    named,
    object_end,
    person_head,
    strip_article,
    title_roles,
)
from quotetrack.find.tokens import FINITE
from quotetrack.find.words import DASHES, Words
from quotetrack.lang.lexicon import Lexicon
from quotetrack.models import Role, Tense

ARTICLES = frozenset("the a an his her its their our my your".split())


SEATS = frozenset("MP TD MLA MEP MSP MNA MLC".split())  # behind a name: Jess Holt MP
HELPERS = frozenset("be have do will would can could may might shall should must".split())


def roles_before(words: Words, names: NameIndex, name: int, lexicon: Lexicon) -> tuple[int, list[Role]]:
    """Read the title right before a name; return where it begins (a determiner or possessor included) and its roles."""
    cover = names.names[name]
    end = cover.first
    while end > cover.titled and words.form[end - 1] in lexicon.honorifics:
        end -= 1
    if end == 0 or words.sent[end - 1] != words.sent[cover.first]:
        return cover.first, []
    k = end
    sent = words.sent[cover.first]
    inside = next((m for m in range(max(k - 4, 0), k) if of_title(words, m, lexicon) == k), None)
    k = inside if inside is not None else k  # Speaker of the House
    if words.form[k - 1] in "”\"''" and (
        opening := next((m for m in range(k - 2, max(k - 8, 0), -1) if words.form[m] in "“\"''"), None)
    ):
        end, k = k - 1, k - 1  # its "national enterprise reporter" Ann Lee
        while k > opening + 1:
            k -= 1
    while k > 0 and words.sent[k - 1] == sent and words.para[k - 1] == words.para[cover.first]:
        at = names.at(k - 1)
        low = words.lower[k - 1]
        if at is not None:
            before = names.names[at]
            if before.kind in ("person", "people") and k == end:
                break
            k = max(before.titled, 0)
            continue
        if words.form[k - 1] in CUTS or low in POSSESSIVES or low in DETERMINERS:
            break
        if low in ("and", "of") and k < end:
            if low == "and" and person_head(words, k - 2, lexicon) and names.at(k - 2) is None:
                k -= 1
                continue
            inside = next((m for m in range(max(k - 4, 0), k - 1) if of_title(words, m, lexicon) >= k), None)
            if inside is None:
                break
            k = inside
            continue
        if low == "turned" and k < end and is_title(words, k, lexicon) and is_title(words, k - 2, lexicon):
            k -= 1  # striker turned pundit
            continue
        if not (
            is_title(words, k - 1, lexicon)
            or low in lexicon.modifiers
            or low in lexicon.dropped
            or low in lexicon.organizations
            or words.form[k - 1] in lexicon.adjectives
            or low in TENSES
            or (words.tag[k - 1] in ("NN", "JJ", "NNP") and k < end and low != "said" and not _parted(words, k))
        ):
            inside = next((m for m in range(max(k - 4, 0), k) if of_title(words, m, lexicon) >= k), None)
            if inside is None:
                break
            k = inside
            continue
        k -= 1
    field = of_field(words, names, cover.first, lexicon)
    if field is not None:
        return field, phrase_roles(words, names, field, cover.first, lexicon)
    abbreviated = end - 1 if words.form[end - 1] in lexicon.titles and names.at(end - 1) is None else end
    begin = of_plain_field(words, names, abbreviated, lexicon)
    if begin is not None:
        held = phrase_roles(words, names, begin, abbreviated, lexicon)
        return begin, held + title_roles(words, names, abbreviated, end, lexicon)
    if k >= end:
        return _owned(words, names, cover.first, lexicon)
    if words.form[end - 1] in lexicon.adjectives and names.at(end - 1) is not None:
        return k, _sided(words, names, k, end)
    ended = next((m for m in range(max(end - 4, k), end) if of_title(words, m, lexicon) == end), None)
    head = ended if ended is not None else end - 1
    if not is_title(words, head, lexicon) or is_plural(words, head, lexicon):
        return cover.first, []
    possessor = None
    begin = k
    if k > 1 and words.lower[k - 1] in POSSESSIVES and words.para[k - 1] == words.para[cover.first]:
        holder = names.at(k - 2)
        begin = names.names[holder].titled if holder is not None else k - 2
        possessor = (
            named(words, names, names.names[holder].first, k - 1, lexicon) if holder is not None else words.form[k - 2]
        )
    elif k > 0 and words.lower[k - 1] in DETERMINERS:
        begin = k - 1
    roles = title_roles(words, names, k, head + 1, lexicon, possessor=possessor)
    if ended is not None and roles:
        roles[-1] = retitled(words, roles[-1], words.phrase(head, end), end, replace=words.form[head])
    return begin, roles


def _parted(words: Words, k: int) -> bool:
    """Does a capitalised title begin after a common noun that is none: *the answer Governor Hale gave*?"""
    return words.form[k][0].isupper() and words.form[k - 1][0].islower() and words.tag[k - 1] == "NN"


def _sided(words: Words, names: NameIndex, first: int, last: int) -> list[Role]:
    """Read party, nation and place right before a name as what the person belongs to: *House Republican Ann Lee*."""
    out: list[Role] = []
    for index in names.within(first, last):
        name = names.names[index]
        text = words.phrase(name.first, name.last)
        out.append(Role(None, text, words.start[name.first], words.end[name.last - 1], text))
    return out


def _owned(words: Words, names: NameIndex, first: int, lexicon: Lexicon) -> tuple[int, list[Role]]:
    """Read an institution's possessive right before a name: *NBC's Dante Chinni*."""
    if first < 2 or words.lower[first - 1] not in POSSESSIVES:
        return first, []
    holder = names.at(first - 2)
    if holder is None or names.names[holder].kind != "organization":
        return first, []
    name = names.names[holder]
    text = words.phrase(name.first, name.last)
    return name.first, [Role(None, text, words.start[name.first], words.end[name.last - 1], text)]


def roles_after(words: Words, names: NameIndex, name: int, limit: int, lexicon: Lexicon) -> list[Role]:
    """Read parenthesis, appositions and relative clauses that follow a name, up to word `limit`."""
    cover = names.names[name]
    out: list[Role] = []
    k = cover.last
    if words.form[k - 1] in SEATS:
        letters = words.form[k - 1]
        out.append(Role(letters, None, words.start[k - 1], words.end[k - 1], letters))
    after, told = in_brackets(words, names, k, lexicon)
    if after > k:
        told = told or _apposition(words, names, k + 1, after - 1, limit, lexicon) or []  # (head of policy)
        out.extend(told)
        k = min(after, limit)
    elif k + 1 < limit and _of_place(words, names, k):
        end = max(object_end(words, names, k + 1, limit), k + 2)
        if end < limit and words.lower[end] == "that" and words.lemma[end - 1] in lexicon.speech and end > k + 2:
            end -= 1  # Roe of Bath University report that …: the verb looks like a noun
        span = (words.start[k + 1], words.end[end - 1])
        out.append(Role(None, strip_article(words.phrase(k + 1, end)), *span, words.phrase(k + 1, end)))
        k = end
    out.extend(copula_roles(words, names, k, limit, lexicon))
    for _ in range(5):
        if k < limit and words.lower[k] == "who" and k + 1 < limit:
            out.extend(relative_roles(words, names, k, limit, lexicon))
            break
        if k >= limit or words.form[k] not in (",", "—", "–", "--", "-", "("):
            break
        start = k + 1
        if start >= limit:
            break
        end = next(
            (m for m in range(start, limit) if words.form[m] in (",", "—", "–", "--", ")") and names.at(m) is None),
            limit,
        )
        if words.lower[start] == "who":
            out.extend(relative_roles(words, names, start, limit, lexicon))
            break
        more = _apposition(words, names, start, end, limit, lexicon)
        if more is None and words.form[k] in DASHES:
            more, end = _labelled(words, names, start, end, limit, lexicon)
        if more is None:
            break
        k = end
        if more and words.form[start][0].isupper():
            more[-1], k = with_department(words, names, more[-1], end, limit)
        out.extend(more)
    return out


def _labelled(
    words: Words, names: NameIndex, start: int, end: int, limit: int, lexicon: Lexicon
) -> tuple[list[Role] | None, int]:
    """Read house and office of a transcript's label: *Ann Lee -- Oxley Securities -- Analyst*."""
    index = names.at(start)
    if index is None or names.names[index].last != end or words.form[end : end + 1] != (words.form[start - 1],):
        return None, end
    stop = next((m for m in range(end + 1, limit) if words.form[m] in DASHES), limit)
    house, begin = words.phrase(start, end), words.start[start]
    roles = [
        evolve(role, affiliation=role.affiliation or house, start=begin, text=words.text[begin : role.end])
        for role in phrase_roles(words, names, end + 1, stop, lexicon)
    ]
    return roles or None, stop


def _of_place(words: Words, names: NameIndex, k: int) -> bool:
    """Do a preposition and what a person belongs to follow: *of New York*, *with Human Rights Watch*?"""
    if words.lower[k] in ("of", "from"):
        at = k + 2 if words.lower[k + 1] == "the" and k + 2 < len(words) else k + 1
        return words.form[at][0].isupper()
    if words.lower[k] not in ("for", "with", "at"):
        return False
    at = k + 2 if words.lower[k + 1] == "the" else k + 1
    index = names.at(at) if at < len(words) else None
    return (
        index is not None
        and names.names[index].kind == "organization"
        and names.names[index].last - names.names[index].first > 1
    )


def _apposition(
    words: Words, names: NameIndex, start: int, end: int, limit: int, lexicon: Lexicon
) -> list[Role] | None:
    """Read one segment after a comma; ``None`` when it is no apposition."""
    low = words.lower[start]
    if words.form[start].isdigit() or (low == "aged" and end == start + 2):  # an age
        return []
    if told := seat(words, start, end):
        return told
    if low in ("of", "from") and start + 1 < end:
        stop = max(object_end(words, names, start + 1, end), start + 2)
        while stop + 1 < end and words.lower[stop] == "and" and (second := names.at(stop + 1)) is not None:
            stop = names.names[second].last  # Avon and Wye Police
        span = (words.start[start + 1], words.end[stop - 1])
        phrase = words.text[span[0] : span[1]]
        return [Role(None, strip_article(phrase), *span, phrase)]
    if (
        words.form[start].rstrip("s") in ("Republican", "Democrat")
        and start + 2 < end
        and words.lower[start + 1] == "of"
    ):
        phrase = words.phrase(start + 2, end)
        return [Role(None, phrase, words.start[start], words.end[end - 1], words.phrase(start, end))]
    begins = (
        low in DETERMINERS
        or low in ("one", "now", "then", "currently", "formerly")
        or person_head(words, start, lexicon)
    )
    begins = (
        begins
        or words.form[start] in lexicon.honorifics
        or low in lexicon.modifiers
        or low in TENSES
        or names.at(start) is not None
        or low in lexicon.dropped
        or _is_bare(words, start, end, lexicon)
    )
    if not begins:
        return None
    if low in ("now", "then", "currently", "formerly") and start + 1 < end:
        more = _apposition(words, names, start + 1, end, limit, lexicon)
        past: Tense = "former" if low in ("then", "formerly") else "current"
        return more and [
            Role(r.title, r.affiliation, r.start, r.end, r.text, past if r.tense == "current" else r.tense)
            for r in more
        ]
    if low in ("one",) and words.lower[start + 1 : start + 2] == ("of",):
        head = phrase_head(words, names, start + 2, end, lexicon)
        roles = phrase_roles(words, names, start + 2, end, lexicon) if head is not None else []
        return [
            Role(
                _one(r.title),
                r.affiliation,
                r.start,
                r.end,
                r.text,
                r.tense,
            )
            for r in roles
        ]
    head = phrase_head(words, names, start, end, lexicon)
    if head is None or is_plural(words, head, lexicon):
        # one who serves somewhere may be told by the place alone: John Roe, of Ohio
        return (
            []
            if head is None and names.at(start) is not None and names.names[names.at(start) or 0].kind == "place"
            else None
        )
    at = names.at(head)
    if at is not None and names.names[at].kind == "person":
        return None
    if _has_verb(words, names, head, end, lexicon):
        return None
    if any(
        names.names[n].kind == "person"
        and names.names[n].first > head
        and words.lower[names.names[n].titled - 1]
        not in ("to", "of", "for", "with", "by", "from", "and", "in", "at", "near", "outside", "under", "against")
        for n in names.within(head, min(head + 3, end))
    ):
        return None  # the office of the next person: a list
    return phrase_roles(words, names, start, end, lexicon)


def _has_verb(words: Words, names: NameIndex, head: int, end: int, lexicon: Lexicon) -> bool:
    """Is a phrase behind a comma the subject of a verb of its own: *stabbed by Tom Hale, the prosecutor said*?"""
    k = head + 1
    if k < end and words.lower[k] in OBJECT_PREPOSITIONS:
        k = max(object_end(words, names, k + 1, end), k + 2)
    while k < end and words.tag[k] == "RB":
        k += 1
    return k < end and words.tag[k] in FINITE and (words.lemma[k] in lexicon.speech or words.lemma[k] in HELPERS)


def _is_bare(words: Words, start: int, end: int, lexicon: Lexicon) -> bool:
    """Is the segment an office of common nouns without an article: *Lily Steel, fundraising manager,*?"""
    plain = all(words.form[k].islower() and words.tag[k] in ("NN", "JJ", "VBG") for k in range(start, end))
    return plain and 1 < end - start < 5 and person_head(words, end - 1, lexicon)


def _one(title: str | None) -> str | None:
    """Put a plural title in the singular: one of his *closest aides* is an aide."""
    if not title:
        return title
    *rest, last = title.split()
    return " ".join([*rest, singular(last)])


def roles_apposed(words: Words, names: NameIndex, name: int, floor: int, lexicon: Lexicon) -> tuple[int, list[Role]]:
    """Read the phrase before a comma before a name: *Kabul's ambassador to Russia, Abdul Qayyum Kochai*."""
    cover = names.names[name]
    begin, before = roles_before(words, names, name, lexicon)
    comma = (begin if before else min(begin, cover.titled)) - 1  # the director, Mr Obi
    if comma <= floor or words.form[comma] not in (",", "—", "–", "--", "("):
        return cover.first, []
    if words.lower[cover.last : cover.last + 1] in (("'s",), ("'",)):
        return cover.first, []  # a witness, Mrs Obi's son, Alan
    k = comma
    sent = words.sent[cover.first]
    while k > floor and words.sent[k - 1] == sent and comma - k < 24:
        at = names.at(k - 1)
        if at is not None:
            k = names.names[at].first
            continue
        if words.form[k - 1] in CUTS - {"-", "/"} or words.form[k - 1] in '"“”':
            break
        if (
            words.tag[k - 1] in ("VBD", "VBZ", "VBP", "MD", "VB")
            and words.form[k - 1].islower()
            and not is_title(words, k - 1, lexicon)
        ):
            break
        if words.lower[k] == "by" and words.tag[k - 1] == "VBN":
            break  # told by the chairman, Ann Lee
        if words.lower[k - 1] in ("that", "who", "said", "and", "but", "yet", "so", "as", "while", "when", "because"):
            break
        k -= 1
    if (
        words.sentence_start[k]
        and words.tag[k] in ("VBG", "VBN")
        and words.lower[k] not in lexicon.modifiers | TENSES.keys()
    ):
        return cover.first, []  # speaking through an interpreter, Ann Lee said
    fronted = words.sentence_start[k] and words.lower[k] in OBJECT_PREPOSITIONS
    while k < comma and words.lower[k] in (*OBJECT_PREPOSITIONS, "according", "than"):
        k += 1
    first = k
    k = _last_phrase(words, names, k, comma)
    if k > 1 and words.form[k - 1] == "," and is_person_noun(words, k - 2, lexicon):
        return cover.first, []  # quoting her father, a miner, Ann Lee
    head = phrase_head(words, names, k, comma, lexicon)
    if head is None or is_plural(words, head, lexicon):
        return cover.first, []
    if fronted and k == first and words.form[min(cover.last, len(words) - 1)] != ",":
        return cover.first, []  # To his successor, Mr Obi left a letter
    opens = (
        words.lower[k] in DETERMINERS
        or any(words.lower[m] in POSSESSIVES for m in range(k, head))
        or names.at(k) is not None
        or is_title(words, k, lexicon)
        or words.lower[k] in lexicon.modifiers
    )
    if not opens:
        return cover.first, []
    return k, phrase_roles(words, names, k, comma, lexicon)


def _last_phrase(words: Words, names: NameIndex, first: int, last: int) -> int:
    """Return where the last of two noun phrases side by side begins: *in the margin the head of the desk*."""
    for k in range(last - 1, first, -1):
        apart = words.lower[k - 1] not in OBJECT_PREPOSITIONS and words.lower[k - 1] not in ("and", "or", "than", "as")
        if words.lower[k] in ARTICLES and words.form[k].islower() and apart and names.at(k) is None:
            return k
    return first
