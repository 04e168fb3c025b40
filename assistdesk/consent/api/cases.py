"""A case by API, for who may see it."""

from datetime import date

from ninja import Router, Schema

from assistdesk.consent import services
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["Case access"])


class Member(Schema):
    """One member of a case."""

    person_id: str
    first_name: str
    last_name: str
    date_of_birth: date
    sex: str
    language: str
    email: str
    phone: str
    zip: str
    county: str
    carrier: str


class CaseOut(Schema):
    """A case with those of its members whom the caller may see."""

    case_number: str
    application_number: str | None
    marketplace: str
    members: list[Member]


@router.get("/cases/{case_number}", response=CaseOut, auth=api_allows(Permission.SEE_CASES))
def case(request: ActorRequest, case_number: str) -> dict[str, object]:
    """A case, for associated helpers and for staff; each look is written down."""
    found = services.open_case(case_number, actor=request.actor, at=clock.now())
    members = [
        {
            "person_id": one.person_id,
            "first_name": one.first_name,
            "last_name": one.last_name,
            "date_of_birth": one.date_of_birth,
            "sex": one.sex,
            "language": one.language,
            "email": one.email,
            "phone": one.phone,
            "zip": one.zip_code,
            "county": one.county,
            "carrier": one.carrier,
        }
        for one in found.members
    ]
    return {
        "case_number": found.case.case_number,
        "application_number": found.case.application_number or None,
        "marketplace": found.case.marketplace,
        "members": members,
    }
