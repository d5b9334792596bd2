"""The nouns: what quotetrack returns, frozen, typed, made of nothing but strings and numbers.

Every offset is a Unicode code point into the text *exactly as it was given*, end exclusive, so that
``article.text[span.start:span.end] == span.text`` always holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

from attrs import Attribute, field, frozen

from quotetrack.dates import iso_date, iso_day
from quotetrack.errors import InputError, warn
from quotetrack.quoting import balanced
from quotetrack.suspect import mistaken

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

# The nouns know no format. Their `to_…` methods are doors for notebooks and short scripts: each imports, when it is
# called, the one function that does the work, so that nothing here depends on the rooms that depend on the nouns.

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "group", "unnamed"]
Act = Literal[
    "statement", "denial", "question", "order", "promise", "refusal",
    "belief", "knowledge", "evidence", "intention", "stance",
]  # fmt: skip
Channel = Literal["statement", "interview", "social media", "letter", "report", "court", "press conference", "speech"]
Tense = Literal["current", "former", "acting", "elect", "deputy"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
ACTS: tuple[Act, ...] = get_args(Act)


@frozen(order=True)
class TextSpan:
    """Is a stretch of the article: offsets in code points, end exclusive, and the words themselves.

    >>> TextSpan.of("Lavrov said so.", 0, 6)
    TextSpan(start=0, end=6, text='Lavrov')
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> TextSpan:
        """Cut the span out of its article's text."""
        return cls(start, end, text[start:end])


@frozen
class Role:
    """Is an office that the article gives a speaker, with the words that prove it.

    *Kabul's ambassador to Russia, Abdul Qayyum Kochai* gives ``title="ambassador to Russia"``,
    ``affiliation="Kabul"``. `title` has no determiner; `affiliation` is the organisation, place or person that the
    role belongs to. `tense` tells *former*, *acting*, *-elect* and *deputy* offices from present ones.
    """

    title: str | None
    affiliation: str | None
    start: int
    end: int
    text: str
    tense: Tense = "current"


@frozen
class Speaker:
    """Is one who speaks in an article: everything that the article tells about them.

    `name` is the fullest proper name that the article gives, without honorific or role, ``None`` for those it never
    names; `label` is what to show a person. `kind` is ``person`` (a named individual), ``organization``, ``group``
    (several people) or ``unnamed`` (one unnamed individual). `members` names the people of a conjoined speaker
    (*Trump and Pence said*). `anonymous` is true when the article withholds the name on request, and
    `anonymity_reason` holds its words for why. `resolver` names the people file's entry when a user supplied one.
    """

    id: str
    kind: SpeakerKind
    name: str | None
    label: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[TextSpan, ...] = ()
    members: tuple[str, ...] = ()
    anonymous: bool = False
    anonymity_reason: str | None = None
    wikidata: str | None = None

    def _repr_html_(self) -> str:
        from quotetrack.export.html import speaker_fragment

        return speaker_fragment(self)


def _day(value: str | date | None) -> str | None:
    told = value.isoformat()[:10] if isinstance(value, date) else value
    if told is None:
        return None
    if not isinstance(told, str) or (day := iso_day(told)) is None:
        raise InputError(f"an office is held since and until a day like 2024-05-31, not {told!r:.40}")
    return day


def _named(noun: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"the {attribute.name} of a {type(noun).__name__} must be a str, and not empty: {value!r:.40}")


def _several(cls: type) -> Callable[[object, Attribute[Any], object], None]:
    def check(_noun: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple | list) or not all(isinstance(one, cls) for one in value):
            raise InputError(f"{attribute.name} must be a tuple of {cls.__name__}, got {value!r:.40}")

    return check


@frozen
class KnownRole:
    """Is an office of a known person, with the first and last day on which it holds (ISO dates, ``None`` for open).

    Raises:
        InputError: the title is empty, a day is none, or the last one comes before the first.
    """

    title: str = field(validator=_named)
    affiliation: str | None = None
    since: str | None = field(default=None, converter=_day)
    until: str | None = field(default=None, converter=_day)

    @until.validator
    def _until_follows_since(self, _attribute: object, value: str | None) -> None:
        if self.since is not None and value is not None and value < self.since:
            raise InputError(f"{self.title} since {self.since} until {value}: the last day comes before the first")


@frozen
class KnownPerson:
    """Is what a user tells about somebody whom articles name in their own ways: an entry of a people file.

    `aliases` are other names that an article may use, `roles` the offices held, `wikidata` the id that the speaker
    carries once linked. `kind` may be ``organization``.

    >>> KnownPerson("Ana Maria Ruiz", aliases=("Nani Ruiz",), roles=(KnownRole("mayor", "Lugo"),)).roles[0].title
    'mayor'

    Raises:
        InputError: the name is empty, or `aliases` or `roles` hold something else.
    """

    name: str = field(validator=_named)
    aliases: tuple[str, ...] = field(default=(), validator=_several(str))
    roles: tuple[KnownRole, ...] = field(default=(), validator=_several(KnownRole))
    wikidata: str | None = None
    kind: SpeakerKind = "person"


