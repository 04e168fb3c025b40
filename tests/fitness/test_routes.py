"""Every page and every call of the API has a guard, and the guard holds."""

import re
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from assistdesk.shared.people import services
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ApiGuard, api_closed
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.permissions import TABLE, Permission
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tools import product

SHORTEST_REASON = 10
ANYTHING = {"uuid": str(UUID(int=7)), "uuidstr": str(UUID(int=7)), "int": "1"}
NOBODY_IS_LET_IN = {302, 401, 403}


def has_guard(page: product.Page) -> bool:
    """Whether a page's guard is a permission, or a reason that says something."""
    return isinstance(page.guard, Permission) or (
        isinstance(page.guard, str) and len(page.guard) >= SHORTEST_REASON
    )


def has_api_guard(call: product.Call) -> bool:
    """Whether a call has exactly one guard of its own, with a permission or a reason."""
    if len(call.guards) != 1 or not isinstance(call.guards[0], ApiGuard):
        return False
    guard = call.guards[0]
    return guard.permission is not None or len(guard.reason) >= SHORTEST_REASON


def filled(address: str) -> str:
    """Return an address with something in the place of each of its parameters."""
    return re.sub(r"[<{](?:(\w+):)?\w+[>}]", lambda found: ANYTHING.get(found[1] or "", "x"), address)


def lacking(permission: Permission) -> list[Role]:
    """Return the roles of people that don't have `permission`."""
    return [role for role in Role if role is not Role.SYSTEM and permission not in TABLE[role]]


@pytest.fixture
def accounts(db: None) -> dict[Role, Account]:
    """Return an account of each role that can sign in."""
    made: dict[Role, Account] = {}
    for role in Role:
        if role in (Role.SYSTEM, Role.ANONYMOUS):
            continue
        new = services.NewAccount(
            username=role.value, password="for-tests-alone", name="Ada", email="ada@example.com", role=role
        )
        services.add_account(new, actor=Actor.system(None), at=TEN_O_CLOCK)
        made[role] = Account.objects.get(username=role.value)
    return made


def client_of(role: Role, accounts: dict[Role, Account]) -> Client:
    """Return a browser in which somebody of `role` has signed in."""
    client = Client(raise_request_exception=True)
    if role in accounts:
        client.force_login(accounts[role])
    return client


def test_every_page_has_a_guard_or_is_open_for_a_reason() -> None:
    assert not [page.address for page in product.pages() if not has_guard(page)]


def test_every_call_has_a_guard_of_its_own_or_is_open_for_a_reason() -> None:
    assert not [f"{call.method} {call.address}" for call in product.calls() if not has_api_guard(call)]


def test_there_are_pages_and_calls_to_guard() -> None:
    assert {"/", "/home", "/sign-in"} <= {page.address for page in product.pages()}
    assert product.calls()


def test_a_page_lets_in_nobody_without_its_permission(accounts: dict[Role, Account]) -> None:
    let_in = []
    for page in product.pages():
        if not isinstance(page.guard, Permission):
            continue
        for role in lacking(page.guard):
            client = client_of(role, accounts)
            statuses = {
                client.get(filled(page.address)).status_code,
                client.post(filled(page.address)).status_code,
            }
            if not statuses & NOBODY_IS_LET_IN or not statuses <= NOBODY_IS_LET_IN | {405}:
                let_in.append((page.address, role.value, statuses))

    assert not let_in


def test_whoever_may_get_a_page_may_ask_for_its_head(accounts: dict[Role, Account]) -> None:
    client = client_of(Role.SUPPORT_REPRESENTATIVE, accounts)
    addresses = [filled(page.address) for page in product.pages()]

    answers = {one: (client.get(one).status_code, client.head(one).status_code) for one in addresses}

    assert not {one: found for one, found in answers.items() if found[0] != found[1]}


def test_a_call_answers_nobody_without_its_permission(accounts: dict[Role, Account]) -> None:
    answered = []
    for call in product.calls():
        guard = call.guards[0]
        if not isinstance(guard, ApiGuard) or guard.permission is None:
            continue
        for role in lacking(guard.permission):
            client = client_of(role, accounts)
            response = client.generic(
                call.method, filled(call.address), b"{}", content_type="application/json"
            )
            if response.status_code != (403 if role in accounts else 401):
                answered.append((call.method, call.address, role.value, response.status_code))

    assert not answered


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer nothing: a page without a guard."""
    return HttpResponse(request.path)


@pytest.mark.parametrize("guard", [None, "", "because", object()])
def test_a_page_without_a_guard_is_found(guard: object) -> None:
    assert not has_guard(product.Page("/x", "x", nothing, guard))


@pytest.mark.parametrize("guard", ["the front door", Permission.OWN_HOME])
def test_a_page_with_a_guard_or_a_reason_is_in_order(guard: object) -> None:
    assert has_guard(product.Page("/x", "x", nothing, guard))


@pytest.mark.parametrize(
    "guards",
    [
        pytest.param((), id="no guard"),
        pytest.param((len,), id="another kind of guard"),
        pytest.param((api_closed(),), id="only the API's own, which lets nobody in"),
        pytest.param((ApiGuard(None, reason=""),), id="open without a reason"),
        pytest.param(
            (ApiGuard(Permission.ESCALATE), ApiGuard(None, reason="or else everybody")), id="a way round"
        ),
    ],
)
def test_a_call_without_a_guard_is_found(guards: tuple[object, ...]) -> None:
    call = product.Call("GET", "/api/v1/x", nothing, guards)

    assert not has_api_guard(call)
