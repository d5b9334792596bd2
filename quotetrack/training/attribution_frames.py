"""Short texts in forms of attribution that news is full of and the training articles have few of.

Frames written for this project are filled with invented people, with bodies of all fields, and with what the training
articles quote: *Residents were told to …*, *… , inquiry hears*, *the bridge, which its owner insists is …*. They are
annotated as PolNeAR annotates such forms; some frames look like an attribution and are none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from quotetrack.training.attribution_data import ROLES, Example, Gold, Spans
from quotetrack.training.attribution_words import FAMILY, GIVEN, PLACES

# <s> source, <q> cue, <c> content; a second attribution in the same frame has <s2>, <q2>, <c2>
FRAMES = (
    "<s>{Body}</s> <q>{advised}</q> <c>{people} {order}</c>.",
    "<s>{They}</s> <q>{advised}</q> <c>{people} {order}</c>.",
    "<s>{Body}</s> <q>{pledged}</q> <c>{order}</c>.",
    "<s>{They}</s> <q>{pledged}</q> <c>{order}</c>.",
    "<c>{People}</c> {have} <q>been {advised}</q> <c>{order}</c>.",
    "<c>{People}</c> <q>were {advised}</q> <c>{order}</c>.",
    "<c>{People}</c> <q>were {advised}</q> <c>{order}</c> by <s>{body}</s>.",
    "<c>{Thing}</c> <q>is {expected}</q> <c>{order}</c>.",
    "<c>{People}</c> <q>are {expected}</q> <c>to have left by {place}</c>.",
    "<s>{Experts}</s> <q>{predict}</q> <c>{amount}</c>.",
    "<s>{Experts}</s> <q>had {predicted}</q> <c>{amount}</c>.",
    "<s>{They}</s> <q>{predict}</q> <c>{amount}</c>.",
    "<s>{Body}</s> <q>{denied}</q> <c>{thing}</c>.",
    "<s>{They}</s> <q>{denied}</q> <c>{thing}</c>.",
    "<s>{Some}</s> <q>found</q> <c>{thing} {adjective}</c>.",
    "<s>{Some}</s> <q>called</q> <c>{thing} “{adjective}”</c>.",
    "<c>{Clause}</c>, <s>{panel}</s> <q>{hears}</q>",
    "<c>{Clause}</c><q>:</q> <s>{surname}</s>",
    "<s>{Surname}</s><q>:</q> <c>{clause}</c>",
    "<s>{Surname}</s> <q>{says}</q> <c>{clause}</c>",
    "<s>{Person}</s><q>:</q> <c>‘{quote}’</c>",
    "<c>‘{quote}’</c><q>:</q> <s>{surname}</s>",
    "<c>‘{quote}’</c>, <q>{says}</q> <s>{role}</s>",
    "<s>{Person}’s</s> <q>answer was</q> <c>that {clause}</c>.",
    "<s>{Person}’s</s> <q>reply was blunt:</q> <c>“{quote}.”</c>",
    "<c>“{quote}.”</c> <q>That was</q> <s>{person}’s</s> <q>answer</q>.",
    "<c>“{quote}.”</c> <q>That was the answer</q> <s>{person}</s> <q>gave</q>.",
    "<s>{Some} in {place}</s>, however, <q>dismissed</q> <c>{thing} as “{adjective}”</c>.",
    "<s>{Experts} at {body}</s> <q>dismissed</q> <c>{thing} as {adjective}</c>.",
    "<s>A {banner}</s> <q>{reading}</q> <c>“{quote}”</c> hung outside {body}.",
    "Outside {body} stood {people} with <s>a {banner}</s> <q>{reading}</q> <c>“{quote}.”</c>",
    "<c>{Clause}</c>, <s>{body}</s> <q>said</q>, but <s2>{some}</s2> <q2>{doubt}</q2> <c2>{thing}</c2>.",
    "<c>{Clause}</c>, <q>according to</q> <s>{named}</s>.",
    "<q>According to</q> <s>{named}</s>, <c>{clause}</c>.",
    "<q>In the words of</q> <s>{person}</s>, <c>“{quote}.”</c>",
    "<q>As</q> <s>{person}</s> <q>put it</q>: <c>“{quote}.”</c>",
    "<c>“{quote},”</c> <q>said</q> <s>{named}</s>.",
    "<c>“{quote},”</c> <q>{shouted}</q> <s>{role}</s>. {Filler}",
    "<q>Said</q> <s>{person}</s>: <c>“{quote}.”</c> <q2>Added</q2> <s2>{role}</s2>: <c2>“{quote2}.”</c2>",
    "<s>{Named}</s>, <q>said</q> <c>{clause}</c>.",
    "{Thing}, <c>which</c> <s>{body}</s> <q>{insists}</q> <c>{is_so}</c>, has been a matter of dispute.",
    "{Thing}, <c>which</c> <s>{person}</s> <q>{insists}</q> <c>{is_so}</c>, was not mentioned.",
    "<s>{Person}’s</s> <q>warning</q> <c>that {clause}</c> went unheeded.",
    "The <q>claim</q> <c>that {clause}</c> is false.",
    "<s>{Body}</s> <q>recommended</q> <c>three steps: {thing}, {thing2} and {thing3}</c>.",
    "<q>Asked</q> <c>whether {clause}</c>, <s2>{role}</s2> <q2>replied</q2>: <c2>“{quote}.”</c2>",
    "<c>“{quote}?”</c> <s>{person}</s> <q>asked</q>.\n\n<c2>“{quote2},”</c2> <s2>{person2}</s2> <q2>said</q2>.",
    "<s>{Person}</s> <q>told</q> {body} <c>that {clause}</c>.",
    "<s>{Role}</s> <q>was quoted as saying</q> <c>that {clause}</c>.",
    "<c>{Clause}</c>, <s>{role}</s> <q>said</q> in a statement.",
    "<s>{Person}</s> <q>tweeted</q>: <c>“{quote}.”</c>",
    "<c>“{quote}.”</c> <q>—</q> <s>{named}</s>",
    "<c>{Thing}</c>, <s>{body}</s> <q>{said}</q>, <c>{is_so}</c>.",
    "<c>{Thing}</c>, <q>{said}</q> <s>{role}</s>, <c>{is_so}</c>.",
    "<s>A spokeswoman for {body}</s> <q>{said}</q>: <c>“{quote}.”</c>",
    "<s>One insider</s> <q>{said}</q> <c>{clause}</c>.",
    "<s>Sources close to {person}</s> <q>say</q> <c>{thing} {is_so}</c>.",
    "<s>The letter, signed by {person},</s> <q>says</q> <c>{clause}</c>.",
    "<c>“{quote},”</c> <q>reads</q> <s>the letter</s>.",
    "<s>Dr {person}</s> <q>{said}</q>: <c>‘{quote}.’</c> {Filler}",
    "<c>‘{quote},’</c> <s>{surname}</s> <q>{shouted}</q>.",
    "<c>‘{quote}’</c><q>:</q> <s>{surname}</s> on {thing}",
    "<s>{Named}</s>, <q>believes</q> <c>{thing} {is_so}</c>.",
    "<s>{Count} in ten {people}</s> <q>{said}</q> <c>{thing} {is_so}</c>.",
    "{Person} was less sure. <c2>“{quote}?”</c2> <s2>{she}</s2> <q2>asked</q2>.",
    "<s>{Role}</s> <q>refused to say</q> <c>whether {clause}</c>.",
    "<q>When asked</q> <c>if {clause}</c>, <s2>{person}</s2> <q2>{said}</q2> <c2>no</c2>.",
    "<s>{She}</s> <q>{said}</q> <c>{thing} {is_so}</c>. <s2>{She}</s2> <q2>added</q2> <c2>that {clause}</c2>.",
    # none of these ascribes anything
    "The word “{adjective}” appears {count} times in the contract.",
    "The exhibition “{title}” opens on Friday.",
    "{Person}’s second novel, “{title},” has sold {count} thousand copies.",
    "{Body} has its own name for such cases: “{title}.”",
    "“{title}” is a saying on this coast.",
    "The police are looking for {thing}.",
    "{Person} is chief executive of a group called {title}.",
    "{People} walked out on Monday over {thing}.",
    "{Person} delivered a speech marking the opening of {thing}.",
    "Dozens of {people} were reported at the scene.",
    "Hopes for {thing} were dashed on Monday.",
    "Three {people} were hurt, and {thing} was damaged.",
)
WORDS: dict[str, tuple[str, ...]] = {
    slot: tuple(word.strip() for word in re.sub(r"\s+", " ", words).split(","))
    for slot, words in {
        "advised": "advised, asked, told, urged, ordered, warned, instructed, reminded, encouraged",
        "pledged": "agreed, asked, declined, hopes, offered, plans, pledged, promised, refused, threatened, vowed",
        "expected": "expected, thought, believed, said, likely, reported, understood",
        "predict": "predict, expect, forecast, project, fear",
        "predicted": "predicted, expected, forecast, feared",
        "denied": "denied, ruled out, rejected, disputes, confirmed, defended, criticised, praised, welcomed, opposes",
        "hears": "hears, told, finds, rules",
        "says": "says, claims, warns, admits, insists, vows",
        "reading": "reading, saying, that read, which said",
        "banner": "banner, sign, placard, poster, note, plaque",
        "said": "said, says, told reporters, wrote, has said",
        "she": "she, he",
        "shouted": "shouts, shouted, cried, muttered, sobbed, laughed",
        "insists": "insists, says, believes, claims, said, thinks, maintains",
        "doubt": "doubt, question, dispute, fear, dislike",
        "is_so": "is haunted, is safe, was never finished, will pay for itself, has cost too much, is worth keeping, "
        "was a mistake, could be open by spring, is beyond repair",
        "adjective": "overlong, charming, unsafe, brilliant, misleading, dull, essential, reckless, too costly, moving",
        "body": "the museum, the club, the airline, the hospital, the port, the company, the bank, the ministry, "
        "the council, the regulator, the university, the theatre, the league, the weather service, the fire brigade, "
        "the health agency, the family, the developer, the orchestra, the school, the tribunal, the union, the charity",
        "they": "they, she, he, it, others, doctors, organisers, the two men, critics, officials, lawyers, engineers",
        "some": "some, others, critics, regulars, reviewers, neighbours, a few analysts, many doctors, fans, parents",
        "people": "residents, passengers, drivers, nurses, fans, investors, pupils, tenants, farmers, patients, "
        "climbers, swimmers, staff, shareholders, customers, teachers, players, the crew, motorists, visitors",
        "experts": "forecasters, analysts, economists, scientists, brokers, bookmakers, meteorologists, surveyors",
        "panel": "court, inquiry, jury, tribunal, inquest, committee, panel, hearing, watchdog, study",
        "role": "the coach, a spokeswoman, the captain, a nurse, her lawyer, his brother, the judge, a neighbour, the "
        "curator, a Labour backbencher, the conductor, the chief executive, one of the engineers, an economist, the "
        "goalkeeper, the surgeon, a witness, the driver, the headteacher, a farmer, the referee, a bank clerk",
        "job": "the harbour master, who runs the archive, a retired nurse, a geologist at the university, her coach, "
        "who has farmed here since 1988, a baker from the old town, the club’s captain, who led the study, 19, a "
        "student, an analyst with a broker, whose cellar flooded twice, the head of the water board",
        "amount": "a loss of 12 cents a share, up to a foot of snow, three more cuts this year, a record harvest, "
        "a slower second half, at least forty deaths, a close race, higher prices by autumn, more storms, a recession, "
        "growth of 2.4 percent, a draw, long queues at the border, another dry summer, a shortage of nurses",
        "thing": "the new bridge, a second concert, the merger, the vaccine, the transfer, the strike, the report, "
        "wrongdoing, the dam, the mill, the ferry, the tower, the ruling, a pay rise, the cure, the goal, the opening "
        "night, the budget, the closure, the trial, the app, the rescue plan, any link to the fire, the delay",
        "title": "The Long Tide, Still Water, Sleepers, Glass Houses, Night Ferry, The Orchard, A Small Fire, Red Sky, "
        "Northern Light, Grey Goose, The Last Tram, Open Doors, Half a Loaf",
        "count": "nine, eleven, 14, forty, 300, six, four, seven",
        "have": "have, had",
        "filler": "The hall fell silent., The speaker called for order., Nobody moved., The doors were shut by noon., "
        "The train left an hour late., It was raining again.",
    }.items()
}
TAG = re.compile(r"<(/?)([sqc])(2?)>")
SLOT = re.compile(r"\{(\w+)\}")
LETTERS = {"s": "source", "q": "cue", "c": "content"}
SAYING = frozenset("said says told added say argued noted claimed".split())


@frozen
class Sayings:
    """Is what articles quote, sorted by what a frame can take: whole quotations, clauses, and *to do something*."""

    quotes: tuple[str, ...]
    clauses: tuple[str, ...]
    orders: tuple[str, ...]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Sayings:
        """Collect short contents of one part that hold no mark and no line end."""
        found: dict[str, list[str]] = {"quotes": [], "clauses": [], "orders": []}
        for example in examples:
            for gold in example.attributions:
                if len(gold.content) == 1 and len(gold.cue) == 1:
                    content = example.text[slice(*gold.content[0])]
                    sort, words = _sorted(content, example.text[slice(*gold.cue[0])])
                    if sort and 3 <= len(words.split()) <= 18 and not re.search("[“”\"‘\n:;()]|''", words):
                        found[sort].append(words)
        return cls(*(tuple(dict.fromkeys(parts)) for parts in found.values()))

    def __bool__(self) -> bool:
        return bool(self.quotes and self.clauses and self.orders)


def _sorted(content: str, cue: str) -> tuple[str, str]:
    """Return what sort of saying a content is, ``""`` for none, and its words."""
    words = content.strip("“”\"‘’' ,.")
    if content[:1] in '“"‘' and words[:1].isupper() and content[-1:] in '”"’':
        return "quotes", words
    if content.startswith("that "):
        return "clauses", words.removeprefix("that ")
    if content.startswith("to "):
        return "orders", words
    return ("clauses", words) if cue in SAYING and content[:1].islower() and len(words.split()) > 4 else ("", "")


def frames(sayings: Sayings, rng: random.Random, count: int) -> Iterator[Example]:
    """Yield `count` short texts of one to four frames each."""
    for number in range(count):
        parts = [_filled(rng.choice(FRAMES), sayings, rng) for _ in range(rng.randint(1, 4))]
        between = rng.choice((" ", " ", "\n", "\n\n"))
        text = ""
        golds: list[Gold] = []
        for words, inside in parts:
            golds += [Gold(*(_moved(getattr(gold, role), len(text)) for role in ROLES)) for gold in inside]
            text += words + ("\n" if words[-1] not in ".”" else between)
        yield Example(f"frames-{number}", text.rstrip(), tuple(golds))


def _moved(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _filled(frame: str, sayings: Sayings, rng: random.Random) -> tuple[str, list[Gold]]:
    """Fill a frame's slots and read its tags."""
    drawn: dict[str, Callable[[], str]] = {
        "quote": lambda: rng.choice(sayings.quotes),
        "clause": lambda: rng.choice(sayings.clauses),
        "order": lambda: rng.choice(sayings.orders),
        "place": lambda: rng.choice(PLACES),
        "surname": lambda: rng.choice(FAMILY).replace("_", " "),
        "person": lambda: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}".replace("_", " "),
        "named": lambda: f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}, {rng.choice(WORDS['job'])}".replace("_", " "),
    }

    def fill(slot: re.Match[str]) -> str:
        name = slot[1].rstrip("23").lower()
        words = drawn[name]() if name in drawn else rng.choice(WORDS[name])
        return words[0].upper() + words[1:] if slot[1][0].isupper() else words

    tagged = SLOT.sub(fill, frame)
    text = ""
    opened = 0
    spans: dict[str, dict[str, Spans]] = {}
    last = 0
    for tag in TAG.finditer(tagged):
        text += tagged[last : tag.start()]
        last = tag.end()
        if not tag[1]:
            opened = len(text)
        else:
            of = spans.setdefault(tag[3], {})
            of[LETTERS[tag[2]]] = (*of.get(LETTERS[tag[2]], ()), (opened, len(text)))
    golds = [Gold(of.get("source", ()), of.get("cue", ()), of["content"]) for of in spans.values()]
    return text + tagged[last:], golds
