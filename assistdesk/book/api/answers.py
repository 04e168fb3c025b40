"""Rows of the book as the API says them."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from assistdesk.book.queries import BookRow, ClientRow, PlanRow, PolicyRow, ProspectRow, QuoteRow

Said = dict[str, object]


def said(row: BookRow, *, zone: str) -> Said:
    """Return a row of any list."""
    writers: dict[type[Any], Callable[..., Said]] = {  # each row has the writer of its own kind
        ClientRow: _client,
        PolicyRow: _policy,
        ProspectRow: _prospect,
        QuoteRow: _quote,
    }
    return writers[type(row)](row, ZoneInfo(zone))


def _client(row: ClientRow, zone: ZoneInfo) -> Said:
    return {
        "person_id": row.person_id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "carrier": row.carrier,
        "case_number": row.case_number or None,
        "is_current": row.is_current,
        "since": row.since.astimezone(zone),
        "until": _moment(row.until, zone),
    }


def _policy(row: PolicyRow, _: ZoneInfo) -> Said:
    return {
        "policy_number": row.number,
        "person_id": row.person_id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "issuer": row.issuer,
        "issuer_name": row.issuer_name,
        "plan": row.plan,
        "kind": row.kind,
        "premium": str(row.premium),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "enrolment": row.enrolment,
        "status": row.standing,
        "information_requests": [
            {
                "number": one.number,
                "asked": one.asked,
                "due_on": one.due_on,
                "answered_on": one.answered_on,
                "status": one.standing,
            }
            for one in row.requests
        ],
    }


def _prospect(row: ProspectRow, zone: ZoneInfo) -> Said:
    return {
        "id": row.id,
        "status": row.state,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "date_of_birth": row.date_of_birth,
        "sex": row.sex,
        "language": row.language,
        "email": row.email,
        "phone": row.phone,
        "zip": row.zip_code,
        "note": row.note,
        "added_at": row.added_at.astimezone(zone),
        "person_id": row.person_id or None,
    }


def _quote(row: QuoteRow, zone: ZoneInfo) -> Said:
    return {
        "id": row.id,
        "status": row.state,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "person_id": row.person_id or None,
        "prospect_id": row.prospect_id,
        "starts_on": row.starts_on,
        "made_at": row.made_at.astimezone(zone),
        "plans": [_plan(one) for one in row.plans],
    }


def _plan(row: PlanRow) -> Said:
    return {
        "id": row.id,
        "issuer": row.issuer,
        "issuer_name": row.issuer_name,
        "plan": row.plan,
        "kind": row.kind,
        "premium": str(row.premium),
        "deductible": _amount(row.deductible),
        "most_to_pay": _amount(row.most_to_pay),
        "chosen": row.is_chosen,
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _moment(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at else None
