"""Who is in focus at a word: the people mentioned before it, scored by nearness, office in the sentence and gender."""

from __future__ import annotations

import math

from quotetrack.find.mentions import Chain, Gender
from quotetrack.find.reading import Reading, is_possessive

MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
WINDOW = 40  # names looked back over


def gender_of(word: str) -> Gender | None:
    """Return the gender of a pronoun."""
    return "male" if word in MALE else "female" if word in FEMALE else None


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
        score = bonus - 0.9 * paras - 0.25 * min(sents, 6) + 0.22 * math.log1p(len(chain.mentions))
        if gender is not None and chain.gender == gender:
            score += 0.8
        if id(chain) not in scores or scores[id(chain)][0] < score:
            scores[id(chain)] = (score, chain, position)

    upper = names.within(0, at).stop
    for index in range(upper - 1, max(upper - WINDOW, 0) - 1, -1):
        chain = reading.chains.of_name.get(index)
        if chain is None or chain.kind != "person" or not chain.sure:
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
            if words.sent[name.first] == sent and owner != i and not words.quoted[name.first]:
                bonus += 0.6
        offer(chain, name.first, bonus)
    for back, (position, chain, _) in enumerate(reversed(reading.spoke[-8:])):
        if chain.kind in ("person", "unnamed") and position < at:
            offer(chain, position, 1.2 if back == 0 else 0.7)
    return sorted(scores.values(), key=lambda entry: -entry[0])[:4]
