"""The form in which staff announce something: a title and a text in each language of the marketplace."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language_info, gettext, gettext_lazy

from assistdesk.shared.announcements.services import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MISSING_MESSAGE,
    ROLES_MESSAGE,
    NewAnnouncement,
)
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.identity import RoleName


class Moment(forms.DateTimeField):
    """A time on the marketplace's clocks, which may be left out."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class AnnouncementForm(forms.Form):
    """What is announced, to whom, and from when until when."""

    use_required_attribute = False

    roles = forms.MultipleChoiceField(label=gettext_lazy("Who is told"), widget=forms.CheckboxSelectMultiple)
    is_urgent = forms.BooleanField(label=gettext_lazy("It is urgent"), required=False)
    shows_from = Moment(
        label=gettext_lazy("From when"),
        help_text=gettext_lazy("Leave this empty to announce it at once."),
        required=False,
    )
    shows_until = Moment(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Leave this empty to show it until it is withdrawn."),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, pack: Pack, language: str) -> None:
        super().__init__(data, initial={"roles": [role.value for role in pack.identity.helper_roles]})
        self._pack = pack
        roles = self.fields["roles"]
        assert isinstance(roles, forms.MultipleChoiceField)
        roles.error_messages["required"] = gettext(ROLES_MESSAGE)
        roles.choices = [
            (role.value, pack.identity.roles[role].plural.in_language(language)) for role in _told(pack)
        ]
        texts: dict[str, forms.Field] = {}
        for spoken in pack.identity.languages:
            named = gettext(get_language_info(spoken)["name_translated"])
            texts[f"title_{spoken}"] = forms.CharField(
                label=gettext("Title in %(language)s") % {"language": named},
                max_length=LONGEST_TITLE,
                error_messages={"required": gettext(MISSING_MESSAGE)},
                widget=forms.TextInput(attrs={"lang": spoken}),
            )
            texts[f"text_{spoken}"] = forms.CharField(
                label=gettext("Text in %(language)s") % {"language": named},
                max_length=LONGEST_TEXT,
                error_messages={"required": gettext(MISSING_MESSAGE)},
                widget=forms.Textarea(attrs={"rows": 4, "lang": spoken}),
            )
        self.fields = texts | self.fields

    def written(self) -> NewAnnouncement:
        """Return what is announced, of a form whose fields were read."""
        read, languages = self.cleaned_data, self._pack.identity.languages
        return NewAnnouncement(
            marketplace=self._pack.marketplace,
            roles=[Role(role) for role in read["roles"]],
            is_urgent=read["is_urgent"],
            titles={spoken: read[f"title_{spoken}"] for spoken in languages},
            texts={spoken: read[f"text_{spoken}"] for spoken in languages},
            shows_from=self._local(read["shows_from"]),
            shows_until=self._local(read["shows_until"]),
        )

    def _local(self, read: datetime | None) -> datetime | None:
        """Return a time of the form as one in the marketplace's zone; one that comes twice is the first."""
        return read.replace(tzinfo=ZoneInfo(self._pack.identity.zone)) if read else None


def _told(pack: Pack) -> Sequence[RoleName]:
    """Return who can be told: everybody at the marketplace, helpers first."""
    helpers = list(pack.identity.helper_roles)
    return [*helpers, *(role for role in RoleName if role not in helpers)]
