"""Names taken apart: what of a name tells people and organizations from one another.

Only the name itself is read here; which names are one person is decided in `people`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from quotetrack.lang.lexicon import load_lexicon

Sameness = Literal["same", "unknown", "different"]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NICKNAME = re.compile(r"[\"“(‘]\s*([^\W\d_]+)\s*[\"”)’]")
_POSSESSIVE = re.compile(r"['’]s?\b")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.?")  # J, J., J.K.
_ARABIC = re.compile(r"^(?:a[ltdnrsz]|ash|el)-(?=...)")
_SLAVIC = re.compile(r"sk(?:yy|iy|ij|yi|ii|i)$")  # one name in several alphabets' spellings
_SON_OF = re.compile(r"vych$")  # Yanukovych is Yanukovich
_UMLAUT = re.compile(r"(?<=[aou])e(?=[^aeiouy])")  # Mueller is Müller, Stoere is Støre
_JOINED_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")  # Tsai Ing-wen, Moon Jae-in: the family's name comes first
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
_SERVANT = re.compile(r"^(abd[eu]l|abd)-(?=...)")  # Abdel-Fattah is Abdel Fattah
_LEGAL = frozenset(
    "inc incorporated corp corporation company co ltd limited llc llp plc pty pte ag gmbh kg kgaa se sa sas sarl spa nv"
    " bv ab asa oyj kk bhd".split()
)
_WRITTEN_OUT = {"dept": "department", "govt": "government", "univ": "university", "assn": "association",
                "assoc": "association", "natl": "national", "intl": "international", "saint": "st", "&": "and",
                "defense": "defence", "organisation": "organization", "organisations": "organizations",
                "centre": "center", "centres": "centers", "programme": "program"}  # fmt: skip
_OF = re.compile(  # the Federation of Hauliers is the Hauliers' Federation, Peru's Ministry of Trade its Trade Ministry
    r"^(|.+ (?=ministry|department))(ministry|department|government|embassy|federation|association)"
    r" (?:of|for) (?:the )?(.+)$"
)
_POLICE = re.compile(r"^(.+ police) (?:department|force|service)$")
_OF_A_NATION = re.compile(
    r"^(?P<nation>.+?) (?P<what>(?:[a-z]+ )?(?:ministry|government|army|military|navy|police|parliament|embassy))$"
)
_CAMPAIGN = re.compile(r"^(?P<who>.+?)(?: (?:presidential|election|reelection|re-election|senate|2\d{3}))* campaign$")
_UNHEARD = {"of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "&"}


@cache
def people_data() -> dict[str, Any]:
    """Return the language's lists of honorifics, nicknames and fields of work."""
    path = Path(__file__).parent.parent / "lang" / "en" / "tracking.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(word for words in people_data()["honorifics"].values() for word in words)


@frozen
class PersonName:
    """Is a person's name in parts, folded: *Robert C. "Bobby" Scott Jr.* -> robert, (c,), bobby, scott, jr.

    `given` is ``""`` for a bare surname (or any single name).
    """

    given: str
    middle: tuple[str, ...]
    nickname: str
    surname: str
    suffix: str

    family_first: bool = False

    @property
    def initial_only(self) -> bool:
        """Tell whether the given name is only initials (*J. Smith*, *G.K. Butterfield*)."""
        return self.given.endswith(".")

    @property
    def core(self) -> str:
        """Return the surname as it is compared: *von der Leyen* is also *Leyen*, *el-Sisi* is *al-Sisi* and *Sisi*.

        >>> person_name("Volodymyr Zelenskyy").core, person_name("Zelensky").core
        ('zelensky', 'zelensky')
        """
        last = self.surname.rpartition(" ")[2]
        return _UMLAUT.sub("", _SON_OF.sub("vich", _SLAVIC.sub("sky", _ARABIC.sub("", last))))


