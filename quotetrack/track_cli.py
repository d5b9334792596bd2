"""The commands of a store: read articles in, correct what was linked, export."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import evolve
from rich.console import Console

from quotetrack.ask_cli import (
    articles,
    corrections,
    diff,
    failures,
    kwic,
    links,
    quotes,
    speakers,
    statements,
    stats,
    timeline,
    topics,
)
from quotetrack.errors import InputError
from quotetrack.export import format_of
from quotetrack.files import MAX_BYTES, check_apart
from quotetrack.listing import counted, show_record
from quotetrack.listing import failed as told
from quotetrack.models import Article
from quotetrack.track_options import MaxBytes, Note, Store, Who, check_page, example, open_store

if TYPE_CHECKING:
    from quotetrack.models import Extraction, Failure
    from quotetrack.track.rows import Added


STDIN_ID = re.compile(r"stdin(?::[0-9]+)?")  # what a reader calls an article of standard input that tells no id


class From(StrEnum):
    """Says what the files are: to be told by their names, or results in Parquet whatever their names."""

    AUTO = "auto"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command, line in COMMANDS.items():
        app.command(epilog=example(f"quotetrack {line}"))(command)


def track(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The store; made when it does not exist.")],
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="Articles (.txt .html .jsonl .csv, a folder, -) or extractions (.jsonl .parquet)."
        ),
    ],
    source: Annotated[
        From, typer.Option("--from", help="parquet: files or folders of results, as quotetrack.spark writes them.")
    ] = From.AUTO,
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, help="Processes to share the reading.")] = 1,
    model: Annotated[
        Path | None, typer.Option(metavar="fast|DIR", help="fast, or a directory with your own attribution model.")
    ] = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Read articles into a store. Articles that it has already are not read again."""
    from quotetrack.track import Tracker

    _check_store(store)
    pipe = None
    if model is not None:
        from quotetrack.find.finder import Finder

        pipe = partial(Finder.load(model=model).pipe, n_process=processes)
    failed: list[Added] = []
    with Tracker(store, pipe=pipe) as tracker, _progress() as advance:

        def note(added: Added) -> None:
            advance()
            if added.outcome == "failed":
                failed.append(added)

        try:
            items = _items(paths, parquet=source is From.PARQUET, max_bytes=max_bytes)
            tally = tracker.add_many(items, n_process=processes, progress=note)
        except KeyboardInterrupt:
            held = counted(len(tracker), "article")
            raise KeyboardInterrupt(f"{store} holds {held}; run the same command again to go on") from None
        total = len(tracker)
    for added in failed:
        error, _, message = added.message.partition(": ")
        print(f"quotetrack: {told(added.article, error, message)}", file=sys.stderr)
    print(
        f"{tally.added} added, {tally.replaced} replaced, {tally.unchanged} unchanged, {tally.failed} failed; "
        f"{counted(total, 'article')} in {store}"
    )
    if failed:
        raise typer.Exit(1)


def _check_store(store: Path) -> None:
    """Refuse to make a store where an article is named: somebody who types no store names an article for it."""
    from quotetrack.reader import SUFFIXES
    from quotetrack.track.store import is_database

    if store.suffix.lower() not in (*SUFFIXES, ".gz"):
        return
    if not store.is_file() or not is_database(store):
        raise InputError(f"{store} is no store but an article; the store comes first: quotetrack track news.db {store}")


def merge(
    store: Store,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="The one whose id stays.")],
    drop: Annotated[str, typer.Argument(metavar="DROP", help="The one who is the same person.")],
    note: Note = "",
) -> None:
    """Decide that two speakers are one; holds for articles read later, too."""
    with open_store(store, write=True) as tracker:
        tracker.merge(keep, drop, note=note)
        show_record(tracker.person(keep))


def split(
    store: Store,
    speaker: Who,
    article: Annotated[list[str], typer.Option("--article", "-a", help="An article where it is someone else.")],
    into: Annotated[str | None, typer.Option(help="The id of the other one, new or known.")] = None,
    note: Note = "",
) -> None:
    """Decide that in some articles this speaker is someone else."""
    with open_store(store, write=True) as tracker:
        print(tracker.split(speaker, articles=article, into=into, note=note))


