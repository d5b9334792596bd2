"""Roles read off the words around a name, over parses written by hand: no statistical parser decides here."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quotetrack.find.kinds import NameIndex
from quotetrack.find.names import find_names
from quotetrack.find.nouns import singular
from quotetrack.find.roles import roles_after, roles_apposed, roles_before
from quotetrack.find.titles import head_of, strip_article
from quotetrack.find.words import Words, read_words
from quotetrack.lang.lexicon import load_lexicon

LEXICON = load_lexicon()
VERBS = {"said": "VBD", "heads": "VBZ", "led": "VBD", "is": "VBZ", "told": "VBD", "met": "VBD", "runs": "VBZ"}
SMALL = {
    "the": "DT",
    "a": "DT",
    "an": "DT",
    "of": "IN",
    "for": "IN",
    "at": "IN",
    "to": "TO",
    "in": "IN",
    "who": "WP",
    "and": "CC",
    "with": "IN",
}


def read(text: str) -> tuple[Words, NameIndex]:
    """Read a text with tags given by rule: capitals are names, a few verbs and small words, the rest nouns."""
    raw = text.replace(",", " ,").replace(".)", ". )").replace("(", "( ").replace(")", " )").split()
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for piece in raw:
        start = text.index(piece, at)
        at = start + len(piece)
        words.append(piece)
        spaces.append(text[at : at + 1] == " ")
    tags = [VERBS.get(w, SMALL.get(w.lower(), "NNP" if w[0].isupper() else "," if w == "," else "NN")) for w in words]
    doc = Doc(Vocab(), words=words, spaces=spaces, tags=tags, sent_starts=[k == 0 for k in range(len(words))])
    columns = read_words(doc, doc.text)
    return columns, NameIndex(find_names(columns, LEXICON))


def roles_of(text: str, name: str) -> list[tuple[str | None, str | None, str]]:
    words, names = read(text)
    index = next(k for k, n in enumerate(names.names) if words.phrase(n.first, n.last) == name)
    found = [
        *roles_before(words, names, index, LEXICON)[1],
        *roles_after(words, names, index, len(words), LEXICON),
        *roles_apposed(words, names, index, 0, LEXICON)[1],
    ]
    for role in found:
        assert words.text[role.start : role.end] == role.text
    return [(role.title, role.affiliation, role.tense) for role in found]


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("they met Ghana Trade Minister Kofi Mensah", "Kofi Mensah", [("Trade Minister", "Ghana", "current")]),
        ("they met Globex spokeswoman Petra Lind", "Petra Lind", [("spokeswoman", "Globex", "current")]),
        ("the answer Governor Hale said", "Hale", [("Governor", None, "current")]),
        ("they met campaign Chairman Odell Finn", "Odell Finn", [("campaign Chairman", None, "current")]),
        ("Ann Lee, the mayor of Oxley, said", "Ann Lee", [("mayor", "Oxley", "current")]),
        ("Ann Lee, a nurse at Kenton Hospital, said", "Ann Lee", [("nurse", "Kenton Hospital", "current")]),
        ("Ann Lee, a former adviser to the World Bank, said", "Ann Lee", [("former adviser", "World Bank", "former")]),
        ("Ann Lee, who heads the Oxley Fund, said", "Ann Lee", [(None, "Oxley Fund", "current")]),
        ("Ann Lee, 44, a teacher from Oxley, said", "Ann Lee", [("teacher", "Oxley", "current")]),
        ("the company's lawyer, Ann Lee, said", "Ann Lee", [("lawyer", "company", "current")]),
        ("a lawyer for the Oxley Fund, Ann Lee, said", "Ann Lee", [("lawyer", "Oxley Fund", "current")]),
        ("they met chief of staff Ann Lee", "Ann Lee", [("chief of staff", None, "current")]),
        ("they met actor and activist Ann Lee", "Ann Lee", [("actor", None, "current"), ("activist", None, "current")]),
        ("Ann Lee (Lab, Oxley), a nurse, said", "Ann Lee",
         [(None, "Oxley", "current"), (None, "Lab", "current"), ("nurse", None, "current")]),
        ("Ann Lee (left), a nurse at Kenton Hospital, said", "Ann Lee", [("nurse", "Kenton Hospital", "current")]),
        ("Ann Lee (Kenton Hospital) said", "Ann Lee", [(None, "Kenton Hospital", "current")]),
        ("Ann Lee, Vice President, Investor Relations, said", "Ann Lee",
         [("Vice President, Investor Relations", None, "current")]),
        ("Ann Lee, director of Public Affairs at Globex, said", "Ann Lee",
         [("director of Public Affairs", "Globex", "current")]),
        ("Ann Lee, Professor, Public Health, Kenton University, said", "Ann Lee",
         [("Professor, Public Health", "Kenton University", "current")]),
        ("they met Rep. Ann Lee, D-Ohio, again", "Ann Lee", [("Rep.", None, "current"), (None, "Ohio", "current")]),
        ("they met Sen. Ann Lee (D., Ohio) again", "Ann Lee", [("Sen.", None, "current"), (None, "Ohio", "current")]),
        ("Ann Lee (USA) ran", "Ann Lee", [(None, "USA", "current")]),
        ("Ann Lee [left], a nurse, said", "Ann Lee", [("nurse", None, "current")]),
        ("Ann Lee, aged 44, a nurse, said", "Ann Lee", [("nurse", None, "current")]),
        ("they met Kenton man Bob Ray", "Bob Ray", [("man", None, "current")]),
        ("Ann Lee, deputy mayor of the town of Oxley, said", "Ann Lee", [("deputy mayor", "town of Oxley", "deputy")]),
        ("Ann Lee met Bob Ray in Oxley", "Ann Lee", []),
        ("Ann Lee, Bob Ray and aides met", "Ann Lee", []),
    ],
)  # fmt: skip
def test_roles(text: str, name: str, roles: list[tuple[str | None, str | None, str]]) -> None:
    assert roles_of(text, name) == roles


def test_a_parenthesis_tells_the_place() -> None:
    words, names = read("they met Sen. Dora Whitlock (R-Neb.) again")
    index = next(k for k, n in enumerate(names.names) if n.kind == "person")
    assert [role.affiliation for role in roles_after(words, names, index, len(words), LEXICON)] == ["Neb."]


def test_small_words() -> None:
    assert strip_article("the World Bank") == "World Bank"
    assert head_of("Secretary of State") == "secretary"
    assert [singular(word) for word in ("women", "ministries", "aides", "press")] == [
        "woman",
        "ministry",
        "aide",
        "press",
    ]
