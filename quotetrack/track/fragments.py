"""Words that one article quotes twice: the headline's *disgrace* and the sentence below that it was cut from.

A word or two say too little to be looked up in other articles. Inside their own they are one utterance with the longer
quotation that has them, unless they are what the article is about: a name, a term that is only spoken of (*the phrase
“boat people”*), words that others in it use, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

from attrs import define

from quotetrack.models import Speaker
from quotetrack.track.in_article import (
    PHRASE_WORDS,
    TERM_WORDS,
    Core,
    InArticle,
    contains,
    count,
    is_light,
    stem,
    stems,
)
from quotetrack.track.names import people_data
from quotetrack.track.wording import NEGATIONS, SHARE, match, quoted_parts, tokens

MAX_HOLDERS = 200  # in an article that repeats one word ten thousand times, the next two hundred are enough
FEW = 2  # a word or two by another speaker are a coincidence (*top secret*), unless the first is the headline's
OTHERS = 3  # so many uses of a term besides its speaker's own make it the article's subject
SLOGAN = 3  # a word or two that stand in so many longer quotations were cut from none of them
OFTEN = 5  # … and one word that its speaker is quoted with so often is what they talk about
AROUND = 40  # characters before the cue where an adverb stands
SMALL = 3  # letters of a word that has no capital in names
LEAD = 4  # a word that stands in several quotations is taken for one's only in the article's lead, or close by
MAX_HEADLINE = 200  # characters; what is longer is a paragraph
MORE = 2  # telling words beside the one that two phrases share
DENIED = 3  # words between *not* and what it denies (*cannot be contained*)

_WORD = re.compile(r"[^\W_]+")
_PARAGRAPH, _LINE = re.compile(r"\n\s*\n"), re.compile(r"\n")
_HABITS = frozenset("always constantly frequently often regularly repeatedly routinely".split())
_MENTIONING = frozenset(
    "expression expressions label labels moniker name named nickname phrase phrases quote slogan term termed terms"
    " titled word words".split()
)


@define(slots=False)
class Repeats:
    """Finds the quotations of an article that repeat words of one another."""

    quoted: Sequence[InArticle]
    text: str

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of places where a fragment repeats words that its speaker is quoted with.

        Headlines and leads quote a word or two of what the article quotes in full. A fragment is linked to its equal
        before it, else to one longer quotation, the next one that has all its words, so that it never joins two
        utterances.
        """
        seen: dict[Core, list[int]] = defaultdict(list)
        for i, q in enumerate(self.quoted):
            if not q.is_fragment or not q.core or self._is_call(q) or self._is_named(i) or self._is_habit(i):
                continue
            equal = next((j for j in seen[q.core][:MAX_HOLDERS] if self._are_equal(j, i)), None)
            if equal is not None:
                yield equal, i
                continue
            seen[q.core].append(i)
            holder = self._holder(i)
            if holder is not None:
                yield i, holder

    def is_term(self, i: int) -> bool:
        """Tell whether a short quotation is a term of its article, of which the same words elsewhere prove nothing."""
        q = self.quoted[i]
        if q.is_short and (self._is_named(i) or self._is_subject(i) or self._own_uses(i) >= SLOGAN):
            return True
        return q.is_fragment and self._is_habit(i)

    def _holder(self, i: int) -> int | None:
        """Return the longer quotation that a fragment was cut from."""
        q = self.quoted[i]
        holders = [
            j
            for j in _near_places(self._places[q.core[0][0]], i)
            if (self.quoted[j].size > q.size or not self.quoted[j].is_fragment)
            and self._may_repeat(i, j)
            and all(contains(self.quoted[j].stems, run) for run in q.core)
            and (q.size > 1 or _has_word(self.quoted[j].wording.words, q.wording.words))
        ]
        holders = [j for j in holders if not self.quoted[j].is_fragment] or holders
        several = len({self.quoted[j].stems for j in holders})  # which of them did it come from?
        if not holders or (several >= SLOGAN and q.size <= FEW):
            return None
        holder = holders[0]
        near = i < LEAD or abs(i - holder) < LEAD
        clear = several == 1 or len(q.stems) > 1 or near
        return holder if clear and self._is_evidence(i, holder) and _holds(self.quoted[holder], q) else None

    def _is_evidence(self, i: int, j: int) -> bool:
        """Tell whether few words are enough to know the longer quotation again.

        They are in the headline and the lead, which say beforehand what follows, and right before it. Elsewhere words
        that the article keeps coming back to are not.
        """
        q, longer = self.quoted[i], self.quoted[j]
        if q.is_short and not _same_mouth(q.speaker, longer.speaker) and self._is_subject(i):
            return False
        if self._in_headline(min(i, j)):
            return q.size > 1 or not self._is_denied(longer, q)
        if q.is_short and i >= LEAD and abs(i - j) > 1 and self._is_subject(i):
            return False
        if q.attribution.kind == longer.attribution.kind == "direct" and (
            i >= LEAD or q.attribution.text.endswith("?")
        ):
            return False  # each is all that was said there: a question asked again
        return q.size > 1 or self._is_evidence_of_one_word(i, j)

    def _is_evidence_of_one_word(self, i: int, j: int) -> bool:
        """Tell whether one word below the headline is enough.

        One word that follows the sentence that has it, that its speaker cannot leave off, that stands in another phrase
        about other things, that is a name, or that the sentence denies (*it cannot be contained*) is another utterance.
        """
        q, longer = self.quoted[i], self.quoted[j]
        if len(q.wording.words) <= FEW and (j < i or self._own_uses(i) >= OFTEN):
            return False
        whole = not longer.is_fragment or longer.attribution.kind == "direct"
        if not whole and not self._share_more(q, longer):
            return False
        lone = quoted_parts(q.attribution, self.text)[0].strip(" ,.;:!?")
        if lone.islower() and _is_part_of_name(longer.attribution.text, q.core[0][0]):
            return False
        return not (_is_written_as_name(longer.attribution.text, lone) or self._is_denied(longer, q))

    def _share_more(self, q: InArticle, longer: InArticle) -> bool:
        """Tell whether two contents have more telling words in common: they speak of the same things."""
        both = set(tokens(q.attribution.text)) & set(tokens(longer.attribution.text))
        return sum(not is_light(word) for word in both) >= q.size + MORE

    def _are_equal(self, j: int, i: int) -> bool:
        one, other = self.quoted[j], self.quoted[i]
        if not _same_mouth(one.speaker, other.speaker) and (other.size <= FEW or not self._may_repeat(j, i)):
            return False
        if other.size == 1 and self._own_uses(i) >= OFTEN and not self._in_headline(j):
            return False  # the *founder*, a *co-founder*
        return not other.is_short or j < LEAD or i - j == 1 or not self._is_subject(i)

    def _may_repeat(self, i: int, j: int) -> bool:
        """Tell whether a fragment and a longer quotation may have one speaker.

        A headline's *critics* may be the one quoted below, and so may *the senator*, if the words are more than a term.
        """
        q, longer = self.quoted[i], self.quoted[j]
        if _same_mouth(q.speaker, longer.speaker):
            return True
        clause = len(q.wording.words) > PHRASE_WORDS
        if clause and q.wording.weight > FEW and contains(longer.wording.words, q.wording.words):
            return True  # so many words are nobody's by chance: one of the two quotes the other
        if self._in_headline(i):
            if clause:
                return True
            named = _is_known(q.speaker) and _is_known(longer.speaker)
            return not named and (q.size > FEW or (q.size > 1 and contains(longer.wording.words, q.wording.words)))
        told = q.speaker is not None and longer.speaker is not None
        if told and q.attribution.kind == longer.attribution.kind == "direct":
            return False  # one asks, the other answers in the same words
        least = TERM_WORDS if told else FEW
        return q.size > least and not (_is_known(q.speaker) and _is_known(longer.speaker))

    def _is_call(self, q: InArticle) -> bool:
        """Tell whether the one word calls someone: *Mr. Obi?*."""
        return q.size == 1 and (q.core[0][0] in self._names or q.wording.words[0] in _honorifics())

    def _is_named(self, i: int) -> bool:
        """Tell whether it is short and a name (*“Friends of the Dam”*) or spoken of (*the term “dam people”*)."""
        q = self.quoted[i]
        if not q.is_short:
            return False
        parts = quoted_parts(q.attribution, self.text)
        start = q.attribution.content[0].start
        at = max(self.text.find(parts[0], start), start)
        before = _WORD.findall(self.text[max(at - AROUND, 0) : at])[-1:]
        after = _WORD.findall(self.text[at + len(parts[0]) : at + len(parts[0]) + AROUND])[:1]
        if not _MENTIONING.isdisjoint(map(str.casefold, before + after)):
            return True
        return not self._in_headline(i) and all(map(_is_name, parts))

    def _is_habit(self, i: int) -> bool:
        """Tell whether the words are said to be used again and again: *she has often called it “a disgrace”*."""
        said = self.quoted[i].attribution
        start = min(span.start for span in (*said.content, *said.cue))
        before = self.text[max(start - AROUND, 0) : start] + " " + " ".join(span.text for span in said.cue)
        sentence = re.split(r"[.!?]\s|\n", before)[-1]
        return not _HABITS.isdisjoint(map(str.casefold, _WORD.findall(sentence)))

    def _is_subject(self, i: int) -> bool:
        """Tell whether the article uses the words besides what it quotes their speaker with."""
        everywhere = (
            sum(self._text_stems[at : at + len(run)] == run for at in self._text_places[run[0]])
            for run in self.quoted[i].core
        )
        return min(everywhere, default=0) - self._own_uses(i) >= OTHERS

    def _own_uses(self, i: int) -> int:
        """Return how often the words stand in what their speaker is quoted with."""
        q = self.quoted[i]
        if q.speaker is None:
            return min((count(q.content_stems, run) for run in q.core), default=0)
        key = (q.speaker.id, q.core)
        if key not in self._known_uses:
            uses = (
                sum(
                    count(self.quoted[j].content_stems, run)
                    for j in self._content_places[run[0]]
                    if _same_mouth(self.quoted[j].speaker, q.speaker)
                )
                for run in q.core
            )
            self._known_uses[key] = min(uses, default=0)
        return self._known_uses[key]

    def _in_headline(self, i: int) -> bool:
        return self.quoted[i].attribution.content[0].start < self._headline_end

    def _is_denied(self, longer: InArticle, q: InArticle) -> bool:
        """Tell whether a quotation says *not* right before the one word of another that does not."""
        word = q.core[0][0]
        return _is_denied(longer.attribution.text, word) and not _is_denied(q.attribution.text, word)

    @cached_property
    def _headline_end(self) -> int:
        found = _PARAGRAPH.search(self.text, 0, MAX_HEADLINE) or _LINE.search(self.text, 0, MAX_HEADLINE)
        return found.start() if found else 0

    @cached_property
    def _text_stems(self) -> tuple[str, ...]:
        return stems(self.text)

    @cached_property
    def _text_places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._text_stems):
            places[word].append(at)
        return places

    @cached_property
    def _content_places(self) -> dict[str, list[int]]:
        return _places(q.content_stems for q in self.quoted)

    @cached_property
    def _known_uses(self) -> dict[tuple[str, Core], int]:
        return {}

    @cached_property
    def _names(self) -> set[str]:
        speakers = (q.speaker for q in self.quoted)
        return {stem(word) for speaker in speakers if speaker is not None for word in tokens(speaker.name or "")}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return _places(q.stems for q in self.quoted)


