"""A pack is loaded whole, reads back from its JSON as it was, and is told apart by its digest."""

import time
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.loader import check_folder, load_folder
from assistdesk.shared.policy.published import json_schema
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.base import Section
from assistdesk.shared.policy.schema.identity import RoleName
from tests.shared.policy.folders import PACKS, STARTER, change, copy_of
from tests.shared.policy.packs import kentucky, maryland, starter

ALL = pytest.mark.parametrize(
    "pack", [kentucky(), maryland(), starter()], ids=["kentucky", "maryland", "starter"]
)


@pytest.mark.rule("P-02")
@pytest.mark.parametrize(
    "folder", [PACKS / "kentucky", PACKS / "maryland", STARTER], ids=lambda path: path.name
)
def test_the_packs_that_ship_have_no_fault(folder: Path) -> None:
    assert check_folder(folder) == []


@ALL
@pytest.mark.rule("P-04")
def test_a_pack_reads_back_from_its_json_as_it_was(pack: Pack) -> None:
    again = Pack.model_validate_json(pack.model_dump_json())

    assert again == pack
    assert again.digest == pack.digest


@pytest.mark.rule("P-04")
def test_a_pack_is_read_back_in_milliseconds() -> None:
    content = kentucky().model_dump_json()

    def seconds() -> float:
        start = time.perf_counter()
        Pack.model_validate_json(content)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.05


@pytest.mark.rule("P-04")
def test_the_digest_changes_with_a_word_and_with_nothing_else(tmp_path: Path) -> None:
    first = load_folder(copy_of("starter", to=tmp_path / "first"))
    second_folder = copy_of("starter", to=tmp_path / "second")
    guide = "guide/from-the-start.yaml"
    change(second_folder, {"file": guide, "replace": "# Who to turn to", "by": "# Whom to ask"})
    second = load_folder(second_folder)
    change(second_folder, {"file": guide, "replace": "{en: Anything else,", "by": "{en: Whatever else,"})
    third = load_folder(second_folder)

    assert first.digest == second.digest
    assert second.digest != third.digest


@ALL
@pytest.mark.rule("P-05")
def test_every_section_names_its_source(pack: Pack) -> None:
    def sections(value: object) -> list[Section]:
        if isinstance(value, BaseModel):
            found = [value] if isinstance(value, Section) else []
            return found + [
                one for name in type(value).model_fields for one in sections(getattr(value, name))
            ]
        items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
        return [one for item in items for one in sections(item)]

    found = sections(pack)

    assert len(found) > 20
    assert all(section.source for section in found)
    assert any(section.is_assumed for section in found)


@ALL
@pytest.mark.rule("P-07")
def test_a_pack_names_zones_languages_calendar_accent_and_every_role(pack: Pack) -> None:
    assert pack.identity.zones
    assert pack.identity.languages == ("en", "es")
    assert pack.identity.look.logo_text
    assert set(pack.identity.roles) == set(RoleName)
    assert pack.calendar[0].holidays


@pytest.mark.rule("P-07")
def test_kentucky_spans_two_zones_and_has_its_own_words_for_helpers() -> None:
    assert kentucky().identity.zones == ("America/New_York", "America/Chicago")
    assert kentucky().identity.roles[RoleName.NAVIGATOR].plural.in_language("en") == "kynectors"
    assert maryland().identity.roles[RoleName.AGENT].singular.in_language("en") == "Producer"


def test_packs_have_a_word_for_each_role_of_people() -> None:
    assert {role.value for role in RoleName} == {role.value for role in Role} - {"system", "anonymous"}


def test_a_pack_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        starter().identity.look.logo_text = "Another"  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.rule("P-02")
def test_the_json_schema_has_a_definition_for_every_file_and_forbids_unknown_keys() -> None:
    schema = json_schema()
    definitions, files = schema["$defs"], schema["files"]

    assert isinstance(definitions, dict)
    assert isinstance(files, dict)
    for reference in files.values():
        definition = definitions[reference["$ref"].removeprefix("#/$defs/")]
        assert definition["additionalProperties"] is False
        assert "source" in definition["required"]
