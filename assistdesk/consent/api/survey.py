"""The client's side by API, by the link of the message. Whoever has the link is the client."""

from django.http import HttpRequest
from ninja import Body, Router

from assistdesk.consent import services
from assistdesk.consent.api import schemas
from assistdesk.consent.services.survey import Survey, survey_of
from assistdesk.consent.states import Answer, AnsweredBy
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_open

router = Router(tags=["Case access"])
OPEN = api_open(reason="whoever has the link of the message is the client who is asked")


@router.get("/consents/{token}", response=schemas.Survey, auth=OPEN)
def opened(request: HttpRequest, token: str) -> dict[str, object]:  # noqa: ARG001 - ninja gives it
    """What the client is asked. Looking changes nothing."""
    return said(survey_of(services.by_link(token), at=clock.now()))


@router.post("/consents/{token}", response=schemas.Answered, auth=OPEN)
def answer(request: ActorRequest, token: str, payload: Body[schemas.ClientAnswer]) -> dict[str, object]:
    """Accept or decline; the same again changes nothing, and the first answer counts."""
    at, asked = clock.now(), services.by_link(token)
    if payload.answer is Answer.ACCEPT:
        services.check_match(asked, payload.match_code, at=at)
    make = services.accept if payload.answer is Answer.ACCEPT else services.decline
    found = make(asked.id, by=AnsweredBy.LINK, actor=request.actor, at=clock.now())
    return {"status": found.state, "answered_at": found.answered_at}


def said(found: Survey) -> dict[str, object]:
    """Return a survey, as the API says it."""
    one = found.request
    return {
        "status": one.state,
        "marketplace": one.marketplace,
        "agent": {
            "name": found.name,
            "role": found.role,
            "agency": found.agency or None,
            "npn": found.npn or None,
        },
        "asked": found.asked,
        "purpose": found.purpose,
        "how_to_take_back": found.how_to_take_back,
        "lasts_days": found.lasts.days if found.lasts else None,
        "text": one.text,
        "language": one.language,
        "expires_at": schemas.in_zone(one.expires_at, found.book.pack.identity.zone),
        "expires_in": found.seconds_left,
        "match_code_needed": found.needs_code,
    }
