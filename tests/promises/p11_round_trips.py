"""P11: what an export writes, its import reads back equal."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quotetrack.evaluate.readers import read_documents
from quotetrack.export import EXPORTERS, read, write
from quotetrack.models import (
    ACTS,
    KINDS,
    SPEAKER_KINDS,
    Article,
    Attribution,
    Extraction,
    Role,
    SaidOn,
    Speaker,
    TextSpan,
)
from quotetrack.serialize import from_json, to_json
from tests.promises.odd_text import texts
from tests.promises.promise import Effort, Outcome, Promise, amount

BACK = tuple(name for name, exporter in EXPORTERS.items() if exporter.read is not None)


@st.composite
def results(draw: st.DrawFn) -> Extraction:
    """Draw a result over odd text, with every field filled now and then."""
    # half a surrogate pair is a character to Python and to our JSON, but no file of text can hold it
    text = draw(texts.filter(lambda t: t.strip() != "")).encode("utf-8", "replace").decode()
    words = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))

    def span() -> TextSpan:
        start = draw(st.integers(0, len(text) - 1))
        return TextSpan.of(text, start, draw(st.integers(start + 1, len(text))))

    def many(least: int = 0) -> tuple[TextSpan, ...]:
        found = sorted({span() for _ in range(draw(st.integers(least, 2)))})
        return tuple(s for i, s in enumerate(found) if i == 0 or s.start >= found[i - 1].end)

    speakers = []
    for number in range(draw(st.integers(0, 3))):
        proof = span()
        role = Role(draw(words), draw(words), proof.start, proof.end, proof.text)
        name = draw(words)
        speakers.append(
            Speaker(f"s{number + 1}", draw(st.sampled_from(SPEAKER_KINDS)), name, name or "someone",
                    roles=(role,), mentions=(span(),), anonymous=draw(st.booleans()))
        )  # fmt: skip
    attributions = []
    for number in range(draw(st.integers(0, 3))):
        when = span()
        attributions.append(
            Attribution(
                f"a{number + 1}", draw(st.sampled_from(KINDS)), many(1), many(), draw(words),
                draw(st.sampled_from(ACTS)), draw(st.booleans()), many(),
                draw(st.sampled_from([None, *speakers])),
                said_on=draw(st.sampled_from([None, SaidOn(when.start, when.end, when.text, "2021-05-04")])),
                confidence=draw(st.floats(0, 1)), resolver=draw(words), evidence=draw(words),
            )
        )  # fmt: skip
    return Extraction(
        Article(text, id=draw(words) or "a", title=draw(words)), tuple(attributions), tuple(speakers), "m"
    )


def _held(result: Extraction, format: str) -> Extraction:
    """Return what a format has a place for: brat keeps no metadata and only speakers who speak, as they first do."""
    if format != "brat":
        return result
    speaking = {a.speaker.id for a in result if a.speaker is not None}
    bare = Article(result.article.text, id="x")
    return Extraction(bare, result.attributions, tuple(s for s in result.speakers if s.id in speaking))


def _differences(result: Extraction, folder: Path) -> Iterator[str]:
    if from_json(to_json(result)) != result:
        yield "a line of JSON"
    if pickle.loads(pickle.dumps(result)) != result:
        yield "pickle"
    for format in BACK:
        path = folder / format if EXPORTERS[format].files is not None else folder / f"found.{format}"
        if EXPORTERS[format].files is not None:
            path.mkdir(exist_ok=True)
            for old in path.iterdir():
                old.unlink()
        write([evolve(result, article=evolve(result.article, id="x"))], format, path)
        (back,) = read(path, format)
        wanted = _held(evolve(result, article=evolve(result.article, id="x")), format)
        if format == "brat":
            back = evolve(back, speakers=tuple(sorted(back.speakers, key=lambda s: s.id)))
        if back != wanted:
            yield format
    (document,) = read_documents(folder / "found.jsonl")
    if [a.content for a in document.annotations] != [tuple((p.start, p.end) for p in a.content) for a in result]:
        yield "the gold reader"


def check(effort: Effort) -> Outcome:
    count = amount(effort, slice=25, quick=300, full=10_000)
    failures: list[str] = []
    tried = 0
    with TemporaryDirectory() as name:

        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(results())
        def holds(result: Extraction) -> None:
            nonlocal tried
            tried += 1
            try:
                failures.extend(f"{format}: {to_json(result):.400}" for format in _differences(result, Path(name)))
            except Exception as error:
                failures.append(f"{type(error).__name__}: {error}: {to_json(result):.400}")

        holds()
    return Outcome(f"{tried:,} results, {len(BACK)} formats", tuple(failures), "equal" if not failures else "")


PROMISE = Promise("P11", "round trips", "equality for every export with an import", check)
