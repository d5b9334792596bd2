"""One self-contained page for a store: who is quoted, how, by whom, when, and what was repeated in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from quotetrack.export.html import render_page
from quotetrack.export.table import count_words
from quotetrack.models import KINDS, SPEAKER_KINDS, Attribution, Extraction

if TYPE_CHECKING:
    from quotetrack.track import Tracker
    from quotetrack.track.rows import PersonRow, StatementRow, Stats, VariantRow

SPEAKERS = 200  # rows of the table; the store answers for the rest
DRAWN = 15  # bars of a chart
LINES = 6  # speakers with a timeline of their own
LINE_QUOTES = 5_000  # quotations of a speaker to place on it
STATEMENTS = 20
VARIANTS = 8  # occurrences of a statement to set side by side
DAYS, MONTHS = 62, 36  # the longest timelines drawn by day and by month
UNKNOWN_OUTLET = "unknown outlet"
UNATTRIBUTED = "no speaker"


@define
class Share:
    """Counts a group of attributions: how many, how many words, how many direct, and how many from whom."""

    name: str
    articles: int = 0
    quotes: int = 0
    words: int = 0
    kinds: Counter[str] = field(factory=Counter)
    sources: Counter[str] = field(factory=Counter)

    def add(self, attribution: Attribution) -> None:
        """Count one attribution."""
        self.quotes += 1
        self.words += sum(count_words(part.text) for part in attribution.content)
        self.kinds[attribution.kind] += 1
        self.sources[speaker_kind(attribution)] += 1

    @property
    def direct(self) -> float:
        """Return the share of direct quotations."""
        return self.kinds["direct"] / self.quotes if self.quotes else 0.0

    @property
    def unnamed(self) -> float:
        """Return the share of quotations whose speaker the article does not name: one unnamed, or a group."""
        return (self.sources["unnamed"] + self.sources["group"]) / self.quotes if self.quotes else 0.0

    @property
    def unattributed(self) -> float:
        """Return the share of quotations without a speaker."""
        return self.sources[UNATTRIBUTED] / self.quotes if self.quotes else 0.0


@frozen
class Period:
    """Is a day, month or year of the timeline with what was said in it."""

    name: str
    kinds: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how many quotations fall into it."""
        return sum(self.kinds.values())


@frozen
class Bar:
    """Is a rectangle of a chart, in the chart's own units."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str


@frozen
class Counts:
    """Is what one pass over the articles counts."""

    total: Share
    outlets: tuple[Share, ...]
    sources: tuple[Share, ...]
    periods: tuple[Period, ...]
    undated: int


def report(tracker: Tracker) -> str:
    """Return a page about everything in a store; its tables sort, its charts need no network.

    >>> from quotetrack.track import Tracker
    >>> with Tracker(":memory:") as tracker:
    ...     "No article is in this store yet" in report(tracker)
    True
    """
    counts = count(tracker.extractions())
    people: Sequence[PersonRow] = tracker.speakers(limit=SPEAKERS)
    stats: Stats = tracker.stats()
    repeated: list[tuple[StatementRow, Sequence[VariantRow]]] = []
    for row in tracker.statements(limit=STATEMENTS):
        statement, variants = tracker.diff(row.statement)
        repeated.append((statement, variants))
    return render_page(
        "report.html.j2",
        "report",
        stats=stats,
        counts=counts,
        people=people,
        drawn=people[:DRAWN],
        most=max((person.quotes for person in people), default=1),
        most_rows=SPEAKERS,
        lines=[line for person in people[:LINES] if (line := speaker_line(tracker, person, counts.periods))],
        names={person.person: person.name for person in people},
        repeated=repeated,
        shown=VARIANTS,
        columns=columns(counts.periods),
        marks=marks(counts.periods),
        peak=max((period.total for period in counts.periods), default=0),
    )


def speaker_kind(attribution: Attribution) -> str:
    """Return the kind of an attribution's speaker, also for those that have none."""
    return attribution.speaker.kind if attribution.speaker is not None else UNATTRIBUTED


