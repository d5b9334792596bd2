"""The commands of a store: read articles in, ask who said what, correct, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from quotetrack.listing import printable, show_record, show_rows, write_rows

if TYPE_CHECKING:
    from quotetrack.models import Article, Extraction, Failure
    from quotetrack.track import Tracker
    from quotetrack.track.rows import Added, VariantRow

Store = Annotated[Path, typer.Argument(metavar="STORE", help="The store: a file that quotetrack track made.")]
Who = Annotated[str, typer.Argument(metavar="SPEAKER", help="A person's or organization's id, name or alias.")]
Speaker = Annotated[str | None, typer.Option("--speaker", "-s", help="Only this speaker: an id, name or alias.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV that is safe to open in a spreadsheet.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="Rows to print.")]
Offset = Annotated[int, typer.Option("--offset", min=0, help="Rows to skip.")]
Note = Annotated[str, typer.Option("--note", help="Why; kept with the correction.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command, example in COMMANDS.items():
        app.command(epilog=f"[bold]Example[/bold]\n\n  $ quotetrack {example}")(command)


def track(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The store; made when it does not exist.")],
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Articles (.txt .html .jsonl .csv, a folder, -) or extractions (.jsonl)."),
    ],
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, help="Processes to share the reading.")] = 1,
) -> None:
    """Read articles into a store. Articles that it has already are not read again."""
    from quotetrack.track import Tracker

    failed: list[Added] = []
    with Tracker(store) as tracker, _progress() as advance:

        def note(added: Added) -> None:
            advance()
            if added.outcome == "failed":
                failed.append(added)

        tally = tracker.add_many(_items(paths), n_process=processes, progress=note)
        total = len(tracker)
    for added in failed:
        print(f"quotetrack: {printable(added.article)}: {printable(added.message)}", file=sys.stderr)
    print(
        f"{tally.added} added, {tally.replaced} replaced, {tally.unchanged} unchanged, {tally.failed} failed; "
        f"{total} articles in {store}"
    )
    if failed:
        raise typer.Exit(1)


def speakers(
    store: Store,
    who: Annotated[str | None, typer.Argument(metavar="[SPEAKER]", help="Tell all about this one.")] = None,
    kind: Annotated[str | None, typer.Option(help="person, organization or group.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only those whom this outlet quoted.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who speaks and how much; or one speaker's offices over time and share of outlets."""
    columns = ("person", "name", "quotes", "words", "direct", "indirect", "mixed", "first", "last", "roles")
    with _open(store) as tracker:
        if who is None:
            rows = tracker.speakers(kind=kind, outlet=outlet, limit=limit, offset=offset)
            show_rows(rows, columns, title="Speakers", as_json=as_json, as_csv=as_csv)
            return
        person, roles, outlets = tracker.person(who), tracker.roles(who), tracker.outlets(who)
    if as_json:
        from attrs import asdict

        told = {"roles": [asdict(r) for r in roles], "outlets": [asdict(o) for o in outlets]}
        print(json.dumps(asdict(person) | told, indent=1))
        return
    show_rows([person], columns, title=person.name, as_csv=as_csv)
    if not as_csv:
        shown = ("title", "affiliation", "tense", "articles", "first", "last")
        show_rows(roles[:limit], shown, title="Offices, as articles gave them")
        show_rows(outlets[:limit], ("publisher", "quotes", "direct", "indirect", "mixed"), title="Outlets")


