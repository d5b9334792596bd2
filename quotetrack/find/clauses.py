"""A second look by grammar: a plain *NP says that S*, or *“S,” says NP*, is never missed.

The pattern of subject, verb of speech or thought, and a finite clause introduced by *that* leaves little doubt; nor
does a quotation that ends in a comma, a verb of speech and its subject; nor these before *according to*. They only add
what no other has, so they are silent on nearly all text: the network sees most.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import evolve

from quotetrack.find.edges import begins_sentence, kind_of, parts_of, sentence_ends, without
from quotetrack.find.found import Certainty, Found, Offsets
from quotetrack.find.marks import MarkIndex, Stretch
from quotetrack.find.tokens import FINITE, Tokens
from quotetrack.lang.lexicon import Lexicon

ACTS = ("denial", "order", "promise", "belief", "knowledge")  # besides the verbs of speech
SURE = Certainty(content=-0.3, cue=-0.3, source=-0.3, link=-0.3, whole=-0.7)  # right in some two of three
NOUNS = ("NN", "NNS", "NNP", "NNPS")
PHRASE = frozenset((*NOUNS, *"PRP DT PDT PRP$ POS JJ JJR JJS CD WP".split()))  # of a noun phrase
BEHIND = frozenset((",", ".", ":", "IN", "RB", "TO", "WRB", "-LRB-", "''", "``"))  # may follow *said Obi*, *Obi said*
THATS = frozenset(("that", "That", "THAT"))
ACCORDING = re.compile(r"according to\b", re.IGNORECASE)
HEARS = re.compile(r"\b(?:over)?hear(?:d|s|ing)?\Z", re.IGNORECASE)
NEAR = 40  # characters: a name with its title
ANSWERS = frozenset(("reply", "answer", "response", "retort", "rejoinder"))
SUMS_UP = frozenset(("sum", "summed", "put", "describe", "explain", "characterise", "characterize"))
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


def tagged(tokens: Tokens, found: Sequence[Found], lexicon: Lexicon, marks: MarkIndex) -> tuple[Found, ...]:
    """Give quotations the verb of speech and the subject that stand right behind them, where they lack them.

    *“We are full,” adds a porter*: the comma before the mark says that the sentence goes on with who said it. What was
    taken for the end of the content before is parted from it, and joined to what the verb has already.
    """
    out = list(found)
    parts = sorted((start, end, number) for number, item in enumerate(found) for start, end in item.content)
    cues = sorted((*part, number) for number, item in enumerate(found) for part in item.cue)
    for stretch in marks.outer:
        if not stretch.closed or not _goes_on(tokens.text, stretch, marks):
            continue
        tag = _tag(tokens, stretch.end, lexicon)
        if tag is None or marks.paragraph(tag[0][0]) != marks.paragraph(stretch.start):
            continue
        cue, named = tag
        source = () if named is None else (untrailed(tokens.text, named),)
        at = bisect_right(parts, (stretch.inner_start, len(tokens.text), 0)) - 1
        owner = parts[at][2] if at >= 0 and parts[at][1] > stretch.inner_start else None
        if at >= 0 and parts[at][1] > cue[0]:
            continue
        taken = bisect_right(cues, (cue[1], 0, 0)) - 1
        holder = cues[taken][2] if taken >= 0 and cues[taken][1] > cue[0] else None
        content = parts_of(tokens.text, [(stretch.start, stretch.end)], marks)
        if not content:
            continue
        new = Found(content, (cue,), source, "direct", SURE)
        if owner is not None and owner == holder:
            if not out[owner].source:
                out[owner] = evolve(out[owner], source=new.source)
            continue
        if holder is not None and out[holder].content[0][0] < cue[1]:
            continue  # the verb has other words before it
        if owner is not None:
            item = out[owner]
            if holder is None and not item.cue and item.content[-1] == content[-1]:
                out[owner] = evolve(item, cue=new.cue, source=new.source)
                continue
            kept = parts_of(tokens.text, without(item.content, stretch.start, stretch.end), marks)
            if not item.cue or item.cue[-1][1] > stretch.start or not kept:
                continue
            out[owner] = evolve(item, content=kept, kind=kind_of(tokens.text, kept, marks))
        if holder is None:
            out.append(new)
        else:
            whole = parts_of(tokens.text, (*content, *out[holder].content), marks)
            kind = kind_of(tokens.text, whole, marks)
            out[holder] = evolve(out[holder], content=whole, kind=kind, source=out[holder].source or new.source)
    return tuple(sorted(out, key=lambda item: (item.content, item.cue)))


def framed(tokens: Tokens, found: Sequence[Found], lexicon: Lexicon, marks: MarkIndex) -> tuple[Found, ...]:
    """Add whose words somebody passes on: *“I shot him,” Cole told officers, according to an affidavit*.

    What stands before *according to* is one attribution, to whoever passes it on; the quoted words are the speaker's,
    too.
    """
    out: list[Found] = []
    for item in found:
        if (heard := _overheard(tokens, item, lexicon, marks)) is not None:
            out.append(heard)
            continue
        if item.kind != "mixed" or not item.cue or ACCORDING.match(tokens.text, *item.cue[0]) is None:
            out += _reframed(tokens, item, lexicon, marks) or (item,)
            continue
        stretches = [s for start, end in item.content for s in marks.between(start, end) if s.closed]
        tag = _told(tokens, stretches[0], lexicon) if stretches else None
        if tag is None or not all(_within(item.content, part) for part in tag):
            out.append(item)
            continue
        cue, source = tag
        ends = [*sentence_ends(tokens.text, max(cue[1], source[1]), item.cue[0][0], marks)]
        if ends:  # “No,” Cole told us. Lee called the police, according to a file: two sentences
            stretches = [s for s in stretches if s.end <= ends[0]]
            rest = parts_of(tokens.text, without(item.content, item.content[0][0], ends[-1]), marks)
            out += (evolve(item, content=rest, kind=kind_of(tokens.text, rest, marks)),) if rest else ()
        else:
            out.append(item)
        content = parts_of(tokens.text, [(s.start, s.end) for s in stretches], marks)
        if content:
            out.append(Found(content, (cue,), (untrailed(tokens.text, source),), "direct", item.certainty))
    return tuple(sorted(out, key=lambda item: (item.content, item.cue)))


def _overheard(tokens: Tokens, item: Found, lexicon: Lexicon, marks: MarkIndex) -> Found | None:
    """Give words that somebody heard to whoever said them: *A witness heard the driver say “I am sorry”*."""
    if not item.cue or HEARS.search(tokens.text, *item.cue[-1]) is None or item.content[0][0] < item.cue[-1][1]:
        return None
    stretches = [s for start, end in item.content for s in marks.between(start, end)]
    if not stretches or not stretches[0].closed:
        return None
    first = bisect_left(tokens.start, item.cue[-1][1])
    verb = bisect_left(tokens.start, stretches[0].start) - 1
    while verb > first and (tokens.form[verb] in (",", ":") or tokens.form[verb] in THATS):
        verb -= 1
    if verb <= first or phrase_end(tokens, first) not in (verb, verb + 1):  # *shout* may be read as a noun
        return None
    if tokens.lemma[verb].lower() not in lexicon.speech:
        return None
    content = parts_of(tokens.text, [(s.start, s.end) for s in stretches], marks)
    source = (tokens.start[first], tokens.end[verb - 1])
    cue = (tokens.start[verb], tokens.end[verb])
    return evolve(item, content=content, cue=(cue,), source=(source,), kind="direct") if content else None


def _reframed(tokens: Tokens, item: Found, lexicon: Lexicon, marks: MarkIndex) -> tuple[Found, Found] | None:
    """Part speaker and witness where the witness was taken for the speaker: *“No,” Cole told police, the file says*."""
    if item.kind != "direct" or not item.cue or not item.source:
        return None
    place = min(item.cue[0][0], item.source[0][0])
    stretch = marks.last_before(place)
    if stretch is None or not stretch.closed or item.content[0][0] > stretch.inner_end:
        return None
    if not tokens.text[max(place - 2, 0) : place].startswith(","):
        return None
    tag = _told(tokens, stretch, lexicon)
    if tag is None or not all(stretch.end <= start and end < place for start, end in tag):
        return None
    cue, source = tag
    whole = parts_of(tokens.text, (*item.content, (stretch.start, place)), marks)
    told = evolve(item, cue=(cue,), source=(untrailed(tokens.text, source),))
    return told, evolve(item, content=whole, kind=kind_of(tokens.text, whole, marks))


def _within(content: Sequence[Offsets], part: Offsets) -> bool:
    """Tell whether a part begins inside a content or right behind it."""
    return content[0][0] <= part[0] <= content[-1][1] + NEAR


def _comma(tokens: Tokens, token: int) -> bool:
    return token < len(tokens) and tokens.form[token] == ","


def _told(tokens: Tokens, stretch: Stretch, lexicon: Lexicon) -> tuple[Offsets, Offsets] | None:
    """Return the verb and its subject around a quotation: *“No,” Cole told the officers*, *Cole told him that “…”*."""
    first = bisect_left(tokens.start, stretch.end)
    if tokens.text[stretch.inner_end - 1] in ",?!":
        speaks = first < len(tokens) and _speaks(tokens, first, lexicon)
        begin = first + 1 if speaks else first
        end = phrase_end(tokens, begin)
        verb = first if speaks else end
        if not speaks and _comma(tokens, end):  # his sister, Ada Obi, told us
            apposed = phrase_end(tokens, end + 1)
            if apposed > end + 1 and _comma(tokens, apposed):
                end, verb = apposed, apposed + 1
        named = end > begin and tokens.tag[end - 1] in (*NOUNS, "PRP")
        if named and verb < len(tokens) and _speaks(tokens, verb, lexicon):
            return (tokens.start[verb], tokens.end[verb]), (tokens.start[begin], tokens.end[end - 1])
    verb = bisect_left(tokens.start, stretch.start) - 1
    sentence, _ = tokens.sentence(max(verb, 0))
    while verb > sentence and (tokens.form[verb] in (",", ":") or tokens.form[verb] in THATS):
        verb -= 1
    if verb > sentence and tokens.tag[verb] in (*NOUNS, "PRP"):
        verb = _phrase_start(tokens, sentence, verb + 1) - 1  # told the officers
    if verb <= sentence or not _speaks(tokens, verb, lexicon):
        return None
    begin = _first(tokens, verb, sentence, lexicon)
    subject = _subject(tokens, begin)
    if subject is None or tokens.lower(subject[1] - 1) in SILENT:
        return None
    return (tokens.start[begin], tokens.end[verb]), (tokens.start[subject[0]], tokens.end[subject[1] - 1])


def _goes_on(text: str, stretch: Stretch, marks: MarkIndex) -> bool:
    """Tell whether a quotation begins a sentence that goes on behind it: it ends in a comma, or it asks or exclaims."""
    asks = text[stretch.inner_end - 1] in ",?!" or text[stretch.end : stretch.end + 1] == ","
    return asks and begins_sentence(text, stretch, marks)


def _tag(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[Offsets, Offsets | None] | None:
    """Return the verb of speech and its subject that begin at an offset: *says the old porter*, *the porter says*."""
    first = bisect_left(tokens.start, at)
    if first < len(tokens) and tokens.form[first] == ",":
        first += 1
    if first >= len(tokens):
        return None
    if told := _came(tokens, first) or _was_how(tokens, first):
        return told
    speaks = _speaks(tokens, first, lexicon)
    begin = first + 1 if speaks else first
    end = phrase_end(tokens, begin)
    if end == begin or tokens.tag[end - 1] not in (*NOUNS, "PRP"):
        return None
    verb = first if speaks else end
    after = end if speaks else end + 1
    if not speaks and not (verb < len(tokens) and _speaks(tokens, verb, lexicon)):
        return None
    if after < len(tokens) and tokens.tag[after] not in BEHIND:
        return None
    return (tokens.start[verb], tokens.end[verb]), (tokens.start[begin], tokens.end[end - 1])


def _came(tokens: Tokens, first: int) -> tuple[Offsets, None] | None:
    """Return the words that begin at token `first` and tell of an answer: *came the reply*."""
    if tokens.lemma[first] != "come" or tokens.tag[first] not in ("VBD", "VBZ") or first + 2 >= len(tokens):
        return None
    answer = first + 2 if tokens.tag[first + 2] not in ("JJ", "NN") or tokens.lower(first + 2) in ANSWERS else first + 3
    if tokens.tag[first + 1] not in ("DT", "PRP$") or answer >= len(tokens) or tokens.lower(answer) not in ANSWERS:
        return None
    return (tokens.start[first], tokens.end[answer]), None


def _was_how(tokens: Tokens, first: int) -> tuple[Offsets, Offsets] | None:
    """Return verb and subject of the words that begin at token `first`: *was how Obi summed it up*."""
    if tokens.lower(first) not in ("was", "is") or first + 1 >= len(tokens) or tokens.lower(first + 1) != "how":
        return None
    verb = phrase_end(tokens, first + 2)
    if verb == first + 2 or verb >= len(tokens) or tokens.lemma[verb].lower() not in SUMS_UP:
        return None
    end = verb + 1
    while end < min(verb + 3, len(tokens)) and tokens.lower(end) in ("it", "up"):
        end += 1
    return (tokens.start[verb], tokens.end[end - 1]), (tokens.start[first + 2], tokens.end[verb - 1])


def _speaks(tokens: Tokens, token: int, lexicon: Lexicon) -> bool:
    return tokens.tag[token] in ("VBD", "VBZ", "VBP") and tokens.lemma[token].lower() in lexicon.speech


def phrase_end(tokens: Tokens, first: int) -> int:
    """Return where the noun phrase that begins with word `first`, with an *of* inside, ends."""
    end = first
    while end < len(tokens) and tokens.tag[end] in PHRASE:
        end += 1
        if end + 1 < len(tokens) and tokens.lower(end) == "of" and tokens.tag[end + 1] in PHRASE:
            end += 1
    return end


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


TRAILING = re.compile(r"(?:[ ,;:\-—–]|(?<= )and)+\Z")


def untrailed(text: str, span: Offsets) -> Offsets:
    """Cut what closes an apposition, or joins a second verb, off a source: *Ada Obi, the mayor,*, *who rose and*.

    >>> untrailed("Ada Obi, the mayor, said", (0, 19))
    (0, 18)
    """
    start, end = span
    trailing = TRAILING.search(text, max(start + 1, end - 8), end)
    return (start, end) if trailing is None else (start, trailing.start())
