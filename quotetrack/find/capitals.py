"""Maximal runs of capitalised words: where a capital tells a name, and where it only begins a sentence or headline."""

from __future__ import annotations

import re

from quotetrack.find.nouns import FAMILY, is_hour, is_title
from quotetrack.find.tokens import FINITE
from quotetrack.find.words import Words
from quotetrack.lang.lexicon import Lexicon

LETTER = re.compile(r"[A-Z]-[a-z]{3,}")  # T-shirt, X-ray, U-turn
SETS = frozenset(("Women", "Men", "Children", "People", "Girls", "Boys"))  # whose bodies there are: Women's Aid
FRONT = frozenset(("Oh", "An", "So", "No", "Do", "On", "He", "You"))  # family names of East Asia
SYLLABLE = r"(?:ch|kw|hw|gw|[bcdghjkmnpstwy])?y?(?:ae|eo|eu|oo|ee|oe|ui|wa|wo|[aeiou])(?:ng|ck|[nmklph])?"
KOREAN = re.compile(rf"(?=[A-Z])(?i:{SYLLABLE})-{SYLLABLE}")  # Se-hoon
PARTICLES = frozenset(
    "de la le van von der den bin ibn al el da di du del dos della ten ter af av zu y e abu ul bint".split()
)
CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov."
    " Dec.".split()
)
IN_MONTHS = frozenset("in last this next since by until till early late mid of before after from".split())
SLOGANS = frozenset("Now First Again Together Forward".split())  # Transparency Now, Australia First
# Capitalised only because they begin a sentence, or never part of a name.
FUNCTION = frozenset(
    "the a an this that these those my your his her its our their i he she it we you they who whom whose"
    " which what when where why how and or but nor so yet if as at by for from in into of off on onto over"
    " to up with without within under after before during since until till while although though because"
    " unless whereas whether not no no. yes none neither either both each every all any some many most much"
    " more few several other another such only even also just still then there here now today yesterday"
    " tomorrow tonight never always often sometimes once again meanwhile however moreover therefore thus"
    " instead indeed perhaps maybe one two three four five six seven eight nine ten is are was were be"
    " been has have had do does did will would can could may might must shall should let ok okay please"
    " well oh according asked despite among about above across against along around behind below beneath"
    " beside between beyond down except inside like near out outside past per through throughout toward"
    " towards upon via than earlier later last next first second third that's it's he's she's i'm i've i'd"
    " i'll we're we've they're you're don't can't won't isn't there's what's let's".split()
)
NICKNAME = 3  # words
SHORT_LINE = 45  # characters
JOINERS = frozenset(("of", "for", "on"))
# With a capital inside a run they belong to a name in title case: Doctors Without Borders.
INNER = frozenset(
    "without with then for of against before beyond after over under across into not no your our its every more".split()
)
# What a second field of an office begins with: Health and Social Care, Environment and Rural Affairs.
FIELDS = frozenset(
    "Social Human Rural Urban Local Public Foreign International Cultural Economic Industrial Natural Consumer Family"
    " Climate Homeland Higher Veterans Regional Community Labor Labour Water Food Net Small Land Religious".split()
)
# Orders that names begin with: Save the Children, Stop the War.
ORDERS = frozenset("Save Stop Feed Help Protect Defend Keep Rock Reclaim Rebuild Free Fight Beat End".split())


def capital(form: str) -> bool:
    """Say whether a word begins with a capital letter, an Arabic article aside: *al-Masri*."""
    return form[0].isupper() or (form[:3] in ("al-", "el-", "ar-", "as-", "ad-") and form[3:4].isupper())


def _labels(words: Words, first: int, last: int) -> bool:
    """Say whether a line heads somebody's turn: *Ruth Amadi -- Chief Executive Officer*."""
    dash = next((k for k in range(first + 2, min(first + 5, last)) if words.form[k] in ("--", "–", "—")), None)
    return dash is not None and last - first < 16 and all(words.label[k] == "PERSON" for k in range(first, dash))


def headline(words: Words, first: int, last: int) -> bool:
    """Say whether a paragraph is set in title case, where a capital tells nothing."""
    if not capital(words.form[first]) and words.form[first][0].isalpha():
        return False
    if _labels(words, first, last):
        return False
    alone = first == 0 and last == len(words)  # a text of one paragraph is hardly its own headline
    capitals = shouting = 0
    for k in range(first, last):
        form = words.form[k]
        if len(form) < 3 or not form[0].isalpha() or words.lower[k] in FUNCTION:
            continue
        if not capital(form):
            return False
        capitals += 1
        shouting += bool(words.tag[k]) and words.tag[k][:3] != "NNP"
    return 3 <= capitals <= 40 and (shouting > 0 or (first == 0 and not alone))


