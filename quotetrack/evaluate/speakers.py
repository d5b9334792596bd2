"""Scores of speakers and roles: is it known who said it, and in which capacity?

Gold attributions are paired with predictions by content (`spans.pair`, `spans.matches`). The rows (`ROWS`), each a
share of the one before it where nothing else is said:

- ``found``: gold attributions with a known speaker that have a matching prediction; ``linked``: of those, the
  prediction has a speaker.
- ``name``: found and the gold speaker has a name: the words of one name contain those of the other; ``full name``: the
  predicted name has every word of the gold's; ``not named``: found, and neither has a name.
- ``type``: found, and person, organization, group or unnamed agrees.
- ``speaker right``: found, and the name is right (or neither has one and the type is); ``who said what``: the same over
  all gold attributions with a known speaker.
- ``B3``: the attributions of an article grouped by speaker (Bagga & Baldwin 1998).
- ``role``, ``affiliation``: for each gold speaker that was found, titles and what they belong to, paired one to one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from attrs import frozen

from quotetrack.evaluate import spans
from quotetrack.evaluate.documents import Document, Who
from quotetrack.evaluate.tally import ALL, Tally

ROWS = (
    "found",
    "linked",
    "name",
    "full name",
    "not named",
    "type",
    "speaker right",
    "who said what",
    "B3",
    "role",
    "affiliation",
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NO_PART_OF_A_NAME = frozenset("mr mrs ms miss dr sir the a an of 's s".split())
# one office, many spellings: titles abbreviated before names, and their feminine and neutral forms
SAME_WORD = {
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "gov": "governor",
    "lt": "lieutenant",
    "gen": "general",
    "col": "colonel",
    "sgt": "sergeant",
    "prof": "professor",
    "pres": "president",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
}


def name_words(phrase: str | None) -> frozenset[str]:
    """Return the words of a name or title that count, abbreviations spelled out and plurals undone.

    >>> sorted(name_words("Sen. Ada Mills's"))
    ['ada', 'mill', 'senator']
    """
    text = (phrase or "").lower().replace("’", "'").replace("u.s.", "us").replace("u.k.", "uk")
    out = set()
    for word in WORD.findall(text):
        word = re.sub(r"'s?$", "", word)
        word = SAME_WORD.get(word, word)
        if word and word not in NO_PART_OF_A_NAME:
            plural = len(word) > 4 and word.endswith("s") and not word.endswith("ss")
            out.add(word[:-1] if plural else word)
    return frozenset(out)


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether the words of one name contain those of the other."""
    a, b = name_words(one), name_words(other)
    return bool(a and b) and (a <= b or b <= a)


def same_title(one: str | None, other: str | None) -> bool:
    """Tell whether two titles agree: one within the other, or at least half of all words shared."""
    a, b = name_words(one), name_words(other)
    return bool(a and b) and (a <= b or b <= a or 2 * len(a & b) >= len(a | b))


def _titles_paired(gold: Sequence[str], predicted: Sequence[str]) -> int:
    free = list(predicted)
    found = 0
    for title in gold:
        hit = next((index for index, other in enumerate(free) if same_title(title, other)), None)
        if hit is not None:
            del free[hit]
            found += 1
    return found


@frozen
class Voice:
    """Is a gold attribution with a known speaker, and what was predicted for it (`who`), where it was found."""

    gold: Who
    found: bool
    who: Who | None


def voices(gold: Document, predicted: Document | None) -> list[Voice]:
    """Line up the gold attributions whose speaker is known with what was predicted."""
    text = gold.text or ""
    theirs = [spans.mark(a, text, strip_that=True) for a in gold.annotations]
    annotations = predicted.annotations if predicted else ()
    ours = [spans.mark(a, text, strip_that=True) for a in annotations]
    partner = {g: p for g, p in spans.pair(theirs, ours) if spans.matches(theirs[g], ours[p])}
    out = []
    for index, annotation in enumerate(gold.annotations):
        if annotation.speaker is not None and theirs[index].letters:
            found = index in partner
            out.append(Voice(annotation.speaker, found, annotations[partner[index]].speaker if found else None))
    return out


