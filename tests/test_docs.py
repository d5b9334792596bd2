"""Every snippet of the README and the docs runs offline and prints what the page says it prints."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from quotetrack.api import default_finder
from quotetrack.find.finder import Finder
from tests.docs_runner import ROOT, blocks, commands, faults, matches, pages

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)\s]*)?\)")
ALLOWED_UNRUN = 12  # blocks that cannot run here (training data, Spark, other people's models); a ratchet


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample articles, no network, a terminal of 80 columns, and models that load only once."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("the docs must run offline")

    load, embedded = Finder.load, default_finder()
    monkeypatch.setattr(Finder, "load", lambda **given: load(**given) if any(given.values()) else embedded)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name, value in {"COLUMNS": "80", "LINES": "50", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_shows_is_true(page: Path, desk: Path) -> None:
    wrong = faults(page)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    dead = [target for target in LINK.findall(text) if not (page.parent / target).exists()]
    assert dead == []


def test_few_blocks_are_left_unrun() -> None:
    unrun = [b for page in pages() for b in blocks(page.read_text(encoding="utf-8")) if not b.run]
    assert len(unrun) <= ALLOWED_UNRUN


def page_of(folder: Path, text: str) -> Path:
    page = folder / "page.md"
    page.write_text(text, encoding="utf-8")
    return page


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("```python\n1 / 0\n```\n", "ZeroDivisionError"),
        ("```python\nprint('one')\n```\n\n```text\ntwo\n```\n", "prints\none"),
        ("```console\n$ quotetrack extract nowhere.txt\n```\n", "exits with 2, not 0"),
        ("```console\n$ quotetrack --version\nquotetrack 99\n```\n", "quotetrack 99"),
        ("<!-- exits with 2 -->\n```console\n$ quotetrack --version\n```\n", "exits with 0, not 2"),
    ],
)
def test_an_untrue_page_is_told(text: str, fault: str, desk: Path) -> None:
    (wrong,) = faults(page_of(desk, text))
    assert fault in wrong


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 2\n```\nthen\n```python\nprint(x)\n```\n\n```text\n2\n```\n",
        "```console\n$ pip install quotetrack\n$ quotetrack --version\nquotetrack ...\n```\n",
        "<!-- not run: needs a model of yours -->\n```python\n1 / 0\n```\n",
        "<!-- exits with 2 -->\n```console\n$ quotetrack extract nowhere.txt\n...nowhere.txt...\n```\n",
        "<!-- needs: pyspark -->\n```python\n1 / 0\n```\n\n```text\n2\n```\n",
    ],
)
def test_a_true_page_passes(text: str, desk: Path) -> None:
    assert faults(page_of(desk, text)) == []


def test_a_command_goes_on_after_a_backslash() -> None:
    code = "$ quotetrack extract a.txt \\\n    --why\nout\n$ ls\n$ quotetrack demo\n"
    assert list(commands(code)) == [("quotetrack extract a.txt --why", "out"), ("quotetrack demo", "")]


def test_showing_nothing_promises_nothing() -> None:
    assert matches("", "anything")
    assert not matches("something", "anything")
