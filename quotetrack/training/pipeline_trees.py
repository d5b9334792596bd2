"""Treebanks in CoNLL-U: words, white space and UD trees, and which of GUM's documents we may learn from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

from quotetrack.errors import FormatError

# GUM's licence differs by document. Left out: the genres whose texts are under NC licences (essay, fiction, letter,
# podcast, whow), those whose makers keep their rights (conversation, vlog, court recordings), and one textbook that is
# NC. Reddit's texts are not part of the release.
GUM_GENRES = ("academic", "bio", "interview", "news", "speech", "textbook", "voyage")
GUM_NON_COMMERCIAL = frozenset({"GUM_textbook_anthropology"})


@define
class Word:
    """Is one word of a tree. `head` is an index into the sentence; the root is its own head.

    The only mutable noun of the recipe: the conversion rewires a tree of them step by step.
    """

    index: int
    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    label: str
    misc: str = ""
    space: bool = True

    @property
    def base(self) -> str:
        """The label without its subtype: ``acl`` for ``acl:relcl``."""
        return self.label.partition(":")[0]

    @property
    def lower(self) -> str:
        """The form in lower case with a straight apostrophe."""
        return self.form.lower().replace("’", "'")


@define
class Sentence:
    """Is one sentence: its words, and whether it begins a paragraph."""

    words: list[Word]
    paragraph: bool = False


@define
class Document:
    """Is one document of a treebank."""

    name: str
    sentences: list[Sentence] = field(factory=list)


def read_conllu(path: Path) -> list[Document]:
    """Read the documents of a CoNLL-U file. Empty nodes are skipped; multiword tokens give their white space.

    Source: https://universaldependencies.org/format.html

    Raises:
        FormatError: a row has no ten columns, or a head lies outside its sentence.
    """
    documents: list[Document] = []
    words: list[Word] = []
    paragraph = False
    glued_until = 0  # the last word of a multiword token such as "don't": no space before it is over
    space_after = True
    with path.open(encoding="utf-8") as lines:
        for line_number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("# newdoc") or (not documents and line):
                documents.append(Document(line.partition("=")[2].strip()))
            if line.startswith("#"):
                paragraph = paragraph or line.startswith("# newpar")
            elif not line:
                if words:
                    documents[-1].sentences.append(_whole(words, paragraph, path, line_number))
                words, paragraph, glued_until = [], False, 0
            else:
                cells = line.split("\t")
                if len(cells) != 10:
                    raise FormatError(f"expected 10 columns, found {len(cells)}", path=path, line=line_number)
                if "." in cells[0]:
                    continue
                if "-" in cells[0]:
                    glued_until = int(cells[0].partition("-")[2])
                    space_after = "SpaceAfter=No" not in cells[9]
                    continue
                number = int(cells[0])
                space = "SpaceAfter=No" not in cells[9]
                if number <= glued_until:
                    space = space_after if number == glued_until else False
                words.append(
                    Word(
                        index=number - 1,
                        form=cells[1],
                        lemma=cells[2] if cells[2] != "_" else cells[1],
                        pos=cells[3],
                        tag=cells[4],
                        morph="" if cells[5] == "_" else cells[5],
                        head=int(cells[6]) - 1 if cells[6] != "0" else number - 1,
                        label=cells[7],
                        misc=cells[9],
                        space=space,
                    )
                )
    if words:
        documents[-1].sentences.append(_whole(words, paragraph, path, line_number))
    return [document for document in documents if document.sentences]


def _whole(words: list[Word], paragraph: bool, path: Path, line: int) -> Sentence:
    if any(not 0 <= word.head < len(words) for word in words):
        raise FormatError("a head outside its sentence; is the file cut short?", path=path, line=line)
    return Sentence(words, paragraph)


def open_gum(documents: list[Document]) -> list[Document]:
    """Return the documents of GUM whose texts may be used for any purpose."""
    return [
        document
        for document in documents
        if document.name.split("_")[1] in GUM_GENRES and document.name not in GUM_NON_COMMERCIAL
    ]


def children(words: list[Word], index: int) -> list[Word]:
    """Return the dependents of a word, in order."""
    return [word for word in words if word.head == index and word.index != index]


def subtree(words: list[Word], index: int) -> list[int]:
    """Return the indices of a word and all below it, sorted."""
    found = {index}
    pending = [index]
    while pending:
        top = pending.pop()
        for word in words:
            if word.head == top and word.index not in found:
                found.add(word.index)
                pending.append(word.index)
    return sorted(found)


ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
BRACKET = re.compile(r"\((?P<opened>\d+)-(?P<kind>[a-z]+)[^()]*(?P<closed>\))?|(?P<end>\d+)\)")


def gum_entities(words: list[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield GUM's entity mentions of a sentence as (first word, end, kind), from its column of brackets."""
    opened: list[tuple[str, int, str]] = []
    for word in words:
        column = ENTITY.search(word.misc)
        for bracket in BRACKET.finditer(column.group(1)) if column else ():
            if bracket["end"]:
                match = next((o for o in reversed(opened) if o[0] == bracket["end"]), None)
                if match:
                    opened.remove(match)
                    yield match[1], word.index + 1, match[2]
            elif bracket["closed"]:
                yield word.index, word.index + 1, bracket["kind"]
            else:
                opened.append((bracket["opened"], word.index, bracket["kind"]))
