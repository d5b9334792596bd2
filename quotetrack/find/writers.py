"""Who wrote a paper, told in its own words: *a statement from the hospital*, *a lawsuit filed by Ann Lee*."""

from __future__ import annotations

from quotetrack.find.descriptions import describe_chain, source_kind
from quotetrack.find.focus import gender_of, rank_people
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import by_role_noun
from quotetrack.find.phrases import Described, describe
from quotetrack.find.pronouns import by_conjunction
from quotetrack.find.reading import Reading

# A letter seen by a newspaper is not the newspaper's.
WRITTEN = frozenset(
    "issued released filed sent written posted published signed submitted brought made put drafted penned prepared"
    " given provided circulated authored delivered shared lodged".split()
)
SITES = frozenset("website site page account blog feed channel profile timeline homepage".split())
POSTED = frozenset(("posted", "published", "shared", "put", "released"))


def writer_phrase(reading: Reading, source: Described) -> tuple[int, int] | None:
    """Return the words that tell who wrote a paper, as far as they go, ``None`` where none do."""
    words = reading.words
    after = range(source.head + 1, source.last)
    for k in after:
        low = words.lower[k]
        if k + 1 < source.last and low in ("from", "by") and k == source.head + 1:
            return k + 1, source.last
        if low == "by" and k + 1 < source.last:
            # drafted for the firm, and obtained by a newspaper
            done = next((j for j in range(k - 1, source.head, -1) if words.tag[j] in ("VBN", "VBD")), source.head)
            return (k + 1, source.last) if words.lower[done] in WRITTEN else None
        if low in ("on", "to") and (k == source.head + 1 or words.lower[k - 1] in POSTED):
            site = describe(words, reading.names, k + 1, source.last, reading.lexicon)
            own = site.form == "nominal" and words.lower[site.head] in SITES
            if own and site.possessor_word is not None and words.lower[site.possessor_word] != "its":
                return k + 1, site.possessor_word + 1
    return None


def writer_of(reading: Reading, i: int, phrase: tuple[int, int]) -> Chain | None:
    """Return who is meant by the words that tell a paper's writer."""
    inner = describe(reading.words, reading.names, *phrase, reading.lexicon)
    if inner.form == "name" and inner.name is not None:
        return reading.chains.of_name.get(inner.name)
    if inner.form == "conjoined":
        joined = by_conjunction(reading, i, inner)
        return joined.chain if joined else None
    if inner.form == "pronoun":
        gender = gender_of(reading.words.lower[inner.head])
        ranked = rank_people(reading, i, inner.head, gender) if gender else []
        return ranked[0][1] if ranked else None
    if inner.form != "nominal" or source_kind(reading, inner) == "document":
        return None
    decision = by_role_noun(reading, -1, inner)
    return decision.chain if decision else describe_chain(reading, inner)
