"""The page of refusals: every way in which the desk says no."""

from assistdesk.shared.refusals import Refusal
from assistdesk.site.responses import STATUS
from tools import product
from tools.reference.markdown import code, page, table

INTRODUCTION = """
How the desk says no. The API answers with a problem document (RFC 9457) whose `type` is the address
in the table and whose `code` never changes once released; a page shows the same sentence. `%(name)s`
stands for a value that is filled in, and is a member of the problem document too.
"""


def all_refusals() -> list[type[Refusal]]:
    """Return every refusal of the product, by code."""
    product.modules()
    found: set[type[Refusal]] = set()
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found.update(
            one for one in below if one.__module__.startswith(product.PACKAGE) and hasattr(one, "code")
        )
    return sorted(found, key=lambda one: (one.code, one.__module__))


def text() -> str:
    """Return the page."""
    rows = [
        (
            code(one.code),
            str(STATUS[one.kind]),
            code(f"/problems/{one.slug()}"),
            one.message,
            product.first_line(one),
        )
        for one in all_refusals()
    ]
    return page("Refusals", INTRODUCTION, table(("code", "status", "type", "it says", "when"), rows))
