"""The door to a store: add articles, ask questions, correct what was linked."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from quotetrack.errors import InputError, StoreError, warn
from quotetrack.models import Article, Extraction, Failure, as_article
from quotetrack.track import identify, rows
from quotetrack.track.enter import (
    article_key,
    delete_article,
    digest,
    export_articles,
    keep_history,
    now,
    pack,
    read_extraction,
    write_article,
)
from quotetrack.track.queries import missing_article
from quotetrack.track.questions import Questions, words, yes_or_no
from quotetrack.track.store import connect, storable, telling, writing

if TYPE_CHECKING:
    from quotetrack.find.finder import Finder

Pipe = Callable[[Iterable[Article]], Iterable[Extraction | Failure]]
Usable = Extraction | Failure | Article
Item = Usable | str


class Tracker(Questions):
    """Keeps who said what, when, across articles, in one SQLite file.

    Adding is idempotent: an article is known by its id (or its content, where it has none); an edited one replaces its
    rows and keeps its history. People and statements depend only on which articles are in the store, not on their
    order.

    >>> from quotetrack.models import Article, Attribution, Extraction, TextSpan
    >>> text = "“We will rebuild the bridge by June,” the mayor said."
    >>> quote = Attribution("a1", "direct", (TextSpan.of(text, 1, 36),))
    >>> with Tracker(":memory:") as tracker:
    ...     tracker.add(Extraction(Article(text, id="bridge"), (quote,))).outcome
    ...     [row.text for row in tracker.quotes(about="bridge")]
    'added'
    ['We will rebuild the bridge by June,']

    Args:
        path: the file; made when it does not exist. ``":memory:"`` keeps it in memory.
        read_only: ask questions only, never write.
        pipe: what turns articles into extractions; by default the finder that comes with quotetrack.

    Raises:
        StoreError: the file is damaged, locked, newer than this quotetrack, or no store.
        MissingFileError: `read_only` and no such file.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, pipe: Pipe | None = None) -> None:
        if pipe is not None and not callable(pipe):
            raise InputError(f"pipe must be a function, such as Finder.load().pipe, got {type(pipe).__name__}")
        self.path = path
        self._opened: sqlite3.Connection | None = connect(path, read_only=yes_or_no("read_only", read_only))
        self._pipe = pipe
        self._finder: Finder | None = None
        self._newest: int | None = None  # the last article's row before `add_many` began

    @property
    def _db(self) -> sqlite3.Connection:
        if self._opened is None:
            raise StoreError(f"{self.path} was closed; open it again: Tracker({str(self.path)!r})")
        return self._opened

    def __enter__(self) -> Tracker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was added is already safe."""
        if self._opened is not None:
            with telling(self.path):
                self._opened.close()
            self._opened = None

    # adding

    def add(self, item: Item) -> rows.Added:
        """Add one article, read by the finder, or one extraction; durable when this returns.

        Raises:
            InputError: the article or extraction cannot be used.
            StoreError: nothing could be written; the store is as it was.
        """
        if isinstance(item, Failure):
            return self._fail(item)
        if isinstance(item, Extraction):
            return self._store(item)
        article = as_article(item)
        known = self._known(article)
        if known is not None:
            return known
        for result in self._extract([article], n_process=1):
            return self._fail(result) if isinstance(result, Failure) else self._store(result)
        raise InputError("the finder returned nothing for this article")

    def add_many(
        self,
        items: Iterable[Item],
        *,
        n_process: int = 1,
        progress: Callable[[rows.Added], None] | None = None,
    ) -> rows.Tally:
        """Add articles one by one, each durable at once, so that interrupted work goes on where it stopped.

        Articles that the store already has are not read again. One that fails is recorded and does not stop the rest;
        what is no article at all is recorded by its place, as *item 3*.

        Args:
            items: articles, texts or extractions; read lazily.
            n_process: how many processes read articles.
            progress: called after each article.

        Raises:
            InputError: `items` is one article, or an option cannot be used.
            StoreError: nothing could be written; what came before is stored.
        """
        if isinstance(items, str | bytes | Article | Extraction | Failure) or not isinstance(items, Iterable):
            raise InputError("add_many takes several articles; put one into a list, or call add")
        if isinstance(items, Mapping) or hasattr(items, "columns"):  # whose items are keys, names of columns
            raise InputError(f"add_many takes several articles, not a {type(items).__name__}; give a list of Article")
        if not isinstance(n_process, int) or n_process < 1:
            raise InputError(f"n_process must be 1 or more, got {n_process!r:.40}")
        if progress is not None and not callable(progress):
            raise InputError(f"progress must be a function of one row, got {type(progress).__name__}")
        counts = {"added": 0, "unchanged": 0, "replaced": 0, "failed": 0}
        self._newest = int(self._one("SELECT coalesce(max(id), 0) FROM article")[0])
        try:
            for added in self._add_each(items, n_process):
                counts[added.outcome] += 1
                if progress is not None:
                    progress(added)
        finally:
            self._newest = None
        return rows.Tally(**counts)

    def _add_each(self, items: Iterable[Item], n_process: int) -> Iterator[rows.Added]:
        rest = (_usable(item, place) for place, item in enumerate(items, start=1))
        for item in rest:
            done = self._done(item)
            if done is None:  # the first article to read: the finder takes over, and gets the rest as it asks for it
                yield from self._read_each(chain([item], rest), n_process)
            else:
                yield done

    def _read_each(self, items: Iterable[Usable], n_process: int) -> Iterator[rows.Added]:
        ready: deque[rows.Added] = deque()

        def unread() -> Iterator[Article]:
            for item in items:
                done = self._done(item)
                if done is not None:
                    ready.append(done)
                elif isinstance(item, Article):
                    yield item

        for result in self._extract(unread(), n_process=n_process):
            while ready:
                yield ready.popleft()
            yield self._safely(result)
        yield from ready

    def _done(self, item: Usable) -> rows.Added | None:
        """Store what needs no reading, find what is stored already; ``None`` for an article to read."""
        return self._known(item) if isinstance(item, Article) else self._safely(item)

    def _safely(self, result: Extraction | Failure) -> rows.Added:
        """Store a result; one that cannot be used is recorded as failed. A store that cannot be written does stop."""
        if isinstance(result, Failure):
            return self._fail(result)
        try:
            return self._store(result)
        except InputError as error:
            return self._fail(Failure(article_key(result.article), type(error).__name__, str(error)))

    def _extract(self, articles: Iterable[Article], *, n_process: int) -> Iterable[Extraction | Failure]:
        if self._pipe is not None:
            return self._pipe(articles)
        if self._finder is None:  # once: articles may come one by one
            from quotetrack.find.finder import Finder

            self._finder = Finder.load()
        return self._finder.pipe(articles, n_process=n_process)

    def _known(self, article: Article) -> rows.Added | None:
        key = article_key(article)
        found = self._one("SELECT digest FROM article WHERE key = ?", key)
        return rows.Added(key, "unchanged") if found and found[0] == digest(article) else None

    def _store(self, extraction: Extraction) -> rows.Added:
        key = article_key(extraction.article)
        payload = pack(extraction)
        told = digest(extraction.article)
        with telling(self.path), writing(self._db):
            found = self._one("SELECT digest, payload, id FROM article WHERE key = ?", key)
            if found and found[0] == told and found[1] == payload:  # the payload alone may lack the text
                return rows.Added(key, "unchanged")
            if found and found[0] != told:
                keep_history(self._db, key)
                self._check_twice(key, found[2])
            if found:
                delete_article(self._db, key)
            write_article(self._db, key, extraction, payload)
        return rows.Added(key, "replaced" if found else "added")

    def _check_twice(self, key: str, row: int) -> None:
        """Warn, once a call of `add_many`, where it brings two articles of one id: the second takes the first's place.

        Told by the row, since a set of all ids would grow with the articles.
        """
        if self._newest is not None and row > self._newest:
            self._newest = None
            warn(
                f"two articles have the id {key!r:.80} and the later one replaced the other; give each an id of its "
                "own (told once)"
            )

    def _fail(self, failure: Failure) -> rows.Added:
        key = words("the id of a failure", failure.article_id or "unknown")
        with telling(self.path), writing(self._db):
            self._db.execute(
                "INSERT OR REPLACE INTO failure (article_key, error, message, failed_at) VALUES (?, ?, ?, ?)",
                (key, failure.error, storable(failure.message), now()),
            )
        return rows.Added(key, "failed", f"{failure.error}: {failure.message}")

    def remove(self, article: str) -> None:
        """Remove an article with all that only it told; its history goes too.

        Raises:
            InputError: the store has no article of this id.
        """
        article = words("an article", article)
        with telling(self.path), writing(self._db):
            if not delete_article(self._db, article):
                raise missing_article(self._db, article)
            self._db.execute("DELETE FROM article_history WHERE article_key = ?", (article,))

    # articles

    def __len__(self) -> int:
        return int(self._one("SELECT count(*) FROM article")[0])

    def __contains__(self, article: object) -> bool:
        if not isinstance(article, str):
            return False
        return self._one("SELECT 1 FROM article WHERE key = ?", storable(article)) is not None

    def get(self, article: str) -> Extraction:
        """Return an article with its attributions exactly as they were added.

        Raises:
            InputError: the store has no article of this id.
        """
        wanted = words("an article", article)
        found = self._one("SELECT payload, text FROM article WHERE key = ?", wanted)
        if found is None:
            with telling(self.path):
                raise missing_article(self._db, wanted)
        return read_extraction(*found)

    def history(self, article: str) -> tuple[Extraction, ...]:
        """Return what an edited article said before, the oldest version first; nothing where it was never edited.

        Raises:
            InputError: the store has no article of this id.
        """
        wanted = words("an article", article)
        found = self._all(
            "SELECT payload, text FROM article_history WHERE article_key = ? ORDER BY replaced_at, rowid", wanted
        )
        if not found and wanted not in self:
            with telling(self.path):
                raise missing_article(self._db, wanted)
        return tuple(read_extraction(*row) for row in found)

    def extractions(self) -> Iterator[Extraction]:
        """Yield every article with its attributions exactly as they were added, by id."""
        with telling(self.path):
            for row in self._db.execute("SELECT payload, text FROM article ORDER BY key"):
                yield read_extraction(*row)

    def export(self) -> Iterator[dict[str, Any]]:
        """Yield every article in the exchange format, with the ids of people and statements across articles."""
        with telling(self.path):
            yield from export_articles(self._db)

    # corrections

    def merge(self, keep: str, drop: str, *, note: str = "") -> None:
        """Decide that two people are one; the first one's id stays. Holds for articles added later, too."""
        one, other = self._person(keep), self._person(drop)
        if one == other:
            raise InputError(f"{keep!r} and {drop!r} are the same person already")
        with telling(self.path), writing(self._db):
            identify.merge_people(self._db, one, other, words("note", note))

    def split(self, who: str, *, articles: Iterable[str], into: str | None = None, note: str = "") -> str:
        """Decide that a person of these articles is another one; return that one's id (`into`, or a new one).

        Raises:
            InputError: no article is given, the person does not speak in one, or `into` is the person.
        """
        number = self._person(who)
        if isinstance(articles, str):
            raise InputError(f"articles must be several ids, got the str {articles!r:.40}; put it into a list")
        if not isinstance(articles, Iterable):
            raise InputError(f"articles must be several ids, got {type(articles).__name__}")
        chosen = [words("an article", article) for article in articles]
        note = words("note", note)
        key = str(self._one("SELECT key FROM person WHERE id = ?", number)[0])
        new = words("into", into) if into is not None else self._free_key(key)
        if not chosen:
            raise InputError(f"no article given; name those where {key!r} is someone else")
        if not new.strip() or new == key:
            raise InputError(f"into must be the id of someone else, new or known, got {new!r:.80}")
        with telling(self.path), writing(self._db):
            for article in chosen:
                names = self._all(
                    "SELECT DISTINCT profile.kind, profile.name FROM speaker"
                    " JOIN article ON article.id = speaker.article JOIN profile ON profile.id = speaker.profile"
                    " WHERE article.key = ? AND profile.person = ?",
                    article,
                    number,
                )
                if not names and article not in self:
                    raise missing_article(self._db, article)
                if not names:
                    raise InputError(
                        f"{key!r} does not speak in the article {article!r:.80}; list where they do with: "
                        f"quotetrack timeline STORE {key}"
                    )
                for kind, name in names:
                    identify.pin_in_article(self._db, kind, name, article, new, note)
        return new

    def alias(self, who: str, name: str, *, note: str = "") -> None:
        """Decide that a name means this person in every article, those added later included."""
        kind, key = self._one("SELECT kind, key FROM person WHERE id = ?", self._person(who))
        name, note = words("an alias", name), words("note", note)
        if not any(char.isalnum() for char in name):
            raise InputError(f"an alias needs at least one letter, got {name!r:.80}")
        with telling(self.path), writing(self._db):
            identify.pin_name(self._db, kind, name, key, note)

    def _free_key(self, key: str) -> str:
        number = 2
        while self._one("SELECT 1 FROM person WHERE key = ?", f"{key}-{number}"):
            number += 1
        return f"{key}-{number}"


def _usable(item: Item, place: int) -> Usable:
    """Return what can be stored or read; what is neither becomes a failure that tells its place."""
    if isinstance(item, Extraction | Failure):
        return item
    try:
        return as_article(item)
    except InputError as error:
        return Failure(f"item {place}", type(error).__name__, str(error))
