"""A slice of each promise, seconds long; ``python -m tests.promises`` measures them in full."""

from __future__ import annotations

import pytest

from tests.promises.all import PROMISES
from tests.promises.promise import Promise


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.number)
def test_a_slice_of_each_promise(promise: Promise) -> None:
    outcome = promise.check("slice")
    assert outcome.kept, "\n".join([promise.says, outcome.figure, *outcome.failures[:5]])
