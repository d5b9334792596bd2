"""Reports as tables: for the terminal and for Markdown pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from rich.console import Group, RenderableType
from rich.table import Table

from quotetrack.evaluate.reliability import Reliability
from quotetrack.evaluate.scoring import Report
from quotetrack.evaluate.tally import ALL, Score
from quotetrack.models import KINDS, SPEAKER_KINDS


@frozen
class Grid:
    """Is a table as words: a title, the heads of its columns, its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _interval(score: Score) -> str:
    return "" if score.low is None else f"{_figure(score.low)} – {_figure(score.high)}"


def _one(title: str, scores: Sequence[Score]) -> Grid:
    rows = []
    for s in scores:
        predicted = str(s.predicted) if s.predicted else "–"
        figures = (_figure(s.precision), _figure(s.recall), _figure(s.f1), _interval(s))
        rows.append((s.row, *figures, str(s.gold), predicted))
    return Grid(title, ("row", "P", "R", "F1", "95 %", "gold", "predicted"), tuple(rows))


def _by_kind(title: str, scores: Sequence[Score], kinds: Sequence[str]) -> Grid:
    table: dict[str, dict[str, Score]] = {}
    for score in scores:
        table.setdefault(score.row, {})[score.kind] = score
    columns = [kind for kind in kinds if any(kind in of for of in table.values())]
    rows = tuple(
        (row, *(_figure(of[kind].value) if kind in of else "" for kind in columns))
        for row, of in table.items()
        if len(of) > 1
    )
    return Grid(title, ("F1 or rate", *columns), rows)


def _reliability(title: str, found: Reliability) -> Grid:
    """Tell calibration as a table: what was said, what came true."""
    rows = tuple(
        (f"{one.low:.1f} – {one.high:.1f}", str(one.count), f"{one.confidence:.2f}", f"{one.right:.2f}")
        for one in found.bins
    )
    threshold = "–" if found.threshold is None else f"{found.threshold:.2f}"
    about = f"expected calibration error {found.error:.3f}, recall {found.recall:.1f} % at precision 95 %"
    return Grid(f"{title}: {about} (from {threshold})", ("confidence", "found", "mean", "right"), rows)


def _groups(name: str, report: Report) -> Iterator[Grid]:
    """Yield a table with a row for each publisher, and one for each class of cue."""
    for title, scores in (("F1 by publisher", report.publishers), ("recall by what the cue does", report.cue_classes)):
        table: dict[str, dict[str, Score]] = {}
        for score in scores:
            table.setdefault(score.kind, {})[score.row] = score
        if table:
            heads = tuple(dict.fromkeys(score.row for score in scores))
            rows = tuple(
                (
                    group,
                    *(_figure(of[row].value) if row in of else "–" for row in heads),
                    str(max(s.gold for s in of.values())),
                )
                for group, of in table.items()
            )
            yield Grid(f"{name}: {title}", ("", *heads, "gold"), rows)


def grids(reports: Mapping[str, Report]) -> Iterator[Grid]:
    """Yield the tables for one or more systems scored on the same articles."""
    for name, report in reports.items():
        about = f"{name}: {report.articles} articles"
        if report.missing:
            about += f", {len(report.missing)} without a prediction"
        yield _one(f"{about}, spans and links", [s for s in report.spans if s.kind == ALL])
        yield _by_kind(f"{name}: by kind", report.spans, (ALL, *KINDS))
        yield from _groups(name, report)
        if report.speakers:
            title = f"{name}: {report.articles_with_speakers} articles with known speakers"
            yield _one(title, [s for s in report.speakers if s.kind == ALL])
            yield _by_kind(f"{name}: by kind of speaker", report.speakers, (ALL, *SPEAKER_KINDS))
        if report.reliability is not None:
            yield _reliability(f"{name}: confidence", report.reliability)
        if report.reliability_with_speakers is not None:
            yield _reliability(f"{name}: confidence against the speaker, too", report.reliability_with_speakers)
    if len(reports) > 1:
        first = next(iter(reports.values()))
        rows = [s for s in first.spans if s.kind == ALL]
        found = [{s.row: s for s in report.spans if s.kind == ALL} for report in reports.values()]
        yield Grid(
            "F1 side by side",
            ("F1", *reports),
            tuple((s.row, *(_figure(of[s.row].value) if s.row in of else "–" for of in found)) for s in rows),
        )


def terminal(reports: Mapping[str, Report]) -> RenderableType:
    """Return the tables for a terminal."""
    tables = []
    for grid in grids(reports):
        table = Table(title=grid.title, title_justify="left", title_style="bold")
        for index, head in enumerate(grid.heads):
            table.add_column(head, justify="left" if index == 0 else "right")
        for row in grid.rows:
            table.add_row(*row)
        tables.append(table)
    return Group(*tables)


def markdown(reports: Mapping[str, Report]) -> str:
    """Return the tables for a Markdown page."""
    out = []
    for grid in grids(reports):
        out += [f"**{grid.title}**", "", f"| {' | '.join(grid.heads)} |", f"| --- |{' ---: |' * (len(grid.heads) - 1)}"]
        out += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in grid.rows]
        out.append("")
    return "\n".join(out)
