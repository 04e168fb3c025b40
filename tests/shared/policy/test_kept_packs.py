"""A pack that ran once stays readable, whatever later versions of the desk let a pack say besides."""

import json

import pytest

from assistdesk.shared.policy.schema import Pack
from tests.desks import pack_in
from tests.fitness.sources import ROOT

SAID_LATER = {
    "hotline": ("unknown_npn", "name_differs", "unverified"),
    "escalations": ("handing_on",),
}
"""What packs could not say at first, by the part that says it."""


@pytest.mark.rule("P-04")
@pytest.mark.parametrize("marketplace", ["kentucky", "maryland"])
def test_a_pack_of_before_is_read_by_a_desk_of_today(marketplace: str) -> None:
    content = json.loads(pack_in(ROOT / "packs" / marketplace).model_dump_json())
    removed = [
        edition.pop(name)
        for part, names in SAID_LATER.items()
        for edition in content[part]
        for name in names
        if name in edition
    ]

    kept = Pack.model_validate_json(json.dumps(content))

    assert removed
    assert all(edition.unverified.in_language("es") for edition in kept.hotline)
