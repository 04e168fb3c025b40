"""Whether a helper may escalate today, asked before anything is typed."""

from datetime import date

from assistdesk.escalations import rules
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack


def why_not_eligible(actor: Actor, *, pack: Pack, on: date, language: str) -> str:
    """Return what the marketplace says to a helper who may not escalate on a day; empty for one who may.

    At most one query.
    """
    asked = pack.escalations_on(on).eligibility
    known = people.helper_of(actor) if asked.needs_authorization else None
    verdict = rules.eligibility(
        is_needed=asked.needs_authorization,
        authorized_until=known.authorized_until if known else None,
        on=on,
    )
    if verdict is rules.Eligibility.ELIGIBLE:
        return ""
    return render_words(pack, asked.lapsed, language=language, audience=Audience.HELPER)
