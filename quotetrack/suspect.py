"""Tells what was meant where a text is no article: the name of a file, an address, the source of a page.

Odd text never raises, and a name might be an article after all. So it is read as it stands, and a warning says what to
do.
"""

from __future__ import annotations

import re
from os.path import isfile

NAME_LENGTH = 1000  # characters; no system takes a much longer path, and a paragraph is no name
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/{1,3}[^\s/]\S*", re.IGNORECASE)  # a path loses the second slash
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(
    r"\S+\.(?:txt|text|md|html?|xml|nitf|jsonl|ndjson|json|csv|tsv|parquet|docx?|pdf)(?:\.gz)?", re.IGNORECASE
)
# the only names that are looked up: a stranger's text may name a share of his own machine, which then gets to know us
_BELOW = re.compile(r"[^/\\:]+(?:[/\\][^/\\:]+)*")
_PAGE = ("<!doctype html", "<html")


def address(path: str) -> str | None:
    """Return the address (``https://…``) that was given for a path, whole where `Path` has shortened it, else ``None``.

    >>> address("https:/news.example/a"), address("C:/news/a.txt")
    ('https://news.example/a', None)
    """
    scheme, _, rest = path.partition(":")
    return f"{scheme}://{rest.lstrip('/')}" if _ADDRESS.fullmatch(path) else None


def mistaken(text: str) -> str | None:
    """Return what to do where a text looks like the name of something to read, else ``None``.

    >>> mistaken("The mayor said no."), mistaken("story.txt")
    (None, "the text 'story.txt' looks like a file's name; to read the file: read_articles('story.txt')")
    """
    if text[:100].lstrip("\ufeff \t\r\n").lower().startswith(_PAGE):
        return (
            "the text is the source of a web page, whose tags are read as words; save it and read what it holds: "
            "read_articles('page.html')"
        )
    begun = text if len(text) <= NAME_LENGTH else text[:NAME_LENGTH].rpartition("\n")[0]
    lines = [line.strip() for line in begun.splitlines() if line.strip()]
    if not lines:
        return None
    first, many = f"{lines[0]!r:.80}", len(lines) > 1 or len(begun) < len(text)
    if all(_WEB.fullmatch(line) for line in lines):
        return (
            f"the text {first} is {'a list of addresses' if many else 'an address'}, and quotetrack fetches nothing; "
            "give the words of the article, or save the page and read it: read_articles('page.html')"
        )
    if many and all(_FILE.fullmatch(line) for line in lines):
        return f"the text {first} is a list of files' names; to read the files: read_articles([{first}, …])"
    if not many and (_FILE.fullmatch(lines[0]) or (_BELOW.fullmatch(lines[0]) and isfile(lines[0]))):
        return f"the text {first} looks like a file's name; to read the file: read_articles({first})"
    return None
