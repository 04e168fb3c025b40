"""Steps that tell many helpers at once of offers: that one is made, and that somebody else has it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.models.previews import preview
from assistdesk.referrals.services import notices, tokens
from assistdesk.referrals.services.notices import Addressee, Note
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import ABOUT_OFFER, OfferKind
from assistdesk.shared.messaging import mailings
from assistdesk.shared.messaging.mailings import Letter
from assistdesk.shared.messaging.values import About, Message, Priority
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack


def made(
    offers: Sequence[tuple[Offer, Referral, Rulebook]], known: Mapping[UUID, Addressee], *, at: datetime
) -> None:
    """Tell helpers of their offers, each by every channel that reaches them: what for and where, not who."""
    previews: dict[tuple[UUID, str], dict[str, str]] = {}
    letters: dict[str, list[Letter]] = {}
    for one, referral, book in offers:
        to = known[one.helper_id]
        language = notices.spoken(book.pack, to.to.language)
        if (referral.id, language) not in previews:
            previews[referral.id, language] = preview(referral, book.edition, language=language)
        note = _of_offer(one, previews[referral.id, language], book.pack, language)
        own = letters.setdefault(referral.marketplace, [])
        own.append(_letter(note, to, book.pack, is_first=True))
    for marketplace, queued in letters.items():
        mailings.queue_together(queued, actor=Actor.system(marketplace), at=at, is_certain=True)


def turn(one: Offer, referral: Referral, book: Rulebook, *, at: datetime) -> None:
    """Tell who was next in line that the referral is theirs to accept, and until when."""
    assert referral.held_until is not None
    registration = notices.registrations_of([one.helper_id])[one.helper_id]
    language = notices.spoken(book.pack, registration.account.language)
    note = Note(
        "offer_turn",
        About(ABOUT_OFFER, one.id),
        preview(referral, book.edition, language=language)
        | {
            "closes_at": notices.moment(referral.held_until, pack=book.pack, language=language),
            "link": notices.link("link", tokens.offer_token(one.id)),
        },
        priority=Priority.URGENT,
        expires_at=referral.held_until,
        occasion=f"turn:{one.id}:{referral.version}",
    )
    to = notices.addressee_of(registration.account, registration)
    letter = _letter(note, to, book.pack)
    mailings.queue_together([letter], actor=Actor.system(referral.marketplace), at=at)


def _of_offer(one: Offer, preview: dict[str, str], pack: Pack, language: str) -> Note:
    values = preview | {
        "closes_at": notices.moment(one.closes_at, pack=pack, language=language),
        "link": notices.link("link", tokens.offer_token(one.id)),
    }
    return Note(
        notices.OFFER_TEMPLATES[OfferKind(one.kind)],
        About(ABOUT_OFFER, one.id),
        values,
        priority=Priority.MASS if one.kind == OfferKind.MASS.value else Priority.ORDINARY,
        rank=one.place,
        expires_at=one.closes_at,
        occasion=f"offer:{one.id}",
    )


def _letter(note: Note, to: Addressee, pack: Pack, *, is_first: bool = False) -> Letter:
    message = Message(
        pack=pack,
        template=note.template,
        to=to.to,
        about=note.about,
        values=note.values,
        priority=note.priority,
        rank=note.rank,
        expires_at=note.expires_at,
        dedupe_key=note.occasion,
        is_first=is_first,
    )
    return Letter(message, to.channels)


def taken(offers: Sequence[Offer], referral: Referral, *, pack: Pack, at: datetime) -> None:
    """Tell those helpers that somebody else has the referral and that it is no miss."""
    known = notices.registrations_of(one.helper_id for one in offers)
    values = {"reference": referral.reference}
    letters = [
        _letter(
            Note("offer_taken", About(ABOUT_OFFER, one.id), values, occasion=f"taken:{one.id}"),
            notices.addressee_of(known[one.helper_id].account, known[one.helper_id]),
            pack,
        )
        for one in offers
        if one.helper_id in known
    ]
    mailings.queue_together(letters, actor=Actor.system(referral.marketplace), at=at)