def _name_right(gold: Who, who: Who | None) -> bool:
    return who is not None and same_name(gold.name, who.name)


def _type_right(gold: Who, who: Who | None) -> bool:
    return who is not None and who.kind == gold.kind


def speaker_right(voice: Voice) -> bool:
    """Tell whether the name is right; for one whom the article never names, that none is given, and the type."""
    if not voice.found:
        return False
    if voice.gold.name:
        return _name_right(voice.gold, voice.who)
    return voice.who is not None and not voice.who.name and _type_right(voice.gold, voice.who)


def tally(gold: Document, predicted: Document | None) -> Tally:
    """Count one article for every row."""
    counts: Tally = Counter()
    lined_up = voices(gold, predicted)
    found = [v for v in lined_up if v.found]
    named = [v for v in found if v.gold.name]
    nameless = [v for v in found if not v.gold.name]

    def rate(row: str, among: Sequence[Voice], right: int) -> None:
        counts[row, ALL, "gold"] += len(among)
        counts[row, ALL, "right gold"] += right

    right = sum(map(speaker_right, found))
    rate("found", lined_up, len(found))
    rate("linked", found, sum(v.who is not None for v in found))
    rate("name", named, sum(_name_right(v.gold, v.who) for v in named))
    rate("full name", named, sum(_full_name(v.gold, v.who) for v in named))
    rate("not named", nameless, sum(v.who is not None and not v.who.name for v in nameless))
    rate("type", found, sum(_type_right(v.gold, v.who) for v in found))
    rate("speaker right", found, right)
    rate("who said what", lined_up, right)
    for kind in sorted({v.gold.kind or spans.UNKNOWN for v in lined_up}):
        of_kind = [v for v in found if (v.gold.kind or spans.UNKNOWN) == kind]
        counts["speaker right", kind, "gold"] += len(of_kind)
        counts["speaker right", kind, "right gold"] += sum(map(speaker_right, of_kind))
    _tally_b_cubed([(v.gold.key, v.who.key) for v in found if v.who is not None], counts)
    _tally_roles(found, counts)
    return counts


def _full_name(gold: Who, who: Who | None) -> bool:
    return who is not None and bool(who.name) and name_words(gold.name) <= name_words(who.name)


def _tally_b_cubed(items: Sequence[tuple[str, str]], counts: Tally) -> None:
    both = Counter(items)
    theirs = Counter(gold for gold, _ in items)
    ours = Counter(predicted for _, predicted in items)
    # averages, not counts: a Counter holds any number
    precision = sum(both[item] / ours[item[1]] for item in items)
    recall = sum(both[item] / theirs[item[0]] for item in items)
    counts["B3", ALL, "right predicted"] += precision  # type: ignore[assignment]
    counts["B3", ALL, "right gold"] += recall  # type: ignore[assignment]
    counts["B3", ALL, "predicted"] += len(items)
    counts["B3", ALL, "gold"] += len(items)


def _tally_roles(found: Sequence[Voice], counts: Tally) -> None:
    """Compare each gold speaker with the predicted speaker that most of their attributions were given."""
    answers: dict[str, list[Who]] = defaultdict(list)
    for voice in found:
        if voice.who is not None:
            answers[voice.gold.key].append(voice.who)
    for key, gold in {voice.gold.key: voice.gold for voice in found}.items():
        votes = Counter(who.key for who in answers[key])
        best = next((who for who in answers[key] if who.key == votes.most_common(1)[0][0]), None)
        for row, theirs, ours in (
            ("role", gold.roles, best.roles if best else ()),
            ("affiliation", gold.affiliations, best.affiliations if best else ()),
        ):
            distinct = tuple(dict.fromkeys(ours))
            shared = _titles_paired(theirs, distinct)
            counts[row, ALL, "gold"] += len(theirs)
            counts[row, ALL, "predicted"] += len(distinct)
            counts[row, ALL, "right gold"] += shared
            counts[row, ALL, "right predicted"] += shared
