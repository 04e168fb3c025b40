"""Who calls, how many clients fit, and which incident a caller means by a number."""

import pytest

from assistdesk.escalations.rules import Bounds, Eligibility
from assistdesk.escalations.rules import hotline as rules
from assistdesk.escalations.states import CallerStanding
from assistdesk.shared.refusals import InvalidInput

FIRST = 2866868


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("typed", "recorded", "is_same"),
    [
        ("Sam Whitfield", "Sam Whitfield", True),
        ("whitfield, SAM", "Sam Whitfield", True),
        ("Sam J. Whitfield", "Sam Whitfield", True),
        ("Sam Whitfield", "Sam J. Whitfield", True),
        ("Ximena Munoz", "Ximena Muñoz", True),
        ("Sean OBrien", "Sean O\u2019Brien", True),
        ("Ruth Smith Jones", "Ruth Smith-Jones", True),
        ("Sam", "Sam Whitfield", False),
        ("Whitfield", "Sam Whitfield", False),
        ("Pam Whitfield", "Sam Whitfield", False),
        ("Sam J. Whitfield", "Sam K. Whitfield", False),
        ("Sam Sam", "Sam Whitfield", False),
        ("", "Sam Whitfield", False),
        ("", "", False),
        ("Prince", "Prince", True),
    ],
)
def test_a_name_is_the_same_however_it_is_spelt(typed: str, recorded: str, is_same: bool) -> None:  # noqa: FBT001 - a case
    assert rules.is_same_name(typed, recorded) is is_same


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("recorded", "eligibility", "standing"),
    [
        ("Sam Whitfield", Eligibility.ELIGIBLE, CallerStanding.VERIFIED),
        ("Sam Whitfield", Eligibility.LAPSED, CallerStanding.LAPSED),
        ("Sam Whitfield", Eligibility.NEVER_AUTHORIZED, CallerStanding.LAPSED),
        ("Jo Ridgely", Eligibility.ELIGIBLE, CallerStanding.NAME_DIFFERS),
        ("Jo Ridgely", Eligibility.LAPSED, CallerStanding.NAME_DIFFERS),
        (None, Eligibility.ELIGIBLE, CallerStanding.UNKNOWN_NPN),
    ],
)
def test_a_caller_is_verified_by_name_number_and_authorization(
    recorded: str | None, eligibility: Eligibility, standing: CallerStanding
) -> None:
    found = rules.caller_standing(
        typed_name="Sam Whitfield", recorded_name=recorded, compares_names=True, eligibility=eligibility
    )

    assert found is standing


@pytest.mark.rule("E-11")
def test_where_the_marketplace_asks_for_the_number_alone_the_name_is_not_compared() -> None:
    found = rules.caller_standing(
        typed_name="Sam", recorded_name="Jo", compares_names=False, eligibility=Eligibility.ELIGIBLE
    )

    assert found is CallerStanding.VERIFIED


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("known", "person_id", "has_room"),
    [
        (set(), "1", True),
        ({"1", "2"}, "3", True),
        ({"1", "2", "3"}, "4", False),
        ({"1", "2", "3"}, "3", True),
    ],
)
def test_a_call_is_about_at_most_so_many_clients(known: set[str], person_id: str, has_room: bool) -> None:  # noqa: FBT001 - a case
    assert rules.has_room(known, person_id, most=3) is has_room


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("200528-2866868", "2866868"),
        ("200528 2866868", "2866868"),
        ("2005282866868", "2866868"),
        ("20 05 28 - 286 68 68", "2866868"),
        ("2OO528\u2013286686 8", "2866868"),
        ("0528-2866868", "2866868"),
        ("2866868", "2866868"),
        ("no. 868, or so", "868"),
        ("\u0668\u0666\u0668", "868"),
        ("200528-12866868", "12866868"),
    ],
)
def test_a_number_is_understood_however_it_is_said(typed: str, ending: str) -> None:
    assert rules.number_asked(typed).ending == ending


@pytest.mark.rule("E-11")
@pytest.mark.parametrize("typed", ["", "68", "abc", "--"])
def test_a_number_of_too_few_digits_finds_nothing(typed: str) -> None:
    with pytest.raises(InvalidInput):
        rules.number_asked(typed)


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("typed", "last", "found"),
    [
        ("2866868", FIRST, [FIRST]),
        ("2866869", FIRST, []),
        ("2866867", FIRST, []),
        ("868", FIRST, [FIRST]),
        ("868", FIRST + 1000, [FIRST + 1000, FIRST]),
        ("868", FIRST + 999, [FIRST]),
        ("868", FIRST + 5000, [FIRST + 5000, FIRST + 4000]),
        ("867", FIRST, []),
        ("6868", FIRST + 20_000, [FIRST + 20_000, FIRST + 10_000]),
    ],
)
def test_the_end_of_a_number_finds_the_newest(typed: str, last: int, found: list[int]) -> None:
    asked = rules.number_asked(typed)

    assert rules.running_numbers(asked, first=FIRST, last=last, most=2) == found


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("200528-2866868", ["20", "05", "28", "286", "68", "68"]),
        ("200528-12866868", ["20", "05", "28", "1286", "68", "68"]),
    ],
)
def test_a_number_is_read_out_in_groups(number: str, groups: list[str]) -> None:
    assert rules.read_out(number) == groups


@pytest.mark.rule("E-11")
@pytest.mark.parametrize(
    ("consumers", "attachments", "has_own_icon", "can_be"),
    [
        (Bounds(1, 1), Bounds(0, 10), False, True),
        (Bounds(1, 1), Bounds(1, 10), False, False),
        (Bounds(1, 100), Bounds(0, 0), True, False),
        (Bounds(2, 5), Bounds(0, 0), False, False),
        (Bounds(0, 0), Bounds(0, 0), False, False),
    ],
)
def test_what_needs_a_file_or_several_clients_is_not_called_in(
    consumers: Bounds,
    attachments: Bounds,
    has_own_icon: bool,  # noqa: FBT001 - cases
    can_be: bool,  # noqa: FBT001 - cases
) -> None:
    found = rules.can_be_called_in(consumers=consumers, attachments=attachments, has_own_icon=has_own_icon)

    assert found is can_be
