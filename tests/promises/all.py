"""Every promise, in order."""

from __future__ import annotations

from tests.promises import (
    p01_offsets,
    p02_garbage,
    p03_linear,
    p04_big,
    p05_hostile,
    p06_nothing_lost,
    p07_idempotent,
    p08_injection,
    p09_everywhere,
    p10_memory,
    p11_round_trips,
    p12_models,
    p13_typography,
    p14_docs,
)
from tests.promises.promise import Promise

PROMISES: tuple[Promise, ...] = (
    p01_offsets.PROMISE,
    p02_garbage.PROMISE,
    p03_linear.PROMISE,
    p04_big.PROMISE,
    p05_hostile.PROMISE,
    p06_nothing_lost.PROMISE,
    p07_idempotent.PROMISE,
    p08_injection.PROMISE,
    p09_everywhere.PROMISE,
    p10_memory.PROMISE,
    p11_round_trips.PROMISE,
    p12_models.PROMISE,
    p13_typography.PROMISE,
    p14_docs.PROMISE,
)
