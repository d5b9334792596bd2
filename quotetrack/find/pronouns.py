"""What *they*, *it*, *who* and *which* stand for: groups, institutions and the noun phrases they follow."""

from __future__ import annotations

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.descriptions import describe_chain
from quotetrack.find.institutions import is_untold
from quotetrack.find.introduced import by_told_name
from quotetrack.find.mentions import Chain
from quotetrack.find.nominals import by_role_noun
from quotetrack.find.nouns import is_person_noun, singular
from quotetrack.find.phrases import Described, describe
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.theirs import one_person
from quotetrack.find.titles import head_of
from quotetrack.find.tokens import FINITE

PLURAL = frozenset(
    "each they them their theirs themselves these those both some others many most few several all".split()
)
SEVERAL = ("group", "people", "organization", "place", "document")
SUBJECT_REACH = 80  # words from the end of a sentence back to its subject
PLACED = frozenset("in at to from near outside over across into around through".split())
TELLS = frozenset("show expose reveal disclose indicate suggest prove confirm document detail contain".split())


def by_conjunction(reading: Reading, i: int, source: Described) -> Decision | None:
    """Make one group of the people of a conjoined source."""
    if source.form != "conjoined":
        return None
    members: list[Chain] = []
    for index in source.members:
        chain = reading.chains.of_name.get(index)
        if chain is not None and chain not in members:
            members.append(chain)
    key = ("&", *sorted(str(id(chain)) for chain in members))
    chain = reading.nominals.get(key)
    if chain is None:
        chain = reading.chains.new("group", source.first)
        chain.members = tuple(members)
        chain.plural = True
        chain.label = reading.words.phrase(source.first, source.last)
        reading.nominals[key] = chain
    return Decision(chain, "the source joins several names")


