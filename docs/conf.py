"""Sphinx: ``sphinx-build -W -b html docs docs/_build`` (extra ``docs``)."""

from __future__ import annotations

from quotetrack import __version__

project = "quotetrack"
author = "the quotetrack authors"
release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_mock_imports: list[str] = []
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"quotetrack {release}"
