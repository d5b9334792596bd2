"""Many articles: who said what, when, kept in one SQLite file. Reading a store needs no spaCy."""

from __future__ import annotations

from quotetrack.track.tracker import Tracker

__all__ = ["Tracker"]
