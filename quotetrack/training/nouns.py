"""Choose the nouns whose most frequent sense is a person's, from the files of Princeton WordNet (``dict/``)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotetrack.errors import FormatError

NOUN = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
PERSON = 18  # the lexicographer's file of nouns for people


def person_nouns(folder: Path) -> Iterator[str]:
    """Yield the nouns in lower case whose first sense is a person's; WordNet puts the most frequent one first.

    Raises:
        FormatError: a file of WordNet is missing from the folder, or is damaged.
    """
    synsets: dict[str, tuple[int, frozenset[str]]] = {}
    for path, line, fields in _rows(folder / "data.noun"):
        try:
            synsets[fields[0]] = int(fields[1]), frozenset(fields[4 : 4 + 2 * int(fields[3], 16) : 2])
        except (ValueError, IndexError) as error:
            raise FormatError("want a synset: offset, file, type, count, words", path=path, line=line) from error
    for path, line, fields in _rows(folder / "index.noun"):
        try:
            file, words = synsets[fields[4 + int(fields[3]) + 2]]
        except (ValueError, LookupError) as error:
            raise FormatError("want a lemma with the offsets of its synsets", path=path, line=line) from error
        if file == PERSON and fields[0] in words and NOUN.fullmatch(fields[0]):  # no name: those are capitalised
            yield fields[0]


def _rows(path: Path) -> Iterator[tuple[Path, int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise FormatError("cannot be read; give the folder of WordNet that holds data.noun", path=path) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith(" "):  # the licence stands first, indented
            yield path, number, line.split()


def main(arguments: Sequence[str]) -> int:
    """Run the recipe."""
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training nouns", description=__doc__)
    parser.add_argument("--wordnet", type=Path, required=True, help="the folder dict/ of WordNet")
    parser.add_argument("--out", type=Path, required=True, help="the list to write")
    given = parser.parse_args(arguments)
    nouns = list(person_nouns(given.wordnet))
    given.out.write_text("\n".join(nouns) + "\n", encoding="utf-8")
    print(f"{len(nouns)} nouns")
    return 0
