"""What has to hold between the parts of a pack, beyond the shape of each."""

from collections.abc import Iterator

from assistdesk.shared.policy.checks.access import access_faults
from assistdesk.shared.policy.checks.draft import Draft
from assistdesk.shared.policy.checks.editions import edition_faults
from assistdesk.shared.policy.checks.guide import guide_faults
from assistdesk.shared.policy.checks.incidents import incident_faults
from assistdesk.shared.policy.checks.letters import letter_faults
from assistdesk.shared.policy.checks.people import people_faults
from assistdesk.shared.policy.problems import Problem

CHECKS = (people_faults, edition_faults, guide_faults, incident_faults, letter_faults, access_faults)


def faults_between(draft: Draft) -> Iterator[Problem]:
    """Yield every problem between those parts that could be read."""
    for check in CHECKS:
        yield from check(draft)


__all__ = ["Draft", "faults_between"]
