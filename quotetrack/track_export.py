"""A store written out with what only a store knows: people and statements across articles."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from quotetrack.listing import write_rows
from quotetrack.track import Tracker
from quotetrack.track.datasette import metadata


def write_exchange(tracker: Tracker, file: IO[bytes]) -> None:
    """Write the exchange format, each speaker with its `person`, each attribution with its `statement`."""
    for data in tracker.export():
        file.write(json.dumps(data, ensure_ascii=True).encode("ascii") + b"\n")


def write_table(tracker: Tracker, file: IO[bytes]) -> None:
    """Write CSV, one row an attribution, safe to open in a spreadsheet."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    write_rows((row for data in tracker.export() for row in _rows(data)), text)
    text.detach()


def write_metadata(tracker: Tracker, file: IO[bytes]) -> None:
    """Write what Datasette needs to show the store well: datasette STORE --metadata FILE."""
    file.write(json.dumps(metadata(tracker.path), indent=1).encode("ascii") + b"\n")


def _rows(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    article = data["article"]
    speakers = {speaker["id"]: speaker for speaker in data["speakers"]}
    for attribution in data["attributions"]:
        speaker = speakers.get(attribution["speaker"], {})
        yield {
            "article": article["id"],
            "published": article["published"],
            "publisher": article["publisher"],
            "title": article["title"],
            "url": article["url"],
            "id": attribution["id"],
            "kind": attribution["kind"],
            "act": attribution["act"],
            "text": " … ".join(part["text"] for part in attribution["content"]),
            "cue": " … ".join(part["text"] for part in attribution["cue"]),
            "source": " … ".join(part["text"] for part in attribution["source"]),
            "speaker": speaker.get("label"),
            "person": speaker.get("person"),
            "statement": attribution["statement"],
            "confidence": attribution["confidence"],
        }


STORE_FORMATS: dict[str, Callable[[Tracker, IO[bytes]], None]] = {
    "jsonl": write_exchange,
    "csv": write_table,
    "datasette-metadata": write_metadata,
}
