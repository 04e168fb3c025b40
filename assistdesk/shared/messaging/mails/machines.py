"""Whether a person wrote a mail: automatic answers, lists, and reports of mail servers have their marks."""

import re
from email.message import Message

from assistdesk.shared.messaging.mails import headers
from assistdesk.shared.messaging.states import MailKind

MOST_HOPS = 50
_MARKS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Reply",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
    "Auto-Reply",
    "X-MS-Exchange-Generated-Message-Source",
    "X-MS-Exchange-Inbox-Rules-Loop",
    "X-FC-MachineGenerated",
)
_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_MACHINES = re.compile(r"^(?:mailer-daemon|no-?reply|do-?not-?reply|bounces?|autoresponder)(?:[+=._-].*)?@")
_SERVERS = re.compile(
    r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange[0-9a-f]{4,})(?:[+=._-].*)?@"
)
_AUTOMATIC = re.compile(
    r"^\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response|antwort)|automatische (?:antwort|abwesenheit)"
    r"|out of (?:the )?office|away from (?:my |the )?(?:desk|office|mail|e-mail)"
    r"|on (?:annual |parental )?leave\b"
    r"|vacation (?:reply|message|notice)|respuesta automática|fuera de (?:la )?oficina|ausencia\b"
    r"|réponse automatique|absence du bureau|resposta automática|risposta automatica)\b",
    re.IGNORECASE,
)
_UNDELIVERED = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed|delayed|incomplete)|failure notice"
    r"|mail delivery|returned mail|could not be delivered|no se (?:pudo|ha podido) entregar|no entregado"
    r"|rejected:|message not delivered",
    re.IGNORECASE,
)


def kind_of(mail: Message, *, envelope_sender: str | None, sender: str, subject: str) -> MailKind:
    """Return whether a person, a machine or a mail server wrote a mail.

    `envelope_sender` is None where nobody knows it; an empty one is a machine's (RFC 5321, 4.5.5).
    """
    report = _report(mail)
    if report == "delivery-status":
        return MailKind.BOUNCE
    if report:
        return MailKind.AUTOMATIC
    if len(mail.get_all("Received", [])) > MOST_HOPS:
        return MailKind.LOOP
    answered = headers.first(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    if _SERVERS.match(sender) and _UNDELIVERED.search(subject) and answered != "auto-replied":
        return MailKind.BOUNCE
    return_path = headers.first(mail, "Return-Path")
    is_null = envelope_sender == "" or return_path == "<>"
    if is_null and answered != "auto-replied" and _UNDELIVERED.search(subject):
        return MailKind.BOUNCE
    is_automatic = (
        is_null
        or answered not in ("", "no")
        or headers.first(mail, "Precedence").strip().lower() in _PRECEDENCE
        or any(mail.get(name) is not None for name in _MARKS)
        or bool(_MACHINES.match(sender))
        or bool(_AUTOMATIC.match(subject))
    )
    return MailKind.AUTOMATIC if is_automatic else MailKind.PERSON


def _report(mail: Message) -> str:
    """Return the kind of report that a mail is; empty where it is none (RFC 6522)."""
    kind = mail.get_content_type()
    if kind == "multipart/report":
        given = mail.get_param("report-type")
        named = (given[2] if isinstance(given, tuple) else str(given or "")).lower()
        inside = {one.get_content_type() for one in mail.get_payload() if isinstance(one, Message)}
        if "message/delivery-status" in inside or named == "delivery-status":
            return "delivery-status"
        return named or "report"
    return "delivery-status" if kind == "message/delivery-status" else ""
