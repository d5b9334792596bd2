"""What an article tells about a speaker that helps to know them again in another: sex, offices, affiliations.

Facts are short strings, so that equal evidence is stored once: ``g:f`` (she, Mrs.), ``t:mayor`` (a title),
``a:kabul`` (an affiliation), ``h:mayor@eastbay`` (an office that one person holds there), ``f:politics`` (a field of
work), ``n:hillary`` (a given name that the article's text puts before this bare surname), ``x:fbi`` (an acronym that
the article uses for it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from quotetrack.lang.lexicon import load_lexicon
from quotetrack.models import Role, Speaker
from quotetrack.track.names import fold, is_acronym, is_party, organization_key, people_data, person_name
from quotetrack.track.profiles import Profile
from quotetrack.track.store import storable
from quotetrack.track.wording import COMMON

MAX_OF_A_KIND = 4  # more titles than this do not make anyone better known
_INSIDE_A_SENTENCE = re.compile(r"[^\W_][,;]?\s+$")
_NO_STATES = frozenset("al ar co de hi id in la ma md me mo ms ok or pa va".split())  # LA is Los Angeles, La. is not
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


def profile_of(speaker: Speaker, text: str) -> Profile | None:
    """Return the speaker's name with what the article tells about its bearer; ``None`` for one without a name."""
    if not speaker.name or not speaker.name.strip():
        return None
    return Profile(speaker.kind, storable(speaker.name), tuple(map(storable, speaker_facts(speaker, text))))


def speaker_facts(speaker: Speaker, text: str) -> tuple[str, ...]:
    """Return what the article tells about a named speaker, sorted.

    Args:
        speaker: a speaker of the article, with a name.
        text: the article's text, read for the given names that stand before a bare surname.
    """
    facts: set[str] = set()
    if speaker.kind == "person":
        sex = _sex(speaker)
        facts.update({f"g:{sex}"} if sex else ())
        offices = {word for role in speaker.roles for word in fold(role.title or "").split()}
        facts.update(_given_names(speaker.name or "", text, offices))
        facts.update(f"f:{field}" for role in speaker.roles for field in fields_of(role.title, role.affiliation))
        facts.update(_first(("t:" + title(role) for role in speaker.roles if role.title), "t:"))
        facts.update(_first((f"h:{seat}" for seat in map(_seat, speaker.roles) if seat), "h:"))
        facts.update(_first(("a:" + _body(role) for role in speaker.roles if _is_named(role)), "a:"))
    else:
        facts.update(f"x:{fold(a).replace('.', '')}" for a in speaker.aliases if is_acronym(a))
    return tuple(sorted(facts))


def _seat(role: Role) -> str:
    """Return an office that one person at a time holds in a place, with the place (*mayor@eastbay*).

    A nation has many mayors and a state many sheriffs; a party, a police department is no place.
    """
    office, body = people_data()["one_holder"].get(title(role), ""), _body(role)
    large = body in load_lexicon().nations or (office != "governor" and body in people_data()["states"])
    if not office or not _is_named(role) or large or is_party(body) or "police" in body.split():
        return ""
    return f"{office}@{body}"


def _body(role: Role) -> str:
    """Return an affiliation for comparison: *N.Y.* is New York, *the Ministry of Defense* the Defence Ministry."""
    text = role.affiliation or ""
    short = fold(text).replace(".", "").replace(" ", "")
    if "." not in text and short in _NO_STATES:
        return organization_key(text)
    return _states().get(short, organization_key(text))


@cache
def _states() -> dict[str, str]:
    return {short: state for state, shorts in people_data()["states"].items() for short in shorts.split()}


def _is_named(role: Role) -> bool:
    """Tell whether the affiliation is a name: *the mayor of the town* may be another town's in the next article."""
    return any(map(str.isupper, role.affiliation or ""))


def title(role: Role) -> str:
    """Return a role's title for comparison: no case, no *former* or *acting*, *Sen.* written out."""
    words = [word.rstrip(".") for word in fold(role.title or "").split()]
    long = people_data()["titles"]
    return " ".join(long.get(w, w) for w in words if w not in {"former", "ex", "acting", "then", "the"})


def fields_of(text: str | None, body: str | None = None) -> list[str]:
    """Return the fields of work that a title speaks of.

    Args:
        text: the title.
        body: whose title it is: the president of a union is no politician.

    >>> fields_of("former defense secretary"), fields_of("Police Chief"), fields_of("emeritus professor")
    ([], ['police'], ['academia'])
    >>> fields_of("president", "Peru"), fields_of("president", "National Union of Miners")
    (['politics'], [])
    >>> fields_of("Attorney General")
    ['law']
    """
    data = people_data()
    plain = " ".join(re.findall(r"[a-z]+", fold(text or "")))
    for phrase, meant in data["titles_read_as"].items():
        plain = plain.replace(phrase, meant)
    words = set(plain.split())
    if body and not _rules(body):
        words -= set(data["bodies_have_them"])
    found = [field for field, nouns in data["fields"].items() if words & set(nouns)]
    return ["police"] if "police" in words else found


def _rules(body: str) -> bool:
    """Tell whether politicians belong to a body: a nation, a place, a party."""
    lexicon = load_lexicon()
    return fold(body) in lexicon.nations or body in lexicon.places or is_party(fold(body))


def _first(facts: Iterable[str], prefix: str) -> list[str]:
    kept = list(dict.fromkeys(f for f in facts if any(map(str.isalnum, f[len(prefix) :]))))
    return kept[:MAX_OF_A_KIND]


def _sex(speaker: Speaker) -> str:
    votes: Counter[str] = Counter()
    for mention in [m.text for m in speaker.mentions] + list(speaker.aliases) + [speaker.label]:
        words = fold(mention).split()
        if len(words) == 1 and words[0] in _PRONOUNS:
            votes[_PRONOUNS[words[0]]] += 1
        for sex in "mf":
            if len(words) > 1 and words[0].rstrip(".") in people_data()["honorifics"][sex]:
                votes[sex] += 2
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[1][1] * 3 > ranked[0][1]):
        return ""  # the evidence is divided: an article that speaks of two people by this name
    return ranked[0][0]


def _given_names(name: str, text: str, offices: set[str]) -> set[str]:
    parts = person_name(name)
    if parts.given or not name.strip():
        return set()
    before = re.compile(r"\b([^\W\d_]+)\s+(?:[^\W\d_]\.\s+)?" + re.escape(name.strip().split()[-1]) + r"\b")
    honorifics = {w for words in people_data()["honorifics"].values() for w in words}
    small = COMMON | set(re.findall(r"[^\W\d_]+", text))
    given = set()
    for found in before.finditer(text):
        word = found.group(1)
        if not word[:1].isupper() or word.isupper() or fold(word) in honorifics | offices:
            continue
        if fold(word) in small:  # “When Obi spoke” has no given name, “chairman Will Obi” has one
            inside = _INSIDE_A_SENTENCE.search(text, max(found.start() - 20, 0), found.start())
            if inside is None or fold(word) not in people_data()["nicknames"]:
                continue
        given.add(fold(word))
    return {f"n:{g}" for g in given} if len(given) == 1 else set()
