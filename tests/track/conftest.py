from __future__ import annotations

import pytest

from quotetrack.track import store


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the syncing of each commit out: no test cuts the power, and some disks take 20 ms for it."""
    monkeypatch.setattr(store, "SYNCHRONOUS", "OFF")
