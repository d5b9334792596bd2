"""What can be asked of a store, each question a method that returns frozen rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from quotetrack.errors import InputError
from quotetrack.track import queries, repeats, rows, talk
from quotetrack.track.store import storable, telling

T = TypeVar("T")
LARGEST = 2**63 - 1  # the last number that SQLite can count
WHOLE = frozenset(("limit", "offset", "window"))
WORDS = frozenset(("about", "since", "until", "outlet", "kind"))
ANSWERS = frozenset(("oldest_first", "altered", "unlinked"))


class Questions:
    """Answers who said what, when, where, in which words; nothing here changes the store."""

    path: str | Path

    @property
    def _db(self) -> sqlite3.Connection:
        raise NotImplementedError

    def articles(self, *, outlet: str | None = None, limit: int = 50, offset: int = 0) -> list[rows.ArticleRow]:
        """List the articles of the store, the newest first; those without a date come last."""
        return self._ask(queries.articles, outlet=outlet, limit=limit, offset=offset)

    def speakers(
        self, *, kind: str | None = None, outlet: str | None = None, limit: int = 50, offset: int = 0
    ) -> list[rows.PersonRow]:
        """List people and organizations, those quoted most first."""
        return self._ask(queries.people, kind=kind, outlet=outlet, limit=limit, offset=offset)

    def person(self, who: str) -> rows.PersonRow:
        """Return the person meant by an id, a name or an alias.

        Raises:
            InputError: nobody or several people are meant.
        """
        return self._ask(queries.person, self._person(who))

    def roles(self, who: str) -> list[rows.RoleRow]:
        """List the offices that articles gave a person, in the order in which they first appear."""
        return self._ask(queries.roles, self._person(who))

    def outlets(self, who: str) -> list[rows.OutletRow]:
        """List the outlets that quoted a person."""
        return self._ask(queries.outlets, self._person(who))

    def quotes(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        outlet: str | None = None,
        kind: str | None = None,
        oldest_first: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> list[rows.QuoteRow]:
        """List attributions by date, the newest first; `about` finds those with all its words.

        Args:
            since: the first day, a `datetime.date` or a str: 2024-05-31, or 2024-05 and 2024 for all their days.
            until: the last day.

        Raises:
            InputError: the speaker is unknown or ambiguous, or a date is none.
        """
        return self._ask(
            queries.quotes,
            person=None if speaker is None else self._person(speaker),
            about=about,
            since=_day(since),
            until=_day(until),
            outlet=outlet,
            kind=kind,
            oldest_first=oldest_first,
            limit=limit,
            offset=offset,
        )

    def timeline(self, speaker: str, *, limit: int = 50, offset: int = 0) -> list[rows.QuoteRow]:
        """List what a person said from the first quotation to the last."""
        return self.quotes(speaker=speaker, oldest_first=True, limit=limit, offset=offset)

    def statements(
        self, *, speaker: str | None = None, altered: bool = False, limit: int = 50, offset: int = 0
    ) -> list[rows.StatementRow]:
        """List utterances that are quoted more than once; `altered` keeps those quoted in different wordings."""
        person = None if speaker is None else self._person(speaker)
        return self._ask(repeats.statements, person=person, altered=altered, limit=limit, offset=offset)

    def diff(self, statement: str) -> tuple[rows.StatementRow, list[rows.VariantRow]]:
        """Return a statement and its occurrences by date, each compared word by word with the fullest wording.

        Args:
            statement: its id, the beginning of it, or a quotation (``article#a3``).

        Raises:
            InputError: there is no such statement.
        """
        number = self._ask(repeats.find_statement, words("a statement", statement))
        return self._ask(repeats.diff, number)

    def topics(self, speaker: str, *, limit: int = 20, offset: int = 0) -> list[rows.TopicRow]:
        """List the phrases that a person's quotations turn on, by textacy's TextRank; loads the spaCy pipeline."""
        return self._ask(talk.topics, self._person(speaker), limit=limit, offset=offset)

    def kwic(
        self, word: str, *, speaker: str | None = None, window: int = 40, limit: int = 50, offset: int = 0
    ) -> list[rows.ContextRow]:
        """List a word or phrase with `window` characters before and after it, the newest quotation first.

        Raises:
            InputError: there is no word to look for.
        """
        person = None if speaker is None else self._person(speaker)
        return self._ask(talk.kwic, words("a word", word), person=person, window=window, limit=limit, offset=offset)

    def links(
        self, *, speaker: str | None = None, unlinked: bool = False, limit: int = 50, offset: int = 0
    ) -> list[rows.LinkRow]:
        """List why speakers of articles are taken for people; `unlinked` lists the names left undecided."""
        person = None if speaker is None else self._person(speaker)
        return self._ask(queries.links, person=person, unlinked=unlinked, limit=limit, offset=offset)

    def failures(self) -> list[rows.FailureRow]:
        """List the articles that could not be worked on, with their errors."""
        return self._ask(queries.failures)

    def stats(self) -> rows.Stats:
        """Count what the store holds."""
        return self._ask(queries.stats)

    def corrections(self) -> list[rows.CorrectionRow]:
        """List what was decided by `merge`, `split` and `alias`."""
        return self._ask(queries.corrections)

    # inside

    def _person(self, who: str) -> int:
        return self._ask(queries.find_person, words("a speaker", who))

    def _ask(self, question: Callable[..., T], *values: Any, **options: Any) -> T:
        for name in WHOLE & options.keys():
            options[name] = whole(name, options[name])
        for name in ANSWERS & options.keys():
            options[name] = yes_or_no(name, options[name])
        for name in WORDS & options.keys():
            options[name] = None if options[name] is None else words(name, options[name])
        with telling(self.path):
            answer = question(self._db, *values, **options)
        return cast(T, rows.Listing(answer)) if isinstance(answer, list) else answer

    def _one(self, query: str, *values: Any) -> Any:
        with telling(self.path):
            return self._db.execute(query, values).fetchone()

    def _all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with telling(self.path):
            return self._db.execute(query, values).fetchall()


def _day(value: str | date | None) -> str | None:
    """Return the day of a date, or of a date and time; what is no date is left to the question to refuse."""
    return value.isoformat()[: len("2024-05-31")] if isinstance(value, date) else value


def words(name: str, value: str) -> str:
    """Return a text as the store holds it, or raise `InputError`: a program may hand over anything."""
    if not isinstance(value, str):
        also = " or a date" if name in ("since", "until") else ""
        raise InputError(f"{name} must be a str{also}, got {type(value).__name__}")
    return storable(value)


def yes_or_no(name: str, value: bool) -> bool:
    """Return an answer, or raise `InputError`: the string "no" would say yes."""
    if not isinstance(value, bool):
        raise InputError(f"{name} must be True or False, got {value!r:.40}")
    return value


def whole(name: str, value: int) -> int:
    """Return a number of rows or characters as SQLite can count it, or raise `InputError`."""
    if not isinstance(value, int) or value < 0:
        raise InputError(f"{name} must be a whole number and not negative, got {value!r:.40}")
    return min(value, LARGEST)
