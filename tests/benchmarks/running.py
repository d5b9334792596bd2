"""How right people and statements are across articles: ``python -m tests.benchmarks.running``.

In ``running_stories`` lie invented stories that ran in several outlets, each article with what a reader knows::

    ## 2024-02-05 Courier
    Cheese recall widens

    {fsa/recall:“No one should eat this cheese,”} the Food Standards Agency said.

Between braces stand who says it (one word for one person or body, in all articles of the story; one that the article
leaves unnamed has a word of its own), after a slash the utterance that other articles quote too, and the words. The
stories of odd numbers were looked at when the tracker was mended, those of even numbers were not.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from attrs import frozen

from quotetrack import Finder
from quotetrack.models import Article
from quotetrack.track import Tracker

STORIES = Path(__file__).parent / "running_stories"
SHARE = 0.5  # of the shorter one, that a quotation found shares with one marked
_ARTICLE = re.compile(r"^## (\d{4}-\d\d-\d\d) (.+)\n", re.M)
_MARKED = re.compile(r"\{(\w+)(?:/(\w+))?:([^{}]*)\}")


@frozen
class Marked:
    """Is what a reader knows about some words of an article: whose they are, and which utterance."""

    start: int
    end: int
    person: str
    statement: str | None


@frozen
class Said:
    """Is what the store knows about them: speaker of the article, person, statement, and which quotation it is."""

    quote: str
    speaker: str | None
    person: str | None
    statement: str | None


Pair = tuple[Marked, Said | None]


def read_story(path: Path) -> list[tuple[Article, list[Marked]]]:
    """Return the articles of a story, without their marks, and the marks."""
    _, *parts = _ARTICLE.split(path.read_text("utf-8"))
    out = []
    for day, publisher, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        text, marks, at = "", list[Marked](), 0
        for found in _MARKED.finditer(body := body.strip() + "\n"):
            text += body[at : found.start()]
            statement = f"{path.stem}:{found[1]}/{found[2]}" if found[2] else None
            marks.append(Marked(len(text), len(text) + len(found[3]), f"{path.stem}:{found[1]}", statement))
            text += found[3]
            at = found.end()
        article = Article(text + body[at:], id=f"{path.stem}-{day}-{publisher}", publisher=publisher, published=day)
        out.append((article, marks))
    return out


def paired(tracker: Tracker, story: Sequence[tuple[Article, list[Marked]]]) -> Iterator[tuple[str, list[Pair]]]:
    """Yield each article's marks with what the store has found there."""
    told = {data["article"]["id"]: data for data in tracker.export()}
    for article, marks in story:
        data = told[article.id]
        people = {s["id"]: s["person"] for s in data["speakers"]}
        found = [
            (min(c["start"] for c in a["content"]), max(c["end"] for c in a["content"]), a)
            for a in data["attributions"]
        ]
        pairs: list[Pair] = []
        for mark in marks:
            best = max(found, key=lambda f: _shared(mark, f[0], f[1]), default=None)
            if best is None or _shared(mark, best[0], best[1])[0] < SHARE:
                pairs.append((mark, None))
                continue
            a = best[2]
            said = Said(f"{article.id}#{a['id']}", a["speaker"], people.get(a["speaker"]), a["statement"])
            pairs.append((mark, said))
        yield str(article.id), pairs


def _shared(mark: Marked, start: int, end: int) -> tuple[float, float]:
    """Return how much of the shorter of two stretches is common, then of both."""
    common = min(mark.end, end) - max(mark.start, start)
    return common / max(min(mark.end - mark.start, end - start), 1), common / (
        max(mark.end, end) - min(mark.start, start)
    )


@frozen
class Known:
    """Is one element to compare: its article, what a reader takes it for, what the store does."""

    article: str
    gold: frozenset[str]
    found: str


