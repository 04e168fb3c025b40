"""Answers that are broken: they have to be read as far as they can be, and joined all the same."""

import random
import struct
from collections.abc import Iterator

from tools.mail_corpus.cases import Case, Fate, Party
from tools.mail_corpus.ordinary import PDF
from tools.mail_corpus.writing import Pen, attachment, mail, part, several, with_parts

WORDS = "Mañana sí — café."
PLAIN = "The plan starts in May."


def cases(parties: list[Party], seed: random.Random) -> Iterator[Case]:
    """Yield each broken shape for some threads."""
    for party in parties[:3]:
        pen = Pen(party, seed)
        for shape, raw, own in (*_charsets(pen), *_headers(pen), *_forms(pen)):
            yield _case(party, shape, raw, own)
        for shape, raw, own, files in _packed(pen):
            yield _case(party, shape, raw, own, files)


def large(party: Party, seed: random.Random) -> Case:
    """Return an answer with a file of 25 MB."""
    pen = Pen(party, seed)
    raw = with_parts(
        pen.headers(),
        "multipart/mixed",
        part("text/plain; charset=utf-8", PLAIN),
        attachment("large.pdf", PDF + seed.randbytes(1024) * (25 * 1024) + b"%%EOF\n", "application/pdf"),
    )
    return _case(party, "25 MB", raw, PLAIN, ("large.pdf",))


def _case(
    party: Party, shape: str, raw: bytes, own: str | None, files: tuple[str, ...] | None = None
) -> Case:
    return Case(shape, raw, party.person, (party.reply_address,), Fate.JOINED, to=party, own=own, files=files)


def _charsets(pen: Pen) -> Iterator[tuple[str, bytes, str | None]]:
    utf8, windows = WORDS.encode(), WORDS.encode("cp1252")
    yield "no charset, UTF-8", mail(pen.headers(), utf8, kind="text/plain"), WORDS
    yield "no charset, Windows-1252", mail(pen.headers(), windows, kind="text/plain"), WORDS
    yield "no Content-Type", mail(pen.headers(), utf8, kind=""), WORDS
    for charset in (
        "x-unknown",
        "unknown-8bit",
        "utf-9",
        "",
        "zlib",
        "rot13",
        "idna",
        "ANSI_X3.110-1983",
        "\u00e9",
    ):
        yield "unknown charset", mail(pen.headers(), utf8, kind=f'text/plain; charset="{charset}"'), WORDS
    yield "lying charset", mail(pen.headers(), windows, kind="text/plain; charset=utf-8"), WORDS
    yield "lying charset", mail(pen.headers(), utf8, kind="text/plain; charset=us-ascii"), WORDS
    yield "lying charset", mail(pen.headers(), utf8, kind="text/plain; charset=iso-8859-1"), WORDS
    yield "UTF-16", mail(pen.headers(), part("", WORDS.encode("utf-16"), how="base64").partition(b"\r\n\r\n")[2],
                         kind="text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64"), WORDS  # fmt: skip
    yield "byte order mark", mail(pen.headers(), b"\xef\xbb\xbf" + utf8), WORDS
    yield "NUL in the text", mail(pen.headers(), PLAIN.encode().replace(b"plan", b"pl\x00an")), PLAIN
    yield "lone line feeds", mail(pen.headers(), utf8).replace(b"\r\n", b"\n"), WORDS
    yield "lone carriage returns", mail(pen.headers(), b"One.\rTwo."), "One.\nTwo."


