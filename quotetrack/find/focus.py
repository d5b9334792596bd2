"""Who is in focus at a word: the people mentioned before it, ranked by what a small linear model learned.

The weights were fitted on the automatic coreference of the training articles (a softmax over the mentions before each
*he* or *she* that is a source); each says how much one thing speaks for or against a mention.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from quotetrack.find.bounds import POSSESSIVES
from quotetrack.find.bylines import in_byline
from quotetrack.find.kinds import Name
from quotetrack.find.mentions import Chain
from quotetrack.find.nouns import gender_of_noun
from quotetrack.find.reading import Reading, is_possessive
from quotetrack.find.tokens import FINITE
from quotetrack.find.words import Words
from quotetrack.lang.given import Gender

GENDERS: dict[str, Gender] = {
    **dict.fromkeys("he him his himself".split(), "male"),
    **dict.fromkeys("she her hers herself".split(), "female"),
}
WINDOW = 40  # names looked back over
PARAGRAPHS = 3  # and paragraphs
REACH = 40  # words of such a phrase
ASKED = 2000  # pronouns that vote; more tell nothing new
CLEAR = 0.9  # how far ahead of all others a person must be for a pronoun to count as a vote
GIVEN = 0.6  # what a given name counts beside the article's own word
OBLIQUE = frozenset("of for to with by on from against about at in than and".split())
ANOTHER = frozenset("by to with from against about at than".split())
VERBS = frozenset(("VBD", "VBZ", "VBP", "VB", "VBG"))
SUBJECT = ("VBD", "VBZ", "VBP", "MD", ",")  # what follows a subject, or its apposition
WEIGHTS = {
    "spoke last": 0.9,
    "spoke before": 0.2,
    "paragraphs": -1.0,
    "sentences": -0.4,
    "frequent": 0.1,
    "gender told": 0.86,
    "subject": 0.75,
    "subject here": 0.2,
    "own content": -2.4,
    "quoted": -0.5,
    "other content": -1.0,
    "possessive": -0.1,
    "oblique": -0.65,
    "object": -0.5,
    "attributive": -0.8,
    "unnamed": -1.0,
}


def gender_of(word: str) -> Gender | None:
    """Return the gender of a pronoun."""
    return GENDERS.get(word)


def offers(reading: Reading, i: int, at: int, gender: Gender | None) -> Iterator[tuple[Chain, int, dict[str, float]]]:
    """Go back over the mentions of people before a word, each with what speaks for and against it."""
    words, names = reading.words, reading.names

    def common(chain: Chain, position: int) -> dict[str, float] | None:
        paras = reading.para(at) - reading.para(position)
        if (gender is not None and chain.gender not in (None, gender)) or not 0 <= paras <= PARAGRAPHS:
            return None
        return {
            "paragraphs": paras,
            "sentences": min(words.sent[at] - words.sent[position], 6),
            "frequent": math.log1p(len(chain.mentions)),
            "gender told": _tells(chain, gender),
        }

    fronted = _fronted(reading, at)
    upper = names.within(0, at).stop
    for index in range(upper - 1, max(upper - WINDOW, 0) - 1, -1):
        chain = reading.chains.of_name.get(index)
        name = names.names[index]
        if chain is None or chain.kind != "person" or not chain.sure or in_byline(words, name.first):
            continue
        facts = common(chain, name.first)
        if facts is None:
            continue
        before = words.lower[name.titled - 1] if name.titled else ""
        if before in ANOTHER and name.first >= fronted and not is_possessive(words, name.last):
            continue  # *Questioned by Lund, she said*: not Lund
        owner = reading.content_of.get(name.first)
        if owner == i and i >= 0:
            if words.quoted[name.first]:
                continue  # somebody spoken of: *“Obi did it,” he wrote*
            facts["own content"] = 1.0
        elif words.quoted[name.first]:
            facts["quoted"] = 1.0
        elif owner is not None:
            facts["other content"] = 1.0
        if is_possessive(words, name.last):
            facts["possessive"] = 1.0
        topic = words.lower[max(name.titled - 2, 0) : name.titled] == ("as", "for")  # *As for Lund, she said*
        if before in OBLIQUE and not topic:
            facts["oblique"] = 1.0
        if _is_object(reading, name):
            facts["object"] = 1.0
        if is_attributive(reading, name.last):
            facts["attributive"] = 1.0
        if topic or (name.last < len(words) and (_is_subject(words, name.last) or _alone_with_verb(reading, name))):
            facts["subject"] = 1.0
            if words.sent[name.first] == words.sent[at] and "own content" not in facts and "quoted" not in facts:
                facts["subject here"] = 1.0
        yield chain, name.first, facts
    for position, chain in reading.noted[-6:]:
        # The president appeared tired. He: a description is a mention too
        facts = common(chain, position) if position < at else None
        if facts is not None:
            facts["subject"] = float(words.tag[position + 1] in SUBJECT)
            # The governor spoke next. He: whoever is the subject of the sentence before, named or not
            next_to = words.para[at] == words.para[position] and words.sent[at] - words.sent[position] == 1
            facts["unnamed"] = float(chain.kind == "unnamed" and not (next_to and facts["subject"]))
            facts["possessive"] = float(is_possessive(words, position + 1))
            yield chain, position, facts
    for back, (position, chain, _) in enumerate(reversed(reading.spoke[-8:])):
        if chain.kind not in ("person", "unnamed") or position >= at:
            continue
        facts = common(chain, position)
        if facts is not None:
            facts["spoke last" if back == 0 else "spoke before"] = 1.0
            facts["unnamed"] = float(chain.kind == "unnamed")
            yield chain, position, facts


def _tells(chain: Chain, gender: Gender | None) -> float:
    """Say how surely a person has a gender: 1 by the article's words, less by the given name alone."""
    if gender is None:
        return 0.0
    return 1.0 if chain.gender_told == gender else GIVEN if chain.given == gender else 0.0


