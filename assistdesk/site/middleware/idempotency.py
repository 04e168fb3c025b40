"""A request that is sent twice with one Idempotency-Key is done once and answered twice alike."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse

from assistdesk.shared import clock, keys
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.site import responses
from assistdesk.site.models import KeptAnswer
from assistdesk.site.refusals import BadKey, KeyInUse, KeyReused

LONGEST_KEY = 200
FORM_WITH_FILES = "multipart/form-data"
LEASE = timedelta(seconds=60)  # after this long, a first request is taken to have died
_CLAIM = """
    INSERT INTO site_keptanswer (id, account_id, key, request_digest, started_at, content_type, body)
    VALUES (%s, %s, %s, %s, desk_now(), '', '') ON CONFLICT (account_id, key) DO NOTHING
"""
REFUSED = 400  # the first status that says no


class IdempotencyMiddleware:
    """Keeps the answers of API writes that carry the header; a refusal changed nothing and is not kept.

    The services behind them keep the key too where they make something, so that a process that dies
    between the change and this answer still makes one thing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        """Return the answer: a new one, or the one kept."""
        key = request.headers.get("Idempotency-Key")
        if key is None or request.method != "POST" or not request.path.startswith("/api/"):
            return self.get_response(request)
        account_id = request.actor.own_account_id
        if account_id is None:
            return self.get_response(request)
        if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
            return responses.refuse(request, BadKey())
        return self._answer_once(request, key, account_id)

    def _answer_once(self, request: ActorRequest, key: str, account_id: UUID) -> HttpResponse:
        digest = _digest(request)
        row, is_new = _claim(digest, key, account_id)
        if not is_new:
            refusal = _refusal(row, digest)
            if refusal is not None:
                return responses.refuse(request, refusal)
            if row.status is not None:
                return _kept(row)
        response = self.get_response(request)
        if response.status_code >= REFUSED or getattr(response, "streaming", False):
            row.delete()
            return response
        KeptAnswer.objects.filter(pk=row.pk).update(
            status=response.status_code,
            content_type=response.headers.get("Content-Type", ""),
            body=keys.seal(response.content, context=f"kept answer {row.pk}"),
        )
        return response


def _digest(request: ActorRequest) -> str:
    """Return what two requests have in common when they ask for the same, for the same person."""
    whose = f"{request.actor.account_id}\n" if request.actor.delegate else ""
    found = hashlib.sha256(f"{whose}{request.get_full_path()}\n".encode())
    if request.content_type != FORM_WITH_FILES:
        found.update(request.body)
        return found.hexdigest()
    for name, files in request.FILES.lists():  # not the body: its boundary differs each time
        for file in files:
            found.update(f"{name}\n{file.name}\n{file.size}\n".encode())
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.hexdigest()


def _claim(digest: str, key: str, account_id: UUID) -> tuple[KeptAnswer, bool]:
    """Return the row of this key, and whether this request is the one to do the work."""
    made = KeptAnswer(account_id=account_id, key=key, request_digest=digest)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [made.id, account_id, key, digest])
        if cursor.rowcount:
            return made, True
    at = clock.now()
    row = KeptAnswer.objects.filter(account_id=account_id, key=key).first()
    if row is None:  # the other was refused in this moment, and gave the key back
        return _claim(digest, key, account_id)
    taken_over = KeptAnswer.objects.filter(
        pk=row.pk, status__isnull=True, started_at=row.started_at, started_at__lt=at - LEASE
    ).update(started_at=at)
    return row, bool(taken_over) and row.request_digest == digest


def _refusal(row: KeptAnswer, digest: str) -> KeyReused | KeyInUse | None:
    if row.request_digest != digest:
        return KeyReused()
    return KeyInUse() if row.status is None else None


def _kept(row: KeptAnswer) -> HttpResponse:
    body = keys.open_sealed(bytes(row.body), context=f"kept answer {row.id}")
    return HttpResponse(
        body, status=row.status, content_type=row.content_type, headers={"Idempotent-Replay": "true"}
    )
