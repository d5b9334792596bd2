"""What an article says of a name: *the charity Green Acre*, *Lumo, an app for drivers,*, *Grace Church, 54,*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve

from quotetrack.find.bounds import PREPOSITIONS
from quotetrack.find.kinds import Name, NameKind
from quotetrack.find.nouns import is_plural, is_title
from quotetrack.find.shapes import BODY, PERSON, leaning, lone_body
from quotetrack.find.tokens import FINITE
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

# What one does in somebody, who is no place: trust in Ruiz.
BELIEVES = frozenset(
    "trust trusts trusted confidence faith belief believe believes believed interest interested disappointed"
    " investing invest invested sees saw seen see".split()
)
# Nouns that say what the name right after them is: the charity Green Acre, the band Red Harrow.
INTRODUCES = frozenset(
    "company firm group charity band app website site platform start-up startup newspaper magazine airline retailer"
    " chain union agency broadcaster brand carmaker automaker drugmaker bank insurer network movement militia"
    " nonprofit non-profit supermarket consultancy publisher manufacturer operator outlet think-tank developer"
    " developers consultants campaigners label studio team club board".split()
)
# Nouns for people that institutions are called by, too: the firm's owner, Acme; rival Thames Water.
EITHER = frozenset(
    "owner leader supplier operator maker producer provider publisher developer sponsor backer partner insurer employer"
    " lender rival champion winner opponent contractor investor donor buyer seller competitor retailer broadcaster"
    " builder regulator manufacturer distributor landlord guardian giant successor predecessor member critic".split()
)
# What companies and clubs have, and people hardly.
HOLDINGS = frozenset(
    "shares customers headquarters shareholders profits revenue sales employees stock factory factories passengers"
    " subscribers trains stores plants website chairman chairwoman ceo spokesman spokeswoman spokesperson".split()
)
HOUSES = frozenset("at with".split())  # an analyst at Norvane
LONE = -2.0  # down to here a name of one word is a body's


def told_institutions(words: Words, names: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """Believe the article when it says what a name is: *the charity Green Acre*, *Lumo, an app for drivers,*."""
    told: set[tuple[str, ...]] = set()
    places = _only_within(words, names)
    if places:
        names = [
            evolve(name, kind="place") if name.last - name.first == 1 and words.form[name.first] in places else name
            for name in names
        ]
    for name in names:
        if name.kind not in ("person", "unknown", "place") or name.titled < name.first or name.gender:
            continue
        if called_institution(words, name.first, name.last, lexicon):
            told.add(words.form[name.first : name.last])
    if not told:
        return tuple(names)
    return tuple(
        evolve(name, kind="organization")
        if name.kind in ("person", "unknown", "place")
        and name.titled == name.first
        and words.form[name.first : name.last] in told
        else name
        for name in names
    )


def called_institution(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Does a noun beside a name say that it is an institution's: *the charity Green Acre*, *Green Acre, a charity*?"""
    before = words.lower[first - 1] if first and words.sent[first - 1] == words.sent[first] else ""
    if before in EITHER and leaning(words, first, last, lexicon) >= PERSON:
        return False  # the developer Peter Frost
    return before in INTRODUCES or _apposed_institution(words, last, lexicon)


def _only_within(words: Words, names: Sequence[Name]) -> set[str]:
    """Find names that are only ever *in* something: *an elder in Kasungu*; not *trust in Ruiz*."""
    within: set[str] = set()
    other: set[str] = set()
    for name in names:
        alone = name.last - name.first == 1 and name.titled == name.first and name.kind in ("person", "unknown")
        placed = (
            alone
            and name.first > 1
            and words.lower[name.first - 1] == "in"
            and words.lower[name.first - 2] not in BELIEVES
            and words.lower[name.last : name.last + 1] != ("'s",)
        )
        if placed:
            within.add(words.form[name.first])
        else:
            other.update(words.form[name.first : name.last])
    return within - other


def _apposed_institution(words: Words, k: int, lexicon: Lexicon) -> bool:
    """Does *, a charity based in Hull* follow: an institution's noun heads the apposition?"""
    if k + 2 >= len(words) or words.form[k] != "," or words.lower[k + 1] not in ("a", "an", "the"):
        return False
    head = None
    sure = words.lower[k + 1] != "the"
    for j in range(k + 2, min(k + 9, len(words))):
        if words.sent[j] != words.sent[k]:
            break
        if words.lower[j] in ("'s", "'"):
            continue  # the train drivers' union
        if words.lower[j] in ("whose", "who", "where", "when") or is_title(words, j, lexicon):
            return False  # the charity's director
        if not words.form[j][0].isalnum() or words.lower[j] in ("of", "for", "in", "that", "which", "based", "with"):
            break
        if words.tag[j] in ("VBD", "VBZ", "VBP", "VBN", "VBG", "IN", "WP", "WDT", "TO", "MD", "CC") and j > k + 2:
            if not sure and words.tag[j] in FINITE:
                return False  # killed by Ben Cole, the court heard
            break
        head = j
    if head is None or words.form[head][0].isupper():
        return False
    noun = words.lower[head]
    return noun in lexicon.organizations and noun not in lexicon.roles and noun not in lexicon.place_nouns


