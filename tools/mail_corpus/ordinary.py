"""Answers as the programs write them that people have."""

import random
from collections.abc import Iterator

from tools.mail_corpus.cases import Case, Fate, Party
from tools.mail_corpus.writing import Pen, attachment, mail, part, several, with_parts

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WORDS = (
    "The plan starts in May.",
    "We sent the form last week.\n\nDo you need it again?",
    "¿Puede revisar el mes de mayo? Gracias — Peña",
    "Yes.",
    "1) The portal shows nothing.\n2) The carrier has no record.",
    "From my side all is done.\nOn Monday we hear more.",
    "I wrote: please check. Then nothing came.",
)


def cases(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield answers that have to join their thread with exactly their own words."""
    for turn, words in enumerate(WORDS):
        for place, write in enumerate(PROGRAMS):
            party = parties[(turn + place) % len(parties)]
            pen = Pen(party, seed)
            yield Case(
                shape=write.__name__.replace("_", " "),
                raw=write(pen, words),
                envelope_from=party.person,
                envelope_to=(party.reply_address,),
                fate=Fate.JOINED,
                to=party,
                own=words,
                files=("form.pdf",) if write in WITH_FILES else None,
            )


def _quoted(pen: Pen) -> str:
    return f"> There is an answer to {pen.party.number}.\n> Please check the portal.\n>\n> Escalated Cases"


def plain_text(pen: Pen, words: str) -> bytes:
    """Write as a terminal does."""
    return mail(pen.headers(), words)


def gmail(pen: Pen, words: str) -> bytes:
    """Write as Gmail does: both ways, quoted below."""
    said = "On Tue, Mar 2, 2027 at 10:00 AM Escalated Cases <\nreply@desk.example.org> wrote:\n\n"
    html = (
        f'<div dir="ltr">{_html(words)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue,'
        f" Mar 2, 2027 at 10:00 AM Escalated Cases &lt;reply@desk.example.org&gt; wrote:<br></div>"
        f'<blockquote class="gmail_quote">There is an answer.</blockquote></div>'
    )
    plain = part('text/plain; charset="UTF-8"', f"{words}\n\n{said}{_quoted(pen)}\n", how="quoted-printable")
    return with_parts(
        pen.headers(), "multipart/alternative", plain, part('text/html; charset="UTF-8"', html, how="base64")
    )


def outlook(pen: Pen, words: str) -> bytes:
    """Write as Outlook does: HTML, and the old mail below a line without any mark."""
    html = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal{margin:0in}</style>"
        f"<!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head><body lang=EN-US>{_html(words)}"
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> Escalated '
        "Cases &lt;reply@desk.example.org&gt;<br><b>Sent:</b> Tuesday, March 2, 2027 10:00 AM<br><b>To:</b> Pat"
        "<br><b>Subject:</b> An answer</p></div></div><p class=MsoNormal>There is an answer.</p></body></html>"
    )
    return mail(pen.headers(X_Mailer="Microsoft Outlook 16.0"), html, kind='text/html; charset="us-ascii"')


def outlook_plain(pen: Pen, words: str) -> bytes:
    """Write as Outlook's plain text does."""
    old = "From: Escalated Cases <reply@desk.example.org>\nSent: Tuesday, March 2, 2027 10:00 AM\nTo: Pat\nSubject: x"
    return mail(pen.headers(), f"{words}\n\n________________________________\n{old}\n\nThere is an answer.\n")


def outlook_of_old(pen: Pen, words: str) -> bytes:
    """Write as the Outlook of twenty years ago does."""
    return mail(
        pen.headers(),
        f"{words}\n\n-----Original Message-----\nFrom: Escalated Cases\nSent: Tuesday\n\nThere is an answer.",
    )


def outlook_in_spanish(pen: Pen, words: str) -> bytes:
    """Write as Outlook in Spanish does, in a character set of single bytes."""
    text = f"{words}\n\nDe: Escalated Cases <reply@desk.example.org>\nEnviado: martes, 2 de marzo\nPara: Pat\nAsunto: x\n"
    return mail(pen.headers(), text.encode("cp1252"), kind="text/plain; charset=Windows-1252")


def apple_mail(pen: Pen, words: str) -> bytes:
    """Write as Apple Mail does: a file between two stretches of text."""
    quoted = f"\n\n> On Mar 2, 2027, at 10:00 AM, Escalated Cases <reply@desk.example.org> wrote:\n> \n{_quoted(pen)}"
    return with_parts(
        pen.headers(),
        "multipart/mixed",
        part("text/plain; charset=utf-8", words),
        attachment("form.pdf", PDF, "application/pdf"),
        part("text/plain; charset=utf-8", quoted),
    )


def iphone(pen: Pen, words: str) -> bytes:
    """Write as a phone does."""
    quoted = f"On Mar 2, 2027, at 10:00 AM, Escalated Cases <reply@desk.example.org> wrote:\n\n{_quoted(pen)}"
    return mail(pen.headers(X_Mailer="iPhone Mail"), f"{words}\n\nSent from my iPhone\n\n{quoted}")


def thunderbird(pen: Pen, words: str) -> bytes:
    """Write as Thunderbird does: the answer below, flowed, with a signature."""
    flowed = "\n".join(line.replace(" ", " \n", 1) if len(line) > 20 else line for line in words.split("\n"))
    text = f"On 3/2/27 10:00, Escalated Cases wrote:\n{_quoted(pen)}\n\n{flowed}\n\n-- \nPat Producer\nHarbor Benefits"
    return mail(pen.headers(), text, kind="text/plain; charset=UTF-8; format=flowed")


def phone_in_spanish(pen: Pen, words: str) -> bytes:
    """Write as a phone in Spanish does."""
    quoted = f"El mar, 2 mar 2027 a las 10:00, Desk (<reply@desk.example.org>) escribió:\n\n{_quoted(pen)}"
    return mail(pen.headers(), f"{words}\n\nEnviado desde mi iPhone\n\n{quoted}")


def html_alone(pen: Pen, words: str) -> bytes:
    """Write HTML with everything in it that must never run."""
    bad = "<script>alert(1)</script><style>p{}</style><img src=http://tracker.example/x.gif>"
    bad += "<iframe src='javascript:alert(2)'></iframe><p style='display:none'>hidden words</p>"
    return mail(pen.headers(), f"<!DOCTYPE html>{bad}{_html(words)}", kind="text/html; charset=utf-8")


def with_a_file(pen: Pen, words: str) -> bytes:
    """Write with a file."""
    return with_parts(
        pen.headers(),
        "multipart/mixed",
        part("text/plain; charset=utf-8", words),
        attachment("form.pdf", PDF, "application/pdf"),
    )


def signed(pen: Pen, words: str) -> bytes:
    """Write with a signature of S/MIME."""
    return with_parts(
        pen.headers(),
        "multipart/signed",
        part("text/plain; charset=utf-8", words),
        attachment("smime.p7s", b"\x30\x82made-up", "application/pkcs7-signature"),
    )


def related(pen: Pen, words: str) -> bytes:
    """Write HTML with a logo in it, beside plain text."""
    logo = part(
        "image/png", b"\x89PNG\r\n\x1a\n", how="base64", Content_ID="<logo>", Content_Disposition="inline"
    )
    form, inner = several(
        "multipart/related",
        part("text/html; charset=utf-8", f"{_html(words)}<img src=cid:logo>"),
        logo,
        mark="=_in",
    )
    plain = part("text/plain; charset=utf-8", words)
    return with_parts(pen.headers(), "multipart/alternative", plain, part(form, inner))


def _html(words: str) -> str:
    text = words.replace("&", "&amp;").replace("<", "&lt;")
    text = "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in text)
    return "".join(f"<p class=MsoNormal>{one.replace(chr(10), '<br>')}</p>" for one in text.split("\n\n"))


WITH_FILES = (apple_mail, with_a_file)
PROGRAMS = (
    plain_text, gmail, outlook, outlook_plain, outlook_of_old, outlook_in_spanish, apple_mail, iphone, thunderbird,
    phone_in_spanish, html_alone, with_a_file, signed, related,
)  # fmt: skip
