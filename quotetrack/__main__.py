"""``python -m quotetrack`` is the command ``quotetrack``."""

from quotetrack.cli import main

main()
