"""Names where capitals tell nothing or something else: in headlines set in title case, and in datelines."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from quotetrack.find.capitals import FUNCTION, capital
from quotetrack.find.kinds import Name, NameKind, place_at
from quotetrack.find.layout import is_newsroom_label
from quotetrack.find.words import DASHES, Words, behind_dateline
from quotetrack.lang.lexicon import Lexicon


def places_of_datelines(words: Words, names: Sequence[Name]) -> list[Name]:
    """Take what opens a paragraph in capitals before a dash for the place that it is: *MOGADISHU - Residents fled*."""
    people = {words.lower[name.last - 1] for name in names if not words.form[name.first].isupper()}
    out = []
    for name in names:
        opens = words.form[name.first].isupper() and (
            name.first == 0 or words.para[name.first - 1] != words.para[name.first]
        )
        dash = next((k for k in range(name.last, min(name.last + 9, len(words))) if words.form[k] in DASHES), None)
        if opens and dash is not None and name.kind in ("person", "unknown", "organization"):
            place = behind_dateline(words.form, words.sent, dash) and words.lower[name.last - 1] not in people
            out.append(evolve(name, kind="place") if place else name)
        else:
            out.append(name)
    return out


def without_labels(words: Words, names: Sequence[Name]) -> list[Name]:
    """Leave out the labels of the newsroom, which open a sentence before a colon and name nobody: *ICYMI: …*."""
    return [
        name
        for name in names
        if words.form[name.last : name.last + 1] != (":",)
        or not words.sentence_start[name.first]
        or not is_newsroom_label(words.phrase(name.first, name.last))
    ]


def names_in_headlines(words: Words, names: Sequence[Name], heads: set[int], lexicon: Lexicon) -> list[Name]:
    """Recognise in title-case sentences only the names that the rest of the article uses, longest first."""
    seen: dict[str, list[tuple[tuple[str, ...], NameKind]]] = {}
    for name in names:
        forms = words.form[name.first : name.last]
        for part in (forms, forms[-1:]) if name.kind == "person" else (forms,):
            entry = (part, name.kind)
            bucket = seen.setdefault(part[0], [])
            if entry not in bucket and len(bucket) < 20:
                bucket.append(entry)
    for bucket in seen.values():
        bucket.sort(key=lambda entry: -len(entry[0]))
    out: list[Name] = []
    for first in heads:
        i = first
        while i < len(words) and words.para[i] == words.para[first]:
            step = 1
            place = place_at(words, i, len(words), lexicon) if capital(words.form[i]) else 0
            for forms, kind in seen.get(words.form[i], ()):
                if words.form[i : i + len(forms)] == forms:
                    if (
                        kind == "person"
                        and len(forms) == 1
                        and i > first
                        and words.label[i - 1] == "PERSON"
                        and words.tag[i - 1] == "NNP"
                    ):
                        # the given name that only the headline has
                        if out and out[-1].last == i:
                            pass
                        elif words.lower[i - 1] not in FUNCTION and capital(words.form[i - 1]):
                            out.append(Name(i - 1, i + 1, kind, i - 1))
                            step = 1
                            break
                    titled = i
                    while titled > first and (
                        words.form[titled - 1] in lexicon.honorifics or words.form[titled - 1] in lexicon.titles
                    ):
                        titled -= 1
                    out.append(Name(i, i + len(forms), kind, titled))
                    step = len(forms)
                    break
            else:
                if place:
                    out.append(Name(i, place, "place", i))
                    step = place - i
            i += step
    return out
