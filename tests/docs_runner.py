"""Runs what the README and the docs show, and says where they do not tell the truth.

In one file, blocks run in order in one folder that holds the sample articles: ``python`` blocks in one namespace,
``$ quotetrack …`` lines of ``console`` and ``bash`` blocks as commands. A ``text`` block right after a ``python`` block
is what it prints; lines under a command are what that prints; ``...`` stands for anything. Three comments before a
block change that: ``<!-- not run: why -->``, ``<!-- exits with 2 -->``, and ``<!-- needs: pyspark -->``: run by the
tests of that engine, where it is installed.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import sys
import traceback
from collections.abc import Iterator
from glob import glob
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<lang>[^\n`]*)\n(?P<code>.*?)^(?P=indent)```[ \t]*$", re.MULTILINE | re.DOTALL
)
NOT_RUN = re.compile(r"<!-- not run: \S[^>]* -->\s*\Z")
NEEDS = re.compile(r"<!-- needs: (\w+) -->\s*(?:<!-- exits with \d+ -->\s*)?\Z")
EXITS = re.compile(r"<!-- exits with (\d+) -->\s*\Z")
COMMAND = "$ quotetrack"
MATCH = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@frozen
class Block:
    """Is a fenced block: its language, its code, the line it starts at, and what the comment before it says."""

    lang: str
    code: str
    line: int
    run: bool = True
    exit_code: int = 0
    needs: str | None = None
    follows: bool = False  # nothing but blank lines between the former block and this one


def pages() -> list[Path]:
    """Return the README and every page of the docs."""
    built = ROOT / "docs" / "_build"
    return [ROOT / "README.md", *sorted(p for p in (ROOT / "docs").rglob("*.md") if built not in p.parents)]


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    out = []
    end = 0
    for match in BLOCK.finditer(text):
        before = text[end : match.start()]
        exits = EXITS.search(before)
        needs = NEEDS.search(before)
        indent = match["indent"]
        code = "".join(line.removeprefix(indent) for line in match["code"].splitlines(keepends=True))
        out.append(
            Block(
                match["lang"].strip(),
                code,
                text.count("\n", 0, match.start()) + 1,
                run=NOT_RUN.search(before) is None,
                exit_code=int(exits[1]) if exits else 0,
                needs=needs[1] if needs else None,
                follows=end > 0 and not before.strip(),
            )
        )
        end = match.end()
    return out


def commands(code: str) -> Iterator[tuple[str, str]]:
    """Yield each ``$ quotetrack …`` command of a block with the output shown under it."""
    command: str | None = None
    output: list[str] = []
    lines = iter(code.splitlines())
    for line in lines:
        if line.startswith("$ "):
            if command is not None:
                yield command, "\n".join(output)
            while line.endswith("\\"):
                line = line[:-1] + next(lines, "").lstrip()
            command = line.removeprefix("$ ") if line.startswith(COMMAND) else None
            output = []
        else:
            output.append(line)
    if command is not None:
        yield command, "\n".join(output)


def matches(expected: str, given: str) -> bool:
    """Tell whether an output is what a page shows; ``...`` stands for anything, and so does showing nothing.

    >>> matches("a\\n...", "a\\nb\\nc\\n"), matches("b", "a")
    (True, False)
    """
    if not expected.strip():
        return True
    return doctest.OutputChecker().check_output(expected.strip() + "\n", given.strip() + "\n", MATCH)


def run_command(command: str) -> tuple[int, str, str]:
    """Run ``quotetrack …`` in this process; return exit code, standard output and standard error."""
    from quotetrack.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    argv = sys.argv
    sys.argv = [name for word in shlex.split(command) for name in (sorted(glob(word)) or [word])]
    code: object = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as stop:
        code = stop.code or 0
    finally:
        sys.argv = argv
    texts = []
    for stream in (out, err):
        stream.seek(0)
        texts.append(stream.read())
    return code if isinstance(code, int) else 1, texts[0], texts[1]


def run_python(code: str, names: dict[str, object], place: str) -> tuple[str, str | None]:
    """Run a block in a namespace; return what it printed and its traceback, if it raised."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(code, place, "exec"), names)
    except Exception:
        return out.getvalue(), traceback.format_exc()
    return out.getvalue(), None


def faults(page: Path, *, having: str | None = None) -> list[str]:
    """Run a page in the current folder, with the blocks that need one engine; return what went wrong, with its line."""
    wrong = []
    name = page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else page.name
    names: dict[str, object] = {"__name__": "__page__"}
    printed: str | None = None
    for block in blocks(page.read_text(encoding="utf-8")):
        where = f"{name}:{block.line}"
        if block.lang == "text" and block.follows and printed is not None:
            if not matches(block.code, printed):
                wrong.append(f"{where} shows\n{block.code}\nbut the code above prints\n{printed}")
            printed = None
        elif not block.run or block.needs not in (None, having):
            printed = None
        elif block.lang == "python":
            printed, error = run_python(block.code, names, where)
            if error is not None:
                wrong.append(f"{where} raises\n{error}")
        elif block.lang in ("console", "bash"):
            printed = None
            for command, expected in commands(block.code):
                code, out, err = run_command(command)
                if code != block.exit_code:
                    wrong.append(f"{where} {command}\nexits with {code}, not {block.exit_code}\n{out}{err}")
                elif not matches(expected, out if out.strip() else err):
                    wrong.append(f"{where} {command}\nshows\n{expected}\nbut prints\n{out}{err}")
        else:
            printed = None
    return wrong
