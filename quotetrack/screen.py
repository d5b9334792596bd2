"""What `quotetrack extract` shows on a terminal: a table, or the article with each speaker in a colour."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotetrack.files import replacing
from quotetrack.models import Attribution, Extraction, Kind, Speaker

COLOURS = ("cyan", "yellow", "magenta", "green", "blue", "red", "bright_cyan", "bright_yellow", "bright_magenta")
STYLE_OF: dict[Kind, str] = {"direct": "bold", "mixed": "bold italic", "indirect": "italic"}
UNSURE = 0.5  # below this the table marks an attribution with a question mark
NARROW = 60  # columns under which the table drops its third column


def show(
    results: Iterable[Extraction], *, style: str, why: bool, path: Path | None, console: Console | None = None
) -> None:
    """Print extractions as tables (`style` "table") or as coloured articles ("text"), on the screen or into a file."""
    if path is not None:
        with replacing(path) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", write_through=True)
            try:
                _show(results, style, why, Console(file=text, width=100))
            finally:
                text.detach()
        return
    _show(results, style, why, console or Console())


def _show(results: Iterable[Extraction], style: str, why: bool, console: Console) -> None:
    for result in results:
        title = result.article.title or result.article.id or "article"
        console.print(
            Text(f"{title} ({_count(len(result), 'attribution')}, {_count(len(result.speakers), 'speaker')})")
        )
        console.print(article_text(result) if style == "text" else table(result, why=why, width=console.width))
        if style == "text":
            console.print(legend(result))
            if why:
                for a in result:
                    console.print(Text(f"{a.id}  {a.explain()}", style="dim"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def role_line(speaker: Speaker) -> str:
    """Return a speaker's roles in a line: *ambassador to Russia (Kabul); former minister*."""
    out = []
    for role in speaker.roles:
        title = role.title or ""
        if role.affiliation:
            title = f"{title} ({role.affiliation})" if title else role.affiliation
        if title and title not in out and title.lower() != speaker.label.lower():
            out.append(title)
    return "; ".join(out)


def table(result: Extraction, *, why: bool = False, width: int = 80) -> Table:
    """Return the attributions of one article as a table that reads well from 40 columns up."""
    colours = colours_of(result)
    out = Table(box=SIMPLE_HEAD, show_lines=False, pad_edge=False, expand=False)
    out.add_column("Who", ratio=3, overflow="fold", min_width=14)
    out.add_column("What", ratio=7, overflow="fold")
    if width >= NARROW:
        out.add_column("How", ratio=2, overflow="fold", min_width=10)
    for a in result:
        cells = [_who(a, colours), _what(a, why)]
        if width >= NARROW:
            cells.append(_how(a))
        out.add_row(*cells)
    return out


def _who(a: Attribution, colours: dict[str, str]) -> Text:
    if a.speaker is None:
        return Text("unknown", style="dim italic")
    who = Text(a.speaker.label, style=f"bold {colours[a.speaker.id]}")
    roles = role_line(a.speaker)
    if roles:
        who.append(f"\n{roles}", style="not bold dim")
    return who


def _what(a: Attribution, why: bool) -> Text:
    words = " ".join(a.text.split())
    out = Text(f"“{words}”" if a.kind == "direct" else words)
    cue = " … ".join(part.text for part in a.cue)
    if cue:
        out.append(f"  [{cue}]", style="dim")
    if why:
        out.append(f"\n{a.explain()}", style="dim italic")
    return out


def _how(a: Attribution) -> Text:
    out = Text(a.kind)
    if a.act != "statement":
        out.append(f"\n{'not ' if a.negated else ''}{a.act}", style="dim")
    if a.confidence < UNSURE:
        out.append(f"\n? {a.confidence:.2f}", style="red")
    return out


def colours_of(result: Extraction) -> dict[str, str]:
    """Give each speaker of an article a colour, by id."""
    return {s.id: COLOURS[i % len(COLOURS)] for i, s in enumerate(result.speakers)}


def article_text(result: Extraction) -> Text:
    """Return the article with each content in its speaker's colour: bold when direct, italic when indirect."""
    colours = colours_of(result)
    out = Text(result.article.text)
    for a in result:
        colour = colours[a.speaker.id] if a.speaker else "bright_black"
        for part in a.content:
            out.stylize(f"{STYLE_OF[a.kind]} {colour}", part.start, part.end)
        for part in a.cue:
            out.stylize("underline", part.start, part.end)
    return out


def legend(result: Extraction) -> Text:
    """Return one line a speaker in its colour, and what the styles mean."""
    colours = colours_of(result)
    out = Text()
    for speaker in result.speakers:
        roles = role_line(speaker)
        out.append("■ ", style=colours[speaker.id])
        out.append(speaker.label, style="bold")
        out.append(f", {roles}" if roles else "")
        out.append(f"  {len(result.by(speaker))}\n", style="dim")
    out.append("bold: direct", style="bold")
    out.append("   ")
    out.append("italic: indirect", style="italic")
    out.append("   ")
    out.append("underlined: cue\n", style="underline")
    return out
