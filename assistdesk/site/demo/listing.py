"""The demo's people and messages as plain rows for programs."""

from collections import defaultdict
from uuid import UUID

from assistdesk.shared.messaging.queries import Mail
from assistdesk.shared.people.models import AccessGrant, Account, CaseMember, Helper, Person
from assistdesk.shared.people.roles import Role
from assistdesk.site.demo.people import person_key, ssn_of
from assistdesk.site.demo.script import script


def people(role: str | None) -> list[dict[str, object]]:
    """Return those who sign in, each with their clients; for residents, all records of residents."""
    if role == Role.RESIDENT:
        return _residents()
    usernames = [one.username for one in script().accounts]
    accounts = Account.objects.filter(username__in=usernames).order_by("username")
    if role:
        accounts = accounts.filter(role=role)
    helpers = {helper.account_id: helper for helper in Helper.objects.all()}
    clients = _clients()
    return [_account(one, helpers.get(one.id), clients[one.id]) for one in accounts.select_related("person")]


def mail(one: Mail) -> dict[str, object]:
    """Return one message that was sent."""
    return {
        "id": str(one.id),
        "channel": one.channel,
        "to": one.to,
        "reply_to": one.reply_to,
        "subject": one.subject,
        "text": one.text,
        "links": list(one.links),
        "sent_at": one.sent_at,
    }


def _account(one: Account, helper: Helper | None, clients: list[dict[str, object]]) -> dict[str, object]:
    return {
        "username": one.username,
        "password": script().password,
        "name": one.name,
        "role": one.role,
        "marketplace": one.marketplace or None,
        "teams": one.teams,
        "email": one.email,
        "phone": one.phone,
        "language": one.language,
        "npn": helper.npn if helper else None,
        "authorized_until": helper.authorized_until if helper else None,
        "clients": clients,
        **(_person(one.person, _case_numbers()) if one.person else {}),
    }


def _residents() -> list[dict[str, object]]:
    usernames = dict(Account.objects.filter(person__isnull=False).values_list("person_id", "username"))
    numbers = _case_numbers()
    rows = Person.objects.order_by("marketplace", "person_id")
    return [
        {"username": usernames.get(one.id), "role": Role.RESIDENT.value, **_person(one, numbers)}
        for one in rows
    ]


def _clients() -> dict[UUID, list[dict[str, object]]]:
    """Return each account's clients, by account."""
    numbers = _case_numbers()
    clients: dict[UUID, list[dict[str, object]]] = defaultdict(list)
    grants = AccessGrant.objects.filter(ends_at__isnull=True).select_related("person")
    for grant in grants.order_by("person__person_id"):
        clients[grant.account_id].append(_person(grant.person, numbers))
    return clients


def _case_numbers() -> dict[UUID, tuple[str, str]]:
    """Return the case and application numbers by person."""
    rows = CaseMember.objects.values_list("person_id", "case__case_number", "case__application_number")
    return {person_id: (case, application) for person_id, case, application in rows}


def _person(one: Person, numbers: dict[UUID, tuple[str, str]]) -> dict[str, object]:
    case_number, application_number = numbers.get(one.id, (None, None))
    return {
        "marketplace": one.marketplace,
        "person_id": one.person_id,
        "case_number": case_number,
        "application_number": application_number,
        "ssn": ssn_of(one) if one.id == person_key(one) else None,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "sex": one.sex,
        "date_of_birth": one.date_of_birth,
        "language": one.language,
        "email": one.email,
        "phone": one.phone,
        "contact_preference": one.contact_preference,
        "zip": one.zip_code,
        "county": one.county,
        "carrier": one.carrier,
    }
