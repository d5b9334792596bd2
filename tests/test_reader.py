from __future__ import annotations

import builtins
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from quotetrack.errors import InputError, MissingColumnError, MissingExtraError, MissingFileError
from quotetrack.models import Article, Failure
from quotetrack.reader import read_articles
from quotetrack.serialize import to_json
from tests.factories import ferry

TEXT = "“Caf\u00e9,” she said.\r\nNext\rline\u2028e\u0301 \U0001f600 \x00\n"


def read(*paths: Path | str, **options: Any) -> list[Article | Failure]:
    return list(read_articles(paths, **options))


def failure(result: Article | Failure) -> Failure:
    assert isinstance(result, Failure)
    return result


def test_a_text_file_is_taken_exactly_as_it_stands(tmp_path: Path) -> None:
    for name in ("story.txt", "notes.md", "LOUD.TXT"):
        (tmp_path / name).write_bytes(TEXT.encode())
        assert read(tmp_path / name) == [Article(TEXT, Path(name).stem)]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_bytes(b"\xef\xbb\xbfGo.")
    (tmp_path / "line.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "Go."}')
    (tmp_path / "table.csv").write_bytes(b"\xef\xbb\xbftext\nGo.\n")
    assert [a.text for a in read(tmp_path) if isinstance(a, Article)] == ["Go."] * 3


def test_bytes_that_are_not_utf8_are_named_with_position_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfCaf\xe9")
    (tmp_path / "b.txt").write_bytes(b"fine")
    bad, good = read(tmp_path)
    assert failure(bad).article_id == "a" and failure(bad).error == "FormatError"
    assert "byte 0xe9 at position 6" in failure(bad).message and "iconv" in failure(bad).message
    assert good == Article("fine", "b")


@pytest.mark.filterwarnings("ignore::quotetrack.InputWarning")  # of the date that is none
def test_jsonl_keeps_other_keys_and_survives_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    good = {
        "id": "n1",
        "text": TEXT,
        "title": "T",
        "url": "u",
        "publisher": "P",
        "published": "2018-08-21",
        "desk": [1],
    }
    lines: list[bytes] = [json.dumps(good).encode(), b"", b'{"text": "no id"}', b'{"id": "n4", "text": 4}', b"{oops"]
    lines += [b'{"id": 6, "text": ""}', b'{"text": "caf\xe9"}', b'{"id": "n8", "body": "x"}', b"[1]"]
    lines += [b'{"id": "n10", "text": "x", "published": "last Tuesday"}']
    path.write_bytes(b"\n".join(lines))
    results = read(path)
    assert results[0] == Article(TEXT, "n1", "T", "u", "P", "2018-08-21", {"desk": [1]})
    assert results[1] == Article("no id", "news:3")
    assert (failure(results[2]).article_id, failure(results[2]).error) == ("n4", "FormatError")
    assert "news.jsonl line 4 @ $.text: expected a string, got int" in failure(results[2]).message
    assert failure(results[3]).article_id == "news:5" and "not JSON" in failure(results[3]).message
    assert results[4] == Article("", "6")
    position = path.read_bytes().index(b"\xe9")
    assert f"line 7: byte 0xe9 at position {position}" in failure(results[5]).message
    assert "body" in failure(results[6]).message and "text_column" in failure(results[6]).message
    assert "expected a JSON object" in failure(results[7]).message
    assert results[8] == Article("x", "n10", meta={"published": "last Tuesday"})
    assert len(results) == 9


def test_a_line_of_the_exchange_format_gives_its_article_back(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text(to_json(ferry()))
    assert read(tmp_path / "out.jsonl") == [ferry().article]


def test_json_files_hold_one_article_or_many(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"text": "Go."}')
    (tmp_path / "two.json").write_text('[{"text": "Go.", "id": "x"}, 3]')
    one, first, second = read(tmp_path / "one.json", tmp_path / "two.json")
    assert [one, first] == [Article("Go.", "one"), Article("Go.", "x")]
    assert "$[1]" in failure(second).message


def test_tables_keep_line_ends_and_name_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'nr,body,desk\r\n7,"He said ""go"".\r\n\r\nShe left.",local\r\n8,x\r\n9,"=1+1",a,b\r\n')
    results = read(path, text_column="body", id_column="nr")
    assert results[0] == Article('He said "go".\r\n\r\nShe left.', "7", meta={"desk": "local"})
    assert results[1] == Article("x", "8")
    assert "4 cells in a table of 3 columns" in failure(results[2]).message
    with pytest.raises(MissingColumnError, match=r"nr, body, desk.*text_column"):
        read(path)
    with pytest.raises(MissingColumnError, match=r"'no'.*id_column"):
        read(path, text_column="body", id_column="no")


@pytest.mark.parametrize(
    ("name", "data"), [("t.csv", b"ID;Text;x\n1;a, b, c;\n"), ("t.tsv", b"id\ttext\n1\ta, b, c\n")]
)
def test_tables_come_with_other_delimiters(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (result,) = read(tmp_path / name)
    assert isinstance(result, Article) and (result.id, result.text) == ("1", "a, b, c")


def test_long_cells_are_no_problem_and_an_open_quote_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text\n" + "long " * 60_000 + "\n")
    (result,) = read(path)
    assert isinstance(result, Article) and len(result.text) == 300_000
    path.write_text('text\nfine\n"open\n')
    good, bad = read(path)
    assert good == Article("fine", "t:1") and "not a table" in failure(bad).message


PAGE = """<!doctype html><html><head><title>Quay walls</title><meta property="og:title" content="Quay walls hold">
<meta property="og:site_name" content="The Pier"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-03-02T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Quay walls hold</h1>%s</article><footer>Imprint</footer></body></html>"""
PARAGRAPHS = "".join(
    f"<p>“The walls of quay {n} held all night,” engineer Ines Okafor said after walking the length of it with her "
    "colleagues in the early morning.</p>"
    for n in range(5)
)


def test_a_page_gives_its_article_without_the_menu(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE % PARAGRAPHS)
    (result,) = read(tmp_path / "p.html")
    assert isinstance(result, Article)
    assert (result.id, result.title, result.publisher, result.published) == (
        "p",
        "Quay walls hold",
        "The Pier",
        "2024-03-02",
    )
    assert result.meta["author"] == "Ann Lee"
    assert "walls of quay 4 held" in result.text and "Imprint" not in result.text


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ("<time datetime='2024-03-02'>Saturday</time>", "2024-03-02"),
        ("<div class='byline'>By Ann Lee | Saturday 2nd March 2024</div>", "2024-03-02"),
        ("<p>The flood of 5 March 2011 was remembered.</p>", None),
        ("<footer>Copyright 2019 The Pier</footer>", None),
    ],
)
def test_a_page_is_as_old_as_its_markup_says_and_no_day_in_its_text(
    tmp_path: Path, html: str, published: str | None
) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2024-03-02T08:00:00Z">', "")
    (tmp_path / "p.html").write_text(page % (html + PARAGRAPHS))
    (result,) = read(tmp_path / "p.html")
    assert isinstance(result, Article) and result.published == published


