"""The page of permissions: what each role may do, and which pages and calls ask for it."""

from assistdesk.shared.people.guards import ApiGuard
from assistdesk.shared.people.permissions import TABLE, Permission
from assistdesk.shared.people.roles import Role
from tools import product
from tools.reference.markdown import code, page, table

INTRODUCTION = """
A role may do what its column says. Which rows a permission reaches (one's own clients, one's team's
incidents) is decided by the query besides. A marketplace's own words for the roles are in its pack.
"""
YES, NO = "yes", ""


def text() -> str:
    """Return the page."""
    roles = [role for role in Role if role is not Role.SYSTEM]
    rows = [
        (code(permission.value), *(YES if permission in TABLE[role] else NO for role in roles))
        for permission in Permission
    ]
    matrix = table(("permission", *(role.value.replace("_", " ") for role in roles)), rows)
    return page("Permissions", INTRODUCTION, matrix, "## Pages", _pages(), "## Calls of the API", _calls())


def guard_text(guard: object) -> str:
    """Return who may pass a guard: a permission, or everybody and why."""
    if isinstance(guard, ApiGuard):
        return guard_text(guard.permission or guard.reason)
    if isinstance(guard, Permission):
        return code(guard.value)
    return f"open: {guard}" if guard else "**no guard**"


def _pages() -> str:
    rows = [
        (code(product.shown(one.address)), code(one.name), guard_text(one.guard)) for one in product.pages()
    ]
    return table(("page", "name", "who"), rows)


def _calls() -> str:
    rows = [
        (
            one.method,
            code(product.shown(one.address)),
            ", ".join(map(guard_text, one.guards)) or guard_text(None),
        )
        for one in product.calls()
    ]
    return table(("method", "call", "who"), rows)
