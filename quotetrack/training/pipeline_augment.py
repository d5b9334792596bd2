"""Variants of passages (other names, other marks, capitals) and sentences made of slots."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from attrs import evolve

from quotetrack.training.pipeline_entities import Named, Passage
from quotetrack.training.pipeline_names import NATIONALITIES, given_name, organisation, person, place, surname

MAKERS: dict[str, Callable[[random.Random], str]] = {"PERSON": person, "ORG": organisation, "LOC": place}
LABEL_OF_SLOT = {"P": "PERSON", "S": "PERSON", "O": "ORG", "L": "LOC"}

ROLES = tuple(
    role.replace("_", " ")
    for role in """president prime_minister foreign_minister mayor governor chief_executive spokesman spokeswoman
    director chairman head_coach lawyer police_chief professor analyst economist head founder editor
    union_leader actor singer manager senior_researcher general_secretary owner striker engineer surgeon
    curator farmer teacher
    """.split()
)
CAPITAL_ROLES = tuple(
    role.replace("_", " ")
    for role in """President Prime_Minister Foreign_Minister Mayor Gov. Sen. Rep. Mr. Mrs. Ms. Dr. Professor Judge
    General Chancellor Secretary_of_State Attorney_General Pope King Queen Prince Princess Miss Sir Lord
    Lady Emperor Reverend Bishop Captain Colonel Duke Sgt. Detective Coach Chief_Executive Ambassador
    Justice
    """.split()
)
FILLERS = {"R": ROLES, "T": CAPITAL_ROLES, "N": NATIONALITIES}
# N a nationality, which is no name; P a person, S a surname, O an organisation, L a place, R a role, T a title
PATTERNS = (
    "{T} {P} said on Monday that the plan would be reviewed .",
    "{T} {P} told reporters in {L} that nothing had been decided .",
    "“ We will not wait , ” said {P} , {R} of {O} .",
    "“ It was a long night , ” {P} said .",
    "“ Nobody told us , ” added {P} , 47 , a {R} from {L} .",
    "{P} , {R} of {O} in {L} , declined to comment .",
    "{O} {R} {P} called the ruling a mistake .",
    "{O} said it would close its office in {L} .",
    "{O} and {O} signed the agreement in {L} last week .",
    "The {R} of {O} , {P} , will visit {L} on Friday .",
    "A spokesman for {O} said {T} {S} had not been informed .",
    "{P} and {P} were both born in {L} .",
    "{P} was born in {L} , {L} , in 1948 and studied at {O} .",
    "In 1996 {S} joined {O} as a {R} .",
    "{S} 's lawyer , {P} , denied the charges .",
    "According to {O} , prices in {L} rose by three percent .",
    "According to {P} , the bridge was never inspected .",
    "Shares in {O} fell in {L} after the announcement .",
    "{O} 's {R} {P} resigned .",
    "The talks between {L} and {L} were led by {P} .",
    "Police in {L} arrested two men .",
    "{P} ( {O} ) finished second , ahead of {P} .",
    "{O} beat {O} 3 - 1 in {L} .",
    "{P} scored twice for {O} .",
    "He wrote for {O} and later for {O} .",
    "She moved from {L} to {L} , where she met {P} .",
    "The film , directed by {P} and starring {P} , opened in {L} .",
    "{P} : We have to ask who pays for this .",
    "“ That is wrong , ” {S} said . “ We asked {T} {S} twice . ”",
    "“ I have known {P} for years , ” {S} said .",
    "{S} , who led {O} until May , disagreed .",
    "The river flows through {L} and {L} before it reaches {L} .",
    "Workers at {O} have been on strike since Sunday .",
    "The report by {O} was published in {L} .",
    "{T} {S} and {T} {S} met in {L} .",
    "{O} ( {O} ) was founded by {P} in {L} .",
    "{P} succeeded {P} as {R} in 2009 .",
    "Did {S} really say that ?",
    "{P} wrote on the website of {O} that the data were wrong .",
    "Troops entered {L} , a town south of {L} .",
    "The {R} , {P} , thanked {O} for its help .",
    "Critics such as {P} of {O} say that is not enough .",
    "{P} , {P} and {P} are also in the race .",
    "The court in {L} ordered {O} to pay .",
    "In {L} , {P} is known as the father of modern dance .",
    "“ Ask {S} , ” he said , “ or ask {O} . ”",
    "{N} officials said {N} and {N} troops had left {L} .",
    "The {N} {R} {P} thanked the {N} government .",
    "{P} , a {N} {R} , lives in {L} .",
    "{N} police questioned {T} {S} in {L} .",
    "A lawyer for {P} said that {O} had acted in bad faith .",
    "The house in {L} where {P} lived is now a museum .",
)


def swapped(passage: Passage, chance: random.Random, *, rate: dict[str, float]) -> Passage:
    """Return the passage with other names: the same name everywhere it stands, a person's surname alone included."""
    chosen = {label for label, share in rate.items() if chance.random() < share}
    people: dict[str, str] = {}
    others: dict[tuple[str, str], list[str]] = {}
    words: list[str] = []
    spaces: list[bool] = []
    names: list[Named] = []
    done = 0
    for start, end, label in passage.names:
        words += passage.words[done:start]
        spaces += passage.spaces[done:start]
        old = passage.words[start:end]
        if label not in chosen:
            new = list(old)
            gaps = list(passage.spaces[start : end - 1])
        elif label == "PERSON":
            new = [
                _person_word(word, number == len(old) - 1, len(old), people, chance) for number, word in enumerate(old)
            ]
            gaps = list(passage.spaces[start : end - 1])
        else:
            new = others.setdefault((label, " ".join(old)), MAKERS[label](chance).split(" "))
            gaps = [True] * (len(new) - 1)
        names.append((len(words), len(words) + len(new), label))
        words += new
        spaces += [*gaps, passage.spaces[end - 1]]
        done = end
    words += passage.words[done:]
    spaces += passage.spaces[done:]
    return Passage(tuple(words), tuple(spaces), tuple(names))


