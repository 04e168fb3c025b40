"""The portal's flow in pages, step by step, without scripts: find, choose, describe, submit, confirmed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assistdesk.escalations.models import Incident
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper, Person
from tests.escalations import build
from tests.escalations.reading import HasContent, SignIn, text_of

SEARCH = "/m/maryland/escalate"
SEVERAL = "/m/maryland/escalate/commission"
DESCRIBE = "/m/maryland/escalate/describe"


def key_of(page: HasContent) -> str:
    """Return the key that tells this form from the next."""
    found = re.search(r'name="submission_key" value="([^"]+)"', text_of(page))
    assert found
    return found[1]


def filled(consumer: Person, **changes: object) -> dict[str, object]:
    """Return a form that is right, but for the changes."""
    given: dict[str, object] = {
        "consumers": [consumer.person_id],
        "type": "consumer-enrollment",
        "shown_type": "consumer-enrollment",
        "description": "The carrier has no record of her.",
        "submission_key": "a-form",
        "action": "submit",
    }
    return {**given, **changes}


@pytest.mark.rule("E-02")
def test_a_search_finds_own_clients_with_a_radio_button_each(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer, first_name="Ana", last_name="Muñoz")
    build.client(producer, first_name="Ben", last_name="Farah")
    of_another = build.client(build.helper(), last_name="Munoz")

    page = signed_in(producer).post(SEARCH, {"last_name": "munoz"})

    words = text_of(page)
    assert re.findall(r'type="radio" name="consumers" value="(\d+)"', words) == [ana.person_id]
    assert of_another.person_id not in words
    assert "Proceed to Escalate" in words


@pytest.mark.rule("E-02")
def test_nothing_that_identifies_a_person_is_in_an_address(producer: Actor, signed_in: SignIn) -> None:
    page = signed_in(producer).get(SEARCH)

    assert '<form method="post" id="consumers"' in text_of(page)
    assert not re.search(r'<form method="get"', text_of(page))


@pytest.mark.rule("E-04")
def test_the_chosen_consumer_is_shown_to_be_verified(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer, first_name="Ana", last_name="Muñoz")

    page = signed_in(producer).post(DESCRIBE, {"consumers": [ana.person_id]}, follow=True)

    words = text_of(page)
    for shown in (
        "Ana",
        "Muñoz",
        "April 12, 1986",
        ana.person_id,
        "Consumer Enrollment Issue",
        "1095-A Issue",
    ):
        assert shown in words
    assert "Commission Issue" not in words
    assert page.status_code == 200


@pytest.mark.rule("E-02")
def test_going_on_without_a_choice_says_what_is_missing(producer: Actor, signed_in: SignIn) -> None:
    page = signed_in(producer).post(DESCRIBE, {"last_name": "Muñoz"})

    assert page.status_code == 422
    assert "Choose exactly one consumer." in text_of(page)
    assert 'value="Muñoz"' in text_of(page)


@pytest.mark.rule("E-04")
@pytest.mark.rule("E-05")
def test_what_is_submitted_is_confirmed_with_its_number(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer)
    upload = SimpleUploadedFile("card.pdf", build.PDF, content_type="application/pdf")

    page = signed_in(producer).post(DESCRIBE, filled(ana, documents=[upload]), follow=True)

    incident = Incident.objects.get()
    assert page.redirect_chain == [(f"/m/maryland/escalations/{incident.number}/sent", 302)]
    assert incident.number in text_of(page)
    assert incident.description == "The carrier has no record of her."
    assert Attachment.objects.get().subject_id == incident.id


@pytest.mark.rule("E-17")
def test_a_double_click_makes_one_incident(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer)
    browser = signed_in(producer)

    pages = [browser.post(DESCRIBE, filled(ana)) for _ in range(2)]

    assert Incident.objects.count() == 1
    assert pages[0]["Location"] == pages[1]["Location"]


@pytest.mark.rule("G-07")
def test_a_form_with_errors_names_them_and_loses_nothing(packs: None, signed_in: SignIn) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    ana = build.client(agent)
    upload = SimpleUploadedFile("screen.pdf", build.PDF, content_type="application/pdf")
    form = filled(
        ana,
        type="self-service-portal",
        shown_type="self-service-portal",
        description="A white page <b>here</b>",
        documents=[upload],
        **{"field-psl_ticket_number": "PSL-77"},
    )

    page = signed_in(agent).post("/m/kentucky/escalate/describe", form)

    words = text_of(page)
    assert page.status_code == 422
    assert "Case number: Fill this in." in words
    assert "A white page &lt;b&gt;here&lt;/b&gt;" in words
    assert 'value="PSL-77"' in words
    assert "screen.pdf" in words
    assert f'name="attachments" value="{Attachment.objects.get().id}"' in words
    assert key_of(page) == "a-form"
    assert not Incident.objects.exists()


@pytest.mark.rule("E-13")
def test_a_lapsed_helper_keeps_what_was_typed(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer)
    Helper.objects.filter(account_id=build.id_of(producer)).update(authorized_until="2020-01-01")

    page = signed_in(producer).post(DESCRIBE, filled(ana, description="Typed with care."))

    directory = build.pack(build.MARYLAND).directory
    assert page.status_code == 403
    assert str(directory.contacts["producer-operations"].email) in text_of(page)
    assert "Typed with care." in text_of(page)


@pytest.mark.rule("E-18")
def test_a_file_that_is_none_is_refused_and_the_rest_stays(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer)
    program = SimpleUploadedFile("letter.pdf", b"MZ\x90\x00" + b"\0" * 60, content_type="application/pdf")

    page = signed_in(producer).post(DESCRIBE, filled(ana, description="Typed.", documents=[program]))

    assert page.status_code == 422
    assert "letter.pdf" in text_of(page)
    assert "Typed." in text_of(page)
    assert not Incident.objects.exists()


def test_an_attached_file_can_be_removed_again(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer)
    browser = signed_in(producer)
    upload = SimpleUploadedFile("card.pdf", build.PDF, content_type="application/pdf")
    first = browser.post(DESCRIBE, filled(ana, documents=[upload], action="attach"), follow=True)
    kept = str(Attachment.objects.get().id)

    second = browser.post(DESCRIBE, filled(ana, attachments=[kept], action=f"remove-{kept}"), follow=True)

    assert f'name="attachments" value="{kept}"' in text_of(first)
    assert kept not in text_of(second)


@pytest.mark.rule("G-02")
def test_materials_that_were_not_shown_are_shown_before_anything_is_sent(
    packs: None, signed_in: SignIn
) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    ana = build.client(agent)

    page = signed_in(agent).post(
        "/m/kentucky/escalate/describe",
        filled(ana, type="dms", shown_type="", description="Typed."),
        follow=True,
    )

    guide = build.pack(build.KENTUCKY).guide[-1]
    keys = [key for key, _ in guide.materials_of("dms")]
    assert keys
    assert re.findall(r'name="checked" value="([^"]+)"', text_of(page)) == keys
    assert "Typed." in text_of(page)
    assert not Incident.objects.exists()


@pytest.mark.rule("G-06")
@pytest.mark.rule("G-08")
def test_an_entry_of_the_guide_opens_a_form_with_its_subject_line(packs: None, signed_in: SignIn) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    ana = build.client(agent)
    browser = signed_in(agent)

    found = browser.post("/m/kentucky/escalate?type=dire-need", {})
    page = browser.post(
        "/m/kentucky/escalate/describe", {"consumers": [ana.person_id], "type": "dire-need"}, follow=True
    )

    assert ana.person_id in text_of(found)
    words = text_of(page)
    assert re.findall(r'name="field-concerns" value="(\w+)"', words) == ["medicaid", "qhp", "other"]
    assert "<strong>Dire Need</strong>" in words


def test_a_type_about_no_consumer_can_be_filed_without_one(packs: None, signed_in: SignIn) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    browser = signed_in(agent)

    offer = browser.get("/m/kentucky/escalate?type=kog")
    page = browser.post("/m/kentucky/escalate/describe", {"type": "kog"}, follow=True)

    assert "Go on without a consumer" in text_of(offer)
    assert page.status_code == 200
    assert '<option value="kog" selected>' in text_of(page)


@pytest.mark.rule("E-03")
def test_what_is_ticked_stays_ticked_over_several_searches(producer: Actor, signed_in: SignIn) -> None:
    first = build.client(producer, last_name="Adams", carrier="Blue River")
    second = build.client(producer, last_name="Baker", carrier="Green Hill")
    third = build.client(producer, last_name="Cole", carrier="Green Hill")
    browser = signed_in(producer)

    one = browser.post(SEVERAL, {"last_name": "Adams", "consumers": [first.person_id]})
    two = browser.post(
        SEVERAL, {"carrier": "green", "consumers": [first.person_id, second.person_id, third.person_id]}
    )
    page = browser.post(
        DESCRIBE,
        {"type": "commission", "consumers": [first.person_id, second.person_id, third.person_id]},
        follow=True,
    )

    assert ">Proceed to Escalate (1)</button>" in text_of(one)
    assert ">Proceed to Escalate (3)</button>" in text_of(two)
    ticked = re.findall(r'name="consumers" value="(\d+)" id="[^"]+" checked', text_of(two))
    assert set(ticked) == {first.person_id, second.person_id, third.person_id}
    assert all(one.last_name in text_of(page) for one in (first, second, third))


@pytest.mark.rule("E-03")
@pytest.mark.rule("E-04")
def test_commission_has_no_type_list_and_no_upload(producer: Actor, signed_in: SignIn) -> None:
    clients = [build.client(producer) for _ in range(2)]
    ids = [one.person_id for one in clients]
    browser = signed_in(producer)

    page = browser.post(DESCRIBE, {"type": "commission", "consumers": ids}, follow=True)
    form = filled(clients[0], type="commission", shown_type="commission", consumers=ids)
    sent = browser.post(DESCRIBE, form, follow=True)

    assert "<select" not in text_of(page).split("<main")[1]
    assert 'type="file"' not in text_of(page)
    assert Incident.objects.get().number in text_of(sent)
    assert Incident.objects.get().consumers.count() == 2


def test_another_marketplaces_pages_are_not_there(producer: Actor, signed_in: SignIn) -> None:
    browser = signed_in(producer)

    assert browser.get("/m/kentucky/escalate").status_code == 404
    assert browser.get("/m/atlantis/escalate").status_code == 404
    assert browser.get("/m/maryland/escalate/unheard-of").status_code == 404
    assert browser.get("/m/maryland/escalate/determination").status_code == 404


def test_who_is_no_helper_cannot_escalate(caseworker: Actor, signed_in: SignIn) -> None:
    assert signed_in(caseworker).get(SEARCH).status_code == 403
