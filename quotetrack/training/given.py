"""Choose the given names whose gender is sure enough to tell whom a pronoun cannot mean.

The counts are those of the package *nomquamgender* (MIT), in its file ``name_data.json``: a name to the number of
sources that have it, of people who bear it, and the share of women among them. Which of the names are family names as
well is told by the name files of the US Census of 1990 (public domain; the package *names* has them).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from quotetrack.errors import FormatError
from quotetrack.files import existing

NAME = re.compile(r"[a-z]{2,}(?:-[a-z]+)?")  # as `quotetrack.lang.given.plain` writes it
SURE = 0.05  # of the bearers, at most, are of the other gender
BEARERS = 30
SOURCES = 3
FAMILY = 0.1  # a family name is at least this much as frequent as the given name


def read_counts(path: Path) -> Mapping[str, tuple[int, int, float]]:
    """Read a table of counts: sources, bearers and share of women by name.

    Raises:
        FormatError: the file is no such table.
    """
    try:
        stored = json.loads(existing(path).read_text(encoding="utf-8"))
        return {name: (int(row[0]), int(row[1]), float(row[2])) for name, row in stored.items()}
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise FormatError(
            'want JSON like {"anna": [35, 1528621, 0.975]}: sources, bearers, women', path=path
        ) from error


def read_census(paths: Iterable[Path]) -> Mapping[str, float]:
    """Read per cents by name from files of the census, whose lines begin with a name and its per cent.

    Raises:
        FormatError: a line has no number there.
    """
    found: dict[str, float] = {}
    for path in paths:
        for number, line in enumerate(existing(path).read_text(encoding="utf-8").splitlines(), 1):
            try:
                name, share, *_ = line.split()
                found[name.lower()] = max(float(share), found.get(name.lower(), 0.0))
            except ValueError as error:
                raise FormatError("want lines like SMITH 1.006", path=path, line=number) from error
    return found


def choose(
    counts: Mapping[str, tuple[int, int, float]], given: Mapping[str, float], family: Mapping[str, float]
) -> dict[str, list[str]]:
    """Keep the names that nearly all bearers of one gender have, and tell which are family names as well.

    >>> rows = {"anna": (35, 9000, 0.975), "grant": (30, 900, 0.01), "robin": (32, 900, 0.25)}
    >>> choose(rows, {"anna": 0.4, "grant": 0.02}, {"grant": 0.07, "anna": 0.001})
    {'male': ['grant'], 'female': ['anna'], 'family': ['grant']}
    """
    chosen: dict[str, list[str]] = {"male": [], "female": [], "family": []}
    for name, (sources, bearers, women) in sorted(counts.items()):
        rare = sources < SOURCES or bearers < BEARERS
        if rare or NAME.fullmatch(name) is None or min(women, 1 - women) > SURE:
            continue
        chosen["female" if women > 0.5 else "male"].append(name)
        if family.get(name, 0.0) > FAMILY * given.get(name, 0.0):
            chosen["family"].append(name)
    return chosen


def main(arguments: Sequence[str]) -> int:
    """Run the recipe."""
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training given", description=__doc__)
    parser.add_argument("--counts", type=Path, required=True, help="name_data.json of nomquamgender")
    parser.add_argument("--given", type=Path, nargs="+", required=True, help="dist.male.first, dist.female.first")
    parser.add_argument("--family", type=Path, nargs="+", required=True, help="dist.all.last")
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    told = parser.parse_args(arguments)
    chosen = choose(read_counts(told.counts), read_census(told.given), read_census(told.family))
    stored = {key: " ".join(names) for key, names in chosen.items()}
    told.out.write_text(json.dumps(stored, indent=0) + "\n", encoding="utf-8")
    print(json.dumps({key: len(names) for key, names in chosen.items()}))
    return 0
