"""The form that files an incident; its fields follow from the type that is chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from assistdesk.escalations.forms.texts import (
    LineField,
    PickField,
    TextField,
    clean_line,
    clean_text,
)
from assistdesk.escalations.queries import TypeRow

FIELD_PREFIX = "field-"
LONGEST_KEY = 100
MOST_VALUES = 200


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, cleaned, whether or not it is enough."""

    type: str
    shown_type: str
    consumers: tuple[str, ...]
    description: str = field(repr=False)
    fields: Mapping[str, str] = field(repr=False)
    attachments: tuple[UUID, ...]
    checked: tuple[str, ...]
    submission_key: str
    duplicate_reason: str = field(default="", repr=False)
    kept_as: UUID | None = None

    @classmethod
    def read(cls, posted: QueryDict) -> "Typed":
        """Return what was posted. A form without a key of its own gets one."""
        return cls(
            type=clean_line(posted.get("type", "")),
            shown_type=clean_line(posted.get("shown_type", "")),
            consumers=_lines(posted.getlist("consumers")),
            description=clean_text(posted.get("description", "")),
            fields={
                name.removeprefix(FIELD_PREFIX): clean_text(posted.get(name, ""))
                for name in posted
                if name.startswith(FIELD_PREFIX)
            },
            attachments=tuple(_ids(posted.getlist("attachments"))),
            checked=_lines(posted.getlist("checked")),
            submission_key=clean_line(posted.get("submission_key", ""))[:LONGEST_KEY] or uuid4().hex,
            duplicate_reason=clean_text(posted.get("duplicate_reason", "")),
            kept_as=next(iter(_ids([posted.get("kept_as", "")])), None),
        )

    @property
    def content(self) -> dict[str, object]:
        """What stands in the form, as plain values by the names of its fields; `reread` reads it again."""
        own = {f"{FIELD_PREFIX}{key}": [value] for key, value in self.fields.items()}
        return {
            "type": [self.type],
            "shown_type": [self.shown_type],
            "consumers": list(self.consumers),
            "description": [self.description],
            "attachments": [str(one) for one in self.attachments],
            "checked": list(self.checked),
            "submission_key": [self.submission_key],
            "duplicate_reason": [self.duplicate_reason],
            **own,
        }

    @classmethod
    def reread(cls, content: Mapping[str, object], *, kept_as: UUID) -> "Typed":
        """Return what was kept as `content`."""
        posted = QueryDict(mutable=True)
        for name, values in content.items():
            posted.setlist(name, [str(one) for one in values] if isinstance(values, list) else [])
        return replace(cls.read(posted), kept_as=kept_as)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What another search must not lose, as names and values of hidden inputs."""
        fields = [(f"{FIELD_PREFIX}{key}", value) for key, value in self.fields.items() if value]
        files = [("attachments", str(one)) for one in self.attachments]
        words = {"description": self.description, "duplicate_reason": self.duplicate_reason}
        kept = [("kept_as", str(self.kept_as))] if self.kept_as else []
        return [*((name, text) for name, text in words.items() if text), *fields, *files, *kept]


class EscalationForm(forms.Form):
    """Type, materials that were checked, the type's own fields, description and files."""

    use_required_attribute = False

    type = PickField(label=gettext_lazy("Escalation type"), required=True)
    description = TextField(label=gettext_lazy("Description"), widget=forms.Textarea(attrs={"rows": 8}))
    duplicate_reason = TextField(
        label=gettext_lazy("Why another one is needed"),
        required=True,  # it is shown only where it is; the rules say when
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    documents = forms.FileField(label=gettext_lazy("Documents"), required=False, widget=SeveralFilesInput())

    def __init__(self, *, typed: Typed, offered: list[TypeRow], kind: TypeRow | None) -> None:
        """Build the form for the type `kind`, filled with what was typed; None: no type is chosen yet."""
        own = _own_fields(kind) if kind else {}
        values: dict[str, object] = {
            "type": kind.key if kind else "",
            "description": typed.description,
            "duplicate_reason": typed.duplicate_reason,
        }
        values.update({name: typed.fields.get(name.removeprefix(FIELD_PREFIX), "") for name in own})
        super().__init__(initial=values)
        choices = [("", gettext("Choose a type")), *((row.key, row.title) for row in offered)]
        self.fields["type"].widget.choices = choices
        self.fields.update(own)
        if kind is not None:
            self.fields["description"].help_text = kind.description_hint
            self.fields["documents"].required = kind.attachments_min > 0
        self.own = [self[name] for name in own if name.startswith(FIELD_PREFIX)]

    def say(self, errors: Iterable[tuple[str, str]]) -> None:
        """Show what is wrong with which field, as the rules name them; what has no field stands on top."""
        names = {"attachments": "documents", **{key: key for key in self.fields}}
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for name, words in errors:
            known = names.get(name.replace("fields.", FIELD_PREFIX, 1))
            self.add_error(known if known in self.fields else None, words)


def _own_fields(kind: TypeRow) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for one in kind.fields:
        name = f"{FIELD_PREFIX}{one.key}"
        if one.choices:
            choices = [(each.key, each.label) for each in one.choices]
            fields[name] = PickField(
                label=one.label,
                required=one.is_required,
                help_text=one.hint,
                widget=forms.RadioSelect(),
                choices=choices,
            )
        else:
            fields[name] = LineField(label=one.label, required=one.is_required, help_text=one.hint)
    return fields


def _lines(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for value in values[:MOST_VALUES] if (line := clean_line(value))))


def _ids(values: list[str]) -> Iterable[UUID]:
    for value in dict.fromkeys(values[:MOST_VALUES]):
        try:
            yield UUID(value)
        except ValueError:
            continue
