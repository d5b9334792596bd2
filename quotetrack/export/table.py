"""One row an attribution: the schema of every table, fixed, in this order, with these types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from quotetrack.errors import MissingExtraError
from quotetrack.export.characters import encodable
from quotetrack.models import Attribution, Extraction, TextSpan

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Cell = str | int | float | bool | None
Rows = Iterable[Mapping[str, Cell]]


@frozen
class Column:
    """Is a column of every table: its name, its type, and what it holds."""

    name: str
    type: Literal["string", "integer", "number", "boolean"]
    about: str


COLUMNS = (
    Column("article", "string", "id of the article"),
    Column("title", "string", "the article's headline"),
    Column("publisher", "string", "the outlet"),
    Column("published", "string", "ISO date of the article"),
    Column("url", "string", "where the article stands"),
    Column("attribution", "string", "id of the attribution in the article"),
    Column("kind", "string", "direct, indirect or mixed"),
    Column("text", "string", "the words; parts joined by …"),
    Column("words", "integer", "how many words these are"),
    Column("start", "integer", "offset at which the words begin"),
    Column("end", "integer", "offset at which they end"),
    Column("offsets", "string", "every part: start-end, joined by a space"),
    Column("speaker", "string", "whom to show: the name, else the fullest description; empty when unknown"),
    Column("speaker_id", "string", "id of the speaker in the article"),
    Column("speaker_kind", "string", "person, organization, group or unnamed"),
    Column("name", "string", "the proper name that the article gives"),
    Column("role", "string", "the title of the first role that has one"),
    Column("affiliation", "string", "what that role belongs to"),
    Column("anonymous", "boolean", "whether the name is withheld on request"),
    Column("source", "string", "the words that the content is ascribed to"),
    Column("cue", "string", "the words that make the link"),
    Column("cue_lemma", "string", "the cue's dictionary form"),
    Column("act", "string", "statement, denial, question …"),
    Column("negated", "boolean", "whether the cue is negated"),
    Column("addressee", "string", "who was told"),
    Column("channel", "string", "statement, interview, social media …"),
    Column("said_on", "string", "the article's words for when"),
    Column("date", "string", "the ISO date of that, where known"),
    Column("parent", "string", "id of the attribution that this one stands inside"),
    Column("confidence", "number", "probability that content, source and speaker are right"),
    Column("resolver", "string", "the step that found the speaker"),
    Column("evidence", "string", "its reason"),
)


def rows(results: Extraction | Iterable[Extraction]) -> Iterator[dict[str, Cell]]:
    """Yield one dict for each attribution, its keys the names of `COLUMNS`."""
    for extraction in (results,) if isinstance(results, Extraction) else results:
        for attribution in extraction:
            yield _row(extraction, attribution)


def count_words(text: str) -> int:
    """Return how many words the text has, as an editor counts them: stretches with a letter or digit in them.

    >>> count_words("“We will — perhaps — go,” she said.")
    6
    """
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _joined(spans: Iterable[TextSpan]) -> str | None:
    return " … ".join(span.text for span in spans) or None


def _row(extraction: Extraction, a: Attribution) -> dict[str, Cell]:
    article, speaker = extraction.article, a.speaker
    roles = speaker.roles if speaker is not None else ()
    role = next((role for role in roles if role.title), roles[0] if roles else None)
    values: dict[str, Cell] = {
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
        "attribution": a.id,
        "kind": a.kind,
        "text": a.text,
        "words": sum(count_words(part.text) for part in a.content),
        "start": a.start,
        "end": a.end,
        "offsets": " ".join(f"{part.start}-{part.end}" for part in a.content),
        "speaker": speaker.label if speaker is not None else None,
        "speaker_id": speaker.id if speaker is not None else None,
        "speaker_kind": speaker.kind if speaker is not None else None,
        "name": speaker.name if speaker is not None else None,
        "role": role.title if role is not None else None,
        "affiliation": role.affiliation if role is not None else None,
        "anonymous": speaker.anonymous if speaker is not None else None,
        "source": _joined(a.source),
        "cue": _joined(a.cue),
        "cue_lemma": a.cue_lemma,
        "act": a.act,
        "negated": a.negated,
        "addressee": a.addressee.text if a.addressee is not None else None,
        "channel": a.channel,
        "said_on": a.said_on.text if a.said_on is not None else None,
        "date": a.said_on.date if a.said_on is not None else None,
        "parent": a.parent,
        "confidence": a.confidence,
        "resolver": a.resolver,
        "evidence": a.evidence,
    }
    return {name: encodable(value) if isinstance(value, str) else value for name, value in values.items()}


def arrow_schema(columns: Sequence[Column] = COLUMNS) -> pyarrow.Schema:
    """Return a table's schema as Arrow types.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("tables", "making a table") from None
    types: Mapping[str, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    return pa.schema([pa.field(column.name, types[column.type]) for column in columns])


def to_arrow(results: Extraction | Iterable[Extraction]) -> pyarrow.Table:
    """Return the attributions as an Arrow table of the fixed schema, also when there are none.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    schema = arrow_schema()
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows(results)), schema=schema)


def to_pandas(results: Extraction | Iterable[Extraction]) -> pandas.DataFrame:
    """Return the attributions as a pandas DataFrame of the fixed schema.

    Raises:
        MissingExtraError: pandas or pyarrow is not installed.
    """
    try:
        import pandas  # noqa: F401
    except ImportError:
        raise MissingExtraError("tables", "making a DataFrame") from None
    return to_arrow(results).to_pandas()


def to_polars(results: Extraction | Iterable[Extraction]) -> polars.DataFrame:
    """Return the attributions as a polars DataFrame of the fixed schema.

    Raises:
        MissingExtraError: polars or pyarrow is not installed.
    """
    try:
        import polars
    except ImportError:
        raise MissingExtraError("tables", "making a DataFrame") from None
    frame = polars.from_arrow(to_arrow(results))
    assert isinstance(frame, polars.DataFrame)  # a table never becomes a Series
    return frame
