"""What questions to a store return: frozen rows of plain values, ready for a table, JSON or CSV."""

from __future__ import annotations

from attrs import frozen

from quotetrack.track.wording import Change


@frozen
class Added:
    """Is what became of one article: ``added``, ``unchanged``, ``replaced`` (edited or read anew) or ``failed``."""

    article: str
    outcome: str
    message: str = ""


@frozen
class Tally:
    """Is what became of a batch of articles."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: int = 0


@frozen
class PersonRow:
    """Is a person or organization across articles: how much they said, how, and in which offices."""

    person: str
    kind: str
    name: str
    quotes: int
    words: int
    direct: int
    indirect: int
    mixed: int
    first: str | None
    last: str | None
    roles: tuple[str, ...]


@frozen
class RoleRow:
    """Is an office that articles gave a person, and when."""

    title: str | None
    affiliation: str | None
    tense: str
    articles: int
    first: str | None
    last: str | None


@frozen
class OutletRow:
    """Is how much one outlet quoted a person, and how."""

    publisher: str | None
    quotes: int
    direct: int
    indirect: int
    mixed: int


@frozen
class QuoteRow:
    """Is one attribution with where it stands; `offered` names the speaker that a twin in another article gives."""

    quote: str
    published: str | None
    publisher: str | None
    speaker: str | None
    person: str | None
    kind: str
    act: str
    text: str
    cue: str
    title: str | None
    url: str | None
    confidence: float
    statement: str | None
    offered: str | None = None


@frozen
class StatementRow:
    """Is one utterance as articles quote it: how often, how differently, by whom, since when."""

    statement: str
    words: str
    occurrences: int
    wordings: int
    articles: int
    outlets: int
    first: str | None
    last: str | None
    speakers: tuple[str, ...]
    conflict: bool


@frozen
class VariantRow:
    """Is one occurrence of a statement, compared word by word with its fullest wording.

    `alerts` are what to check: ``truncated`` (words left out without a sign), ``altered`` (other words), ``negation``
    (a *not* or *never* gained or lost), ``speaker`` (other articles name another speaker).
    """

    quote: str
    published: str | None
    publisher: str | None
    speaker: str | None
    person: str | None
    offered: str | None
    quoted: str
    relation: str
    alerts: tuple[str, ...]
    changes: tuple[Change, ...]


@frozen
class LinkRow:
    """Is why a speaker of an article is taken for a person."""

    article: str
    speaker: str
    label: str
    person: str | None
    reason: str


@frozen
class FailureRow:
    """Is an article that could not be worked on."""

    article: str
    error: str
    message: str
    failed_at: str


@frozen
class CorrectionRow:
    """Is what a human being decided about a name, in one article or (``""``) in all."""

    kind: str
    name: str
    article: str
    person: str
    note: str


@frozen
class Stats:
    """Is what a store holds."""

    articles: int
    words: int
    attributions: int
    direct: int
    indirect: int
    mixed: int
    people: int
    organizations: int
    unlinked: int
    statements: int
    altered: int
    edited: int
    failures: int
    first: str | None
    last: str | None


@frozen
class TopicRow:
    """Is a phrase that a person's words turn on, the weight that textacy gives it, and how many quotations have it."""

    topic: str
    weight: float
    quotes: int


@frozen
class ContextRow:
    """Is one line of a concordance."""

    quote: str
    published: str | None
    speaker: str | None
    before: str
    word: str
    after: str
