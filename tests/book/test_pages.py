"""The pages of the book: lists, prospects, files, quotes, and the policies on the page of a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assistdesk.book.models import Prospect, Quote
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.models import AccessGrant, CaseMember
from tests.book import keeping as build
from tests.book.keeping import MINA, PLACE, Keeper

pytestmark = pytest.mark.django_db
HEAD = "first_name,last_name,date_of_birth,sex,language,email,phone,zip,note"


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content[:2000]
    return str(answer.content.decode())


def upload(keeper: Keeper, content: str | bytes, place: str = "prospects/import") -> str:
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("prospects.csv", raw, content_type="text/csv")
    answer = keeper.browser.post(f"{PLACE}/{place}", {"file": file})
    return answer.content.decode()


@pytest.mark.rule("C-16")
def test_every_count_opens_its_list(agent: Keeper) -> None:
    build.policy(agent.client)
    build.prospect(agent)
    page = text(agent.browser.get(PLACE))

    for word, name, show in (("policies", "Bronze First", "active"), ("prospects", "Harker", "current")):
        assert f"{PLACE}/{word}?show={show}" in page
        assert name in text(agent.browser.get(f"{PLACE}/{word}?show={show}"))
    assert "RFI about to expire in a week" in page
    assert text(agent.browser.get(f"{PLACE}/clients?show=past")).count("<tr>") == 0
    assert agent.browser.get(f"{PLACE}/clients?show=nonsense").status_code == 404


def test_names_are_searched_without_standing_in_an_address(agent: Keeper) -> None:
    build.prospect(agent)
    build.prospect(agent, first_name="Lucy", last_name="Westenra")

    page = text(agent.browser.post(f"{PLACE}/prospects", {"words": "hark", "show": "current"}))

    assert "Harker" in page
    assert "Westenra" not in page
    assert "hark" not in "".join(part for part in page.split('"') if part.startswith(("/m/", "?")))


def test_past_clients_show_a_name_and_no_more(agent: Keeper) -> None:
    person = agent.client
    AccessGrant.objects.filter(account=agent.account, person=person).update(ends_at=clock.now())

    page = text(agent.browser.get(f"{PLACE}/clients?show=past"))

    number = CaseMember.objects.get(person=person).case.case_number
    assert person.last_name in page
    assert number not in page
    assert agent.browser.get(f"{PLACE}/clients/{person.person_id}").status_code == 404


def test_a_list_as_a_file_holds_no_formula(agent: Keeper) -> None:
    build.prospect(agent, note="=HYPERLINK(1)")
    answer = agent.browser.get(f"{PLACE}/prospects.csv?show=current")

    assert "'=HYPERLINK(1)" in text(answer)
    assert text(answer).startswith("\ufefffirst_name,last_name")
    assert Entry.objects.get(action="book.list.exported").facts == {"shown": "current", "rows": 1}


@pytest.mark.rule("C-11")
def test_the_form_keeps_what_was_typed_and_warns(agent: Keeper) -> None:
    page = text(agent.browser.get(f"{PLACE}/prospects/new"))
    assert "creating a prospect" in page

    wrong = MINA | {"date_of_birth": "31/31/1988", "phone": "12", "zip": "ABC"}
    answer = text(agent.browser.post(f"{PLACE}/prospects/new", wrong), 422)
    for typed in ("Mina", "Harker", "31/31/1988", 'value="12"', "ABC"):
        assert typed in answer
    assert not Prospect.objects.exists()

    made = agent.browser.post(f"{PLACE}/prospects/new", MINA)
    assert made.status_code == 302
    assert "Mina Harker" in text(agent.browser.get(made["Location"]))


@pytest.mark.rule("C-11")
def test_a_known_person_leads_to_request_case_access(agent: Keeper, other_agent: Keeper) -> None:
    known = other_agent.client
    row = build.prospect(
        agent,
        first_name=known.first_name,
        last_name=known.last_name,
        date_of_birth=known.date_of_birth,
        sex=known.sex,
    )
    place = f"{PLACE}/prospects/{row.id}"
    assert "creating a prospect" in text(agent.browser.get(place))

    assert "Attest" in text(agent.browser.post(f"{place}/convert"), 422)
    page = text(agent.browser.post(f"{place}/convert", {"has_agreed": "yes"}), 409)

    assert 'href="/m/kentucky/case-access"' in page
    assert known.person_id not in page
    row.refresh_from_db()
    assert row.state == "current"


@pytest.mark.rule("C-11")
def test_somebody_new_becomes_a_client_by_the_page(agent: Keeper) -> None:
    row = build.prospect(agent)
    answer = agent.browser.post(f"{PLACE}/prospects/{row.id}/convert", {"has_agreed": "yes"})

    page = text(agent.browser.get(answer["Location"]))
    assert "Mina Harker" in page
    assert "None yet" in page


def test_a_file_of_prospects_is_taken_in_and_refused_lines_are_told(agent: Keeper) -> None:
    lines = [
        HEAD,
        "Mina,Harker,1988-05-26,Female,en,,502-555-0161,40202,first",
        "Lucy,,,,,,,,",
        "=cmd(),Renfield,,,,,,,",
        "Abraham,Van Helsing,02/30/1960,,,,,,",
        "MINA,harker,05/26/1988,,,,,,",
        'John,Seward,,,,john@example.com,,,"a note, with a comma"',
        "Arthur,Holmwood,,,,,,,,one too many",
    ]
    page = upload(agent, "\ufeff" + "\r\n".join(lines))

    assert "2 prospects were added" in page
    for number, field in (
        (3, "last_name"),
        (4, "first_name"),
        (5, "date_of_birth"),
        (6, "last_name"),
        (8, "line"),
    ):
        row = page.split(f'class="desk-number">{number}</th>')[1].split("</tr>")[0]
        assert f"<code>{field}</code>" in row
    assert set(Prospect.objects.values_list("last_name", flat=True)) == {"Harker", "Seward"}
    again = upload(agent, "\r\n".join(lines[:2]))
    assert "0 prospects were added" in again
    assert Prospect.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        ("first_name;last_name\nJosé;Muñoz\n".encode(), 1),
        ("first_name,last_name\nJosé,Muñoz\n".encode("cp1252"), 1),
        (b"first_name,last_name\n", 0),
        (b"", 0),
        (b"name\nMina\n", 0),
        (b"first_name,last_name,shoe\nMina,Harker,9\n", 0),
        ("first_name,last_name\nMina,Harker\n".encode("utf-16"), 0),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 0),
        (b"first_name,last_name\n" + b"x" * 200_000 + b",y\n", 0),
        (b'first_name,last_name\n"Mina\nHarker', 0),
    ],
)
def test_files_of_every_make_are_read_or_refused(agent: Keeper, content: bytes, taken: int) -> None:
    page = upload(agent, content)

    assert Prospect.objects.count() == taken
    assert ("usa-error" in page or "Refused lines" in page) is (taken == 0)
    if taken:
        assert Prospect.objects.get().first_name == "José"


@pytest.mark.parametrize(("lines", "added"), [(10_000, 10_000), (10_001, 0)])
def test_ten_thousand_lines_and_not_one_more(agent: Keeper, lines: int, added: int) -> None:
    rows = "".join(
        f"Mina{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)},Harker\n" for n in range(lines)
    )
    upload(agent, "first_name,last_name\n" + rows)

    assert Prospect.objects.count() == added


def test_a_quote_is_made_compared_and_answered(agent: Keeper) -> None:
    row = build.prospect(agent)
    begun = agent.browser.post(f"{PLACE}/prospects/{row.id}/quote", {"starts_on": "2027-04-01"})
    place = begun["Location"]

    wrong = text(
        agent.browser.post(place, {"issuer": "caresource", "plan": "Gold Nine", "premium": "a lot"}), 422
    )
    assert "Gold Nine" in wrong
    assert "a lot" in wrong
    plan = {"issuer": "caresource", "plan": "Gold Nine", "kind": "QHP", "premium": "$1,412.50"}
    assert agent.browser.post(place, plan).status_code == 302
    bad = upload(
        agent,
        "issuer,plan,kind,premium\nCareSource,A,QHP,300\nNobody,B,QHP,x\n",
        place.removeprefix(f"{PLACE}/") + "/import",
    )
    assert "No plan was put in" in bad
    good = "issuer,plan,kind,premium,deductible\nCareSource,A,QHP,300,\nAnthem,B,QHP,290.10,1500\n"
    upload(agent, good, place.removeprefix(f"{PLACE}/") + "/import")

    page = text(agent.browser.get(place))
    assert page.index("$290.10") < page.index("$300.00") < page.index("$1,412.50")
    agent.browser.post(f"{place}/submit")
    assert "Put in a plan" not in text(agent.browser.get(place))
    assert "Choose the plan" in text(agent.browser.post(f"{place}/accept"), 422)
    chosen = Quote.objects.get().plans.get(plan="B")
    agent.browser.post(f"{place}/accept", {"plan": str(chosen.id)})
    assert Quote.objects.get().chosen == chosen


def test_the_page_of_a_case_shows_policies_to_those_associated_alone(
    agent: Keeper, other_agent: Keeper
) -> None:
    person = agent.client
    policy = build.policy(person)
    build.rfi(policy, due_on=build.today() + timedelta(days=3))
    place = f"/m/kentucky/cases/{CaseMember.objects.get(person=person).case.case_number}"

    page = text(agent.browser.get(place))
    assert policy.number in page
    assert "Proof of income" in page
    assert other_agent.browser.get(place).status_code == 404


@pytest.mark.parametrize("path", ["prospects/{}", "prospects/{}/change", "prospects/{}/quote"])
def test_pages_of_others_are_not_there(agent: Keeper, other_agent: Keeper, path: str) -> None:
    row = build.prospect(agent)

    assert other_agent.browser.get(f"{PLACE}/{path.format(row.id)}").status_code == 404
    assert Keeper("producer").browser.get(f"{PLACE}/{path.format(row.id)}").status_code == 404
    assert Keeper("khbe").browser.get(f"{PLACE}/{path.format(row.id)}").status_code == 403
