"""Common nouns that mean an institution or document already named, or named later: *the campaign*, *the poll*."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.descriptions import describe_chain, described_name, source_kind
from quotetrack.find.focus import gender_of, rank_people
from quotetrack.find.mentions import Chain
from quotetrack.find.nouns import singular
from quotetrack.find.phrases import Described, describe
from quotetrack.find.reading import Decision, Reading
from quotetrack.find.sorts import Fit, can_mean, sort_of

OWNED = frozenset(
    "campaign party administration government team side leadership management office".split()
)  # somebody's
NEAR = 60  # words back to a paper that was named in passing
REACH = 600  # words looked back over
CLEAR = 0.5  # how far ahead of all others a candidate must be for *the campaign* to be theirs
LIGHT = frozenset("the this that a an its their new latest same recent".split())


def _kin_nouns(reading: Reading, head: str) -> list[str]:
    """Return the noun and those that later mentions of the same thing may use."""
    one = singular(head)
    return [one, *sorted({word for group in reading.lexicon.things if one in group for word in group} - {one})]


def _modifiers(reading: Reading, source: Described) -> set[str]:
    return {
        reading.words.lower[k] for k in range(source.core[0], source.head) if reading.words.form[k][0].isalnum()
    } - LIGHT


def _told(chain: Chain) -> set[str]:
    return {part.strip(".,'’").lower() for form in (chain.label, *chain.names) for part in form.split()}


def _elsewhere(reading: Reading, source: Described, chain: Chain) -> bool:
    """Does the noun tell a place that is not the body's: *Kessia's ministry*, and *the ministry in Torvan*?"""
    words, nations = reading.words, reading.lexicon.nations
    k = source.head + 1
    if k + 2 >= len(words) or words.lower[k] not in ("in", "of", "at"):
        return False
    index = reading.names.at(k + 1 + (words.lower[k + 1] == "the"))
    if index is None or reading.chains.of_name.get(index) is chain:
        return False
    name = reading.names.names[index]
    if name.kind == "person":
        return False
    told = {part.removesuffix("'s").removesuffix("’s") for part in _told(chain)}
    place = words.lower[name.first : name.last]
    lands = {nations[part][0] for part in (*place, " ".join(place)) if part in nations}
    return told.isdisjoint(place) and lands.isdisjoint(nations[part][0] for part in told if part in nations)


def by_institution(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *the campaign*, *the newspaper*, *the poll* to what was called so, or to the institution named last."""
    words, lexicon = reading.words, reading.lexicon
    if source.possessor is not None:
        return None
    if source.determiner not in ("the", "this", "that", "its", "their", ""):
        owned = source.determiner in ("his", "her") and words.lower[source.head] in OWNED
        written = _written_before(reading, source) if owned else None
        return Decision(written, f"the {words.lower[source.head]} of {written.label}") if written else None
    head = words.lower[source.head]
    modifiers = _modifiers(reading, source)
    phrase = words.phrase(source.first, source.last)
    nouns = _kin_nouns(reading, head)
    paper = _paper_before(reading, source, nouns) if singular(head) in lexicon.documents and not modifiers else None
    if paper is not None:
        return Decision(paper, f'"{phrase}" is {paper.name or paper.label}')
    for noun in nouns:
        for chain in reversed(reading.by_head.get(noun, ())[-6:]):
            if (chain.plural and chain.head != "police") or _elsewhere(reading, source, chain):
                continue  # the study is not what polls show
            if noun != nouns[0] and _nearer(reading, nouns, chain):
                continue
            if modifiers <= _told(chain) and reading.para(source.first) - reading.para(_last(reading, chain)) <= 6:
                return Decision(chain, f'"{phrase}" is {chain.name or chain.label}')
    for name_first, chain in _named_before(reading, source.first):
        ends = {singular(form.split()[-1]) for form in chain.names}
        if chain.kind == "person" or not modifiers <= _told(chain) or _elsewhere(reading, source, chain):
            continue
        if any(noun in ends for noun in nouns):
            return Decision(chain, f'"{phrase}" is {chain.name}, named {reading.distance(name_first, source.first)}')
    if head in OWNED and not modifiers:
        written = _written_before(reading, source) or _campaign_of(reading, source)
        if written is not None:
            return Decision(written, f'"{phrase}" is {written.name or written.label}')
    told = singular(head) in lexicon.documents and lexicon.sort_nouns.get(head) != "outlet"
    if any(not _describes(reading, word) for word in modifiers) or head not in lexicon.organizations or told:
        return None
    if head in OWNED:
        return None
    chain_at = _of_sort(reading, source, nouns)
    if chain_at is None:
        return None
    name_first, chain = chain_at
    return Decision(chain, f'"{phrase}" is {chain.name}, named {reading.distance(name_first, source.first)}')


