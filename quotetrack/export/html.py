"""One self-contained page for an article: no network, no framework, nothing that a hostile article can make run.

Every text passes jinja2's escaping, and a Content-Security-Policy allows only our own style and script, by their hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotetrack.export.characters import encodable
from quotetrack.export.marked import UNSURE, pieces, role_words, speaker_views
from quotetrack.models import Attribution, Extraction, Speaker

if TYPE_CHECKING:
    from jinja2 import Environment

# Okabe and Ito (2008), "Color Universal Design": blue, vermilion, green, purple, orange, sky blue, yellow, black.
PALETTE = ("#767676", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#595959")


def html_files(extraction: Extraction) -> Mapping[str, bytes]:
    """Return the page of an article, encoded."""
    return {".html": to_html(extraction).encode("utf-8")}


def to_html(extraction: Extraction) -> str:
    """Return a page that shows the article with each attribution marked, one colour a speaker.

    The line under a quotation shows its kind (solid: direct, dashed: mixed, dotted: indirect), the sign behind it its
    speaker. What is unattributed or unsure has no filled background. A click on a speaker shows only theirs; pointing
    or tabbing to a quotation tells its cue, source, confidence and why.
    """
    views = speaker_views(extraction)
    return render_page(
        "article.html.j2",
        "article",
        extraction=extraction,
        article=extraction.article,
        link=_web_address(extraction.article.url),
        pieces=pieces(extraction),
        views=views,
        view_of={number: view for view in views for number, _ in view.attributions},
        numbers={a.id: number for number, a in enumerate(extraction, start=1)},
        unsure=UNSURE,
        joined=_joined,
    )


def render_page(template: str, assets: str, **values: object) -> str:
    """Render a page with the style and script named `assets`, allowed by hash."""
    style, script = _asset(f"{assets}.css"), _asset(f"{assets}.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = environment().get_template(template).render(style=style, script=script, policy=policy, **values)
    return encodable(page).replace("\0", "\ufffd")


def extraction_fragment(extraction: Extraction) -> str:
    """Return the article with its speakers as a piece of HTML without script, for a notebook."""
    views = speaker_views(extraction)
    return _fragment(
        "extraction",
        article=extraction.article,
        pieces=pieces(extraction),
        views=views,
        view_of={number: view for view in views for number, _ in view.attributions},
        attributions=dict(enumerate(extraction, start=1)),
    )


def attribution_fragment(attribution: Attribution) -> str:
    """Return one attribution as a piece of HTML, for a notebook."""
    return _fragment("attribution", a=attribution)


def speaker_fragment(speaker: Speaker) -> str:
    """Return one speaker as a piece of HTML, for a notebook."""
    return _fragment("speaker", s=speaker)


def _fragment(macro: str, **values: object) -> str:
    template = environment().get_template("fragment.html.j2")
    page = template.render(show=macro, palette=PALETTE, unsure=UNSURE, joined=_joined, **values)
    return encodable(page).replace("\0", "\ufffd")


@cache
def environment() -> Environment:
    """Return the templates with escaping always on, and an error for a name that is not there."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("quotetrack.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["role"] = role_words
    made.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    return made


@cache
def _asset(name: str) -> str:
    from markupsafe import Markup

    return Markup((files("quotetrack.export") / "templates" / name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _joined(spans: tuple[object, ...]) -> str:
    return " … ".join(str(getattr(span, "text", span)) for span in spans)


def _web_address(url: str | None) -> str | None:
    """Return the address when it is one of the web: ``javascript:`` is no link."""
    return url if url and url.lower().startswith(("https://", "http://")) else None