def alias(
    store: Store,
    speaker: Who,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Another name of theirs.")],
    note: Note = "",
) -> None:
    """Decide that a name means this speaker in every article."""
    with open_store(store, write=True) as tracker:
        tracker.alias(speaker, name, note=note)
        show_record(tracker.person(speaker))


def remove(store: Store, article: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids.")]) -> None:
    """Remove articles with all that only they told."""
    with open_store(store, write=True) as tracker:
        for id in article:
            if id not in tracker:
                tracker.get(id)  # tells that it is not there, before anything is removed
        for id in dict.fromkeys(article):
            tracker.remove(id)


def export(
    store: Store,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="jsonl, csv, csv-raw, xlsx, parquet, datasette-metadata, or any format of extract; default: by "
            "OUTPUT's ending, else jsonl.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of the screen.")] = None,
) -> None:
    """Write a store in another format; jsonl and all tables carry people and statements across articles."""
    from quotetrack.track_export import FORMATS, write_store

    check_apart(output, [store])
    chosen = format or ("jsonl" if output is None or not output.suffix else format_of(output, ", ".join(FORMATS)))
    with open_store(store) as tracker:
        write_store(tracker, chosen, output)


def report(
    store: Store,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the page.")] = Path("report.html"),
) -> None:
    """Write a page about a store: who is quoted how often, by whom, when, and what was repeated in other words."""
    from quotetrack.export.report import report as page
    from quotetrack.files import replacing

    check_apart(output, [store])
    check_page(output)
    with open_store(store) as tracker, replacing(output) as file:
        file.write(page(tracker).encode("utf-8"))
    print(f"Written to {output}")


COMMANDS: dict[Callable[..., None], str] = {
    track: "track news.db articles/*.txt",
    articles: "articles news.db",
    speakers: "speakers news.db --kind person --limit 20",
    quotes: 'quotes news.db --speaker "Ada Obi" --since 2024-05 --about bridge',
    timeline: 'timeline news.db "Ada Obi"',
    statements: "statements news.db --altered",
    diff: "diff news.db gazette-17#a1",
    topics: 'topics news.db "Ada Obi"',
    kwic: "kwic news.db bridge",
    stats: "stats news.db",
    links: "links news.db --unlinked",
    merge: "merge news.db ada-obi adaeze-obi",
    split: "split news.db ada-obi --article gazette-17",
    alias: 'alias news.db ada-obi "the Iron Mayor"',
    corrections: "corrections news.db",
    failures: "failures news.db",
    remove: "remove news.db gazette-17",
    report: "report news.db -o report.html",
    export: "export news.db --format jsonl -o news.jsonl",
}


def _items(paths: list[str], *, parquet: bool, max_bytes: int) -> Iterator[Article | Extraction | Failure]:
    """Read articles, or extractions where a file holds the exchange format, in lines or in a column of Parquet."""
    from quotetrack.reader import STDIN, read_articles
    from quotetrack.scale import read_parquet
    from quotetrack.serialize import read_jsonl

    tables = [path for path in paths if parquet or path.endswith(".parquet")]
    plain = [path for path in paths if path not in tables and not _is_exchange(path)]
    articles = (
        read_articles(plain, max_bytes=max_bytes) if plain else ()
    )  # what is wrong with a path is told before anything is read
    for path in paths:
        if path not in plain:
            yield from (read_parquet if path in tables else read_jsonl)(path)
    for article in articles:
        # what comes on standard input has no name of its own: the next text there would replace it
        if STDIN in plain and isinstance(article, Article) and STDIN_ID.fullmatch(article.id or ""):
            yield evolve(article, id=None)
        else:
            yield article


def _is_exchange(path: str) -> bool:
    if not path.endswith(".jsonl") or not Path(path).is_file():
        return False
    with open(path, "rb") as file:
        return b'"schema": "quotetrack/' in file.readline()


class _progress(AbstractContextManager[Callable[[], None]]):
    """Counts articles on a terminal's stderr."""

    def __enter__(self) -> Callable[[], None]:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.completed} articles"), BarColumn(), TimeElapsedColumn(),
            console=console, transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self._bar.start()
        task = self._bar.add_task("reading", total=None)
        return lambda: self._bar.advance(task)

    def __exit__(self, *error: object) -> None:
        self._bar.stop()
