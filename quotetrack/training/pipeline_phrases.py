"""Phrases under construction: words with heads among themselves, from which sentences with trees are put together."""

from __future__ import annotations

from attrs import evolve

from quotetrack.training.pipeline_trees import Sentence, Word

POS = {"DT": "DET", "JJ": "ADJ", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "IN": "ADP", "CD": "NUM", "RB": "ADV"}
POS |= {"VBG": "VERB", "PRP$": "PRON"}


def word(form: str, lemma: str, tag: str, label: str, head: int | None, pos: str = "", morph: str = "") -> Word:
    """Return a word of a phrase under construction; head None is the phrase's own head, still loose (-1)."""
    return Word(0, form, lemma, pos or POS.get(tag, "X"), tag, morph, -1 if head is None else head, label)


class Phrase:
    """Is a run of words whose heads point inside it, but for one loose word, its head.

    Sentences grow by `add` and `put`; the loose words are hung up last.
    """

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.root = -1

    def add(self, new: Word) -> int:
        """Append one word and return its index."""
        new.index = len(self.words)
        self.words.append(new)
        return new.index

    def put(self, other: Phrase, label: str, head: int | None = None) -> int:
        """Append a phrase, its head with this label, and return the index of its head."""
        offset = len(self.words)
        for part in other.words:
            self.add(evolve(part, head=part.head + offset if part.head >= 0 else -1))
        root = offset + other.root
        self.words[root].label = label
        self.words[root].head = -1 if head is None else head
        return root

    def mark(self, form: str, head: int | None, *, tag: str = "", glued: str = "") -> int:
        """Append punctuation, "left" or "right" glued to the word before or after it."""
        if glued == "left" and self.words:
            self.words[-1].space = False
        index = self.add(word(form, form, tag or form, "punct", head, "PUNCT"))
        self.words[index].space = glued != "right"
        return index

    def sentence(self, root: int) -> Sentence:
        """Return the finished sentence."""
        self.words[root].head, self.words[root].label = root, "ROOT"
        self.words[-1].space = True
        assert all(w.head >= 0 for w in self.words)
        return Sentence(self.words)


def cut(sentence: Sentence, indices: list[int], root: int) -> Phrase | None:
    """Return some words of a sentence as a phrase, or None if one of them hangs elsewhere."""
    places = {index: number for number, index in enumerate(indices)}
    phrase = Phrase()
    for index in indices:
        old = sentence.words[index]
        if index != root and old.head not in places:
            return None
        phrase.add(evolve(old, head=-1 if index == root else places[old.head]))
    phrase.root = places[root]
    return phrase


def named(name: str) -> Phrase:
    """Return the name of a place or an organisation, the last word its head."""
    phrase = Phrase()
    forms = name.split(" ")
    for number, form in enumerate(forms):
        head = None if number == len(forms) - 1 else len(forms) - 1
        if form in ("of", "for") and 0 < number < len(forms) - 1:  # "University of Basel"
            tail = named(" ".join(forms[number + 1 :]))
            for index in range(number):
                phrase.words[index].head = number - 1 if index < number - 1 else -1
            phrase.root = number - 1
            preposition = phrase.add(word(form, form, "IN", "prep", number - 1))
            phrase.put(tail, "pobj", preposition)
            return phrase
        tag = "CC" if form == "&" else "NNP"
        label = "cc" if form == "&" else "compound"
        pos = "CCONJ" if form == "&" else "PROPN"
        phrase.add(word(form, form, tag, label, head, pos, "" if form == "&" else "Number=Sing"))
    phrase.root = len(forms) - 1
    return phrase
