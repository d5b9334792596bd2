"""Which quotations are the same words: what must hold for two of them, judged from these two alone.

Because every pair is judged by itself (words, speakers' names, weeks), the statements of a store, the connected
quotations, do not depend on the order in which articles came. How they are connected is told in `gather`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b

from attrs import frozen

from quotetrack.models import Attribution, Speaker
from quotetrack.track.names import fold, people_data, sameness
from quotetrack.track.wording import COMMON, NEGATIONS, Match, Wording, match, tokens

# How many words must agree, and how many of them must carry meaning, before two quotations are one utterance.
SAME_SPEAKER_WORDS, SAME_SPEAKER_WEIGHT = 3, 2
UNKNOWN_SPEAKER_WORDS, UNKNOWN_SPEAKER_WEIGHT = 6, 3
OTHER_SPEAKER_WORDS, OTHER_SPEAKER_WEIGHT = 10, 5
LONG_WORDS = 8  # so many words by one speaker are one utterance even months apart; fewer are a phrase they use
OVERLAP_RUN, OVERLAP_WEIGHT = 8, 4  # a common run of two quotations that both go on elsewhere …
OVERLAP_SHARE = 0.5  # … and is half of the shorter one, since a speaker says one sentence twice in an interview
SHARE, OTHER_SHARE = 0.8, 0.9
VERBATIM_RUN = 12  # so many words in a row are no coincidence, whoever is named
PHRASE_SHARE = 0.6
FRAGMENT = "fragment"  # the kind of an utterance that is known in its own article only
PHRASE_WORDS = 4  # so many function words are a phrase (*on the up and up*)


@frozen
class Utterance:
    """Is one wording by one speaker, as judged against others.

    `scope` tells an unnamed speaker by their article; `week` is the week of publication.
    """

    wording: Wording
    kind: str
    name: str | None
    scope: str
    week: int | None

    @property
    def is_phrase(self) -> bool:
        """Tell whether it is too short to be one utterance wherever it is said (*law and order*)."""
        return self.kind != FRAGMENT and len(self.wording.words) < LONG_WORDS

    @property
    def key(self) -> str:
        """Return the identity: the same for equal words by an equal name in one week, in any article."""
        named = f"{self.kind}:{fold(self.name)}" if self.name else self.scope
        text = "\x1f".join((named, str(self.week or ""), self.wording.key))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def utterance(wording: Wording, attribution: Attribution, article_key: str, published: str | None) -> Utterance | None:
    """Return what to look up in other articles, or ``None`` for a fragment that says too little by itself."""
    size, speaker = len(wording.words), attribution.speaker
    if size < SAME_SPEAKER_WORDS or wording.weight < SAME_SPEAKER_WEIGHT or not any(wording.shingles()):
        return None
    kind = speaker.kind if speaker is not None else ""
    name = speaker.name if speaker is not None else None
    local = speaker is not None and not name
    scope = f"{article_key}#{speaker.id}" if local and speaker is not None else ""
    if not name and size < UNKNOWN_SPEAKER_WORDS:
        scope = scope or article_key
    return Utterance(wording, kind, name, scope, week(published))


def fragment(wording: Wording, attribution: Attribution, article_key: str) -> Utterance:
    """Return the utterance of a quotation that only means something inside its article (*“a disgrace”*)."""
    speaker = attribution.speaker
    scope = f"{article_key}#{speaker.id if speaker is not None else ''}"
    return Utterance(wording, FRAGMENT, None, scope, None)


def week(published: str | None) -> int | None:
    """Return the number of the week of an ISO date, ``None`` when it is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal() // 7
    except ValueError:
        return None


def shingle_hashes(wording: Wording) -> frozenset[int]:
    """Return the wording's shingles as 63-bit numbers for the index."""
    return frozenset(
        int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest(), "big") >> 1
        for run in wording.shingles()
    )


def shared_needed(size: int) -> int:
    """Return how many shingles another wording must share with one that has so many, the shorter of the two."""
    return min(4, max(1, math.ceil(0.3 * size)))


def enough_shared(shared: int, own: int, others: int) -> bool:
    """Tell whether two wordings share enough shingles to be worth an alignment."""
    return shared >= shared_needed(min(own, others))


