"""The rule ledger: every rule of the project with the tests that prove it.

    python -m tools.ledger

Rules stand in docs/reference/rules.md; a test names the rules that it proves by
`@pytest.mark.rule("E-07")`. Ends with 1 when a rule that is due has no test, when a mark names a rule
that does not exist, and when a mark can't count: on what is no test, or on a test that is skipped.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tools.marks import Mark, marks_in

ROOT = Path(__file__).resolve().parents[1]
RULES = Path("docs/reference/rules.md")
TESTS = Path("tests")
RULE = re.compile(
    r"^- \*\*(?P<id>[A-Z]-\d\d)\*\* (?P<text>.+?)(?P<later> \*\(not yet due\)\*)?$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, and whether it has to be proved by now."""

    id: str
    text: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rules, the tests of each in the order of the files, and what is wrong."""

    rules: Sequence[Rule]
    tests: Mapping[str, Sequence[str]]
    problems: Sequence[str]


def read_rules(text: str) -> list[Rule]:
    """Return the rules written in `text`, in its order.

    Raises:
        ValueError: two rules have one id, or there is none at all.
    """
    rules = [Rule(found["id"], found["text"], not found["later"]) for found in RULE.finditer(text)]
    ids = [rule.id for rule in rules]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice or not ids:
        raise ValueError(f"Rules with one id: {', '.join(twice)}." if twice else "There are no rules.")
    return rules


def ledger(rules: Sequence[Rule], marks: Iterable[Mark]) -> Ledger:
    """Return which tests prove each rule, and every problem."""
    tests: dict[str, list[str]] = {rule.id: [] for rule in rules}
    problems = []
    for mark in marks:
        if mark.fault:
            problems.append(f"{mark.place}: {mark.fault}")
        elif mark.rule not in tests:
            problems.append(f"{mark.place}: there is no rule {mark.rule} in {RULES}")
        else:
            tests[mark.rule].append(mark.test)
    problems += [f"{rule.id} is due and has no test" for rule in rules if rule.is_due and not tests[rule.id]]
    return Ledger(rules, tests, problems)


def read(root: Path) -> Ledger:
    """Return the ledger of the project in `root`."""
    rules = read_rules((root / RULES).read_text(encoding="utf-8"))
    files = sorted((root / TESTS).rglob("test_*.py"))
    marks = [
        mark
        for file in files
        for mark in marks_in(file.read_text(encoding="utf-8"), file=file.relative_to(root).as_posix())
    ]
    return ledger(rules, marks)


def show(found: Ledger) -> None:
    """Print each rule with its tests, the problems last and on standard error."""
    for rule in found.rules:
        tests = sorted(set(found.tests[rule.id]))
        state = "" if rule.is_due else ", not yet due"
        click.echo(f"{rule.id}: {len(tests)} tests{state}")
        for test in tests:
            click.echo(f"    {test}")
    due = [rule for rule in found.rules if rule.is_due]
    proved = [rule for rule in due if found.tests[rule.id]]
    click.echo(f"{len(found.rules)} rules, {len(due)} due, {len(proved)} of these with tests.")
    for problem in found.problems:
        click.echo(problem, err=True)


def main() -> int:
    """Print the ledger; return 0 when it is in order, else 1."""
    found = read(ROOT)
    show(found)
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
