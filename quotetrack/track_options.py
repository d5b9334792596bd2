"""What the commands of a store have in common: their arguments and options, and how they open the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotetrack.errors import InputError, MissingFileError

if TYPE_CHECKING:
    from quotetrack.track import Tracker

Store = Annotated[Path, typer.Argument(metavar="STORE", help="The store: a file that quotetrack track made.")]
Who = Annotated[str, typer.Argument(metavar="SPEAKER", help="A person's or organization's id, name or alias.")]
Speaker = Annotated[str | None, typer.Option("--speaker", "-s", help="Only this speaker: an id, name or alias.")]
Outlet = Annotated[str | None, typer.Option(help="Only this outlet.")]


def _one_form(ctx: typer.Context, value: bool) -> bool:
    """Refuse both: a program would get what it did not ask for."""
    if value and (ctx.params.get("as_json") or ctx.params.get("as_csv")):
        raise InputError("--json and --csv exclude each other; choose one")
    return value


Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.", callback=_one_form)]
Csv = Annotated[
    bool, typer.Option("--csv", help="Print CSV that is safe to open in a spreadsheet.", callback=_one_form)
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="Rows to print.")]
Offset = Annotated[int, typer.Option("--offset", min=0, help="Rows to skip.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", min=1, help="The longest article to take, unpacked.")]
Note = Annotated[str, typer.Option("--note", help="Why; kept with the correction.")]


def example(*lines: str) -> str:
    """Return what stands at the end of a command's help: commands that run as they are."""
    return "[bold]Example[/bold]\n\n" + "\n\n".join(f"  $ {line}" for line in lines)


def check_page(output: Path) -> None:
    """Refuse to write a page into a file whose ending says that it is something else."""
    if output.suffix.lower() not in ("", ".html", ".htm", ".xhtml"):
        raise InputError(f"{output}: a page of HTML is written; name it {output.with_suffix('.html')}")


def open_store(store: Path, *, write: bool = False) -> Tracker:
    """Open a store that exists; to ask unless told that it is written to."""
    from quotetrack.track import Tracker

    if write and not store.exists():
        raise MissingFileError(f"{store} does not exist; make a store with: quotetrack track {store} ARTICLES…")
    return Tracker(store, read_only=not write)