def _nearer(reading: Reading, nouns: list[str], chain: Chain) -> bool:
    """Has another body that a noun can mean spoken since one was called by a noun alike: the carmaker, then Boeing?"""
    since = _last(reading, chain)
    others = (
        one for at, one, _ in reading.spoke[-6:] if at > since and one is not chain and one.kind == "organization"
    )
    return any(one.names and can_mean(reading, nouns, one) in ("called", "alike") for one in others)


def _paper_before(reading: Reading, source: Described, nouns: list[str]) -> Chain | None:
    """Find the paper named just before, source or not: *a Reuters survey of voters found its way …; the study*."""
    words, names = reading.words, reading.names
    for k in range(source.first - 1, max(source.first - NEAR, 0), -1):
        if reading.para(source.first) - reading.para(k) > 1:
            return None
        if words.lower[k] not in nouns or words.quoted[k] or words.tag[k] != "NN" or names.at(k) is not None:
            continue
        for _, chain, i in reversed(reading.spoke[-6:]):
            if reading.spans[i][0] <= k < reading.spans[i][1]:
                return chain
        holder = names.at(k - 1)
        if holder is None:
            return None
        inner = describe(words, names, names.names[holder].titled, k + 1, reading.lexicon)
        named = inner.form == "nominal" and described_name(reading, inner, source_kind(reading, inner))
        return describe_chain(reading, inner) if named else None
    return None


def _describes(reading: Reading, word: str) -> bool:
    """Does a modifier describe an institution named before: *the Vermont-based firm*, *the Japanese carmaker*?"""
    return (
        word in reading.lexicon.sectors
        or word.endswith(("-based", "-owned", "-listed", "-headquartered"))
        or word.capitalize() in reading.lexicon.adjectives
    )


def _of_sort(reading: Reading, source: Described, nouns: list[str]) -> tuple[int, Chain] | None:
    """Find the institution in focus that a noun can mean: one told to be of that sort, else the one named last."""
    words, lexicon = reading.words, reading.lexicon
    places = words.lower[source.head] in lexicon.place_nouns
    wanted = "place" if places else "organization"
    here = reading.para(source.first)
    found: dict[Fit, tuple[int, Chain]] = {}
    for name_first, chain in _named_before(reading, source.first):
        far = here - reading.para(name_first)
        if far > 3:
            break
        if chain.kind == "person" and (places or far > 1):
            continue
        if chain.kind not in (wanted, "person") or words.quoted[name_first] or _elsewhere(reading, source, chain):
            continue
        fit = "untold" if places else can_mean(reading, nouns, chain)
        if fit is not None and (fit != "untold" or far <= 1):
            found.setdefault(fit, (name_first, chain))
        if fit == "called":
            break
    best = found.get("called") or found.get("alike") or found.get("untold")
    return _settled(*best) if best is not None else None


def outlet_before(reading: Reading, at: int) -> Chain | None:
    """Return the newspaper, agency or broadcaster named last before a word, at most two paragraphs back."""
    for name_first, chain in _named_before(reading, at):
        if reading.para(at) - reading.para(name_first) > 2:
            return None
        if sort_of(reading, chain) == "outlet" and not reading.words.quoted[name_first]:
            return _settled(name_first, chain)[1]
    return None


def _settled(at: int, chain: Chain) -> tuple[int, Chain]:
    """Believe that a name of which nothing else is told is an institution's."""
    if chain.kind == "person":
        chain.kind = "organization"
    return at, chain


def _campaign_of(reading: Reading, source: Described) -> Chain | None:
    """Return the campaign of the one person in focus, when the article has named nobody's: *Ana Ruiz campaign*."""
    if reading.words.lower[source.head] != "campaign" or source.last - source.head > 1:
        return None
    ranked = rank_people(reading, -1, source.first, None)
    if not ranked or ranked[0][1].name is None or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEAR):
        return None
    owner = ranked[0][1]
    key = ("organization", "campaign", str(id(owner)))
    chain = reading.nominals.get(key)
    if chain is None:
        chain = reading.chains.new("organization", source.first)
        chain.label = f"{owner.name} campaign"
        chain.names[chain.label] += 1
        chain.mentions.append((source.first, source.last))
        reading.nominals[key] = chain
    return chain


