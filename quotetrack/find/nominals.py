"""Common nouns that mean somebody already named: *the senator*, *the GOP nominee*, *the campaign*, *the ad*."""

from __future__ import annotations

from bisect import bisect_left

from quotetrack.find.focus import rank_people
from quotetrack.find.mentions import Chain
from quotetrack.find.phrases import Described, is_person_noun, singular
from quotetrack.find.reading import Decision, Reading


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


SIDES = (
    {"republican", "gop"},
    {"democratic", "democrat"},
    {"libertarian"},
    {"labour"},
    {"conservative", "tory"},
    {"green"},
)
# Nouns that news writers use to vary a name.
VARIED = frozenset(
    "nominee candidate senator governor congressman congresswoman representative lawmaker legislator businessman businesswoman mogul"
    " billionaire tycoon magnate hopeful frontrunner front-runner contender incumbent republican democrat libertarian conservative"
    " woman man author actor actress singer activist secretary president premier mayor minister chancellor leader star veteran"
    " economist professor scientist lawyer lawmaker politician challenger newcomer native teenager student physician doctor coach player striker"
    " director filmmaker chairman chairwoman ceo founder entrepreneur general lady".split()
)
EXCLUSIVE = frozenset(
    "president governor senator mayor congressman congresswoman representative premier chancellor judge".split()
)
SHORT = {"sen": "senator", "rep": "representative", "gov": "governor", "pres": "president"}


def by_focus(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link a varying description (*the New York businessman*) to the person in focus whom nothing contradicts."""
    if (
        source.form != "nominal"
        or source.plural
        or source.one_of
        or source.determiner != "the"
        or source.name is not None
    ):
        return None
    words = reading.words
    head = singular(words.lower[source.head])
    modifiers = [words.lower[k] for k in range(source.core[0] + 1, source.head) if words.form[k][0].isalnum()]
    plain = head in (
        "woman",
        "man",
        "lawmaker",
        "politician",
        "nominee",
        "candidate",
        "businessman",
        "mogul",
        "billionaire",
        "republican",
        "democrat",
    )
    if head not in VARIED or not (modifiers or plain):
        return None
    if source.complement is not None and source.premodifier is None and "former" not in modifiers:
        return None
    gender = "male" if head in reading.lexicon.male else "female" if head in reading.lexicon.female else None
    ranked = [
        entry for entry in rank_people(reading, i, source.first, gender)  # type: ignore[arg-type]
        if entry[1].kind == "person" and not _contradicts(reading, entry[1], head, modifiers)
    ]  # fmt: skip
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.3:
        return None
    chain = ranked[0][1]
    return Decision(chain, f'"{words.phrase(source.first, source.last)}" fits {chain.name}, the person in focus')


def _contradicts(reading: Reading, chain: Chain, head: str, modifiers: list[str]) -> bool:
    """Does the article tell something of the person that the description rules out: another party, another office?"""
    told = {
        part.strip(".,").lower()
        for role in chain.roles
        for part in f"{role.title or ''} {role.affiliation or ''}".split()
    }
    parties = [side for side in SIDES if told & side]
    for side in SIDES:
        if (set(modifiers) | {head}) & side and parties and side not in parties:
            return True
    if head in EXCLUSIVE and "former" not in modifiers:
        held = {SHORT.get(part, part) for part in told} & EXCLUSIVE
        if held and head not in held:
            return True
    return False


def by_later_name(reading: Reading, i: int, source: Described) -> Decision | None:
    """Link the lead's *a New York judge* to the one person of that office whom the next paragraphs name."""
    if source.form != "nominal" or source.plural or source.one_of or source.name is not None:
        return None
    words = reading.words
    if reading.para(source.first) > 4 or not is_person_noun(words, source.head, reading.lexicon):
        return None
    head = words.lower[source.head]
    modifiers = [
        words.lower[k] for k in range(source.core[0], source.last)
        if k != source.head and words.form[k][0].isalnum() and words.lower[k] not in ("a", "an", "the", "of", "for", "at", "in", "to")
    ]  # fmt: skip
    fits: list[Chain] = []
    for chain in _recent_people(reading, source.first):
        if (
            not chain.mentions
            or chain.mentions[0][0] <= source.first
            or reading.para(chain.mentions[0][0]) > reading.para(source.first) + 6
        ):
            continue
        told = {
            part.strip(".,").lower()
            for role in chain.roles
            for part in f"{role.title or ''} {role.affiliation or ''}".split()
        }
        offices = [(role.title or "").lower().split() for role in chain.roles if role.title]
        if any(_same_office(office[-1], head, " ".join(office)) for office in offices):
            if not modifiers or any(m in told or _kin(m, told) for m in modifiers) or len(told) <= 2:
                fits.append(chain)
    if len(fits) != 1:
        return None
    return Decision(fits[0], f'"{words.phrase(source.first, source.last)}" is named later: {fits[0].name}')
