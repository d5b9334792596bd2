"""The stages in order: text -> marks, scores, parse -> attributions -> speakers, roles, details -> `Extraction`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import cast

import numpy as np
from attrs import evolve, field, frozen
from spacy.language import Language
from spacy.tokens import Doc

from quotetrack.errors import InputError, QuotetrackError
from quotetrack.find.around import Contents
from quotetrack.find.beats import beats
from quotetrack.find.clauses import framed, tagged, that_clauses
from quotetrack.find.confidence import DOUBTFUL, ConfidenceFeatures, coefficients, confidence
from quotetrack.find.crf import transitions
from quotetrack.find.decode import read, settle
from quotetrack.find.details import detail, parents
from quotetrack.find.found import Found
from quotetrack.find.grammar import Readings
from quotetrack.find.inside import inner, unknown, with_inner
from quotetrack.find.marks import MarkIndex
from quotetrack.find.results import Judged, attributions, features, in_order
from quotetrack.find.speakers import Resolution, resolve_speakers
from quotetrack.find.tagger import Floats, Tagger
from quotetrack.find.tokens import Tokens
from quotetrack.find.typography import readable
from quotetrack.lang import DEFAULT_PIPELINE, check_pipeline, load_pipeline
from quotetrack.lang.lexicon import load_lexicon
from quotetrack.lang.tokenizer import TokenCutter
from quotetrack.models import Article, Extraction, Failure, KnownPerson, as_article

CHUNK = 20_000  # characters that spaCy reads at once; bounds its memory and its time, whatever the article's length
AT_ONCE = 4  # chunks: the parser holds some 4 kB a character for each that it reads
NO_TENSOR = np.zeros((0, 0))  # what spaCy's networks saw of each token: nobody asks for it later
CLOSING = re.compile(r"[^\w\s]{0,4}")
CUTS = ("\n\n", "\n", " ")  # where a long text may be cut, best first


def chunks(text: str, size: int = CHUNK) -> list[str]:
    """Cut a long text at paragraph ends, else at line ends, else at spaces; joined, the chunks are the text.

    >>> chunks("One.\\n\\nTwo and three.", 12)
    ['One.\\n\\n', 'Two and ', 'three.']
    """
    out = []
    start = 0
    while len(text) - start > size:
        stop = start + size
        for mark in CUTS:
            at = text.rfind(mark, start + size // 4, stop)
            if at >= 0:
                stop = at + len(mark)
                break
        out.append(text[start:stop])
        start = stop
    out.append(text[start:])
    return out


@frozen(eq=False)
class Finder:
    """Holds the loaded models and finds attributions with them; load one with `Finder.load` and keep it.

    >>> finder = Finder.load()
    >>> [a.speaker.name for a in finder.extract("“We will appeal,” lawyer Ada Obi said.")]
    ['Ada Obi']
    """

    nlp: Language | None
    tagger: Tagger
    people: tuple[KnownPerson, ...] = ()
    nested: bool = False
    given_names: bool = True
    confidence: Callable[[ConfidenceFeatures], float] = field()
    moves: Floats = field(init=False)
    cut: TokenCutter = field(init=False, factory=TokenCutter, repr=False)
    # spaCy's vocabulary forgets an article's words when its memory zone ends, whichever thread still reads them
    turn: RLock = field(init=False, factory=RLock, repr=False)

    @confidence.default
    def _confidence(self) -> Callable[[ConfidenceFeatures], float]:
        return partial(confidence, weights=coefficients(self.tagger.path))

    @moves.default
    def _moves(self) -> Floats:
        return transitions(self.tagger.transitions)

    @classmethod
    def load(
        cls,
        *,
        model: str | Path | None = None,
        nlp: Language | None = None,
        people: Iterable[KnownPerson] = (),
        nested: bool = False,
        given_names: bool = True,
        threads: int = 1,
    ) -> Finder:
        """Load the embedded models, or your own.

        Args:
            model: a directory with an attribution model, or ``"fast"`` for the smaller one that comes with the package:
                2.5 times as fast, and wrong more often (`docs/models.md`); default: the embedded one.
            nlp: a spaCy pipeline that tags, parses, lemmatizes and finds names; default: the attribution model's own
                heads read the grammar, or the embedded pipeline where a model has none.
            people: what you know of speakers beyond the article (see `quotetrack.people.read_people`).
            nested: look inside each content, too: in *A said that B had told him of it*, what B told. Such an
                attribution has the other's id as `parent`. Takes a second look at a part of the text.
            given_names: where an article tells no gender of *Ben Lund*, a given name whose bearers are nearly all men
                says that *she* is somebody else; `False` leaves it to what the article tells.
            threads: threads of one run of the attribution model.

        Raises:
            InputError: `people` is a path or holds something else than `KnownPerson`, or an option is of a wrong type.
            ModelError: a model is missing or damaged.
            PipelineError: `nlp` lacks a component, named in the message.
        """
        if nlp is not None and not isinstance(nlp, Language):
            raise InputError(f"nlp must be a spaCy Language, got {type(nlp).__name__}; load it with spacy.load(...)")
        if model is not None and not isinstance(model, str | Path):
            raise InputError(f'model must be a path or "fast", got {type(model).__name__}')
        for name, answer in (("nested", nested), ("given_names", given_names)):
            if not isinstance(answer, bool):  # the string "no" would say yes
                raise InputError(f"{name} must be True or False, got {answer!r:.40}")
        if not isinstance(threads, int) or threads < 1:
            raise InputError(f"threads must be 1 or more, got {threads!r:.40}")
        known = _known(people)
        tagger = Tagger.load(model, threads=threads)
        if nlp is not None:
            check_pipeline(nlp)
        else:
            nlp = load_pipeline() if tagger.grammar is None else None
        return cls(nlp, tagger, known, nested, given_names)

    def __reduce__(self) -> tuple[object, ...]:
        nlp = None if self.nlp is None or self.nlp.path == DEFAULT_PIPELINE else self.nlp
        options = (self.nested, self.given_names, self.tagger.threads, self.confidence)
        return _load_again, (self.tagger.path, nlp, self.people, *options)

    def extract(self, article: Article | str) -> Extraction:
        """Find every attribution of one article.

        Args:
            article: an `Article`, or its text. Odd text is never an error.

        Raises:
            InputError: `article` is neither.
        """
        given = as_article(article)
        with self.turn, self._zone():
            return self._extract([given])[0]

    def extract_doc(self, doc: Doc, *, article: Article | None = None) -> Extraction:
        """Find every attribution of a text that a spaCy pipeline has already read.

        Raises:
            InputError: `doc` is no Doc, or `article` has another text, into which its offsets would not fit.
        """
        if not isinstance(doc, Doc):
            raise InputError(f"expected a spaCy Doc, got {type(doc).__name__}; for a text there is extract")
        text = doc.text
        given = as_article(article) if article is not None else Article(text)
        if given.text != text:
            raise InputError(
                "the text of the article is not the Doc's; read it again: extract_doc(nlp(article.text), …)"
            )
        marks = MarkIndex(given.text)
        found, _ = self._find(readable(given.text), marks)
        return self._finish(given, Tokens.of(doc), marks, found)

    def pipe(
        self, articles: Iterable[Article | Failure | str], *, n_process: int = 1, batch_size: int = 16
    ) -> Generator[Extraction | Failure, None, None]:
        """Find the attributions of many articles, lazily and in order.

        An article that fails gives a `Failure` in its place and does not stop the rest; a `Failure` that comes in
        (from a reader, say) goes out unchanged.

        Args:
            articles: articles or texts.
            n_process: processes to share the work among, 1 for none but this one.
            batch_size: articles that the models read at once.

        Raises:
            InputError: `n_process` or `batch_size` is less than 1.
        """
        if not all(isinstance(number, int) and number >= 1 for number in (n_process, batch_size)):
            raise InputError(
                f"n_process and batch_size must be 1 or more, got {n_process!r:.40} and {batch_size!r:.40}"
            )
        if isinstance(articles, str | bytes | Article | Failure) or not isinstance(articles, Iterable):
            raise InputError("pipe takes several articles; put one into a list, or call extract")
        if isinstance(articles, Mapping) or hasattr(articles, "columns"):  # whose items are keys, names of columns
            raise InputError(
                f"pipe takes several articles, not a {type(articles).__name__}; give its values, or for a table call "
                "quotetrack.scale.extract_frame"
            )
        if n_process == 1:
            stream = iter(articles)
            while batch := list(islice(stream, batch_size)):
                yield from self.batch(batch)
            return
        from quotetrack.find.parallel import pipe_in_processes

        yield from pipe_in_processes(self, articles, n_process=n_process, batch_size=batch_size)

    def batch(self, articles: Sequence[Article | Failure | str]) -> list[Extraction | Failure]:
        """Find the attributions of a few articles at once; the pure function that every engine of scale maps."""
        out: list[Extraction | Failure | None] = []
        ready: list[Article] = []
        for item in articles:
            try:
                out.append(item if isinstance(item, Failure) else None)
                if not isinstance(item, Failure):
                    ready.append(as_article(item))
            except QuotetrackError as error:
                out[-1] = _failure(getattr(item, "id", None), error)
        with self.turn, self._zone():
            try:
                results: list[Extraction | Failure] = list(self._extract(ready))
            except Exception:  # one of them fails: find out which, and keep the rest
                results = [self._try(article) for article in ready]
        done = iter(results)
        return [next(done) if item is None else item for item in out]

    def _try(self, article: Article) -> Extraction | Failure:
        try:
            return self._extract([article])[0]
        except Exception as error:
            return _failure(article.id, error)

    def _extract(self, articles: Sequence[Article]) -> list[Extraction]:
        marks = [MarkIndex(article.text) for article in articles]
        texts = [readable(article.text) for article in articles]
        found = [self._find(text, m) for text, m in zip(texts, marks, strict=True)]
        parsed = self._parse(texts, [readings for _, readings in found])
        together = zip(articles, parsed, marks, (attributions for attributions, _ in found), strict=True)
        return [self._finish(*one) for one in together]

    def _find(self, text: str, marks: MarkIndex) -> tuple[tuple[Found, ...], Readings | None]:
        """Find the attributions of a text, before anyone knows who speaks, and read its grammar if the model can."""
        drafts, readings = [], []
        for section in self.tagger.encode(text, marks).sections():
            scores = self.tagger.run(section)
            drafts += read(text, scores, marks, self.moves)
            readings += [] if scores.readings is None else [scores.readings]
        return settle(text, drafts, marks), Readings.joined(readings)

    def _inside(self, text: str, tokens: Tokens, found: Sequence[Found]) -> Iterator[Found]:
        """Find the attributions inside contents, each content read on its own; only where a word of speech stands."""
        speech = load_lexicon().speech
        lemmas = zip(tokens.start, tokens.lemma, strict=True)
        spoken = [start for start, lemma in lemmas if lemma.lower() in speech]
        for start, end in (part for item in found for part in item.content):
            if bisect_left(spoken, start) == bisect_left(spoken, end):
                continue
            closing = cast(re.Match[str], CLOSING.match(text, end))  # the edge may have cut off a mark that closes
            words = text[start : closing.end()]
            marks = MarkIndex(words)
            for item in self._find(readable(words), marks)[0]:
                if item.cue and item.source:
                    yield item.shifted(start)

    def _parse(self, texts: Sequence[str], readings: Sequence[Readings | None]) -> Iterator[Tokens]:
        """Read the grammar of texts: by the attribution model's heads, else by spaCy, long texts in chunks."""
        if self.nlp is None:
            assert self.tagger.grammar is not None
            for text, read_off in zip(texts, readings, strict=True):
                yield self.tagger.grammar.tokens(text, *self.cut(text), read_off)
            return
        cut = [chunks(text) for text in texts]
        docs = self.nlp.pipe((chunk for text in cut for chunk in text), batch_size=AT_ONCE)
        for pieces in cut:
            parts = []
            for part in islice(docs, len(pieces)):
                part.tensor = NO_TENSOR
                parts.append(part)
            yield Tokens.joined(parts)

    def _zone(self) -> AbstractContextManager[object]:
        return nullcontext() if self.nlp is None else self.nlp.memory_zone()

    def _finish(self, article: Article, tokens: Tokens, marks: MarkIndex, found: tuple[Found, ...]) -> Extraction:
        published = _published(article)
        found = tagged(tokens, found, load_lexicon(), marks)
        found = framed(tokens, beats(tokens, found, load_lexicon(), marks), load_lexicon(), marks)
        taken = Contents.of(found)

        def judged(items: Iterable[Found]) -> Iterator[Judged]:
            for item in items:
                more = detail(tokens, item, published=published, taken=taken)
                yield item, more, self.confidence(features(article.text, item, more))

        def resolved(items: Iterable[Judged]) -> Resolution:
            found = [item for item, *_ in items]
            return resolve_speakers(tokens, found, article=article, known=self.people, given_names=self.given_names)

        kept = [one for one in judged(found) if one[2] >= DOUBTFUL or one[0].kind != "indirect"]
        kept = in_order((*kept, *judged(that_clauses(tokens, found, load_lexicon(), marks))))
        found = tuple(item for item, *_ in kept)
        inside = inner(found)
        outer = [one for place, one in enumerate(kept) if place not in inside]
        result = _extraction(article, outer, resolved(outer), self.tagger.sha256)
        if not self.nested:
            return result
        more = judged(unknown(self._inside(article.text, tokens, found), found))
        below = in_order((*(kept[place] for place in inside), *more))
        every = in_order((*outer, *below))
        return with_inner(result, outer, below, every, resolved(every)) if below else result


