"""Files as they are: lines of bytes with their numbers, UTF-8 or a named error, written beside and renamed.

Text is never normalised: line ends come through as they stand. A byte order mark at the front of a file is no part of
its text; offsets begin after it.
"""

from __future__ import annotations

import codecs
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.suspect import address

BOM = codecs.BOM_UTF8
MAX_BYTES = 50_000_000  # of one article: more than any newspaper prints in a year
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def named(path: str | Path) -> Path:
    """Return the path, or raise that no file can have such a name."""
    if not isinstance(path, str | Path) or path == "":  # an empty one would be the folder that one stands in
        raise InputError(f"expected the path of a file, got {path!r:.40}")
    try:
        os.lstat(path)
    except FileNotFoundError:
        if (web := address(str(path))) is not None:
            raise InputError(
                f"{web} is an address, and quotetrack fetches nothing; save what is there and give the file, for "
                f"example: curl -o page.html {web}"
            ) from None
    except (OSError, ValueError) as error:  # longer than the system allows, half a character, a folder locked to us
        raise InputError(f"{str(path)!r:.80} cannot be opened: {error}") from error
    return Path(path)


def existing(path: str | Path) -> Path:
    """Return the path of a file that is there, or raise what is wrong with it."""
    found = named(path)
    if found.is_dir():
        raise InputError(f"{found} is a folder where a file is expected")
    if not found.exists():
        raise MissingFileError(f"{found} does not exist; {_remedy_for_a_name(str(found))}")
    if not os.access(found, os.R_OK):
        raise InputError(f"{found} cannot be read: it is locked to you; check its permissions")
    return found


def _remedy_for_a_name(path: str) -> str:
    """Tell what to do about a path that is none: what a shell makes of a name is not done here."""
    if path.startswith("~"):
        return "only a shell knows ~; write the home folder out, or Path(path).expanduser()"
    if any(sign in path for sign in "*?["):
        return "no pattern is looked up; name the files or their folder, or glob.glob(pattern)"
    if alike := _alike(Path(path)):
        return f"did you mean {' or '.join(alike)}?"
    return f"check the path, it is taken from {Path.cwd()}"


def _alike(path: Path) -> list[str]:
    """Return what lies in the same folder under the same name but for its ending, spaces or capitals."""
    if not os.access(path.parent, os.R_OK):
        return []

    def stem(name: str) -> str:
        return name.strip().partition(".")[0].casefold()

    return sorted(str(path.parent / name) for name in os.listdir(path.parent) if stem(name) == stem(path.name))[:3]


def check_apart(output: str | Path | None, sources: Iterable[str | Path]) -> None:
    """Refuse to write over what is read: a file or folder of `sources`, or a file that lies in such a folder.

    Raises:
        InputError: `output` would take the place of a source, or be read as one.
    """
    if output is None or not os.path.exists(output):
        return
    target = Path(output).resolve()
    for source in sources:
        origin = Path(source).resolve()
        if target == origin or (origin.is_dir() and target.is_file() and origin in target.parents):
            raise InputError(f"{output} is among what is read, and would be written over; write to another place")


def decode(data: bytes, *, path: str | Path | None = None, line: int | None = None, before: int = 0) -> str:
    r"""Decode UTF-8 exactly; what is not UTF-8 is an error that names the byte.

    `before` counts the bytes of the file that come before `data`, so that the position is the file's.

    >>> decode(b"Caf\xc3\xa9 open")
    'Café open'

    Raises:
        FormatError: the bytes are not UTF-8; the message tells where and how to convert the file.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"byte 0x{data[error.start]:02x} at position {before + error.start} is not UTF-8 ({error.reason}); "
            f"{_remedy(data, at_front=not before)}",
            path=path,
            line=line,
        ) from None


def _remedy(data: bytes, *, at_front: bool) -> str:
    """Tell how to make UTF-8 of bytes that are none: spreadsheets save UTF-16, old editors the code page of Windows."""
    wide = at_front and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not wide:
        return "zero bytes stand in it, so that it is no text, or UTF-16: iconv -f UTF-16 -t UTF-8 old.txt > new.txt"
    encoding = "UTF-16" if wide else "WINDOWS-1252"
    return f"convert the file first, for example: iconv -f {encoding} -t UTF-8 old.txt > new.txt"


def numbered_lines(
    lines: Iterable[bytes | str], *, path: str | Path | None = None
) -> Iterator[tuple[int, str | FormatError]]:
    """Yield (1-based number, text) of the lines that are not blank; a line that is not UTF-8 comes as its error."""
    before = 0
    for number, raw in enumerate(lines, start=1):
        text: str | FormatError
        if isinstance(raw, bytes):
            body = raw.removeprefix(BOM) if number == 1 else raw
            try:
                text = decode(body, path=path, line=number, before=before + len(raw) - len(body))
            except FormatError as error:
                text = error
            before += len(raw)
        else:
            text = raw.removeprefix("\ufeff") if number == 1 else raw
        if isinstance(text, FormatError) or text.strip():
            yield number, text


@contextmanager
def replacing(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a new file beside `path` that takes its place only when everything is written.

    A full disk, an error or a kill on the way leaves the old file as it was. What is no file (``/dev/stdout``, a named
    pipe) is written to as it stands.

    Raises:
        MissingFileError: the folder does not exist.
        InputError: the file or the folder cannot be written to, or the disk is full.
    """
    target = named(path)
    if target.is_dir():
        raise InputError(f"{target} is a folder; give the name of a file in it")
    if not target.parent.is_dir():
        raise MissingFileError(f"{target.parent} does not exist; create the folder first")
    if target.exists() and not target.is_file():
        with _straight(target) as device:
            yield device
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise InputError(f"{target} is write-protected; write to another file, or change its permissions")
    target = target.resolve()  # a link keeps pointing at its file
    try:
        number, beside = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise InputError(f"{target.parent} cannot be written to: {error.strerror}") from error
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException as error:
        Path(beside).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise InputError(f"{target} cannot be written: {error.strerror}; the old file is as it was") from error
        raise


@contextmanager
def _straight(target: Path) -> Iterator[IO[bytes]]:
    try:
        with target.open("wb") as device:
            yield device
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise InputError(f"{target} cannot be written: {error.strerror}") from error


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
