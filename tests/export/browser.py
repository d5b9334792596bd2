"""A headless Chromium for the page tests, and what must hold on every page at every width."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

WIDTHS = (375, 1280)
SERIOUS = ("serious", "critical")


def why_no_browser() -> str | None:
    """Return what is missing for the page tests, ``None`` when nothing is."""
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed: pip install selenium"
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            return f"{program} is not installed: apt-get install chromium chromium-driver"
    return None


needs_browser = pytest.mark.skipif(why_no_browser() is not None, reason=str(why_no_browser()))


@contextmanager
def browser() -> Iterator[Any]:
    """Start a headless Chromium that logs its console and its network."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def show(driver: Any, page: Path, width: int, *, dark: bool = False) -> None:
    """Open a page at a width, in light or dark mode."""
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})  # as of the window in front
    for log in ("browser", "performance"):
        driver.get_log(log)
    driver.get(page.as_uri())


def problems(driver: Any, page: Path) -> list[str]:
    """Return console messages, requests other than for the page itself, and a sideways scroll."""
    found = [entry["message"] for entry in driver.get_log("browser")]
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if url.partition("#")[0] != page.as_uri() and not url.startswith("data:"):
                found.append(f"request for {url}")
    wide, screen = driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    return [*found, f"scrolls sideways: {wide} > {screen}"] if wide > screen else found


def axe() -> Path | None:
    """Return where axe-core lies: named by AXE_CORE, or installed by npm in the working directory."""
    candidates = (os.environ.get("AXE_CORE"), "node_modules/axe-core/axe.min.js")
    return next((Path(name) for name in candidates if name and Path(name).is_file()), None)


def violations(driver: Any) -> list[str]:
    """Return the serious violations that axe-core finds on the page that is open."""
    script = axe()
    assert script is not None
    # As the debugger's, not the page's: the page's policy lets no foreign script run.
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": script.read_text(encoding="utf-8")})
    answer = driver.execute_cdp_cmd(
        "Runtime.evaluate",
        {"expression": "axe.run().then((r) => JSON.stringify(r.violations))", "awaitPromise": True},
    )
    return [
        f"{v['id']}: {v['help']} {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in json.loads(answer["result"]["value"])
        if v["impact"] in SERIOUS
    ]


def tab_to(driver: Any, *, most: int = 200) -> list[str]:
    """Press Tab through the page and return the ids of what got the focus, in order."""
    from selenium.webdriver.common.keys import Keys

    seen: list[str] = []
    for _ in range(most):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        element = driver.execute_script(
            "const e = document.activeElement; return [e === document.body, e.id, e.dataset.speaker || '']"
        )
        if element[0]:
            break
        seen.append(element[1] or element[2])
    return seen