def test_a_page_may_declare_its_encoding(tmp_path: Path) -> None:
    page = (PAGE % PARAGRAPHS).replace("<head>", '<head><meta charset="windows-1252">')
    (tmp_path / "p.htm").write_bytes(page.encode("cp1252"))
    (result,) = read(tmp_path / "p.htm")
    assert isinstance(result, Article) and "“The walls" in result.text
    (tmp_path / "p.htm").write_bytes(page.replace("windows-1252", "klingon").encode("cp1252"))
    assert "klingon" in failure(read(tmp_path / "p.htm")[0]).message


@pytest.mark.parametrize("html", ["", "<html></html>", "<div>" * 20_000, "\0" * 50, "<a href='" * 1000])
def test_pages_without_an_article_are_failures(tmp_path: Path, html: str) -> None:
    (tmp_path / "p.html").write_text(html)
    assert failure(read(tmp_path / "p.html")[0]).error == "FormatError"


def test_reading_a_page_without_trafilatura_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / "p.html").write_text("<p>x</p>")
    with pytest.raises(MissingExtraError, match=r"quotetrack\[html\]"):
        read(tmp_path / "p.html")


NITF = """<?xml version="1.0"?><nitf><head><title>slug</title><docdata><doc-id id-string="x1"/>
<date.issue norm="20240302T080000Z"/></docdata><pubdata name="The Pier"/></head><body><body.head><hedline>
<hl1>Walls hold</hl1></hedline><byline>Ann Lee</byline></body.head><body.content><p>“They <em>held</em>,”
she said.</p><p>Next.</p></body.content></body></nitf>"""


