"""P8: nothing from an article becomes markup, a formula or a query."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from itertools import product
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from attrs import evolve

from quotetrack.export import EXPORTERS
from quotetrack.models import Article, Attribution, Extraction, Role, Speaker, TextSpan
from quotetrack.track import Tracker
from tests.promises.promise import Effort, Outcome, Promise, amount

CORES = (
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>",
    "<iframe src=javascript:{}>", "<a href='javascript:{}'>x</a>", "<body onload={}>", "<details open ontoggle={}>",
    "<style>@import'{}'</style>", "<math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "<input autofocus onfocus={}>", "<video><source onerror={}>", "<object data=javascript:{}>", "<base href=//{}>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>", "<template><script>{}</script></template>",
    "javascript:{}", "data:text/html,<script>{}</script>", "vbscript:{}", "{{{{ {} }}}}", "{{% {} %}}", "${{{}}}",
)  # fmt: skip
BREAKS_OUT = (
    "",
    '"',
    "'",
    '">',
    "'>",
    "-->",
    "</title>",
    "</script>",
    "</style>",
    "</textarea>",
    "]]>",
    "`",
    "\x00",
    '\\"',
)
CALLS = ("alert(1)", "alert`1`", "top[`al`+`ert`](1)", "&#97;lert(1)", "\\u0061lert(1)", "fetch('//x.test')")
CASES = (str, str.upper, str.title)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", '"=1', '=HYPERLINK("//x")',
    "＝1", "\u200b=1", "\ufeff=1",
)  # fmt: skip
SEARCHES = (
    '"unbal', "x-y", "NEAR(", "NEAR(a b, 2)", "a AND", "OR", "NOT", "*", "a*", "^a", "col:a", "text:a", "a:b",
    "{a b}:c", "(", ")", "''", "';--", "a\x00b", "“a”", "%", "_", "\\", "-", "--", "a OR b", "\ud800",
    "🙃", "a\nb", " ", "",
)  # fmt: skip
ACTIVE = frozenset("script iframe object embed base form input textarea link meta img video audio source math".split())


class Nodes(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            scheme = urlsplit((value or "").strip().lower()).scheme if name in ("href", "src", "action") else ""
            if name.startswith("on") or scheme in ("javascript", "vbscript", "data"):
                self.handlers.append(f"{name}={value!r:.60}")


def poisoned(word: str) -> Extraction:
    """Return a result that holds a hostile word in every field."""
    text = f"{word} said {word}."
    end = len(word)
    role = Role(word, word, 0, end, word)
    speaker = Speaker("s1", "person", word, word, (word,), (role,), (TextSpan(0, end, word),), anonymity_reason=word)
    content = TextSpan.of(text, end + 6, 2 * end + 6)
    attribution = Attribution(
        "a1", "direct", (content,), (TextSpan.of(text, end + 1, end + 5),), word, source=(TextSpan(0, end, word),),
        speaker=speaker, addressee=TextSpan(0, end, word), resolver=word, evidence=word,
    )  # fmt: skip
    article = Article(text, id=word, title=word, url=word, publisher=word, meta={word: word})
    return Extraction(article, (attribution,), (speaker,), word)


def _html(result: Extraction) -> Nodes:
    files = EXPORTERS["html"].files
    assert files is not None
    nodes = Nodes()
    for page in files(result).values():
        nodes.feed(page.decode())
    return nodes


def _cells(result: Extraction) -> list[str]:
    out = io.BytesIO()
    write = EXPORTERS["csv"].write
    assert write is not None
    write([result], out)
    return [cell for row in csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")) for cell in row]


def check(effort: Effort) -> Outcome:
    failures: list[str] = []
    payloads = [out + case(core.format(call)) for out, core, call, case in product(BREAKS_OUT, CORES, CALLS, CASES)]
    payloads = payloads[:: amount(effort, slice=400, quick=20, full=1)]
    page = _html(poisoned("Ada Obi"))  # what our own page is made of
    plain, ours = page.tags, set(page.handlers)
    for word in payloads:
        try:
            nodes = _html(poisoned(word))
        except Exception as error:
            failures.append(f"{word!r}: {type(error).__name__}: {error}")
            continue
        handlers = set(nodes.handlers) - ours
        tags = [tag for tag in nodes.tags if tag in ACTIVE and nodes.tags.count(tag) > plain.count(tag)]
        if handlers or tags:
            failures.append(f"{word!r}: {handlers or tags}")
    formulas = [variant for word in FORMULAS for variant in (word, word + "A", word * 2)]
    for word in formulas:
        failures += [f"{word!r}: the cell {cell!r:.60}" for cell in _cells(poisoned(word)) if cell.startswith(FORMULA)]
    searches = _searches(amount(effort, slice=40, quick=400, full=20_000), failures)
    return Outcome(
        f"{len(payloads):,} payloads, {len(formulas)} formulas, {searches:,} searches",
        tuple(failures),
        "0 active nodes, 0 formulas, 0 errors" if not failures else "",
    )


def _searches(count: int, failures: list[str]) -> int:
    words = [a + b + c for a, b, c in product(SEARCHES, ("", " ", "a"), SEARCHES)]
    step = max(1, len(words) // count)
    queries = words[::step][:count]
    with TemporaryDirectory() as folder, Tracker(f"{folder}/news.db") as tracker:
        tracker.add(evolve(poisoned("Ada Obi"), article=Article("Ada Obi said Ada Obi.", id="plain")))
        for query in queries:
            try:
                tracker.quotes(about=query)
            except Exception as error:
                failures.append(f"search {query!r}: {type(error).__name__}: {error}")
    return len(queries)


PROMISE = Promise("P8", "no injection", "0 active nodes, 0 formula cells, 0 search errors", check)