def people_of(articles: Sequence[tuple[str, list[Pair]]], *, told_apart: bool = False) -> list[Known]:
    """Return each person of each article once, as the store links most of what they say there.

    Args:
        articles: the pairs of each article.
        told_apart: leave out those whom the article's own speakers mix up or leave open, which the tracker cannot mend.
    """
    out = list[Known]()
    for article, pairs in articles:
        of_person, of_speaker = defaultdict[str, list[Said | None]](list), defaultdict[str | None, set[str]](set)
        for mark, said in pairs:
            of_person[mark.person].append(said)
            of_speaker[said.speaker if said else None].add(mark.person)
        for person, all_said in of_person.items():
            speakers = {said.speaker for said in all_said if said}
            clear = len(speakers) == 1 and None not in speakers and all(len(of_speaker[s]) == 1 for s in speakers)
            keys = Counter(said.person for said in all_said if said and said.person)
            if clear or not told_apart:
                found = keys.most_common(1)[0][0] if keys else f"nobody: {article} {person}"
                out.append(Known(article, frozenset({person}), found))
    return out


def statements_of(articles: Sequence[tuple[str, list[Pair]]]) -> list[Known]:
    """Return each quotation once, with all utterances that a reader finds in it."""
    out = list[Known]()
    for article, pairs in articles:
        gold = defaultdict[str, set[str]](set)
        found = dict[str, str]()
        for i, (mark, said) in enumerate(pairs):
            quote = said.quote if said else f"{article} missed {i}"
            gold[quote].update({mark.statement} if mark.statement else ())
            found[quote] = (said.statement if said else None) or quote
        out.extend(Known(article, frozenset(gold[quote]), found[quote]) for quote in found)
    return out


def scores(known: Sequence[Known]) -> tuple[float, float, float, Counter[str]]:
    """Return precision, recall and F1 of the pairs in two articles that are one, and their numbers."""
    counts = Counter[str]()
    for a, b in combinations(known, 2):
        if a.article != b.article:
            counts[f"{bool(a.gold & b.gold)} {a.found == b.found}"] += 1
    right, wrong, missed = counts["True True"], counts["False True"], counts["True False"]
    return (
        right / max(right + wrong, 1), right / max(right + missed, 1), 2 * right / max(2 * right + wrong + missed, 1),
        Counter(right=right, wrong=wrong, missed=missed),
    )  # fmt: skip


def b_cubed(known: Sequence[Known]) -> float:
    """Return B-cubed F1: how much of each one's group is theirs, and how much of theirs is in it."""
    gold, found = defaultdict[frozenset[str], set[int]](set), defaultdict[str, set[int]](set)
    for i, each in enumerate(known):
        gold[each.gold].add(i)
        found[each.found].add(i)
    both = [(gold[k.gold] & found[k.found], gold[k.gold], found[k.found]) for k in known]
    precision = sum(len(common) / len(group) for common, _, group in both) / len(both)
    recall = sum(len(common) / len(theirs) for common, theirs, _ in both) / len(both)
    return 2 * precision * recall / (precision + recall)


def report(half: str, keep: Callable[[int], bool], finder: Finder) -> Iterator[str]:
    """Yield lines of a table: what was right in the stories of one half, kept in one store."""
    paths = [p for p in sorted(STORIES.glob("*.txt")) if keep(int(p.stem.partition("-")[0]))]
    story = [article for path in paths for article in read_story(path)]
    with Tracker(":memory:", pipe=finder.pipe) as tracker:
        tracker.add_many(article for article, _ in story)
        articles = list(paired(tracker, story))
    unnamed = sum(bool(s and s.person) for _, pairs in articles for m, s in pairs if ":anon" in m.person)
    for what, known in (
        ("people", people_of(articles)),
        ("people told apart in their article", people_of(articles, told_apart=True)),
        ("repeated quotations", statements_of(articles)),
    ):
        precision, recall, f1, counts = scores(known)
        cubed = f"{100 * b_cubed(known):.1f}" if "people" in what else ""
        numbers = f"{counts['right']} / {counts['wrong']} / {counts['missed']}"
        yield f"| {half} | {what} | {100 * precision:.1f} | {100 * recall:.1f} | {100 * f1:.1f} | {cubed} | {numbers} |"
    yield f"| {half} | unnamed taken for somebody | | | | | {unnamed} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    finder = Finder.load()
    print("| stories | what | P | R | F1 | B3 | pairs right / wrong / missed |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for half, keep in (("odd", lambda n: n % 2 == 1), ("even", lambda n: n % 2 == 0)):
        print("\n".join(report(half, keep, finder)))


if __name__ == "__main__":
    main()
