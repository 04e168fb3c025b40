"""One person is found by all that is given, or nobody is."""

from datetime import date
from typing import Any

import pytest

from assistdesk.shared.people import identities
from assistdesk.shared.people.identities import Known
from assistdesk.shared.people.models import Case, CaseMember, Person, PersonIdentity
from assistdesk.site.demo.people import ssn_of

ROSA: dict[str, Any] = {
    "first_name": "ROSA",
    "last_name": "delgado jr",
    "sex": "Female",
    "date_of_birth": date(1986, 4, 12),
}
KENTUCKY = "kentucky"


@pytest.fixture
def rosa(demo_desk: None) -> Person:
    """Return a resident of the demo."""
    return Person.objects.get(marketplace=KENTUCKY, first_name="Rosa", last_name="Delgado", sex="female")


def found(**given: Any) -> Person | None:
    """Return who is found by Rosa's names and what is given besides."""
    one = identities.find(Known(**{**ROSA, **given}), marketplace=given.pop("marketplace", KENTUCKY))
    return one.person if one else None


@pytest.mark.rule("C-02")
def test_a_person_is_found_by_all_that_is_given(rosa: Person) -> None:
    case = rosa.cases.get()

    assert found() == rosa
    assert found(ssn=ssn_of(rosa), case_number=case.case_number) == rosa
    assert found(application_number=case.application_number) == rosa


@pytest.mark.rule("C-02", "C-10")
@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": "Ros"},
        {"last_name": "Delgad"},
        {"sex": "male"},
        {"date_of_birth": date(1986, 4, 13)},
        {"ssn": "900-00-0000"},
        {"case_number": "1"},
        {"application_number": "1"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_one_thing_that_does_not_fit_finds_nobody(rosa: Person, wrong: dict[str, Any]) -> None:
    assert found(**wrong) is None


def test_nobody_is_found_in_another_marketplace(rosa: Person) -> None:
    assert identities.find(Known(**ROSA), marketplace="maryland") is None


def test_nothing_given_finds_nobody(rosa: Person) -> None:
    assert identities.find(Known(), marketplace=KENTUCKY) is None


@pytest.mark.rule("C-02")
def test_of_two_alike_nobody_is_found_unless_a_number_tells_them_apart(rosa: Person) -> None:
    twin = Person.objects.create(
        marketplace=KENTUCKY, person_id="999001", language="en", **{**ROSA, "sex": "female"}
    )
    case = Case.objects.create(marketplace=KENTUCKY, case_number="777")
    CaseMember.objects.create(case=case, person=twin)
    assert identities.put_missing() == 1

    assert found() is None
    assert found(case_number=" 7-77 ") == twin
    assert found(ssn=ssn_of(rosa)) == rosa


@pytest.mark.rule("C-02")
def test_the_number_itself_is_sealed_and_opens_at_its_own_place_only(rosa: Person) -> None:
    row = PersonIdentity.objects.get(person=rosa)
    other = PersonIdentity.objects.exclude(person=rosa).first()
    assert other is not None

    assert identities.ssn_of(row) == ssn_of(rosa)
    assert ssn_of(rosa).encode() not in bytes(row.ssn_sealed or b"")
    assert not any(ssn_of(rosa) in str(value) for value in vars(row).values())
    other.ssn_sealed = row.ssn_sealed
    with pytest.raises(identities.Tampered):
        identities.ssn_of(other)


@pytest.mark.rule("C-02")
def test_of_two_marketplaces_no_hash_tells_that_somebody_is_in_both(rosa: Person) -> None:
    rosa.marketplace = "maryland"
    rosa.save(update_fields=["marketplace"])
    kentucky = PersonIdentity.objects.get(pk=rosa)
    identities.put([rosa], ssns={rosa.id: ssn_of(rosa)})

    maryland = PersonIdentity.objects.get(pk=rosa)

    for name in ("first_name", "last_name", "sex", "date_of_birth", "ssn"):
        assert getattr(maryland, name) != getattr(kentucky, name)