def same_words(a: Utterance, b: Utterance) -> Match | None:
    """Judge whether two quotations are one utterance; ``None`` when they are not.

    The better the speakers agree, the fewer words need to. One speaker's short phrase counts only within neighbouring
    weeks: *law and order* said in March and in June is not one utterance.
    """
    who = "same" if a.scope and a.scope == b.scope and a.kind == b.kind else sameness(a.kind, a.name, b.kind, b.name)
    found = match(a.wording, b.wording)
    size = min(len(a.wording.words), len(b.wording.words))
    if found.share == 1.0 and found.run >= VERBATIM_RUN and found.weight >= OVERLAP_WEIGHT:
        enough = True
    elif who == "different":
        enough = size >= OTHER_SPEAKER_WORDS and found.weight >= OTHER_SPEAKER_WEIGHT and found.share >= OTHER_SHARE
    elif who == "unknown":
        enough = size >= UNKNOWN_SPEAKER_WORDS and found.weight >= UNKNOWN_SPEAKER_WEIGHT and found.share >= OTHER_SHARE
    else:
        enough = found.weight >= SAME_SPEAKER_WEIGHT and found.share >= SHARE
        overlap = found.run >= OVERLAP_RUN and found.weight >= OVERLAP_WEIGHT and found.share >= OVERLAP_SHARE
        enough = enough or overlap
    if a.is_phrase and b.is_phrase and size < PHRASE_SHARE * max(len(a.wording.words), len(b.wording.words)):
        return None  # a phrase inside a phrase: both belong to what is longer
    return found if enough and (size >= LONG_WORDS or _near(a, b)) else None


def _near(a: Utterance, b: Utterance) -> bool:
    return a.week is None or b.week is None or abs(a.week - b.week) <= 1


