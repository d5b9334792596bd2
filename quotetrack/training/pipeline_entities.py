"""Names to learn from: five corpora with five conventions, read as passages of PERSON, ORG and LOC.

The convention taught is Universal NER's: a person's name without title, organisations and places of any kind, no
nationalities. Where a corpus marks something else at a place (a nationality, a party member), the words there are
*unknown*: the network learns nothing from them, rather than a convention of its own for each corpus.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve, frozen
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from quotetrack.training.pipeline_names import NATIONALITIES, TITLES
from quotetrack.training.pipeline_trees import Document, Word, children, gum_entities

LABELS = {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "ORGANIZATION": "ORG", "LOC": "LOC", "LOCATION": "LOC"}
GMB_LABELS = {"per": "PERSON", "org": "ORG", "geo": "LOC"}
GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
NO_SPACE_BEFORE = frozenset(". , ; : ! ? ) ] % 's n't 'm 're 've 'll 'd '' ...".split())
NO_SPACE_AFTER = frozenset("( [ $ `` #".split())
PASSAGE = 4  # sentences; enough that a surname can follow its full name
SETTLED_COUNT = 4
SETTLED_SHARE = 0.75
LINKS = frozenset({"of", "for", "and", "the", "'s", "’s"})

Named = tuple[int, int, str]


@frozen
class Passage:
    """Is a few sentences with the names in them; a name is (first word, end, label), label "" if unknown."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    names: tuple[Named, ...]

    def doc(self, vocab: Vocab) -> Doc:
        """Return the passage as a spaCy Doc whose unknown stretches count as missing."""
        doc = Doc(vocab, words=list(self.words), spaces=list(self.spaces))
        named = [Span(doc, start, end, label=label) for start, end, label in self.names if label]
        unknown = [
            doc[start:end]
            for start, end, label in self.names
            if not label and not all(word in NATIONALITIES for word in self.words[start:end])
        ]
        doc.set_ents(named, missing=unknown, default="outside")
        return doc


def join(sentences: Iterable[Passage]) -> Passage:
    """Return several sentences as one passage."""
    words: list[str] = []
    spaces: list[bool] = []
    names: list[Named] = []
    for sentence in sentences:
        names += [(start + len(words), end + len(words), label) for start, end, label in sentence.names]
        words += sentence.words
        spaces += [*sentence.spaces[:-1], True]
    return Passage(tuple(words), tuple(spaces), tuple(names))


def grouped(sentences: Sequence[Passage], size: int = PASSAGE) -> Iterator[Passage]:
    """Yield passages of `size` sentences."""
    for first in range(0, len(sentences), size):
        yield join(sentences[first : first + size])


def tags_to_names(tags: Sequence[str]) -> list[Named]:
    """Return the names that IOB tags mark, in either style (``I-`` may begin a name)."""
    names: list[Named] = []
    start, label = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        kind = tag[2:] if tag != "O" else ""
        if start >= 0 and (tag == "O" or tag[0] == "B" or kind != label):
            names.append((start, index, label))
            start = -1
        if kind and start < 0:
            start, label = index, kind
    return names


def newswire_spaces(words: Sequence[str]) -> tuple[bool, ...]:
    """Return whether a space follows each word of a text that was published in words only."""
    spaces = [True] * len(words)
    quoted = False
    for index, word in enumerate(words):
        before = word in NO_SPACE_BEFORE
        after = word in NO_SPACE_AFTER
        if word == '"':
            before, after = quoted, not quoted
            quoted = not quoted
        if before and index:
            spaces[index - 1] = False
        if after:
            spaces[index] = False
    return tuple(spaces)


def read_wikigold(path: Path) -> list[Passage]:
    """Read WikiGold: a word and its tag a line. MISC is unknown."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        pairs = [line.split() for line in block.splitlines() if line.strip() and not line.startswith("-DOCSTART-")]
        if pairs:
            words = tuple(pair[0] for pair in pairs)
            names = tuple((s, e, LABELS.get(label, "")) for s, e, label in tags_to_names([p[1] for p in pairs]))
            sentences.append(Passage(words, newswire_spaces(words), names))
    return list(grouped(sentences))


def read_gmb(path: Path) -> list[Passage]:
    """Read the Groningen Meaning Bank's table of words.

    Its persons carry their titles (*President Hu*), which are cut off; its tags for nationalities and countries alike
    (``gpe``), events and products are unknown.
    """
    sentences: list[Passage] = []
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in [*csv.reader(file), ["Sentence: end", "", "", ""]]:
            if len(row) < 4 or row[1] == "Word":
                continue
            if row[0] and words:
                names = [named for found in tags_to_names(tags) if (named := _gmb_name(words, *found))]
                sentences.append(Passage(tuple(words), newswire_spaces(words), tuple(names)))
                words, tags = [], []
            words.append(row[1])
            tags.append(row[3])
    return list(grouped(sentences))


def _gmb_name(words: Sequence[str], start: int, end: int, kind: str) -> Named | None:
    if kind == "tim":
        return None
    label = GMB_LABELS.get(kind, "")
    if label == "PERSON":
        while start < end and words[start].lower() in TITLES:
            start += 1
    elif words[start].lower() in TITLES - {"u.s.", "u.n.", "state", "foreign", "defense", "defence", "interior"}:
        label = ""  # "Captain Lind" as an organisation
    return (start, end, label) if start < end else None


def read_iob2(path: Path) -> list[tuple[str, list[Passage]]]:
    """Read Universal NER's files: documents of sentences; a file without document marks is one document."""
    documents: list[tuple[str, list[Passage]]] = []
    text = ""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            documents.append((line.partition("=")[2].strip(), []))
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            if not documents:
                documents.append((path.name, []))
            words = tuple(row[1] for row in rows)
            marked = tags_to_names([row[2] for row in rows])
            names = tuple((s, e, LABELS[label]) for s, e, label in marked if label in LABELS)
            documents[-1][1].append(Passage(words, spaces_in(text, words), names))
            rows = []
    return documents


