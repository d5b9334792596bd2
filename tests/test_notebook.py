"""The example notebook runs offline, and its outputs are those of a run.

``QUOTETRACK_WRITE_DOCS=1 python -m pytest tests/test_notebook.py`` runs it and keeps what it shows.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parent.parent / "docs" / "example.ipynb"


def run(code: str, names: dict[str, object]) -> list[dict[str, Any]]:
    """Run a cell as Jupyter does and return its outputs: what it prints, and what its last expression shows."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value: object = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": printed.getvalue().splitlines(True)})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(True)}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = value._repr_html_().splitlines(True)
        outputs.append({"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data})
    return outputs


@pytest.fixture
def in_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)


def test_the_notebook_runs_and_shows_what_it_says(in_docs: None) -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] != "code":
            continue
        outputs = run("".join(cell["source"]), names)
        if os.environ.get("QUOTETRACK_WRITE_DOCS"):
            cell["outputs"] = outputs
        kinds = [output["output_type"] for output in outputs]
        assert [output["output_type"] for output in cell["outputs"]] == kinds, f"cell {number} shows something else"
    if os.environ.get("QUOTETRACK_WRITE_DOCS"):
        NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
