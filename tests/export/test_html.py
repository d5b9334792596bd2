from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.export.html import attribution_fragment, extraction_fragment, speaker_fragment, to_html
from quotetrack.export.marked import pieces, speaker_views
from quotetrack.models import Article, Attribution, Extraction, Role, SaidOn, Speaker, TextSpan
from tests.factories import attribution, ferry
from tests.strategies import awkward_text, extractions, few, surrogates

ALLOWED = set(
    "html head meta link title style body a header p h1 h2 h3 div aside details summary ul ol li button span bdi main "
    "article mark section dl dt dd q time footer script sup b br".split()
)  # fmt: skip


class Page(HTMLParser):
    """Collects what a browser would make of a page: elements, attributes, and the text of the article."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.text = ""
        self._raw: list[str] | None = None
        self._in_article = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._raw = self.scripts if tag == "script" else self.styles
            self._raw.append("")
        if tag == "article":
            self._in_article = True

    def handle_endtag(self, tag: str) -> None:
        self._raw = None
        if tag == "article":
            self._in_article = False

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self._raw[-1] += data
        elif self._in_article:
            self.text += data

    def policy(self) -> str:
        metas = [attrs for tag, attrs in self.elements if tag == "meta"]
        return next(m["content"] or "" for m in metas if m.get("http-equiv") == "Content-Security-Policy")


def check_inert(page: Page) -> None:
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert len(page.scripts) <= 1
    for _, attrs in page.elements:
        assert not any(name.startswith("on") for name in attrs)
        for name in ("href", "src", "action", "formaction", "srcdoc"):
            value = attrs.get(name)
            assert value is None or value.startswith(("#", "https://", "http://", "data:,"))


PAYLOADS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--<script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;",
    "\" onfocus=alert(1) autofocus x=\"",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
]  # fmt: skip


def hostile(payload: str) -> Extraction:
    """Put the payload into every field that is a string."""
    text = f"{payload} she said"
    span = TextSpan.of(text, 0, len(payload))
    when = SaidOn(span.start, span.end, span.text, payload)
    who = Speaker(
        id=payload,
        kind="person",
        name=payload,
        label=payload,
        aliases=(payload,),
        roles=(Role(payload, payload, span.start, span.end, span.text),),
        mentions=(span,),
        members=(payload,),
        anonymous=True,
        anonymity_reason=payload,
        wikidata=payload,
    )
    a = Attribution(
        payload, "direct", (span,), (span,), payload, source=(span,), speaker=who, addressee=span, said_on=when,
        parent=payload, confidence=0.2, resolver=payload, evidence=payload,
    )  # fmt: skip
    nobody = evolve(a, id=payload + "2", speaker=None)
    article = Article(text, payload, payload, payload, payload, meta={payload: payload})
    return Extraction(article, (a, nobody), (who,), payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_can_make_anything_run(payload: str) -> None:
    extraction = hostile(payload)
    page = Page(to_html(extraction))
    check_inert(page)
    assert len(page.scripts) == 1 and "alert" not in page.scripts[0] and "alert" not in page.styles[0]
    for fragment in (
        extraction_fragment(extraction),
        attribution_fragment(extraction[0]),
        speaker_fragment(extraction.speakers[0]),
    ):
        found = Page(fragment)
        check_inert(found)
        assert not found.scripts


@few
@given(extractions(st.one_of(awkward_text, surrogates)))
def test_the_page_shows_the_text_exactly_and_each_attribution_once(extraction: Extraction) -> None:
    page = Page(to_html(extraction))
    check_inert(page)
    text = re.sub("[\ud800-\udfff\0]", "\ufffd", extraction.article.text)
    assert page.text == text
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    focusable = [attrs["data-a"] for _, attrs in page.elements if attrs.get("tabindex") == "0"]
    assert sorted(focusable, key=lambda n: int(n or 0)) == [str(n) for n in range(1, len(extraction) + 1)]
    for _, attrs in page.elements:
        described = attrs.get("aria-describedby")
        assert described is None or described in ids


@few
@given(extractions())
def test_pieces_nest_and_cover_each_mark(extraction: Extraction) -> None:
    opened: list[tuple[str, int]] = []
    covered: dict[tuple[str, int], set[int]] = {}
    at = 0
    for piece in pieces(extraction):
        if piece.opens:
            opened.append((piece.opens.part, piece.opens.number))
        elif piece.closes:
            assert opened.pop() == (piece.closes.part, piece.closes.number)
        else:
            for mark in opened:
                covered.setdefault(mark, set()).update(range(at, at + len(piece.text)))
            at += len(piece.text)
    assert not opened and at == len(extraction.article.text)
    for number, a in enumerate(extraction, start=1):
        for part in ("content", "source", "cue"):
            expected = {i for span in getattr(a, part) for i in range(span.start, span.end)}
            assert covered.get((part, number), set()) == expected


def test_only_our_own_style_and_script_may_run() -> None:
    page = Page(to_html(ferry()))
    for kind, texts in (("script", page.scripts), ("style", page.styles)):
        (text,) = texts
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in page.policy()
    assert "default-src 'none'" in page.policy() and "unsafe" not in page.policy()
    assert not any("style" in attrs for _, attrs in page.elements)


def test_speakers_are_counted_and_ordered() -> None:
    okafor, union, mayor, nobody = speaker_views(ferry())
    assert (okafor.label, okafor.sign, okafor.words) == ("Ines Okafor", "1", 23)
    assert okafor.kinds == {"direct": 1, "indirect": 2}
    assert okafor.roles == ("Harbour Master",)
    assert (union.roles, union.words) == (("spokesman, union",), 5)
    assert mayor.attributions[0][1].id == "a5"
    assert (nobody.label, nobody.sign, nobody.colour) == ("Unattributed", "?", 0)


def test_nested_words_of_one_speaker_count_once() -> None:
    text = "We will go home, she said."
    who = Speaker("s1", "person", None, "she")
    outer = attribution(text, "a1", "We will go home", speaker=who)
    inner = attribution(text, "a2", "go home", speaker=who)
    (view,) = speaker_views(Extraction(Article(text), (outer, inner), (who,)))
    assert view.words == 4


def test_what_is_unsure_or_unattributed_is_drawn_so() -> None:
    page = Page(to_html(ferry()))
    marks = {attrs["data-a"]: (attrs["class"] or "").split() for tag, attrs in page.elements if tag == "mark"}
    assert "low" in marks["5"] and "low" not in marks["1"]
    assert "c0" in marks["6"] and "k-direct" in marks["6"]
    assert {"k-mixed"} <= set(marks["3"]) and {"k-indirect"} <= set(marks["2"])
    assert "unsure" in to_html(ferry())


def test_only_addresses_of_the_web_become_links() -> None:
    for url, linked in (("https://news.example/ferry", True), ("javascript:alert(1)", False), (None, False)):
        html = to_html(evolve(ferry(), article=evolve(ferry().article, url=url)))
        assert ('<h1 dir="auto"><a' in html) == linked


def test_an_article_without_quotations_still_makes_a_page() -> None:
    html = to_html(Extraction(Article("")))
    assert "No quotation was found" in html and "0 quotations" in html


def test_nouns_show_themselves_in_a_notebook() -> None:
    assert "Ines Okafor" in ferry()._repr_html_() and "Harbour Master" in ferry().speakers[0]._repr_html_()
    assert "told" in ferry()[0]._repr_html_()
    assert "3 ?</b>" in ferry()._repr_html_() and "1 ?</b>" not in ferry()._repr_html_()  # only the mayor's is unsure


def test_displacy_gets_escaped_labels_and_no_overlap() -> None:
    from spacy import displacy

    drawn = ferry().to_displacy()
    assert [drawn["text"][e["start"] : e["end"]] for e in drawn["ents"]][:2] == [
        "The first ferry sails at noon",
        "if the wind lets us",
    ]
    assert all(a["end"] <= b["start"] for a, b in zip(drawn["ents"], drawn["ents"][1:], strict=False))
    html = displacy.render(
        hostile("<img src=x onerror=alert(1)>").to_displacy(), style="ent", manual=True, jupyter=False
    )
    assert "<img" not in html


def test_a_long_article_makes_a_page_in_linear_size() -> None:
    text = "“Go,” she said. " * 2000
    found = tuple(Attribution(f"a{n}", "direct", (TextSpan.of(text, 16 * n + 1, 16 * n + 3),)) for n in range(2000))
    small, large = (len(to_html(Extraction(Article(text), found[:n]))) for n in (1000, 2000))
    assert large < 2 * small
