"""Codes, moves, jobs and migrations: what has a name has it once, and what is named exists."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from types import ModuleType

import pytest

from assistdesk.shared import jobs
from assistdesk.shared.states import Move, MoveTable, State
from tests.fitness.sources import Source, migrations, python, texts
from tools import product
from tools.reference.jobs import all_tasks
from tools.reference.refusals import all_refusals
from tools.reference.states import all_tables

CODE = re.compile(r"^[a-z]+(\.[a-z_]+)+$")
CHANGES = ("services", "steps", "spares")  # the last are steps of a part of its own


def services_beside(table: str) -> dict[str, Callable[..., object]]:
    """Return the public functions, by name, that change things in the context of `context.TABLE`."""
    context = f"{product.PACKAGE}.{table.rpartition('.')[0]}"
    return {
        name: value
        for module in product.modules()
        if _is_in(module, context) and set(CHANGES) & set(module.__name__.split("."))
        for name, value in vars(module).items()
        if callable(value) and not name.startswith("_")
    }


def without_service(table: MoveTable[State], services: dict[str, Callable[..., object]]) -> list[str]:
    """Return the moves that no service makes.

    `accept` is made by `accept` or `accept_offer`; every move by one that takes the state to go to.
    """
    if any(type(table.start) in getattr(one, "__annotations__", {}).values() for one in services.values()):
        return []
    return [move for move in table.moves if not any(f"{name}_".startswith(f"{move}_") for name in services)]


def queued_names(source: Source) -> Iterator[str]:
    """Yield the name in each `jobs.queue("name", ...)` of a file."""
    for node in ast.walk(ast.parse(source.text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        is_job = (
            node.func.attr == "queue"
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "jobs"
        )
        if is_job and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def imports_of_our_code(source: Source) -> list[str]:
    """Return what a file imports from the product."""
    tree = ast.parse(source.text)
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [name for name in names if name.split(".")[0] in (product.PACKAGE, "")]


def _is_in(module: ModuleType, package: str) -> bool:
    return module.__name__ == package or module.__name__.startswith(f"{package}.")


def test_no_two_refusals_have_one_code() -> None:
    codes = Counter(one.code for one in all_refusals() if "code" in vars(one))

    assert not [code for code, times in codes.items() if times > 1]


def test_every_refusal_has_a_code_of_the_agreed_form_and_a_sentence() -> None:
    assert not [one for one in all_refusals() if not CODE.match(one.code)]
    assert not [one for one in all_refusals() if not one.message.rstrip().endswith((".", ")s"))]


def test_every_refusal_is_in_the_documents() -> None:
    page = texts("docs/reference/refusals.md")[0].text

    assert not [one.code for one in all_refusals() if f"`{one.code}`" not in page]


def test_every_move_has_a_service_that_makes_it() -> None:
    missing = {
        name: lacking
        for name, table in all_tables()
        if (lacking := without_service(table, services_beside(name)))
    }

    assert not missing


class Light(StrEnum):
    """What a light shows."""

    RED = "red"
    GREEN = "green"


def switch_light(*, to: Light) -> None:
    """Let a light show any colour."""


def go_on() -> None:
    """Let a light show green."""


LIGHT = MoveTable(
    start=Light.RED,
    moves=[
        Move("go", frozenset({Light.RED}), Light.GREEN),
        Move("stop", frozenset({Light.GREEN}), Light.RED),
    ],
)


@pytest.mark.parametrize(
    ("services", "missing"),
    [({}, ["go", "stop"]), ({"go_on": go_on}, ["stop"]), ({"switch_light": switch_light}, [])],
)
def test_a_move_without_a_service_is_found(
    services: dict[str, Callable[..., object]], missing: list[str]
) -> None:
    assert without_service(LIGHT, services) == missing


def test_all_that_is_queued_by_name_is_a_task() -> None:
    tasks = {task.name for task in all_tasks()}
    queued = {name: source.name for source in python(product.PACKAGE) for name in queued_names(source)}

    assert not {name: where for name, where in queued.items() if name not in tasks}


def test_every_queue_that_is_used_has_a_worker() -> None:
    used = {task.queue for task in all_tasks()}

    assert used <= set(jobs.QUEUES)
    assert "queues=list(jobs.QUEUES)" in texts("assistdesk/site/worker.py")[0].text


def test_a_task_for_a_queue_without_a_worker_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        jobs.task(name="tests.nothing", queue="nobody")


def test_no_migration_imports_our_code() -> None:
    assert migrations()
    assert not {source.name: found for source in migrations() if (found := imports_of_our_code(source))}


@pytest.mark.parametrize(
    "line", ["import assistdesk.shared.clock", "from assistdesk.shared import clock", "from . import x"]
)
def test_a_migration_that_imports_our_code_is_found(line: str) -> None:
    assert imports_of_our_code(Source("x.py", line))