def told_kinds(words: Words, names: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """Weigh what stands around all mentions of a name, so that it is a person's or a body's in all of them."""
    mentions: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if name.kind in ("person", "unknown", "organization") and name.last - name.first <= 4:
            mentions[words.form[name.first : name.last]].append(index)
    decided: dict[int, NameKind] = {}
    for forms, places in mentions.items():
        found = [names[k] for k in places]
        if any(name.gender or name.titled < name.first for name in found):
            continue
        around = max(-4.0, min(4.0, sum(_around(words, name, lexicon) for name in found[:8])))
        kinds = {name.kind for name in found}
        lone = len(forms) == 1 and around <= 0 and lone_body(forms[0], lexicon)
        lone = lone and any(_speaks(words, name, lexicon) for name in found[:8])
        if not around and len(kinds) == 1 and not lone:
            continue
        kind: NameKind | None = None
        if len(forms) == 1:
            kind = "organization" if lone or around <= LONE else None
        else:
            told = sum(leaning(words, name.first, name.last, lexicon) for name in found) / len(found) + around
            called = around >= 2 and len(forms) == 2 and forms[0] in lexicon.forenames  # Martin Press, 54,
            if told >= PERSON and around >= 0 and (called or forms[-1] not in lexicon.body_ends - lexicon.surnames):
                kind = "person"
            elif told <= BODY:
                kind = "organization"
        if kind is not None:
            decided.update((k, kind) for k in places if names[k].kind != kind)
    return tuple(evolve(name, kind=decided[k]) if k in decided else name for k, name in enumerate(names))


def _speaks(words: Words, name: Name, lexicon: Lexicon) -> bool:
    """Does a verb of speech stand beside a name, or *according to* before it?"""
    if name.last < len(words) and words.lemma[name.last] in lexicon.speech:
        return True
    before = words.lower[max(name.first - 2, 0) : name.first]
    return before == ("according", "to") or (name.first > 0 and words.lemma[name.first - 1] in lexicon.speech)


def _around(words: Words, name: Name, lexicon: Lexicon) -> float:
    """Weigh the words beside a mention: positive for a person, negative for a body."""
    n = len(words)
    first, last = name.first, name.last
    here = words.sent[first]
    told = 0.0
    if first and words.sent[first - 1] == here:
        before = words.lower[first - 1]
        if last - first > 1 and before in ("the", "a", "an"):
            told -= 1.5
        if words.form[first - 1].islower() and is_title(words, first - 1, lexicon) and before not in EITHER:
            told += 0 if before in INTRODUCES or is_plural(words, first - 1, lexicon) else 2.5  # mayor Grace Church
        elif first > 1 and is_title(words, first - 2, lexicon) and before in HOUSES:
            told -= 1.5
        elif first > 1 and before == "in" and words.lower[first - 2] == "shares":
            told -= 2.5
    if last + 1 >= n or words.sent[last] != here:
        return told
    after, then = words.lower[last], words.lower[last + 1]
    governed = first > 0 and words.lower[first - 1] in PREPOSITIONS  # the head of Network Rail, a former banker
    if governed and (after == "who" or (after == "," and then != "which")):
        return told
    if after == ",":
        if then.isdigit() and len(then) < 3 and words.form[last + 2 : last + 3] == (",",):
            told += 3  # Grace Church, 54,
        elif then == "who":
            told += 2
        elif then == "which":
            told -= 2.5
        elif _apposed_person(words, last + 1, lexicon):
            told += 2.5
    elif after == "who":
        told += 2
    elif after in ("are", "were", "have") and not (first and words.lower[first - 1] in ("and", ",")):
        lone = last - first == 1 and words.form[first][-1] == "s"  # the Clintons were
        told -= 2 if (after != "have" or words.tag[last] == "VBP") and not lone else 0
    elif after in ("'s", "'"):
        told += 2 if then in lexicon.relations else -2 if then in HOLDINGS else 0
    elif words.form[last].islower() and is_title(words, last, lexicon) and after not in EITHER:
        told -= 1.5  # Network Rail spokesman
    elif words.lemma[last] in lexicon.speech and {"he", "she"} & {*words.lower[last + 1 : last + 3]}:
        told += 1
    return told


def _apposed_person(words: Words, k: int, lexicon: Lexicon) -> bool:
    """Does an office head what follows a comma: *the mayor of Lugo*, *a nurse*, *chief engineer at the port*?"""
    if words.lower[k] in ("the", "a", "an", "its", "his", "her", "their"):
        k += 1
    for j in range(k, min(k + 5, len(words))):
        if not words.form[j][0].isalnum() or words.lower[j] in ("of", "for", "in", "that", "which", "and"):
            return False
        if words.form[j].islower() and is_title(words, j, lexicon):
            after = words.lower[j + 1] if j + 1 < len(words) else ","
            plain = words.lower[j] not in EITHER and not is_plural(words, j, lexicon)
            return plain and after in (",", "of", "at", "for", "in", "from", "with", "and", "who")
    return False
