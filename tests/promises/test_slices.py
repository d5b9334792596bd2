"""A slice of each promise, seconds long; ``python -m tests.promises`` measures them in full."""

from __future__ import annotations

import pytest

from tests.promises.all import PROMISES
from tests.promises.promise import Promise


# P14 has a test for each page: tests/test_docs.py
@pytest.mark.parametrize("promise", [p for p in PROMISES if p.number != "P14"], ids=lambda promise: promise.number)
def test_a_slice_of_each_promise(promise: Promise) -> None:
    outcome = promise.check("slice")
    assert outcome.kept, "\n".join([promise.says, outcome.figure, *outcome.failures[:5]])