def by_plural_pronoun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *they* and *it* to the group or institution that spoke or was named last, the nearer the better."""
    if source.form != "pronoun":
        return None
    word = reading.words.lower[source.head]
    if word not in PLURAL and word not in ("it", "its", "this", "that"):
        return None
    wanted = SEVERAL if word in PLURAL else ("organization", "place", "document")
    at = _first_alike(reading, source.head) if word == "it" else source.head
    one = one_person(reading, source.head) if word in PLURAL else None
    if one is not None:
        return Decision(one, f'"{word}" is {one.name}, whose pronoun the article says it is')
    voice = _spokesperson(reading, source.head) if word in PLURAL else None
    if voice is not None:
        return Decision(voice, f'"{word}" is {voice.label}, who spoke {reading.distance(reading.spoke[-1][0], at)}')
    papers = _plural_papers(reading, source.head) if word == "they" else None
    if papers is not None:
        return Decision(papers, f'"{word}" is {papers.name or papers.label}')
    own = _subject_of(reading, source.head) if word == "it" else None
    if own is not None:
        return Decision(own, f'"{word}" is {own.name or own.label}, the subject of its sentence')
    nearer = _plural_noun(reading, i, at) if word in PLURAL else None
    if nearer is not None and not any(
        nearer[0] < position < at and chain.kind in wanted for position, chain, _ in reading.spoke[-6:]
    ):
        chain = describe_chain(reading, nearer[1])
        return Decision(chain, f'"{word}" is {chain.name or chain.label} {reading.distance(nearer[0], at)}')
    spoken = _spoken(reading, at, wanted, reach=0)
    subject = _subject_before(reading, at, wanted) if spoken is None else None
    if subject is not None and word in PLURAL and subject.kind in ("organization", "place"):
        # The agency interviewed twenty nurses. They: several people rather than one agency
        several = _plural_noun(reading, i, at, back=1) if subject.head != "police" else None
        subject = describe_chain(reading, several[1]) if several is not None else subject
    if subject is not None:
        return Decision(subject, f'"{word}" is {subject.name or subject.label}, the subject of the sentence before')
    spoken = spoken or _spoken(reading, at, wanted, reach=1)
    if spoken is not None:
        position, chain = spoken
        return Decision(chain, f'"{word}" is {chain.name or chain.label}, who spoke {reading.distance(position, at)}')
    upper = reading.names.within(0, at).stop
    for index in range(upper - 1, max(upper - 8, 0) - 1, -1):
        name = reading.names.names[index]
        if reading.para(at) != reading.para(name.first):
            break
        found = reading.chains.of_name.get(index)
        before = name.titled - 1 - (reading.words.lower[name.titled - 1] == "the")
        if name.kind == "place" and reading.words.lower[before] in PLACED:
            continue  # flights to Reykjavik: where, not who
        if found is not None and found.kind in wanted and reading.content_of.get(name.first) != i:
            return Decision(found, f'"{word}" is {found.name}, named {reading.distance(name.first, at)}')
    return None


def _first_alike(reading: Reading, at: int) -> int:
    """Return the first pronoun of that form that is a subject in its sentence: *It offers refunds, and it says*."""
    words = reading.words
    for k in range(max(at - 40, 0), at):
        if words.sent[k] == words.sent[at] and words.lower[k] == words.lower[at] and not words.quoted[k]:
            return k if words.tag[k + 1] in FINITE else at
    return at


def _spokesperson(reading: Reading, at: int) -> Chain | None:
    """Return the last speaker where a word that tells no sex is all there is: *A spokesperson said. They added*."""
    if not reading.spoke:
        return None
    position, chain, i = reading.spoke[-1]
    nouns = {reading.words.lower[reading.sources[i].head], *(head_of(role.title) for role in chain.roles)}
    if chain.kind != "unnamed" or "spokesperson" not in nouns or reading.para(at) - reading.para(position) > 1:
        return None
    content = reading.content_of.get(at)
    return None if content is not None and content == i else chain


def _plural_papers(reading: Reading, at: int) -> Chain | None:
    """Return the papers that *they* means when they tell something: *He published his returns. They show*."""
    words, lexicon = reading.words, reading.lexicon
    if words.lemma[min(at + 1, len(words) - 1)].lower() not in TELLS:
        return None
    for k in range(at - 1, max(at - 30, -1), -1):
        if words.sent[k] < words.sent[at] - 1 or words.para[k] != words.para[at] or words.quoted[k]:
            return None
        if words.tag[k] not in ("NNS", "NNPS"):
            continue
        if is_person_noun(words, k, lexicon) or words.lower[k] in lexicon.group_plurals:
            return None
        if singular(words.lower[k]) not in lexicon.documents:
            continue
        first = k
        while (
            words.tag[first - 1] in ("JJ", "NN", "DT", "PRP$", "CD")
            and first
            and words.sent[first - 1] == words.sent[k]
        ):
            first -= 1
        inner = describe(words, reading.names, first, k + 1, lexicon)
        return describe_chain(reading, inner) if inner.form == "nominal" else None
    return None


def _spoken(reading: Reading, at: int, wanted: tuple[str, ...], *, reach: int) -> tuple[int, Chain] | None:
    """Return the last of these kinds that spoke before a word, at most `reach` paragraphs back."""
    for position, chain, _ in reversed(reading.spoke[-6:]):
        if reading.para(at) - reading.para(position) > reach:
            break
        if chain.kind in wanted and position <= at:
            return position, chain
    return None


def _subject_before(reading: Reading, at: int, wanted: tuple[str, ...]) -> Chain | None:
    """Return what the subject of the sentence before means, when the pronoun begins its own."""
    words = reading.words
    start = at
    while start > 0 and words.sent[start - 1] == words.sent[at] and at - start <= 2:
        start -= 1
    if at - start > 2 or start == 0 or words.para[start - 1] != words.para[at]:
        return None
    return _subject_from(reading, start - 1, at, wanted)


def _subject_of(reading: Reading, at: int) -> Chain | None:
    """Return the institution that is the subject of the clause: *The firm apologised for what it called*."""
    words = reading.words
    k = at - 1
    if k < 2 or words.sent[k] != words.sent[at] or words.quoted[at] or words.form[k] in ",;:":
        return None
    return _subject_from(reading, k, at, ("organization", "document"))


def _subject_from(reading: Reading, last: int, at: int, wanted: tuple[str, ...]) -> Chain | None:
    """Return what the subject of the sentence that holds word `last` means."""
    words = reading.words
    start = last + 1
    first = last
    while first > 0 and words.sent[first - 1] == words.sent[last] and words.para[first - 1] == words.para[at]:
        first -= 1
        if last - first > SUBJECT_REACH:
            return None
    verb = next((k for k in range(first + 1, min(first + 25, start)) if words.tag[k] in FINITE), None)
    if verb is None or words.quoted[first]:
        return None
    inner = describe(words, reading.names, first, verb, reading.lexicon)
    if inner.form == "name" and inner.name is not None:
        chain = reading.chains.of_name.get(inner.name)
    elif inner.form == "conjoined":
        decision = by_conjunction(reading, -1, inner)
        chain = decision.chain if decision else None
    elif inner.form == "nominal" and inner.plural and is_person_noun(words, inner.head, reading.lexicon):
        chain = describe_chain(reading, inner)
    elif inner.form == "nominal" and not is_person_noun(words, inner.head, reading.lexicon):
        # Ana Ruiz's campaign, a report, police: an institution or paper whose noun the lists hold
        noun = words.lower[inner.head]
        told = noun in reading.lexicon.organizations or noun in reading.lexicon.documents
        decision = by_role_noun(reading, -1, inner) if told else None
        chain = decision.chain if decision else describe_chain(reading, inner) if told else None
    else:
        chain = None
    if chain is not None and is_untold(chain) and words.lower[at] in ("it", "its"):
        chain.kind = "organization"
    return chain if chain is not None and chain.kind in wanted else None


def _plural_noun(reading: Reading, i: int, at: int, *, back: int = 0) -> tuple[int, Described] | None:
    """Find the last plural noun for people before *they* in its sentence, or one before: *voters who said they*."""
    words = reading.words
    for k in range(at - 1, max(at - 30, -1), -1):
        if words.sent[k] < words.sent[at] - back or words.para[k] != words.para[at]:
            return None
        if words.quoted[k] != words.quoted[at] or reading.names.at(k) is not None:
            continue
        if words.tag[k] == "NNS" and is_person_noun(words, k, reading.lexicon):
            first = k
            while (
                first > 0
                and words.sent[first - 1] == words.sent[k]
                and words.tag[first - 1] in ("JJ", "NN", "NNP", "DT", "CD", "PRP$")
                and k - first < 6
            ):
                first -= 1
            inner = describe(words, reading.names, first, k + 1, reading.lexicon)
            return (k, inner) if inner.form == "nominal" and inner.plural else None
    return None


def by_relative(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *who*, *which* and *that* to the noun phrase they follow."""
    if source.form != "relative":
        return None
    words, names = reading.words, reading.names
    low = words.lower[source.head]
    person = low in ("who", "whom")
    apposed = _before_apposition(reading, source.head, person=person)
    if apposed is not None:
        index, chain = apposed
        name = names.names[index]
        return Decision(chain, f'"{low}" follows {words.phrase(name.first, name.last)} and its apposition')
    k = source.head - 1
    comma = words.form[k] == "," if k >= 0 else False
    sent = words.sent[source.head]
    steps = 0
    while k >= 0 and words.sent[k] == sent and steps < 30:
        steps += 1
        here = names.at(k)
        if here is not None:
            name = names.names[here]
            chain_here = reading.chains.of_name.get(here)
            outer = _governor(reading, here, person=person, comma=comma)
            if outer is not None:
                if names.at(outer) is None:
                    return _antecedent(reading, outer, source.head, low)
                k = outer
                continue
            if chain_here is not None and _may_mean(low, chain_here):
                return Decision(chain_here, f'"{low}" follows {words.phrase(name.first, name.last)}')
            k = name.first - 1
            continue
        someone = is_person_noun(words, k, reading.lexicon)
        if someone and low == "which":  # a book by the geographer which warned
            k -= 1
            continue
        people = someone or words.lower[k] in reading.lexicon.groups
        if person and words.lower[k] in ("some", "others", "those", "many", "few"):
            people = k == source.head - 1
        if people and person and k > 1 and words.lower[k - 1] in ("for", "of", "as"):
            people = not is_person_noun(words, k - 2, reading.lexicon)  # the nominee for president, who
        if people or (not person and words.tag[k].startswith("NN")):
            return _antecedent(reading, k, source.head, low)
        k -= 1
    return None