def quotes(
    store: Store,
    speaker: Speaker = None,
    about: Annotated[str | None, typer.Option(help="All these words, in any order.")] = None,
    since: Annotated[str | None, typer.Option(help="From this date on: 2024, 2024-05 or 2024-05-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this date.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect or mixed.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List and search what was said, the newest first."""
    with _open(store) as tracker:
        rows = tracker.quotes(
            speaker=speaker, about=about, since=since, until=until, outlet=outlet, kind=kind, limit=limit, offset=offset
        )
    _show_quotes(rows, "Quotations", as_json, as_csv)


def timeline(
    store: Store, speaker: Who, limit: Limit = 50, offset: Offset = 0, as_json: Json = False, as_csv: Csv = False
) -> None:
    """List what a speaker said, from the first quotation to the last."""
    with _open(store) as tracker:
        rows = tracker.timeline(speaker, limit=limit, offset=offset)
        name = tracker.person(speaker).name
    _show_quotes(rows, name, as_json, as_csv)


def _show_quotes(rows: list[Any], title: str, as_json: bool, as_csv: bool) -> None:
    columns = ("published", "publisher", "speaker", "kind", "text", "statement", "quote")
    show_rows(rows, columns, title=title, as_json=as_json, as_csv=as_csv)


def statements(
    store: Store,
    speaker: Speaker = None,
    altered: Annotated[bool, typer.Option("--altered", help="Only those quoted in different wordings.")] = False,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List what was quoted more than once, across articles, whole, cut or altered."""
    with _open(store) as tracker:
        rows = tracker.statements(speaker=speaker, altered=altered, limit=limit, offset=offset)
    columns = ("statement", "words", "occurrences", "wordings", "outlets", "first", "last", "speakers")
    show_rows(rows, columns, title="Statements", as_json=as_json, as_csv=as_csv)


def diff(
    store: Store,
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="Its id, or a quotation (article#a3).")],
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show how a statement was quoted in each article, word by word, with what to check."""
    from attrs import asdict

    with _open(store) as tracker:
        row, variants = tracker.diff(statement)
    page = variants[offset : offset + limit]
    if as_json:
        print(json.dumps(asdict(row) | {"variants": [asdict(v) for v in page]}, indent=1))
    elif as_csv:
        write_rows([asdict(v, recurse=False) for v in page])
    else:
        console = Console()
        console.print(Text(f"{row.statement}: {row.occurrences} occurrences in {row.articles} articles", style="bold"))
        for variant in page:
            console.print(_variant(variant))


def _variant(variant: VariantRow) -> Text:
    who = variant.speaker or (f"{variant.offered} (from another article)" if variant.offered else "unknown")
    where = " · ".join(printable(x) for x in (variant.published, variant.publisher, who, variant.quote) if x)
    line = Text(f"\n{where}  {variant.relation}", style="dim")
    if variant.alerts:
        line.append(f"  check: {', '.join(variant.alerts)}", style="bold red")
    line.append("\n")
    for step in variant.changes:
        if step.kind == "equal":
            line.append(printable(step.after) + " ", style="not dim")
        else:
            line.append(f"[-{printable(step.before)}-] " if step.before else "", style="not dim red")
            line.append(f"{{+{printable(step.after)}+}} " if step.after else "", style="not dim green")
    return line


def topics(
    store: Store, speaker: Who, limit: Limit = 20, offset: Offset = 0, as_json: Json = False, as_csv: Csv = False
) -> None:
    """List the phrases that a speaker's words turn on (textacy's TextRank)."""
    with _open(store) as tracker:
        rows = tracker.topics(speaker, limit=limit, offset=offset)
    show_rows(rows, ("topic", "weight", "quotes"), title="Topics", as_json=as_json, as_csv=as_csv)


def kwic(
    store: Store,
    word: Annotated[str, typer.Argument(metavar="WORD", help="A word or phrase.")],
    speaker: Speaker = None,
    window: Annotated[int, typer.Option(min=0, help="Characters before and after it.")] = 40,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show a word in its contexts (textacy's concordance)."""
    with _open(store) as tracker:
        rows = tracker.kwic(word, speaker=speaker, window=window, limit=limit, offset=offset)
    columns = ("published", "speaker", "before", "word", "after")
    show_rows(rows, columns, title=f"“{word}” in context", as_json=as_json, as_csv=as_csv)


def stats(store: Store, as_json: Json = False, as_csv: Csv = False) -> None:
    """Count what a store holds."""
    with _open(store) as tracker:
        show_record(tracker.stats(), as_json=as_json, as_csv=as_csv)


def links(
    store: Store,
    speaker: Speaker = None,
    unlinked: Annotated[bool, typer.Option("--unlinked", help="Only names for which nobody was chosen.")] = False,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Tell why speakers of different articles are taken for one person."""
    with _open(store) as tracker:
        rows = tracker.links(speaker=speaker, unlinked=unlinked, limit=limit, offset=offset)
    columns = ("article", "label", "person", "reason")
    show_rows(rows, columns, title="Links", as_json=as_json, as_csv=as_csv)


def merge(
    store: Store,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="The one whose id stays.")],
    drop: Annotated[str, typer.Argument(metavar="DROP", help="The one who is the same person.")],
    note: Note = "",
) -> None:
    """Decide that two speakers are one; holds for articles read later, too."""
    with _open(store, write=True) as tracker:
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
    with _open(store, write=True) as tracker:
        print(tracker.split(speaker, articles=article, into=into, note=note))


def alias(
    store: Store,
    speaker: Who,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Another name of theirs.")],
    note: Note = "",
) -> None:
    """Decide that a name means this speaker in every article."""
    with _open(store, write=True) as tracker:
        tracker.alias(speaker, name, note=note)
        show_record(tracker.person(speaker))


def corrections(store: Store, as_json: Json = False, as_csv: Csv = False) -> None:
    """List what merge, split and alias decided."""
    with _open(store) as tracker:
        rows = tracker.corrections()
    columns = ("kind", "name", "article", "person", "note")
    show_rows(rows, columns, title="Corrections", as_json=as_json, as_csv=as_csv)


def failures(store: Store, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the articles that could not be worked on."""
    with _open(store) as tracker:
        rows = tracker.failures()
    columns = ("article", "error", "message", "failed_at")
    show_rows(rows, columns, title="Failures", as_json=as_json, as_csv=as_csv)


def remove(store: Store, article: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids.")]) -> None:
    """Remove articles with all that only they told."""
    with _open(store, write=True) as tracker:
        for id in article:
            tracker.remove(id)


def export(
    store: Store,
    format: Annotated[
        str, typer.Option("--format", "-f", help="jsonl, csv, datasette-metadata, or any format of extract.")
    ] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of the screen.")] = None,
) -> None:
    """Write a store's articles in another format; jsonl and csv carry people and statements across articles."""
    from quotetrack.track_export import STORE_FORMATS

    with _open(store) as tracker:
        if format in STORE_FORMATS:
            from quotetrack.files import replacing

            if output is None:
                sys.stdout.flush()
                STORE_FORMATS[format](tracker, sys.stdout.buffer)
                sys.stdout.buffer.flush()
            else:
                with replacing(output) as file:
                    STORE_FORMATS[format](tracker, file)
        else:
            from quotetrack.export import write

            write(tracker.extractions(), format, output)


def report(
    store: Store,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the page.")] = Path("report.html"),
) -> None:
    """Write a page about a store: who is quoted how often, by whom, when, and what was repeated in other words."""
    from quotetrack.export.report import report as page
    from quotetrack.files import replacing

    with _open(store) as tracker, replacing(output) as file:
        file.write(page(tracker).encode("utf-8"))
    print(f"Written to {output}")


COMMANDS: dict[Callable[..., None], str] = {
    track: "track news.db articles/*.txt",
    speakers: "speakers news.db --kind person --limit 20",
    quotes: 'quotes news.db --speaker "Ada Obi" --since 2024-05 --about bridge',
    timeline: 'timeline news.db "Ada Obi"',
    statements: "statements news.db --altered",
    diff: "diff news.db st-3f9a",
    topics: 'topics news.db "Ada Obi"',
    kwic: "kwic news.db bridge",
    stats: "stats news.db",
    links: "links news.db --unlinked",
    merge: "merge news.db ada-obi a-m-obi",
    split: "split news.db ada-obi --article gazette-17",
    alias: 'alias news.db ada-obi "the Iron Mayor"',
    corrections: "corrections news.db",
    failures: "failures news.db",
    remove: "remove news.db gazette-17",
    report: "report news.db -o report.html",
    export: "export news.db --format jsonl -o news.jsonl",
}


def _open(store: Path, *, write: bool = False) -> Tracker:
    from quotetrack.errors import MissingFileError
    from quotetrack.track import Tracker

    if write and not store.exists():
        raise MissingFileError(f"{store} does not exist; make a store with: quotetrack track {store} ARTICLES…")
    return Tracker(store, read_only=not write)


def _items(paths: list[str]) -> Iterator[Article | Extraction | Failure]:
    """Read articles, or extractions where a .jsonl file holds the exchange format."""
    from quotetrack.reader import read_articles
    from quotetrack.serialize import read_jsonl

    plain = [path for path in paths if not _is_exchange(path)]
    articles = read_articles(plain) if plain else ()  # what is wrong with a path is told before anything is read
    for path in paths:
        if path not in plain:
            yield from read_jsonl(path)
    yield from articles


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
