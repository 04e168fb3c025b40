"""Colleagues see who else has an incident open and who writes; helpers never, and nobody's ghost stays."""

from datetime import timedelta

import pytest

from assistdesk.escalations import queries, services
from assistdesk.escalations.models import Presence
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.rules.together import OPEN_FOR, WRITING_FOR
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

TICK = timedelta(microseconds=1)


@pytest.mark.rule("E-15")
@pytest.mark.parametrize(
    ("after", "is_open", "is_writing"),
    [
        pytest.param(WRITING_FOR - TICK, True, True, id="still writing"),
        pytest.param(WRITING_FOR, True, False, id="still there"),
        pytest.param(OPEN_FOR - TICK, True, False, id="one tick before the lease ends"),
        pytest.param(OPEN_FOR, False, False, id="no ghost"),
    ],
)
def test_who_is_here_is_seen_until_the_lease_ends(
    producer: Actor, caseworker: Actor, *, after: timedelta, is_open: bool, is_writing: bool
) -> None:
    incident, colleague = build.incident(producer), build.staff(build.TEAM)
    services.be_here(build.ref(incident), is_writing=True, actor=colleague, at=TEN_O_CLOCK)

    here = queries.others_here(incident, actor=caseworker, at=TEN_O_CLOCK + after)

    assert [(one.account_id, one.is_writing) for one in here] == (
        [(colleague.account_id, is_writing)] if is_open else []
    )


def test_who_leaves_is_gone_at_once_and_one_is_not_shown_to_oneself(
    producer: Actor, caseworker: Actor
) -> None:
    incident = build.incident(producer)
    ref = build.ref(incident)
    services.be_here(ref, is_writing=False, actor=caseworker, at=TEN_O_CLOCK)
    assert queries.others_here(incident, actor=caseworker, at=TEN_O_CLOCK) == []

    services.leave(ref, actor=caseworker, at=TEN_O_CLOCK)

    assert not Presence.objects.exists()


@pytest.mark.rule("E-15")
def test_helpers_never_learn_who_is_here(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    address = f"/m/maryland/escalations/{incident.number}"
    signed_in(caseworker).get(address)
    browser = signed_in(producer)

    words = text_of(browser.get(address))

    assert caseworker.name not in words
    assert "data-here" not in words
    assert browser.post(f"{address}/here").status_code == 403
    assert queries.others_here(incident, actor=producer, at=TEN_O_CLOCK) == []
    with pytest.raises(IncidentNotFound):
        services.be_here(build.ref(incident), is_writing=False, actor=producer, at=TEN_O_CLOCK)


def test_who_is_here_is_on_the_page_without_scripts(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer, at=build.EARLIER)
    address = f"/m/maryland/escalations/{incident.number}"
    colleague = build.staff(build.TEAM)
    other = signed_in(colleague)
    other.get(address)

    assert f"{colleague.name} has this open" in text_of(signed_in(caseworker).get(address))
    assert f"{colleague.name} is writing a reply" in text_of(
        other.post(f"{address}/here", {"writing": "1"}) and signed_in(caseworker).get(address)
    )
    other.post(f"{address}/here", {"leaving": "1"})
    assert "has this open" not in text_of(signed_in(caseworker).get(address))


def test_leases_that_ended_are_deleted(producer: Actor, caseworker: Actor) -> None:
    services.be_here(build.ref(build.incident(producer)), is_writing=False, actor=caseworker, at=TEN_O_CLOCK)

    services.forget_presence(at=TEN_O_CLOCK + 2 * OPEN_FOR)

    assert not Presence.objects.exists()
