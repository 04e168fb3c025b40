"""What Twilio calls: a text message came in, or one of ours got farther. Each call is signed."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from assistdesk.shared import clock
from assistdesk.shared.messaging import addresses, services, texts
from assistdesk.shared.messaging.values import InboundText, TextReport
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.refusals import MalformedRequest, NotThere
from assistdesk.site.refusals import NotFromProvider

NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
LONGEST_TEXT = 10_000
Door = Callable[[ActorRequest], HttpResponse]


def signed(door: Door) -> Door:
    """Let only Twilio's own calls through to a door: its signature over address and form must be right.

    The address is the one at which people reach the desk, whatever a proxy in front of it made of it.
    """

    @wraps(door)
    def checked(request: ActorRequest) -> HttpResponse:
        account = settings.SMS
        if account is None:
            raise NotThere
        is_right = texts.is_signed_by_twilio(
            f"{settings.BASE_URL}{request.get_full_path()}",
            dict(request.POST.lists()),
            signature=request.headers.get("X-Twilio-Signature", ""),
            secret=account.secret,
        )
        if not is_right or request.POST.get("AccountSid") != account.account:
            raise NotFromProvider
        return door(request)

    return checked


@csrf_exempt
@require_POST
@open_to_all(reason="the provider of text messages calls it, and each call is checked by its signature")
@signed
def incoming(request: ActorRequest) -> HttpResponse:
    """Take in a text message. What there is to answer goes by the outbox, so the answer here is empty."""
    is_for_provider = settings.SMS is not None and not settings.SMS.answers_commands
    text = InboundText(
        sender=_needed(request, "From"),
        to=_needed(request, "To"),
        text=request.POST.get("Body", "")[:LONGEST_TEXT],
        reference=_needed(request, "MessageSid"),
        is_answered=is_for_provider or bool(request.POST.get("OptOutType")),
    )
    services.receive_text(text, at=clock.now())
    return HttpResponse(NO_ANSWER, content_type="text/xml")


@csrf_exempt
@require_POST
@open_to_all(reason="the provider of text messages calls it, and each call is checked by its signature")
@signed
def status(request: ActorRequest) -> HttpResponse:
    """Take a report on one of our text messages; one that says nothing new changes nothing."""
    outgoing_id = addresses.outgoing_of_receipt_token(request.GET.get("m", ""))
    if outgoing_id is None:
        raise NotThere
    outcome = texts.outcome_of(request.POST.get("MessageStatus", ""))
    if outcome is not None:
        code = request.POST.get("ErrorCode", "")
        report = TextReport(
            outgoing_id=outgoing_id,
            reference=_needed(request, "MessageSid"),
            outcome=outcome,
            failure=texts.failure_of(int(code) if code.isascii() and code.isdigit() else None),
        )
        services.take_text_report(report, at=clock.now())
    return HttpResponse(status=204)


def _needed(request: ActorRequest, name: str) -> str:
    """Return a value of the form that Twilio always sends.

    Raises:
        MalformedRequest: it is missing, or far too long.
    """
    value = request.POST.get(name, "").strip()
    if not value or len(value) > 100:
        raise MalformedRequest
    return value
