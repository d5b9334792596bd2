"""Stand-ins: the names that the network reads in place of the people's in an article.

Who people are must not decide whether their words are found. A name that few articles hold is cut into many pieces that
mean little (*Qay ##yu ##m*); one that many hold, the network may have learned by heart. So every word of a person's
name is read as one of a few common names, the same throughout the article, in the order in which they occur. Offsets,
and everything behind the network, are of the article's own words.
"""

from __future__ import annotations

from itertools import count

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quotetrack.lang.persons import name_words

# single pieces of the vocabulary; given names that tell no sex, or little of it
GIVEN = """
alex robin chris casey jamie terry morgan taylor jordan kelly leslie lee kim jean marion dana sam pat tracy shannon
""".split()
FAMILY = """
miller cooper turner parker collins morris bennett foster palmer russell griffin hayes sullivan fisher warren hughes
butler simmons patterson reynolds hamilton graham wallace cole hart spencer gardner payne pierce berry matthews wagner
willis ray watkins olson carroll duncan snyder cunningham bradley lane andrews ruiz harper fox riley armstrong carpenter
weaver greene lawrence elliott chavez sims austin peters franklin lawson
""".split()

Table = NDArray[np.int64]


class StandIns:
    """Puts stand-ins into texts cut into pieces. A vocabulary that lacks them leaves the texts as they are."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._given, self._family = (
            [id for name in names if (id := tokenizer.token_to_id(name)) is not None] for names in (GIVEN, FAMILY)
        )

    def __call__(self, text: str, table: Table) -> Table:
        """Return a table of pieces (see `PieceCutter`) in which each word of a person's name is one piece.

        Words that a digit or the like continues stay as they are.
        """
        if not (self._given and self._family and len(table)):
            return table
        numbers = {True: count(), False: count()}
        places: list[int] = []
        sizes: list[int] = []
        ids: list[int] = []
        for found in name_words(text):
            known = self._given if found.given else self._family
            id = known[next(numbers[found.given]) % len(known)]
            places += found.starts
            sizes += [len(found.word)] * len(found.starts)
            ids += [id] * len(found.starts)
        begins = np.append(np.nonzero(table[:, 3] >= 0)[0], len(table))  # of words, in pieces
        at = np.minimum(np.searchsorted(table[:, 1], places), len(table) - 1)
        after = begins[np.searchsorted(begins, at, side="right")]
        whole = (table[at, 1] == places) & (table[after - 1, 2] == np.add(places, sizes))
        first, stop = at[whole], after[whole]
        out = table.copy()
        out[first, 0], out[first, 2] = np.array(ids, np.int64)[whole], table[stop - 1, 2]
        dropped = np.zeros(len(table) + 1, np.int64)  # +1 where pieces to leave out begin, -1 behind them
        dropped[first + 1] += 1
        dropped[stop] -= 1
        kept: Table = out[np.cumsum(dropped[:-1]) == 0]
        return kept
