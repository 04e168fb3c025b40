"""The demo's sign-ins as text, for whoever starts the desk."""

from assistdesk.site.demo.script import script


def as_text() -> str:
    """Return the sign-ins as lines: username, role, marketplace, and the one password."""
    wanted = script()
    lines = [
        f"  {one.username:<17} {one.role.value.replace('_', ' '):<26} {one.marketplace}".rstrip()
        for one in wanted.accounts
    ]
    return "\n".join([f"Demo sign-ins, all with the password {wanted.password}:", *lines, ""])
