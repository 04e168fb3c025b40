"""Every phrase of the product that people read in their language, with the place where it stands."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

SINGULAR = frozenset({"gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})

STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"(?<!\w)(?P<call>p?n?gettext|_)\(\s*(?P<first>{STRING})(?:\s*,\s*(?P<second>{STRING}))?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in English, with `%(name)s` for what is filled in; `plural` and `context` may be empty."""

    text: str
    plural: str
    context: str
    file: Path
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """What tells phrases apart: the context and the text."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Untranslatable:
    """A sentence that is put together in the code, so that no translation can be found for it."""

    file: Path
    line: int


def phrases_below(folder: Path) -> Iterator[Phrase | Untranslatable]:
    """Yield every phrase of the templates and Python files below `folder`."""
    for file in sorted(folder.rglob("*.html")):
        yield from phrases_of_template(file, file.read_text(encoding="utf-8"))
    for file in sorted(folder.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from phrases_of_code(file, file.read_text(encoding="utf-8"))


def phrases_of_template(file: Path, text: str) -> Iterator[Phrase]:
    """Yield the phrases of one template."""
    source = templatize(text, origin=str(file))
    for found in IN_TEMPLATE.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        first = ast.literal_eval(found["first"])
        second = ast.literal_eval(found["second"]) if found["second"] else ""
        if found["call"] == "pgettext":
            yield Phrase(second, "", first, file, line)
        else:
            yield Phrase(first, second if found["call"] == "ngettext" else "", "", file, line)


def phrases_of_code(file: Path, text: str) -> Iterator[Phrase | Untranslatable]:
    """Yield the phrases of one Python file: calls of gettext, and what refusals and field errors say."""
    tree = ast.parse(text)
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, file, constants)
        elif isinstance(node, ast.ClassDef):
            yield from _of_class(node, file)
    for name, value in constants.items():
        if name.endswith("_MESSAGE"):
            yield from _of_sentence(value, file)


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and _text(node.value):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _of_call(call: ast.Call, file: Path, constants: dict[str, ast.expr]) -> Iterator[Phrase | Untranslatable]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [text for text in map(_text, call.args) if text]
    if name in SINGULAR and texts:
        yield Phrase(texts[0], "", "", file, call.lineno)
    elif name in PLURAL and len(texts) > 1:
        yield Phrase(texts[0], texts[1], "", file, call.lineno)
    elif name in WITH_CONTEXT and len(texts) > 1:
        yield Phrase(texts[1], "", texts[0], file, call.lineno)
    elif name == "FieldError":
        named = [keyword.value for keyword in call.keywords if keyword.arg == "message"]
        for node in (call.args[1:2] or named)[:1]:
            yield from _of_sentence(
                constants.get(node.id, node) if isinstance(node, ast.Name) else node, file
            )


def _of_class(node: ast.ClassDef, file: Path) -> Iterator[Phrase | Untranslatable]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and [getattr(one, "id", "") for one in statement.targets] == [
            "message"
        ]:
            yield from _of_sentence(statement.value, file)


def _of_sentence(node: ast.expr, file: Path) -> Iterator[Phrase | Untranslatable]:
    """Yield what one sentence of the code says; nothing where it only passes on what it was given."""
    text = _text(node)
    if text:
        yield Phrase(text, "", "", file, node.lineno)
    elif isinstance(node, ast.JoinedStr | ast.BinOp):
        yield Untranslatable(file, node.lineno)


def _text(node: ast.expr) -> str:
    """Return the text that `node` is, or "" where it is none."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
