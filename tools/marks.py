"""Reads which rules a test file says it proves, from its text alone."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef
NEVER_RUN = ("skip", "xfail")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the rule, the test it stands on, where; `fault` says why it can't count."""

    rule: str
    test: str
    place: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What surrounds a test: the file, the names down to here, the marks that hold for all in it."""

    file: str
    names: tuple[str, ...]
    marks: tuple[ast.expr, ...]


def marks_in(source: str, *, file: str) -> list[Mark]:
    """Return the marks of the test file `file`, whose text is `source`: one for each rule and test."""
    tree = ast.parse(source)
    return list(_in_body(tree.body, _Scope(file, (), _own_marks(tree.body))))


def _in_body(body: Sequence[ast.stmt], scope: _Scope) -> Iterator[Mark]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            marks = (*scope.marks, *node.decorator_list, *_own_marks(node.body))
            yield from _in_body(node.body, _Scope(scope.file, (*scope.names, node.name), marks))
        elif isinstance(node, Function):
            yield from _of_function(node, scope)


def _own_marks(body: Sequence[ast.stmt]) -> tuple[ast.expr, ...]:
    """Return the marks that a module or class gives to all its tests by `pytestmark`."""
    found: list[ast.expr] = []
    for node in body:
        if isinstance(node, ast.Assign) and any(_is_called(one, "pytestmark") for one in node.targets):
            value = node.value
            found += value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
    return tuple(found)


def _of_function(node: Function, scope: _Scope) -> Iterator[Mark]:
    test = "::".join((scope.file, *scope.names, node.name))
    own = (*node.decorator_list, *_of_parameters(node))
    if not node.name.startswith("test"):
        for call in _rule_calls(own):
            yield Mark("", test, f"{scope.file}:{call.lineno}", "the mark stands on what is no test")
        return
    every = (*scope.marks, *own)
    never = any(_mark_name(mark) in NEVER_RUN for mark in (*scope.marks, *node.decorator_list))
    for call in _rule_calls(every):
        place = f"{scope.file}:{call.lineno}"
        for rule in call.args:
            yield _mark(rule, test=test, place=place, never=never)
        if not call.args:
            yield Mark("", test, place, "the mark names no rule")


def _mark(rule: ast.expr, *, test: str, place: str, never: bool) -> Mark:
    if not isinstance(rule, ast.Constant) or not isinstance(rule.value, str):
        return Mark("", test, place, "write the rule's id into the mark as a text")
    fault = "a test that is skipped or may fail proves nothing" if never else ""
    return Mark(rule.value, test, place, fault)


def _of_parameters(node: Function) -> list[ast.expr]:
    """Return the marks given to single cases: `pytest.param(..., marks=pytest.mark.rule("E-07"))`."""
    found: list[ast.expr] = []
    for decorator in node.decorator_list:
        for part in ast.walk(decorator):
            if isinstance(part, ast.keyword) and part.arg == "marks":
                value = part.value
                found += value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
    return found


def _rule_calls(marks: Sequence[ast.expr]) -> list[ast.Call]:
    return [mark for mark in marks if isinstance(mark, ast.Call) and _mark_name(mark) == "rule"]


def _mark_name(mark: ast.expr) -> str | None:
    """Return NAME of `pytest.mark.NAME` or `pytest.mark.NAME(...)`; None for another decorator."""
    node = mark.func if isinstance(mark, ast.Call) else mark
    if not isinstance(node, ast.Attribute):
        return None
    holder = node.value
    is_mark = _is_called(holder, "mark") or (isinstance(holder, ast.Attribute) and holder.attr == "mark")
    return node.attr if is_mark else None


def _is_called(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
