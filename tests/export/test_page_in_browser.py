from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.export.browser import WIDTHS, axe, browser, needs_browser, problems, show, tab_to, violations
from tests.export.test_html import PAYLOADS, hostile
from tests.factories import ferry

pytestmark = needs_browser


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "ferry.html"
    path.write_text(ferry().to_html(), encoding="utf-8")
    return path


def drawn(driver: Any) -> list[str]:
    """Return the numbers of the quotations that are drawn."""
    script = (
        "return [...document.querySelectorAll('.q[id]')].filter((q) => !q.classList.contains('off')).map((q) => q.id)"
    )
    return list(driver.execute_script(script))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_click_on_a_speaker_shows_only_theirs(driver: Any, page: Path, width: int) -> None:
    show(driver, page, width)
    assert drawn(driver) == ["q1", "q2", "q3", "q4", "q5", "q6"]
    click(driver, "[data-speaker='1']")
    assert drawn(driver) == ["q1", "q2", "q4"]
    assert listed(driver) == ["i1", "i2", "i4"]
    assert status(driver) == "Showing 3 quotations by Ines Okafor"
    assert driver.execute_script("return document.querySelector('[data-speaker=\"1\"]').ariaPressed") == "true"
    click(driver, "[data-speaker='4']")
    assert drawn(driver) == ["q6"]
    click(driver, "#all")
    assert len(drawn(driver)) == len(listed(driver)) == 6
    assert problems(driver, page) == []


def click(driver: Any, selector: str) -> None:
    driver.execute_script("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
    driver.find_element("css selector", selector).click()


def listed(driver: Any) -> list[str]:
    return list(
        driver.execute_script("return [...document.querySelectorAll('.all li:not([hidden])')].map((item) => item.id)")
    )


def status(driver: Any) -> str:
    return str(driver.execute_script("return document.getElementById('status').textContent"))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_reaches_every_speaker_and_quotation(driver: Any, page: Path, width: int) -> None:
    show(driver, page, width)
    seen = tab_to(driver)
    assert [name for name in seen if name.isdigit()] == ["1", "2", "3", "4"]
    assert [name for name in seen if name.startswith("q")] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert problems(driver, page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_quotation_in_focus_tells_its_cue_source_confidence_and_why(driver: Any, page: Path, width: int) -> None:
    show(driver, page, width)
    driver.execute_script("document.getElementById('q1').focus()")
    card = driver.find_element("id", "card")
    for words in ("told", "Harbour Master Ines Okafor", "97 %", "the source holds the name"):
        assert words in card.text
    place = driver.execute_script(
        "const r = document.getElementById('card').getBoundingClientRect(); return [r.left, r.right, innerWidth]"
    )
    assert place[0] >= 0 and place[1] <= place[2]
    marked = driver.execute_script("return [...document.querySelectorAll('.on')].map((e) => e.className.split(' ')[0])")
    assert sorted(set(marked)) == ["cue", "q", "source"]
    from selenium.webdriver.common.keys import Keys

    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not card.is_displayed()


def test_the_card_also_follows_the_pointer(driver: Any, page: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    show(driver, page, 1280)
    ActionChains(driver).move_to_element(driver.find_element("id", "q3")).perform()
    assert "called" in driver.find_element("id", "card").text
    ActionChains(driver).move_to_element(driver.find_element("tag name", "h1")).perform()
    assert not driver.find_element("id", "card").is_displayed()


def test_hostile_text_runs_nothing(driver: Any, tmp_path: Path) -> None:
    for n, payload in enumerate(PAYLOADS):
        path = tmp_path / f"{n}.html"
        path.write_text(hostile(payload).to_html(), encoding="utf-8")
        show(driver, path, 1280)
        driver.execute_script("document.getElementById('q1').focus()")
        assert problems(driver, path) == []
        assert driver.execute_script("return document.querySelectorAll('script, img, iframe, svg, base').length") == 1


@pytest.mark.skipif(axe() is None, reason="axe-core is not installed: npm install axe-core, or name it by AXE_CORE")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_serious_violation(driver: Any, page: Path, width: int, dark: bool) -> None:
    show(driver, page, width, dark=dark)
    assert violations(driver) == []
    driver.execute_script("document.getElementById('q5').focus()")
    click(driver, "[data-speaker='1']")
    assert violations(driver) == []


def test_print_keeps_colours_and_leaves_out_what_cannot_be_pressed(driver: Any, page: Path) -> None:
    show(driver, page, 1280)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not driver.find_element("id", "card").is_displayed()
    style = driver.execute_script("return getComputedStyle(document.getElementById('q1')).printColorAdjust")
    assert style == "exact"
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
