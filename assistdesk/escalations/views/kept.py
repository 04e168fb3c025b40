"""What somebody typed to find incidents: kept in their session, so that it stands in no address."""

import secrets

from assistdesk.shared.people.guards import ActorRequest

MOST = 20
_PLACE = "escalations.searches"


def keep(request: ActorRequest, *, words: str, filed_by: str) -> str:
    """Keep what was typed and return the name of it for an address; empty where nothing was typed."""
    if not words and not filed_by:
        return ""
    kept = request.session.get(_PLACE, {})
    same = next((name for name, typed in kept.items() if typed == [words, filed_by]), None)
    name = same or secrets.token_urlsafe(12)
    others = {one: typed for one, typed in kept.items() if one != name}
    request.session[_PLACE] = dict([*others.items(), (name, [words, filed_by])][-MOST:])
    return name


def kept(request: ActorRequest, name: str) -> tuple[str, str]:
    """Return the words and the helper's name that were typed; both empty where nothing is kept under it."""
    typed = request.session.get(_PLACE, {}).get(name)
    return (typed[0], typed[1]) if typed else ("", "")
