"""What a marketplace's pack lets the guard decide, by the way that words or files leave."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.shared.policy.schema import ChannelName, MessagesEdition, Pack
from assistdesk.shared.policy.schema.guarding import decisions_on_files, decisions_on_words
from assistdesk.shared.policy.schema.personal import Decision, PersonalType
from assistdesk.shared.privacy.rules import DecisionPolicy


def for_words(edition: MessagesEdition, channel: ChannelName) -> DecisionPolicy:
    """Return what is decided on a message of an edition; a channel that carries no words is as mail."""
    rules = edition.guard.sms if channel is ChannelName.SMS else edition.guard.email
    return _policy(decisions_on_words(rules))


def for_mail(pack: Pack, *, at: datetime) -> DecisionPolicy:
    """Return what is decided on a mail that is written at a moment."""
    return for_channel(pack, ChannelName.EMAIL, at=at)


def for_channel(pack: Pack, channel: ChannelName, *, at: datetime) -> DecisionPolicy:
    """Return what is decided on a message that is written at a moment."""
    return for_words(_in_force(pack, at=at), channel)


def for_files(pack: Pack, *, at: datetime) -> DecisionPolicy:
    """Return what is decided on a file that is looked through at a moment."""
    return _policy(decisions_on_files(_in_force(pack, at=at).guard.file))


def _in_force(pack: Pack, *, at: datetime) -> MessagesEdition:
    return pack.messages_on(at.astimezone(ZoneInfo(pack.identity.zone)).date())


def _policy(decisions: Mapping[PersonalType, Decision]) -> DecisionPolicy:
    def of(decision: Decision) -> frozenset[PersonalType]:
        """Return what a decision is for."""
        return frozenset(kind for kind, one in decisions.items() if one is decision)

    return DecisionPolicy(redacts=of(Decision.REDACT), passes=of(Decision.PASS))