def test_agency_xml(tmp_path: Path) -> None:
    (tmp_path / "n.xml").write_text(NITF)
    text = "“They held,” she said.\n\nNext."
    assert read(tmp_path / "n.xml") == [
        Article(text, "x1", "Walls hold", None, "The Pier", "2024-03-02", {"author": "Ann Lee"})
    ]
    g2 = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1"><itemMeta><provider>'
        "<name>The Pier</name></provider></itemMeta><contentMeta><contentCreated>2024-03-02T08:00:00+00:00"
        "</contentCreated><headline>Walls hold</headline></contentMeta><contentSet><inlineXML>"
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><p>One.</p><p>Two.</p></body>'
        "</html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    )
    (tmp_path / "n.xml").write_text(g2)
    assert read(tmp_path / "n.xml") == [
        Article("One.\n\nTwo.", "urn:1", "Walls hold", None, "The Pier", "2024-03-02T08:00:00+00:00")
    ]


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>', "entities"),
        ("<rss/>", "<rss>"),
        ("<nitf>", "not well-formed"),
        ("<nitf/>", "no text"),
    ],
)
def test_other_xml_is_refused(tmp_path: Path, xml: str, words: str) -> None:
    (tmp_path / "n.xml").write_text(xml)
    assert words in failure(read(tmp_path / "n.xml")[0]).message


@pytest.mark.filterwarnings("ignore::quotetrack.InputWarning")  # the texts are the names of their files
def test_folders_are_read_in_order_with_telling_ids(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a/x.txt", "a/y.md", "a/y.txt", "z.txt", ".git/h.txt", "a/.hidden.txt", "a/pic.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    results = read(tmp_path)
    assert [a.id for a in results if isinstance(a, Article)] == ["a/x.txt", "a/y.md", "a/y.txt", "b/x.txt", "z"]
    assert len(read(tmp_path, tmp_path / "z.txt")) == 5  # given twice, read once
    both = [a.id for a in read(tmp_path / "a", tmp_path / "b") if isinstance(a, Article)]
    assert len(set(both)) == 4


def test_gzipped_files_read_like_plain_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Go."}\n'))
    (tmp_path / "c.tsv.gz").write_bytes(gzip.compress(b"text\nGo, now.\n"))
    assert read(tmp_path) == [Article(TEXT, "a"), Article("Go.", "b:1"), Article("Go, now.", "c:1")]
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Go."}\n' * 9)[:-9])
    assert "damaged gzip" in failure(read(tmp_path / "b.jsonl.gz")[-1]).message
    (tmp_path / "b.jsonl.gz").write_bytes(b"plain")
    assert "damaged gzip" in failure(read(tmp_path / "b.jsonl.gz")[-1]).message


def test_bombs_and_long_articles_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 9_000_000))
    assert "bomb" in failure(read(tmp_path / "bomb.txt.gz")[0]).message
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"text":"%s"}\n' % (b"a" * 9_000) * 1_000))
    assert "bomb" in failure(read(tmp_path / "bomb.jsonl.gz")[-1]).message
    (tmp_path / "long.txt").write_text("a" * 101)
    assert "max_bytes" in failure(read(tmp_path / "long.txt", max_bytes=100)[0]).message
    (tmp_path / "long.jsonl").write_text('{"text": "' + "a" * 300 + '"}\n{"text": "b"}\n')
    first, second = read(tmp_path / "long.jsonl", max_bytes=100)
    assert "line 1" in failure(first).message and second == Article("b", "long:2")


def test_standard_input_is_text_or_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, expected in (
        (TEXT, [Article(TEXT, "stdin")]),
        ('\ufeff {"text": "Go.", "id": "n"}\n{"text": "Stop."}', [Article("Go.", "n"), Article("Stop.", "stdin:2")]),
        ("", [Article("", "stdin")]),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        assert read("-") == expected


def test_wrong_calls_raise_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(MissingFileError, match="gone"):
        read_articles([tmp_path / "a.txt", tmp_path / "gone.txt"])
    (tmp_path / "sub").mkdir()
    with pytest.raises(InputError, match="holds no articles"):
        read_articles(tmp_path / "sub")
    (tmp_path / "pic.png").write_text("x")
    with pytest.raises(InputError, match="unknown kind"):
        read_articles(tmp_path / "pic.png")
    with pytest.raises(InputError, match="no path"):
        read_articles([])
    with pytest.raises(InputError, match="max_bytes"):
        read_articles(tmp_path, max_bytes=0)
