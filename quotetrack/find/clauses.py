"""A second look by grammar: a plain *NP says that S* is never missed.

The pattern of subject, verb of speech or thought, and a finite clause introduced by *that* leaves little doubt. It only
adds attributions whose words no other attribution has, so it is silent on nearly all text: the network sees most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from quotetrack.find.edges import kind_of, parts_of
from quotetrack.find.found import Certainty, Found, Offsets
from quotetrack.find.marks import MarkIndex
from quotetrack.lang.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ACTS = ("denial", "order", "promise", "belief", "knowledge")  # besides the verbs of speech
SURE = Certainty(content=-0.3, cue=-0.3, source=-0.3, link=-0.3, whole=-0.7)  # right in some two of three
FINITE = ("VBD", "VBZ", "VBP", "MD")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
PHRASE = frozenset((*NOUNS, *"PRP DT PDT PRP$ POS JJ JJR JJS CD WP".split()))  # of a noun phrase
SILENT = ("it", "which", "that", "there", "what")  # subjects that are no one's


def that_clauses(doc: Doc, found: Sequence[Found], lexicon: Lexicon, marks: MarkIndex) -> Iterator[Found]:
    """Find the clauses with *that* that a subject is said to say or think, outside all attributions found."""
    verbs = lexicon.speech.union(*(lexicon.acts[act] for act in ACTS))
    taken = sorted(part for item in found for part in (*item.content, *item.cue))
    last = 0
    tags = doc.to_array("TAG")
    for place in np.nonzero(tags == doc.vocab.strings["IN"])[0].tolist():  # quicker than asking every token
        token = doc[place]
        if token.lower_ != "that" or token.i == 0:
            continue
        verb = token.nbor(-1)
        if verb.tag_[:2] != "VB" or verb.lemma_.lower() not in verbs:
            continue
        first = _first(verb, lexicon)
        subject = _subject(doc, first.i)
        if subject is None or doc[subject[1] - 1].lower_ in SILENT:
            continue
        # however full of commas the clause is, with nothing found in it it reaches the sentence's end
        content = (token.idx, marks.paragraph_end(token.idx, _end(verb.sent[-1])))
        if not any(word.tag_ in FINITE for word in doc[token.i + 1 : verb.sent.end]):
            continue
        cue = (first.idx, _end(verb))
        while last < len(taken) and taken[last][1] <= cue[0]:
            last += 1
        if last < len(taken) and taken[last][0] < content[1]:
            continue
        text = doc.text  # put together anew at each asking
        parts = parts_of(text, [content], marks)
        source = (doc[subject[0]].idx, _end(doc[subject[1] - 1]))
        if parts and source[1] <= cue[0]:
            yield Found(parts, (cue,), (untrailed(text, source),), kind_of(text, parts, marks), SURE)


def _first(verb: Token, lexicon: Lexicon) -> Token:
    """Return the first word of a verb group: *has long maintained*."""
    first = verb
    while first.i > verb.sent.start:
        before = first.nbor(-1)
        word = before.lower_
        if before.tag_ not in ("RB", "MD") and word not in lexicon.auxiliaries and word not in lexicon.negations:
            break
        first = before
    return first


def _subject(doc: Doc, stop: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before word `stop`: *the port of Kiel*, *Ada Obi, the mayor,*."""
    sentence = doc[stop].sent.start
    if stop == sentence:
        return None
    end = stop - 1 if doc[stop - 1].tag_ == "," else stop
    first = _phrase_start(doc, sentence, end)
    if end < stop and first > sentence and doc[first - 1].tag_ == ",":
        first = _phrase_start(doc, sentence, first - 1)
    if first == end or doc[end - 1].tag_ not in (*NOUNS, "PRP", "WP"):
        return None
    return first, end


def _phrase_start(doc: Doc, sentence: int, end: int) -> int:
    """Return the first word of the noun phrase, with an *of* inside, that ends before word `end`."""
    first = end
    while first > sentence and doc[first - 1].tag_ in PHRASE:
        first -= 1
        if first - 1 > sentence and doc[first - 1].lower_ == "of" and doc[first - 2].tag_ in NOUNS:
            first -= 1
    return first


def _end(token: Token) -> int:
    return token.idx + len(token)


def untrailed(text: str, span: Offsets) -> Offsets:
    """Cut the punctuation that closes an apposition off a source: *Ada Obi, the mayor,*.

    >>> untrailed("Ada Obi, the mayor, said", (0, 19))
    (0, 18)
    """
    start, end = span
    while end > start + 1 and text[end - 1] in " ,;:-—–":
        end -= 1
    return start, end