def _headers(pen: Pen) -> Iterator[tuple[str, bytes, str | None]]:
    subjects = ("=?utf-8?q?broken", "=?utf-8?b?w6k=?= =?utf-8?b?w6", "=?nowhere?q?=E9?=", "=?utf-8?x?=E9?=", "é" * 400,
                "=?utf-8?q?a_b c?=", "=?utf-8?b?!!!!?=", "a\x00b", "x" * 5000, "lunch?", "")  # fmt: skip
    for subject in subjects:
        yield "broken subject", mail(pen.headers(Subject=subject), PLAIN), PLAIN
    split = f"=?utf-8?b?{'TWHDsQ=='}?=\r\n =?utf-8?b?{'YW5h'}?="
    yield "encoded words in pieces", mail(pen.headers(Subject=split), PLAIN), PLAIN
    yield "no subject", mail(pen.headers(Subject=None), PLAIN), PLAIN
    yield "no date", mail(pen.headers(Date=None), PLAIN), PLAIN
    yield "impossible date", mail(pen.headers(Date="Mon, 99 Foo 20277 99:99:99 +9999"), PLAIN), PLAIN
    twice = mail(pen.headers(), PLAIN).replace(b"Subject:", b"Subject: Bcc: x@example.com\r\nSubject:", 1)
    yield "duplicate headers", twice, PLAIN
    injected = pen.headers(Subject="Hi\r\n X: y\r\n Bcc: eve@example.com")
    yield "header injection", mail(injected, PLAIN), PLAIN
    ref = f"Re: your case ref:_00D30abc._500D0xyz:ref [#{pen.party.number}]"
    yield "another desk's token", mail(pen.headers(Subject=ref), PLAIN), PLAIN
    names = (f'"eve@example.com" <{pen.party.person}>', pen.party.person, f"=?utf-8?q?P=C3=A9t?= <{pen.party.person}>",
             f"<{pen.party.person}>", f"Pat (at work) <{pen.party.person.upper()}>", f"Pat, <{pen.party.person}>")  # fmt: skip
    for name in names:
        yield "From, written another way", mail(pen.headers(From=name), PLAIN), PLAIN
    yield "reply address in capitals", mail(pen.headers(To=pen.party.reply_address.upper()), PLAIN), PLAIN
    yield "no MIME-Version", mail(pen.headers(MIME_Version=None), PLAIN), PLAIN
    yield "many references", mail(pen.headers(References=" ".join(f"<{i}@x.example>" for i in range(900))
                                              + " " + pen.party.message_id), PLAIN), PLAIN  # fmt: skip
    yield "no blank line", mail(pen.headers(), "").rstrip() + b"\r\n", None


def _forms(pen: Pen) -> Iterator[tuple[str, bytes, str | None]]:
    form, body = several("multipart/mixed", part("text/plain; charset=utf-8", PLAIN), is_closed=False)
    yield "boundary never closed", mail(pen.headers(), body, kind=form), PLAIN
    yield (
        "boundary that is not there",
        mail(pen.headers(), PLAIN, kind='multipart/mixed; boundary="nope"'),
        None,
    )
    yield "multipart without a boundary", mail(pen.headers(), PLAIN, kind="multipart/mixed"), None
    broken = part("text/plain; charset=utf-8", PLAIN, how="base64")
    yield (
        "broken base64",
        with_parts(pen.headers(), "multipart/mixed", broken.rstrip().rstrip(b"=") + b"\r\n"),
        None,
    )
    yield "unknown encoding", mail(pen.headers(Content_Transfer_Encoding="x-strange"), PLAIN), PLAIN
    yield (
        "quoted-printable that isn't",
        mail(pen.headers(Content_Transfer_Encoding="quoted-printable"), "A = B =zz"),
        None,
    )
    yield from _bodies(pen)


def _bodies(pen: Pen) -> Iterator[tuple[str, bytes, str | None]]:
    stub = part("text/plain", "This message can only be viewed in an HTML client.")
    html = part("text/html; charset=utf-8", f"<p>{PLAIN}</p>")
    yield (
        "empty plain text beside HTML",
        with_parts(pen.headers(), "multipart/alternative", part("text/plain", " "), html),
        PLAIN,
    )
    yield (
        "plain text that says nothing",
        with_parts(pen.headers(), "multipart/alternative", stub, html),
        PLAIN,
    )
    deep = part("text/plain; charset=utf-8", PLAIN)
    for level in range(12):
        deep = part(*several("multipart/mixed", deep, mark=f"=_{level}"))
    yield "nested 12 deep", with_parts(pen.headers(), "multipart/mixed", deep), PLAIN
    for markup in ("<p>" + PLAIN, f"<P>{PLAIN}</DIV></P>", f"<b><i>{PLAIN}</b></i>", f"<!--><p>{PLAIN}</p>", f"<table><tr><td>{PLAIN}</td></tr></table>", f"<p title='a > b'>{PLAIN}</p>"):  # fmt: skip
        yield "broken HTML", mail(pen.headers(), markup, kind="text/html"), PLAIN
    yield (
        "a comment never closed",
        mail(pen.headers(), f"<p>{PLAIN}</p><!-- x", kind="text/html"),
        f"{PLAIN}\n\nx",
    )
    yield "one line of 50,000 letters", mail(pen.headers(), "x" * 50_000), "x" * 10_000
    yield "nothing in it", mail(pen.headers(), ""), ""


