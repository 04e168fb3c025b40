"""The page of state machines: each table of moves, and its picture."""

from enum import StrEnum

from assistdesk.shared.states import MoveTable, State
from tools import product
from tools.reference.markdown import block, code, page, table

INTRODUCTION = "What can happen to a thing that has states. Nothing moves but by these moves."


def all_tables() -> list[tuple[str, MoveTable[StrEnum]]]:
    """Return every table of moves under `context.NAME`, once each, by name."""
    found: dict[int, tuple[str, MoveTable[StrEnum]]] = {}
    for module in product.modules():
        if module.__name__.rpartition(".")[2] != "states":
            continue
        context = module.__name__.removeprefix(f"{product.PACKAGE}.").rpartition(".")[0]
        for name, value in sorted(vars(module).items()):
            if isinstance(value, MoveTable):
                found.setdefault(id(value), (f"{context}.{name}", value))
    return sorted(found.values(), key=lambda pair: pair[0])


def text() -> str:
    """Return the page."""
    sections = [section(name, moves) for name, moves in all_tables()]
    return page("State machines", INTRODUCTION, *sections)


def section(name: str, moves: MoveTable[State]) -> str:
    """Return the part of the page about one table of moves."""
    rows = [
        (
            code(move.name),
            ", ".join(code(state.value) for state in _in_order(move.sources)),
            code(move.target.value),
        )
        for move in moves.moves.values()
    ]
    return "\n\n".join(
        [
            f"## {name}",
            product.first_line(type(moves.start)),
            f"Starts as {code(moves.start.value)}.",
            table(("move", "from", "to"), rows),
            block(_diagram(moves), language="mermaid"),
        ]
    )


def _diagram(moves: MoveTable[State]) -> str:
    arrows = [
        f"    {source.value} --> {move.target.value}: {move.name}"
        for move in moves.moves.values()
        for source in _in_order(move.sources)
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {moves.start.value}", *arrows])


def _in_order(states: frozenset[State]) -> list[State]:
    """Return the states in the order in which they are declared."""
    return [state for state in type(next(iter(states))) if state in states]