def _extraction(article: Article, items: Sequence[Judged], who: Resolution, model: str) -> Extraction:
    ids = [f"a{number}" for number in range(1, len(items) + 1)]
    above = [None if place is None else ids[place] for place in parents([item for item, *_ in items])]
    made = attributions(article.text, items, who.links, ids=ids, above=above)
    return Extraction(article, tuple(made), who.speakers, model)


def _published(article: Article) -> date | None:
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def _known(people: Iterable[KnownPerson]) -> tuple[KnownPerson, ...]:
    if isinstance(people, str | Path):
        raise InputError(f"people must be several KnownPerson, not a path; read it first: read_people({str(people)!r})")
    if isinstance(people, KnownPerson) or not isinstance(people, Iterable):
        raise InputError(f"people must be several KnownPerson, got one {type(people).__name__}; put it into a list")
    known = tuple(people)
    wrong = next((one for one in known if not isinstance(one, KnownPerson)), None)
    if wrong is not None:
        raise InputError(
            f'people must be KnownPerson("Ada Obi", aliases=…), got {type(wrong).__name__}; or read a people file with '
            "read_people(path)"
        )
    return known


def _failure(article_id: str | None, error: Exception) -> Failure:
    return Failure(article_id, type(error).__name__, str(error))


def _load_again(
    model: Path,
    nlp: Language | None,
    people: tuple[KnownPerson, ...],
    nested: bool,
    given_names: bool,
    threads: int,
    confidence: Callable[[ConfidenceFeatures], float],
) -> Finder:
    loaded = Finder.load(model=model, nlp=nlp, people=people, nested=nested, given_names=given_names, threads=threads)
    return evolve(loaded, confidence=confidence)
