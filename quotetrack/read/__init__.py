"""Input as people have it: one small file for each format, behind `quotetrack.reader.read_articles`."""
