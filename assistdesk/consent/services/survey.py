"""What a client sees of a request to them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.rules import deadlines
from assistdesk.consent.services import ending
from assistdesk.consent.services.rulebook import Rulebook, rulebook_of
from assistdesk.consent.services.standing import seconds_left
from assistdesk.consent.states import RequestState
from assistdesk.shared.people.models import Helper
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import RoleName, Words
from assistdesk.shared.policy.schema.directory import Audience


@dataclass(frozen=True, slots=True)
class Survey:
    """The question to a client, in the client's language. `lasts` None: until it is taken back.

    `is_open`: an answer counts now.
    """

    request: ConsentRequest
    book: Rulebook
    name: str = field(repr=False)
    role: str
    agency: str
    npn: str
    asked: str
    purpose: str
    how_to_take_back: str
    lasts: timedelta | None
    seconds_left: int
    needs_code: bool
    is_open: bool


def survey_of(request: ConsentRequest, *, at: datetime) -> Survey:
    """Return what a client is asked by a request; looking changes nothing."""
    book = rulebook_of(request)
    helper = Helper.objects.select_related("account__agency").filter(pk=request.helper_id).first()
    account = helper.account if helper else request.helper
    rules = book.edition.requests
    role = book.pack.identity.roles.get(RoleName(account.role))
    is_pending = request.state == RequestState.PENDING.value
    is_open = is_pending and deadlines.ending(ending.deadlines_of(request), at=at) is None
    return Survey(
        request=request,
        book=book,
        name=account.name,
        role=role.singular.in_language(request.language) if role else "",
        agency=account.agency.name if account.agency else "",
        npn=helper.npn if helper else "",
        asked=_said(rules.asked, book, request.language),
        purpose=_said(rules.purpose, book, request.language),
        how_to_take_back=_said(rules.how_to_take_back, book, request.language),
        lasts=book.edition.association.lasts,
        seconds_left=seconds_left(request, at=at),
        needs_code=rules.match_code,
        is_open=is_open,
    )


def _said(words: Words, book: Rulebook, language: str) -> str:
    return render_words(book.pack, words, language=language, audience=Audience.RESIDENT)
