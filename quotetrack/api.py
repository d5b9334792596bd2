"""The front door: two functions over one `Finder` that is loaded at the first call and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from quotetrack.find.finder import Finder
from quotetrack.models import Article, Extraction, Failure


@cache
def default_finder() -> Finder:
    """Load the embedded models once for this process."""
    return Finder.load()


def extract(article: Article | str) -> Extraction:
    """Find every direct, indirect and mixed quotation of an article with its speaker and role.

    >>> result = extract("The mayor, Ada Obi, said that the bridge would reopen in May.")
    >>> result[0].kind, result[0].speaker.name, result[0].speaker.roles[0].title
    ('indirect', 'Ada Obi', 'mayor')

    Args:
        article: an `Article`, or its text. Offsets in the result index exactly this text.

    Raises:
        InputError: `article` is neither an `Article` nor a str.
    """
    return default_finder().extract(article)


def pipe(
    articles: Iterable[Article | Failure | str], *, n_process: int = 1, batch_size: int = 16
) -> Iterator[Extraction | Failure]:
    """Find the attributions of many articles, lazily and in order; an article that fails gives a `Failure`.

    >>> [len(result) for result in pipe(["“No,” Obi said.", ""])]
    [1, 0]

    Raises:
        InputError: `n_process` or `batch_size` is less than 1.
    """
    return default_finder().pipe(articles, n_process=n_process, batch_size=batch_size)
