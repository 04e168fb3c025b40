"""The page of permissions: what each role may do, and which pages and calls ask for it."""

from assistdesk.shared.people.guards import ApiGuard
from assistdesk.shared.people.permissions import TABLE, Permission
from assistdesk.shared.people.powers import ALWAYS, POWERS
from assistdesk.shared.people.roles import Role
from tools import product
from tools.reference.markdown import code, page, table

INTRODUCTION = """
A role may do what its column says. Which rows a permission reaches (one's own clients, one's team's
incidents) is decided by the query besides. A marketplace's own words for the roles are in its pack.
"""
DELEGATES = """
Who acts for a helper may do what a power opens and the helper may do too, as long as the helper allows it.
Nothing else, and never what is the helper's alone: asking for case access, opening a case, taking a referral,
letting others act.
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
    parts = ("## People who act for a helper", DELEGATES, _powers(), "## Pages", _pages())
    return page("Permissions", INTRODUCTION, matrix, *parts, "## Calls of the API", _calls())


def guard_text(guard: object) -> str:
    """Return who may pass a guard: a permission, or everybody and why."""
    if isinstance(guard, ApiGuard):
        return guard_text(guard.permission or guard.reason)
    if isinstance(guard, Permission):
        return code(guard.value)
    return f"open: {guard}" if guard else "**no guard**"


def _powers() -> str:
    rows = [(code(power.value), _codes(opened)) for power, opened in POWERS.items()]
    return table(("power", "opens"), [*rows, ("any of them, besides", _codes(ALWAYS))])


def _codes(permissions: frozenset[Permission]) -> str:
    return ", ".join(code(one.value) for one in Permission if one in permissions)


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
