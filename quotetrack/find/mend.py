"""What marks, typography and layout know better than the network: they move, cut off and drop parts of drafts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import evolve

from quotetrack.find.drafts import CUE, SOURCE, Draft, Piece
from quotetrack.find.edges import merge, sentence_ends, without
from quotetrack.find.layout import Turn, is_newsroom_label
from quotetrack.find.marks import WORD, MarkIndex, Stretch


def words_in(text: str, start: int, end: int) -> int:
    """Count the words between two offsets."""
    return len(WORD.findall(text, start, end))


OTHER = -1  # in place of an attribution's number: the words are a cue's or a source's


def snap(text: str, drafts: Sequence[Draft], marks: MarkIndex) -> None:
    """Move content edges that stand inside a quoted stretch to its marks.

    The network is sure that words are quoted, less sure where the quotation ends; the marks know. A stretch that is at
    least half covered by one attribution, and holds no word of another, is covered whole.
    """
    cover: dict[Stretch, dict[int, int]] = {}
    for number, draft in enumerate(drafts):
        others = [(p.start, p.end, OTHER) for p in (draft.cue, draft.source) if p is not None]
        for start, end, owner in [*((start, end, number) for start, end in draft.content), *others]:
            for stretch in marks.between(start, end):
                left, right = max(start, stretch.inner_start), min(end, stretch.inner_end)
                if words := words_in(text, left, right):
                    owners = cover.setdefault(stretch, {})
                    owners[owner] = owners.get(owner, 0) + words
    for stretch, owners in cover.items():
        ((owner, words), *rest) = owners.items()
        if not rest and owner != OTHER and 2 * words >= words_in(text, stretch.inner_start, stretch.inner_end):
            drafts[owner].content = merge(text, [*drafts[owner].content, (stretch.start, stretch.end)])


SENTENCE_END = re.compile(r"[.?!:][”’\"')\]]*\s*\Z")
TOPIC = re.compile(r"\b(?:of|about)\s*\Z")
ASIDE = 200  # characters between a content and its cue: the speaker's name and titles


def drop_asides(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Cut off the reporter's own words beside a quotation that is complete before the cue.

    That is the sentence before it (*Why now? “It is time,” he said*), and what it is about (*“A mess,” he said of the
    deal*).
    """
    for draft in drafts:
        cue = draft.cue
        if cue is None:
            continue
        parts = []
        complete = False
        for start, end in sorted(draft.content):
            opening = next((s.start for s in marks.between(start, end) if s.start > start), None)
            if cue.start - ASIDE < end <= cue.start:
                if opening is not None and marks.at(start) is None and SENTENCE_END.search(text, start, opening):
                    start = opening
                quotation = marks.at(start)
                complete = quotation is not None and end <= quotation.end
            elif complete and start >= cue.end and marks.at(start) is None:
                if TOPIC.search(text, cue.start, start):
                    if opening is None:
                        continue
                    start = opening
                elif opening is not None and SENTENCE_END.search(text, start, opening):
                    start = opening
            parts.append((start, end))
        draft.content = parts


# not behind a question: *“Is it time?” Obi said, according to the minutes*
NEW_SENTENCE = re.compile(r"(?<=\.)\s*[”’\"')\]]{1,3}\s+(?=[A-Z])|[”’\"')\]]{1,3}\.\s+(?=[A-Z])")