def _packed(pen: Pen) -> Iterator[tuple[str, bytes, str | None, tuple[str, ...]]]:
    words = part("text/plain; charset=utf-8", PLAIN)
    tnef = attachment("winmail.dat", winmail("form.pdf", PDF), "application/ms-tnef")
    yield "winmail.dat", with_parts(pen.headers(), "multipart/mixed", words, tnef), PLAIN, ("form.pdf",)
    inside = mail(
        pen.headers(), winmail("form.pdf", PDF, words=PLAIN), kind="application/ms-tnef; name=winmail.dat"
    )
    yield "winmail.dat alone", inside, PLAIN, ("form.pdf",)
    torn = attachment("winmail.dat", winmail("form.pdf", PDF)[:40], "application/ms-tnef")
    yield (
        "torn winmail.dat",
        with_parts(pen.headers(), "multipart/mixed", words, torn),
        PLAIN,
        ("winmail.dat",),
    )
    forwarded = with_parts(
        {"From": "carrier@example.net", "Subject": "The record"},
        "multipart/mixed",
        part("text/plain", "No record was found."),
        attachment("record.pdf", PDF, "application/pdf"),
        mark="=_fwd",
    )
    yield (
        "a mail inside",
        with_parts(pen.headers(), "multipart/mixed", words, part("message/rfc822", forwarded)),
        PLAIN,
        ("record.pdf",),
    )
    yield from _named(pen, words)


def _named(pen: Pen, words: bytes) -> Iterator[tuple[str, bytes, str | None, tuple[str, ...]]]:
    names = {
        "../../etc/passwd.pdf": "../../etc/passwd.pdf",
        "a\x00b.pdf": "a b.pdf",
        "x" * 300 + ".pdf": "x" * 300 + ".pdf",
    }
    for written, read in names.items():
        yield (
            "strange file name",
            with_parts(pen.headers(), "multipart/mixed", words, attachment(written, PDF)),
            PLAIN,
            (read,),
        )
    encoded = part(
        "application/pdf",
        PDF,
        how="base64",
        Content_Disposition="attachment; filename*=utf-8''p%C3%B3liza.pdf",
    )
    yield (
        "file name in RFC 2231",
        with_parts(pen.headers(), "multipart/mixed", words, encoded),
        PLAIN,
        ("póliza.pdf",),
    )
    program = attachment("letter.pdf", b"MZ\x90\x00not a letter", "application/pdf")
    yield (
        "a program called .pdf",
        with_parts(pen.headers(), "multipart/mixed", words, program),
        PLAIN,
        ("letter.pdf",),
    )


def winmail(name: str, content: bytes, *, words: str = "") -> bytes:
    """Return a `winmail.dat` with one file, and words where there are any."""

    def entry(level: int, code: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, code, len(data)) + data + struct.pack("<H", sum(data) % 65536)

    body = entry(1, 0x0002800C, words.encode() + b"\x00") if words else b""
    rendering = entry(2, 0x00069002, b"\x01\x00" + b"\x00" * 12)
    title = entry(2, 0x00018010, name.encode() + b"\x00")
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + entry(1, 0x00089006, struct.pack("<I", 0x10000))
        + entry(1, 0x00069007, struct.pack("<II", 1252, 0))
        + body
        + rendering
        + title
        + entry(2, 0x0006800F, content)
    )
