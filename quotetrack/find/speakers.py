"""Who speaks: from the sources of an article's attributions to its speakers, each with roles and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from quotetrack.find.ahead import by_age, by_opening_name
from quotetrack.find.anonymity import withheld
from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.descriptions import describe_chain, described_roles, source_kind
from quotetrack.find.focus import SUBJECT, gender_of, vote_by_pronouns
from quotetrack.find.found import Found
from quotetrack.find.known import apply_known
from quotetrack.find.lives import life_of
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import by_focus, by_role_noun, in_full
from quotetrack.find.nouns import gender_of_noun, is_person_noun
from quotetrack.find.owners import tell_owners, with_its_owner
from quotetrack.find.phrases import Described, describe
from quotetrack.find.reading import Reading, read
from quotetrack.find.resolvers import RESOLVERS
from quotetrack.find.words import read_words
from quotetrack.lang.lexicon import load_lexicon
from quotetrack.models import Article, KnownPerson, Role, Speaker, SpeakerKind, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from quotetrack.find.tokens import Tokens

KINDS: dict[str, SpeakerKind] = {
    "person": "person", "organization": "organization", "place": "organization", "document": "organization",
    "people": "group", "group": "group", "unnamed": "unnamed", "author": "unnamed",
}  # fmt: skip
DESCRIBED = frozenset(("role-noun", "focus", "later-name", "age"))  # resolvers of descriptions of people


# Heads that tell a relation to somebody unsaid, not an office.
RELATIVE_ONLY = frozenset("rival opponent foe baby man woman boy girl guy person friend child enemy one whom".split())


@frozen
class Link:
    """Is what resolving says of one attribution: its speaker, the step that found it, how sure, and why."""

    speaker: Speaker | None
    resolver: str | None
    certainty: float
    evidence: str | None


@frozen
class Resolution:
    """Is the speakers of an article and one link for each attribution."""

    speakers: tuple[Speaker, ...]
    links: tuple[Link, ...]


def resolve_speakers(
    doc: Doc | Tokens,
    found: Sequence[Found],
    *,
    article: Article,
    known: Sequence[KnownPerson] = (),
    given_names: bool = True,
) -> Resolution:
    """Find who speaks in each attribution, in which role and for whom.

    Resolvers are asked in their fixed order (`RESOLVERS`); the first that does not decline decides. Where all decline
    the link has no speaker.

    Args:
        doc: the article's parse; its text has the article's length.
        found: the attributions in text order.
        article: the article itself.
        known: people whom the user tells about; a link through them shows the resolver ``people-file``.
        given_names: whether *she* is not *Ben* where the article tells no gender.
    """
    words = read_words(doc, article.text)
    reading = read(words, found, load_lexicon(), given_names=given_names)
    apply_known(reading, known, article.published)
    vote_by_pronouns(reading)
    tell_owners(reading)
    reading.life = life_of(reading)
    decisions: list[tuple[Chain | None, str | None, float, str | None]] = []
    descriptions = varying_nouns(reading)
    at = 0
    for i, source in enumerate(reading.sources):
        while at < len(descriptions) and descriptions[at].first < reading.position(i):
            note_description(reading, descriptions[at])
            at += 1
        for name, resolver, certainty in RESOLVERS:
            decision = resolver(reading, i, source)
            if decision is None:
                continue
            decisions.append((decision.chain, name, certainty, decision.evidence))
            remember(reading, i, decision.chain, name)
            break
        else:
            decisions.append((None, None, 0.0, None))
            reading.decided.append(None)
    speakers: dict[int, Speaker] = {}
    for chain, _, _, _ in decisions:
        if chain is not None and id(chain) not in speakers:
            speakers[id(chain)] = as_speaker(reading, chain, f"s{len(speakers) + 1}")
    links = tuple(
        Link(None if chain is None else speakers[id(chain)], name, certainty, evidence)
        for chain, name, certainty, evidence in decisions
    )
    return Resolution(tuple(speakers.values()), links)


def varying_nouns(reading: Reading) -> list[Described]:
    """Find descriptions of people outside the sources: *The GOP nominee has refused*."""
    words, lexicon = reading.words, reading.lexicon
    out: list[Described] = []
    for k, low in enumerate(words.lower[:-1]):
        if low not in ("the", "a", "an") or (low != "the" and not words.sentence_start[k]):
            continue
        if k in reading.in_sources or words.quoted[k]:
            continue
        near = range(k + 1, min(k + 7, len(words)))
        wanted = lexicon.roles if words.sentence_start[k] else lexicon.varied
        if wanted.isdisjoint(words.lower[k + 1 : k + 7]) and (
            low != "the" or "former" not in words.lower[k + 1 : k + 7]
        ):
            continue
        limit = min(k + 8, len(words))  # no description runs into the next sentence or into a quotation
        stop = next((j for j in range(k + 1, limit) if words.sent[j] != words.sent[k] or words.quoted[j]), limit)
        owned = next((j for j in near if words.lower[j] in POSSESSIVES), None)
        if owned is not None and words.lower[owned - 1] in lexicon.varied:
            stop = owned  # the president's roots: the president is mentioned
        source = describe(words, reading.names, k, stop, lexicon)
        if (
            source.form == "nominal"
            and not source.plural
            and source.name is None
            and words.sent[source.head] == words.sent[k]
        ):
            out.append(source)
    return out


def note_description(reading: Reading, source: Described) -> None:
    """Give the person whom a description means its role, and remember the mention for the pronouns that follow."""
    decision = (
        by_role_noun(reading, -1, source) if is_person_noun(reading.words, source.head, reading.lexicon) else None
    )
    decision = decision or by_age(reading, -1, source) or by_opening_name(reading, -1, source)
    decision = decision or by_focus(reading, -1, source)
    words = reading.words
    source = evolve(source, last=max(source.core[1], source.head + 1))  # the noun phrase, without its verb
    subject = words.sentence_start[source.first] and words.tag[min(source.last, len(words) - 1)] in SUBJECT
    someone = subject and is_person_noun(words, source.head, reading.lexicon)
    if decision is None and someone and source_kind(reading, source) == "unnamed":
        # A neighbour called the police. She: the neighbour, whoever it is
        reading.noted.append((source.head, describe_chain(reading, source)))
    if decision is not None and decision.chain.kind == "person":
        decision.chain.tell(described_roles(reading, evolve(source, last=source.head + 1), "unnamed"))
        reading.noted.append((source.head, decision.chain))


def remember(reading: Reading, i: int, chain: Chain, name: str) -> None:
    """Keep who spoke, for the attributions that follow."""
    first, last = reading.spans[i]
    if last > first:
        reading.by_span[(first, last)] = chain
    reading.spoke.append((reading.position(i), chain, i))
    reading.decided.append(chain)
    source = reading.sources[i]
    if source.form == "pronoun" and chain.kind == "unnamed" and (told := gender_of(reading.words.lower[source.head])):
        chain.hear(told)  # the thief, he: not she who speaks next
    if source.form == "nominal" and chain.kind == "person" and name in DESCRIBED:
        chain.tell(described_roles(reading, source, "unnamed"))
        head = reading.words.lower[source.head]
        gender = gender_of_noun(head, reading.lexicon)
        if gender is not None:
            chain.votes[gender] += 1
    if source.form == "nominal" and chain.kind in ("organization", "document", "place"):
        reading.by_head.setdefault(reading.words.lower[source.head], []).append(chain)


def as_speaker(reading: Reading, chain: Chain, id: str) -> Speaker:
    """Freeze a chain."""
    kind = KINDS[chain.kind]
    name = chain.known.name if chain.known else chain.name
    if chain.kind == "author":
        name = None
    words = reading.words
    mentions = tuple(
        TextSpan(start, end, words.text[start:end])
        for start, end in ((words.start[first], words.end[last - 1]) for first, last in chain.mentions)
    )
    roles = chain.roles
    if chain.kind == "unnamed":
        roles = [with_its_owner(reading, chain, role) for role in roles]
    aliases = tuple(sorted({form for form in chain.names if form != name}))
    label = name or chain.label or "the author"
    anonymous, reason = withheld(reading, chain)
    return Speaker(
        id=id,
        kind=kind,
        name=name,
        label=label,
        aliases=aliases,
        roles=distinct([evolve(role, text=words.text[role.start : role.end]) for role in roles]),
        mentions=mentions,
        members=tuple(member.name or member.label for member in chain.members),
        anonymous=anonymous,
        anonymity_reason=reason,
        wikidata=chain.known.wikidata if chain.known else None,
    )


def distinct(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Keep each pair of title and affiliation once, in text order; *Gov.* and *governor* are one title."""
    offices = load_lexicon().offices
    out: dict[tuple[str, str], Role] = {}
    for role in roles:
        head = in_full((role.title or "").lower().split(), load_lexicon())
        if head and head[-1] in RELATIVE_ONLY and not role.affiliation:
            continue
        key = (
            " ".join([*head[:-1], offices.get(head[-1], head[-1])]) if head else "",
            (role.affiliation or "").lower(),
        )
        out.setdefault(key, role)
    # Gov. beside governor of Indiana: the one that tells more stays
    told = {title for title, affiliation in out if title and affiliation}
    # and a house alone, beside an office in it
    houses = {affiliation for title, affiliation in out if title and affiliation}
    return tuple(
        role
        for (title, affiliation), role in out.items()
        if (title and (affiliation or title not in told)) or (not title and affiliation not in houses)
    )
