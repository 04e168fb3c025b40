"""Whatever is sent to the API is answered with a problem document, never with a fault."""

import json

import pytest
from django.test import Client

from assistdesk.site.body import DEEPEST

pytestmark = pytest.mark.django_db

SESSION = "/api/v1/session"


def _post(
    client: Client, body: bytes, content_type: str = "application/json"
) -> tuple[int, dict[str, object]]:
    answer = client.post(SESSION, data=body, content_type=content_type)
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 422, id="nothing"),
        pytest.param(b"{", 400, id="broken"),
        pytest.param(b"[]", 400, id="a list"),
        pytest.param(b'{"username": NaN}', 400, id="not a number"),
        pytest.param(b'{"username": "a", "username": "b"}', 400, id="a key twice"),
        pytest.param(b'{"a":' * 100 + b"1" + b"}" * 100, 400, id="deep"),
        pytest.param(b"[" * 100_000, 400, id="very deep"),
        pytest.param(b'{"username": "\xff"}', 400, id="not UTF-8"),
        pytest.param(b'{"username": "a"}', 422, id="a field missing"),
        pytest.param(b'{"username": "a\\u0000", "password": "b"}', 422, id="a NUL character"),
        pytest.param(b'{"username": "\\ud800", "password": "b"}', 422, id="half a character"),
        pytest.param(b'{"username": ["a"], "password": "b"}', 422, id="a list for a text"),
        pytest.param(b'{"username": "' + b"a" * 3_000_000 + b'"}', 413, id="three megabytes"),
        pytest.param(b'{"username": "nobody", "password": "wrong"}', 401, id="wrong"),
    ],
)
def test_a_bad_body_is_a_problem(client: Client, body: bytes, status: int) -> None:
    answered, problem = _post(client, body)

    assert answered == status
    assert problem["status"] == status
    assert str(problem["type"]).startswith("/problems/")
    assert problem["title"]


def test_another_content_type_is_refused(client: Client) -> None:
    assert _post(client, b"username=a", "text/plain")[0] == 415


def test_what_is_wrong_with_which_field_is_said(client: Client) -> None:
    _, problem = _post(client, b'{"username": "a"}')

    assert problem["errors"] == [{"field": "password", "message": "Field required"}]


def test_an_address_that_leads_nowhere_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/nothing/here")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client: Client) -> None:
    answer = client.put(SESSION)

    assert answer.status_code == 405
    assert answer.json()["type"] == "/problems/method-not-allowed"
    assert {name.strip() for name in answer.headers["Allow"].split(",")} == {"DELETE", "GET", "POST"}


def test_a_wrong_method_on_a_page_is_answered_with_a_page(client: Client) -> None:
    answer = client.post("/")

    assert answer.status_code == 405
    assert "<h1" in answer.content.decode()


def test_an_address_with_a_nul_character_is_refused(client: Client) -> None:
    assert client.get("/api/v1/session?x=%00").status_code == 400


def test_a_token_that_is_not_valid_is_refused_not_ignored(client: Client) -> None:
    for header in ("Bearer nonsense", "Basic abc", "Bearer ", "Bearer \x7f", "x"):
        answer = client.get(SESSION, headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.json()["type"] == "/problems/sign-in-required"


def test_the_description_of_the_api_is_served(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    assert "/api/v1/session" in description["paths"]
    assert client.get("/api/v1/docs").status_code == 200


def test_nesting_up_to_the_bound_is_read(client: Client) -> None:
    deep = b'{"username": ' + b"[" * (DEEPEST - 2) + b"]" * (DEEPEST - 2) + b', "password": "b"}'

    assert _post(client, deep)[0] == 422
