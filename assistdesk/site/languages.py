"""Which language a browser's pages are in: what was chosen in it, or the language of who signs in."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language

from assistdesk.shared import keys
from assistdesk.shared.people.models import Account

YEAR_SECONDS = 365 * 24 * 3600
WHOSE = "desk_language_of"
"""The cookie that says whose choice the language is; none for somebody who had not signed in."""


def remember(response: HttpResponse, language: str, *, account_id: UUID | None) -> None:
    """Let pages be in `language` from now on, where the desk speaks it, as the choice of an account."""
    if not (check_for_language(language) and language in dict(settings.LANGUAGES)):
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR_SECONDS, samesite="Lax", httponly=True
    )
    if account_id is None:
        response.delete_cookie(WHOSE, samesite="Lax")
    else:
        response.set_cookie(WHOSE, _mark(account_id), max_age=YEAR_SECONDS, samesite="Lax", httponly=True)


def on_sign_in(request: HttpRequest, account: Account) -> str:
    """Return the language to remember when `account` signs in; empty where the browser's stays.

    What was chosen before signing in stays, and what the same account chose. Another's choice doesn't.
    """
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        return account.language
    whose = request.COOKIES.get(WHOSE, "")
    return account.language if whose and whose != _mark(account.id) else ""


def _mark(account_id: UUID) -> str:
    return keys.fingerprint(str(account_id), purpose="language choice")[:16]
