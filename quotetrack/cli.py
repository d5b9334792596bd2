"""The command ``quotetrack``: what a person types; every command calls only the public API."""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperGroup

from quotetrack import __version__
from quotetrack.errors import InputError, InputWarning, QuotetrackError
from quotetrack.files import FULL, MAX_BYTES, check_apart
from quotetrack.models import ACTS, Act, Article, Extraction, Failure
from quotetrack.track_options import MaxBytes, check_page, example

if TYPE_CHECKING:
    from quotetrack.find.finder import Finder


class Commands(TyperGroup):
    """Says in a line what Ctrl-C leaves behind (a command may tell more in the exception's words), or a full disk."""

    def invoke(self, ctx: Any) -> Any:  # a Context of the click that this typer brings
        """Run the command that was asked for."""
        try:
            answer = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return answer
        except OSError as error:
            if error.errno not in FULL:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left would fail again at the exit
            raise InputError(f"the output cannot be written: {error.strerror}") from error
        except KeyboardInterrupt as stop:
            print(f"quotetrack: interrupted; {str(stop) or 'no file was left half-written'}", file=sys.stderr)
            raise typer.Exit(130) from None  # as shells expect of a program that Ctrl-C ended


app = typer.Typer(
    name="quotetrack",
    cls=Commands,
    help="Find every quotation in a news article, who said it and in which role; keep track of it across articles.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("quotetrack demo", "quotetrack extract article.txt", "quotetrack track news.db articles/*.txt"),
)

SCREEN_FORMATS = ("table", "text")


def _version(value: bool) -> None:
    if value:
        print(f"quotetrack {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


Acts = Annotated[
    str | None, typer.Option("--acts", metavar="ACT,…", help=f"Keep only what does one of these: {', '.join(ACTS)}.")
]
Confidence = Annotated[
    float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Keep only attributions at least this sure.")
]


@app.command(
    epilog=example(
        "quotetrack extract article.txt", "quotetrack extract news/*.html --format jsonl -o quotations.jsonl"
    )
)
def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Articles: .txt .html .jsonl .csv, a folder, or - for stdin.")
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, text (the article, coloured), or an export format; default: by OUTPUT's ending.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of the screen.")] = None,
    acts: Acts = None,
    min_confidence: Confidence = 0.0,
    why: Annotated[bool, typer.Option("--why", help="Tell for each attribution why it has this speaker.")] = False,
    nested: Annotated[
        bool, typer.Option("--nested", help="Look inside quotations, too: A said that B had said.")
    ] = False,
    given_names: Annotated[
        bool, typer.Option("--given-names/--no-given-names", help='Let first names tell whom "she" cannot mean.')
    ] = True,
    model: Annotated[
        Path | None, typer.Option(metavar="fast|DIR", help="fast, or a directory with your own attribution model.")
    ] = None,
    pipeline: Annotated[str | None, typer.Option(help="Your own spaCy pipeline: a name or a directory.")] = None,
    people: Annotated[Path | None, typer.Option(help="A people file: what you know of speakers.")] = None,
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, help="Processes to share the work.")] = 1,
    text_column: Annotated[str | None, typer.Option(help="Column of a .csv that holds the text.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Column of a .csv that holds the id.")] = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Find the quotations in articles."""
    from quotetrack.reader import read_articles

    wanted = _acts(acts)
    chosen = _format(format, output)
    check_apart(output, [path for path in paths if path != "-"])
    failed: list[Failure] = []
    readable = _readable(paths, failed)
    articles = read_articles(readable, text_column=text_column, id_column=id_column, max_bytes=max_bytes)
    finder = _finder(model, pipeline, people, nested=nested, given_names=given_names)
    batch = 1 if processes == 1 else 16
    with closing(finder.pipe(articles, n_process=processes, batch_size=batch)) as found:  # so that workers end, too
        results = _watched(found, failed)
        kept = (r if isinstance(r, Failure) else r.keep(acts=wanted, min_confidence=min_confidence) for r in results)
        if chosen in SCREEN_FORMATS:
            from quotetrack.screen import show

            show((r for r in kept if isinstance(r, Extraction)), style=chosen, why=why, path=output)
        else:
            from quotetrack.export import write

            write(kept, chosen, output)
    _finish(failed)


@app.command(epilog=example("quotetrack demo", "quotetrack demo -o page.html"))
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the page.")] = Path(
        "quotetrack-demo.html"
    ),
) -> None:
    """Show what quotetrack finds in a sample article, here and as an HTML page."""
    from quotetrack.api import default_finder
    from quotetrack.export import write
    from quotetrack.screen import show

    check_page(output)
    text = files("quotetrack").joinpath("lang", "en", "sample.txt").read_text(encoding="utf-8")
    result = default_finder().extract(Article(text, id="moscow-talks", published="2018-08-21"))
    show([result], style="text", why=False, path=None)
    show([result], style="table", why=False, path=None)
    write([result], "html", output)
    print(f"The same as a page to look at: {output}")


def _format(given: str | None, output: Path | None) -> str:
    """Return the format that was asked for, or the one in which files with the output's ending are written."""
    from quotetrack.export import EXPORTERS, format_of

    choices = ", ".join([*SCREEN_FORMATS, *sorted(EXPORTERS)])
    if given is not None:
        if given not in SCREEN_FORMATS and given not in EXPORTERS:
            raise InputError(f"unknown format {given!r}; choose from {choices}")
        return given
    if output is None or output.suffix.lower() in ("", ".txt"):
        return "table"
    return format_of(output, choices)


def _acts(given: str | None) -> tuple[Act, ...] | None:
    if given is None:
        return None
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    if not names:
        raise InputError(f"--acts names no act; choose from {', '.join(ACTS)}")
    for name in names:
        if name not in ACTS:
            raise InputError(f"unknown act {name!r}; choose from {', '.join(ACTS)}")
    return cast(tuple[Act, ...], names)


def _readable(paths: list[str], failed: list[Failure]) -> list[str]:
    """Keep the paths that can be read; when some can, note the others as failures, else say what is wrong."""
    from quotetrack.reader import read_articles

    good, problems = [], []
    for path in paths:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", InputWarning)  # told when the articles are read
                read_articles(path)
            good.append(path)
        except QuotetrackError as error:
            problems.append(error)
            failed.append(Failure(path, type(error).__name__, str(error)))
    if problems and not good:
        raise problems[0]
    return good


def _finder(
    model: Path | None, pipeline: str | None, people: Path | None, *, nested: bool, given_names: bool
) -> Finder:
    from quotetrack.api import default_finder
    from quotetrack.find.finder import Finder

    if model is None and pipeline is None and people is None and not nested and given_names:
        return default_finder()
    nlp = None
    if pipeline is not None:
        import spacy

        try:
            nlp = spacy.load(pipeline)
        except OSError as error:
            raise InputError(
                f"no spaCy pipeline {pipeline!r}: give an installed package, or a directory with a config.cfg"
            ) from error
    known: Iterable[Any] = ()
    if people is not None:
        from quotetrack.people import read_people

        known = read_people(people)
    return Finder.load(model=model, nlp=nlp, people=known, nested=nested, given_names=given_names)


def _watched(results: Iterable[Extraction | Failure], failed: list[Failure]) -> Iterator[Extraction | Failure]:
    """Pass results on, count them on a terminal's stderr, and collect the failures."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    progress = Progress(
        TextColumn("{task.completed} articles"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with progress:
        task = progress.add_task("reading", total=None)
        for result in results:
            if isinstance(result, Failure):
                failed.append(result)
            progress.advance(task)
            yield result


def _finish(failed: list[Failure]) -> None:
    from quotetrack.listing import failed as told

    for failure in failed:
        print(f"quotetrack: {told(failure.article_id, failure.error, failure.message)}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


def main() -> None:
    """Run the command; a wrong call or file prints its message on stderr and exits with 2."""
    for library in ("OMP", "OPENBLAS"):  # small matrices: threads only wait for each other; --processes share the work
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a question mark rather than a traceback where “ cannot be shown
            stream.reconfigure(errors="replace")
    _register()
    with warnings.catch_warnings():
        warnings.simplefilter("always", InputWarning)
        warnings.showwarning = _warned
        try:
            app()
        except QuotetrackError as error:
            print(f"quotetrack: {error}", file=sys.stderr)
            sys.exit(2)
        except BrokenPipeError:  # the reader of our output (head, less) went away
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: IO[str] | None = None,
    line: str | None = None,
) -> None:
    """Print a warning as a person reads it; one of another library with its place, as Python does."""
    ours = issubclass(category, InputWarning)
    said = f"quotetrack: warning: {message}\n" if ours else warnings.formatwarning(message, category, filename, lineno)
    (file or sys.stderr).write(said)


@cache
def _register() -> None:
    """Add the commands that live beside what they command."""
    from quotetrack import evaluate_cli, track_cli

    track_cli.register(app)
    evaluate_cli.register(app)
