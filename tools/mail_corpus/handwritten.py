"""The mails of the corpus that were written by hand: files of `tests/mail_corpus`."""

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from tools.mail_corpus.cases import Case, Fate, Party

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "mail_corpus"


def cases(party: Party) -> Iterator[Case]:
    """Yield the mails of the folder, with the addresses of a thread filled in."""
    expected = YAML(typ="safe").load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
    values = {
        b"{{reply_address}}": party.reply_address,
        b"{{message_id}}": party.message_id,
        b"{{person}}": party.person,
        b"{{bounce_address}}": party.bounce_address,
    }
    for name, row in expected.items():
        raw = (FOLDER / f"{name}.eml").read_bytes()
        for mark, value in values.items():
            raw = raw.replace(mark, value.encode())
        receiver = {"reply": party.reply_address, "desk": "desk@localhost"}[row.get("envelope", "reply")]
        yield Case(
            shape="written by hand",
            raw=raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            envelope_from=row.get("envelope_from", party.person),
            envelope_to=(receiver,),
            fate=Fate(row["fate"]),
            to=party if row["fate"] == Fate.JOINED else None,
            own=row.get("own"),
            why=row.get("why", ""),
            files=tuple(row["files"]) if "files" in row else None,
        )
