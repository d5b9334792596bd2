"""Articles by the million: extraction and tracking as Spark jobs (extra ``spark``).

`extract` maps the models over a DataFrame, `extract_to` does so bucket by bucket and goes on where it was stopped, and
`track` finds people and repeated statements across all articles, by the decisions that a `quotetrack.Tracker` makes.
"""

from __future__ import annotations

from quotetrack.spark.extracting import extract
from quotetrack.spark.resuming import extract_to
from quotetrack.spark.tracking import Tracked, track

__all__ = ["Tracked", "extract", "extract_to", "track"]
