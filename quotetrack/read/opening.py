"""Opens files, plain or gzipped, so that neither a huge file nor a bomb can fill the memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quotetrack.errors import FormatError, InputError

# News in JSON lines packs 3 to 30 times; gzip's own limit, which bombs come near to, is about 1,030.
MAX_RATIO = 150
RATIO_FLOOR = 2_000_000  # bytes unpacked before the ratio counts: a short file of one repeated word is no bomb


class _Unpacked(io.RawIOBase):
    """Is the unpacked stream of a gzip file; it stops where the ratio of a bomb is reached."""

    def __init__(self, packed: IO[bytes], path: Path) -> None:
        self._packed = packed
        self._plain = gzip.GzipFile(fileobj=packed)
        self._path = path
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            data = self._plain.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise FormatError(
                f"damaged gzip file: {error}; pack it again, or take .gz off the name of a file that is not packed",
                path=self._path,
            ) from None
        self._count += len(data)
        if self._count > RATIO_FLOOR and self._count > MAX_RATIO * self._packed.tell():
            raise InputError(
                f"{self._path} unpacks to more than {MAX_RATIO} times its size, as only a decompression bomb does; "
                "unpack it by hand if you trust it"
            )
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading bytes, unpacked when its name ends in .gz.

    Raises:
        InputError: the file may not be read.
    """
    try:
        plain = path.open("rb")
    except OSError as error:  # taken away since it was found, or locked to us
        raise InputError(f"{path} cannot be read: {error.strerror}; check its permissions") from error
    with plain as file:
        if path.suffix.lower() == ".gz":
            yield io.BufferedReader(_Unpacked(file, path))  # type: ignore[type-var]
        else:
            yield file


def whole(file: IO[bytes], path: Path, *, max_bytes: int) -> bytes:
    """Read a file that holds one article.

    Raises:
        InputError: it is longer than `max_bytes`.
    """
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InputError(f"{path} is longer than {max_bytes:,} bytes; split it, or raise max_bytes (--max-bytes)")
    return data


def bounded_lines(file: IO[bytes], *, max_bytes: int) -> Iterator[tuple[int, int, bytes | None]]:
    """Yield (1-based number, offset in the file, line) of each line; one over `max_bytes` comes as ``None``."""
    number, position = 0, 0
    while line := file.readline(max_bytes + 1):
        number += 1
        start, position = position, position + len(line)
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield number, start, line
            continue
        while rest := file.readline(max_bytes):
            position += len(rest)
            if rest.endswith(b"\n"):
                break
        yield number, start, None
