"""Proof of an exported consent, on a machine that has neither desk nor database.

This one file needs Python and the package `cryptography`, nothing else:

    python verifier.py consent.json --key desk.pem [--pdf consent.pdf]

The public key must come from elsewhere than the bundle: the exchange's site, a letter, an earlier export.
Exit status: 0 proven, 1 not proven, 2 the files can't be read.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

FORMAT = "assistdesk-consent/1"
START = "0" * 64
"""What stands before the first entry."""

BOUND = ("marketplace", "number", "thread", "place", "request", "step", "at", "facts", "own_previous")
"""The values of a record that its digest binds, besides the digest of the record before it."""

PROVEN, NOT_PROVEN, UNREADABLE = 0, 1, 2
Bundle = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what, whether it holds, and what is wrong where it doesn't."""

    name: str
    is_good: bool
    what: str = ""


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(values: object) -> str:
    """Return values as one line of JSON that is the same whoever writes it: sorted keys, no blanks."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def linked(previous: str, values: Mapping[str, object]) -> str:
    """Return the digest of a record that follows the one with digest `previous`."""
    return digest(f"{previous}\n{canonical(values)}")


def key_id(key: Ed25519PublicKey) -> str:
    """Return the name of a public key: the first 16 hexadecimal digits of the SHA-256 of its bytes."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def checks(bundle: Bundle, key: Ed25519PublicKey, *, pdf: bytes | None = None) -> list[Check]:
    """Return every check of a bundle against a public key, and of the document beside it where one is given.

    The bundle is proven where all of them hold.

    Raises:
        KeyError, TypeError, ValueError: the bundle is not of the shape of `FORMAT`.
    """
    if bundle["format"] != FORMAT:
        raise ValueError(f"This is no bundle of the format {FORMAT}.")
    statement, records = bundle["statement"], bundle["records"]
    found = [_signature(statement, bundle["signature"], key), *_whole(statement, records)]
    is_same = digest(canonical(bundle["receipts"])) == statement["receipts"]
    found.append(Check("receipts", is_same, "What became of the messages was changed."))
    found += [check for record in records for check in _record(record)]
    found += _order(records)
    if pdf is not None:
        is_same = hashlib.sha256(pdf).hexdigest() == statement["pdf"]
        found.append(Check("document", is_same, "The document is not the one that was signed for."))
    return found


def _signature(statement: Mapping[str, Any], signature: str, key: Ed25519PublicKey) -> Check:
    if statement["key"] != key_id(key):
        return _bad("signature", f"It was signed with the key {statement['key']}, not with this one.")
    try:
        key.verify(base64.b64decode(signature, validate=True), canonical(statement).encode())
    except InvalidSignature:
        return _bad("signature", "The signature is not of this statement.")
    return Check("signature", is_good=True)


def _bad(name: str, what: str) -> Check:
    return Check(name, is_good=False, what=what)


def _whole(statement: Mapping[str, Any], records: Sequence[Bundle]) -> Iterator[Check]:
    """Compare the records with what the desk signed for: how many, of which consent, up to which one."""
    is_full = len(records) == statement["count"] and [one["place"] for one in records] == list(
        range(1, len(records) + 1)
    )
    yield Check("completeness", is_full, "A record is missing, or one is there twice.")
    head = records[-1]["digest"] if records else START
    yield Check(
        "last record", head == statement["head"], "The last record is not the one that was signed for."
    )
    known = {(one["marketplace"], one["thread"]) for one in records}
    is_own = known == {(statement["marketplace"], statement["thread"])}
    yield Check("thread", is_own, "A record belongs to another consent.")


def _record(record: Bundle) -> Iterator[Check]:
    name = f"record {record['place']} ({record['step']})"
    again = linked(record["previous"], {key: record[key] for key in BOUND})
    yield Check(name, again == record["digest"], "It was changed: its digest is another.")
    facts = record["facts"]
    if "text" in facts:
        is_same = digest(facts["text"]) == facts["text_digest"]
        yield Check(f"{name}, text", is_same, "The text is not the one that was shown.")


def _order(records: Sequence[Bundle]) -> Iterator[Check]:
    """Look whether each record follows the one before it, by its link, its number and its time."""
    before = START
    for one in records:
        name = f"link of record {one['place']}"
        yield Check(name, one["own_previous"] == before, "It does not follow the record before it.")
        before = one["digest"]
    numbers = [one["number"] for one in records]
    yield Check("numbers", numbers == sorted(set(numbers)), "The records are not in their order.")
    moments = [datetime.fromisoformat(one["at"]) for one in records]
    yield Check("times", moments == sorted(moments), "A record is older than the one before it.")


def public_key(pem: bytes) -> Ed25519PublicKey:
    """Return the public key of a file in PEM.

    Raises:
        ValueError: it holds none, or one of another kind.
    """
    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError("The key is of an unknown kind.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("The key is no Ed25519 public key.")  # noqa: TRY004 - what the file holds is wrong
    return key


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Prove an exported consent.")
    parser.add_argument("bundle", type=Path, help="the exported JSON")
    parser.add_argument("--key", type=Path, required=True, help="the desk's public key (PEM), from elsewhere")
    parser.add_argument("--pdf", type=Path, help="the exported document, to be compared as well")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print each check of a bundle and what follows; return the exit status."""
    asked = _arguments(given)
    try:
        key = public_key(asked.key.read_bytes())
        pdf = asked.pdf.read_bytes() if asked.pdf else None
        found = checks(json.loads(asked.bundle.read_text(encoding="utf-8")), key, pdf=pdf)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"It can't be read: {error!r}\n")
        return UNREADABLE
    for one in found:
        sys.stdout.write(f"good  {one.name}\n" if one.is_good else f"BAD   {one.name}: {one.what}\n")
    is_proven = all(one.is_good for one in found)
    words = "Proven: nothing was changed since the desk recorded it." if is_proven else "NOT PROVEN."
    sys.stdout.write(f"{words}\n")
    return PROVEN if is_proven else NOT_PROVEN


if __name__ == "__main__":
    sys.exit(main())