@frozen
class SaidOn:
    """Is when something was said: the article's words, and the ISO date where the article's own date is known."""

    start: int
    end: int
    text: str
    date: str | None = None


@frozen
class Attribution:
    """Is one content linked to its cue and its source: who said what, with which words.

    - `kind`: ``direct`` (every word of the content stands inside quotation marks), ``indirect`` (none does), ``mixed``.
    - `content`: one or more parts in text order, without outer quotation marks, edge punctuation and introducing
      *that*.
    - `cue`: the words that make the link (*has repeatedly called for*, *according to*), empty for a floating quotation.
    - `source`: the noun phrase that the content is ascribed to, empty when there is none.
    - `speaker`: the referent, ``None`` when the article does not tell.
    - `confidence`: the calibrated probability, 0 to 1, that content, cue and source are right.
    - `resolver`: the step that found the speaker; `evidence`: its reason in plain words.
    """

    id: str
    kind: Kind
    content: tuple[TextSpan, ...]
    cue: tuple[TextSpan, ...] = ()
    cue_lemma: str | None = None
    act: Act = "statement"
    negated: bool = False
    source: tuple[TextSpan, ...] = ()
    speaker: Speaker | None = None
    addressee: TextSpan | None = None
    channel: Channel | None = None
    said_on: SaidOn | None = None
    parent: str | None = None
    confidence: float = 1.0
    resolver: str | None = None
    evidence: str | None = None

    @property
    def text(self) -> str:
        """Return the words of the content, parts joined by an ellipsis; marks that the edges cut off are put back."""
        return " … ".join(balanced(part.text) for part in self.content)

    @property
    def start(self) -> int:
        """Return the offset at which the content begins."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """Return the offset at which the content ends."""
        return self.content[-1].end

    def explain(self) -> str:
        """Tell in plain words how this attribution was made and why it has this speaker."""
        cue = " … ".join(part.text for part in self.cue)
        source = " … ".join(part.text for part in self.source)
        link = f'The cue "{cue}"' if cue else "No cue"
        link += f' links it to the source "{source}".' if source else " and no source of its own."
        speaker = self.speaker
        who = "Speaker: unknown" if speaker is None else f"Speaker: {speaker.label} ({speaker.kind})"
        why = f", by the resolver {self.resolver}" if self.resolver else ""
        reason = f": {self.evidence}" if self.evidence else ""
        return f"{self.kind} {self.act}. {link} {who}{why}{reason}. Confidence {self.confidence:.2f}."

    def _repr_html_(self) -> str:
        from quotetrack.export.html import attribution_fragment

        return attribution_fragment(self)


def _a_string_or_none(_article: object, attribute: Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, str):  # a table's NaN, a date, a number
        raise InputError(f"the {attribute.name} of an article must be a str or None, got {type(value).__name__}")


def _date(value: str | date | None) -> str | None:
    told = value.isoformat() if isinstance(value, date) else value
    if told is None:
        return None
    if not isinstance(told, str):  # a table's NaN, a number
        raise InputError(f"the published of an article must be a str, a date or None, got {type(told).__name__}")
    found = iso_date(told)
    if found is None and told.strip():
        raise InputError(
            f"published {told!r:.40} is not an ISO date; write it like 2024-05-31, 2024-05 or 2024-05-31T10:00, "
            "or leave it out when it is not known"
        )
    return found


@frozen
class Article:
    """Is what goes in: a text and what is known about it; `meta` keeps every other key.

    `published` is an ISO date, given as a str or as a `datetime.date`: a day, a day with its time, a month or a year.

    >>> Article("Rain.", published=date(2024, 5, 31)).published
    '2024-05-31'

    Raises:
        InputError: a value is of another type, or `published` is no ISO date.
    """

    text: str = field()
    id: str | None = field(default=None, validator=_a_string_or_none)
    title: str | None = field(default=None, validator=_a_string_or_none)
    url: str | None = field(default=None, validator=_a_string_or_none)
    publisher: str | None = field(default=None, validator=_a_string_or_none)
    published: str | None = field(default=None, converter=_date)
    meta: Mapping[str, Any] = field(factory=dict, hash=False)

    @meta.validator
    def _meta_has_keys(self, _attribute: object, value: object) -> None:
        if not isinstance(value, Mapping):
            raise InputError(f"the meta of an article must be a dict, got {type(value).__name__}")

    @text.validator
    def _text_is_a_string(self, _attribute: object, value: object) -> None:
        if not isinstance(value, str):
            remedy = "decode bytes before calling" if isinstance(value, bytes | bytearray) else "give the text itself"
            if isinstance(value, PurePath):
                remedy = f"to read the file: read_articles({str(value)!r:.80})"
            elif isinstance(value, Mapping):
                remedy = "make an Article of it: Article(record['text'], id=record['id'])"
            raise InputError(f"the text of an article must be a str, got {type(value).__name__}; {remedy}")


@frozen
class Extraction(Sequence[Attribution]):
    """Is what comes out: an article with its attributions in text order and its speakers.

    It is a sequence of attributions: ``len(r)``, ``r[0]``, ``for a in r``.
    """

    article: Article
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    model: str | None = None

    @overload
    def __getitem__(self, index: int) -> Attribution: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Attribution, ...]: ...
    def __getitem__(self, index: int | slice) -> Attribution | tuple[Attribution, ...]:
        return self.attributions[index]

    def __len__(self) -> int:
        return len(self.attributions)

    def __iter__(self) -> Iterator[Attribution]:
        return iter(self.attributions)

    def by(self, speaker: Speaker | str) -> tuple[Attribution, ...]:
        """Return the attributions of one speaker, given as the object, its id, or a name, alias or label of it."""
        wanted = speaker.id if isinstance(speaker, Speaker) else speaker
        ids = {s.id for s in self.speakers if wanted in {s.id, s.name, s.label, *s.aliases}}
        return tuple(a for a in self.attributions if a.speaker is not None and a.speaker.id in ids)

    def keep(self, *, acts: Sequence[Act] | None = None, min_confidence: float = 0.0) -> Extraction:
        """Return the extraction with only the attributions that do one of `acts` and reach `min_confidence`."""
        if isinstance(acts, str):
            raise InputError(f"acts must be several, got the str {acts!r:.40}; put it into a list")
        if acts is not None and not isinstance(acts, Iterable):
            raise InputError(f"acts must be several of {', '.join(ACTS)}, got {type(acts).__name__}")
        unknown = [act for act in acts or () if act not in ACTS]
        if unknown:
            raise InputError(f"unknown act {unknown[0]!r}; choose from {', '.join(ACTS)}")
        if not isinstance(min_confidence, int | float) or not 0.0 <= min_confidence <= 1.0:
            raise InputError(f"min_confidence must lie between 0 and 1, got {min_confidence!r:.40}")
        kept = tuple(a for a in self.attributions if (acts is None or a.act in acts) and a.confidence >= min_confidence)
        speaking = {a.speaker.id for a in kept if a.speaker is not None}
        speakers = tuple(s for s in self.speakers if s.id in speaking)
        return Extraction(self.article, kept, speakers, self.model)

    def to_dict(self) -> dict[str, Any]:
        """Return the extraction in the exchange format, as dicts and lists."""
        from quotetrack.serialize import to_dict

        return to_dict(self)

    def to_json(self) -> str:
        """Return the extraction in the exchange format, as one line."""
        from quotetrack.serialize import to_json

        return to_json(self)

    def to_html(self) -> str:
        """Return a self-contained page that shows who said what in the article."""
        from quotetrack.export.html import to_html

        return to_html(self)

    def to_displacy(self) -> dict[str, Any]:
        """Return what ``spacy.displacy.render(…, style="ent", manual=True)`` draws, already escaped."""
        from quotetrack.export.displacy import to_displacy

        return to_displacy(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row an attribution, in the fixed schema of every table (extra ``tables``)."""
        from quotetrack.export.table import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return one row an attribution, in the fixed schema of every table (extra ``tables``)."""
        from quotetrack.export.table import to_polars

        return to_polars(self)

    def to_arrow(self) -> pyarrow.Table:
        """Return one row an attribution, in the fixed schema of every table (extra ``tables``)."""
        from quotetrack.export.table import to_arrow

        return to_arrow(self)

    def _repr_html_(self) -> str:
        from quotetrack.export.html import extraction_fragment

        return extraction_fragment(self)


@frozen
class Failure:
    """Is an article that could not be read or worked on: its id, the kind of error, and what it said.

    A batch never stops at one bad article: a failure stands in its place, in order.
    """

    article_id: str | None
    error: str
    message: str


def as_article(value: Article | str, *, id: str | None = None) -> Article:
    """Wrap a bare text as an article; a wrong type is an `InputError` that names what came.

    A text that looks like a path or an address is one all the same, with an `InputWarning`.
    """
    if isinstance(value, Article):
        return value
    if isinstance(value, str) and (problem := mistaken(value)) is not None:
        warn(problem)
    return Article(text=value, id=id)
