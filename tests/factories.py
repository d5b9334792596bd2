"""Short ways to build an article with its attributions from phrases of its text."""

from __future__ import annotations

from typing import Any

from quotetrack.models import Article, Attribution, Extraction, Role, SaidOn, Speaker, TextSpan


def span(text: str, phrase: str, nth: int = 0) -> TextSpan:
    """Return the `nth` (0-based) place where the phrase stands in the text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(phrase, at + 1)
    return TextSpan.of(text, at, at + len(phrase))


def spans(text: str, phrases: str | tuple[str, ...] | None) -> tuple[TextSpan, ...]:
    """Return the parts that the phrases name, in the order given."""
    if phrases is None:
        return ()
    return tuple(span(text, p) for p in ((phrases,) if isinstance(phrases, str) else phrases))


def role(text: str, phrase: str, *, affiliation: str | None = None, title: str | None = None) -> Role:
    """Return a role whose title is the phrase itself unless told otherwise."""
    found = span(text, phrase)
    return Role(title or phrase, affiliation, found.start, found.end, found.text)


def speaker(text: str, id: str, name: str | None, *, label: str | None = None, **fields: Any) -> Speaker:
    """Return a person (or whatever `kind` says), mentioned once by its label."""
    shown = label or name or id
    fields.setdefault("kind", "person")
    fields.setdefault("mentions", spans(text, shown) if shown in text else ())
    return Speaker(id=id, name=name, label=shown, **fields)


def attribution(text: str, id: str, content: str | tuple[str, ...], **fields: Any) -> Attribution:
    """Return an attribution; `cue`, `source`, `addressee` and `said_on` are given as phrases."""
    for name in ("cue", "source"):
        fields[name] = spans(text, fields.get(name))
    if isinstance(fields.get("addressee"), str):
        fields["addressee"] = span(text, fields["addressee"])
    if isinstance(fields.get("said_on"), str):
        found = span(text, fields["said_on"])
        fields["said_on"] = SaidOn(found.start, found.end, found.text, fields.pop("date", None))
    fields.setdefault("kind", "direct")
    return Attribution(id=id, content=spans(text, content), **fields)


FERRY = (
    "HARBOUR REOPENS AFTER STORM\r\n\r\n"
    "“The first ferry sails at noon,” Harbour Master Ines Okafor told reporters on Friday, “if the wind lets us.” "
    "She said the repairs had cost twice the estimate.\r\n\r\n"
    "A union spokesman, who asked not to be named because talks go on, called the offer “a bad joke 🙃”. "
    "According to Okafor, the mayor had promised help.\r\n\r\n"
    "“Nobody asked the fishermen.”\r\n"
)


def ferry() -> Extraction:
    """Return an article with every kind of attribution: interrupted, nested, unnamed, unattributed."""
    t = FERRY
    okafor = speaker(
        t,
        "s1",
        "Ines Okafor",
        aliases=("Okafor",),
        roles=(role(t, "Harbour Master"),),
        mentions=(span(t, "Ines Okafor"), span(t, "She"), span(t, "Okafor", 1)),
    )
    union = speaker(
        t,
        "s2",
        None,
        label="A union spokesman",
        kind="unnamed",
        roles=(role(t, "union spokesman", title="spokesman", affiliation="union"),),
        anonymous=True,
        anonymity_reason="talks go on",
    )
    mayor = speaker(t, "s3", None, label="the mayor", kind="unnamed")
    return Extraction(
        Article(
            t,
            id="ferry",
            title="Harbour reopens",
            url="https://news.example/ferry",
            publisher="The Pier",
            published="2024-03-02",
            meta={"section": "local"},
        ),
        (
            attribution(
                t,
                "a1",
                ("The first ferry sails at noon", "if the wind lets us"),
                cue="told",
                cue_lemma="tell",
                source="Harbour Master Ines Okafor",
                speaker=okafor,
                addressee="reporters",
                said_on="Friday",
                date="2024-03-01",
                confidence=0.97,
                resolver="name",
                evidence="the source holds the name Ines Okafor",
            ),
            attribution(
                t,
                "a2",
                "the repairs had cost twice the estimate",
                kind="indirect",
                cue="said",
                cue_lemma="say",
                source="She",
                speaker=okafor,
                confidence=0.9,
                resolver="pronoun",
            ),
            attribution(
                t,
                "a3",
                "the offer “a bad joke 🙃",
                kind="mixed",
                cue="called",
                cue_lemma="call",
                act="stance",
                source="A union spokesman",
                speaker=union,
                confidence=0.81,
                resolver="noun",
            ),
            attribution(
                t,
                "a4",
                "the mayor had promised help",
                kind="indirect",
                cue="According to",
                cue_lemma="according to",
                source="Okafor",
                speaker=okafor,
                confidence=0.88,
                resolver="name",
            ),
            attribution(
                t,
                "a5",
                "help",
                kind="indirect",
                cue="had promised",
                cue_lemma="promise",
                act="promise",
                source="the mayor",
                speaker=mayor,
                parent="a4",
                confidence=0.42,
                resolver="noun",
            ),
            attribution(t, "a6", "Nobody asked the fishermen.", confidence=0.55),
        ),
        (okafor, union, mayor),
        "en-1",
    )
