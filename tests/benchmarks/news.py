"""News-like text of any length, made from a seed."""

from __future__ import annotations

import random

GIVEN = (
    "Ada Bruno Carla Dmitri Elif Farid Greta Hana Ivo Jana Kofi Lena Marek Nadia Omar Pia Rosa Sami Tova Yusuf".split()
)
FAMILY = "Obi Marsh Dahl Petrov Kaya Haddad Lund Sato Novak Mensah Weiss Rahman Costa Bauer Lindqvist Okafor".split()
OFFICES = (
    "mayor",
    "harbour master",
    "finance minister",
    "spokeswoman",
    "professor of geology",
    "union leader",
    "coach",
)
PLACES = "Larkwell Port-Vik Ostrava Brackley Tamsin Kestrel Marl Dunmore".split()
BODIES = ("the city council", "the port authority", "the transport ministry", "the rowing club", "the water company")
THINGS = ("bridge", "ferry", "budget", "reservoir", "timetable", "museum", "harvest", "tram line", "stadium roof")
CLAIMS = (
    "the {thing} would reopen before the end of the year",
    "nobody had asked the people who live beside the {thing}",
    "the cost of the {thing} had doubled since {year}",
    "talks about the {thing} would begin again on Monday",
    "two engineers were still looking for the fault in the {thing}",
)
WORDS = (
    "We will not close the {thing} without a vote",
    "Everyone here knows what the {thing} means to {place}",
    "I have seen {number} plans for the {thing}, and none of them worked",
    "It was the longest night that {place} has had since {year}",
)
PLAIN = (
    "The {thing} was built in {year} and has been repaired {number} times.",
    "About {number} people stood in the rain outside the town hall of {place}.",
    "The road to {place} runs along the river for {number} kilometres.",
    "Work on the {thing} began in spring, when the water was low.",
)
SAID = ("said", "said", "said", "told reporters", "argued", "warned", "added", "insisted", "wrote in a letter")


def sentence(draw: random.Random) -> str:
    """Return one sentence: direct, mixed or indirect speech, or none."""

    def fill(choices: tuple[str, ...]) -> str:
        return draw.choice(choices).format(
            thing=draw.choice(THINGS),
            place=draw.choice(PLACES),
            year=draw.randint(1950, 2020),
            number=draw.randint(2, 90),
        )

    name = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"
    who = draw.choice(
        (name, name.split()[1], "She", "He", draw.choice(BODIES).capitalize(),
         f"{name}, the {draw.choice(OFFICES)} of {draw.choice(PLACES)},", f"{draw.choice(OFFICES).capitalize()} {name}")
    )  # fmt: skip
    cue = draw.choice(SAID)
    match draw.randrange(6):
        case 0:
            return f"“{fill(WORDS)},” {who[0].lower() + who[1:] if who in ('She', 'He') else who} {cue}."
        case 1:
            return f"{who} {cue} that {fill(CLAIMS)}."
        case 2:
            return f"According to {name}, {fill(CLAIMS)}."
        case 3:
            return f"{who} called the plan “a {draw.choice(('gift', 'mistake', 'bad joke', 'start'))}” and left."
        case _:
            return fill(PLAIN)


def article(words: int, *, seed: int = 0) -> str:
    """Return an article of about that many words, in paragraphs of one to four sentences."""
    draw = random.Random(seed)
    paragraphs: list[str] = []
    count = 0
    while count < words:
        block = " ".join(sentence(draw) for _ in range(draw.randint(1, 4)))
        paragraphs.append(block)
        count += len(block.split())
    return "\n\n".join(paragraphs)


def articles(words: int, *, each: int) -> list[str]:
    """Return articles of about `each` words that have about `words` together."""
    return [article(each, seed=seed) for seed in range(max(1, words // each))]