def fold(text: str) -> str:
    """Return the text without case and accents, for comparison only.

    >>> fold("José  RÍOS")
    'jose rios'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().translate(_LETTERS).split())


def slug(*words: str) -> str:
    """Join words to an id that a person can type.

    >>> slug("Aung San", "Suu Kyi")
    'aung-san-suu-kyi'
    """
    return "-".join(re.findall(r"[^\W_]+", fold(" ".join(words)))) or "unnamed"


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName:
    """Take a person's name apart.

    >>> person_name("Sen. Joseph R. Biden Jr.")
    PersonName(given='joseph', middle=('r',), nickname='', surname='biden', suffix='jr', family_first=False)
    >>> person_name("Bill de Blasio").surname
    'de blasio'
    """
    data = people_data()
    nickname = ""
    found = _NICKNAME.search(name)
    if found and found.start() > 0:
        nickname = fold(found.group(1))
        name = name[: found.start()] + " " + name[found.end() :]
    shown = _WORD.findall(name)
    capitals = {fold(w) for w in shown if 1 < len(w) < 4 and w.isupper() and not shown[-1].isupper()}  # JD Vance
    words = [_SERVANT.sub(r"\1 ", fold(w).replace("’", "'").removesuffix("'s")) for w in shown]
    words = [part for w in words for part in w.split()]
    while len(words) > 1 and words[0].rstrip(".") in _honorifics():
        words = words[1:]
    suffix = ""
    while len(words) > 1 and words[-1].replace(".", "") in data["suffixes"]:
        suffix = data["suffixes"][words[-1].replace(".", "")] or suffix
        words = words[:-1]
    if not words:
        return PersonName("", (), "", fold(name), suffix)
    if _is_family_first(words) or (len(words) == 2 and _JOINED_GIVEN.fullmatch(shown[-1])):
        return PersonName("-".join("-".join(words[1:]).split("-")), (), nickname, words[0], suffix, family_first=True)
    start = len(words) - 1
    # “von der Leyen” is a surname alone, but “Van Jones” and “Al Obi” have given names
    alone = name.strip()[:1].islower() or words[0] in data["particles_alone"] or words[1:2] == ["der"]
    while start > 0 and words[start - 1] in data["particles"] and (start > 1 or alone):
        start -= 1
    surname = " ".join(words[start:])
    given, *middle = words[:start] or [""]
    if given and (given in capitals or _INITIALS.fullmatch(given)):
        letters = given.replace(".", "")
        while middle and _INITIALS.fullmatch(middle[0]) and "." not in given:  # J. K. Rowling is J.K. and JK Rowling
            letters += middle.pop(0).replace(".", "")
        given = ".".join(letters) + "."
    return PersonName(given, tuple(m.replace(".", "") for m in middle), nickname, surname, suffix)


def _is_family_first(words: Sequence[str]) -> bool:
    """Tell whether a name begins with the family's: *Xi Jinping*, *Kim Jong Un*, but *Kim Clijsters* does not."""
    rule = people_data()["family_first"].get(words[0])
    if rule is None or len(words) not in {2, 3}:
        return False
    return rule == "always" or len(words) == 3 or "-" in words[1]


def formal_names(given: str) -> frozenset[str]:
    """Return what a given name may be short for, itself when it is no short form; of several spellings the usual one.

    >>> sorted(formal_names("pat"))
    ['patricia', 'patrick']
    >>> formal_names("yevhen") == formal_names("evgeny")
    True
    """
    spelled = _spellings()
    return frozenset(spelled.get(name, name) for name in people_data()["nicknames"].get(given, (given,)))


@cache
def _spellings() -> dict[str, str]:
    """Give each spelling of a given name from another alphabet the first of its line in the table."""
    lines = (line.split() for line in people_data()["spellings"])
    return {name: first for first, *others in lines for name in others}


def hyphenated(name: PersonName) -> str:
    """Return the surname that a name has if its last two words are one (*Catherine Zeta Jones*), else ``""``."""
    return f"{name.middle[-1]}-{name.core}" if name.middle else ""


def double_given(name: PersonName) -> str:
    """Return the given name that somebody has if the first two words are one (*Jan Erik Strand*), else ``""``."""
    return f"{name.given}-{name.middle[0]}" if name.middle and not name.initial_only else ""


def _same_surname(a: PersonName, b: PersonName) -> bool:
    return a.core == b.core or a.core == hyphenated(b) or hyphenated(a) == b.core


def _given_sameness(a: PersonName, b: PersonName) -> Sameness:
    if not a.given or not b.given:
        return "same"  # a bare surname; within one story the fuller name is meant
    if a.initial_only or b.initial_only:
        short, long = sorted((n.given if n.initial_only else n.given[0] + "." for n in (a, b)), key=len)
        return "same" if long.startswith(short) else "different"
    names_a = {a.given, double_given(a), a.nickname, *formal_names(a.given)} - {""}
    names_b = {b.given, double_given(b), b.nickname, *formal_names(b.given)} - {""}
    return "same" if names_a & names_b else "different"


