"""Which quotations are the same words: what must hold for two of them, judged from these two alone.

Because every pair is judged by itself (words, speakers' names, weeks), the statements of a store, the connected
quotations, do not depend on the order in which articles came. How they are connected is told in `gather`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

from attrs import frozen

from quotetrack.models import Attribution
from quotetrack.track.fragments import Repeats
from quotetrack.track.in_article import InArticle
from quotetrack.track.names import fold, sameness
from quotetrack.track.wording import LONG_WORDS, PLAIN_WORDS, SHARE, Match, Wording, match

# How many words must agree, and how many of them must carry meaning, before two quotations are one utterance.
SAME_SPEAKER_WORDS, SAME_SPEAKER_WEIGHT = 3, 2
PLAIN_WEIGHT = 1  # is enough where one speaker's words, so many that an index holds them, stand unchanged
UNKNOWN_SPEAKER_WORDS, UNKNOWN_SPEAKER_WEIGHT = 6, 3
OTHER_SPEAKER_WORDS, OTHER_SPEAKER_WEIGHT = 10, 5
OVERLAP_RUN, OVERLAP_WEIGHT = 8, 4  # a common run of two quotations that both go on elsewhere …
OVERLAP_SHARE = 0.5  # … and is half of the shorter one, since a speaker says one sentence twice in an interview
OTHER_SHARE = 0.9
ALTERED_RUN = 6  # where more than one word in ten differs from a part of the longer one, so many in a row do not
VERBATIM_RUN = 12  # so many words in a row are no coincidence, whoever is named
PHRASE_SHARE = 0.6
BARE_WORDS = 4  # fewer words than these must all carry meaning, and are looked for in longer quotations only
FRAGMENT = "fragment"  # the kind of an utterance that is known in its own article only


@frozen
class Utterance:
    """Is one wording by one speaker, as judged against others.

    `scope` tells an unnamed speaker, and a phrase too short to be compared with its like, by their article; `week` is
    the week of publication.
    """

    wording: Wording
    kind: str
    name: str | None
    scope: str
    week: int | None

    @property
    def is_phrase(self) -> bool:
        """Tell whether it is too short to be one utterance wherever it is said (*law and order*)."""
        return len(self.wording.words) < LONG_WORDS

    @property
    def key(self) -> str:
        """Return the identity: the same for equal words by an equal name in one week, in any article."""
        named = f"{self.kind}:{fold(self.name)}:{self.scope}".rstrip(":") if self.name else self.scope
        text = "\x1f".join((named, str(self.week or ""), self.wording.key))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def utterance(wording: Wording, attribution: Attribution, article_key: str, published: str | None) -> Utterance | None:
    """Return what to look up in other articles, or ``None`` for a fragment that says too little by itself."""
    size, speaker = len(wording.words), attribution.speaker
    bare = size < BARE_WORDS
    least = size if bare else SAME_SPEAKER_WEIGHT if size < PLAIN_WORDS else PLAIN_WEIGHT
    if size < SAME_SPEAKER_WORDS or wording.weight < least or not any(wording.shingles()):
        return None
    kind = speaker.kind if speaker is not None else ""
    name = speaker.name if speaker is not None else None
    local = speaker is not None and not name
    scope = f"{article_key}#{speaker.id}" if (local or bare) and speaker is not None else ""
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
    size, longest = sorted((len(a.wording.words), len(b.wording.words)))
    if found.share == 1.0 and found.run >= VERBATIM_RUN and found.weight >= OVERLAP_WEIGHT:
        enough = True
    elif who == "different":
        enough = size >= OTHER_SPEAKER_WORDS and found.weight >= OTHER_SPEAKER_WEIGHT and found.share >= OTHER_SHARE
    elif who == "unknown":
        share = SHARE if found.run >= OVERLAP_RUN else OTHER_SHARE
        enough = size >= UNKNOWN_SPEAKER_WORDS and found.weight >= UNKNOWN_SPEAKER_WEIGHT and found.share >= share
    else:
        part = 2 * size <= longest  # words altered inside a much longer quotation may be said in another place, too
        kept = not part or found.share >= OTHER_SHARE or found.run >= min(ALTERED_RUN, size - 1)
        plain = found.share == 1.0 and found.run >= PLAIN_WORDS and found.weight >= PLAIN_WEIGHT
        enough = (found.weight >= SAME_SPEAKER_WEIGHT and found.share >= SHARE and kept) or plain
        overlap = found.run >= OVERLAP_RUN and found.weight >= OVERLAP_WEIGHT and found.share >= OVERLAP_SHARE
        enough = enough or overlap
    if longest < BARE_WORDS and a.scope != b.scope:
        return None  # only the longer words around it tell whether *border security* is the same
    if a.is_phrase and b.is_phrase and size < PHRASE_SHARE * longest:
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


def utterances_in(
    quoted: Sequence[tuple[Attribution, Wording]], text: str, article_key: str, published: str | None
) -> tuple[dict[int, Utterance], list[tuple[int, int]]]:
    """Return the utterances of an article's quotations by their place, and the pairs linked inside the article.

    A quotation that says too little by itself has an utterance only where it repeats words of another. One inside
    another (*A said: “B told me: ‘…’”*) has none: its words are the other's, and would look like a repetition of them.
    """
    by_id = {attribution.id: attribution for attribution, _ in quoted}
    places = [i for i, (a, _) in enumerate(quoted) if not _is_inside(a, by_id.get(a.parent or ""))]
    repeats = Repeats([InArticle(*quoted[i]) for i in places], text)
    found = {
        i: it
        for place, i in enumerate(places)
        if (it := utterance(quoted[i][1], quoted[i][0], article_key, published)) is not None
        and not repeats.is_term(place)
    }
    pairs = []
    for pair in ((places[a], places[b]) for a, b in repeats.pairs()):
        for i in pair:
            if i not in found:
                found[i] = fragment(quoted[i][1], quoted[i][0], article_key)
        if found[pair[0]].key != found[pair[1]].key:
            pairs.append(pair)
    return found, pairs


def _is_inside(a: Attribution, parent: Attribution | None) -> bool:
    """Tell whether a quotation is part of the words of another."""
    return parent is not None and all(
        any(whole.start <= part.start and part.end <= whole.end for whole in parent.content) for part in a.content
    )
