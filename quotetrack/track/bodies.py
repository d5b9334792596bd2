"""Organizations across articles: equal names, and the acronyms that stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quotetrack.track.names import acronyms, is_acronym, organization_key, slug
from quotetrack.track.profiles import Link, Profile


def link_organizations(profiles: Sequence[Profile]) -> dict[Profile, Link]:
    """Link equal names, and an acronym to the one name that it abbreviates, or that articles abbreviate so."""
    links: dict[Profile, Link] = {}
    bykey: dict[str, list[Profile]] = defaultdict(list)
    for p in profiles:
        bykey[organization_key(p.name)].append(p)
    for key, members in sorted(bykey.items()):
        short = any(is_acronym(p.name) for p in members)
        long = (
            [k for k, own in bykey.items() if " " in k and any(key in acronyms(p.name) for p in own)] if short else []
        )
        told = [k for k in long if any(f"x:{key}" in p.facts for p in bykey[k])]  # Port Safety Board (PSB)
        long = told if len(long) > 1 else long
        target = long[0] if len(long) == 1 else key
        reason = f"an acronym of {target}" if target != key else f"the name {key}"
        for p in members:
            links[p] = Link("org:" + slug(target), reason)
    return links