@lru_cache(maxsize=65536)
def organization_key(name: str) -> str:
    """Return what an organization's name comes down to: no article, no possessive, a campaign by its surname.

    >>> organization_key("Donald Trump’s presidential campaign"), organization_key("the Trump Campaign")
    ('trump campaign', 'trump campaign')
    >>> organization_key("The U.S. Supreme Court")
    'supreme court'
    """
    text = _POSSESSIVE.sub("", fold(name).removesuffix(".com").replace(".com ", " ")).replace(".", "").replace("-", " ")
    words = re.findall(r"[^\W_]+|&", text)
    while len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    if len(words) > 2 and words[0] == "us":
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1] if words[-2] not in {"group", "&", "and"} or len(words) == 2 else words[:-2]
    key = " ".join(_WRITTEN_OUT.get(word, word) for word in words) or fold(name)
    office = _OF.match(key)
    if office:
        key = f"{office[1]}{office[3]} {office[2]}".replace("foreign affairs ministry", "foreign ministry")
    police = _POLICE.match(key)
    if police:
        key = police[1]
    owned = _OF_A_NATION.match(key)
    if owned and owned["nation"] in (nations := load_lexicon().nations):
        key = f"{nations[owned['nation']][0]} {owned['what']}"  # the Kenyan army is Kenya's
    campaign = _CAMPAIGN.match(key)
    if campaign:
        key = f"{campaign['who'].split()[-1]} campaign"
    return str(people_data()["organizations"].get(key, key))


def is_party(key: str) -> bool:
    """Tell whether a body is a party, which too many people share to be known by.

    >>> is_party("labour"), is_party("labour party"), is_party("port authority")
    (True, True, False)
    """
    return key.removesuffix(" party") in people_data()["parties"]


def initials(key: str) -> str:
    """Return the acronym that an organization's words would give.

    >>> initials("federal bureau of investigation")
    'fbi'
    """
    return "".join(word[0] for word in key.split() if word not in _UNHEARD)


@lru_cache(maxsize=65536)
def acronyms(name: str) -> frozenset[str]:
    """Return the acronyms that a name's words may give, in their own order; a ministry's in the other one, too.

    >>> sorted(acronyms("the Ministry of Defence")), sorted(acronyms("Defense Ministry"))
    (['md', 'mod'], ['dm', 'md', 'mod'])
    >>> sorted(acronyms("Association of Flight Attendants"))
    ['afa', 'aofa']
    """
    words = [word for word in re.findall(r"[^\W_]+", _POSSESSIVE.sub("", fold(name)).replace(".", "")) if word != "the"]
    found = {initials(" ".join(words)), "".join(word[0] for word in words if word not in _UNHEARD - {"of", "for"})}
    if len(words) > 1 and words[-1] in {"ministry", "department"}:
        rest = initials(" ".join(words[:-1]))
        found |= {words[-1][0] + rest, words[-1][0] + "o" + rest}
    return frozenset(found - {""})


def is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym (*FBI*, *N.A.T.O.*).

    >>> is_acronym("NAACP"), is_acronym("MoD"), is_acronym("Reuters")
    (True, True, False)
    """
    letters = name.removeprefix("the ").removeprefix("The ").replace(".", "").replace("&", "")
    upper = letters.isupper() or (len(letters) == 3 and letters[1] in "of" and letters[::2].isupper())  # MoD, DfE
    return 2 <= len(letters) <= 8 and letters.isalpha() and upper


def block(kind: str, name: str) -> str:
    """Return the key under which names that could be one speaker lie together."""
    if kind == "person":
        return "p:" + person_name(name).core.rpartition("-")[2]
    key = organization_key(name)
    if is_acronym(name) or " " in key:
        letters = key if is_acronym(name) else initials(key)
        # MoD is the Ministry of Defence and the Defence Ministry, DfE the Department for Education
        return "o:" + "".join(sorted(letter for letter in letters if letter not in "of"))
    return "p:" + key  # Veltro Inc. lies beside a Veltro taken for a person


def sameness(kind_a: str, name_a: str | None, kind_b: str, name_b: str | None) -> Sameness:
    """Compare two speakers by their names alone, as one reads two reports of one event.

    >>> sameness("person", "Clinton", "person", "Hillary Clinton")
    'same'
    >>> sameness("person", "Bill Clinton", "person", "Hillary Clinton")
    'different'
    """
    if not name_a or not name_b:
        return "unknown"
    if kind_a != kind_b:
        if "person" not in {kind_a, kind_b}:
            return "different"
        bare, key = (name_a, name_b) if kind_a == "person" else (name_b, name_a)
        key = organization_key(key)  # one article takes Veltro for a person, the other for a company
        return "same" if not person_name(bare).given and person_name(bare).core == key else "different"
    if kind_a != "person":
        a, b = organization_key(name_a), organization_key(name_b)
        acronym = (is_acronym(name_a) and a in acronyms(name_b)) or (is_acronym(name_b) and b in acronyms(name_a))
        return "same" if a == b or acronym else "different"
    one, other = person_name(name_a), person_name(name_b)
    if not _same_surname(one, other):
        return "different"
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return "different"
    return _given_sameness(one, other)
