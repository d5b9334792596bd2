"""Room 1: one article in, attributions out."""
