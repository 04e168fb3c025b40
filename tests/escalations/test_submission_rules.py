"""What a submission must hold, who may file, and what an incident's number looks like."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistdesk.escalations import rules
from assistdesk.escalations.rules import Bounds, Content, Eligibility, FieldNeed, Needs, clocks
from assistdesk.shared.refusals import InvalidInput

ONE = Bounds(1, 1)
NEEDS = Needs(
    fields=(
        FieldNeed("ticket", is_required=True),
        FieldNeed("concerns", is_required=True, choices=frozenset({"a", "b"})),
        FieldNeed("extra", is_required=False),
    ),
    consumers=ONE,
    attachments=Bounds(1, 2),
    materials=frozenset({"manual"}),
)


def content(**changes: object) -> Content:
    """Return a submission that is right, but for the changes."""
    given: dict[str, object] = {
        "description": "The card never came.",
        "fields": {"ticket": "T-1", "concerns": "a"},
        "consumers": ("100",),
        "attachments_count": 1,
        "checked": ("manual",),
    }
    return Content(**{**given, **changes})  # type: ignore[arg-type]  # whatever the test changes


def wrong_fields(of: Content, *, needs: Needs = NEEDS) -> list[str]:
    """Return the names of the fields that need another look."""
    return [error.field for error in rules.content_errors(of, needs=needs)]


@pytest.mark.rule("G-07")
def test_what_holds_everything_is_right() -> None:
    rules.check_content(content(), needs=NEEDS)


@pytest.mark.rule("G-07")
@pytest.mark.rule("G-13")
def test_each_missing_part_is_named() -> None:
    empty = content(description="", fields={}, consumers=(), attachments_count=0)

    with pytest.raises(InvalidInput) as refused:
        rules.check_content(empty, needs=NEEDS)

    named = [error.field for error in refused.value.errors]
    assert named == ["consumers", "fields.ticket", "fields.concerns", "description", "attachments"]


@pytest.mark.rule("G-07")
@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u200b", "\u2060\u200d ", "\u00a0"])
def test_what_nobody_can_see_is_nothing(blank: str) -> None:
    assert wrong_fields(content(description=blank)) == ["description"]
    assert wrong_fields(content(fields={"ticket": blank, "concerns": "a"})) == ["fields.ticket"]


def test_an_optional_field_may_be_left_out() -> None:
    assert wrong_fields(content(fields={"ticket": "T-1", "concerns": "b", "extra": ""})) == []


@pytest.mark.rule("G-08")
def test_a_choice_is_one_of_those_offered() -> None:
    assert wrong_fields(content(fields={"ticket": "T-1", "concerns": "c"})) == ["fields.concerns"]


def test_a_field_that_the_type_has_not_is_named() -> None:
    assert wrong_fields(content(fields={"ticket": "T", "concerns": "a", "x": "y"})) == ["fields.x"]


@pytest.mark.parametrize(("length", "wrong"), [(10_000, []), (10_001, ["description"])])
def test_a_description_has_a_longest_length(length: int, wrong: list[str]) -> None:
    assert wrong_fields(content(description="é" * length)) == wrong


@pytest.mark.parametrize(("length", "wrong"), [(500, []), (501, ["fields.ticket"])])
def test_a_field_has_a_longest_length(length: int, wrong: list[str]) -> None:
    assert wrong_fields(content(fields={"ticket": "1" * length, "concerns": "a"})) == wrong


@pytest.mark.rule("E-02")
@pytest.mark.rule("E-03")
@pytest.mark.parametrize(
    ("bounds", "count", "is_right"),
    [
        (ONE, 0, False),
        (ONE, 1, True),
        (ONE, 2, False),
        (Bounds(0, 0), 0, True),
        (Bounds(0, 0), 1, False),
        (Bounds(1, 3), 3, True),
        (Bounds(1, 3), 4, False),
    ],
)
def test_a_type_says_how_many_consumers(bounds: Bounds, count: int, *, is_right: bool) -> None:
    needs = Needs(NEEDS.fields, bounds, NEEDS.attachments, NEEDS.materials)

    wrong = wrong_fields(content(consumers=tuple(str(number) for number in range(count))), needs=needs)

    assert wrong == ([] if is_right else ["consumers"])


def test_a_consumer_named_twice_counts_once() -> None:
    assert wrong_fields(content(consumers=("100", "100"))) == []


@pytest.mark.rule("E-04")
@pytest.mark.parametrize(("count", "wrong"), [(0, True), (1, False), (2, False), (3, True)])
def test_a_type_says_how_many_attachments(count: int, *, wrong: bool) -> None:
    assert wrong_fields(content(attachments_count=count)) == (["attachments"] if wrong else [])


@pytest.mark.rule("G-02")
def test_only_materials_of_the_type_can_be_ticked() -> None:
    assert wrong_fields(content(checked=())) == []
    assert wrong_fields(content(checked=("manual", "another"))) == ["checked"]


LAST_DAY = date(2027, 3, 2)


@pytest.mark.rule("E-13")
@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (LAST_DAY - timedelta(days=1), Eligibility.ELIGIBLE),
        (LAST_DAY, Eligibility.ELIGIBLE),
        (LAST_DAY + timedelta(days=1), Eligibility.LAPSED),
    ],
)
def test_an_authorization_holds_through_its_last_day(on: date, verdict: Eligibility) -> None:
    assert rules.eligibility(is_needed=True, authorized_until=LAST_DAY, on=on) is verdict


@pytest.mark.rule("E-13")
def test_without_an_authorization_nobody_escalates_where_one_is_needed() -> None:
    never = rules.eligibility(is_needed=True, authorized_until=None, on=LAST_DAY)
    not_asked = rules.eligibility(is_needed=False, authorized_until=None, on=LAST_DAY)

    assert never is Eligibility.NEVER_AUTHORIZED
    assert not_asked is Eligibility.ELIGIBLE


@pytest.mark.rule("E-07")
@pytest.mark.parametrize(
    ("on", "running", "number"),
    [
        (date(2020, 5, 28), 2866868, "200528-2866868"),
        (date(2027, 1, 2), 7, "270102-0000007"),
        (date(2027, 1, 2), 9_999_999, "270102-9999999"),
        (date(2027, 1, 2), 10_000_000, "270102-10000000"),
    ],
)
def test_a_number_is_the_day_and_seven_digits(on: date, running: int, number: str) -> None:
    assert rules.incident_number(on=on, running=running) == number


NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)


def test_waiting_is_read_from_the_history() -> None:
    hour = timedelta(hours=1)
    moves = [
        ("", "new", NOON),
        ("in_review", "waiting", NOON + hour),
        ("waiting", "waiting", NOON + 2 * hour),
        ("waiting", "in_review", NOON + 3 * hour),
        ("in_review", "waiting", NOON + 4 * hour),
    ]

    pauses = clocks.pauses_of(moves, waiting="waiting")

    spans = [(pause.starts_at, pause.ends_at) for pause in pauses]
    assert spans == [(NOON + hour, NOON + 3 * hour), (NOON + 4 * hour, None)]
