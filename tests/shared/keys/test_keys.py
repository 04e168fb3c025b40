"""What is sealed opens only where it was put, and what is signed can't be made by others."""

from base64 import b64decode, urlsafe_b64encode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from assistdesk.shared import keys

OLD = urlsafe_b64encode(b"an old key of thirty-two bytes !").decode()
NEW = urlsafe_b64encode(b"a new key, of thirty-two bytes !").decode()


@given(plain=st.binary(max_size=2000), context=st.text(max_size=50))
def test_what_is_sealed_opens_again(plain: bytes, context: str) -> None:
    assert keys.open_sealed(keys.seal(plain, context=context), context=context) == plain


def test_a_sealed_value_moved_elsewhere_does_not_open() -> None:
    sealed = keys.seal(b"secret", context="table a, row 1")

    with pytest.raises(keys.Tampered):
        keys.open_sealed(sealed, context="table a, row 2")


@pytest.mark.parametrize("place", [0, 1, 8, 20, -1])
def test_a_sealed_value_that_was_changed_does_not_open(place: int) -> None:
    sealed = bytearray(keys.seal(b"a secret of some length", context="here"))
    sealed[place] ^= 1

    with pytest.raises(keys.Tampered):
        keys.open_sealed(bytes(sealed), context="here")


def test_two_seals_of_one_text_differ() -> None:
    assert keys.seal(b"the same", context="here") != keys.seal(b"the same", context="here")


def test_a_value_sealed_with_an_old_key_opens_while_that_key_is_kept(settings: Settings) -> None:
    settings.FIELD_KEYS = [OLD]
    sealed = keys.seal(b"secret", context="here")
    settings.FIELD_KEYS = [NEW, OLD]

    assert keys.open_sealed(sealed, context="here") == b"secret"


def test_a_value_whose_key_is_gone_does_not_open(settings: Settings) -> None:
    settings.FIELD_KEYS = [OLD]
    sealed = keys.seal(b"secret", context="here")
    settings.FIELD_KEYS = [NEW]

    with pytest.raises(keys.Tampered):
        keys.open_sealed(sealed, context="here")


def test_a_signature_survives_what_mail_does_to_letters() -> None:
    signed = keys.sign("4711", purpose="reply")

    assert keys.unsign(signed.upper(), purpose="reply") == "4711"


@pytest.mark.parametrize("forged", ["4711", "4711.", "4711.aaaaaaaaaaaaaaaa", "4712.{}", ""])
def test_a_forged_signature_is_refused(forged: str) -> None:
    own = keys.sign("4711", purpose="reply").rpartition(".")[2]

    with pytest.raises(keys.BadSignature):
        keys.unsign(forged.format(own), purpose="reply")


def test_a_signature_for_one_purpose_is_none_for_another() -> None:
    with pytest.raises(keys.BadSignature):
        keys.unsign(keys.sign("4711", purpose="reply"), purpose="link")


@pytest.mark.rule("C-12")
def test_evidence_is_proven_by_the_public_key_alone(settings: Settings) -> None:
    signature = b64decode(keys.sign_evidence("She said yes."))
    key = serialization.load_pem_public_key(keys.evidence_key_pem().encode())
    assert isinstance(key, Ed25519PublicKey)

    key.verify(signature, b"She said yes.")

    with pytest.raises(InvalidSignature):
        key.verify(signature, b"She said no.")
    settings.SECRET_KEY = "the key of another desk"
    with pytest.raises(InvalidSignature):
        keys.evidence_key().verify(signature, b"She said yes.")