def _may_mean(relative: str, chain: Chain) -> bool:
    """Tell whether a relative pronoun may stand for a name: *who* for people alone, *which* for no person."""
    if relative in ("who", "whom"):
        return chain.kind in ("person", "people")
    return relative != "which" or chain.kind != "person"


def _governor(reading: Reading, index: int, *, person: bool, comma: bool) -> int | None:
    """Return the noun that a name only completes: *aides to Mr. Ruiz who*, *the Ministry of Water in Amman, which*."""
    words, names = reading.words, reading.names
    name = names.names[index]
    before = name.titled - 1
    before -= before > 0 and words.lower[before] == "the"
    if before < 1 or words.lower[before] not in ("of", "to", "for", "with", "from", "by", "in", "at"):
        return None
    noun = before - 1
    if person:
        people = is_person_noun(words, noun, reading.lexicon) and names.at(noun) is None
        return noun if people and not comma else None
    outer = names.at(noun)
    if name.kind == "place" and outer is not None and names.names[outer].kind == "organization":
        return noun
    return None


def _before_apposition(reading: Reading, at: int, *, person: bool) -> tuple[int, Chain] | None:
    """Return the name before an apposition before *who*: *Petra Lind, the head of the union in Graz, who said*."""
    words, names = reading.words, reading.names
    if at < 4 or words.form[at - 1] != ",":
        return None
    for k in range(at - 2, max(at - 30, 0), -1):
        if words.sent[k] != words.sent[at] or words.form[k] in ".;:—–":
            return None
        if words.form[k] != ",":
            continue
        index = names.at(k - 1)
        if index is None:
            continue
        opens = words.lower[k + 1] in ("a", "an", "the", "its", "his", "her", "their", "one")
        opens = opens or is_person_noun(words, k + 1, reading.lexicon)
        chain = reading.chains.of_name.get(index)
        wanted = ("person",) if person else ("organization", "place")
        if not opens or chain is None or chain.kind not in wanted:
            continue
        # another person of the right kind in between is nearer
        inner = [
            n
            for n in names.within(k + 1, at)
            if person
            and names.names[n].kind == "person"
            and words.lower[names.names[n].titled - 1] not in ("to", "of", "for", "with", "by", "from", "under")
        ]
        return None if inner else (index, chain)
    return None


