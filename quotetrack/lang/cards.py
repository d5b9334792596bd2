"""Model cards: the list of a model directory's files with their sha256, checked before anything is loaded."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from quotetrack.errors import ModelError

CARD = "card.json"
ATTRIBUTION = Path(__file__).parent / "en" / "attribution"  # the embedded attribution model


def read_card(path: Path) -> dict[str, object]:
    """Read a model directory's card and check every file against its sha256.

    Raises:
        ModelError: a file is missing, cut short or changed, or the directory holds no model of ours.
    """
    card_path = path / CARD
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
        files = dict(card["files"])
    except OSError as error:
        raise ModelError(f"{card_path}: no such file; a model directory of quotetrack holds one") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{card_path}: not a model card of quotetrack ({error}); install the package again") from error
    for name, wanted in files.items():
        try:
            found = hashlib.sha256((path / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"{path / name}: cannot be read ({error.strerror}); install the package again") from error
        if found != wanted:
            raise ModelError(
                f"{path / name}: damaged or changed (sha256 {found[:12]}…, the card says {str(wanted)[:12]}…); "
                "install the package again"
            )
    return dict(card)


def write_card(path: Path, *, name: str, settings: dict[str, object]) -> None:
    """Write the card of a model directory: every file in it with its sha256, sorted, README and card left out."""
    files = {
        file.relative_to(path).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file() and file.name not in (CARD, "README.md")
    }
    _write(path, {"name": name, "files": files, "settings": settings})


def list_file(path: Path, name: str) -> None:
    """Enter a file that was written later into a model directory's card, or enter it anew."""
    card = json.loads((path / CARD).read_text(encoding="utf-8"))
    card["files"][name] = hashlib.sha256((path / name).read_bytes()).hexdigest()
    _write(path, card)


def _write(path: Path, card: dict[str, object]) -> None:
    (path / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
