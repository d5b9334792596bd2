"""Out into the world: one file a format, one table of them all.

>>> sorted(EXPORTERS)[:4]
['brat', 'conll', 'csv', 'csv-raw']
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import IO

from quotetrack.errors import InputError, MissingFileError
from quotetrack.export.anchor import Reanchored, reanchor
from quotetrack.export.brat import brat_files, read_brat
from quotetrack.export.conll import write_conll
from quotetrack.export.delimited import write_csv, write_raw_csv
from quotetrack.export.docbin import read_docbin, write_docbin
from quotetrack.export.exporter import Exporter, Results, article_name, extractions
from quotetrack.export.html import html_files
from quotetrack.export.json_lines import read_json, read_json_lines, write_json, write_json_lines
from quotetrack.export.label_studio import write_label_studio
from quotetrack.export.parquet import write_parquet
from quotetrack.export.prodigy import write_prodigy
from quotetrack.export.schema_org import write_schema_org
from quotetrack.export.table import COLUMNS, to_arrow, to_pandas, to_polars
from quotetrack.export.w3c import read_w3c, write_w3c
from quotetrack.export.xlsx import write_xlsx
from quotetrack.files import named, replacing
from quotetrack.models import Extraction, Failure

__all__ = [
    "COLUMNS",
    "EXPORTERS",
    "Exporter",
    "Reanchored",
    "format_of",
    "read",
    "read_w3c",
    "reanchor",
    "screen",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "write",
]

EXPORTERS: Mapping[str, Exporter] = {
    "jsonl": Exporter("the exchange format, one article a line", ".jsonl", write_json_lines, read=read_json_lines),
    "json": Exporter("the exchange format as one array", ".json", write_json, read=read_json),
    "csv": Exporter("a table that is safe to open in a spreadsheet", ".csv", write_csv),
    "csv-raw": Exporter("a table with every cell as it is, for programs", ".csv", write_raw_csv),
    "xlsx": Exporter("an Excel workbook", ".xlsx", write_xlsx, extra="tables"),
    "parquet": Exporter("a typed table for analysis", ".parquet", write_parquet, extra="tables"),
    "html": Exporter("a page to look at", ".html", files=html_files),
    "w3c": Exporter("W3C Web Annotations, which survive edits of the article", ".jsonld", write_w3c),
    "schema.org": Exporter("schema.org quotations and claims", ".jsonld", write_schema_org),
    "brat": Exporter("brat standoff, a .txt and an .ann an article", ".ann", files=brat_files, read=read_brat),
    "label-studio": Exporter("Label Studio tasks", ".jsonl", write_label_studio),
    "prodigy": Exporter("Prodigy tasks", ".jsonl", write_prodigy),
    "conll": Exporter("one token a line", ".conll", write_conll),
    "docbin": Exporter("spaCy's DocBin", ".spacy", write_docbin, read=read_docbin),
}
BINARY = (".xlsx", ".parquet", ".spacy")
LONGEST_NAME = 100  # characters of a file name; systems allow 255 bytes


def write(results: Results | Extraction, format: str, output: str | Path | None = None) -> None:
    """Write results, or one, in a format to a file, a folder (formats with a file an article) or standard output.

    A file is replaced only when everything is written. Only the formats ``jsonl`` and ``json`` keep failures.

    Raises:
        InputError: the format is unknown, or needs a file or a folder where none is given, or there are no results.
        MissingExtraError: the format needs an extra.
    """
    exporter = _exporter(format)
    if output is not None and not isinstance(output, str | Path):
        raise InputError(f"expected the path of a file or folder, got {type(output).__name__}")
    if isinstance(results, str) or not isinstance(results, Iterable):
        raise InputError(f"expected extractions, got {type(results).__name__}; extract(text) gives one")
    results = _checked([results] if isinstance(results, Extraction) else results)  # one is a sequence, of attributions
    target = None if output is None else Path(output)
    if exporter.files is not None:
        _write_files(results, format, exporter, target)
    elif exporter.write is not None:
        if target is not None:
            with replacing(target) as file:
                exporter.write(results, file)
            return
        shown = screen(format)
        exporter.write(results, shown)
        shown.flush()


def read(path: str | Path, format: str) -> Iterator[Extraction]:
    """Yield the extractions of a file that was written in one of the formats that can be read back.

    Raises:
        InputError: the format is unknown, or cannot hold an extraction.
        FormatError: the file is not in that format.
    """
    exporter = _exporter(format)
    if exporter.read is None:
        readable = ", ".join(name for name, other in EXPORTERS.items() if other.read is not None)
        raise InputError(f"{format} does not hold whole extractions and cannot be read back; these can: {readable}")
    return exporter.read(named(path))


def _checked(results: Results) -> Iterator[Extraction | Failure]:
    """Pass results on; what is none would leave an empty file behind."""
    for result in results:
        if not isinstance(result, Extraction | Failure):
            raise InputError(f"expected extractions, got {type(result).__name__}; extract(text) gives one")
        yield result


def format_of(output: str | Path, known: str) -> str:
    """Return the format in which files with this ending are written; `known` lists the formats for who must choose.

    >>> format_of("quotations.csv", "csv, html")
    'csv'

    Raises:
        InputError: no format's files end so.
    """
    ending = Path(output).suffix.lower()
    for name, exporter in EXPORTERS.items():
        if ending and exporter.suffix == ending:
            return name
    raise InputError(f"{output}: no format ends in {ending or 'nothing'}; say which you want with --format: {known}")


def _exporter(format: str) -> Exporter:
    if format not in EXPORTERS:
        raise InputError(f"unknown format {format!r}; choose from {', '.join(EXPORTERS)}")
    return EXPORTERS[format]


def _write_files(results: Results, format: str, exporter: Exporter, target: Path | None) -> None:
    assert exporter.files is not None
    found = extractions(results)
    device = target is not None and target.exists() and not target.is_file() and not target.is_dir()
    if target is not None and not device and (target.is_dir() or not target.suffix):
        _make_folder(target)
        taken: set[str] = set()
        for number, extraction in enumerate(found, start=1):
            name = _file_name(article_name(extraction, number), taken)
            for suffix, data in exporter.files(extraction).items():
                with replacing(target / (name + suffix)) as file:
                    file.write(data)
        return
    first = next(found, None)
    if first is None:
        return
    if next(found, None) is not None:
        raise InputError(f"{format} makes files for each article; name a folder with -o")
    files = exporter.files(first)
    if target is not None:
        for suffix, data in files.items():
            with replacing(target.with_suffix(suffix) if len(files) > 1 else target) as file:
                file.write(data)
    elif len(files) > 1:
        raise InputError(f"{format} makes {len(files)} files ({', '.join(files)}); name a folder with -o")
    else:
        shown = screen(format)
        shown.write(*files.values())
        shown.flush()


def _make_folder(target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise MissingFileError(f"{target.parent} does not exist; create the folder first")
    try:
        target.mkdir(exist_ok=True)
    except OSError as error:  # a file of that name, or a folder locked to us
        raise InputError(f"{target} cannot be made a folder: {error.strerror}; name another one") from error


def screen(format: str) -> IO[bytes]:
    """Return standard output for bytes, all printed before already there.

    Raises:
        InputError: it is closed, or a screen that cannot show the format.
    """
    if sys.stdout is None:
        raise InputError("standard output is closed; name a file with -o")
    ending = EXPORTERS[format].suffix if format in EXPORTERS else ""
    if ending in BINARY and sys.stdout.isatty():
        raise InputError(f"{format} is not made for a screen; name a file with -o, like -o quotations{ending}")
    sys.stdout.flush()
    return sys.stdout.buffer


def _file_name(id: str, taken: set[str]) -> str:
    """Return a file name for an article's id that is safe on every system and not yet taken."""
    base = re.sub(r"[^\w.-]+", "_", id)[:LONGEST_NAME].strip("._") or "article"
    names = (base if n == 1 else f"{base}-{n}" for n in count(1))
    name = next(name for name in names if name.lower() not in taken)
    taken.add(name.lower())
    return name