def _written_before(reading: Reading, source: Described) -> Chain | None:
    """Find whose campaign or party *the campaign*, *her campaign* is: *the Ruiz campaign*, *Ana Ruiz's campaign*."""
    words, names = reading.words, reading.names
    head = words.lower[source.head]
    gender = gender_of(source.determiner)
    ranked = rank_people(reading, -1, source.first, gender)
    owner = ranked[0][1] if ranked else None
    if gender is not None and owner is None:
        return None
    for k in range(source.first - 1, max(source.first - REACH, 1), -1):
        if words.lower[k] != head or names.at(k) is not None:
            continue
        owned = next((j for j in range(k - 1, max(k - 4, 0), -1) if words.lower[j] in POSSESSIVES), None)
        holder = names.at(owned - 1) if owned is not None else names.at(k - 1)  # Ana Ruiz's presidential campaign
        chain = reading.chains.of_name.get(holder) if holder is not None else None
        if holder is None or chain is None:
            continue
        near = gender is None and reading.para(source.first) - reading.para(k) <= 1
        if not near and (owner is None or chain is not owner):
            continue  # the campaign of the one in focus, unless another's was just named
        inner = describe(words, names, names.names[holder].first, k + 1, reading.lexicon)
        if inner.form == "nominal" and inner.head == k:
            return describe_chain(reading, inner)
    return None


def _last(reading: Reading, chain: Chain) -> int:
    spoken = max((position for position, other, _ in reading.spoke[-20:] if other is chain), default=-1)
    return max(spoken, chain.mentions[-1][0] if chain.mentions else chain.first)


def is_untold(chain: Chain) -> bool:
    """Say whether nothing in the article tells a name to be a person's: no full name, office, honorific or pronoun."""
    return chain.kind == "person" and not chain.roles and not chain.votes and not chain.full_at


def _named_before(reading: Reading, at: int) -> Iterator[tuple[int, Chain]]:
    """Go back over the institutions and places named before a word, at most forty names and four paragraphs."""
    upper = reading.names.within(0, at).stop
    for index in range(upper - 1, max(upper - 40, 0) - 1, -1):
        name = reading.names.names[index]
        if reading.para(at) - reading.para(name.first) > 4:
            return
        chain = reading.chains.of_name.get(index)
        if chain is None:
            continue
        told = chain.kind in ("organization", "place") or is_untold(chain)
        # Norgate Power: a name of two words of which nothing tells a person, and its end a company
        if told or (chain.kind == "person" and not chain.roles and not chain.votes and sort_of(reading, chain)):
            yield name.first, chain


def by_later_institution(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the lead's *a new poll*, *a federal appeals court* to the one that the next paragraphs name."""
    headline = source.determiner == "" and reading.para(source.first) == 1  # Federal Court Rules
    if source.form != "nominal" or source.plural or source.name is not None:
        return None
    if source.premodifier is not None and not headline:
        return None
    words, lexicon = reading.words, reading.lexicon
    here = reading.para(source.first)
    head = singular(words.lower[source.head])
    if here > 3 or source.possessor is not None or source.determiner in ("his", "her", "my", "our", "your"):
        return None  # his office is nobody's but his
    if head not in lexicon.organizations and head not in lexicon.documents:
        return None
    fits: list[Chain] = []
    nouns = _kin_nouns(reading, head)
    if head in lexicon.organizations:
        lower = reading.names.within(0, source.last).stop
        for index in range(lower, min(lower + 25, len(reading.names.names))):
            name = reading.names.names[index]
            chain = reading.chains.of_name.get(index)
            if reading.para(name.first) > here + 4:
                break
            if chain is None or chain.kind != "organization" or chain in fits or chain.first <= source.first:
                continue
            if any(singular(part.lower()) in nouns for form in chain.names for part in form.split()):
                fits.append(chain)
    if len(fits) > 1 and reading.para(fits[0].first) < min(reading.para(other.first) for other in fits[1:]):
        fits = fits[:1]  # the next paragraph names it; another of that sort comes later
    if len(fits) == 1:
        return Decision(fits[0], f'"{words.phrase(source.first, source.last)}" is named later: {fits[0].name}')
    return None


def by_later_document(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link *a new poll* to the next source of that sort that the article names: *the Quinnipiac poll*."""
    if source.form != "nominal" or source.plural or source.name is not None or source.premodifier is not None:
        return None
    words = reading.words
    head = singular(words.lower[source.head])
    here = reading.para(source.first)
    if (
        here > 2
        or head not in reading.lexicon.documents
        or source.possessor is not None
        or source.complement is not None
    ):
        return None
    for later in reading.sources[i + 1 : i + 12] if i >= 0 else ():
        if later.form != "nominal" or later.head < 0 or later.plural:
            continue
        if reading.para(later.first) > here + 4:
            break
        if (
            singular(words.lower[later.head]) == head
            and later.premodifier is not None
            and described_name(reading, later, source_kind(reading, later))
        ):
            chain = describe_chain(reading, later)
            return Decision(chain, f'"{words.phrase(source.first, source.last)}" is named later: {chain.name}')
    return None