def _is_subject(words: Words, last: int) -> bool:
    """Does a verb follow the name before word `last`, an adverb in between or not: *Crole never charged*?"""
    if words.tag[last] == "RB" and last + 1 < len(words):
        return words.tag[last + 1] in SUBJECT and words.form[last + 1] != ","
    return words.tag[last] in SUBJECT


def _is_object(reading: Reading, name: Name) -> bool:
    """Does a verb stand right before a name, whose house aside: *Lund thanked Obi*, *Lund told CNN's Ada Obi*?"""
    words = reading.words
    at = name.titled - 1
    house = reading.names.at(at - 1) if at > 0 and words.lower[at] in POSSESSIVES else None
    if house is not None:
        at = reading.names.names[house].titled - 1
    if at <= 0 or words.sent[at] != words.sent[name.first] or words.quoted[at]:
        return False
    if words.lemma[at] == "say":
        return name.last < len(words) and words.tag[name.last] in FINITE  # Obi says Lund is late; not *said Lund*
    return words.tag[at] in VERBS and words.lemma[at] != "be"


def _fronted(reading: Reading, at: int) -> int:
    """Return where a phrase without a verb of its own begins that a comma parts from the subject at a word."""
    words = reading.words
    first = at
    if not at or words.form[at - 1] != ",":
        return at
    while first > 0 and words.sent[first - 1] == words.sent[at] and at - first < REACH:
        first -= 1
        if words.quoted[first] or words.tag[first] in FINITE:
            return at
    return first


def _alone_with_verb(reading: Reading, name: Name) -> bool:
    """Are the name and a participle the whole sentence: *Lund agreed.*, whose verb taggers take for a participle?"""
    words, last = reading.words, name.last
    if words.tag[last] != "VBN" or not words.sentence_start[name.titled]:
        return False
    return words.form[last + 1 : last + 2] == (".",)


def is_attributive(reading: Reading, last: int) -> bool:
    """Does the name before word `last` only tell whose somebody is: *Osgood aides*, *Osgood spokeswoman Tess Brill*?"""
    words = reading.words
    if last >= len(words):
        return False
    noun = words.tag[last] in ("NN", "NNS") and words.form[last][0].islower()
    return noun or words.lower[last] in reading.lexicon.roles  # Osgood Supporter Sues, in a headline


def vote_by_pronouns(reading: Reading) -> None:
    """Let the clear pronouns of the whole article vote on the gender of the people they mean."""
    words = reading.words
    noun = {"male": -1, "female": -1}  # the last noun of that gender
    before = {"male": -1, "female": -1}  # the first pronoun of that gender in its sentence
    other = -1  # the last noun for a person
    asked = 0
    roles = reading.lexicon.roles
    for word, low in enumerate(words.lower):
        gender = GENDERS.get(low)
        if gender is None:
            if low in roles and words.tag[word] == "NN":
                other = word
                told = gender_of_noun(low, reading.lexicon)
                if told is not None:
                    noun[told] = word
            continue
        if words.quoted[word]:
            continue
        asked += 1
        if asked > ASKED:
            break
        if before[gender] < 0 or words.sent[before[gender]] != words.sent[word]:
            before[gender] = word
        ranked = rank_people(reading, -1, word, None)
        if not ranked or ranked[0][0] < 0 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEAR):
            continue
        _, chain, at = ranked[0]
        if at < noun[gender] or before[gender] < at:
            continue  # the woman's praise of Mr. Lund; she: whoever the noun or pronoun before the name means
        if at < other and words.sent[other] == words.sent[word] and not _apposed(reading, at, other):
            continue  # Lund met the dean, who gave his speech: the dean's
        chain.hear(gender)


def _apposed(reading: Reading, at: int, noun: int) -> bool:
    """Does the noun stand in the apposition after the name at a word: *Tess Brill, a nurse, said she*?"""
    name = reading.names.at(at)
    last = reading.names.names[name].last if name is not None else at + 1
    return reading.words.form[last] == "," and "," not in reading.words.form[last + 1 : noun]


def rank_people(reading: Reading, i: int, at: int, gender: Gender | None) -> list[tuple[float, Chain, int]]:
    """Rank the people mentioned before a word, best first, each by its best mention; another gender is out."""
    best: dict[int, tuple[float, Chain, int]] = {}
    for chain, position, facts in offers(reading, i, at, gender):
        score = sum(WEIGHTS[fact] * value for fact, value in facts.items())
        if id(chain) not in best or best[id(chain)][0] < score:
            best[id(chain)] = (score, chain, position)
    return sorted(best.values(), key=lambda entry: -entry[0])[:4]
