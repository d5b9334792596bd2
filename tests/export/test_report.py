from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from quotetrack import track_cli
from quotetrack.export.report import DAYS, MONTHS, Period, columns, count, marks, report, speaker_line, timeline
from quotetrack.models import Article, Extraction, Speaker
from quotetrack.track import Tracker
from tests.export.browser import WIDTHS, axe, browser, needs_browser, problems, show, violations
from tests.export.test_html import PAYLOADS, Page, hostile
from tests.factories import attribution, ferry

SAYINGS = (
    ("2024-03-02", "The Pier", "“We will rebuild the whole quay before the winter storms,” Ines Okafor said."),
    ("2024-03-03", "Coast Daily", "“We will never rebuild the whole quay before the winter storms,” Ines Okafor said."),
    ("2024-04-11", "The Pier", "“We will rebuild the whole quay before the winter,” a harbour official said."),
    ("2024-06-20", "Coast Daily", "Ines Okafor said the fishermen had waited long enough for an answer."),
    (None, None, "“The nets are empty and the boats are for sale this spring.”"),
)


def article(number: int, published: str | None, publisher: str | None, text: str) -> Extraction:
    content, _, rest = text.strip("“").partition(",”")
    who: Speaker | None = None
    if "Okafor" in text:
        who = Speaker("s1", "person", "Ines Okafor", "Ines Okafor")
    elif "official" in text:
        who = Speaker("s1", "unnamed", None, "a harbour official")
    if text.startswith("Ines"):
        a = attribution(text, "a1", text[17:-1], kind="indirect", cue="said", source="Ines Okafor", speaker=who)
    elif rest:
        a = attribution(text, "a1", content, cue="said", source=who.label if who else None, speaker=who)
    else:
        a = attribution(text, "a1", content.rstrip("”"))
    head = Article(text, f"n{number}", publisher=publisher, published=published)
    return Extraction(head, (a,), (who,) if who else ())


def store(tracker: Tracker) -> None:
    tracker.add_many([article(n, *saying) for n, saying in enumerate(SAYINGS)] + [ferry()])


@pytest.fixture
def tracker() -> Any:
    with Tracker(":memory:") as opened:
        store(opened)
        yield opened


def test_shares_are_counted_by_outlet_and_kind_of_speaker(tracker: Tracker) -> None:
    counts = count(tracker.extractions())
    outlets = {share.name: share for share in counts.outlets}
    assert {name: (s.articles, s.quotes) for name, s in outlets.items()} == {
        "The Pier": (3, 8),
        "Coast Daily": (2, 2),
        "unknown outlet": (1, 1),
    }
    assert outlets["Coast Daily"].direct == 0.5
    assert outlets["The Pier"].unnamed == 3 / 8
    assert outlets["unknown outlet"].unattributed == 1.0
    assert {share.name: share.quotes for share in counts.sources} == {"person": 6, "unnamed": 3, "no speaker": 2}
    assert counts.total.quotes == 11 and counts.undated == 1


def test_the_page_tells_who_what_and_how_it_changed(tracker: Tracker) -> None:
    html = report(tracker)
    page = Page(html)
    assert "Ines Okafor" in html and "Coast Daily" in html
    statements = tracker.statements()
    assert statements and all(row.words.split()[0] in html for row in statements)
    assert "<ins>never</ins>" in html or "<del>never</del>" in html
    assert "negation" in html
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_those_quoted_most_have_a_timeline_of_their_own(tracker: Tracker) -> None:
    periods = count(tracker.extractions()).periods
    line = speaker_line(tracker, tracker.person("Ines Okafor"), periods)
    assert line is not None and (line[0], line[2]) == ("Ines Okafor", 6)
    assert {bar.title for bar in line[1]} == {
        "2024-03: 3 direct of 5",
        "2024-03: 2 indirect of 5",
        "2024-06: 1 indirect of 1",
    }
    assert speaker_line(tracker, tracker.person("Ines Okafor"), ()) is None


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    with Tracker(tmp_path / "news.db") as made:
        store(made)
    app = typer.Typer()
    track_cli.register(app)
    ran = CliRunner().invoke(app, ["report", str(tmp_path / "news.db"), "-o", str(tmp_path / "report.html")])
    assert ran.exit_code == 0, ran.output
    assert "Ines Okafor" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_empty_store_says_what_to_do() -> None:
    with Tracker(":memory:") as empty:
        assert "quotetrack track" in report(empty)


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (["2024-02-27", "2024-03-01"], ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"]),
        (["2023-11-30", "2024-02-01"], ["2023-11", "2023-12", "2024-01", "2024-02"]),
        (["2019-01-01", "2022-01-01"], ["2019", "2020", "2021", "2022"]),
        (["no date"], []),
    ],
)
def test_a_timeline_has_no_gaps_and_fits(days: list[str], names: list[str]) -> None:
    from collections import Counter

    periods, odd = timeline({day: Counter(direct=1) for day in days})
    assert [period.name for period in periods] == names
    assert sum(period.total for period in periods) + odd == len(days)
    assert len(periods) <= max(DAYS, MONTHS)


def test_columns_stand_on_the_base_line_and_reach_the_peak() -> None:
    periods = [Period("2024", {"direct": 3, "indirect": 1}), Period("2025", {"mixed": 1}), Period("2026", {})]
    drawn = columns(periods)
    assert [(bar.kind, bar.y, bar.height) for bar in drawn] == [
        ("direct", 45.0, 135.0),
        ("indirect", 0.0, 45.0),
        ("mixed", 135.0, 45.0),
    ]
    assert [name for _, name in marks(periods)] == ["2024", "2025", "2026"]
    assert columns([]) == [] and marks([]) == []


@pytest.mark.parametrize("payload", PAYLOADS[:6])
def test_no_field_of_a_store_can_make_anything_run(payload: str) -> None:
    with Tracker(":memory:") as opened:
        opened.add(hostile(payload))
        html = report(opened)
    page = Page(html)
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "base", "form"}
    assert len(page.scripts) == 1 and "alert" not in page.scripts[0]
    for _, attrs in page.elements:
        assert not any(name.startswith("on") for name in attrs)


@pytest.fixture(scope="module")
def driver() -> Any:
    with browser() as started:
        yield started


@pytest.fixture
def page(tracker: Tracker, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(report(tracker), encoding="utf-8")
    return path


@needs_browser
@pytest.mark.parametrize("width", WIDTHS)
def test_tables_sort_and_nothing_leaves_the_page(driver: Any, page: Path, width: int) -> None:
    show(driver, page, width)
    script = (
        "const t = document.querySelectorAll('table')[2]; const h = t.querySelectorAll('thead button');"
        "h[arguments[0]].click(); return [...t.tBodies[0].rows].map((r) => r.cells[arguments[0]].textContent.trim())"
    )
    assert driver.execute_script(script, 2) == ["8", "2", "1"]
    assert driver.execute_script(script, 2) == ["1", "2", "8"]
    assert driver.execute_script(script, 0) == ["Coast Daily", "The Pier", "unknown outlet"]
    assert problems(driver, page) == []


@needs_browser
@pytest.mark.skipif(axe() is None, reason="axe-core is not installed: npm install axe-core, or name it by AXE_CORE")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_serious_violation(driver: Any, page: Path, width: int, dark: bool) -> None:
    show(driver, page, width, dark=dark)
    assert violations(driver) == []
