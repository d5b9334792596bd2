"""P14: what the README and the docs show is what happens, offline."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from unittest import mock

from tests.docs_runner import ROOT, blocks, faults, pages
from tests.promises.promise import Effort, Outcome, Promise

SCREEN = {"COLUMNS": "80", "LINES": "50", "TERM": "dumb", "NO_COLOR": "1"}


def _refuse(*_: object, **__: object) -> NoReturn:
    raise OSError("the docs must run offline")


def _wrong(page: Path) -> list[str]:
    """Run a page in a fresh folder that holds the sample articles, without a network."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "seeds", Path(folder) / "seeds")
        os.chdir(folder)
        try:
            with mock.patch.dict(os.environ, SCREEN), mock.patch.object(socket.socket, "connect", _refuse):
                return [f"{page.name}: {fault}" for fault in faults(page)]
        finally:
            os.chdir(before)


def check(effort: Effort) -> Outcome:
    chosen = pages()[:1] if effort == "slice" else pages()  # tests/test_docs.py runs every page
    shown = [block for page in chosen for block in blocks(page.read_text(encoding="utf-8"))]
    run = [block for block in shown if block.run and block.lang in ("python", "console", "bash")]
    failures = [fault for page in chosen for fault in _wrong(page)]
    return Outcome(f"{len(run)} snippets of {len(chosen)} pages", tuple(failures), "all true" if not failures else "")


PROMISE = Promise("P14", "docs are true", "100 % of snippets and commands run offline", check)
