"""An agent who holds a client's referral asks for access: where it comes from is filled in."""

import pytest

from assistdesk.consent.models import Association
from assistdesk.shared import clock
from assistdesk.shared.people.models import Person
from assistdesk.site.demo import on_duty
from tests.consent.conftest import agent, desk_time, rosa
from tests.consent.playing import Helper, Resident, Somebody

__all__ = ["agent", "desk_time", "rosa"]
pytestmark = [pytest.mark.django_db, pytest.mark.rule("C-18")]


def referred(who: Person, helper: Helper, **changes: object) -> None:
    """Let somebody ask for a call back, staff offer it to the helper, and the helper take it."""
    wanted = {
        "name": f"{who.first_name} {who.last_name}",
        "contact_method": "phone",
        "contact": who.phone,
        "zip": who.zip_code,
        "language": "en",
        "program": "qhp",
    }
    on_duty.put_on_duty(at=clock.now())
    asked = Somebody("").posts("/marketplaces/kentucky/referrals", wanted | changes, 201)
    to = helper.username
    Somebody("khbe-lead").posts(f"/referrals/{asked['reference']}/offers", {"to": to, "kind": "general"}, 201)
    (offer,) = [one for one in helper.gets("/offers")["items"] if one["state"] == "offered"]
    helper.posts(f"/offers/{offer['id']}/accept")


def confirming(helper: Helper, who: Resident) -> tuple[dict[str, object], str]:
    """Let the client accept, and return what the helper sees, and the page of the confirmation."""
    asked = helper.asks(who.record)
    who.answers("accept")
    page = helper.browser.get(
        f"/m/kentucky/case-access/requests/{asked['auth_req_id']}?step=confirm"
    ).content.decode()
    return helper.sees(asked), page


def test_the_clients_own_referral_fills_in_the_answer(agent: Helper, rosa: Resident) -> None:
    referred(rosa.record, agent)

    seen, page = confirming(agent, rosa)

    assert seen["from_on_demand"] is True
    assert "Yes is filled in" in page
    assert 'value="yes" checked' in page
    agent.does(seen, "confirm", {})
    assert Association.objects.get().from_on_demand


def test_what_the_helper_says_counts(agent: Helper, rosa: Resident) -> None:
    referred(rosa.record, agent, name="Rosita")

    seen, _ = confirming(agent, rosa)

    assert seen["from_on_demand"] is True  # by the phone
    agent.does(seen, "confirm", {"from_on_demand": False})
    assert not Association.objects.get().from_on_demand


def test_somebody_elses_referral_fills_in_nothing(agent: Helper, rosa: Resident) -> None:
    referred(rosa.record, agent, name="Somebody Else", contact="502-555-0143")

    seen, page = confirming(agent, rosa)

    assert seen["from_on_demand"] is False
    assert 'value="no" checked' in page
    agent.does(seen, "confirm", {})
    assert not Association.objects.get().from_on_demand
