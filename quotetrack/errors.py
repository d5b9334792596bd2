"""What can go wrong, as one tree.

What can be used, but hardly as it was meant, gives an `InputWarning`. Odd *text* is never an error; a wrong *call* or
*file* always is, and its message says what, where, and what to do::

    QuotetrackError
    ├── InputError(ValueError)         an article, a line of a file or an option that cannot be used
    │   ├── FormatError                a file or line that is not in the format it claims
    │   └── MissingColumnError         a table lacks the column that was asked for
    ├── MissingFileError(FileNotFoundError)
    ├── PipelineError(ValueError)      a spaCy pipeline lacks a component that quotetrack needs
    ├── ModelError(ValueError)         an embedded or given model is missing, damaged or not one of ours
    ├── MissingExtraError(ImportError) an optional dependency is not installed
    └── StoreError(ValueError)         a tracker's file is damaged, locked, newer, or not one of ours
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path


class QuotetrackError(Exception):
    """Is the root of every error that quotetrack raises on purpose."""


class InputError(QuotetrackError, ValueError):
    """Says that an article, a value or an option cannot be used, and why."""


class FormatError(InputError):
    """Says where a file leaves its format: path, line (1-based) and the place inside the line.

    >>> str(FormatError("expected a string, got a number", path="news.jsonl", line=7, at="$.text"))
    'news.jsonl line 7 @ $.text: expected a string, got a number'
    """

    def __init__(
        self, problem: str, *, path: str | Path | None = None, line: int | None = None, at: str | None = None
    ) -> None:
        self.problem = problem
        self.path = None if path is None else str(path)
        self.line = line
        self.at = at
        where = " ".join(
            part
            for part in (
                self.path or "",
                "" if line is None else f"line {line}",
                "" if at is None else f"@ {at}",
            )
            if part
        )
        super().__init__(f"{where}: {problem}" if where else problem)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_format_error, (self.problem, self.path, self.line, self.at)


def _rebuild_format_error(problem: str, path: str | None, line: int | None, at: str | None) -> FormatError:
    return FormatError(problem, path=path, line=line, at=at)


class MissingColumnError(InputError):
    """Says which column a table lacks, and which it has."""


class MissingFileError(QuotetrackError, FileNotFoundError):
    """Says that a path leads nowhere."""


class PipelineError(QuotetrackError, ValueError):
    """Says which component a spaCy pipeline lacks and how to get it."""


class ModelError(QuotetrackError, ValueError):
    """Says that a model is missing, damaged or of another kind."""


class MissingExtraError(QuotetrackError, ImportError):
    """Says which optional dependency to install.

    >>> str(MissingExtraError("html", "reading .html files"))
    "reading .html files needs the extra 'html': pip install 'quotetrack[html]'"
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        self.purpose = purpose
        super().__init__(f"{purpose} needs the extra '{extra}': pip install 'quotetrack[{extra}]'")

    def __reduce__(self) -> tuple[object, ...]:
        return MissingExtraError, (self.extra, self.purpose)


class StoreError(QuotetrackError, ValueError):
    """Says why a tracker's file cannot be opened, read or written."""


class InputWarning(UserWarning):
    """Says that an article is used, but hardly as it was meant: a path taken for its text, a date that is none."""


def warn(problem: str) -> None:
    """Issue an `InputWarning` at the line that called quotetrack, not at one of ours."""
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "quotetrack":
        level, frame = level + 1, frame.f_back
    warnings.warn(problem, InputWarning, stacklevel=level)
