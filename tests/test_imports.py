"""Imports run one way, and importing the package costs next to nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotetrack

PACKAGE = Path(quotetrack.__file__).parent
# who may import whom: only what stands further left, or in the same room
ORDER = (
    {"errors", "dates", "quoting", "suspect"},
    {"models", "files"},
    {"structure"},
    {"serialize", "lang", "people"},
    {"find", "track", "export", "evaluate", "training", "read"},
    {"api", "component", "reader", "scale", "screen", "listing"},
    {"spark", "track_export", "track_options"},
    {"ask_cli", "cli", "evaluate_cli", "track_cli", "__main__"},
)
LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}
# rooms that use another room's door, and why
DOORS = {
    ("track", "quotetrack.find.finder"),  # reads articles that nobody has read yet
    ("evaluate", "quotetrack.find.finder"),  # calibration runs what it calibrates
    ("evaluate", "quotetrack.find.confidence"),
    ("training", "quotetrack.find.tagger"),  # training and running must cut a text into the same pieces
    ("training", "quotetrack.find.pieces"),
    ("training", "quotetrack.find.marks"),
    ("training", "quotetrack.find.typography"),
    ("training", "quotetrack.find.grammar"),  # and must give a token the same piece
    ("export", "quotetrack.track"),  # the report of a store shows what the store answers
    ("export", "quotetrack.track.rows"),
    ("models", "quotetrack.serialize"),  # result.to_json() and its like: doors for notebooks, opened when called
    ("models", "quotetrack.export.displacy"),
    ("models", "quotetrack.export.html"),
    ("models", "quotetrack.export.table"),
}
ROOT_MAY_BE_IMPORTED_BY = {"cli", "__main__"}  # the program shows the version


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield every module of ours that a file names in an import, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "quotetrack")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "quotetrack":
            assert node.module is not None
            if node.module == "quotetrack":
                yield from (
                    f"quotetrack.{alias.name}" if _is_module(alias.name) else "quotetrack" for alias in node.names
                )
            else:
                yield node.module
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"


def _is_module(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    assert here in LEVEL, f"a new room: give {here!r} its place in the order"
    for name in imported(path):
        if name == "quotetrack":
            assert here in ROOT_MAY_BE_IMPORTED_BY, f"{path} imports the package root"
            continue
        there = name.split(".")[1]
        if there != here and (here, name) not in DOORS:
            assert LEVEL[there] < LEVEL[here] or LEVEL[here] == len(ORDER) - 1, f"{path} imports {name}"


def test_every_door_is_used() -> None:
    used = {(room(path), name) for path in modules() for name in imported(path)}
    assert used >= DOORS


HEAVY = ("spacy", "textacy", "onnxruntime", "torch", "pandas", "pyarrow", "polars", "trafilatura", "pyspark", "sqlite3")


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = f"import sys, quotetrack; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.strip() == "[]"


def test_reading_an_article_never_loads_textacy() -> None:
    program = (
        "import sys, quotetrack; quotetrack.extract('“No,” said Ada Obi.');"
        "print([name for name in ('textacy', 'pandas', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.strip() == "[]"
