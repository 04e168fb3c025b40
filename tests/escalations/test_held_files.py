"""Held files are listed page by page, the oldest first, each once."""

import re
import uuid
from datetime import timedelta

import pytest

from assistdesk.shared.files.models import Attachment
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("packs")]
ADDRESS = "/m/maryland/held/"


def held(place: int, *, marketplace: str = "maryland", **values: object) -> Attachment:
    """Return a held file; every third is as old as the one before."""
    made_at = TEN_O_CLOCK + timedelta(seconds=place - place % 3)
    given: dict[str, object] = {
        "screening": "held", "held_why": "unread", "kind": "png", "content_type": "image/png", "size": 1,
        "subject_kind": "tests.thing", "subject_id": uuid.uuid4(), "linked_at": TEN_O_CLOCK,
    }  # fmt: skip
    return Attachment.objects.create(
        marketplace=marketplace,
        name=f"held-{place}.png",
        digest="",
        storage_name=uuid.uuid4().hex,
        made_at=made_at,
        **{**given, **values},
    )


def pages(signed_in: SignIn, **asked: str) -> list[list[str]]:
    """Return the ids of the files on each page, from the first to the last."""
    lead, found = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD)), []
    address: str | None = ADDRESS
    while address is not None:
        page = text_of(lead.get(address, asked or None))
        found.append(re.findall(r'id="file-([0-9a-f-]{36})"', page))
        following = re.search(r'href="(\?files=[^"]+)">Show more', page)
        address = ADDRESS + following[1] if following else None
    return found


@pytest.mark.parametrize(("count", "sizes"), [(25, [25]), (26, [25, 1]), (60, [25, 25, 10])])
def test_every_held_file_stands_on_one_page(signed_in: SignIn, count: int, sizes: list[int]) -> None:
    rows = [held(place) for place in range(count)]
    held(0, marketplace="kentucky")
    held(0, held_why="locked")

    found = pages(signed_in)

    assert [len(page) for page in found] == sizes
    expected = [str(row.id) for row in sorted(rows, key=lambda row: (row.made_at, row.id))]
    assert [one for page in found for one in page] == expected


def test_a_cursor_that_is_none_is_refused(signed_in: SignIn) -> None:
    lead = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD))

    assert lead.get(ADDRESS, {"files": "nonsense"}).status_code == 422


def test_a_refusal_stays_on_the_page_of_its_file(signed_in: SignIn) -> None:
    for place in range(26):
        last = held(place)
    last = Attachment.objects.order_by("made_at", "id").last() or last
    lead = signed_in(build.staff(build.TEAM, role=Role.TEAM_LEAD))
    following = re.search(r'href="(\?files=[^"]+)">Show more', text_of(lead.get(ADDRESS)))
    assert following is not None

    answer = lead.post(f"{ADDRESS}files/{last.id}{following[1]}", {"decision": "release", "reason": ""})

    assert answer.status_code == 422
    assert f'id="error-{last.id}"' in text_of(answer)
