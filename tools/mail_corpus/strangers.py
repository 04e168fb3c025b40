"""Mails that must join nothing: of strangers, forged, naming nothing or too much, or made to do harm."""

import random
from collections.abc import Iterator

from tools.mail_corpus.cases import Case, Fate, Party
from tools.mail_corpus.writing import Pen, mail, part, several, with_parts

EVE = "eve@example.net"
WORDS = "Please send me the file of this client."
FORGED = "mx.example.gov; spf=pass smtp.mailfrom=example.com; dkim=none; dmarc=fail header.from=example.com"


def cases(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield mails that have to lie in the tray, each with its reason."""
    for place, party in enumerate(parties):
        pen = Pen(party, seed)
        other = parties[(place + 1) % len(parties)]
        for shape, why, raw, receivers in (
            *_strangers(pen, other),
            *_nameless(pen),
            *(_harmful(pen) if not place else ()),
        ):
            yield Case(shape, raw, EVE, receivers or (party.reply_address,), Fate.TRAY, why=why)


Row = tuple[str, str, bytes, tuple[str, ...]]


def _strangers(pen: Pen, other: Party) -> Iterator[Row]:
    yield "a stranger", "stranger", mail(pen.headers(From=f"Eve <{EVE}>"), WORDS), ()
    yield "a stranger with a number", "no_trace", mail(
        pen.headers(From=EVE, To="desk@localhost", In_Reply_To=None, References=None,
                    Subject=f"Re: incident {pen.party.number}"), WORDS
    ), ("desk@localhost",)  # fmt: skip
    yield "the helper of another incident", "stranger", mail(pen.headers(From=other.person), WORDS), ()
    yield (
        "an address in a name",
        "stranger",
        mail(pen.headers(From=f'"{pen.party.person}" <{EVE}>'), WORDS),
        (),
    )
    yield (
        "an address in a comment",
        "stranger",
        mail(pen.headers(From=f"{EVE} ({pen.party.person})"), WORDS),
        (),
    )
    yield "two senders", "stranger", mail(pen.headers(From=f"{pen.party.person}, {EVE}"), WORDS), ()
    yield from _odd_senders(pen, other)


def _odd_senders(pen: Pen, other: Party) -> Iterator[Row]:
    doubled = mail(pen.headers(), WORDS).replace(b"From:", f"From: {EVE}\r\nFrom:".encode(), 1)
    yield "two From headers", "stranger", doubled, ()
    yield "no sender", "stranger", mail(pen.headers(From=None), WORDS), ()
    yield "only a Sender", "stranger", mail(pen.headers(From=EVE, Sender=pen.party.person), WORDS), ()
    yield "only a Reply-To", "stranger", mail(pen.headers(From=EVE, Reply_To=pen.party.person), WORDS), ()
    yield "forged by a server's word", "forged", mail(pen.headers(Authentication_Results=FORGED), WORDS), ()
    yield (
        "a letter that looks alike",
        "stranger",
        mail(pen.headers(From=f"<{pen.party.person.replace('a', 'а', 1)}>"), WORDS),
        (),
    )
    yield (
        "two incidents",
        "several",
        mail(
            pen.headers(
                To=f"{pen.party.reply_address}, {other.reply_address}", In_Reply_To=None, References=None
            ),
            WORDS,
        ),
        (),
    )


def _nameless(pen: Pen) -> Iterator[Row]:
    bare = {"In_Reply_To": None, "References": None}
    desk = ("desk@localhost",)
    yield "naming nothing", "no_trace", mail(pen.headers(To=desk[0], **bare), WORDS), desk
    name, _, host = pen.party.reply_address.partition("@")
    forged = f"{name[:-4]}aaaa@{host}"
    yield "a wrong signature", "no_trace", mail(pen.headers(To=forged, **bare), WORDS), (forged,)
    swapped = f"reply+{'a' * 26}{name[32:]}@{host}"
    yield "a signature of another id", "no_trace", mail(pen.headers(To=swapped, **bare), WORDS), (swapped,)
    ref = pen.party.message_id
    wrong = ref[:5] + ("a" if ref[5] != "a" else "b") + ref[6:]
    yield (
        "a wrong Message-ID",
        "no_trace",
        mail(
            pen.headers(To=desk[0], In_Reply_To=wrong, References=f"<{pen.party.outgoing_id}@localhost>"),
            WORDS,
        ),
        desk,
    )
    inner = part("message/rfc822", mail(pen.headers(), WORDS))
    form = several("multipart/mixed", part("text/plain", "See below."), inner)
    yield (
        "our mail inside a stranger's",
        "no_trace",
        mail(pen.headers(From=EVE, To=desk[0], **bare), form[1], kind=form[0]),
        desk,
    )
    yield (
        "only the subject",
        "no_trace",
        mail(pen.headers(To=desk[0], Subject=f"Re: {pen.party.subject}", **bare), WORDS),
        desk,
    )


def _harmful(pen: Pen) -> Iterator[Row]:
    many = with_parts(pen.headers(), "multipart/mixed", *[part("text/plain", "x")] * 10_000)
    yield "10,000 parts", "unreadable", many, ()
    marks = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (one, one) for one in range(600)
    )
    yield (
        "nested 600 deep",
        "unreadable",
        mail(pen.headers(), marks, kind="").replace(b"\r\n\r\nC", b"\r\nC", 1),
        (),
    )
    sealed = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    yield (
        "encrypted",
        "unreadable",
        mail(pen.headers(Content_Transfer_Encoding="base64"), "MIIB", kind=sealed),
        (),
    )
    yield (
        "a header of 300,000 parameters",
        "unreadable",
        mail(pen.headers(), WORDS, kind="text/plain" + ";a=" * 100_000),
        (),
    )
