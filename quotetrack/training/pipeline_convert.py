"""UD trees rewritten in ClearNLP's style, the one spaCy's English pipelines use.

Renaming UD's labels is not enough: the trees differ. In ClearNLP's style a copula heads its predicate (``attr``,
``acomp``), a preposition heads its noun (``prep``, ``pobj``), the last word heads a name, each conjunct hangs on the
one before it, and a speech verb heads what is said (``ccomp``) wherever it stands. With such trees spaCy's
``doc.noun_chunks`` and the functions of textacy work as they do with spaCy's own pipelines.

Source of the labels: Choi & Palmer, Guidelines for the CLEAR Style Constituent to Dependency Conversion (2012).
"""

from __future__ import annotations

from itertools import pairwise

from quotetrack.training.pipeline_trees import Word, children, subtree

SPEECH = frozenset(
    """say tell add ask reply answer explain announce claim note warn argue insist state declare write report confirm
    admit acknowledge think believe suggest complain observe remark comment joke quip recall agree concede conclude
    stress emphasize emphasise assert continue predict testify recount exclaim cry shout whisper mutter murmur respond
    retort quote promise vow deny reveal disclose urge boast caution contend maintain muse plead proclaim reiterate
    repeat wonder tweet post inquire demand call scream yell sigh snap interject counter elaborate describe read guess
    hope know""".split()
)
HEDGES = frozenset("guess hope know think believe call describe read".split())  # "I guess" is speech only beside marks
QUOTES = frozenset(('"', "“", "”", "``", "''"))
CLAUSE_ADVERBS = frozenset(
    """not n't never also still already always now just only probably perhaps often currently actually really certainly
    usually generally even""".split()
)
DEGREE_ADVERBS = frozenset("just only even really actually".split())  # before an adjective they belong to it
SUBJECTS = ("nsubj", "csubj", "expl")
PREPOSITIONS_OF_GERUNDS = frozenset(
    """by for in after before without of from with on about at to since through against into despite upon over besides
    beyond than""".split()
)
POSSESSIVE = frozenset(("'s", "'", "s"))
RENAMED = {
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "obj": "dobj",
    "iobj": "dative",
    "aux:pass": "auxpass",
    "cop": "aux",
    "nmod:poss": "poss",
    "nmod:desc": "compound",
    "nmod:unmarked": "npadvmod",
    "obl": "npadvmod",
    "acl:relcl": "relcl",
    "advcl:relcl": "relcl",
    "compound:prt": "prt",
    "cc:preconj": "preconj",
    "det:predet": "predet",
    "discourse": "intj",
    "vocative": "npadvmod",
    "root": "ROOT",
    "goeswith": "dep",
    "list": "dep",
    "orphan": "dep",
    "reparandum": "dep",
    "dislocated": "dep",
    "fixed": "dep",
    "flat": "compound",
}


def to_clear(words: list[Word]) -> bool:
    """Rewrite a sentence's tree in place; False when the result is no tree and the sentence is to be left out."""
    flip_copulas(words)
    raise_speech_verbs(words)
    untie_fixed(words)
    end_names(words)
    chain_conjuncts(words)
    raise_prepositions(words)
    raise_gerund_prepositions(words)
    for word in words:
        relabel(word, words)
    return is_tree(words)


def _take_place(words: list[Word], new: Word, old: Word) -> None:
    """Let `new` stand where `old` hangs now."""
    new.head = new.index if old.head == old.index else old.head
    new.label = old.label


def flip_copulas(words: list[Word]) -> None:
    """Let *be* head its predicate: *the plan is good* becomes is(plan:nsubj, good:acomp)."""
    for be in words:
        if be.label != "cop" or be.head == be.index:
            continue
        predicate = words[be.head]
        others = children(words, predicate.index)
        if any(other.label == "cop" and other.index < be.index for other in others):
            be.label = "aux"
            continue
        _take_place(words, be, predicate)
        cased = any(other.label == "case" for other in others)
        moved = [other for other in others if other is not be and _belongs_to_copula(other, be, predicate, words)]
        for other in moved:
            other.head = be.index
        predicate.head = be.index
        predicate.label = _predicate_label(predicate, words, cased)


def _predicate_label(predicate: Word, words: list[Word], cased: bool) -> str:
    if predicate.pos in ("VERB", "AUX") and not cased:
        clause = any(child.base in SUBJECTS for child in children(words, predicate.index))
        return "ccomp" if clause or "VerbForm=Fin" in predicate.morph else "xcomp"
    if cased:
        return "obl"
    return {"ADJ": "acomp", "ADV": "advmod"}.get(predicate.pos, "attr")


