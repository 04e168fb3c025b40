"""The house style, where a linter does not look: sizes, exceptions with their reason, things left over."""

import ast
import re
from collections.abc import Callable

import pytest

from tests.fitness.sources import CODE, Source, python, templates, texts

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 200
NAMELESS = {"utils.py", "util.py", "helpers.py", "common.py", "managers.py", "misc.py"}

IGNORE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[a-z-]+(, ?[a-z-]+)*\])?(?P<reason>.*)")
NOQA = re.compile(r"#\s*noqa(?P<code>: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)?(?P<reason>.*)")
LEFT_OVER = re.compile(r"\b(TODO|FIXME|HACK)\b|\bXXX\b(?!-)")
HERE = re.compile(r"(?<![\w.])/(work|root|home|Users)/|(?<!\w)/tmp/(?!assistdesk)")
THIS = "tests/fitness/test_style.py"


def long_files(sources: list[Source], *, limit: int) -> list[str]:
    """Return the files with more lines than `limit`."""
    return [f"{one.name}: {len(one.lines)} lines" for one in sources if len(one.lines) > limit]


def long_functions(sources: list[Source]) -> list[str]:
    """Return the functions that are too long."""
    return [
        f"{one.name}:{node.lineno} {node.name}"
        for one in sources
        for node in one.functions()
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def unreasoned(sources: list[Source]) -> list[str]:
    """Return the lines that switch a checker off without saying which rule and why."""
    return [
        f"{one.name}:{number}"
        for one in sources
        for number, line in enumerate(one.lines, start=1)
        for pattern in (IGNORE, NOQA)
        if (found := pattern.search(line)) and not (found["code"] and re.search(r"\w{2}", found["reason"]))
    ]


def left_over(sources: list[Source]) -> list[str]:
    """Return the lines that say something is still to do."""
    return _lines_with(LEFT_OVER, sources)


def paths_of_a_machine(sources: list[Source]) -> list[str]:
    """Return the lines that name a folder which only one machine has."""
    return _lines_with(HERE, sources)


def undocumented(sources: list[Source]) -> list[str]:
    """Return the modules, and the public classes and functions, that don't say what they are."""
    found = []
    for one in sources:
        tree = ast.parse(one.text)
        if one.text.strip() and not ast.get_docstring(tree):
            found.append(one.name)
        found += [
            f"{one.name}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not node.name.startswith(("_", "test_"))
            and not ast.get_docstring(node)
        ]
    return found


def _lines_with(pattern: re.Pattern[str], sources: list[Source]) -> list[str]:
    return [
        f"{one.name}:{number}"
        for one in sources
        for number, line in enumerate(one.lines, start=1)
        if pattern.search(line)
    ]


def everything_written() -> list[Source]:
    """Return all that people write here, but for this file, which names what it looks for."""
    papers = texts("*.md", "docs/**/*.md", "packs/**/*.yaml", "Makefile", "pyproject.toml", "demo/*.yaml")
    return [one for one in [*python(*CODE), *templates(), *papers] if one.name != THIS]


def test_no_file_is_too_long() -> None:
    assert not long_files(python(*CODE), limit=LONGEST_FILE)
    assert not long_files(templates(), limit=LONGEST_TEMPLATE)


def test_no_function_is_too_long() -> None:
    assert not long_functions(python(*CODE))


def test_whoever_switches_a_checker_off_says_which_rule_and_why() -> None:
    assert not unreasoned([one for one in python(*CODE) if one.name != THIS])


def test_nothing_is_left_to_do() -> None:
    assert not left_over(everything_written())


def test_nothing_names_a_folder_of_one_machine() -> None:
    assert not paths_of_a_machine(everything_written())


def test_every_module_class_and_function_says_what_it_is() -> None:
    assert not undocumented(python("assistdesk", "tools"))


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not [one.name for one in python(*CODE) if one.name.rpartition("/")[2] in NAMELESS]


LONG = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        pytest.param(lambda found: long_files(found, limit=2), "a\nb\nc\n", id="a long file"),
        pytest.param(long_functions, LONG, id="a long function"),
        pytest.param(unreasoned, "x = 1  # type: ignore\n", id="an ignore without its code"),
        pytest.param(unreasoned, "x = 1  # type: ignore[misc]\n", id="an ignore without its reason"),
        pytest.param(unreasoned, "x = 1  # noqa\n", id="a noqa without its code"),
        pytest.param(unreasoned, "x = 1  # noqa: E501\n", id="a noqa without its reason"),
        pytest.param(left_over, "# TODO: later\n", id="something to do"),
        pytest.param(paths_of_a_machine, 'X = "/home/somebody/desk"\n', id="a folder of one machine"),
        pytest.param(undocumented, "x = 1\n", id="a module without a docstring"),
        pytest.param(
            undocumented, '"""A module."""\n\n\ndef f(): ...\n', id="a function without a docstring"
        ),
    ],
)
def test_each_check_finds_what_it_looks_for(check: Callable[[list[Source]], list[str]], bad: str) -> None:
    assert len(check([Source("sample.py", bad)])) == 1
