from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.files import check_apart, decode, existing, numbered_lines, replacing


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(InputError, match="the old file is as it was"), replacing(path) as file:
            file.write(b"new" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_an_error_on_the_way_is_passed_on_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), replacing(tmp_path / "a.csv") as file:
        file.write(b"half")
        raise KeyError("x")
    assert list(tmp_path.iterdir()) == []


def test_a_link_keeps_pointing_and_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "real.csv"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink() and path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_new_files_have_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with replacing(tmp_path / "new"):
        pass
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_wrong_targets_say_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"), replacing(tmp_path):
        pass
    with pytest.raises(MissingFileError, match="create the folder"), replacing(tmp_path / "no" / "x"):
        pass
    with pytest.raises(InputError, match="folder where a file"):
        existing(tmp_path)
    with pytest.raises(InputError, match=r"is an address, and quotetrack fetches nothing.*curl -o"):
        existing("https://a.example/b.html")
    with pytest.raises(InputError, match="cannot be opened"), replacing(tmp_path / ("x" * 5000)):
        pass
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written to"), replacing(tmp_path / "x"):
        pass


def test_a_file_locked_to_us_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may read and write everything
    with pytest.raises(InputError, match=r"mine\.csv cannot be read: .*check its permissions"):
        existing(path)
    with pytest.raises(InputError, match=r"mine\.csv is write-protected; write to another"), replacing(path) as file:
        file.write(b"theirs")
    assert path.read_text() == "mine"


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    os.symlink(tmp_path / "in" / "a.txt", tmp_path / "link.txt")
    inside, new = tmp_path / "in" / "a.txt", tmp_path / "in" / "new.txt"
    for output, sources in ((inside, [inside]), (inside, [tmp_path / "in"]), (tmp_path / "link.txt", ["x", inside])):
        with pytest.raises(InputError, match="is among what is read, and would be written over"):
            check_apart(output, sources)
    check_apart(None, [inside])
    check_apart(new, [tmp_path / "in"])
    check_apart(tmp_path, [tmp_path / "in"])


def test_lines_are_numbered_as_an_editor_does_and_bad_ones_come_as_errors() -> None:
    found = list(numbered_lines([b"\xef\xbb\xbfone\n", b" \n", b"caf\xe9\n", b"four"], path="x"))
    assert [number for number, _ in found] == [1, 3, 4]
    assert found[0][1] == "one\n" and found[2][1] == "four"
    error = found[1][1]
    assert isinstance(error, FormatError) and "position 12" in error.problem


def test_decoding_counts_bytes_from_the_start_of_the_file() -> None:
    with pytest.raises(FormatError, match="byte 0xff at position 103"):
        decode(b"abc\xff", before=100)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Café".encode("utf-16"), "position 0 is not UTF-8 .*; convert the file first, .* iconv -f UTF-16 -t UTF-8"),
        ("Café".encode("cp1252"), "convert the file first, .* iconv -f WINDOWS-1252 -t UTF-8"),
        (b"\x7fELF\x02\x00\x00\xff", "zero bytes stand in it, so that it is no text"),
    ],
    ids=["UTF-16", "Windows", "a program"],
)
def test_bytes_that_are_no_utf_8_are_told_with_how_to_make_it(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        decode(data)


def test_a_named_pipe_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with replacing(pipe) as file:
        file.write(b"new")
    assert os.read(reading, 10) == b"new" and pipe.is_fifo()
    os.close(reading)
