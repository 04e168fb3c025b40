"""What can be escalated: the types of a day, as one actor may file them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, EscalationsEdition, EscalationType, Pack, Words
from assistdesk.shared.policy.schema.escalations import Channel


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One answer that a field offers."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a type, in words."""

    key: str
    label: str
    is_required: bool
    hint: str
    choices: tuple[ChoiceRow, ...]
    identifies: bool


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """Something to check first."""

    key: str
    title: str
    note: str
    url: str | None


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One escalation type, in words: what it asks for and what it promises."""

    key: str
    title: str
    fields: tuple[FieldRow, ...]
    consumers_min: int
    consumers_max: int
    attachments_min: int
    attachments_max: int
    check_first: tuple[MaterialRow, ...]
    description_hint: str
    subject_line: str
    urgency: str
    promise: str
    must_not_contain: str
    has_own_icon: bool
    icon: str
    urgent: bool

    @property
    def takes_several(self) -> bool:
        """Whether more than one consumer can be chosen."""
        return self.consumers_max > 1


def local_day(pack: Pack, *, at: datetime) -> date:
    """Return the day of `at` in the marketplace's own zone."""
    return at.astimezone(ZoneInfo(pack.identity.zone)).date()


def types_of(pack: Pack, *, actor: Actor, on: date, language: str) -> list[TypeRow]:
    """Return the types in force on a day: those a helper may file; every one for anybody else.

    Raises:
        PartLeftOut, NoEditionInForce: the marketplace takes no escalations, or not on that day.
    """
    edition = pack.escalations_on(on)
    return [
        _row(pack, edition, key, on=on, language=language)
        for key, kind in edition.types.items()
        if not actor.is_helper or actor.role.value in kind.filed_by
    ]


def _row(pack: Pack, edition: EscalationsEdition, key: str, *, on: date, language: str) -> TypeRow:
    kind = edition.types[key]
    guide = pack.guide_on(on)
    entry = guide.entries[kind.entry]

    def said(words: Words | None) -> str:
        if words is None:
            return ""
        return render_words(pack, words, language=language, audience=Audience.HELPER)

    return TypeRow(
        key=key,
        title=said(kind.title),
        fields=_fields(kind, language=language),
        consumers_min=kind.consumers.min,
        consumers_max=kind.consumers.max,
        attachments_min=kind.attachments.min,
        attachments_max=kind.attachments.max,
        check_first=tuple(
            MaterialRow(name, said(one.title), said(one.note), one.web.url if one.web else None)
            for name, one in guide.materials_of(kind.entry)
        ),
        description_hint=said(kind.description_hint),
        subject_line=said(kind.subject_line),
        urgency=said(entry.urgency.text) if entry.urgency else "",
        promise=said(kind.promise),
        must_not_contain=said(entry.message.must_not_contain) if entry.message else "",
        has_own_icon=kind.channel is Channel.ICON,
        icon=kind.icon or "",
        urgent=kind.urgent,
    )


def _fields(kind: EscalationType, *, language: str) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(
            key=one.key,
            label=one.label.in_language(language),
            is_required=one.required,
            hint=one.hint.in_language(language) if one.hint else "",
            choices=tuple(ChoiceRow(each.key, each.label.in_language(language)) for each in one.choices),
            identifies=one.identifies,
        )
        for one in kind.fields
    )