def _places(wordings: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Return the places of the wordings that have a word."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(wordings):
        for word in dict.fromkeys(words):
            places[word].append(i)
    return places


def _is_denied(text: str, stemmed: str) -> bool:
    words = tokens(text)
    places = [k for k, each in enumerate(words) if stem(each) == stemmed]
    return bool(places) and all(NEGATIONS.intersection(words[max(k - DENIED, 0) : k]) for k in places)


def _is_name(part: str) -> bool:
    """Tell whether a phrase is written like a name: *Friends of the Dam*, but not *Open the dam*."""
    words = [word for word in _WORD.findall(part) if len(word) > SMALL or not is_light(word.casefold())]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _is_written_as_name(longer: str, word: str) -> bool:
    """Tell whether a lone word has its capital inside a sentence, too."""
    return word[:1].isupper() and re.search(rf"[^\W_],? [\"'“‘]?{re.escape(word)}\b", longer) is not None


def _is_part_of_name(longer: str, stemmed: str) -> bool:
    """Tell whether a word has a capital wherever it stands, inside sentences: *every state*, *the United States*."""
    found = [m for m in _WORD.finditer(longer) if stem(m.group().casefold()) == stemmed]
    return bool(found) and all(m.group()[0].isupper() and longer[: m.start()].endswith(" ") for m in found)


def _is_known(speaker: Speaker | None) -> bool:
    return speaker is not None and bool(speaker.name)


def _same_mouth(a: Speaker | None, b: Speaker | None) -> bool:
    return a is not None and b is not None and a.id == b.id


def _has_word(words: Sequence[str], lone: Sequence[str]) -> bool:
    """Tell whether the one telling word is there as it is, or in the plural: *attacked* is not *attacking*."""
    word = max(lone, key=lambda w: (not is_light(w), len(w)))
    return any(w in words for w in (word, word + "s", word.removesuffix("s")))


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(people_data()["honorifics"]["m"] + people_data()["honorifics"]["f"])


def _holds(longer: InArticle, q: InArticle) -> bool:
    """Tell whether nearly all the words are there: *this is very important* is not *important to take care of*."""
    return len(q.wording.words) <= FEW or match(q.wording, longer.wording).share >= SHARE


def _near_places(places: Sequence[int], own: int) -> list[int]:
    """Return the places of a word, those that follow first, the nearest first."""
    at = bisect_right(places, own)
    return [j for j in [*places[at : at + MAX_HOLDERS], *places[max(at - MAX_HOLDERS, 0) : at][::-1]] if j != own]
