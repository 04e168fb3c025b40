"""What was typed into a form while nobody was signed in any more, carried through signing in."""

from django.http import HttpRequest

PREFIX = "typed."
LEFT_OUT = frozenset({"csrfmiddlewaretoken"})

Typed = list[tuple[str, str]]


def typed_in(request: HttpRequest) -> Typed:
    """Return the fields of a form that was refused for want of a signed-in person, in their order."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in LEFT_OUT
    ]


def carried_by(request: HttpRequest) -> Typed:
    """Return the fields that a sign-in form carries for another form; none for an ordinary sign-in."""
    return [
        (name.removeprefix(PREFIX), value) for name, value in typed_in(request) if name.startswith(PREFIX)
    ]
