"""A pack that ran once stays readable, whatever later versions of the desk let a pack say besides."""

import json

import pytest

from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.base import KEPT
from tests.desks import pack_in
from tests.fitness.sources import ROOT

SAID_LATER = {
    "hotline": ("unknown_npn", "name_differs", "unverified"),
    "escalations": ("handing_on",),
    "consent": ("staff",),
    "dashboard": ("delegation",),
    "messages": ("guard",),
}
"""What packs could not say at first, by the part that says it."""


@pytest.mark.rule("P-04")
@pytest.mark.parametrize("marketplace", ["kentucky", "maryland"])
def test_a_pack_of_before_is_read_by_a_desk_of_today(marketplace: str) -> None:
    content = json.loads(pack_in(ROOT / "packs" / marketplace).model_dump_json())
    removed = [
        edition.pop(name)
        for part, names in SAID_LATER.items()
        for edition in content[part] or ()
        for name in names
        if name in edition
    ]

    for edition in content["dashboard"] or ():
        removed += [link.pop("note", None) for link in edition["quick_links"]]

    kept = Pack.model_validate_json(json.dumps(content), context=KEPT)
    again = Pack.model_validate_json(kept.model_dump_json(), context=KEPT)

    assert removed
    assert again == kept
    assert all(not edition.staff.record_roles for edition in kept.consent)
    assert all(edition.delegation.longest.days == 365 for edition in kept.dashboard)
    assert all(edition.unverified.in_language("es") for edition in kept.hotline)
