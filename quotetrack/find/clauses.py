"""A second look by grammar: a plain *NP says that S* is never missed.

The pattern of subject, verb of speech or thought, and a finite clause introduced by *that* leaves little doubt. It only
adds attributions whose words no other attribution has, so it is silent on nearly all text: the network sees most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotetrack.find.edges import kind_of, parts_of
from quotetrack.find.found import Certainty, Found, Offsets
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tokens import Tokens
from quotetrack.lang.lexicon import Lexicon

ACTS = ("denial", "order", "promise", "belief", "knowledge")  # besides the verbs of speech
SURE = Certainty(content=-0.3, cue=-0.3, source=-0.3, link=-0.3, whole=-0.7)  # right in some two of three
FINITE = ("VBD", "VBZ", "VBP", "MD")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
PHRASE = frozenset((*NOUNS, *"PRP DT PDT PRP$ POS JJ JJR JJS CD WP".split()))  # of a noun phrase
THATS = frozenset(("that", "That", "THAT"))
SILENT = ("it", "which", "that", "there", "what")  # subjects that are no one's


def that_clauses(tokens: Tokens, found: Sequence[Found], lexicon: Lexicon, marks: MarkIndex) -> Iterator[Found]:
    """Find the clauses with *that* that a subject is said to say or think, outside all attributions found."""
    verbs = lexicon.speech.union(*(lexicon.acts[act] for act in ACTS))
    taken = sorted(part for item in found for part in (*item.content, *item.cue))
    last = 0
    for that, form in enumerate(tokens.form):
        if form not in THATS or not that or tokens.tag[that] != "IN":
            continue
        verb = that - 1
        if tokens.tag[verb][:2] != "VB" or tokens.lemma[verb].lower() not in verbs:
            continue
        start, stop = tokens.sentence(verb)
        first = _first(tokens, verb, start, lexicon)
        subject = _subject(tokens, first)
        if subject is None or tokens.lower(subject[1] - 1) in SILENT:
            continue
        # however full of commas the clause is, with nothing found in it it reaches the sentence's end
        content = (tokens.start[that], marks.paragraph_end(tokens.start[that], tokens.end[stop - 1]))
        if not any(tag in FINITE for tag in tokens.tag[that + 1 : stop]):
            continue
        cue = (tokens.start[first], tokens.end[verb])
        while last < len(taken) and taken[last][1] <= cue[0]:
            last += 1
        if last < len(taken) and taken[last][0] < content[1]:
            continue
        parts = parts_of(tokens.text, [content], marks)
        source = (tokens.start[subject[0]], tokens.end[subject[1] - 1])
        if parts and source[1] <= cue[0]:
            source = untrailed(tokens.text, source)
            yield Found(parts, (cue,), (source,), kind_of(tokens.text, parts, marks), SURE)


def _first(tokens: Tokens, verb: int, start: int, lexicon: Lexicon) -> int:
    """Return the first word of a verb group in the sentence that begins at `start`: *has long maintained*."""
    first = verb
    while first > start:
        word = tokens.lower(first - 1)
        group = tokens.tag[first - 1] in ("RB", "MD") or word in lexicon.auxiliaries or word in lexicon.negations
        if not group:
            break
        first -= 1
    return first


def _subject(tokens: Tokens, stop: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before word `stop`: *the port of Kiel*, *Ada Obi, the mayor,*."""
    sentence, _ = tokens.sentence(stop)
    if stop == sentence:
        return None
    end = stop - 1 if tokens.tag[stop - 1] == "," else stop
    first = _phrase_start(tokens, sentence, end)
    if end < stop and first > sentence and tokens.tag[first - 1] == ",":
        first = _phrase_start(tokens, sentence, first - 1)
    if first == end or tokens.tag[end - 1] not in (*NOUNS, "PRP", "WP"):
        return None
    return first, end


def _phrase_start(tokens: Tokens, sentence: int, end: int) -> int:
    """Return the first word of the noun phrase, with an *of* inside, that ends before word `end`."""
    first = end
    while first > sentence and tokens.tag[first - 1] in PHRASE:
        first -= 1
        if first - 1 > sentence and tokens.lower(first - 1) == "of" and tokens.tag[first - 2] in NOUNS:
            first -= 1
    return first


def untrailed(text: str, span: Offsets) -> Offsets:
    """Cut the punctuation that closes an apposition off a source: *Ada Obi, the mayor,*.

    >>> untrailed("Ada Obi, the mayor, said", (0, 19))
    (0, 18)
    """
    start, end = span
    while end > start + 1 and text[end - 1] in " ,;:-—–":
        end -= 1
    return start, end
