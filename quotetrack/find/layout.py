"""Attributions that the layout makes, without a verb: turns of a transcript, and quotations signed by a dash.

All are typographic conventions that leave no doubt, so they are read by rule and overrule the network's reading of the
same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from quotetrack.find.found import Offsets
from quotetrack.find.marks import WORD, MarkIndex
from quotetrack.lang.lexicon import load_lexicon

# one to five capitalised words, perhaps with a title or an initial: *MS. LEE*, *Dr. Ada Obi*, *Q*
CAPITALS = r"[A-Z][\w.'’-]*(?:[ \u00a0](?:(?:de|da|van|von|bin|al|of|for|the|and|del|la)[ \u00a0])*[A-Z][\w.'’-]*){0,4}"
NAME = rf"(?P<name>{CAPITALS})"
# A label is a name, perhaps with what the speaker is or a remark in brackets, and a colon: *Ada Obi, Chief Executive:*,
# *Dr. Ada Obi (on the phone):*; an opening quotation mark may stand before it, and the words on the next line.
LABEL = re.compile(
    rf"(?:^|(?<=\n))[^\S\n]*[\"“]?(?P<speaker>{NAME}(?:, {CAPITALS})?)(?:[ \u00a0]?\([^()\n]{{1,40}}\))?(?P<colon>:)"
    r"(?:[^\S\n]+|[^\S\n]*(?P<below>\n)\s*)(?=\S)"
)
# before *Ada Obi*, and before *Obi* when the name comes back
HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Senator|Prof|Professor)\b")
# a line of a name and what the speaker is, or of the name alone: *Ada Obi -- Chief Executive*, *Operator*
HEADING = re.compile(
    rf"(?:^|(?<=\n))[^\S\n]*(?P<speaker>{NAME})"
    + r"(?P<title>[^\S\n]+(?:--|–|—|-|\|)[^\S\n]+(?=\S)[^\n]{2,100})?[^\S\n]*\n\s*(?=\S)"
)
CHAIR = frozenset({"operator", "moderator", "host", "interviewer", "chair"})  # speak, and bear no name
UNKNOWN = frozenset({"unidentified", "unknown"})
SECTION = re.compile(rf"\s*(?=\S+ \S){CAPITALS}(?<![.?!])\s*")  # *Conference Call Participants*, which nobody says
# the same in a text that lost its line ends: in capitals, or *Q:* and *A:*, behind the end of a sentence
RUN_IN_LABEL = re.compile(
    r"(?:\A|(?<=[.?!…\"”’')\]])[^\S\n]+)"
    r"(?P<speaker>(?P<name>[QA]|[A-Z][A-Z.'’-]+(?:[ \u00a0][A-Z][A-Z.'’-]*){0,3}))(?P<colon>:)[^\S\n]+(?=\S)"
)
NO_SPEAKER = frozenset(
    "note notes update updated correction photo photos image caption credit source sources read watch video related "
    "editor contact address location date time where when what who why how tickets price tel phone email web website "
    "name age city job occupation by subject re from to cc ps nb tip warning disclaimer advertisement share topics "
    "tags".split()
)
# what newsrooms put before a headline or a line of their own
NEWSROOM = NO_SPEAKER | frozenset(
    "breaking icymi exclusive listen live developing opinion analysis explainer comment editorial letters revealed "
    "clarification claim verdict ruling rating factbox timeline quiz podcast newsletter recap roundup review preview "
    "profile obituary feature reminder alert".split()
)
TWO_WORDS = frozenset(("the latest", "fact check", "just in", "read more", "still to come", "in pictures"))
LINE = re.compile(r"[^\n]+")
QUOTED = re.compile('[“"]')
LETTERS = re.compile(r"[^\W\d_]{2,}")
# people talk to one another: *I*, *you*, a question; a list of dishes, sections or places does not
TALK = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]e|[Uu]s|[Mm]y|[Oo]ur|[Yy]our|[Tt]hanks?)\b|\?")
TALKING = 0.25  # of the turns, at least
LINES_A_TURN = 3  # on average, its name among them; more make an article with furniture of its site between
LEAST_WORDS = 2  # a turn on average; fewer make a table, not a talk
QUESTION = re.compile(r"[*_#\s]*(?P<asked>[^\W_][^\n]{1,600}\?)[*_\s]*")  # a line of its own, perhaps in bold
LEAST_QUESTIONS = 3  # with their answers: fewer may be what a column asks itself
TO_YOU = re.compile(r"\b(?:[Yy]ou|[Yy]ours?|[Yy]ourself)\b")
OF_ONESELF = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Uu]s|[Oo]ur)\b")
# above the questions: a name's words, and what the introduction says is done
CALLED = re.compile(r"\b[A-Z][\w'’-]{1,40}(?= [A-Z])|(?<=[a-z] )[A-Z][\w'’-]{1,40}")
TELLS_OF_TALK = re.compile(
    r"\b(?:interview(?:s|ed)?|questions?|ask(?:s|ed)?|answer(?:s|ed)?|talk(?:s|ed)?|speaks?|spoken?|tells?|told|chat(?:s|ted)?"
    r"|discuss(?:es|ed)?|conversation|q&a|(?:five|ten) minutes|meet|met|sat down|catch up|caught up)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,40}[)\]][^\S\n]+(?=\S)")  # PETRAKIS: (Laughter) Of course.
STAGE = re.compile(r"[\"“]?[(\[][^()\[\]\n]{1,60}[)\]][.\"”]*\s*\Z")
# “…” — Jane Doe, head of sales      (to the end of its line)
SIGNATURE = re.compile(r"[^\S\n]*\n?[^\S\n]*(?P<dash>―|—|–|--|-|~)[^\S\n]*(?P<name>[A-Z][^\n]{0,120}?)[\s.]*(?=\n|\Z)")


@frozen
class Turn:
    """Is one attribution made by layout: content parts, the colon or dash and the name where there are any."""

    content: tuple[Offsets, ...]
    cue: Offsets | None
    source: Offsets | None


def transcript(text: str) -> tuple[Turn, ...]:
    """Find the turns of a transcript: each label with the words up to the next label.

    A text is a transcript when a label comes back, or when labels stand in capitals; a list of fields (*Where: …*,
    *When: …*) is none. Labels inside a line count where none but the first begins a line, and one comes back.

    >>> [text[slice(*t.source)] for text in ["LEE: Is it done?\\n\\nOBI: It is."] for t in transcript(text)]
    ['LEE', 'OBI']
    """
    labels, names = _labels(LABEL, text)
    if len(labels) < 2:
        labels, names = _labels(RUN_IN_LABEL, text)
        if max(names.values(), default=0) < 2:
            return ()
    capitals = [m for m in labels if m["name"].isupper()]
    if len(names) < 2 or (max(names.values()) < 2 and len(capitals) < 2):
        return ()
    if max(names.values()) < 2:
        labels = capitals
    called = {name for name in (match["name"].split()[-1].lower() for match in labels) if len(name) > 1}  # not A and Q
    turns = _turns(text, labels, called)
    spoken = sum(1 for turn in turns for start, end in turn.content for _ in LETTERS.finditer(text, start, end))
    in_words = sum(1 for turn in turns if LETTERS.search(text, *turn.content[0]))  # *Obi: 1,204* is a line of a table
    if spoken < LEAST_WORDS * len(turns) or 2 * in_words <= len(turns):
        return ()
    return turns if len(capitals) == len(labels) or _talk(text, turns) else ()


def is_newsroom_label(words: str) -> bool:
    """Say whether words before a colon are a label of the trade, which nobody bears: *BREAKING*, *Fact check*.

    >>> is_newsroom_label("ICYMI"), is_newsroom_label("Poll")
    (True, False)
    """
    low = words.lower()
    return low in NEWSROOM or low in TWO_WORDS


def _labels(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], Counter[str]]:
    labels = [
        m
        for m in pattern.finditer(text)
        if m["name"].split()[0].lower().rstrip(".") not in NO_SPEAKER
        and not is_newsroom_label(m["name"])
        and (m["speaker"] == m["name"] or _office(m["speaker"]))  # not *However, Obi:*, *Leeds, England:*
    ]
    names = Counter(_called(m["name"]) for m in labels)
    if max(names.values(), default=0) < 2:  # words below a colon may be anything's: *Contact:*
        labels = [m for m in labels if not m.groupdict().get("below")]
    return labels, Counter(_called(m["name"]) for m in labels)


def _called(name: str) -> str:
    """Return what stays of a name when it comes back: *Ms Ada Obi* is *Ms Obi* next time."""
    return name.split()[-1] if HONORIFIC.match(name) else name


def headed(text: str) -> tuple[Turn, ...]:
    """Find the turns below lines that name the speaker, as in printed conference calls and interviews.

    A text is such a transcript when two speakers are told with what they are, and a heading comes back or all name
    an office; or when a bare name comes back and most of the text stands close below such lines.

    >>> call = "Ada Obi -- Analyst\\n\\nWhy?\\n\\nTom Lee -- Chief\\n\\nIt rained.\\n\\nAda Obi -- Analyst\\n\\nThanks."
    >>> [call[slice(*t.source)] for t in headed(call)]
    ['Ada Obi', 'Tom Lee', 'Ada Obi']
    """
    lines, names = _labels(HEADING, text)
    told = {_called(m["name"]) for m in lines if m["title"] is not None}
    back = {name for name, count in names.items() if count > 1 and name[-1] != "."}
    labels = [m for m in lines if _called(m["name"]) in told | back or _is_nameless(m["name"])]
    called = {_called(m["name"]) for m in labels}
    if len(called) < 2:
        return ()
    if len(told) > 1:
        if back.isdisjoint(called) and not all(_office(m["title"] or "") for m in labels):
            return ()
    else:
        close = LINES_A_TURN * len(labels) >= sum(1 for _ in LINE.finditer(text))
        if not back or not close or labels[0].start() > len(text) // 4:
            return ()
    turns = tuple(turn for turn in _turns(text, labels, None) if SECTION.fullmatch(text, *turn.content[0]) is None)
    return turns if len(turns) > 1 and _talk(text, turns) else ()


def asked(text: str, marks: MarkIndex) -> tuple[Turn, ...]:
    """Find the turns of an interview that bears no labels: each line that asks, and the lines below up to the next one.

    The words above name somebody and tell of a talk, half of the questions are put to *you*, and half of the answers
    tell of *I* or *we* outside quotation marks; an explainer and a column that ask themselves do neither.

    >>> lines = "Ada Obi spoke to us.", "Why stone?", "I like it.", "Do you carve?", "I do.", "Your sons?", "We all do."
    >>> talk = "\\n".join(lines)
    >>> [talk[start:end] for turn in asked(talk, MarkIndex(talk)) for start, end in turn.content][:3]
    ['Why stone?', 'I like it.', 'Do you carve?']
    """
    lines = [m for m in LINE.finditer(text) if m.group().strip()]
    found = [(k, m) for k, line in enumerate(lines) if k and (m := QUESTION.fullmatch(text, *line.span())) is not None]
    if len(found) < LEAST_QUESTIONS:
        return ()
    pairs: list[tuple[re.Match[str], list[Offsets], list[bool]]] = []
    for (k, question), (following, _) in zip(found, [*found[1:], (len(lines), None)], strict=True):
        answer = [line.span() for line in lines[k + 1 : following]]
        own = [_tells_of_oneself(text, part, marks) for part in answer]
        if answer and (pairs or any(own)):  # a heading asks, too
            pairs.append((question, answer, own))
    to_you = sum(1 for question, *_ in pairs if TO_YOU.search(question["asked"]))
    answered = sum(1 for *_, own in pairs if any(own))
    long = sum(len(answer) for _, answer, _ in pairs) > 2 * LINES_A_TURN * len(pairs)
    if len(pairs) < LEAST_QUESTIONS or 2 * to_you < len(pairs) or 2 * answered < len(pairs) or long:
        return ()
    above = pairs[0][0].start()
    called = {*CALLED.findall(text, 0, above)}
    if not called or TELLS_OF_TALK.search(text, 0, above) is None:
        return ()
    out = []
    for place, (question, answer, own) in enumerate(pairs):
        if place == len(pairs) - 1:  # the note below the last answer is nobody's
            names = [not called.isdisjoint(WORD.findall(text, *part)) for part in answer]
            end = next((k for k in range(1, len(answer)) if names[k] or not own[k]), len(answer))
            answer = answer[:end]
        out += [Turn((question.span("asked"),), None, None), Turn(tuple(answer), None, None)]
    return tuple(out)


def _tells_of_oneself(text: str, part: Offsets, marks: MarkIndex) -> bool:
    return any(marks.at(match.start()) is None for match in OF_ONESELF.finditer(text, *part))


def _is_nameless(label: str) -> bool:
    return label.lower() in CHAIR or label.split()[0].lower() in UNKNOWN


def _turns(text: str, labels: Sequence[re.Match[str]], called: set[str] | None) -> tuple[Turn, ...]:
    """Give each label the words up to the next one, cut as `_parts` does."""
    out = []
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following is not None else _end_of_paragraph(text, match.end())
        if parts := tuple(_parts(text, match.end(), stop, called)):
            cue = match.span("colon") if "colon" in match.groupdict() else None
            out.append(Turn(parts, cue, match.span("speaker")))
    return tuple(out)


def _talk(text: str, turns: Sequence[Turn]) -> bool:
    talking = sum(1 for turn in turns if any(TALK.search(text, *part) for part in turn.content))
    return talking >= TALKING * len(turns)


def _office(title: str) -> bool:
    roles = load_lexicon().roles
    return any(match.group().lower() in roles for match in WORD.finditer(title))


def _end_of_paragraph(text: str, start: int) -> int:
    match = re.compile(r"\n\s*\n|\n").search(text, start)
    return match.start() if match else len(text)


def _parts(text: str, start: int, end: int, called: set[str] | None) -> list[Offsets]:
    """Cut a turn at its paragraphs, stage directions left out.

    A turn ends where a narrator takes over: in a paragraph that quotes somebody or calls a speaker by name (`called`;
    `None` where nobody narrates).
    """
    out: list[Offsets] = []
    for match in LINE.finditer(text, start, end):
        line = match.group().strip()
        if out and called is not None and (_calls(line, called) or QUOTED.search(line[1:])):
            break
        if line and not STAGE.match(line):
            aside = None if out else ASIDE.match(text, match.start(), match.end())
            out.append(match.span() if aside is None else (aside.end(), match.end()))
    return out


def _calls(line: str, called: set[str]) -> bool:
    return not called.isdisjoint(m.group().lower() for m in WORD.finditer(line))


def signed(text: str, marks: MarkIndex) -> tuple[Turn, ...]:
    """Find quotations that fill a line and are signed behind a dash.

    >>> text = '“Buy now.” — Ada Obi, trader'
    >>> [text[slice(*t.source)] for t in signed(text, MarkIndex(text))]
    ['Ada Obi, trader']
    """
    turns = []
    run: list[Offsets] = []
    before = 0  # the end of the quotation before
    for stretch in marks.outer:
        line = text.rfind("\n", before, stretch.start) + 1
        begins = (line > 0 or not before) and not text[line : stretch.start].strip()
        before = stretch.end
        if begins:
            run = []
        elif not run or text[run[-1][1] : stretch.start].strip():
            run = []
            continue
        run.append((stretch.start, stretch.end))
        match = SIGNATURE.match(text, stretch.end)
        if match is None or len(match["name"].split()) > 14 or '"' in match["name"] or "“" in match["name"]:
            continue
        if not stretch.closed or stretch.inner_end - stretch.inner_start < 8:
            continue
        turns.append(Turn(tuple(run), match.span("dash"), match.span("name")))
        run = []
    return tuple(turns)


def turns(text: str, marks: MarkIndex) -> Sequence[Turn]:
    """Find all attributions that the layout makes, in text order."""
    spoken = transcript(text) or headed(text) or asked(text, marks)
    return sorted([*spoken, *signed(text, marks)], key=lambda turn: turn.content)
