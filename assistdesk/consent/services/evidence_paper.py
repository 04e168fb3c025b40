"""The evidence of a consent as a PDF for people (PDF/UA-1); the bundle beside it is what proves it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst
from babel import Locale
from babel.dates import format_datetime
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assistdesk.shared.policy.schema import Pack

LAYOUT = Path(__file__).resolve().parents[1] / "templates" / "consent" / "evidence.typ"
YES, NO = gettext_noop("yes"), gettext_noop("no")
STEPS = {
    "asked": gettext_noop("Asked"),
    "answered": gettext_noop("Answered"),
    "ended": gettext_noop("Ended"),
    "confirmed": gettext_noop("Confirmed"),
    "revoked": gettext_noop("Revoked"),
}
LABELS = {
    "method": gettext_noop("Method"),
    "spoken_why": gettext_noop("Why by voice"),
    "helper": gettext_noop("Who asked (account)"),
    "helper_name": gettext_noop("Who asked"),
    "agency": gettext_noop("Agency"),
    "npn": gettext_noop("National Producer Number"),
    "license_number": gettext_noop("License"),
    "license_until": gettext_noop("License valid until"),
    "certified_until": gettext_noop("Certified until"),
    "authorized_until": gettext_noop("Authorized until"),
    "recorded_by_name": gettext_noop("Recorded by"),
    "recorded_by": gettext_noop("Recorded by (account)"),
    "happened_at": gettext_noop("When the call was, or the form was signed"),
    "caller": gettext_noop("Who called or handed the form in"),
    "reference": gettext_noop("Reference of the call or form"),
    "client_name": gettext_noop("Client"),
    "person": gettext_noop("Client (record)"),
    "case_number": gettext_noop("Case"),
    "language": gettext_noop("Language"),
    "text": gettext_noop("Text shown or read, word for word"),
    "text_digest": gettext_noop("SHA-256 of the text"),
    "expires_at": gettext_noop("Answer counted until"),
    "answer": gettext_noop("Answer"),
    "answered_at": gettext_noop("Answered at"),
    "by": gettext_noop("How it was given"),
    "state": gettext_noop("Outcome"),
    "ending": gettext_noop("Reason"),
    "from_on_demand": gettext_noop("From an on-demand referral"),
}
"""What is said on paper of a record's facts, in this order; the rest stands in the bundle alone."""
WORDS = {
    "method": {
        "electronic": gettext_noop("by message or online"),
        "verbal": gettext_noop("by voice"),
        "client_starts": gettext_noop("given by the client"),
        "three_way_call": gettext_noop("on a three-way call"),
        "paper": gettext_noop("on a paper form"),
    },
    "spoken_why": {
        "failed": gettext_noop("the request could not be delivered"),
        "no_response": gettext_noop("the client did not respond"),
        "not_electronic": gettext_noop("the client prefers not to be asked electronically"),
    },
    "answer": {"accept": YES, "decline": NO},
    "by": {
        "link": gettext_noop("by the link of the message"),
        "signed_in": gettext_noop("signed in"),
        "voice": gettext_noop("by voice"),
    },
    "state": {
        "denied": gettext_noop("declined"),
        "expired": gettext_noop("expired"),
        "cancelled": gettext_noop("cancelled"),
        "failed": gettext_noop("could not be delivered"),
    },
    "ending": {
        "no_response": gettext_noop("the client did not respond"),
        "left": gettext_noop("the helper left the page"),
        "unconfirmed": gettext_noop("the helper did not confirm in time"),
    },
}
"""What codes of facts are called, for people; the bundle has the codes."""


def paper(
    entries: Sequence[Mapping[str, Any]],
    receipts: Sequence[Mapping[str, object]],
    statement: Mapping[str, object],
    *,
    pack: Pack,
) -> bytes:
    """Return the evidence as a PDF in the marketplace's own language; it is the same for the same values."""
    language = pack.identity.language
    with translation.override(language):
        words = _words(entries, receipts, statement, pack=pack, language=language)
    made: bytes = typst.compile(
        LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs={"evidence": json.dumps(words, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made


def _words(
    entries: Sequence[Mapping[str, Any]],
    receipts: Sequence[Mapping[str, object]],
    statement: Mapping[str, object],
    *,
    pack: Pack,
    language: str,
) -> dict[str, object]:
    moment = partial(_moment, zone=ZoneInfo(pack.identity.zone), language=language)
    return {
        "language": language,
        "title": _("Evidence of a consent"),
        "marketplace": pack.identity.name.in_language(language),
        "about": _("Consent %(thread)s, exported %(at)s")
        % {
            "thread": statement["thread"],
            "at": moment(statement["exported_at"]),
        },
        "records": [_record(one, moment=moment) for one in entries],
        "receipts_title": _("Messages to the client"),
        "receipts_heads": [_("Channel"), _("To"), _("State"), _("Sent"), _("Delivered")],
        "receipts": [
            [one["channel"], one["to"], one["state"], moment(one["sent_at"]), moment(one["delivered_at"])]
            for one in receipts
        ],
        "proof": _(
            "The bundle beside this document proves it: it is signed with the key %(key)s, which the"
            " marketplace gives out, and it names this document."
        )
        % {"key": statement["key"]},
    }


def _moment(value: object, *, zone: ZoneInfo, language: str) -> str:
    if value is None:
        return "—"
    own = datetime.fromisoformat(str(value)).astimezone(zone)
    return format_datetime(own, "long", locale=language).replace("\u202f", " ").replace("\xa0", " ")


def _record(entry: Mapping[str, Any], *, moment: Callable[[object], str]) -> dict[str, object]:
    return {
        "title": f"{entry['place']}. {_(STEPS[entry['step']])}",
        "at": moment(entry["at"]),
        "rows": _rows(entry["facts"], moment=moment),
        "digest": entry["digest"],
    }


def step_of(step: str) -> str:
    """Return what an entry's step is called, in the language of the page."""
    return _(STEPS[step])


def rows_of(facts: Mapping[str, object], *, pack: Pack) -> list[list[str]]:
    """Return what an entry says as pairs of label and value, in the language of the page."""
    language = translation.get_language() or pack.identity.language
    return _rows(facts, moment=partial(_moment, zone=ZoneInfo(pack.identity.zone), language=language))


def _rows(facts: Mapping[str, object], *, moment: Callable[[object], str]) -> list[list[str]]:
    """Return what a record says as pairs of label and value; times as people read them."""
    known = [(key, facts[key]) for key in LABELS if facts.get(key) not in (None, "")]
    return [
        [_(LABELS[key]), moment(value) if key.endswith("_at") else _said(key, value)] for key, value in known
    ]


def _said(key: str, value: object) -> str:
    """Return a value as people read it: codes in words, languages by their names."""
    if isinstance(value, bool):
        return _(YES) if value else _(NO)
    if key == "language":
        name = Locale.parse(str(value)).get_language_name(translation.get_language() or "en")
        return name or str(value)
    words = WORDS.get(key, {}).get(str(value))
    return _(words) if words else str(value)