def _belongs_to_copula(word: Word, be: Word, predicate: Word, words: list[Word]) -> bool:
    """Say whether a dependent of the predicate is one of the clause: *be*'s, in the new tree."""
    between = be.index < word.index < predicate.index
    after = word.index > max(be.index, predicate.index)
    scalar = predicate.pos in ("ADJ", "ADV")
    base = word.base
    if base in SUBJECTS:
        # "the question is who pays": the inner subject stays with its own verb
        return word.label.endswith("outer") or not any(
            other.label.endswith("outer") for other in children(words, predicate.index)
        )
    if base in ("aux", "discourse", "vocative", "parataxis", "dislocated", "advcl", "reparandum"):
        return True
    if base in ("mark", "cc"):
        return not between
    if base == "punct":
        if between:
            return False
        opened = any(
            p.base == "punct" and be.index < p.index < predicate.index for p in children(words, predicate.index)
        )
        return not (after and opened and word.form in QUOTES | {")", "’", "'"})
    if base == "advmod":
        if between:
            return (word.lower in CLAUSE_ADVERBS and not (scalar and word.lower in DEGREE_ADVERBS)) or (
                predicate.pos in ("NOUN", "PROPN", "PRON") and word.index == be.index + 1
            )
        return word.index < be.index or not scalar
    if base == "obl":
        return word.index < be.index or not scalar or word.label in ("obl:unmarked", "obl:tmod")
    if base == "conj":
        own = children(words, word.index)
        clausal = any(child.label == "cop" or child.base in (*SUBJECTS, "aux") for child in own)
        return clausal or (word.pos in ("VERB", "AUX") and predicate.pos not in ("VERB", "AUX"))
    return base == "acl" and word.index < be.index


def raise_speech_verbs(words: list[Word]) -> None:
    """Let a speech verb head what is said: *“It works,” she said* is said(works:ccomp, she:nsubj)."""
    quoted = any(word.form in QUOTES for word in words)
    for verb in words:
        if verb.base != "parataxis" or verb.head == verb.index:
            continue
        if verb.pos == "VERB" and verb.lemma.lower() in SPEECH:
            if quoted or verb.lemma.lower() not in HEDGES:
                _raise_speech_verb(words, verb)
        elif words[verb.head].pos == "VERB" and words[verb.head].lemma.lower() in SPEECH:
            # "She said: “It works.”"
            speech = words[verb.head]
            bases = {child.base for child in children(words, speech.index)}
            low, high = sorted((speech.index, verb.index))
            if not bases & {"ccomp", "obj"} and any(w.form in QUOTES or w.form == ":" for w in words[low:high]):
                verb.label = "ccomp"


def _raise_speech_verb(words: list[Word], verb: Word) -> None:
    said = words[verb.head]
    bases = {child.base for child in children(words, verb.index)}
    if "nsubj" not in bases or "ccomp" in bases or ("obj" in bases and verb.lemma not in ("tell", "ask")):
        return
    reach = subtree(words, verb.index)
    before, after = reach[0] - 1, reach[-1] + 1
    if before >= 0 and words[before].pos != "PUNCT" and after < len(words) and words[after].pos != "PUNCT":
        return  # no punctuation on either side: an aside that is no parenthesis
    _take_place(words, verb, said)
    said.head, said.label = verb.index, "ccomp"
    for child in children(words, said.index):
        last = child.base == "punct" and child.index == len(words) - 1 > verb.index
        comma = child.base == "punct" and child.form == "," and child.index == verb.index - 1
        if last or (comma and said.index < verb.index) or (child.label == "cc" and child.index == 0):
            child.head = verb.index


def untie_fixed(words: list[Word]) -> None:
    """Label the later words of fixed expressions by the first: *because of* is two prepositions, *at least* adverbs."""
    for word in words:
        if word.label == "fixed":
            first = words[word.head]
            if first.label == "case":
                word.head, word.label = first.head, "case"
            else:
                word.label = "mark" if first.label == "mark" else "advmod"


def end_names(words: list[Word]) -> None:
    """Let the last word head a name: *Nadia Rahman* is Rahman(Nadia:compound)."""
    for first in words:
        parts = [child for child in children(words, first.index) if child.label == "flat" and child.index > first.index]
        if not parts or first.label == "flat":
            continue
        last = parts[-1]
        _take_place(words, last, first)
        for child in children(words, first.index):
            if child is not last:
                child.head = last.index
                child.label = "compound" if child.label == "flat" else child.label
        first.head, first.label = last.index, "compound"


