"""Speakers for made-up quotations (names with titles and roles, plain nouns, pronouns), each with its tree."""

from __future__ import annotations

import copy
import random

from quotetrack.training.pipeline_augment import CAPITAL_ROLES, ROLES
from quotetrack.training.pipeline_names import organisation, person, place, surname
from quotetrack.training.pipeline_phrases import Phrase, named, word

PLAIN = tuple(
    """company government ministry bank court union report minister president spokesman spokeswoman mother group
    statement judge team coach agency police father mayor author victim suspect lawyer teacher officer owner
    leader""".split()
)


class Speakers:
    """Makes speakers; subjects and relative clauses of the treebanks are among them."""

    def __init__(self, subjects: list[Phrase], relatives: list[Phrase], chance: random.Random) -> None:
        self.subjects = subjects
        self.relatives = relatives
        self.chance = chance

    def person(self) -> Phrase:
        """Return a name, often with a title before it; the last word is its head."""
        title = self.chance.choice(CAPITAL_ROLES).split(" ") if self.chance.random() < 0.35 else []
        lower = self.chance.choice(ROLES).split(" ") if not title and self.chance.random() < 0.12 else []
        name = (surname(self.chance) if title and self.chance.random() < 0.5 else person(self.chance)).split(" ")
        phrase = Phrase()
        last = len(title) + len(lower) + len(name) - 1
        for number, form in enumerate([*title, *lower, *name]):
            tag = "NN" if form in lower and number < len(lower) else "NNP"
            head = None if number == last else last
            phrase.add(word(form, form, tag, "compound", head, morph="Number=Sing"))
        phrase.root = last
        return phrase

    def described(self) -> Phrase:
        """Return *the head of Norwick Steel*: a role, mostly with its organisation."""
        phrase = Phrase()
        forms = self.chance.choice(ROLES).split(" ")
        if self.chance.random() < 0.7:
            phrase.add(word("the" if self.chance.random() < 0.5 else "a", "the", "DT", "det", len(forms)))
            phrase.words[0].lemma = phrase.words[0].form
        offset = len(phrase.words)
        for number, form in enumerate(forms):
            last = number == len(forms) - 1
            adjective = not last and form in ("prime", "foreign", "chief", "senior", "general")
            label, tag = ("amod", "JJ") if adjective else ("compound", "NN")
            phrase.add(word(form, form, tag, label, None if last else offset + len(forms) - 1))
        phrase.root = offset + len(forms) - 1
        if offset:
            phrase.words[0].head = phrase.root
        if self.chance.random() < 0.8:
            form = self.chance.choice(("of", "of", "of", "at", "for", "from"))
            preposition = phrase.add(word(form, form, "IN", "prep", phrase.root))
            phrase.put(named((place if form == "from" else organisation)(self.chance)), "pobj", preposition)
        return phrase

    def speaker(self, *, last: bool = False) -> Phrase:
        """Return a speaker; `last` if nothing but the end of the sentence follows, so that no comma closes it."""
        chance = self.chance
        kind = chance.random()
        phrase = Phrase()
        if kind < 0.22:
            form = chance.choice(("he", "she", "he", "she", "they", "I", "we"))
            phrase.add(word(form, form, "PRP", "nsubj", None, "PRON", "Case=Nom|PronType=Prs"))
            phrase.root = 0
        elif kind < 0.34:
            article = chance.choice(("the", "the", "the", "a"))
            phrase.add(word(article, article, "DT", "det", 1))
            noun = chance.choice(PLAIN)
            phrase.add(word(noun, noun, "NN", "nsubj", None, morph="Number=Sing"))
            phrase.root = 1
        elif kind < 0.42 and self.subjects:
            phrase = copy.deepcopy(chance.choice(self.subjects))
            phrase.words[-1].space = True
        elif kind < 0.50:
            phrase = named(organisation(chance))
        elif kind < 0.60:
            phrase = self._possessed(last=last)
        else:
            phrase = self.person()
            more = chance.random()
            if more < 0.45:
                self._apposition(phrase, phrase.root, self.described(), last=last)
            elif more < 0.53 and self.relatives:
                phrase.mark(",", phrase.root, glued="left")
                phrase.put(copy.deepcopy(chance.choice(self.relatives)), "relcl", phrase.root)
                if not last:
                    phrase.mark(",", phrase.root, glued="left")
        return phrase

    def _possessed(self, *, last: bool) -> Phrase:
        """*The bank's chief economist, Anna Weiss*."""
        phrase = named((organisation if self.chance.random() < 0.6 else place)(self.chance))
        owner = phrase.root
        phrase.words[-1].space = False
        phrase.add(word("'s", "'s", "POS", "case", owner, "PART"))
        role = self.described()
        while role.words[0].tag == "DT" or len(role.words) > 2:
            role = self.described()
        head = phrase.put(role, "nsubj")
        phrase.words[owner].head, phrase.words[owner].label = head, "poss"
        phrase.root = head
        if self.chance.random() < 0.6:
            name = self.person()
            if self.chance.random() < 0.4:  # "the bank's economist Anna Weiss"
                words = phrase.words
                new = phrase.put(name, "nsubj")
                for part in words[:head]:
                    part.head = new if part.head == head else part.head
                words[head].head, words[head].label = new, "compound"
                phrase.root = new
            else:
                self._apposition(phrase, head, name, last=last)
        return phrase

    def _apposition(self, phrase: Phrase, head: int, other: Phrase, *, last: bool) -> None:
        phrase.mark(",", head, glued="left")
        if self.chance.random() < 0.12:
            phrase.add(word(str(self.chance.randint(18, 90)), "44", "CD", "nummod", head))
            phrase.words[-1].lemma = phrase.words[-1].form
            phrase.mark(",", head, glued="left")
        phrase.put(other, "appos", head)
        if not last:
            phrase.mark(",", head, glued="left")
