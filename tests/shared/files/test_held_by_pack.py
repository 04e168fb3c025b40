"""A marketplace may hold files with some kind of finding: a person looks, and then the boxed copy leaves."""

import json
from datetime import datetime

import pytest

from assistdesk.shared.files import services
from assistdesk.shared.files.refusals import HeldBack
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from assistdesk.shared.policy.schema import Pack
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build, screens

pytestmark = [pytest.mark.usefixtures("running_pack"), pytest.mark.django_db, pytest.mark.rule("V-05")]


def test_what_a_pack_holds_waits_for_a_person_and_leaves_with_its_boxes(owner: Actor, at: datetime) -> None:
    values = json.loads(build.pack().model_dump_json())
    values["messages"][0]["guard"] = {"file": {"US_SSN": "hold"}}
    holding = Pack.model_validate_json(json.dumps(values))
    policy.run_pack(holding, actor=Actor.system(None), at=TEN_O_CLOCK)
    lead = build.actor(role=Role.TEAM_LEAD)

    found = build.read(owner, screens.screenshot(), name="screen.png")

    assert (found.screening, found.held_why, found.findings) == ("held", "found", 2)
    with pytest.raises(HeldBack):
        services.leaving_copy(found.id)
    services.release_file(found.id, reason="Looked at it: the boxes cover it.", actor=lead, at=at)
    assert services.leaving_copy(found.id).content != screens.screenshot()
    boxed = found.renditions.get(kind="outgoing")
    assert boxed.content_type == "image/png"