def chain_conjuncts(words: list[Word]) -> None:
    """Hang each conjunct, with its comma and *and*, on the one before it."""
    for first in words:
        previous = first
        for conjunct in [child for child in children(words, first.index) if child.base == "conj"]:
            if conjunct.index < first.index:
                continue
            for child in children(words, conjunct.index):
                comma = child.base == "punct" and child.form in (",", ";")
                if child.index < conjunct.index and (child.label == "cc" or comma):
                    child.head = previous.index
            conjunct.head = previous.index
            previous = conjunct


def raise_prepositions(words: list[Word]) -> None:
    """Let prepositions head their nouns: *talks in Lima* is talks(in:prep(Lima:pobj))."""
    for noun in words:
        cases = [w for w in children(words, noun.index) if w.label == "case" and w.lower not in POSSESSIVE]
        if not cases:
            continue
        first, last = cases[0], cases[-1]
        label = noun.base
        if label == "conj":
            # "in Lima and in Quito": the second preposition joins the first
            before = words[noun.head]
            joined = words[before.head] if before.label in ("pobj", "pcomp") else before
            first.head, first.label = joined.index, "conj"
            for child in children(words, before.index):
                if joined is not before and child.label == "cc" and before.index < child.index < first.index:
                    child.head = joined.index
        else:
            kept = (
                "agent" if noun.label == "obl:agent" else label if label in ("root", "parataxis", "appos") else "prep"
            )
            _take_place(words, first, noun)
            first.label = "prep" if kept == "appos" else kept
        for upper, lower in pairwise(cases):
            lower.head, lower.label = upper.index, "prep"
        clause = noun.tag == "VBG" or any(
            c.base in (*SUBJECTS, "obj", "aux", "mark") for c in children(words, noun.index)
        )
        noun.head = last.index
        noun.label = "pcomp" if noun.pos == "ADV" or (noun.pos in ("VERB", "AUX") and clause) else "pobj"
        whole = first.label in ("root", "parataxis", "conj")
        for child in children(words, noun.index):
            left = child.index < first.index and child.base not in ("compound", "amod", "det", "nummod", "poss", "nmod")
            clausal = child.base in (*SUBJECTS, "advcl", "parataxis", "discourse", "vocative")
            final = child.base == "punct" and child.index == len(words) - 1
            if left or (whole and (clausal or final)):
                child.head = first.index


def raise_gerund_prepositions(words: list[Word]) -> None:
    """Let a preposition head its gerund: *after leaving* is after:prep(leaving:pcomp)."""
    for verb in words:
        if verb.tag != "VBG" or verb.label not in ("advcl", "acl"):
            continue
        below = children(words, verb.index)
        marks = [w for w in below if w.label == "mark" and w.lower in PREPOSITIONS_OF_GERUNDS]
        if not marks or any(child.base == "nsubj" for child in below):
            continue
        preposition = marks[0]
        preposition.head, preposition.label = verb.head, "prep"
        verb.head, verb.label = preposition.index, "pcomp"
        for child in below:
            if child.index < preposition.index:
                child.head = preposition.index


def relabel(word: Word, words: list[Word]) -> None:
    """Give a word the label of the new scheme, once every head is in place."""
    base = word.base
    if word.head == word.index:
        word.label = "ROOT"
    elif base == "mark":
        infinitive = word.pos == "PART" and word.lower in ("to", "na", "ta")
        word.label = "aux" if infinitive else "advmod" if word.pos == "ADV" else "mark"
    elif base == "advmod":
        word.label = "neg" if word.lower in ("not", "n't", "never", "nt") else "advmod"
    elif base == "nmod" and word.label not in RENAMED:
        word.label = "nmod" if word.index < word.head or word.pos != "NUM" else "nummod"
    elif base == "xcomp":
        if word.pos == "ADJ":
            word.label = "acomp" if word.index > word.head else "xcomp"
        elif word.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            word.label = "attr" if words[word.head].lemma in ("become", "remain", "seem", "be") else "oprd"
    elif base == "case":
        word.label = "case" if word.lower in POSSESSIVE else "prep"
    else:
        word.label = RENAMED.get(word.label, RENAMED.get(base, base))


def is_tree(words: list[Word]) -> bool:
    """Say whether there is one root and every word leads to it."""
    if sum(word.head == word.index for word in words) != 1:
        return False
    for word in words:
        steps = 0
        while word.head != word.index:
            word = words[word.head]
            steps += 1
            if steps > len(words):
                return False
    return True


def is_projective(words: list[Word]) -> bool:
    """Say whether no two arcs cross."""
    arcs = [(min(w.index, w.head), max(w.index, w.head)) for w in words if w.head != w.index]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)
