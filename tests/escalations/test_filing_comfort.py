"""Nobody loses a choice, a file or the thread on the way through the portal's pages."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assistdesk.escalations import services
from assistdesk.escalations.models import KeptForm
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tests.escalations.test_filing_pages import DESCRIBE, SEARCH, SEVERAL, filled


@pytest.mark.rule("E-04")
@pytest.mark.parametrize("action", ["continue", "attach", "remove-nothing"])
def test_a_file_chosen_before_another_button_is_pressed_is_kept(
    action: str, producer: Actor, signed_in: SignIn
) -> None:
    upload = SimpleUploadedFile("card.pdf", build.PDF, content_type="application/pdf")

    page = signed_in(producer).post(
        DESCRIBE, filled(build.client(producer), action=action, documents=[upload]), follow=True
    )

    assert f'name="attachments" value="{Attachment.objects.get().id}"' in text_of(page)


@pytest.mark.rule("E-03")
def test_searching_again_from_the_description_loses_nothing(producer: Actor, signed_in: SignIn) -> None:
    ana, ben = build.client(producer), build.client(producer)
    upload = SimpleUploadedFile("card.pdf", build.PDF, content_type="application/pdf")
    sent = filled(ana, type="commission", consumers=[ana.person_id, ben.person_id], documents=[upload])

    page = signed_in(producer).post(SEVERAL, sent)

    words = text_of(page)
    assert words.count(" checked>") == 2
    assert "Proceed to Escalate (2)" in words
    assert 'name="description" value="The carrier has no record of her."' in words
    assert f'name="attachments" value="{Attachment.objects.get().id}"' in words
    assert "submission_key" not in words


def test_the_way_back_from_the_description_is_by_its_form(producer: Actor, signed_in: SignIn) -> None:
    page = signed_in(producer).post(DESCRIBE, filled(build.client(producer), action="continue"), follow=True)

    assert re.search(rf'<button[^>]* form="describe" formaction="{SEARCH}">', text_of(page))


@pytest.mark.rule("E-04")
def test_a_date_of_birth_reads_the_same_in_each_language(producer: Actor, signed_in: SignIn) -> None:
    browser = signed_in(producer)
    browser.cookies["desk_language"] = "es"

    page = browser.post(DESCRIBE, {"consumers": [build.client(producer).person_id]}, follow=True)

    assert "12 de abril de 1986" in text_of(page)


def test_an_empty_form_says_all_that_is_missing_at_once(producer: Actor, signed_in: SignIn) -> None:
    sent = filled(build.client(producer), type="", shown_type="", description="")

    page = signed_in(producer).post(DESCRIBE, sent)

    assert "Choose one of the types offered." in text_of(page)
    assert "Write something here." in text_of(page)


def test_a_search_leads_to_what_it_found(producer: Actor, signed_in: SignIn) -> None:
    build.client(producer)

    page = signed_in(producer).post(SEARCH, {})

    assert f'action="{SEARCH}#results"' in text_of(page)
    assert '<div id="results">' in text_of(page)


@pytest.mark.rule("E-03")
@pytest.mark.parametrize(("kind", "address"), [("", SEARCH), ("commission", SEVERAL)])
def test_the_next_search_after_no_choice_is_a_search(
    kind: str, address: str, producer: Actor, signed_in: SignIn
) -> None:
    page = signed_in(producer).post(DESCRIBE, {"type": kind})

    assert page.status_code == 422
    assert f'id="consumers" action="{address}#results"' in text_of(page)


def test_one_button_alone_is_called_submit(producer: Actor, signed_in: SignIn) -> None:
    page = signed_in(producer).post(DESCRIBE, filled(build.client(producer), action="continue"), follow=True)

    names = re.findall(r"<button[^>]*>([^<]+)", text_of(page))
    assert [name for name in names if "submit" in name.lower()] == ["Submit"]


@pytest.mark.rule("E-18")
def test_the_page_knows_how_large_files_may_be(producer: Actor, signed_in: SignIn) -> None:
    browser = signed_in(producer)
    browser.cookies["desk_language"] = "es"

    page = browser.post(DESCRIBE, filled(build.client(producer), action="continue"), follow=True)

    largest = build.pack(build.MARYLAND).escalations_on(TEN_O_CLOCK.date()).attachment_limits.largest
    assert f'data-largest="{largest}"' in text_of(page)
    assert "Este archivo ocupa más de" in text_of(page)


@pytest.mark.rule("E-13")
def test_a_lapsed_helper_is_told_before_anything_is_typed(packs: None, signed_in: SignIn) -> None:
    lapsed = build.helper(authorized_until=date(2020, 1, 1))

    told = text_of(signed_in(lapsed).get("/m/maryland/escalate"))
    other = text_of(signed_in(build.helper()).get("/m/maryland/escalate"))

    assert "your authorization has lapsed" in told
    assert "mhbe.producers@maryland.gov" in told
    assert "your authorization has lapsed" not in other


@pytest.mark.rule("E-13")
@pytest.mark.rule("V-10")
def test_the_form_has_an_address_to_come_back_to_that_says_nothing(
    producer: Actor, signed_in: SignIn
) -> None:
    ana = build.client(producer, first_name="Ana", last_name="Muñoz")
    browser = signed_in(producer)

    stepped = browser.post(DESCRIBE, filled(ana, description="Typed so far.", action="continue"))
    back = browser.get(stepped["Location"])

    assert stepped.status_code == 302
    assert re.fullmatch(rf"{DESCRIBE}/[0-9a-f-]{{36}}", stepped["Location"])
    assert "Typed so far." in text_of(back)
    assert ana.person_id in text_of(back)
    assert signed_in(build.helper()).get(stepped["Location"]).status_code == 404


@pytest.mark.rule("E-17")
def test_going_back_after_sending_shows_what_was_sent_and_its_number(
    producer: Actor, signed_in: SignIn
) -> None:
    ana = build.client(producer)
    browser = signed_in(producer)
    address = browser.post(DESCRIBE, filled(ana, action="continue"))["Location"]
    kept_as = address.rpartition("/")[2]

    sent = browser.post(
        DESCRIBE, filled(ana, description="The last words.", kept_as=kept_as, action="submit")
    )
    back = text_of(browser.get(address))

    number = sent["Location"].split("/")[-2]
    assert "The last words." in back
    assert "This form was sent already." in back
    assert number in back


@pytest.mark.rule("E-13")
def test_another_search_keeps_what_was_described(producer: Actor, signed_in: SignIn) -> None:
    ana = build.client(producer)
    browser = signed_in(producer)

    searched = browser.post(SEARCH, filled(ana, description="Typed so far."))
    found = re.search(r'data-own-address="([^"]+)"', text_of(searched))
    assert found
    again = browser.get(found[1].replace("&amp;", "&"))

    assert 'name="description" value="Typed so far."' in text_of(again)


def test_a_form_that_nobody_came_back_to_is_forgotten_after_a_day(producer: Actor) -> None:
    def keep(hours: int) -> UUID:
        at = TEN_O_CLOCK - timedelta(hours=hours)
        return services.keep_form(None, marketplace=build.MARYLAND, content={}, actor=producer, at=at)

    old, young = keep(25), keep(23)

    services.forget_forms(at=TEN_O_CLOCK)

    kept = set(KeptForm.objects.values_list("id", flat=True))
    assert young in kept
    assert old not in kept
