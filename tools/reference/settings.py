"""The page of settings: every environment variable that the code reads, in the contract's words."""

import ast
import re
from pathlib import Path
from types import ModuleType

from tools import product
from tools.reference.markdown import code, page, table

CONTRACT = Path(__file__).resolve().parents[2] / "docs/reference/contract.md"
VARIABLE = re.compile(r"ASSISTDESK_[A-Z][A-Z_]*")
ROW = re.compile(r"^\| `(ASSISTDESK_[A-Z_*]+)` \| (.+?) \|$", re.MULTILINE)

INTRODUCTION = """
Everything that differs between two installations comes from the environment, is read once and is
checked at the start: where one is wrong or missing, the desk refuses to start and names it. Rules of a
marketplace are never settings; they are in its [pack](policy-packs.md).
"""


class Undescribed(Exception):
    """The code reads a variable of which the contract says nothing."""


def read_in_code() -> dict[str, list[str]]:
    """Return each variable that stands in the code, with the modules that name it."""
    found: dict[str, list[str]] = {}
    for module in product.modules():
        for name in sorted(_named_in(module)):
            found.setdefault(name, []).append(module.__name__)
    return dict(sorted(found.items()))


def text() -> str:
    """Return the page.

    Raises:
        Undescribed: the contract's tables leave a variable out.
    """
    described = dict(ROW.findall(CONTRACT.read_text(encoding="utf-8")))
    used = read_in_code()
    missing = sorted(set(used) - set(described))
    if missing:
        raise Undescribed(f"{CONTRACT.name} says nothing of {', '.join(missing)}.")
    now = [(code(name), described[name], ", ".join(map(code, where))) for name, where in used.items()]
    later = [(code(name), what) for name, what in sorted(described.items()) if name not in used]
    parts = ["## Not read yet", "Named by the contract; this version does not look at them."]
    return page(
        "Settings",
        INTRODUCTION,
        table(("variable", "what it says", "named in"), now),
        *(*parts, table(("variable", "what it will say"), later)) if later else (),
    )


def _named_in(module: ModuleType) -> set[str]:
    """Return the variables that a module names in its code; what docstrings and messages say is none."""
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and VARIABLE.fullmatch(text)}