def paragraphs(words: Words) -> list[tuple[int, int]]:
    """Return the words of each paragraph as half-open ranges."""
    out: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words.para[i] != words.para[first]:
            out.append((first, i))
            first = i
    return out


def runs(words: Words, known: frozenset[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Find maximal runs of capitalised words; `known` are words seen capitalised in mid-sentence."""
    out: list[tuple[int, int]] = []
    n = len(words)
    families = {words.form[i] for i in range(1, n) if words.lower[i] in FUNCTION and _family(words, i, lexicon)}
    families |= {"Oh" for i in range(n) if words.form[i] == "Oh" and _front_family(words, i, lexicon)}
    i = 0
    while i < n:
        alone = words.form[i] in families and i + 1 < n and words.lemma[i + 1] in lexicon.speech  # Will said
        if not (alone or _starts_run(words, i, known, lexicon)):
            i += 1
            continue
        j = i + 1
        while j < n:
            step = _continues_run(words, i, j, lexicon)
            if not step:
                break
            j += step
        out.append((i, j))
        i = j
    return out


def _starts_run(words: Words, i: int, known: frozenset[str], lexicon: Lexicon) -> bool:
    form = words.form[i]
    if not capital(form) or is_hour(words, i) or LETTER.fullmatch(form) is not None:
        return False
    if form in CALENDAR or words.lower[i] in FUNCTION:
        return _given(words, i, lexicon)
    if words.sentence_start[i] and form not in known:
        if form in lexicon.peoples or form in lexicon.places or form in lexicon.outlets:
            return True
        # a capital at the start of a sentence proves nothing: the tagger or the next word must agree
        if words.form[i + 1 : i + 2] == ("&",) or _of_a_set(words, i + 1, lexicon):
            return True
        if _ordered(words, i, lexicon) or over_joiner(words, i, i + 1, lexicon):
            return True
        if not known & {form} and _common_noun(words.lower[i], lexicon) and not _joined(words, i):
            return False  # Scholars say; Demonstrators chanted
        follows = _joined(words, i) and words.tag[i] not in (
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


def _given(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Is a word that mostly is no name one here: *Will Smith*, *April Jones*, *Per Lund*, *May said*?"""
    if _front_family(words, i, lexicon):
        return True
    if i + 1 >= len(words) or words.sent[i + 1] != words.sent[i]:
        return False
    if words.form[i] == "May" and (words.lemma[i + 1] in lexicon.speech or words.lower[i + 1] == "'s"):
        return i == 0 or words.lower[i - 1] not in IN_MONTHS
    month = words.form[i] in CALENDAR
    if words.label[i] != "PERSON" and not (month and words.tag[i] == "NNP" and words.lower[i - 1] not in IN_MONTHS):
        return False
    follows = words.form[i + 1]
    family = month and words.form[i] in lexicon.half_forenames and follows in lexicon.surnames  # May Street
    return (words.label[i + 1] == "PERSON" or family) and capital(follows) and words.lower[i + 1] not in FUNCTION


def _common_noun(low: str, lexicon: Lexicon) -> bool:
    """Is the word, or its singular, listed as a noun for people, documents or institutions?"""
    if low in FAMILY:
        return False
    if low in lexicon.group_plurals or low in lexicon.groups:
        return True
    forms = {low, low[:-1], low[:-2]} if low.endswith("s") else {low}
    return any(form in lexicon.roles or form in lexicon.documents for form in forms if len(form) > 2)


def _family(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Is a small word with a capital a family name behind a given one: *Kim Oh*, *George Will*?"""
    before = words.form[i - 1]
    return (
        words.label[i] == "PERSON"
        and words.label[i - 1] == "PERSON"
        and capital(words.form[i])
        and (before in lexicon.forenames or before in lexicon.half_forenames)
        and words.form[i] not in CALENDAR
    )


def _front_family(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Is a small word with a capital a family name in front: *Oh Se-hoon*, *Vice Premier He Lifeng*, *Mr. He*?"""
    if words.form[i] not in FRONT or i + 1 >= len(words):
        return False
    before = words.form[i - 1] if i and words.sent[i - 1] == words.sent[i] else ""
    if before in lexicon.male_honorifics or before in lexicon.female_honorifics:
        return not capital(words.form[i + 1])
    if KOREAN.fullmatch(words.form[i + 1]) is not None:
        return True
    office = bool(before) and capital(before) and is_title(words, i - 1, lexicon)
    return office and capital(words.form[i + 1]) and words.label[i + 1] == "PERSON"


def _joined(words: Words, i: int) -> bool:
    """Does a capitalised word follow at once, as in a title or name?"""
    if i + 1 >= len(words) or not capital(words.form[i + 1]):
        return False
    return words.lower[i + 1] not in FUNCTION or _inner(words, i + 1)


def _inner(words: Words, j: int) -> bool:
    """Does a small word with a capital join two words of a name: *Doctors Without Borders*?"""
    if j + 1 >= len(words) or words.lower[j] not in INNER or words.sentence_start[j] or not capital(words.form[j]):
        return False
    after = words.form[j + 1]
    return capital(after) and after not in CALENDAR and words.lower[j + 1] not in FUNCTION


def _ordered(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Does a name begin with an order: *Save the Children*, *Stop Hunger*, *Visit Britain*?"""
    if words.form[i] not in ORDERS and words.form[i] not in lexicon.body_starts:
        return False
    the = words.form[i] in ORDERS and words.form[i + 1 : i + 2] == ("the",)
    at = i + 2 if the else i + 1
    if at >= len(words) or words.sent[at] != words.sent[i]:
        return False
    form = words.form[at]
    thing = form in lexicon.body_ends or form in lexicon.body_starts or (not the and form in lexicon.places)
    return thing and (not the or not words.sentence_start[i] or _says(words, at + 1, lexicon))


def _says(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Does a verb of speech, a comma or a possessive follow, so that what stands before is somebody?"""
    return i < len(words) and (words.lemma[i] in lexicon.speech or words.lower[i] in (",", "'s", "has", "is", "was"))


def _continues_run(words: Words, first: int, j: int, lexicon: Lexicon) -> int:
    """Return how many words from `j` on belong to the run that began at `first`."""
    if words.sent[j] != words.sent[first] and words.sent[j] != words.sent[j - 1]:
        # the parser may end a sentence after St. or Jr.; a paragraph always ends one
        if words.para[j] != words.para[j - 1] or not words.form[j - 1].endswith("."):
            return 0
        if len(words.form[j - 1]) > 4 or words.lower[j] in FUNCTION:
            return 0
    between = words.text[words.end[j - 1] : words.start[j]]
    if "\n" in between and ("\n\n" in between or _heads(words, j)):
        return 0
    form = words.form[j]
    if form in CALENDAR and words.label[j] == words.label[j - 1] == "PERSON":
        return 1
    if form == "May" and j + 1 < len(words) and words.lower[j - 1] not in IN_MONTHS:
        # Theresa May said, Mrs May's; not "Trump May 5"
        acts = words.tag[j + 1] in ("VBD", "VBZ", "MD") or words.lower[j + 1] in ("'s", ",")
        if acts and (words.form[j - 1] in lexicon.honorifics or words.label[j - 1] == "PERSON"):
            return 1
    if form in CALENDAR or form == "I":
        return 0
    if capital(form):
        if form in SLOGANS and not words.sentence_start[j]:
            return 1
        if words.lower[j] not in FUNCTION or form.isupper() or _inner(words, j):
            return 1
        return int(_family(words, j, lexicon) or _front_family(words, j, lexicon))
    n = len(words)
    if words.lower[j] in ("'s", "’s"):  # Moody's said; not Moody's mother
        if _of_a_set(words, j, lexicon):
            return 1
        return int(j == first + 1 < n - 1 and f"{words.form[first]}'s" in lexicon.bodies and words.tag[j + 1] in FINITE)
    if form == "the" and j == first + 1 and _ordered(words, first, lexicon):
        return 2
    if form in (".", "-") and j + 1 < n and words.start[j] == words.end[j - 1]:
        initials = form == "." and len(words.form[j - 1]) == 2 and words.label[j + 1] == "PERSON"  # Guðni Th. Obi
        rank = form == "-" and words.form[j - 1].endswith(".") and words.form[j + 1] in lexicon.titles  # Maj.-Gen.
        if (initials or rank) and words.sent[j + 1] == words.sent[j] and capital(words.form[j + 1]):
            return 2
    if form in "&" and j + 1 < n and capital(words.form[j + 1]):
        return 2
    if form in PARTICLES and j + 1 < n:
        if capital(words.form[j + 1]):
            return 2
        if words.form[j + 1] in PARTICLES and j + 2 < n and capital(words.form[j + 2]):
            return 3
    if form[:3].lower() in ("al-", "el-") and len(form) > 4:
        return 1
    if nickname := _nickname(words, j):
        return nickname
    # Joseph Biden, Jr.
    if form == "," and j + 1 < n and words.form[j + 1] in ("Jr.", "Jr", "Sr.", "Sr"):
        return 2
    return 0


def _nickname(words: Words, j: int) -> int:
    """Return how many words a nickname and the family name behind it have: Marcia "Cia" Price, Lee "Mad Dog" Obi."""
    if words.form[j] not in "\"“'‘''(":
        return 0
    for k in range(j + 2, min(j + 2 + NICKNAME, len(words) - 1)):
        if words.form[k] in "\"”'’'')":
            last = words.form[k + 1]
            named = all(map(capital, words.form[j + 1 : k])) and capital(last) and words.lower[k + 1] not in FUNCTION
            return k + 2 - j if named else 0
    return 0


def _of_a_set(words: Words, j: int, lexicon: Lexicon) -> bool:
    """Does a possessive join women or children and a body: *Women's Aid*, *the Children's Society*?"""
    if j + 1 >= len(words) or words.lower[j] not in ("'s", "’s") or words.form[j - 1] not in SETS:
        return False
    end = j + 1
    while end < min(j + 4, len(words)) and capital(words.form[end]) and words.lower[end] not in FUNCTION:
        end += 1
    return end > j + 1 and words.form[end - 1] in lexicon.name_ends


def _heads(words: Words, j: int) -> bool:
    """Is the line before word `j` a heading or label, so short that no text was broken there?"""
    end = words.end[j - 1]
    return end - (words.text.rfind("\n", 0, end) + 1) < SHORT_LINE


def over_joiner(words: Words, first: int, last: int, lexicon: Lexicon) -> bool:
    """Say whether a run and *for* or *of* begin a body's name: *Transport for London*, *Women for Justice*.

    Where a sentence begins, its capital proves nothing: *Lawyers for Trump said*, *Aid for Gaza*. There a verb of
    speech must follow, and people must stand for a cause.
    """
    if last + 1 >= len(words) or words.form[last] not in ("of", "for") or not 1 <= last - first <= 3:
        return False
    head = words.form[last - 1]
    if head not in lexicon.body_starts and head not in lexicon.body_ends:
        return False
    at = last + 2 if words.form[last + 1] == "the" else last + 1
    if at >= len(words) or not capital(words.form[at]) or words.form[at] in CALENDAR or words.lower[at] in FUNCTION:
        return False
    if words.form[at] in lexicon.honorifics or words.form[at] in lexicon.titles or words.sent[at] != words.sent[first]:
        return False
    if not words.sentence_start[first]:
        return True
    end = at + 1
    while end < len(words) and (step := _continues_run(words, at, end, lexicon)):
        end += step
    if not _says(words, end, lexicon):
        return False
    cause = words.form[end - 1]
    plain = (cause in lexicon.body_starts or cause in lexicon.body_ends) and cause.lower() not in lexicon.organizations
    return plain or not (head in lexicon.roles or _common_noun(head.lower(), lexicon) or words.tag[last - 1] == "NNS")


def extended(words: Words, first: int, last: int, lexicon: Lexicon) -> int:
    """Stretch an institution's name over *of*, *for*, *on* and the capitalised words that follow."""
    while last + 1 < len(words) and words.lower[last] in JOINERS and words.form[last].islower():
        at = last + 1
        if words.lower[at] in ("the", "a", "an") and at + 1 < len(words):
            at += 1  # Committee for a Responsible Budget
        if not capital(words.form[at]) or words.form[at] in CALENDAR or words.sent[at] != words.sent[first]:
            break
        end = at + 1
        while end < len(words) and (step := _continues_run(words, at, end, lexicon)):
            end += step
        if is_title(words, at, lexicon) and words.form[at] in lexicon.titles:
            break
        office = next((k for k in range(at + 1, end - 1) if is_title(words, k, lexicon)), None)
        if office is not None:
            # Reserve Bank of Zambia Governor Ann Lee: the name ends where the office begins
            while office > at + 1 and words.lower[office - 1] in lexicon.modifiers:
                office -= 1
            return office
        last = end
        if last + 1 < len(words) and words.form[last] == "and" and capital(words.form[last + 1]):
            # Committee on Education and the Workforce; not "Ministry of Health and Mr. Lee"
            nxt = words.form[last + 1]
            plain = nxt not in lexicon.honorifics and nxt not in lexicon.titles and words.tag[last + 1] != "PRP"
            if plain and last + 2 < len(words) and not capital(words.form[last + 2]):
                last += 2
            elif nxt in FIELDS and last + 3 < len(words) and not capital(words.form[last + 3]):
                last += 3  # Department of Health and Social Care
    return last
