"""Attributions inside others: A said that B had said. They are told apart, and change nothing of the outer ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from quotetrack.find.details import parents
from quotetrack.find.found import Found, Offsets
from quotetrack.find.results import Judged, attributions
from quotetrack.find.speakers import Link, Resolution
from quotetrack.models import Attribution, Extraction, Speaker, TextSpan


def inner(found: Sequence[Found]) -> frozenset[int]:
    """Return the places of those whose cue and content stand in another's content, as in the turn of a transcript.

    A direct quotation in what somebody passes on is nobody else's: *“No,” Obi said, according to the minutes*.

    >>> told = Found(((30, 40),), ((24, 28),), ((20, 23),), "indirect")
    >>> sorted(inner([Found(((15, 40),), ((9, 13),), ((0, 8),), "indirect"), told]))
    [1]
    """
    return frozenset(
        place
        for place, above in enumerate(parents(found))
        if above is not None
        and not (found[place].kind == "direct" and found[above].kind == "mixed")
        and all(_within(part, found[above]) for part in found[place].content)
    )


def _within(part: Offsets, item: Found) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in item.content)


def unknown(items: Iterable[Found], known: Iterable[Found]) -> Iterator[Found]:
    """Yield the items whose cue nobody has yet: what a second reading finds again is no second attribution."""
    taken = {item.cue[0][0] for item in known if item.cue}
    for item in items:
        if item.cue[0][0] not in taken:
            taken.add(item.cue[0][0])
            yield item


def with_inner(
    outer: Extraction, told: Sequence[Judged], below: Sequence[Judged], every: Sequence[Judged], whole: Resolution
) -> Extraction:
    """Put the attributions inside others among them, numbered behind them: the outer ones stay as they were.

    Args:
        outer: the article with its outer attributions.
        told: what these were made of.
        below: what the inner ones are made of.
        every: both, in text order.
        whole: who speaks in all of them; what it says of the outer ones is not taken.
    """
    numbers = {id(one): number for number, one in enumerate((*told, *below), start=1)}
    ids = [f"a{numbers[id(one)]}" for one in every]
    above = [None if place is None else ids[place] for place in parents([item for item, *_ in every])]
    places = [place for place, one in enumerate(every) if numbers[id(one)] > len(told)]
    speakers, links = _speakers(outer.speakers, [whole.links[place] for place in places])
    made = attributions(
        outer.article.text,
        [every[place] for place in places],
        links,
        ids=[ids[place] for place in places],
        above=[above[place] for place in places],
    )
    by_id: dict[str, Attribution] = {a.id: a for a in (*outer.attributions, *made)}
    return evolve(outer, attributions=tuple(by_id[name] for name in ids), speakers=speakers)


def _speakers(known: Sequence[Speaker], links: Iterable[Link]) -> tuple[tuple[Speaker, ...], list[Link]]:
    """Return the links to speakers who are known, and behind these to those who speak only inside."""
    speakers: list[Speaker] = []
    places: dict[str | TextSpan, list[int]] = {}  # of the speakers, by name, else by mention

    def enter(speaker: Speaker) -> None:
        for key in _keys(speaker):
            places.setdefault(key, []).append(len(speakers))
        speakers.append(speaker)

    for speaker in known:
        enter(speaker)
    chosen: dict[str, Speaker] = {}
    out = []
    for link in links:
        told = link.speaker
        if told is not None:
            if told.id not in chosen:
                alike = (speakers[at] for at in sorted({at for key in _keys(told) for at in places.get(key, ())}))
                same = next((one for one in alike if told.name is not None or one.members == told.members), None)
                if same is None:
                    same = evolve(told, id=f"s{len(speakers) + 1}")
                    enter(same)
                chosen[told.id] = same
            link = evolve(link, speaker=chosen[told.id])
        out.append(link)
    return tuple(speakers), out


def _keys(speaker: Speaker) -> Sequence[str | TextSpan]:
    """Return what tells that two readings of one article mean the same speaker: the name, else a mention in common."""
    return speaker.mentions if speaker.name is None else (speaker.name,)
