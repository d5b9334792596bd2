"""The commands that ask a store: who said what, when, what was repeated and altered, and why two names are one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from quotetrack.listing import counted, printable, show_record, show_rows, write_rows
from quotetrack.track_options import Csv, Json, Limit, Offset, Outlet, Speaker, Store, Who, open_store

if TYPE_CHECKING:
    from quotetrack.track.rows import VariantRow


def articles(
    store: Store,
    outlet: Outlet = None,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the articles of a store, the newest first."""
    with open_store(store) as tracker:
        rows = tracker.articles(outlet=outlet, limit=limit, offset=offset)
    columns = ("article", "published", "publisher", "title", "words", "quotes")
    show_rows(rows, columns, title="Articles", as_json=as_json, as_csv=as_csv)


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
    with open_store(store) as tracker:
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
    outlet: Outlet = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect or mixed.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List and search what was said, the newest first."""
    with open_store(store) as tracker:
        rows = tracker.quotes(
            speaker=speaker, about=about, since=since, until=until, outlet=outlet, kind=kind, limit=limit, offset=offset
        )
    _show_quotes(rows, "Quotations", as_json, as_csv)


def timeline(
    store: Store, speaker: Who, limit: Limit = 50, offset: Offset = 0, as_json: Json = False, as_csv: Csv = False
) -> None:
    """List what a speaker said, from the first quotation to the last."""
    with open_store(store) as tracker:
        rows = tracker.timeline(speaker, limit=limit, offset=offset)
        name = tracker.person(speaker).name
    _show_quotes(rows, name, as_json, as_csv)


def _show_quotes(rows: list[Any], title: str, as_json: bool, as_csv: bool) -> None:
    manner = ["manner"] if any(row.manner for row in rows) else []
    columns = ["published", "publisher", "speaker", *manner, "kind", "text", "statement", "quote"]
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
    with open_store(store) as tracker:
        rows = tracker.statements(speaker=speaker, altered=altered, limit=limit, offset=offset)
    columns = ("statement", "words", "occurrences", "wordings", "outlets", "first", "last", "speakers", "alerts")
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

    with open_store(store) as tracker:
        row, variants = tracker.diff(statement)
    page = variants[offset : offset + limit]
    if as_json:
        print(json.dumps(asdict(row) | {"variants": [asdict(v) for v in page]}, indent=1))
    elif as_csv:
        write_rows([asdict(v, recurse=False) for v in page])
    else:
        console = Console()
        occurrences, where = counted(row.occurrences, "occurrence"), counted(row.articles, "article")
        console.print(Text(f"{row.statement}: {occurrences} in {where}", style="bold"))
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
    with open_store(store) as tracker:
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
    with open_store(store) as tracker:
        rows = tracker.kwic(word, speaker=speaker, window=window, limit=limit, offset=offset)
    manner = ["manner"] if any(row.manner for row in rows) else []
    columns = ["published", "speaker", *manner, "before", "word", "after"]
    show_rows(rows, columns, title=f"“{word}” in context", as_json=as_json, as_csv=as_csv)


def stats(store: Store, as_json: Json = False, as_csv: Csv = False) -> None:
    """Count what a store holds; unlinked: what groups, the unnamed, nobody, and names left open are quoted with."""
    with open_store(store) as tracker:
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
    with open_store(store) as tracker:
        rows = tracker.links(speaker=speaker, unlinked=unlinked, limit=limit, offset=offset)
    columns = ("article", "label", "person", "reason")
    show_rows(rows, columns, title="Links", as_json=as_json, as_csv=as_csv)


def corrections(store: Store, as_json: Json = False, as_csv: Csv = False) -> None:
    """List what merge, split and alias decided: whom a name means, in one article or (none given) in all."""
    with open_store(store) as tracker:
        rows = tracker.corrections()
    columns = ("name", "person", "article", "note")
    show_rows(rows, columns, title="Corrections", as_json=as_json, as_csv=as_csv)


def failures(store: Store, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the articles that could not be worked on."""
    with open_store(store) as tracker:
        rows = tracker.failures()
    columns = ("article", "error", "message", "failed_at")
    show_rows(rows, columns, title="Failures", as_json=as_json, as_csv=as_csv)