def count(extractions: Iterable[Extraction]) -> Counts:
    """Count everything in one pass; the memory grows with outlets and days, not with articles."""
    total = Share("all")
    outlets: dict[str, Share] = {}
    sources = {kind: Share(kind) for kind in (*SPEAKER_KINDS, UNATTRIBUTED)}
    days: dict[str, Counter[str]] = {}
    undated = 0
    for extraction in extractions:
        name = extraction.article.publisher or UNKNOWN_OUTLET
        outlet = outlets.setdefault(name, Share(name))
        for share in (total, outlet):
            share.articles += 1
        for kind in {speaker_kind(attribution) for attribution in extraction}:
            sources[kind].articles += 1
        day = (extraction.article.published or "")[:10]
        for attribution in extraction:
            for share in (total, outlet, sources[speaker_kind(attribution)]):
                share.add(attribution)
            if day:
                days.setdefault(day, Counter())[attribution.kind] += 1
            else:
                undated += 1
    ordered = sorted(outlets.values(), key=lambda share: (-share.quotes, share.name))
    found = tuple(share for share in sources.values() if share.quotes)
    periods, odd = timeline(days)
    return Counts(total, tuple(ordered), found, periods, undated + odd)


def timeline(days: Mapping[str, Counter[str]]) -> tuple[tuple[Period, ...], int]:
    """Return days, months or years from the first to the last, empty ones too, and how much had no whole date."""
    dated: dict[date, Counter[str]] = {}
    odd = 0
    for name, kinds in days.items():
        try:
            dated[date.fromisoformat(name)] = kinds
        except ValueError:
            odd += kinds.total()
    if not dated:
        return (), odd
    first, last = min(dated), max(dated)
    if (last - first).days < DAYS:
        names = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    elif (last.year - first.year) * 12 + last.month - first.month < MONTHS:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        names = [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    else:
        names = [f"{year:04}" for year in range(first.year, last.year + 1)]
    gathered: dict[str, Counter[str]] = {name: Counter() for name in names}
    for day, kinds in dated.items():
        gathered[day.isoformat()[: len(names[0])]].update(kinds)
    return tuple(Period(name, kinds) for name, kinds in gathered.items()), odd


def speaker_line(tracker: Tracker, person: PersonRow, periods: Sequence[Period]) -> tuple[str, list[Bar], int] | None:
    """Return a speaker's own timeline over the same periods; ``None`` when nothing of theirs has a date."""
    if not periods:
        return None
    gathered: dict[str, Counter[str]] = {period.name: Counter() for period in periods}
    for row in tracker.timeline(person.person, limit=LINE_QUOTES):
        if (name := (row.published or "")[: len(periods[0].name)]) in gathered:
            gathered[name][row.kind] += 1
    drawn = columns([Period(name, kinds) for name, kinds in gathered.items()])
    return (person.name, drawn, sum(kinds.total() for kinds in gathered.values())) if drawn else None


WIDTH, HEIGHT = 720, 180  # of the timeline's drawing area, in its own units
GAP = 0.15  # of a column's width
LABELS = 8  # periods that have room for their name


def columns(periods: Sequence[Period]) -> list[Bar]:
    """Return the rectangles of the timeline: one column a period, its kinds one on the other."""
    peak = max((period.total for period in periods), default=0)
    if not peak:
        return []
    step = WIDTH / len(periods)
    bars = []
    for i, period in enumerate(periods):
        top = float(HEIGHT)
        for kind in KINDS:
            if number := period.kinds.get(kind, 0):
                height = HEIGHT * number / peak
                top -= height
                x, width = step * (i + GAP / 2), step * (1 - GAP)
                title = f"{period.name}: {number} {kind} of {period.total}"
                bars.append(Bar(round(x, 2), round(top, 2), round(width, 2), round(height, 2), kind, title))
    return bars


def marks(periods: Sequence[Period]) -> list[tuple[float, str]]:
    """Return where the names of the periods stand, as many as have room."""
    step = WIDTH / max(1, len(periods))
    every = -(-len(periods) // LABELS)
    return [(round(step * (i + 0.5), 2), p.name) for i, p in enumerate(periods) if i % max(1, every) == 0]
