"""Speakers whom the article does not name: what they are, told by their own noun phrase."""

from __future__ import annotations

import re

from quotetrack.find.complements import phrase_roles
from quotetrack.find.focus import gender_of, rank_people
from quotetrack.find.kinds import is_compatriot
from quotetrack.find.mentions import Chain, ChainKind
from quotetrack.find.nouns import gender_of_noun, is_person_noun, singular
from quotetrack.find.phrases import RELATIVE, Described
from quotetrack.find.reading import Reading
from quotetrack.find.titles import DESCRIBES, strip_article
from quotetrack.find.words import Words
from quotetrack.models import Role

PEOPLE_ENDS = re.compile(r"(?:[^aeiou]ers|ors|ists|ians|aires|ees|eers|ants|folk)$")
FRACTIONS = frozenset("half third thirds quarter quarters two-thirds three-quarters majority majorities".split())
NEW = frozenset("another one other".split())
OWNED = frozenset("campaign party administration government team office camp leadership".split())  # somebody's
# What a title in quotation marks may be called afterwards.
WORKS = frozenset(
    "film movie documentary book novel memoir song album play show series ad spot video poem opera".split()
)


def describe_chain(reading: Reading, source: Described) -> Chain:
    """Return the chain of an unnamed source, the same one for the same words."""
    words = reading.words
    phrase = " ".join(words.lower[source.first : source.last])
    kind = source_kind(reading, source)
    key: tuple[str, ...] = (kind, _group_key(reading, source) if kind == "group" else strip_article(phrase))
    holder = source.possessor if source.possessor is not None else source.premodifier
    owner = reading.chains.of_name.get(holder) if holder is not None else None
    if kind == "organization" and owner is not None and words.lower[source.head] in OWNED:
        key = (kind, words.lower[source.head], str(id(owner)))  # the Ruiz campaign, Ana Ruiz's campaign
    fresh = words.lower[source.first] in NEW
    chain = None if fresh else reading.nominals.get(key)
    name = described_name(reading, source, kind)
    if chain is not None:
        if name:
            chain.names[name] += 1
        return chain
    chain = reading.chains.new(kind, source.first)
    chain.label = _label(words, source)
    chain.head = singular(words.lower[source.head]) if source.head >= 0 else ""
    chain.plural = source.plural
    chain.mentions.append((source.first, source.last))
    chain.tell(described_roles(reading, source, kind))
    if name:
        chain.names[name] += 1
    gender = gender_of_noun(chain.head, reading.lexicon)
    if gender is not None:
        chain.votes[gender] += 2
    reading.nominals[key] = chain
    if kind in ("organization", "document"):
        reading.by_head.setdefault(chain.head, []).append(chain)
        if name and quoted_title(reading, source) == name:
            for work in WORKS - {chain.head}:
                reading.by_head.setdefault(work, []).append(chain)
    return chain


def _label(words: Words, source: Described) -> str:
    """Return a source's own words as they are shown: no *who* at the end, no quotation mark without the other one."""
    first, last = source.first, source.last
    last -= last - 1 > first and words.lower[last - 1] in RELATIVE
    label = words.phrase(first, last)
    for opening, closing in (("“", "”"), ('"', '"')):
        alone = label.count('"') % 2 if opening == closing else label.count(opening) - label.count(closing)
        if alone > 0 and words.form[last : last + 1] == (closing,):
            return words.phrase(first, last + 1)  # fans of “Salt”
        if alone and first and words.form[first - 1] == opening:
            return words.phrase(first - 1, last)
    return label


def _group_key(reading: Reading, source: Described) -> str:
    words = reading.words
    core = [
        words.lower[k]
        for k in range(source.core[0], source.head + 1)
        if words.lower[k] not in reading.lexicon.plural_words
    ]
    return " ".join(part for part in core if part not in ("the", "some", "many", "most", "other", "others"))


def source_kind(reading: Reading, source: Described) -> ChainKind:
    """Say what an unnamed source is: one person, several, an institution or a document."""
    words, lexicon = reading.words, reading.lexicon
    if source.form == "pronoun":
        low = words.lower[source.head]
        return (
            "organization"
            if low in ("it", "its", "this", "that")
            else "unnamed"
            if low in ("he", "she", "him", "her", "his", "one", "another", "someone", "anyone", "somebody", "each")
            else "group"
        )
    low = words.lower[source.head]
    one = singular(low)
    if source.name is not None and reading.names.names[source.name].kind == "people":
        return "unnamed" if source.one_of else "group"
    if source.one_of:
        return "unnamed"
    low_words = words.lower[source.first : source.last]
    if (
        any(w in FRACTIONS for w in low_words[:5])
        or ("in" in low_words[:5] and "10" in low_words[:6])
        or low in ("many", "some", "most", "few")
    ):
        return "group"
    if "percent" in words.lower[source.first : source.last] or "%" in words.form[source.first : source.last]:
        return "group"
    if low in ("them", "us", "those", "others", "these", "everyone", "everybody", "nobody", "whom"):
        return "group"
    if low in lexicon.group_plurals and low not in ("police", "media"):
        return "group"
    compatriot = source.determiner and not source.plural and is_compatriot(words.form[source.head], lexicon)
    if low in ("other", "former", "latter") or compatriot:
        return "unnamed"  # said the other; the Scot
    if low in lexicon.documents or (one in lexicon.documents and one != low):
        return "document"
    if low in lexicon.groups or low in lexicon.group_plurals:
        return "organization" if low in ("police", "team", "staff", "panel", "jury", "group") else "group"
    if lexicon.sort_nouns.get(low) == "public":
        return "organization"  # the regulator
    if is_person_noun(words, source.head, lexicon) or low in ("q", "a"):  # the two of an interview
        return "group" if source.plural else "unnamed"
    if one in lexicon.organizations:
        return "group" if source.plural else "organization"
    if words.form[source.head].isdigit():
        return "group"
    if source.plural:
        people = words.lower[source.first] in lexicon.plural_words or PEOPLE_ENDS.search(low)
        return "group" if people else "document"
    return "organization"


