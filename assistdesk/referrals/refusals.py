"""The ways in which on-demand referrals say no."""

from assistdesk.shared.refusals import Kind, Refusal


class ReferralNotFound(Refusal):
    """There is no such referral, or none that this person may see."""

    kind = Kind.NOT_FOUND
    code = "referrals.referral.not_found"
    problem = "not-found"
    message = "There is no such referral among those you may see."


class SeasonClosed(Refusal):
    """No requests are taken now."""

    kind = Kind.CONFLICT
    code = "referrals.season.closed"
    message = (
        "No requests for a call back are taken at the moment. Please use the phone numbers on this site."
    )


class KeyReused(Refusal):
    """The key of a request came back with another request."""

    kind = Kind.INVALID
    code = "referrals.request.key_reused"
    problem = "key-reused"
    message = "This key was used for another request. Use a new one for each request."


class StatusLinkExpired(Refusal):
    """The link to a request is too old, not whole, or never was one: the answer is the same."""

    kind = Kind.GONE
    code = "referrals.status_link.expired"
    problem = "link-expired"
    message = (
        "This link does not work any more, or it is not complete. Open it again from our message to you, or "
        "ask for a new call back."
    )


class AlreadyTaken(Refusal):
    """Somebody else has the referral."""

    kind = Kind.CONFLICT
    code = "referrals.offer.taken"
    problem = "already-taken"
    message = "Somebody else took this referral before you. It does not count as missed. Thank you."


class OfferClosed(Refusal):
    """The offer can't be answered any more."""

    kind = Kind.CONFLICT
    code = "referrals.offer.closed"
    problem = "offer-closed"
    message = "This offer is closed. There is nothing left for you to do."


class Held(Refusal):
    """Somebody pressed Accept a moment ago and may still confirm. The person who asks is next in line."""

    kind = Kind.CONFLICT
    code = "referrals.offer.held"
    problem = "already-taken"
    message = (
        "Somebody else is just accepting this referral. You are next in line: if they do not confirm, you "
        "can accept it here."
    )


class TooManyOpen(Refusal):
    """The helper has as many open referrals as their own limit allows."""

    kind = Kind.CONFLICT
    code = "referrals.helper.too_many_open"
    message = (
        "You have as many open referrals as your limit allows. Complete one, or raise the limit in "
        "My Availability, and accept again."
    )


class NotAbleToHelp(Refusal):
    """The helper doesn't meet a criterion any more. `missing` says which, in the marketplace's words."""

    kind = Kind.FORBIDDEN
    code = "referrals.helper.criteria_missing"
    problem = "not-authorized"
    message = "%(missing)s"


class LinkExpired(Refusal):
    """The link is no good any more, or never was: the answer is the same."""

    kind = Kind.GONE
    code = "referrals.link.expired"
    problem = "link-expired"
    message = "This link does not work any more. Sign in to see your referrals."


class PasscodeWrong(Refusal):
    """The passcode is not the one, was used, or is too old: the answer is the same."""

    kind = Kind.INVALID
    code = "referrals.passcode.wrong"
    problem = "passcode-wrong"
    message = "This One Time Passcode is not valid. Check it, or have a new one sent with Resend."


class TooManyTries(Refusal):
    """Too many wrong passcodes, or too many were sent. `wait_seconds` is until when, where time helps."""

    kind = Kind.TOO_MANY
    code = "referrals.passcode.too_many_tries"
    message = "Too many tries. Sign in to answer this offer, or wait a while."


class JustSent(TooManyTries):
    """Another passcode was asked for a moment after the last one."""

    code = "referrals.passcode.just_sent"
    problem = "passcode-too-many-tries"
    message = "A passcode was sent a moment ago. Give it a little time, then press Resend again."


class MoveNotPossible(Refusal):
    """The state that the referral is in does not lead where it was asked to go."""

    kind = Kind.CONFLICT
    code = "referrals.move.not_possible"
    problem = "move-not-possible"
    message = "This is not possible any more. Reload the page to see where the request stands."


class WindowTaken(Refusal):
    """The time that was chosen for the call is not offered any more."""

    kind = Kind.CONFLICT
    code = "referrals.window.not_offered"
    problem = "window-not-offered"
    message = "This time is not offered any more. Choose another one."


class NotRegistered(Refusal):
    """The helper has not agreed to take part yet."""

    kind = Kind.CONFLICT
    code = "referrals.registration.none"
    problem = "not-registered"
    message = "You have not registered yet. Agree to register first."


class CodeWrong(Refusal):
    """The code for a new address is not the one, was used, or is too old: the answer is the same."""

    kind = Kind.INVALID
    code = "referrals.address.code_wrong"
    problem = "code-wrong"
    message = "This code is not valid. Check it, or have a new one sent."


class TooManyCodes(Refusal):
    """Too many codes were sent or tried for new addresses, or the last one left a moment ago."""

    kind = Kind.TOO_MANY
    code = "referrals.address.too_many_codes"
    message = "Too many codes. Wait a little, then have a new one sent."


class ContactNotShown(Refusal):
    """Staff see the resident's contact only while nobody takes the referral."""

    kind = Kind.CONFLICT
    code = "referrals.contact.not_shown"
    problem = "contact-not-shown"
    message = "The contact is shown to staff only while nobody takes the referral."
