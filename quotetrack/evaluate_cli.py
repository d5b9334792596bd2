"""The command ``quotetrack evaluate``: how well a model, or any program, finds what people marked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import asdict

from quotetrack.errors import InputError
from quotetrack.track_options import example

if TYPE_CHECKING:
    from quotetrack.evaluate.compare import Change
    from quotetrack.evaluate.documents import Document, Offsets
    from quotetrack.evaluate.scoring import Report
    from quotetrack.find.finder import Finder

EPILOG = example(
    "quotetrack evaluate gold.jsonl predictions.jsonl",
    "quotetrack evaluate annotations/ --run --baseline",
    "quotetrack evaluate gold.jsonl --compare old.jsonl new.jsonl",
)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog=EPILOG)(evaluate)


def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="What people marked: .jsonl(.gz), or a folder of it or of brat files."),
    ],
    predictions: Annotated[
        Path | None, typer.Argument(metavar="[PRED]", help="What a program found: the same formats.")
    ] = None,
    run: Annotated[bool, typer.Option("--run", help="Find the attributions of the gold's articles now.")] = False,
    model: Annotated[
        Path | None, typer.Option(metavar="fast|DIR", help="With --run: fast, or a directory with your own model.")
    ] = None,
    pipeline: Annotated[Path | None, typer.Option(help="With --run: a directory with a spaCy pipeline.")] = None,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Also score textacy's direct_quotations on the same spaCy pipeline.")
    ] = False,
    speakers: Annotated[
        Path | None, typer.Option(help="Gold speakers, where a file of their own holds them (.jsonl).")
    ] = None,
    speech_only: Annotated[
        bool, typer.Option("--speech-only", help="Make indirect gold whose cue is not of speech optional.")
    ] = False,
    strip_that: Annotated[bool, typer.Option("--strip-that", help="Let an introducing 'that' decide nothing.")] = False,
    boot: Annotated[int, typer.Option(min=0, help="Resamples of the articles for the 95 % intervals.")] = 1000,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="OLD NEW", help="List the attributions that NEW gained and lost against OLD."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
) -> None:
    """Score attributions, speakers and roles against what people marked."""
    from quotetrack.evaluate.readers import read_documents, with_speakers
    from quotetrack.evaluate.scoring import evaluate as score

    if as_json and as_markdown:
        raise InputError("--json and --markdown exclude each other; choose one")
    if sum((predictions is not None, run, compare is not None)) != 1:
        raise InputError("give one of PRED (a file of predictions), --run, or --compare OLD NEW")
    if (model is not None or pipeline is not None) and not (run or baseline):
        raise InputError("--model and --pipeline choose what --run runs; add --run, or leave them out")
    documents = read_documents(gold, kind_of=_kind_of)
    if not any(document.annotations for document in documents):
        raise InputError(f"{gold} holds no attribution to score against; the first file is the one that people marked")
    if compare is not None:
        from quotetrack.evaluate.compare import compare as changes

        old, new = (_predicted(path, documents) for path in compare)
        _show_changes(list(changes(documents, old, new, strip_that=strip_that)), as_json)
        return
    found: dict[str, Sequence[Document]] = {}
    about: dict[str, str] = {}
    finder = _load(model, pipeline) if run or baseline else None
    if finder is not None:
        about = {"attribution model sha256": finder.tagger.sha256, "grammar read by": _grammar_reader(finder)}
    if predictions is not None:
        found[predictions.name] = _predicted(predictions, documents)
    elif finder is not None:
        found["quotetrack"] = _run(finder, documents)
    if baseline and finder is not None:
        from quotetrack.evaluate.baseline import direct_quotations
        from quotetrack.lang import load_pipeline

        found["textacy"] = direct_quotations(documents, finder.nlp or load_pipeline())

    def report(answers: Sequence[Document]) -> Report:
        result = score(documents, answers, speech_only=speech_only, strip_that=strip_that, boot=boot)
        if speakers is None:
            return result
        voiced = score(with_speakers(documents, speakers), answers, strip_that=strip_that, boot=boot)
        return result.with_speakers_of(voiced)

    _show({name: report(answers) for name, answers in found.items()}, about, as_json, as_markdown)


def _predicted(path: Path, gold: Sequence[Document]) -> list[Document]:
    """Read predictions; refuse those for other articles, which would score nought."""
    from quotetrack.evaluate.readers import read_documents

    found = read_documents(path, kind_of=_kind_of)
    ids = [document.id for document in found]
    if not {document.id for document in gold}.intersection(ids):
        raise InputError(
            f"{path} has no article of the gold: its first id is {ids[0]!r:.80}, the gold's {gold[0].id!r:.80}; give "
            "the same articles the same ids"
        )
    return found


def _kind_of(text: str, parts: tuple[Offsets, ...]) -> str:
    from quotetrack.find.edges import kind_of
    from quotetrack.find.marks import MarkIndex

    return kind_of(text, parts, MarkIndex(text))


def _load(model: Path | None, pipeline: Path | None) -> Finder:
    from quotetrack.find.finder import Finder
    from quotetrack.lang import load_pipeline

    return Finder.load(model=model, nlp=None if pipeline is None else load_pipeline(pipeline))


def _grammar_reader(finder: Finder) -> str:
    if finder.nlp is None:
        return "the attribution model's own heads"
    meta = finder.nlp.meta
    return f"{meta.get('lang', '')}_{meta.get('name', '')} {meta.get('version', '')}".strip()


def _run(finder: Finder, documents: Sequence[Document]) -> list[Document]:
    from rich.console import Console
    from rich.progress import track

    from quotetrack.evaluate.documents import Document, from_extraction
    from quotetrack.models import Article, Failure

    articles = (Article(document.text or "", id=document.id) for document in documents)
    console = Console(stderr=True)
    results = track(
        finder.pipe(articles), "finding", total=len(documents), console=console, disable=not console.is_terminal
    )
    return [
        Document(given.id, None, ()) if isinstance(result, Failure) else from_extraction(result)
        for given, result in zip(documents, results, strict=True)
    ]


def _show(reports: dict[str, Report], about: dict[str, str], as_json: bool, as_markdown: bool) -> None:
    from rich.console import Console

    from quotetrack.evaluate.report import markdown, terminal

    if as_json:
        data = {"about": about, "reports": {name: report.as_dict() for name, report in reports.items()}}
        print(json.dumps(data, indent=1))
        return
    for name, value in about.items():
        print(f"{name}: `{value}`\n" if as_markdown else f"{name}: {value}")
    if as_markdown:
        print(markdown(reports))
    else:
        Console().print(terminal(reports))


def _show_changes(found: Sequence[Change], as_json: bool) -> None:
    from rich.console import Console
    from rich.text import Text

    from quotetrack.evaluate.compare import DIFFERENCES

    if as_json:
        print(json.dumps([asdict(change) for change in found], indent=1))
        return
    colours = {"gained": "green", "lost": "red", "introduced": "red", "removed": "green"}
    console = Console()
    for difference in DIFFERENCES:
        for change in found:
            if change.difference == difference:
                # Text, not markup: the words of an article may hold square brackets
                line = Text(f"{difference:<11}", style=colours[difference])
                line.append(f"{change.article}  {change.kind}  ", style="dim")
                line.append(f"{change.source or '–'} | {change.cue or '–'} | {change.content}", style="default")
                console.print(line, soft_wrap=True)
    counts = Counter(change.difference for change in found)
    console.print(", ".join(f"{counts[difference]} {difference}" for difference in DIFFERENCES))