def quoted_title(reading: Reading, source: Described) -> str | None:
    """Return the title that stands in quotation marks inside a source: *Osei's “Salt”*, *the film, “Late Rain,”*."""
    words = reading.words
    for k in range(source.first, source.last - 1):
        if words.form[k] not in '“"' or not (words.form[k + 1][0].isupper() or words.form[k + 1][0].isdigit()):
            continue
        close = next((j for j in range(k + 2, min(k + 10, source.last + 2, len(words))) if words.form[j] in '”"'), None)
        if close is not None:
            return words.phrase(k + 1, close).strip(" ,")
    return None


def described_name(reading: Reading, source: Described, kind: ChainKind) -> str | None:
    """Return the name that a description amounts to: *Republicans*, *Trump campaign*, *Quinnipiac University poll*."""
    words = reading.words
    if source.form == "pronoun":
        return None
    if kind in ("organization", "document"):
        title = quoted_title(reading, source)
        if title is not None:
            return title
    if source.name is not None:
        name = reading.names.names[source.name]
        return words.phrase(name.first, name.last) if not source.one_of else None
    if source.possessor is not None:
        holder = reading.names.names[source.possessor]
        if kind == "organization" and words.lower[source.head] in (
            "campaign",
            "administration",
            "government",
            "office",
            "ministry",
            "department",
            "team",
            "police",
            "party",
            "parliament",
        ):
            return words.phrase(holder.first, source.head + 1)
        return None
    if kind == "organization" and source.complement is not None and words.lower[source.head + 1] == "of":
        place = reading.names.names[source.complement]
        if words.lower[source.head] in (
            "city",
            "state",
            "town",
            "county",
            "government",
            "republic",
            "village",
            "commonwealth",
        ):
            return words.phrase(source.head, place.last)
        if words.lower[source.head] == "panel" and place.kind == "organization":
            return words.phrase(place.first, place.last)
    if kind == "organization" and words.lower[source.head - 1 : source.head + 1] == ("federal", "government"):
        return words.phrase(source.head - 1, source.head + 1)
    if source.premodifier is not None and kind in ("organization", "document"):
        before = reading.names.names[source.premodifier]
        if kind == "document" and before.kind in ("person", "adjective"):
            return None
        if before.kind == "adjective" and words.lower[source.head] not in (
            "government",
            "administration",
            "parliament",
            "police",
            "party",
            "embassy",
        ):
            return None
        return words.phrase(before.first, source.head + 1)
    return None


def described_roles(reading: Reading, source: Described, kind: ChainKind) -> list[Role]:
    """Read what an unnamed source is and for whom off its own words."""
    words, names, lexicon = reading.words, reading.names, reading.lexicon
    if source.form == "pronoun" or source.head < 0:
        return []
    first, last = source.core[0], source.last
    start = first
    if source.possessor_word is not None:
        start = (
            max(source.first, source.core[0] - 12) if source.possessor is None else names.names[source.possessor].first
        )
        start = source.first if source.possessor is None else start
    if kind in ("unnamed", "group") and is_person_noun(words, source.head, lexicon) and source.name is None:
        roles = phrase_roles(words, names, start, last, lexicon)
        if kind == "unnamed" and source.one_of:
            roles = [
                Role(
                    " ".join([*(r.title or "").split()[:-1], singular((r.title or "x").split()[-1])]),
                    r.affiliation,
                    r.start,
                    r.end,
                    r.text,
                    r.tense,
                )
                for r in roles
                if r.title
            ]
        if kind == "group":
            roles = [
                Role(r.title, None if r.affiliation in DESCRIBES else r.affiliation, r.start, r.end, r.text, r.tense)
                for r in roles
            ]
        return [_resolved(reading, source, role) for role in roles]
    if kind == "group" and source.name is None:
        head = words.form[source.head]
        if (
            head[0].isalpha()
            and words.tag[source.head] in ("NNS", "NN")
            and head.lower() not in ("percent", "those", "others")
        ):
            return [Role(head, None, words.start[source.head], words.end[source.head], head)]
        return []
    owner = source.possessor if source.possessor is not None else None
    if kind in ("document", "organization") and owner is None and described_name(reading, source, kind) is None:
        owner = source.premodifier if source.premodifier is not None else source.complement
    if kind in ("document", "organization") and owner is None and source.possessor_word is not None:
        gender = gender_of(words.lower[source.possessor_word])
        ranked = rank_people(reading, -1, source.possessor_word, gender) if gender else []
        if ranked and ranked[0][1].name:
            at = source.possessor_word
            return [Role(None, ranked[0][1].name, words.start[at], words.end[at], words.form[at])]
    if kind in ("document",) and owner is not None:
        name = names.names[owner]
        if name.kind != "adjective":
            text = words.phrase(name.first, name.last)
            return [Role(None, text, words.start[name.first], words.end[name.last - 1], text)]
    return []


def _resolved(reading: Reading, source: Described, role: Role) -> Role:
    """Put the person for the pronoun in *his aides*: affiliation by the one in focus."""
    if role.affiliation is None and source.possessor is None and source.possessor_word is not None:
        word = reading.words.lower[source.possessor_word]
        gender = gender_of(word)
        if gender is not None:
            ranked = rank_people(reading, -1, source.possessor_word, gender)
            if ranked and ranked[0][1].name:
                return Role(role.title, ranked[0][1].name, role.start, role.end, role.text, role.tense)
    return role