def _person_word(word: str, last: bool, length: int, people: dict[str, str], chance: random.Random) -> str:
    if not word[:1].isupper() or len(word) < 3 or word.endswith("."):  # "de", "J.", "Jr."
        return word
    if word not in people:
        people[word] = surname(chance) if last and (length > 1 or chance.random() < 0.7) else given_name(chance)
        if word.isupper():
            people[word] = people[word].upper()
    return people[word]


def curly(passage: Passage) -> Passage:
    """Return the passage with typographic quotation marks and apostrophes."""
    words = []
    opened = False
    for word in passage.words:
        if word in ('"', "``", "''"):
            opened = not opened
            words.append("“" if opened else "”")
        else:
            words.append(word.replace("'", "’"))
    return evolve(passage, words=tuple(words))


def straight(passage: Passage) -> Passage:
    """Return the passage with typewriter marks in place of the ``''`` of corpora."""
    marks = {"``": '"', "''": '"', "“": '"', "”": '"'}
    return evolve(passage, words=tuple(marks.get(word, word).replace("’", "'") for word in passage.words))


def varied(passage: Passage, chance: random.Random, *, rate: dict[str, float]) -> Passage:
    """Return one variant of a passage, as one epoch of training sees it."""
    passage = swapped(passage, chance, rate=rate)
    passage = curly(passage) if chance.random() < 0.4 else straight(passage)
    shape = chance.random()
    if shape < 0.02:
        return evolve(passage, words=tuple(word.upper() for word in passage.words))
    if shape < 0.03:
        return evolve(passage, words=tuple(word.lower() for word in passage.words))
    return passage


def invented_passages(chance: random.Random) -> Iterator[Passage]:
    """Yield, for ever, passages of sentences with slots filled by names."""
    while True:
        words: list[str] = []
        names: list[Named] = []
        for _ in range(chance.choice((1, 1, 2, 3))):
            for piece in chance.choice(PATTERNS).split(" "):
                slot = piece.strip("{}") if piece.startswith("{") else ""
                if slot in LABEL_OF_SLOT:
                    label = LABEL_OF_SLOT[slot]
                    name = surname(chance) if slot == "S" else MAKERS[label](chance)
                    names.append((len(words), len(words) + len(name.split(" ")), label))
                    words += name.split(" ")
                elif slot in FILLERS:
                    words += chance.choice(FILLERS[slot]).split(" ")
                else:
                    words.append(piece)
        spaces = [True] * len(words)
        for index, word in enumerate(words):
            if word in (",", ".", "?", ":", "'s", "”", ")") and index:
                spaces[index - 1] = False
            if word in ("“", "("):
                spaces[index] = False
        if words[0][:1].islower():
            words[0] = words[0].capitalize()
        yield Passage(tuple(words), tuple(spaces), tuple(names))
