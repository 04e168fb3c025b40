"""What is open already about the consumers of an incident that is about to be filed."""

from collections.abc import Mapping

from assistdesk.escalations.models import Likeness
from assistdesk.escalations.models import open_like as alike
from assistdesk.escalations.rules.duplicates import OpenOne
from assistdesk.shared.people.actors import Actor


def open_like(
    actor: Actor,
    *,
    marketplace: str,
    kind: str,
    person_ids: tuple[str, ...],
    identifying: Mapping[str, str] | None = None,
) -> list[OpenOne]:
    """Return the open incidents of one type about these consumers, as far as the actor may know of them.

    Those that the actor may see come first, the oldest first; then, for each consumer, at most one that
    stands for all others. The caller makes sure that the consumers are the actor's own clients, or that the
    actor may see any. `identifying` are the values of the fields that identify an issue, such as a ticket
    number. At most two queries, and one more for such fields.
    """
    said = {key: value for key, value in (identifying or {}).items() if value}
    if not person_ids and not said:
        return []
    return alike(Likeness(marketplace, kind, person_ids, said), actor=actor)
