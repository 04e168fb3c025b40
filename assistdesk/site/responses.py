"""Refusal to response: the only place that knows HTTP statuses. Page, part of a page, or problem."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from assistdesk.shared.refusals import FieldError, InvalidInput, Kind, Refusal, SignInRequired
from assistdesk.site import carrying

STATUS = {
    Kind.MALFORMED: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.WRONG_METHOD: 405,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED: 415,
    Kind.INVALID: 422,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}
TITLES = {
    Kind.MALFORMED: gettext_noop("This request can't be read"),
    Kind.UNAUTHENTICATED: gettext_noop("Sign in first"),
    Kind.FORBIDDEN: gettext_noop("This is not open to you"),
    Kind.NOT_FOUND: gettext_noop("Nothing here"),
    Kind.WRONG_METHOD: gettext_noop("Not in this way"),
    Kind.CONFLICT: gettext_noop("This can't be done now"),
    Kind.GONE: gettext_noop("This has ended"),
    Kind.TOO_LARGE: gettext_noop("This is too large"),
    Kind.UNSUPPORTED: gettext_noop("This kind of file or content can't be used"),
    Kind.INVALID: gettext_noop("Something needs another look"),
    Kind.TOO_MANY: gettext_noop("Too many tries"),
    Kind.UNAVAILABLE: gettext_noop("The desk can't do this right now"),
}
PROBLEM_TYPE = "application/problem+json"
BROKEN_PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>The desk made a mistake</title>"
    "<h1>The desk made a mistake</h1><p>Nothing was changed. Go back and try again in a moment.</p>"
    "<p lang=es>El sistema cometió un error. Vuelva atrás e inténtelo de nuevo en un momento.</p></html>"
)


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the answer to `refusal` in the form that fits the request."""
    if request.path.startswith("/api/"):
        return problem(refusal)
    if isinstance(refusal, SignInRequired):
        return _sign_in_and_go_on(request)
    words = {"title": gettext(TITLES[refusal.kind]), "message": sentence(refusal), "refusal": refusal}
    is_part = bool(getattr(request, "htmx", False))
    template = "site/refusal.html#notice" if is_part else "site/refusal.html"
    page = render(request, template, words, status=STATUS[refusal.kind])
    headers = _headers(refusal)
    if is_part:
        headers |= {"HX-Retarget": "#notices", "HX-Reswap": "innerHTML show:top"}
    for name, value in headers.items():
        page.headers[name] = value
    return page


def _sign_in_and_go_on(request: HttpRequest) -> HttpResponse:
    """Return the sign-in form that carries what was typed: a session that ended loses no word."""
    words = {
        "next": request.get_full_path(),
        "typed": carrying.typed_in(request),
        "had_files": bool(request.FILES),
        "has_ended": True,
    }
    page = render(request, "site/sign_in.html", words, status=STATUS[Kind.UNAUTHENTICATED])
    if getattr(request, "htmx", False):
        page.headers["HX-Refresh"] = "true"
    return page


def problem(refusal: Refusal) -> HttpResponse:
    """Return `refusal` as a problem document (RFC 9457)."""
    document: dict[str, Any] = {
        "type": f"/problems/{refusal.slug()}",
        "title": gettext(TITLES[refusal.kind]),
        "status": STATUS[refusal.kind],
        "detail": sentence(refusal),
        "code": refusal.code,
        **refusal.facts,
    }
    if isinstance(refusal, InvalidInput):
        document["errors"] = [
            {"field": error.field, "message": field_sentence(error)} for error in refusal.errors
        ]
    return HttpResponse(
        json.dumps(document, default=str, ensure_ascii=False),
        status=document["status"],
        content_type=PROBLEM_TYPE,
        headers=_headers(refusal),
    )


def _headers(refusal: Refusal) -> dict[str, str]:
    """Return the headers of a refusal: when to ask again, where it knows."""
    wait = refusal.facts.get("wait_seconds")
    return {} if wait is None else {"Retry-After": str(wait)}


def sentence(refusal: Refusal) -> str:
    """Return what `refusal` says to a person, in the language of the request."""
    words = gettext(refusal.message)
    return words % refusal.facts if refusal.facts else words


def field_sentence(error: FieldError) -> str:
    """Return what is wrong with one field, in the language of the request."""
    words = gettext(error.message)
    return words % dict(error.facts) if error.facts else words


def broken(request: HttpRequest) -> HttpResponse:
    """Return the answer after a fault of the desk itself: without a word of its inside."""
    if request.path.startswith("/api/"):
        document = {"type": "/problems/broken", "title": "The desk made a mistake", "status": 500}
        return HttpResponse(json.dumps(document), status=500, content_type=PROBLEM_TYPE)
    return HttpResponse(BROKEN_PAGE, status=500)
