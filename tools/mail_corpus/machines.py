"""Mails that no person wrote, second copies, and mails that say that one of ours came back."""

import random
from collections.abc import Iterator

from tools.mail_corpus.cases import Case, Fate, Party
from tools.mail_corpus.writing import Pen, lines, mail, part, with_parts

OUT = "I am out of the office until Monday."
STATUSES = {"5.1.1": "no_mailbox", "5.2.2": "mailbox_full", "5.7.1": "blocked", "5.0.0": "undeliverable"}


def cases(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield automatic answers and loops, which must join nothing and start nothing."""
    for party in parties:
        pen = Pen(party, seed)
        for shape, why, raw, envelope_from in (*_answers(pen), *_loops(pen)):
            yield Case(shape, raw, envelope_from, (party.reply_address,), Fate.TRAY, why=why)


def copies(cases: list[Case], seed: random.Random) -> Iterator[Case]:
    """Yield second deliveries of mails that came before: one mail each, whatever the road did to them."""
    for case in seed.sample([one for one in cases if one.fate is Fate.JOINED], 24):
        hop = f"Received: from mx{seed.randrange(99)}.example.com by mail.example.org; Tue, 2 Mar 2027 15:00:00 +0000\r\n"
        yield Case(
            "the same mail again",
            hop.encode() + case.raw,
            case.envelope_from,
            case.envelope_to,
            Fate.COPY,
            to=case.to,
        )


def nameless_copies(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield mails without a Message-ID, each delivered twice."""
    for party in parties[:3]:
        raw = mail(Pen(party, seed).headers(Message_ID=None), f"Nobody numbered this ({party.number}).")
        shape = "no Message-ID"
        yield Case(shape, raw, party.person, (party.reply_address,), Fate.JOINED, to=party)
        yield Case(f"{shape}, again", raw, party.person, (party.reply_address,), Fate.COPY, to=party)


def same_ids(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield other words under a Message-ID that came before: never joined by themselves, never lost."""
    for party in parties[:3]:
        pen = Pen(party, seed)
        headers = pen.headers()
        first, second = mail(headers, "The first words."), mail(headers, "Quite other words.")
        yield Case(
            "a Message-ID used twice", first, party.person, (party.reply_address,), Fate.JOINED, to=party
        )
        yield Case(
            "a Message-ID used twice", second, party.person, (party.reply_address,), Fate.TRAY, why="same_id"
        )


def bounces(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield reports on our mails, one for each party, each written another way."""
    writers = (_report, _report_without_address, _written_report, _report_of_headers)
    for place, party in enumerate(parties[:-2]):
        status, failure = list(STATUSES.items())[place % len(STATUSES)]
        writer = writers[place % len(writers)]
        raw, receiver = writer(Pen(party, seed), status)
        shape = writer.__name__.strip("_").replace("_", " ")
        yield Case(shape, raw, "", (receiver,), Fate.REPORT, to=party, failure=failure)


def delays(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield reports that a mail of ours is late, which is no failure, and one on nothing that is known."""
    for party in parties[-2:]:
        pen = Pen(party, seed)
        raw, receiver = _report(pen, "4.4.1", action="delayed")
        yield Case("a delay", raw, "", (receiver,), Fate.REPORT, to=party)
    pen = Pen(parties[0], seed)
    raw, _ = _report(pen, "5.1.1")
    strange = raw.replace(parties[0].message_id.encode(), b"<nobody@example.com>")
    yield Case("a report on nothing of ours", strange, "", ("desk@localhost",), Fate.TRAY, why="bounce")


def _answers(pen: Pen) -> Iterator[tuple[str, str, bytes, str]]:
    who = pen.party.person
    marks: list[dict[str, str | None]] = [
        {"Auto_Submitted": "auto-replied"}, {"Auto_Submitted": "auto-generated (rejected)"}, {"Precedence": "auto_reply"},
        {"Precedence": "bulk"}, {"X_Autoreply": "yes"}, {"X_Autorespond": "x"}, {"X_MS_Exchange_Inbox_Rules_Loop": who},
        {"Subject": "Automatic reply: Re: an answer"}, {"Subject": "Out of Office: an answer"},
        {"Subject": "Respuesta automática: una respuesta"}, {"Subject": "=?utf-8?q?Fuera_de_la_oficina?="},
        {"Subject": "Automatische Antwort: x"}, {"From": f"no-reply@{who.partition('@')[2]}"},
    ]  # fmt: skip
    for mark in marks:
        yield "an automatic answer", "automatic", mail(pen.headers(**mark), OUT), who
    yield "an answer from nobody", "automatic", mail(pen.headers(), OUT), ""
    receipt = part(
        "message/disposition-notification", "Disposition: automatic-action/MDN-sent-automatically; displayed"
    )
    yield (
        "a read receipt",
        "automatic",
        with_parts(
            pen.headers(),
            "multipart/report; report-type=disposition-notification",
            part("text/plain", "Read."),
            receipt,
        ),
        who,
    )


def _loops(pen: Pen) -> Iterator[tuple[str, str, bytes, str]]:
    who = pen.party.person
    yield (
        "our own mail again",
        "loop",
        mail(
            pen.headers(From=f"Desk <{pen.party.reply_address}>", To=who, Message_ID=pen.party.message_id),
            OUT,
        ),
        who,
    )
    yield "marked as ours", "loop", mail(pen.headers(X_Loop="desk@localhost"), OUT), who
    hops = "".join(f"Received: from a{one}.example.com by b.example.com; x\r\n" for one in range(60)).encode()
    yield "60 hops", "loop", hops + mail(pen.headers(), OUT), who


def _said(pen: Pen, status: str, action: str) -> tuple[bytes, bytes]:
    words = part("text/plain; charset=utf-8", "Your message could not be delivered.")
    fields = (
        f"Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; {pen.party.person}\nAction: {action}\n"
        f"Status: {status}\nDiagnostic-Code: smtp; 550 {status} no\n"
    )
    return words, part("message/delivery-status", fields)


def _server(pen: Pen, **changes: str | None) -> dict[str, str]:
    given = {"From": "Mail Delivery System <MAILER-DAEMON@mx.example.com>", "In_Reply_To": None, "References": None,
             "Subject": "Undelivered Mail Returned to Sender", "Auto_Submitted": "auto-replied"}  # fmt: skip
    return pen.headers(**{**given, **changes})


def _report(pen: Pen, status: str, *, action: str = "failed") -> tuple[bytes, str]:
    words, fields = _said(pen, status, action)
    old = part("message/rfc822", lines({"Message-ID": pen.party.message_id, "Subject": "x"}) + b"\r\nold\r\n")
    form = "multipart/report; report-type=delivery-status"
    return with_parts(_server(pen), form, words, fields, old), pen.party.bounce_address


def _report_without_address(pen: Pen, status: str) -> tuple[bytes, str]:
    raw, _ = _report(pen, status)
    return raw, "desk@localhost"


def _report_of_headers(pen: Pen, status: str) -> tuple[bytes, str]:
    words, fields = _said(pen, status, "failed")
    old = part("text/rfc822-headers", lines({"Subject": "x", "Message-ID": pen.party.message_id}))
    return with_parts(_server(pen), "multipart/report", words, fields, old), pen.party.reply_address


def _written_report(pen: Pen, status: str) -> tuple[bytes, str]:
    text = f"Hi. This is the qmail-send program.\n\n<{pen.party.person}>:\n550 {status} Sorry.\n\n--- Below this line is a copy."
    headers = _server(pen, Subject="failure notice", Auto_Submitted=None)
    return mail(headers, text), pen.party.bounce_address
