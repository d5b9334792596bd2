"""What questions to a store return: frozen rows of plain values, ready for a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, TypeVar

from attrs import fields, frozen

from quotetrack.track.wording import Change

T = TypeVar("T")


def html_table(rows: Sequence[Any]) -> str:
    """Return rows of one kind as an HTML table, everything in it escaped.

    >>> html_table([Added("a<b", "added")])[:52]
    '<table><tr><th>article<th>outcome<th>message</tr><tr'
    """
    if not rows:
        return "<p>nothing</p>"
    names = [field.name for field in fields(type(rows[0]))]
    head = "".join(f"<th>{escape(name)}" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(getattr(row, name))}' for name in names)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return escape("; ".join(map(str, value)) if isinstance(value, tuple) else str(value))


class Row:
    """Is what every row shares: a notebook shows it as a table of one line."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return html_table([self])


class Listing(list[T]):
    """Is a list of rows that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        return html_table(self)


@frozen
class Added(Row):
    """Is what became of one article: ``added``, ``unchanged``, ``replaced`` (edited or read anew) or ``failed``."""

    article: str
    outcome: str
    message: str = ""


@frozen
class Tally(Row):
    """Is what became of a batch of articles."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: int = 0


@frozen
class ArticleRow(Row):
    """Is an article of the store, with how many words it has and how many quotations were found in it."""

    article: str
    published: str | None
    publisher: str | None
    title: str | None
    words: int
    quotes: int


@frozen
class PersonRow(Row):
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
class RoleRow(Row):
    """Is an office that articles gave a person, and when."""

    title: str | None
    affiliation: str | None
    tense: str
    articles: int
    first: str | None
    last: str | None


@frozen
class OutletRow(Row):
    """Is how much one outlet quoted a person, and how."""

    publisher: str | None
    quotes: int
    direct: int
    indirect: int
    mixed: int


@frozen
class QuoteRow(Row):
    """Is one attribution with where it stands; `offered` names the speaker that a twin in another article gives.

    The text is what was said, denied or asked: *he had known of it* with the act *denial* is what somebody denied, and
    what somebody did *not* say is `negated`.
    """

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
    negated: bool = False

    @property
    def manner(self) -> str:
        """Return what is done with the words where they are not simply said: *denial*, *not promise*."""
        if not self.negated:
            return "" if self.act == "statement" else self.act
        return "not said" if self.act == "statement" else f"not {self.act}"


@frozen
class StatementRow(Row):
    """Is one utterance as articles quote it: how often, how differently, by whom, since when, and what to check."""

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
    alerts: tuple[str, ...] = ()


@frozen
class VariantRow(Row):
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
class LinkRow(Row):
    """Is why a speaker of an article is taken for a person."""

    article: str
    speaker: str
    label: str
    person: str | None
    reason: str


@frozen
class FailureRow(Row):
    """Is an article that could not be worked on."""

    article: str
    error: str
    message: str
    failed_at: str


@frozen
class CorrectionRow(Row):
    """Is what a human being decided about a name, in one article or (``""``) in all."""

    kind: str
    name: str
    article: str
    person: str
    note: str


@frozen
class Stats(Row):
    """Is what a store holds.

    `unlinked` counts the quotations that no person or organization of the store has: of groups, of the unnamed, of
    nobody, and of those whose name may mean several. Only these last ones are what `Tracker.links` lists as unlinked.
    """

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
class TopicRow(Row):
    """Is a phrase that a person's words turn on, the weight that textacy gives it, and how many quotations have it."""

    topic: str
    weight: float
    quotes: int


@frozen
class ContextRow(Row):
    """Is one line of a concordance; `manner` tells what was done with the words, as in a `QuoteRow`."""

    quote: str
    published: str | None
    speaker: str | None
    before: str
    word: str
    after: str
    manner: str = ""
