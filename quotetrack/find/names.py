"""Proper names in the words of an article, each with what its own shape says it names.

Capitalised runs, cut at titles, honorifics, days and nationalities: *Homeland Security Secretary Jeh Johnson* holds
the name *Jeh Johnson*. The pipeline's entity labels are only a tie-breaker: titles, honorifics, words such as
*Ministry*, lists of places, and the shape of the run come first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

NameKind = Literal["person", "organization", "place", "people", "adjective", "unknown"]

PARTICLES = frozenset(
    "de la le van von der den bin ibn al el da di du del dos della ten ter af av zu y e abu ul bint".split()
)
CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov."
    " Dec.".split()
)
# Capitalised only because they begin a sentence, or never part of a name.
FUNCTION = frozenset(
    "the a an this that these those my your his her its our their i he she it we you they who whom whose"
    " which what when where why how and or but nor so yet if as at by for from in into of off on onto over"
    " to up with without within under after before during since until till while although though because"
    " unless whereas whether not no yes none neither either both each every all any some many most much"
    " more few several other another such only even also just still then there here now today yesterday"
    " tomorrow tonight never always often sometimes once again meanwhile however moreover therefore thus"
    " instead indeed perhaps maybe one two three four five six seven eight nine ten is are was were be"
    " been has have had do does did will would can could may might must shall should let ok okay please"
    " well oh according asked despite among about above across against along around behind below beneath"
    " beside between beyond down except inside like near out outside past per through throughout toward"
    " towards upon via than earlier later last next first second third that's it's he's she's i'm i've i'd"
    " i'll we're we've they're you're don't can't won't isn't there's what's let's im mr".split()
)
SIDES = frozenset(
    "National Conservative Liberal Independent Progressive Socialist Communist Evangelical Moderate Citizen".split()
)
# (R-Ariz.), (D): party and place of an American legislator
PARTY = re.compile(r"\(\s*(?:[DRILG]|[A-Z]{1,3}\s*[-–]\s*[^)\n]{1,30}?)\s*\)")
EARLIER = frozenset("former ex rival retired then acting interim republican democrat late one-time onetime".split()) - {
    "republican"
}
# Ends that no surname has: the whole run is an institution, whatever title stands inside it.
BODIES = frozenset(
    "Ministry Department Agency Authority Administration Government Parliament Committee Subcommittee"
    " Commission Council Association Federation Institute Institution University Foundation Center Centre"
    " Corporation Company Inc. Corp. Ltd. LLC Court Bureau Office Party Campaign Union League Society"
    " Group Force Project Program Network Service Services".split()
)
# Endings that make a noun for a person; lists never hold them all.
WORKER = re.compile(r"[a-z]{2}(?:woman|person|ologist|ographer|ician|maker|keeper|worker|holder)$|[a-z]{3}(?:man|ist)$")
NOT_WORKERS = frozenset(
    "human german roman ottoman talisman caiman shaman norman woman assist resist consist persist subsist"
    " checklist playlist wishlist shortlist waitlist blacklist whitelist enlist racist sexist fascist"
    " feminist leftist communist socialist nationalist islamist marxist zionist populist capitalist"
    " terrorist extremist separatist minimalist modernist realist".split()
)
JOINERS = frozenset(("of", "for", "on"))
# Role nouns that are family names too: at the end of a run they are the name (Tim Cook, Billie Jean King).
FAMILY = frozenset(
    "king prince bishop baker cook pope page judge major marshal marshall mason priest abbot deacon dean"
    " knight butler carter driver farmer fisher gardener hunter miller porter potter shepherd singer"
    " skinner smith taylor turner walker weaver archer barber brewer carpenter carver chandler cooper"
    " draper fowler chase earl duke count brother sheriff painter painter ranger friend child guard"
    " english french german holland booker parker tanner usher ward page steward stewart".split()
)


@frozen
class Name:
    """Is one proper name in the text: words [first, last) and what its shape says it names.

    `titled` is the first word of the titles and honorifics that stand right before it (equal to `first` if none);
    `gender` comes from an honorific (*Ms.*) alone.
    """

    first: int
    last: int
    kind: NameKind
    titled: int
    gender: Literal["male", "female"] | None = None
    acronym: str | None = None


def _capital(form: str) -> bool:
    return form[0].isupper()


def is_title(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Say whether a word can be the head of a title: *Sen.*, *spokesman*, *Foreign Minister*'s last word."""
    if words.form[i] in lexicon.titles:
        return True
    low = words.lower[i]
    last = low.rsplit("-", 1)[-1]
    if last in ("elect", "designate") and len(low) > len(last):
        return low[: -len(last) - 1] in lexicon.roles
    if (
        words.form[i].islower()
        and WORKER.search(low)
        and low not in NOT_WORKERS
        and words.form[i] not in lexicon.adjectives
        and words.tag[i][:2] != "VB"
    ):
        return True
    # Republican, Conservative and National tell a side, not an office
    return last in lexicon.roles and words.form[i] not in lexicon.adjectives and words.form[i] not in SIDES


