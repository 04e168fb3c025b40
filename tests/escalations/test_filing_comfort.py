"""Nobody loses a choice, a file or the thread on the way through the portal's pages."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

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
        DESCRIBE, filled(build.client(producer), action=action, documents=[upload])
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
    page = signed_in(producer).post(DESCRIBE, filled(build.client(producer), action="continue"))

    assert re.search(rf'<button[^>]* form="describe" formaction="{SEARCH}">', text_of(page))


@pytest.mark.rule("E-04")
def test_a_date_of_birth_reads_the_same_in_each_language(producer: Actor, signed_in: SignIn) -> None:
    browser = signed_in(producer)
    browser.cookies["desk_language"] = "es"

    page = browser.post(DESCRIBE, {"consumers": [build.client(producer).person_id]})

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
    page = signed_in(producer).post(DESCRIBE, filled(build.client(producer), action="continue"))

    names = re.findall(r"<button[^>]*>([^<]+)", text_of(page))
    assert [name for name in names if "submit" in name.lower()] == ["Submit"]


@pytest.mark.rule("E-18")
def test_the_page_knows_how_large_files_may_be(producer: Actor, signed_in: SignIn) -> None:
    browser = signed_in(producer)
    browser.cookies["desk_language"] = "es"

    page = browser.post(DESCRIBE, filled(build.client(producer), action="continue"))

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
