"""Quotations made of clauses from the treebanks, since treebanks of web text hold few of the kind news is full of.

A clause of the training trees becomes what is said; a cue, a speaker with name and role, and often a phrase of time or
place go around it, in the orders in which articles put them. All trees are in ClearNLP's style.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from quotetrack.training.pipeline_convert import is_projective
from quotetrack.training.pipeline_names import organisation, place
from quotetrack.training.pipeline_phrases import Phrase, cut, named, word
from quotetrack.training.pipeline_speakers import Speakers
from quotetrack.training.pipeline_trees import Document, Sentence, subtree

LONGEST_CLAUSE = 30  # words
LONGEST_SUBJECT = 7
MARKS = (('"', '"'), ("“", "”"), ("“", "”"))
BARRED = frozenset(('"', "“", "”", "``", "''", "(", ")", "[", "]", ":"))
SAID = "said|say|VBD"
CUES = tuple(
    [SAID] * 30
    + ["says|say|VBZ"] * 6
    + """added|add explained|explain warned|warn argued|argue insisted|insist claimed|claim announced|announce
    wrote|write declared|declare recalled|recall admitted|admit noted|note replied|reply stated|state shouted|shout
    continued|continue complained|complain concluded|conclude tweeted|tweet joked|joke stressed|stress predicted|predict
    acknowledged|acknowledge testified|testify commented|comment""".replace("\n", " ").split()
    + "adds|add|VBZ explains|explain|VBZ argues|argue|VBZ recalls|recall|VBZ writes|write|VBZ".split()
)
ASKED = ("asked|ask|VBD", SAID, "shouted|shout|VBD", "wondered|wonder|VBD", "asks|ask|VBZ")
TOLD = ("told|tell|VBD", "told|tell|VBD", "warned|warn|VBD", "reminded|remind|VBD")
FINITE = {
    "VBD": "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}
# form|lemma|tag|label|head, the head counted within the phrase; "-" is the word the phrase hangs on; {O} and {L} names
TAILS = (
    "on|on|IN|prep|- Tuesday|Tuesday|NNP|pobj|0",
    "on|on|IN|prep|- Friday|Friday|NNP|pobj|0",
    "Sunday|Sunday|NNP|npadvmod|-",
    "late|late|RB|advmod|1 Monday|Monday|NNP|npadvmod|-",
    "in|in|IN|prep|- a|a|DT|det|2 statement|statement|NN|pobj|0",
    "in|in|IN|prep|- an|a|DT|det|2 interview|interview|NN|pobj|0 with|with|IN|prep|2 {O}|pobj|3",
    "in|in|IN|prep|- an|a|DT|det|2 email|email|NN|pobj|0",
    "in|in|IN|prep|- {L}|pobj|0",
    "at|at|IN|prep|- a|a|DT|det|3 news|news|NN|compound|3 conference|conference|NN|pobj|0 in|in|IN|prep|3 {L}|pobj|4",
    "at|at|IN|prep|- a|a|DT|det|2 rally|rally|NN|pobj|0 in|in|IN|prep|2 {L}|pobj|3",
    "after|after|IN|prep|- the|the|DT|det|2 match|match|NN|pobj|0",
    "after|after|IN|prep|- the|the|DT|det|2 verdict|verdict|NN|pobj|0",
    "during|during|IN|prep|- the|the|DT|det|2 debate|debate|NN|pobj|0",
    "last|last|JJ|amod|1 week|week|NN|npadvmod|-",
    "before|before|IN|prep|- the|the|DT|det|2 vote|vote|NN|pobj|0",
    "of|of|IN|prep|- the|the|DT|det|2 decision|decision|NN|pobj|0",
)
HEARERS = ("reporters|reporter|NNS", "journalists|journalist|NNS", "lawmakers|lawmaker|NNS", "parliament|parliament|NN")


class Quotations:
    """Makes sentences with quotations from clauses, questions and subjects collected in (converted) documents."""

    def __init__(self, documents: Iterable[Document], seed: int) -> None:
        self.chance = random.Random(seed)
        self.clauses: list[Phrase] = []
        self.questions: list[Phrase] = []
        self.subjects: list[Phrase] = []
        self.relatives: list[Phrase] = []
        for document in documents:
            for sentence in document.sentences:
                self._collect(sentence)
        self.speakers = Speakers(self.subjects, self.relatives, self.chance)
        self.patterns: list[tuple[int, Callable[[], list[Sentence]]]] = [
            (22, lambda: self._closing(inverted=False)),
            (18, lambda: self._closing(inverted=True)),
            (14, self._opening),
            (9, self._continued),
            (7, self._interrupted),
            (7, self._question),
            (6, self._several),
            (6, self._adding),
            (6, self._indirect),
            (6, self._indirect_quoted),
            (5, self._according),
            (4, self._bare),
        ]

    def _collect(self, sentence: Sentence) -> None:
        words = sentence.words
        if not 4 <= len(words) <= LONGEST_CLAUSE or not is_projective(words):
            return
        for subject in words:
            if subject.label in ("nsubj", "nsubjpass") and subject.pos in ("NOUN", "PROPN"):
                self._keep(sentence, subject.index, LONGEST_SUBJECT, self.subjects)
            elif subject.label == "relcl" and words[subtree(words, subject.index)[0]].lower == "who":
                self._keep(sentence, subject.index, 10, self.relatives)
        root = next(w for w in words if w.head == w.index)
        plain = not any(w.form in BARRED for w in words) and words[0].form[:1].isupper()
        subject_known = any(w.head == root.index and w.label in ("nsubj", "nsubjpass", "expl") for w in words)
        if plain and subject_known and root.pos in ("VERB", "AUX") and words[-1].form in (".", "?", "!"):
            clause = cut(sentence, list(range(len(words) - 1)), root.index)
            if clause:
                (self.questions if words[-1].form == "?" else self.clauses).append(clause)

    def _keep(self, sentence: Sentence, index: int, longest: int, store: list[Phrase]) -> None:
        reach = subtree(sentence.words, index)
        whole = reach[-1] - reach[0] + 1 == len(reach) <= longest
        if whole and all(sentence.words[i].pos not in ("PUNCT", "SYM", "X") for i in reach):
            phrase = cut(sentence, reach, index)
            if phrase:
                if phrase.words[0].tag in ("DT", "PRP$", "JJ", "NNS", "NN", "CD"):
                    phrase.words[0].form = phrase.words[0].form.lower()
                store.append(phrase)

    def _clause(self, store: list[Phrase] | None = None) -> Phrase:
        clause = copy.deepcopy(self.chance.choice(store or self.clauses))
        clause.words[-1].space = False
        return clause

    def _tail(self, sentence: Phrase, head: int) -> None:
        if self.chance.random() > 0.35:
            return
        offset = len(sentence.words)
        places: list[int] = []
        for cells in (piece.split("|") for piece in self.chance.choice(TAILS).split(" ")):
            at = head if cells[-1] == "-" else int(cells[-1])
            if cells[0] in ("{O}", "{L}"):
                name = organisation(self.chance) if cells[0] == "{O}" else place(self.chance)
                places.append(sentence.put(named(name), cells[1], places[at]))
            else:
                places.append(sentence.add(word(cells[0], cells[1], cells[2], cells[3], None)))
                sentence.words[-1].head = head if cells[-1] == "-" else offset + at

    def _cue(self, sentence: Phrase, cue: str) -> int:
        form, lemma, tag = (*cue.split("|"), "VBD")[:3]
        return sentence.add(word(form, lemma, tag, "ROOT", None, "VERB", FINITE[tag]))

    def _speak(self, sentence: Phrase, cue: str, *, inverted: bool, last: bool = False) -> int:
        """Append cue and speaker in either order, maybe the hearer, and return the cue's index."""
        if inverted:
            verb = self._cue(sentence, cue)
            sentence.put(self.speakers.speaker(last=last), "nsubj", verb)
            return verb
        subject = sentence.put(self.speakers.speaker(), "nsubj")
        if self.chance.random() < 0.08 and cue == SAID:
            cue = TOLD[0]
        verb = self._cue(sentence, cue)
        sentence.words[subject].head = verb
        if cue in TOLD:
            self._hearer(sentence, verb)
        return verb

    def _hearer(self, sentence: Phrase, verb: int) -> None:
        if self.chance.random() < 0.3:
            sentence.put(named(organisation(self.chance)), "dobj", verb)
        else:
            form, lemma, tag = self.chance.choice(HEARERS).split("|")
            number = "Number=Plur" if tag == "NNS" else "Number=Sing"
            sentence.add(word(form, lemma, tag, "dobj", verb, "NOUN", number))

    def _quoted(self, sentence: Phrase, clause: Phrase, label: str, *, end: str, marks: tuple[str, str]) -> int:
        opening = sentence.mark(marks[0], None, tag="``", glued="right")
        root = sentence.put(clause, label)
        sentence.words[opening].head = root
        if end:
            sentence.mark(end, root, tag="," if end == "," else ".", glued="left")
        sentence.mark(marks[1], root, tag="''", glued="left")
        return root

    def _stop(self, sentence: Phrase, head: int) -> None:
        sentence.mark(".", head, glued="left")

    # whole sentences

    def _closing(self, *, inverted: bool) -> list[Sentence]:
        """“We lost,” she said."""
        sentence = Phrase()
        said = self._quoted(sentence, self._clause(), "ccomp", end=",", marks=self.chance.choice(MARKS))
        verb = self._speak(sentence, self.chance.choice(CUES), inverted=inverted)
        sentence.words[said].head = verb
        if inverted and sentence.words[-1].form == ",":
            sentence.words.pop()
        else:
            self._tail(sentence, verb)
        self._stop(sentence, verb)
        return [sentence.sentence(verb)]

    def _opening(self) -> list[Sentence]:
        """She said: “We lost.”"""
        sentence = Phrase()
        verb = self._speak(sentence, self.chance.choice(CUES), inverted=False)
        self._tail(sentence, verb)
        mark = self.chance.choice((",", ":", ":"))
        sentence.mark(mark, verb, glued="left")
        said = self._quoted(sentence, self._clause(), "ccomp", end=".", marks=self.chance.choice(MARKS))
        sentence.words[said].head = verb
        return [sentence.sentence(verb)]

    def _continued(self) -> list[Sentence]:
        """“We lost,” she said. “Nobody knows why.”"""
        first = self._closing(inverted=self.chance.random() < 0.35)
        second = Phrase()
        opening = next(w.form for w in first[0].words if w.tag == "``")
        said = self._quoted(second, self._clause(), "ROOT", end=".", marks=(opening, "”" if opening == "“" else '"'))
        return [*first, second.sentence(said)]

    def _interrupted(self) -> list[Sentence]:
        """“In the end,” she said, “we lost.”"""
        for _ in range(50):
            clause = self._clause()
            words = clause.words
            edges = [
                max(subtree(words, w.index)) + 1
                for w in words
                if w.head == clause.root and w.index < clause.root and w.label in ("prep", "advmod", "advcl", "nsubj")
            ]
            if edges and 1 <= edges[0] < clause.root + 1 and len(words) - edges[0] > 2:
                break
        else:
            return self._closing(inverted=False)
        edge = edges[0]
        comma = words[edge].form == ","
        sentence = Phrase()
        marks = self.chance.choice(MARKS)
        opening = sentence.mark(marks[0], None, tag="``", glued="right")
        places: dict[int, int] = {}
        for part in words[: edge + comma]:
            places[part.index] = sentence.add(evolve(part))
        sentence.words[-1].space = False
        loose = [opening]
        if sentence.words[-1].form != ",":
            loose.append(sentence.mark(",", None, glued="left"))
        loose.append(sentence.mark(marks[1], None, tag="''", glued="left"))
        verb = self._speak(sentence, self.chance.choice(CUES), inverted=self.chance.random() < 0.3)
        if sentence.words[-1].form != ",":
            sentence.mark(",", verb, glued="left")
        loose.append(sentence.mark(marks[0], None, tag="``", glued="right"))
        for part in words[edge + comma :]:
            places[part.index] = sentence.add(evolve(part))
        for old, new in places.items():
            sentence.words[new].head = places[words[old].head] if old != clause.root else verb
        said = places[clause.root]
        sentence.words[said].label = "ccomp"
        for index in loose:
            sentence.words[index].head = said
        sentence.words[-1].space = False
        sentence.mark(".", said, glued="left")
        sentence.mark(marks[1], said, tag="''", glued="left")
        return [sentence.sentence(verb)]

    def _question(self) -> list[Sentence]:
        """“Who knew?” she asked."""
        sentence = Phrase()
        asked = bool(self.questions) and self.chance.random() < 0.7
        clause = self._clause(self.questions if asked else self.clauses)
        end = "?" if asked else "!"
        said = self._quoted(sentence, clause, "ccomp", end=end, marks=self.chance.choice(MARKS))
        verb = self._speak(sentence, self.chance.choice(ASKED), inverted=self.chance.random() < 0.4, last=True)
        sentence.words[said].head = verb
        self._stop(sentence, verb)
        return [sentence.sentence(verb)]

    def _several(self) -> list[Sentence]:
        """“We lost. Nobody knows why,” she said."""
        first = Phrase()
        marks = self.chance.choice(MARKS)
        opening = first.mark(marks[0], None, tag="``", glued="right")
        root = first.put(self._clause(), "ROOT")
        first.words[opening].head = root
        self._stop(first, root)
        second = Phrase()
        said = second.put(self._clause(), "ccomp")
        second.mark(",", said, glued="left")
        second.mark(marks[1], said, tag="''", glued="left")
        verb = self._speak(second, self.chance.choice(CUES), inverted=self.chance.random() < 0.35, last=True)
        second.words[said].head = verb
        self._stop(second, verb)
        return [first.sentence(root), second.sentence(verb)]

    def _adding(self) -> list[Sentence]:
        """“We lost,” she said, adding that “nobody knows why.”"""
        sentence = Phrase()
        marks = self.chance.choice(MARKS)
        said = self._quoted(sentence, self._clause(), "ccomp", end=",", marks=marks)
        verb = self._speak(sentence, self.chance.choice(CUES), inverted=False)
        sentence.words[said].head = verb
        sentence.mark(",", verb, glued="left")
        adding = sentence.add(word("adding", "add", "VBG", "advcl", verb, "VERB", "VerbForm=Ger"))
        self._that(sentence, adding, quoted=self.chance.random() < 0.6, marks=marks)
        self._stop(sentence, verb)
        return [sentence.sentence(verb)]

    def _that(self, sentence: Phrase, verb: int, *, quoted: bool, marks: tuple[str, str]) -> None:
        that = None
        if self.chance.random() < 0.7:
            that = sentence.add(word("that", "that", "IN", "mark", None, "SCONJ"))
        clause = self._clause()
        first = clause.words[0]
        if first.pos not in ("PROPN",) and first.form != "I":
            first.form = first.form[:1].lower() + first.form[1:]
        said = self._quoted(sentence, clause, "ccomp", end="", marks=marks) if quoted else sentence.put(clause, "ccomp")
        sentence.words[said].head = verb
        if that is not None:
            sentence.words[that].head = said

    def _indirect(self) -> list[Sentence]:
        """She told reporters that nobody knew why."""
        return self._reported(quoted=False)

    def _indirect_quoted(self) -> list[Sentence]:
        """She said that “nobody knew why.”"""
        return self._reported(quoted=True)

    def _reported(self, *, quoted: bool) -> list[Sentence]:
        sentence = Phrase()
        cue = self.chance.choice(TOLD) if self.chance.random() < 0.35 else self.chance.choice(CUES)
        verb = self._speak(sentence, cue, inverted=False)
        self._that(sentence, verb, quoted=quoted, marks=self.chance.choice(MARKS))
        self._stop(sentence, verb)
        return [sentence.sentence(verb)]

    def _according(self) -> list[Sentence]:
        """According to the mayor, nobody knows why. Nobody knows why, according to the mayor."""
        sentence = Phrase()
        front = self.chance.random() < 0.4
        root = -1 if front else sentence.put(self._clause(), "ROOT")
        if not front:
            sentence.mark(",", root, glued="left")
        form = "According" if front else "according"
        cue = sentence.add(word(form, "accord", "VBG", "prep", root if root >= 0 else None, "VERB", "VerbForm=Ger"))
        to = sentence.add(word("to", "to", "IN", "prep", cue, "ADP"))
        source = self.speakers.speaker(last=True)
        while source.words[0].tag == "PRP":
            source = self.speakers.speaker(last=True)
        sentence.put(source, "pobj", to)
        if front:
            comma = sentence.mark(",", None, glued="left")
            root = sentence.put(self._clause(), "ROOT")
            sentence.words[cue].head = sentence.words[comma].head = root
        self._stop(sentence, root)
        return [sentence.sentence(root)]

    def _bare(self) -> list[Sentence]:
        """Nobody knows why, she said."""
        sentence = Phrase()
        said = sentence.put(self._clause(), "ccomp")
        comma = sentence.mark(",", None, glued="left")
        verb = self._speak(sentence, self.chance.choice(CUES), inverted=self.chance.random() < 0.2, last=True)
        sentence.words[said].head = sentence.words[comma].head = verb
        self._tail(sentence, verb)
        self._stop(sentence, verb)
        return [sentence.sentence(verb)]

    def documents(self) -> Iterator[list[Sentence]]:
        """Yield, for ever, short stretches of sentences with quotations."""
        weights = [weight for weight, _ in self.patterns]
        makers = [make for _, make in self.patterns]
        while True:
            sentences: list[Sentence] = []
            for _ in range(self.chance.choice((1, 1, 2, 3))):
                for made in self.chance.choices(makers, weights)[0]():
                    first = next(w for w in made.words if w.pos != "PUNCT")
                    first.form = first.form[:1].upper() + first.form[1:]
                    sentences.append(made)
            yield sentences