def of_title(words: Words, i: int, lexicon: Lexicon) -> int:
    """Return where a title such as *secretary of state* that begins at word `i` ends, 0 if there is none."""
    for length in (4, 3):
        if words.lower[i : i + length] in lexicon.of_titles:
            return i + length
    return 0


def headline(words: Words, first: int, last: int) -> bool:
    """Say whether a paragraph is set in title case, where a capital tells nothing."""
    if not _capital(words.form[first]) and words.form[first][0].isalpha():
        return False
    alone = first == 0 and last == len(words)  # a text of one paragraph is hardly its own headline
    capitals = shouting = 0
    for k in range(first, last):
        form = words.form[k]
        if len(form) < 3 or not form[0].isalpha() or words.lower[k] in FUNCTION:
            continue
        if not _capital(form):
            return False
        capitals += 1
        shouting += bool(words.tag[k]) and words.tag[k][:3] != "NNP"
    return 3 <= capitals <= 40 and (shouting > 0 or (first == 0 and not alone))


def _paragraphs(words: Words) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words.para[i] != words.para[first]:
            out.append((first, i))
            first = i
    return out


def _runs(words: Words, known: frozenset[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Find maximal runs of capitalised words; `known` are words seen capitalised in mid-sentence."""
    out: list[tuple[int, int]] = []
    n = len(words)
    i = 0
    while i < n:
        if not _starts_run(words, i, known, lexicon):
            i += 1
            continue
        j = i + 1
        while j < n:
            step = _continues_run(words, i, j)
            if not step:
                break
            j += step
        out.append((i, j))
        i = j
    return out


def _starts_run(words: Words, i: int, known: frozenset[str], lexicon: Lexicon) -> bool:
    form = words.form[i]
    if not _capital(form) or form in CALENDAR or words.lower[i] in FUNCTION:
        return False
    if words.sentence_start[i] and form not in known:
        if form in lexicon.peoples or form in lexicon.places or form in lexicon.outlets:
            return True
        # a capital at the start of a sentence proves nothing: the tagger or the next word must agree
        if not known & {form} and _common_noun(words.lower[i], lexicon) and not _joined(words, i):
            return False  # Scholars say; Demonstrators chanted
        follows = i + 1 < len(words) and _capital(words.form[i + 1]) and words.lower[i + 1] not in FUNCTION
        follows = follows and words.tag[i] not in (
            "VBG",
            "VBD",
            "VBN",
            "VB",
            "VBZ",
            "VBP",
            "RB",
            "IN",
            "CC",
            "WRB",
            "UH",
        )
        return (
            words.tag[i] in ("NNP", "NNPS", "") or bool(words.label[i]) or follows or (len(form) > 1 and form.isupper())
        )
    return True


def _common_noun(low: str, lexicon: Lexicon) -> bool:
    """Is the word, or its singular, listed as a noun for people, documents or institutions?"""
    if low in FAMILY:
        return False
    if low in lexicon.group_plurals or low in lexicon.groups:
        return True
    forms = {low, low[:-1], low[:-2]} if low.endswith("s") else {low}
    return any(form in lexicon.roles or form in lexicon.documents for form in forms if len(form) > 2)


def _joined(words: Words, i: int) -> bool:
    """Does a capitalised word follow at once, as in a title or name?"""
    return i + 1 < len(words) and _capital(words.form[i + 1]) and words.lower[i + 1] not in FUNCTION


def _continues_run(words: Words, first: int, j: int) -> int:
    """Return how many words from `j` on belong to the run that began at `first`."""
    if words.sent[j] != words.sent[first] and words.sent[j] != words.sent[j - 1]:
        # the parser may end a sentence after St. or Jr.; a paragraph always ends one
        if words.para[j] != words.para[j - 1] or not words.form[j - 1].endswith("."):
            return 0
        if len(words.form[j - 1]) > 4 or words.lower[j] in FUNCTION:
            return 0
    if "\n\n" in words.text[words.end[j - 1] : words.start[j]]:
        return 0
    form = words.form[j]
    if form in CALENDAR or form == "I":
        return 0
    if _capital(form):
        return 0 if words.lower[j] in FUNCTION and not form.isupper() else 1
    n = len(words)
    if form in "&" and j + 1 < n and _capital(words.form[j + 1]):
        return 2
    if form in PARTICLES and j + 1 < n:
        if _capital(words.form[j + 1]):
            return 2
        if words.form[j + 1] in PARTICLES and j + 2 < n and _capital(words.form[j + 2]):
            return 3
    if form[:3].lower() in ("al-", "el-") and len(form) > 4:
        return 1
    # a nickname between given and family name: Marcia "Cia" Price
    quoted = form in "\"“'‘''(" and j + 3 < n and words.form[j + 2] in "\"”'’'')"
    if quoted and _capital(words.form[j + 1]) and _capital(words.form[j + 3]) and words.lower[j + 3] not in FUNCTION:
        return 4
    # Joseph Biden, Jr.
    if form == "," and j + 1 < n and words.form[j + 1] in ("Jr.", "Jr", "Sr.", "Sr"):
        return 2
    return 0


def _extended(words: Words, first: int, last: int, lexicon: Lexicon) -> int:
    """Stretch an institution's name over *of*, *for*, *on* and the capitalised words that follow."""
    while last + 1 < len(words) and words.lower[last] in JOINERS and words.form[last].islower():
        at = last + 1
        if words.lower[at] == "the" and at + 1 < len(words):
            at += 1
        if not _capital(words.form[at]) or words.form[at] in CALENDAR or words.sent[at] != words.sent[first]:
            break
        end = at + 1
        while end < len(words) and (step := _continues_run(words, at, end)):
            end += step
        if is_title(words, at, lexicon) and words.form[at] in lexicon.titles:
            break
        last = end
        if last + 1 < len(words) and words.form[last] == "and" and _capital(words.form[last + 1]):
            # Committee on Education and the Workforce; not "Ministry of Health and Mr. Lee"
            nxt = words.form[last + 1]
            plain = nxt not in lexicon.honorifics and nxt not in lexicon.titles and words.tag[last + 1] != "PRP"
            if plain and last + 2 < len(words) and not _capital(words.form[last + 2]):
                last += 2
    return last


def _place_at(words: Words, i: int, last: int, lexicon: Lexicon) -> int:
    """Return where a listed place that begins at word `i` ends, 0 if there is none."""
    for parts in lexicon.place_starts.get(words.form[i], ()):
        if i + len(parts) <= last and words.form[i : i + len(parts)] == parts:
            return i + len(parts)
    return 0


def _adjective_at(words: Words, i: int, last: int, lexicon: Lexicon) -> int:
    two = " ".join(words.form[i : i + 2])
    if i + 2 <= last and two in lexicon.adjectives:
        return i + 2
    return i + 1 if words.form[i] in lexicon.adjectives else 0


def is_acronym(form: str) -> bool:
    """Say whether a word is written as an acronym: *NATO*, *I.R.S.*, *AFL-CIO*."""
    letters = [c for c in form if c.isalnum()]
    return 2 <= len(letters) <= 7 and sum(c.isupper() for c in letters) >= len(letters) - 1 and letters[0].isupper()


def _kind(words: Words, first: int, last: int, lexicon: Lexicon, *, titled: bool) -> NameKind:
    forms = words.form[first:last]
    whole = " ".join(forms)
    if whole in lexicon.peoples or (forms[-1] in lexicon.peoples and len(forms) <= 3 and not titled):
        return "people"
    if not titled and (whole in lexicon.outlets or forms[-1] in lexicon.name_ends):
        return "organization"
    if titled:
        return "person"
    if _place_at(words, first, last, lexicon) == last:
        return "place"
    if _adjective_at(words, first, last, lexicon) == last:
        return "adjective"
    if forms[-1] in lexicon.adjectives and _place_at(words, first, last, lexicon) == last - 1:
        return "adjective"  # the Arizona Republican
    labels = Counter(label for label in words.label[first:last] if label)
    label = labels.most_common(1)[0][0] if labels else ""
    if len(forms) > 1 and label != "PERSON" and forms[-1] in lexicon.place_ends | lexicon.thing_ends:
        return "place" if forms[-1] in lexicon.place_ends else "organization"
    if (
        first
        and words.lower[first - 1] == "the"
        and len(forms) > 1
        and not any(len(f) == 2 and f[1] == "." for f in forms)
    ):
        return "organization"  # no person of two names has an article
    if any(form in lexicon.name_ends for form in forms[1:]) and not any(len(f) == 2 and f[1] == "." for f in forms):
        return "organization"
    if any(form in JOINERS for form in forms):
        return "organization"
    if is_acronym(forms[-1]) and forms[-1] not in lexicon.suffixes and len(forms) <= 2 and label != "PERSON":
        return "organization"
    if len(forms) > 1 and all(f.isupper() and "." not in f for f in forms):
        return "person" if label == "PERSON" and len(forms) == 2 else "unknown"  # A LINE SET IN CAPITALS
    if 2 <= len([f for f in forms if f not in lexicon.suffixes and f[0].isalpha()]) <= 4 and all(
        f[0].isupper() or f.lower() in PARTICLES or f[0] in "\"“'‘’”" or f[:3] in ("al-", "el-") for f in forms
    ):
        initial = any(len(f) == 2 and f[1] == "." for f in forms[1:-1]) or (len(forms[0]) >= 2 and forms[0][1] == ".")
        if initial or forms[-1] in lexicon.suffixes or label == "PERSON":
            return "person"
        if _place_at(words, first, last, lexicon) or _adjective_at(words, first, last, lexicon):
            return "organization" if label in ("ORG", "") else "unknown"
        return "person" if label in ("", "LOC", "GPE") or len(forms) <= 3 else "unknown"
    if label == "PERSON":
        return "person"
    if label == "ORG":
        return "organization"
    if label in ("LOC", "GPE", "FAC"):
        return "place"
    if label == "NORP":
        return "adjective" if not forms[-1].endswith("s") else "people"
    return "unknown"


def _cut(words: Words, first: int, last: int, lexicon: Lexicon) -> list[Name]:
    """Cut one capitalised run into names: titles and honorifics off, nationalities off the front of a person."""
    # Former, Rival, Veteran at the start of a sentence
    while first < last - 1 and (
        words.lower[first] in EARLIER or (words.sentence_start[first] and words.lower[first] in lexicon.dropped)
    ):
        first += 1
    # an institution as a whole: Justice Department, Federal Bureau, Bank of America
    if (
        words.form[last - 1] in lexicon.name_ends
        and not (
            last - first >= 3
            and any(is_title(words, k, lexicon) for k in range(first + 1, last - 1))
            and words.form[last - 1] not in BODIES
        )
        and words.form[first] not in lexicon.honorifics
        and words.form[first] not in lexicon.titles
    ):
        return [Name(first, _extended(words, first, last, lexicon), "organization", first)]
    # House Republican Thomas Massie: the side parts house and name
    side = next(
        (
            k
            for k in range(first + 1, last - 2)
            if words.form[k] in ("Republican", "Democrat", "Conservative", "Libertarian")
        ),
        None,
    )
    if (
        side is not None
        and words.form[last - 1] not in lexicon.name_ends
        and not any(is_title(words, k, lexicon) for k in range(first, last))
    ):
        front = Name(first, side, _kind(words, first, side, lexicon, titled=False), first)
        return [front, Name(side, side + 1, "adjective", side), Name(side + 1, last, "person", side + 1)]
    head = first - 1  # the last title word of the run
    for k in range(first, last):
        if words.form[k] in lexicon.honorifics:
            head = k
        elif is_title(words, k, lexicon):
            before_is_name = k == last - 1 and k > first and words.lower[k] in FAMILY
            bare = last - first == 1 and words.lower[k] in FAMILY and words.tag[k] == "NNP"
            if bare and not (k and words.lower[k - 1] in ("the", "a", "an", "'s", "’s")):
                continue  # King said
            if before_is_name and not (words.lower[k - 1] in lexicon.modifiers or is_title(words, k - 1, lexicon)):
                continue
            if head == k - 1 and k == last - 1 and k > first and words.form[k - 1] in lexicon.honorifics:
                continue  # Mr. King
            head = k
    at = head + 1
    if at >= last:
        # a run that ends in a title names an office: the Indiana Governor
        return _fronted(words, first, head, lexicon)
    titled = at > first
    gender: Literal["male", "female"] | None = None
    for k in range(first, at):
        if words.form[k] in lexicon.male_honorifics:
            gender = "male"
        elif words.form[k] in lexicon.female_honorifics:
            gender = "female"
    out = _fronted(words, first, head, lexicon) if titled else []
    if not titled:
        start = at
        while start < last - 1 and (step := _adjective_at(words, start, last, lexicon)):
            if last - step >= 2 or (last - step == 1 and words.form[step] not in lexicon.name_ends):
                start = step
            else:
                break
        kind = _kind(words, start, last, lexicon, titled=False)
        whole = _kind(words, at, last, lexicon, titled=False)
        if start > at and kind in ("person", "people") and whole != "people":
            return [Name(at, start, "adjective", at), Name(start, last, kind, start)]
        end = _extended(words, at, last, lexicon) if whole == "organization" else last
        return [Name(at, end, whole, at)]
    kind = _kind(words, at, last, lexicon, titled=True)
    if words.form[last - 1] in lexicon.name_ends and last - at >= 2 and not gender:
        kind = (
            "organization" if words.lower[head] in ("justice", "general", "major", "president", "judge") else "person"
        )
    out.append(Name(at, last, kind, first, gender))
    return out


def _fronted(words: Words, first: int, head: int, lexicon: Lexicon) -> list[Name]:
    """Name what stands before a title inside the run: *Homeland Security* in *Homeland Security Secretary*."""
    end = head
    while end > first and (
        words.lower[end - 1] in lexicon.modifiers
        or is_title(words, end - 1, lexicon)
        or words.form[end - 1] in lexicon.honorifics
    ):
        end -= 1
    if end <= first:
        return []
    side = _adjective_at(words, first, end, lexicon)
    if side and side < end and _place_at(words, side, end, lexicon) == end:
        return [Name(first, side, "adjective", first), Name(side, end, "place", side)]  # Republican Ohio Sen.
    place = _place_at(words, first, end, lexicon)
    if place and place < end and _adjective_at(words, place, end, lexicon) == end:
        return [Name(first, place, "place", first), Name(place, end, "adjective", place)]
    kind = _kind(words, first, end, lexicon, titled=False)
    if kind in ("person", "unknown") and end - first == 1:
        kind = "unknown"
    return [Name(first, end, kind, first)]


def _split_at_of(words: Words, runs: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Take *Secretary of State* out of the runs around it, so that only *John Kerry* is left to be a name."""
    out: list[tuple[int, int]] = []
    covered = -1
    for first, last in runs:
        start = max(first, covered)
        # the title may begin before the run: "Secretary" is no name, "State Grace Mbeki" would be
        before = max((of_title(words, k, lexicon) for k in range(max(first - 3, 0), first)), default=0)
        if first < before <= last:
            start = max(start, before)
        for k in range(start, last):
            end = of_title(words, k, lexicon)
            if end:
                if k > start:
                    out.append((start, k))
                covered = start = end
        if start < last:
            out.append((start, last))
    return out


def find_names(words: Words, lexicon: Lexicon) -> tuple[Name, ...]:
    """Find the proper names of an article in text order; they do not overlap."""
    known = frozenset(
        form
        for i, form in enumerate(words.form)
        if _capital(form) and not words.sentence_start[i] and words.lower[i] not in FUNCTION
    )
    names: list[Name] = []
    parties = [match.span() for match in PARTY.finditer(words.text)]
    inside = {k for start, end in parties for k in range(*words.within(start, end))}
    heads = {first for first, last in _paragraphs(words) if headline(words, first, last)}
    titled = {words.para[first] for first in heads}
    runs = [run for run in _runs(words, known, lexicon) if words.para[run[0]] not in titled and run[0] not in inside]
    covered = 0
    alone = {words.form[first:last] for first, last in runs}
    for first, last in _split_at_of(words, runs, lexicon):
        if first < covered:
            continue
        # the editorial board of the Washington Post Trump met: two names side by side
        end = next(
            (
                k
                for k in range(last - 1, first + 1, -1)
                if words.form[k - 1] in lexicon.name_ends and words.form[k:last] in alone
            ),
            None,
        )
        if end is not None and words.form[last - 1] not in lexicon.name_ends:
            names.append(Name(first, end, "organization", first))
            first = end
        cut = _cut(words, first, last, lexicon)
        names.extend(cut)
        covered = max([last, *(name.last for name in cut)])
    if heads:
        names.extend(_in_headlines(words, names, heads, lexicon))
        names.sort(key=lambda name: name.first)
    return tuple(names)


def _in_headlines(words: Words, names: Sequence[Name], heads: set[int], lexicon: Lexicon) -> list[Name]:
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
            place = _place_at(words, i, len(words), lexicon) if _capital(words.form[i]) else 0
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
                        elif words.lower[i - 1] not in FUNCTION and _capital(words.form[i - 1]):
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