def end_with_marks(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Cut off the reporter's own sentence that follows a quotation: *He said: “We won.” The hall was empty.*"""
    for draft in drafts:
        for number, (start, end) in enumerate(draft.content):
            last = (marks.between(start, end) or (None,))[-1]
            if last is not None and last.closed and NEW_SENTENCE.match(text, last.inner_end, end):
                draft.content[number] = (start, last.end)


RESUMED = re.compile(r",\s*\Z")


def give_back(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Give a quotation back the part that its source runs into: *“This,” said Ada Obi, of Lagos, “is new.”*"""
    for draft in drafts:
        cue, source = draft.cue, draft.source
        if cue is None or source is None or source.start < cue.end:
            continue
        if not any(end <= cue.start and marks.at(start) is not None for start, end in draft.content):
            continue
        for stretch in marks.between(source.start, source.end):
            comma = RESUMED.search(text, source.start, max(source.start, stretch.start))
            if comma is not None and stretch.end >= source.end:
                draft.source = evolve(source, end=comma.start())
                draft.content = merge(text, [*draft.content, (stretch.start, stretch.end)])
                break


THAT = re.compile(r"\bthat\b", re.IGNORECASE)


def take_up(text: str, drafts: Sequence[Draft], marks: MarkIndex) -> None:
    """Join a quotation that its cue interrupts in mid-sentence: *“This,” she said, raising it, “is new.”*

    It ends in a comma, and goes on in lower case behind another, in the same sentence and not after *that*.
    """
    holders: dict[Stretch, dict[int, None]] = {}
    for number, draft in enumerate(drafts):
        for start, end in draft.content:
            for stretch in marks.between(start, end):
                holders.setdefault(stretch, {})[number] = None
    for number, draft in enumerate(drafts):
        first = None if draft.cue is None else marks.last_before(draft.cue.start)
        if draft.cue is None or first is None or number not in holders.get(first, {}):
            continue
        end = min(draft.cue.end + ASIDE, marks.paragraph_span(draft.cue.start)[1])
        second = next(iter(marks.between(draft.cue.end, end)), None)
        if second is None or not _ends_sentence(text, first, second, marks):
            continue
        others = [drafts[other] for other in holders.get(second, {})]
        if any(other.source is not None and other.source.start >= draft.cue.end for other in others):
            continue  # *“This,” she said, and Lee shouted, “is new.”*
        for other in others:
            other.content = without(other.content, second.start, second.end)
        draft.content = merge(text, [*draft.content, (second.start, second.end)])


def _ends_sentence(text: str, first: Stretch, second: Stretch, marks: MarkIndex) -> bool:
    """Tell whether a quotation, behind words of the reporter, ends a sentence that another began."""
    return (
        first.end <= second.start
        and text[first.inner_end - 1] == ","
        and text[second.inner_start : second.inner_start + 1].islower()
        and RESUMED.search(text, first.end, second.start) is not None
        and THAT.search(text, first.end, second.start) is None
        and next(sentence_ends(text, first.end, second.start, marks), None) is None
    )


FUNCTION_WORDS = frozenset(
    "a an the this that these those what which who whom whose it its of on in at to for from by with as and or but so "
    "we i you his her their our my your him them us me one".split()
)
NAMING = re.compile(
    r"\b(?:so-called|words?|terms?|phrase|name[ds]?|nicknamed?|titled?|entitled|dubbed|christened|known|called|labell?ed)\b",
    re.IGNORECASE,
)
NAME_WORDS = 4  # a longer content is a sentence that somebody said


def drop_names(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Drop what only bears a name: the *so-called “smart” meters*, a ship *named ‘Hope’*."""
    return [
        draft
        for draft in drafts
        if draft.source is not None
        or draft.cue is None
        or NAMING.search(text, draft.cue.start, draft.cue.end) is None
        or sum(words_in(text, start, end) for start, end in draft.content) > NAME_WORDS
    ]


def drop_labelled(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Drop what only a label of the newsroom and a colon introduce: *BREAKING: Man dies*, *Claim: It is banned*."""
    return [
        draft
        for draft in drafts
        if draft.source is None
        or draft.cue is None
        or text[draft.cue.start : draft.cue.end] != ":"
        or not is_newsroom_label(text[draft.source.start : draft.source.end])
    ]


DATELINE = re.compile(  # LUGO — · SAN MARCO, Calif. (AP) — · DHAKA, March 3 –
    r"[A-Z][A-Z.'’ -]+(?:, [A-Z][\w. ]{1,20})?(?: \([^()\n]{1,30}\))? ?(?:—|–|--|-)\s+"
)


def drop_datelines(text: str, drafts: Iterable[Draft]) -> None:
    """Cut the dateline off a content that begins with its paragraph: nobody said it."""
    for draft in drafts:
        for number, (start, end) in enumerate(draft.content):
            line = DATELINE.match(text, start, end)
            if line is not None and text[max(start - 1, 0) : start] in ("", "\n"):
                draft.content[number] = (line.end(), end)


HEADING = re.compile(  # a short line that ends no sentence, or an hour; the text follows
    r"[^\W\d_][^\n]{0,43}[^\s.?!,;:…”’\"')]\n(?=[\"“‘A-Z])|\d\d?[.:]\d\d\n"
)


def drop_headings(text: str, drafts: Iterable[Draft]) -> None:
    """Cut a heading that stands as a short line over the text off a source or content that begins with it."""
    for draft in drafts:
        for number, (start, end) in enumerate(draft.content):
            behind = _behind_heading(text, start, end + 1)  # the line end of a part that is all heading stands outside
            draft.content[number] = (min(behind, end), end)
        draft.content = [part for part in draft.content if part[0] < part[1]] or draft.content
        if draft.source is not None and (start := _behind_heading(text, draft.source.start, draft.source.end)):
            draft.source = evolve(draft.source, start=start)


def _behind_heading(text: str, start: int, end: int) -> int:
    found = HEADING.match(text, start, end) if text[max(start - 2, 0) : start] in ("", "\n\n") else None
    return found.end() if found else start


REPORTED = 400  # characters of the reporter's own, at most, between a cue and a later part of what was said


def keep_to_own_sentence(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Cut off what stands in other sentences than the cue's where nothing is quoted: *He was 88. He fell, she said.*

    Behind the cue that is a part of its own; what goes on without a break the network has read as one.
    """
    for draft in drafts:
        if draft.cue is None:
            continue
        kept = []
        for start, end in draft.content:
            if marks.between(start, end):
                kept.append((start, end))
            elif end <= draft.cue.start:
                *_, last = (start, *sentence_ends(text, start, draft.cue.start, marks))
                if last < end:
                    kept.append((last, end))
            elif next(sentence_ends(text, max(draft.cue.end, start - REPORTED), start, marks), None) is None:
                kept.append((start, end))
        draft.content = kept or draft.content


def drop_fragments(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Drop unquoted parts of nothing but function words from a content that has more: *said of the “…”*.

    A subject stays: *he was accused of theft*.
    """
    for draft in drafts:
        kept = [
            (start, end)
            for start, end in draft.content
            if marks.at(start) is not None
            or not all(m.group().lower() in FUNCTION_WORDS for m in WORD.finditer(text, start, end))
        ]
        draft.content = kept or draft.content


PARTICIPLE = re.compile(r"[A-Z][a-z]+ing\b[^“”\"]*\Z")
WHOLE = re.compile(r"[“\"‘'][^\W\d_]")


def drop_openers(text: str, drafts: Iterable[Draft]) -> None:
    """Cut off what the speaker does while speaking: *Jailing him, Judge Bo Ek said: “You are a danger.”*

    What a cue interrupts goes on in lower case: *Riding alone, they said, can be “hazardous”*.
    """
    for draft in drafts:
        if draft.cue is None or draft.source is None or len(draft.content) < 2:
            continue
        (start, end), (after, stop), *_ = draft.content
        quoted = WHOLE.match(text, after, stop)
        if (
            end <= draft.source.start <= end + 3
            and draft.cue.end <= after
            and quoted is not None
            and quoted.group()[1].isupper()
            and PARTICIPLE.match(text[start:end])
        ):
            draft.content = draft.content[1:]


RELATIVE = re.compile(r"\b(?:which|whom|who|what)(?=,?\s+\Z)", re.IGNORECASE)
# *a speech in which he called it “mad”*: where, when or why he said it
IN = re.compile(
    r"\b(?:in|on|at|to|for|from|by|with|of|during|after|before|about|under|through|over|into|upon|against|without|"
    r"behind|since|among|between|within)\s+\Z"
)
CLAUSE = re.compile(r"\s*(?:that|to)\b")  # behind the cue: *the aide whom he told to go*
BETWEEN = 25  # characters between a source and its cue: an adverb, a comma


def with_relatives(text: str, drafts: Iterable[Draft]) -> None:
    """Give a content the pronoun that stands for a part of it before its source: *a plan which he called “mad”*."""
    for draft in drafts:
        cue, source = draft.cue, draft.source
        if cue is None or source is None or not source.end <= cue.start <= source.end + BETWEEN:
            continue
        word = RELATIVE.search(text, max(0, source.start - 8), source.start)
        if word is None or all(abs(start - cue.end) > 2 for start, _ in draft.content):
            continue
        low = word.group().lower()
        parted = text[cue.end : cue.end + 1] == "," and text[word.end()] != ","  # *from what he said, it is over*
        if low != "which" and (parted or CLAUSE.match(text, cue.end)):
            continue
        if low == "what" or IN.search(text, max(0, word.start() - 10), word.start()) is None:
            draft.content = [word.span(), *draft.content]


# *had been told*: who comes before it listens
TOLD = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:(?:also|later|now|already|previously|recently|repeatedly)\s+){0,2}"
    r"(?:told|informed|warned|reminded|advised)\b"
)
HELPERS = re.compile(r"\s*(?:(?:has|have|had|also|later|then|was|were|is|are)\s+){0,3}\Z")
LISTENER = re.compile(r",\s+(?:[\w'’-]+\s+){0,4}[\w'’-]+\s*\Z")  # *He lied, the Leeds jury*
LISTENERS = 80  # characters of one, at most


def without_listeners(text: str, drafts: Iterable[Draft]) -> None:
    """Take whoever is told something out of it: *A jury was told that he lied*, *He lied, a jury has been told*.

    Not before an infinitive: *Residents were told to leave* is that residents should leave.
    """
    for draft in drafts:
        cue, source = draft.cue, draft.source
        if cue is None or TOLD.search(text, cue.start, cue.end) is None:
            continue
        if source is not None and source.end <= cue.start and HELPERS.fullmatch(text, source.end, cue.start):
            draft.source = None
        at = next((k for k, (_, end) in enumerate(draft.content) if HELPERS.fullmatch(text, end, cue.start)), None)
        if at is None:
            continue
        start, end = draft.content[at]
        after = next((part for part in draft.content if part[0] >= cue.end), None)
        if after is not None:
            if end - start <= LISTENERS and not text.startswith("to ", after[0]):
                del draft.content[at]
        elif at and end - start <= LISTENERS:
            del draft.content[at]
        elif (listener := LISTENER.search(text, max(start, end - LISTENERS), end)) is not None:
            draft.content[at] = (start, listener.start())


def lay_over(drafts: Sequence[Draft], laid_out: Sequence[Turn]) -> list[Draft]:
    """Let the attributions that the layout makes replace the network's reading of the same words."""
    if not laid_out:
        return list(drafts)
    spans = sorted(part for turn in laid_out for part in turn.content)
    starts = [start for start, _ in spans]
    heads = sorted(head[0] for turn in laid_out if (head := turn.cue or turn.source) is not None)

    def covered(start: int, end: int) -> int:
        first, last = max(bisect_right(starts, start) - 1, 0), bisect_right(starts, end)
        return sum(max(0, min(end, right) - max(start, left)) for left, right in spans[first:last])

    def on_head(cue: Piece) -> bool:
        return bisect_left(heads, cue.start) < bisect_left(heads, cue.end)

    kept = []
    for draft in drafts:
        outside = 2 * sum(covered(*part) for part in draft.content) <= sum(end - start for start, end in draft.content)
        if draft.cue is None:
            if outside:
                kept.append(draft)
        elif not on_head(draft.cue) and (outside or covered(draft.cue.start, draft.cue.end)):
            kept.append(draft)  # beside the turns, or someone quoted by the one who has the word
    for turn in laid_out:
        cue = None if turn.cue is None else Piece(CUE, 0, 0, *turn.cue)
        source = None if turn.source is None else Piece(SOURCE, 0, 0, *turn.source)
        kept.append(Draft(cue, source, list(turn.content), verbatim=True))
    return kept