def spaces_in(text: str, words: Sequence[str]) -> tuple[bool, ...]:
    """Return whether a space follows each word in the text they come from."""
    spaces = []
    place = 0
    for word in words:
        found = text.find(word, place)
        place = found + len(word) if found >= 0 else place
        spaces.append(text[place : place + 1] != "" and text[place : place + 1].isspace())
    return tuple(spaces)


def gum_passages(documents: Iterable[Document]) -> list[Passage]:
    """Return the names among GUM's entity mentions.

    A mention counts if its head is a proper noun; the name is the head with what is flat or compounded to it, since
    the mention itself reaches over determiners, titles and relative clauses.
    """
    passages: list[Passage] = []
    for document in documents:
        sentences = []
        for sentence in document.sentences:
            words = sentence.words
            found = {_gum_name(words, *mention) for mention in gum_entities(words) if mention[2] in GUM_LABELS}
            names: list[Named] = []
            for name in sorted((n for n in found if n), key=lambda n: n[0] - n[1]):  # the longest first
                if all(name[1] <= start or end <= name[0] for start, end, _ in names):
                    names.append(name)
            spaces = tuple(word.space for word in words)
            sentences.append(Passage(tuple(word.form for word in words), spaces, tuple(sorted(names))))
        passages += grouped(sentences)
    return passages


def _gum_name(words: list[Word], start: int, end: int, kind: str) -> Named | None:
    heads = [word for word in words[start:end] if not start <= word.head < end or word.head == word.index]
    if not heads or heads[0].pos != "PROPN":
        return None
    head = heads[0]
    kept = {head.index}
    pending = [head.index]
    while pending:
        for word in children(words, pending.pop()):
            proper = word.pos == "PROPN" or word.form[:1].isupper()
            if kind == "person":
                joins = word.base == "flat" or (word.base == "compound" and proper and word.lower not in TITLES)
            else:
                joins = (word.base in ("flat", "compound", "amod", "nmod") and proper) or word.lower in ("of", "for")
            if joins and start <= word.index < end and word.index not in kept:
                kept.add(word.index)
                pending.append(word.index)
    first = last = head.index
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while first < last and (words[first].lower in LINKS or (words[first].lower in TITLES and kind == "person")):
        first += 1
    while last > first and words[last].lower in LINKS:
        last -= 1
    if words[first].lower in TITLES and first == last:
        return None
    return first, last + 1, GUM_LABELS[kind]


def read_silver(silver: Path, articles: Path, vocab: Vocab) -> Iterator[Passage]:
    """Read machine-made entities of news articles.

    The machine takes nationalities, parties and events as MISC: unknown here. It takes a surname alone for an
    organisation at times; a word that ends a person's full name in the same article is that person.
    """
    from spacy.lang.en import English

    tokenizer = English(vocab=vocab).tokenizer
    texts = {}
    with articles.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            texts[article["id"]] = article["text"]
    with silver.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = texts[record["id"]]
            entities = [(start, end, LABELS.get(label, "")) for start, end, label in record["entities"]]
            surnames = {text[s:e].split()[-1] for s, e, label in entities if label == "PERSON" and " " in text[s:e]}
            entities = [(s, e, "PERSON" if text[s:e] in surnames else label) for s, e, label in entities]
            sentences = record["sentences"]
            for first in range(0, len(sentences), PASSAGE):
                start, end = sentences[first][0], sentences[min(first + PASSAGE, len(sentences)) - 1][1]
                doc = tokenizer(text[start:end])
                spans = [
                    (doc.char_span(s - start, e - start, alignment_mode="expand"), label)
                    for s, e, label in entities
                    if start <= s and e <= end
                ]
                names: list[Named] = []
                for span, label in spans:
                    if span is not None and (not names or names[-1][1] <= span.start):
                        names.append((span.start, span.end, label))
                yield Passage(
                    tuple(token.text for token in doc),
                    tuple(bool(token.whitespace_) for token in doc),
                    tuple(names),
                )


def retokenized(passage: Passage, tokenizer: Callable[[str], Doc]) -> Passage:
    """Return the passage cut into words as spaCy cuts running text (*al-Zawahiri* into three)."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    for word, space in zip(passage.words, passage.spaces, strict=True):
        places.append(len(words))
        pieces = [token.text for token in tokenizer(word)] or [word]
        words += pieces
        spaces += [*[False] * (len(pieces) - 1), space]
    places.append(len(words))
    names = tuple((places[start], places[end], label) for start, end, label in passage.names)
    return evolve(passage, words=tuple(words), spaces=tuple(spaces), names=names)


def settled(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of one machine-labelled corpus with stray labels overruled.

    Where three quarters of a name's occurrences carry one label, all do: *Saudi Arabia* is a person once in a hundred
    times only because the machine slipped.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        for start, end, label in passage.names:
            counts[" ".join(passage.words[start:end])][label] += 1
    rulings = {}
    for name, labels in counts.items():
        label, count = labels.most_common(1)[0]
        if count >= SETTLED_COUNT and count >= SETTLED_SHARE * labels.total():
            rulings[name] = label
    return [
        evolve(p, names=tuple((s, e, rulings.get(" ".join(p.words[s:e]), label)) for s, e, label in p.names))
        for p in passages
    ]
