"""Ordered steps that say who speaks: each links a source to a chain or declines, the most trusted first."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable

from quotetrack.find.mentions import Chain, Gender
from quotetrack.find.phrases import Described, is_person_noun, singular
from quotetrack.find.reading import Decision, Reading, is_possessive

MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
PLURAL = frozenset("they them their theirs themselves these those both some others many most few several all".split())
WINDOW = 40  # names looked back over for a pronoun
MARGIN = 0.35  # two candidates closer than this are equal


def by_same_span(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give two cues with one source one speaker."""
    first, last = reading.spans[i]
    chain = reading.by_span.get((first, last)) if last > first else None
    return Decision(chain, "the same source words as another attribution") if chain else None


def by_name(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link a source headed by a name."""
    if source.form != "name" or source.name is None:
        return None
    chain = reading.chains.of_name.get(source.name)
    if chain is None:
        return None
    name = reading.names.names[source.name]
    form = reading.words.phrase(name.first, name.last)
    if chain.name == form:
        return Decision(chain, f'the source names "{form}"')
    return Decision(chain, f'"{form}" names {chain.name}')


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


def by_first_person(reading: Reading, i: int, source: Described) -> Decision | None:
    """Read *I* and *we*: inside a quotation the one who is quoted, elsewhere the author."""
    if source.form != "pronoun" or reading.words.lower[source.head] not in FIRST:
        return None
    outer = reading.content_of.get(source.head)
    if outer is not None and outer != i and outer < len(reading.decided) and reading.decided[outer] is not None:
        chain = reading.decided[outer]
        assert chain is not None
        return Decision(chain, "first person inside that speaker's own words")
    if reading.words.quoted[source.head] and reading.spoke:
        word, chain, _ = reading.spoke[-1]
        if reading.para(source.head) - reading.para(word) <= 1:
            return Decision(chain, "first person inside the quotation of the last speaker")
    if reading.author is None:
        reading.author = reading.chains.new("author", source.first)
    return Decision(reading.author, "first person outside all quotations: the author")


def _gender(word: str) -> Gender | None:
    return "male" if word in MALE else "female" if word in FEMALE else None


def by_pronoun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *he* and *she* to the person in focus whose gender the text does not contradict."""
    if source.form != "pronoun":
        return None
    word = reading.words.lower[source.head]
    gender = _gender(word)
    if gender is None:
        return None
    best = rank_people(reading, i, source.head, gender)
    if not best:
        return None
    if len(best) > 1 and best[0][0] - best[1][0] < MARGIN and best[0][1].gender != gender:
        return None
    score, chain, at = best[0]
    return Decision(
        chain, f'"{word}" is {chain.name or chain.label}, last mentioned {reading.distance(at, source.head)}'
    )


def rank_people(reading: Reading, i: int, at: int, gender: Gender | None) -> list[tuple[float, Chain, int]]:
    """Score the people mentioned before a word: nearness, being subject or speaker, gender evidence, frequency."""
    words, names = reading.words, reading.names
    scores: dict[int, tuple[float, Chain, int]] = {}
    para, sent = reading.para(at), words.sent[at]

    def offer(chain: Chain, position: int, bonus: float) -> None:
        if gender is not None and chain.gender not in (None, gender):
            return
        paras = para - reading.para(position)
        sents = sent - words.sent[position]
        if paras > 3 or paras < 0:
            return
        score = bonus - 0.9 * paras - 0.25 * min(sents, 6) + 0.15 * math.log1p(len(chain.mentions))
        if gender is not None and chain.gender == gender:
            score += 0.8
        if id(chain) not in scores or scores[id(chain)][0] < score:
            scores[id(chain)] = (score, chain, position)

    stop = bisect_left([], at)
    upper = names.within(0, at).stop
    for index in range(upper - 1, max(upper - WINDOW, stop) - 1, -1):
        chain = reading.chains.of_name.get(index)
        if chain is None or chain.kind != "person":
            continue
        name = names.names[index]
        bonus = 0.0
        owner = reading.content_of.get(name.first)
        if owner == i:
            bonus -= 2.5
        elif words.quoted[name.first]:
            bonus -= 1.6
        elif owner is not None:
            bonus -= 0.7
        if is_possessive(words, name.last):
            bonus -= 0.4
        before = words.lower[name.titled - 1] if name.titled else ""
        if before in ("of", "for", "to", "with", "by", "on", "from", "against", "about", "at", "in", "than", "and"):
            bonus -= 0.5
        if name.last < len(words) and words.tag[name.last] in ("VBD", "VBZ", "VBP", "MD", ","):
            bonus += 0.5
        offer(chain, name.first, bonus)
    for position, chain, _ in reversed(reading.spoke[-8:]):
        if chain.kind in ("person", "unnamed") and position < at:
            offer(chain, position, 1.2)
    return sorted(scores.values(), key=lambda entry: -entry[0])[:4]


def by_plural_pronoun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *they* and *it* to the group or institution that spoke or was named last."""
    if source.form != "pronoun":
        return None
    word = reading.words.lower[source.head]
    if word not in PLURAL and word not in ("it", "its", "this", "that"):
        return None
    wanted = (
        ("group", "people", "organization", "place", "document")
        if word in PLURAL
        else ("organization", "place", "document")
    )
    para = reading.para(source.head)
    for position, chain, _ in reversed(reading.spoke[-6:]):
        if para - reading.para(position) > 1:
            break
        if chain.kind in wanted and position <= source.head:
            return Decision(
                chain, f'"{word}" is {chain.name or chain.label}, who spoke {reading.distance(position, source.head)}'
            )
    upper = reading.names.within(0, source.head).stop
    for index in range(upper - 1, max(upper - 8, 0) - 1, -1):
        name = reading.names.names[index]
        if para != reading.para(name.first):
            break
        found = reading.chains.of_name.get(index)
        if found is not None and found.kind in wanted and reading.content_of.get(name.first) != i:
            return Decision(found, f'"{word}" is {found.name}, named {reading.distance(name.first, source.head)}')
    return None


def by_relative(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *who*, *which* and *that* to the noun phrase they follow."""
    if source.form != "relative":
        return None
    words, names = reading.words, reading.names
    low = words.lower[source.head]
    person = low in ("who", "whom")
    k = source.head - 1
    sent = words.sent[source.head]
    steps = 0
    while k >= 0 and words.sent[k] == sent and steps < 30:
        steps += 1
        index = names.at(k)
        if index is not None:
            chain = reading.chains.of_name.get(index)
            if chain is not None and (not person or chain.kind in ("person", "people")):
                return Decision(
                    chain, f'"{low}" follows {words.phrase(names.names[index].first, names.names[index].last)}'
                )
            k = names.names[index].first - 1
            continue
        if words.tag[k].startswith("NN") or is_person_noun(words, k, reading.lexicon):
            if is_person_noun(words, k, reading.lexicon) or not person or words.lower[k] in reading.lexicon.groups:
                return _antecedent(reading, k, source.head, low)
        k -= 1
    return None


def _antecedent(reading: Reading, head: int, relative: int, low: str) -> Decision | None:
    words, names = reading.words, reading.names
    first = head
    while first > 0 and words.sent[first - 1] == words.sent[head] and head - first < 8:
        before = words.lower[first - 1]
        tag = words.tag[first - 1]
        if (
            before in ("of", "for", "to", "in", "by", "with", "and", "that", "from", "at", "on")
            or not words.form[first - 1][0].isalnum()
        ):
            break
        if tag in ("VBD", "VBZ", "VBP", "VB", "MD"):
            break
        first -= 1
    from quotetrack.find.phrases import describe

    inner = describe(words, names, first, head + 1, reading.lexicon)
    if inner.form == "name" and inner.name is not None and inner.name in reading.chains.of_name:
        chain = reading.chains.of_name[inner.name]
    elif inner.form == "nominal":
        decision = by_role_noun(reading, -1, inner) or by_description(reading, -1, inner)
        if decision is None:
            return None
        chain = decision.chain
    else:
        return None
    return Decision(chain, f'"{low}" follows "{words.phrase(first, head + 1)}"')


def by_agent(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give somebody's tweet, speech or brief to its author: the agent speaks, not the paper."""
    if source.form != "nominal":
        return None
    low = reading.words.lower[source.head]
    if low not in reading.lexicon.agent_documents and singular(low) not in reading.lexicon.agent_documents:
        return None
    owner = source.possessor if source.possessor is not None else source.premodifier
    chain = reading.chains.of_name.get(owner) if owner is not None else None
    if chain is None and source.possessor_word is not None:
        word = reading.words.lower[source.possessor_word]
        gender = _gender(word)
        ranked = rank_people(reading, i, source.possessor_word, gender) if gender else []
        chain = ranked[0][1] if ranked else None
    if (
        chain is None
        and source.complement is not None
        and reading.words.lower[source.head + 1 : source.head + 2] in (("by",), ("from",))
    ):
        chain = reading.chains.of_name.get(source.complement)
    if chain is None or chain.kind != "person":
        return None
    return Decision(chain, f'"{reading.words.phrase(source.first, source.last)}" are the words of {chain.name}')


def by_role_noun(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *the senator* or *the campaign* to the one person or institution that the article calls so."""
    if source.form != "nominal" or source.plural or source.one_of or source.name is not None:
        return None
    words, lexicon = reading.words, reading.lexicon
    head = words.lower[source.head]
    if source.determiner in ("a", "an", "another", "some", "any", "no", "every", "each"):
        return None
    person = is_person_noun(words, source.head, lexicon)
    at = source.first
    modifiers = [
        words.lower[k]
        for k in range(source.core[0], source.head)
        if words.form[k][0].isalnum() and words.lower[k] not in lexicon.dropped
    ]
    modifiers = [m for m in modifiers if m not in ("the", "a", "an", "this", "that", "his", "her", "its", "their")]
    if not person:
        return _institution(reading, i, source, head)
    best: list[tuple[float, Chain]] = []
    for chain in _recent_people(reading, at):
        for role in chain.roles:
            title = (role.title or "").lower().split()
            if not title or not _same_office(title[-1], head, " ".join(title)):
                continue
            told = {*title, *(role.affiliation or "").lower().split()}
            everything = {
                part for r in chain.roles for part in f"{r.title or ''} {r.affiliation or ''}".lower().split()
            }
            missing = [m for m in modifiers if m not in told and m not in everything and not _kin(m, everything)]
            if missing and len(missing) == len(modifiers):
                continue
            before = any(first < at for first, _ in chain.mentions)
            nearness = _nearness(reading, chain, at)
            best.append(
                (
                    2.0 - len(missing) + nearness - (0 if before else 1.0) + 0.3 * sum(m in told for m in modifiers),
                    chain,
                )
            )
    if not best:
        return None
    best.sort(key=lambda entry: -entry[0])
    top = best[0]
    rivals = [entry for entry in best if entry[1] is not top[1]]
    if rivals and top[0] - rivals[0][0] < 0.1:
        return None
    phrase = words.phrase(source.first, source.last)
    return Decision(top[1], f'the article calls {top[1].name or top[1].label} "{phrase}" or the like')


def _kin(modifier: str, told: set[str]) -> bool:
    """Do *Republican* and *R*, *Vermont* and *Vt.* go together: one begins like the other."""
    short = modifier.rstrip(".")
    return any(
        len(t.rstrip(".")) >= 2 and (t.startswith(short[:3]) or short.startswith(t.rstrip(".")[:3]))
        for t in told
        if t[0].isalpha()
    )


def _same_office(title: str, head: str, whole: str) -> bool:
    title, head = singular(title.rstrip(".,")), singular(head)
    if title == head:
        return True
    short = {
        "sen": "senator",
        "rep": "representative",
        "gov": "governor",
        "prof": "professor",
        "rev": "reverend",
        "lt": "lieutenant",
        "gen": "general",
        "del": "delegate",
        "pres": "president",
        "congressman": "representative",
        "congresswoman": "representative",
        "amb": "ambassador",
        "sgt": "sergeant",
        "capt": "captain",
        "col": "colonel",
        "det": "detective",
    }
    title, head = short.get(title, title), short.get(head, head)
    if title == head:
        return True
    same = [
        {"spokesman", "spokeswoman", "spokesperson"},
        {"chairman", "chairwoman", "chair", "chairperson", "head"},
        {"representative", "lawmaker", "senator", "legislator"} & {title, "lawmaker", "legislator"},
        {"justice", "judge"},
        {"nominee", "candidate"},
        {"lawyer", "attorney"},
        {"businessman", "mogul", "billionaire", "tycoon"},
        {"reporter", "journalist", "correspondent"},
        {"doctor", "physician", "surgeon"},
    ]
    return any(title in group and head in group for group in same)


def _recent_people(reading: Reading, at: int) -> list[Chain]:
    """List the people worth asking: those named in the last stretch, and the article's most named."""
    out: dict[int, Chain] = {}
    for _, chain, _ in reversed(reading.spoke[-30:]):
        if chain.kind in ("person", "unnamed"):
            out[id(chain)] = chain
    upper = reading.names.within(0, at).stop
    for index in range(min(upper + 20, len(reading.names.names)) - 1, max(upper - 120, 0) - 1, -1):
        chain_here = reading.chains.of_name.get(index)
        if chain_here is not None and chain_here.kind == "person":
            out.setdefault(id(chain_here), chain_here)
    return list(out.values())


def _nearness(reading: Reading, chain: Chain, at: int) -> float:
    """Return 0 to 1: how near before the word the chain was last mentioned."""
    k = bisect_left(chain.mentions, (at, 0)) - 1
    spoken = max((p for p, c, _ in reading.spoke[-12:] if c is chain), default=-1)
    last = max(chain.mentions[k][0] if k >= 0 else -1, spoken)
    if last < 0:
        return 0.0
    return 1.0 / (1.0 + 0.5 * (reading.para(at) - reading.para(last)))


def _institution(reading: Reading, i: int, source: Described, head: str) -> Decision | None:
    """Link *the campaign*, *the newspaper*, *the poll* to what was called so, or to the institution named last."""
    words, lexicon = reading.words, reading.lexicon
    if source.determiner not in ("the", "this", "that", "its", "their", "") or source.possessor is not None:
        return None
    modifiers = {words.lower[k] for k in range(source.core[0], source.head)} - {
        "the",
        "this",
        "that",
        "new",
        "latest",
        "same",
    }
    if modifiers:
        return None
    para = reading.para(source.first)
    for chain in reversed(reading.by_head.get(singular(head), ())[-6:]):
        return Decision(chain, f'"{words.phrase(source.first, source.last)}" is {chain.name or chain.label}')
    upper = reading.names.within(0, source.first).stop
    document = singular(head) in lexicon.documents
    for index in range(upper - 1, max(upper - 40, 0) - 1, -1):
        name = reading.names.names[index]
        if para - reading.para(name.first) > 4:
            break
        chain_here = reading.chains.of_name.get(index)
        if chain_here is None or chain_here.kind not in ("organization", "place"):
            continue
        last = words.lower[name.last - 1]
        if singular(last) == singular(head):
            return Decision(chain_here, f'"{words.phrase(source.first, source.last)}" is {chain_here.name}')
    if document or head not in lexicon.organizations:
        return None
    wanted = (
        ("place",) if head in ("city", "state", "country", "nation", "kingdom", "town", "county") else ("organization",)
    )
    for index in range(upper - 1, max(upper - 12, 0) - 1, -1):
        name = reading.names.names[index]
        if para - reading.para(name.first) > 1:
            break
        chain_here = reading.chains.of_name.get(index)
        if chain_here is not None and chain_here.kind in wanted and not words.quoted[name.first]:
            return Decision(
                chain_here, f'"{words.phrase(source.first, source.last)}" is {chain_here.name}, the one named last'
            )
    return None


def by_description(reading: Reading, i: int, source: Described) -> Decision | None:
    """Let an unnamed source stand for itself: *a State Department spokesman*, *critics*, *a new poll*."""
    from quotetrack.find.descriptions import describe_chain

    if source.form not in ("nominal", "pronoun", "name"):
        return None
    chain = describe_chain(reading, source)
    return Decision(chain, f'the article tells no more than "{reading.words.phrase(source.first, source.last)}"')


def by_floating(reading: Reading, i: int, source: Described) -> Decision | None:
    """Give a quotation without a source to the one who spoke just before, in this paragraph or the last."""
    if source.form != "empty" or not reading.spoke:
        return None
    item = reading.found[i]
    if item.kind == "indirect" and item.cue:
        return None
    position, chain, _ = reading.spoke[-1]
    at = reading.position(i)
    if reading.para(at) - reading.para(position) > 1:
        return None
    return Decision(
        chain,
        f"a quotation without a source of its own goes on after {chain.name or chain.label} spoke {reading.distance(position, at)}",
    )


Resolver = Callable[[Reading, int, Described], Decision | None]

# Most trusted first; the certainty is the precision measured on attributions whose spans are given.
RESOLVERS: tuple[tuple[str, Resolver, float], ...] = (
    ("same-source", by_same_span, 0.9),
    ("name", by_name, 0.95),
    ("conjoined", by_conjunction, 0.9),
    ("first-person", by_first_person, 0.8),
    ("pronoun", by_pronoun, 0.85),
    ("plural-pronoun", by_plural_pronoun, 0.7),
    ("relative", by_relative, 0.8),
    ("agent", by_agent, 0.8),
    ("role-noun", by_role_noun, 0.8),
    ("self", by_description, 0.85),
    ("floating", by_floating, 0.7),
)
