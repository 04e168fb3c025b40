"""The rule ledger counts what proves a rule, and nothing else."""

from pathlib import Path
from textwrap import dedent

import pytest

from tools import ledger
from tools.marks import marks_in

RULES = """
# Rules

- **A-01** The first rule. `[+]`
- **A-02** The second rule, over `code`. `[000: "words"]`
- **B-01** A later rule. `[+]` *(not yet due)*
"""


def marks(source: str) -> set[tuple[str, str]]:
    """Return (rule, test) of every mark that counts in `source`."""
    return {
        (mark.rule, mark.test) for mark in marks_in(dedent(source), file="tests/test_x.py") if not mark.fault
    }


def faults(source: str) -> list[str]:
    """Return what is wrong with the marks in `source`."""
    return [mark.fault for mark in marks_in(dedent(source), file="tests/test_x.py") if mark.fault]


def problems(source: str) -> list[str]:
    """Return the problems of a project whose rules are RULES and whose only test file is `source`."""
    found = marks_in(dedent(source), file="tests/test_x.py")
    return list(ledger.ledger(ledger.read_rules(RULES), found).problems)


def test_rules_are_read_with_whether_they_are_due() -> None:
    rules = ledger.read_rules(RULES)

    assert [(rule.id, rule.is_due) for rule in rules] == [("A-01", True), ("A-02", True), ("B-01", False)]


def test_two_rules_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="A-01"):
        ledger.read_rules(RULES + "- **A-01** Again. `[+]`\n")


def test_a_file_without_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="no rules"):
        ledger.read_rules("# Rules\n")


def test_a_decorator_may_name_several_rules() -> None:
    source = """
        @pytest.mark.rule("A-01", "A-02")
        def test_both(): ...
    """

    assert marks(source) == {("A-01", "tests/test_x.py::test_both"), ("A-02", "tests/test_x.py::test_both")}


def test_the_mark_of_a_module_holds_for_each_test_in_it() -> None:
    source = """
        pytestmark = [pytest.mark.django_db, pytest.mark.rule("A-01")]

        def test_one(): ...

        def arrange(): ...
    """

    assert marks(source) == {("A-01", "tests/test_x.py::test_one")}
    assert not faults(source)


def test_the_marks_of_a_class_hold_for_its_tests() -> None:
    source = """
        @pytest.mark.rule("A-01")
        class TestPages:
            pytestmark = pytest.mark.rule("A-02")

            async def test_one(self): ...
    """

    assert marks(source) == {
        ("A-01", "tests/test_x.py::TestPages::test_one"),
        ("A-02", "tests/test_x.py::TestPages::test_one"),
    }


def test_the_mark_of_a_single_case_counts() -> None:
    source = """
        @pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.rule("A-01")), 2])
        def test_one(n): ...
    """

    assert marks(source) == {("A-01", "tests/test_x.py::test_one")}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        pytest.param(
            '@pytest.mark.rule("A-01")\ndef arrange(): ...', "no test", id="on a function that is no test"
        ),
        pytest.param(
            '@pytest.mark.skip\n@pytest.mark.rule("A-01")\ndef test_x(): ...',
            "skipped",
            id="on a skipped test",
        ),
        pytest.param(
            '@pytest.mark.xfail(reason="")\n@pytest.mark.rule("A-01")\ndef test_x(): ...',
            "may fail",
            id="on a test that may fail",
        ),
        pytest.param("@pytest.mark.rule(RULE)\ndef test_x(): ...", "as a text", id="with a name for an id"),
        pytest.param("@pytest.mark.rule()\ndef test_x(): ...", "names no rule", id="without an id"),
    ],
)
def test_a_mark_that_proves_nothing_is_a_fault(source: str, fault: str) -> None:
    assert not marks(source)
    assert fault in faults(source)[0]


def test_a_due_rule_without_a_test_is_a_problem_and_a_later_one_is_not() -> None:
    found = problems('@pytest.mark.rule("A-01")\ndef test_one(): ...')

    assert found == ["A-02 is due and has no test"]


def test_a_mark_of_an_unknown_rule_is_a_problem_that_names_its_line() -> None:
    found = problems('@pytest.mark.rule("A-01", "A-02", "Z-99")\ndef test_one(): ...')

    assert found == ["tests/test_x.py:1: there is no rule Z-99 in docs/reference/rules.md"]


def test_the_ledger_of_a_broken_project_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs/reference").mkdir(parents=True)
    (tmp_path / ledger.RULES).write_text(RULES, encoding="utf-8")
    (tmp_path / "tests/one").mkdir(parents=True)
    (tmp_path / "tests/one/test_a.py").write_text('@pytest.mark.rule("A-01")\ndef test_one(): ...\n')
    monkeypatch.setattr(ledger, "ROOT", tmp_path)

    status = ledger.main()

    shown = capsys.readouterr()
    assert status == 1
    assert "A-01: 1 tests\n    tests/one/test_a.py::test_one\n" in shown.out
    assert shown.err == "A-02 is due and has no test\n"


def test_the_rules_of_this_project_can_be_read() -> None:
    rules = ledger.read_rules((ledger.ROOT / ledger.RULES).read_text(encoding="utf-8"))

    assert len(rules) == (ledger.ROOT / ledger.RULES).read_text(encoding="utf-8").count("\n- **")
    assert {"E-07", "P-01", "S-08"} <= {rule.id for rule in rules}