def connected(nodes: Iterable[int], links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected parts of a graph.

    >>> connected([1, 2, 3, 4], [(1, 3), (4, 3)])
    [[1, 3, 4], [2]]
    """
    parent = {n: n for n in nodes}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in links:
        parent[root(a)] = root(b)
    parts: dict[int, list[int]] = defaultdict(list)
    for n in sorted(parent):
        parts[root(n)].append(n)
    return sorted(parts.values())


# fragments inside one article

MAX_HOLDERS = 200  # in an article that repeats one word ten thousand times, the next two hundred are enough
FEW = 2  # a word or two by another speaker are a coincidence (*top secret*), unless the first is the headline's
SLOGAN = 3  # a word or two that stand in so many longer quotations were cut from none of them
LEAD = 4  # a word that stands in several quotations is taken for one's only in the article's lead, or close by
Core = tuple[tuple[str, ...], ...]


def utterances_in(
    quoted: Sequence[tuple[Attribution, Wording]], article_key: str, published: str | None
) -> tuple[dict[int, Utterance], list[tuple[int, int]]]:
    """Return the utterances of an article's quotations by their place, and the pairs linked inside the article.

    A quotation that says too little by itself has an utterance only where it repeats words of another.
    """
    found = {
        i: it for i, (a, words) in enumerate(quoted) if (it := utterance(words, a, article_key, published)) is not None
    }
    pairs = []
    for pair in fragment_pairs([InArticle(a.speaker, words) for a, words in quoted]):
        for i in pair:
            if i not in found:
                found[i] = fragment(quoted[i][1], quoted[i][0], article_key)
        if found[pair[0]].key != found[pair[1]].key:
            pairs.append(pair)
    return found, pairs


@frozen
class InArticle:
    """Is a quotation among the others of its article."""

    speaker: Speaker | None
    wording: Wording

    @property
    def is_fragment(self) -> bool:
        """Tell whether it is short enough to have been cut from another quotation."""
        return len(self.wording.words) < LONG_WORDS


def fragment_pairs(quoted: Sequence[InArticle]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places in an article where a fragment repeats words that its speaker is quoted with.

    Headlines and leads quote a word or two of what the article quotes in full. A fragment is linked to its equal before
    it, else to one longer quotation, the next one that has all its words, so that it never joins two utterances.
    """
    names = {_stem(word) for q in quoted if q.speaker is not None for word in tokens(q.speaker.name or "")}
    cores = [_core(q.wording) for q in quoted]
    stems = [tuple(map(_stem, q.wording.words)) for q in quoted]
    places: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(stems):
        for word in dict.fromkeys(words):
            places[word].append(i)
    seen: dict[Core, list[int]] = defaultdict(list)
    for i, q in enumerate(quoted):
        core = cores[i]
        size = sum(map(len, core))
        if (
            not q.is_fragment
            or not core
            or (size == 1 and (core[0][0] in names or q.wording.words[0] in _honorifics()))
        ):
            continue  # *Mr. Obi?* calls someone
        equal = next((j for j in seen[core][:MAX_HOLDERS] if _same_mouth(q.speaker, quoted[j].speaker, core)), None)
        if equal is not None:
            yield equal, i
            continue
        seen[core].append(i)
        holders = [
            j
            for j in _near_places(places[core[0][0]], i)
            if (sum(map(len, cores[j])) > size or not quoted[j].is_fragment)
            and _may_repeat(q, quoted[j], core, headline=i == 0)
            and all(_contains(stems[j], run) for run in core)
            and (size > 1 or _has_word(quoted[j].wording.words, q.wording.words))
        ]
        holders = [j for j in holders if not quoted[j].is_fragment] or holders
        several = len({stems[j] for j in holders})  # which of them did it come from?
        if several >= SLOGAN and size <= FEW:
            continue
        for j in holders[:1]:
            near = i < LEAD or abs(i - j) < LEAD
            if (several == 1 or len(stems[i]) > 1 or near) and _holds(quoted[j], q):
                yield i, j


def _has_word(words: Sequence[str], lone: Sequence[str]) -> bool:
    """Tell whether the one telling word is there as it is, or in the plural: *attacked* is not *attacking*."""
    word = max(lone, key=lambda w: (not _is_light(w), len(w)))
    return any(w in words for w in (word, word + "s", word.removesuffix("s")))


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(people_data()["honorifics"]["m"] + people_data()["honorifics"]["f"])


def _holds(longer: InArticle, q: InArticle) -> bool:
    """Tell whether nearly all the words are there: *this is very important* is not *important to take care of*."""
    return len(q.wording.words) <= 2 or match(q.wording, longer.wording).share >= SHARE


def _near_places(places: Sequence[int], own: int) -> list[int]:
    """Return the places of a word, those that follow first, the nearest first."""
    at = bisect_right(places, own)
    return [j for j in [*places[at : at + MAX_HOLDERS], *places[max(at - MAX_HOLDERS, 0) : at][::-1]] if j != own]


def _same_mouth(a: Speaker | None, b: Speaker | None, core: Core) -> bool:
    """Tell whether two quotations have one speaker; two words are enough where the article does not tell one."""
    if a is None or b is None:
        return sum(map(len, core)) > 1
    return a.id == b.id


def _may_repeat(a: InArticle, b: InArticle, core: Core, *, headline: bool) -> bool:
    """Tell whether a fragment and a longer quotation may have one speaker.

    A headline's *critics* may be the one quoted below; whole clauses are one utterance whoever is named.
    """
    if _same_mouth(a.speaker, b.speaker, core) or len(a.wording.words) > PHRASE_WORDS:
        return True
    named = a.speaker is not None and a.speaker.name and b.speaker is not None and b.speaker.name
    size = sum(map(len, core))
    return not named and (size > FEW or (size > 1 and headline and _contains(b.wording.words, a.wording.words)))


def _core(wording: Wording) -> Core:
    """Return the segments without function words at their edges, endings cut: *a disgrace* says *disgrace*.

    Nothing is left of a sentence with one such word (*I would, I would, Ada*): it is no fragment of another.
    """
    if wording.weight == 0 and len(wording.words) >= PHRASE_WORDS:  # on the up and up
        return tuple(tuple(map(_stem, segment)) for segment in wording.segments)
    out = []
    for segment in wording.segments:
        words = list(segment)
        while words and _is_light(words[0]):
            words.pop(0)
        while words and _is_light(words[-1]):
            words.pop()
        if words:
            out.append(tuple(map(_stem, words)))
    lone = sum(map(len, out)) == 1 and (len(wording.words) > PHRASE_WORDS or out[0][0] in NEGATIONS)
    return () if lone else tuple(out)


def _is_light(word: str) -> bool:
    return (word in COMMON or len(word) < 3) and word not in NEGATIONS


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _contains(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(tuple(words[i : i + len(run)]) == tuple(run) for i in range(len(words) - len(run) + 1))
