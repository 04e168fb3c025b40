"""The API's way to ask the privacy guard about a text before it is sent."""

from ninja import Router, Schema

from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.privacy import Decision, PersonalType, Reason
from assistdesk.site import inspection
from assistdesk.site.inspection import Inspected

router = Router(tags=["privacy guard"])


class Text(Schema):
    """A text to look through; `known` are the names and addresses of those whom it is between.

    It is judged as a message of the `channel`: a pack may decide otherwise on text messages.
    """

    text: str
    known: list[str] = []
    channel: ChannelName = ChannelName.EMAIL


class Found(Schema):
    """A personal value and its place in the text: code points, start inclusive, end exclusive."""

    start: int
    end: int
    type: PersonalType
    score: float
    rule: str
    text: str


class Answer(Schema):
    """What would happen to the text as a message. `redacted` is empty where nothing is known to be safe."""

    decision: Decision
    reason: Reason
    findings: list[Found]
    redacted: str


@router.post("/marketplaces/{marketplace}/inspect", auth=api_allows(Permission.OWN_HOME), response=Answer)
def inspect(request: ActorRequest, marketplace: str, body: Text) -> Inspected:
    """Say what the privacy guard finds in a text. Nothing of it is kept, logged or sent."""
    standard = inspection.standard_of(policy.running(marketplace), channel=body.channel, at=clock.now())
    return inspection.inspect(body.text, standard=standard, known=body.known).as_json()