def _antecedent(reading: Reading, head: int, relative: int, low: str) -> Decision | None:
    words, names = reading.words, reading.names
    first = head
    while first > 0 and words.sent[first - 1] == words.sent[head] and head - first < 8:
        before = words.lower[first - 1]
        tag = words.tag[first - 1]
        if before in ("of", "for", "to", "in", "by", "with", "and", "that", "from", "at", "on") or (
            not words.form[first - 1][0].isalnum() and before not in POSSESSIVES
        ):
            break
        if tag in ("VBD", "VBZ", "VBP", "VB", "MD"):
            break
        first -= 1
    inner = describe(words, names, first, head + 1, reading.lexicon)
    subject = names.at(first - 2) if first > 1 and words.lower[first - 1] in ("is", "was", "remains") else None
    told = reading.chains.of_name.get(subject) if subject is not None else None
    if told is not None and told.kind == "person" and low == "who":
        return Decision(told, f'"{low}" follows what {told.name} is said to be')
    if inner.form == "name" and inner.name is not None and inner.name in reading.chains.of_name:
        chain = reading.chains.of_name[inner.name]
    elif inner.form in ("nominal", "pronoun"):
        decision = by_told_name(reading, -1, inner) or by_role_noun(reading, -1, inner)
        chain = decision.chain if decision else describe_chain(reading, inner)
    else:
        return None
    return Decision(chain, f'"{low}" follows "{words.phrase(first, head + 1)}"')
