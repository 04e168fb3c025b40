"""What a resident types: who they are, how they are reached, and what they need."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language_info, gettext, gettext_lazy, gettext_noop

from assistdesk.referrals.rules import asking as rules
from assistdesk.referrals.services import NewRequest
from assistdesk.shared import places
from assistdesk.shared.policy.schema import Pack, ReferralsEdition
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.referrals import Program

LONGEST_KEY = 80
METHODS = {
    "phone": gettext_noop("By phone call"),
    "sms": gettext_noop("By text message"),
    "email": gettext_noop("By email"),
}


class Line(forms.CharField):
    """Words of one line. Whether they are enough is decided by the rules, not here."""

    def to_python(self, value: object) -> str:
        """Return the line, composed, its blanks and control characters put in order."""
        return clean_line(super().to_python(value) or "")

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is missing."""


class Pick(forms.ChoiceField):
    """One of some choices. Whether it is one of them is decided by the rules, not here."""

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is wrong."""


class Picks(forms.MultipleChoiceField):
    """Some of several choices. Whether they are among them is decided by the rules, not here."""

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is wrong."""


def clean_line(text: str) -> str:
    """Return `text` as one line, composed (NFC), without control characters."""
    kept = "".join(" " if one.isspace() else one for one in text if one.isspace() or one.isprintable())
    return " ".join(unicodedata.normalize("NFC", kept).split())


class WayForm(forms.Form):
    """How a resident is reached."""

    use_required_attribute = False

    contact_method = Pick(label=gettext_lazy("How do you want to be reached?"), widget=forms.RadioSelect)
    contact = Line(
        label=gettext_lazy("Your phone number or email address"),
        help_text=gettext_lazy("A phone number for a call or a text message, an address for an email."),
        widget=forms.TextInput(attrs={"data-contact": "", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        edition: ReferralsEdition,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        methods = [one.value for one in edition.form.contact_methods]
        _offer(self, "contact_method", [(one, gettext(METHODS.get(one, one))) for one in methods])


class AskForm(WayForm):
    """The whole request."""

    name = Line(label=gettext_lazy("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    zip = Line(
        label=gettext_lazy("Your ZIP code"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    county = Line(
        label=gettext_lazy("Or your county, if you have no ZIP code at hand"),
        widget=forms.TextInput(attrs={"list": "counties", "autocomplete": "off"}),
    )
    program = Pick(label=gettext_lazy("What do you need help with?"), widget=forms.RadioSelect)
    language = Pick(label=gettext_lazy("Which language do you prefer?"), widget=forms.RadioSelect)
    helper_type = Pick(label=gettext_lazy("Who should help you?"), required=False, widget=forms.RadioSelect)
    aids = Picks(
        label=gettext_lazy("Do you need one of these?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    field_order = ("name", "contact_method", "contact", "zip", "county", "program", "language")

    def __init__(
        self, data: QueryDict | None = None, *, pack: Pack, edition: ReferralsEdition, language: str
    ) -> None:
        own = language if language in pack.identity.languages else pack.identity.language
        super().__init__(data, edition=edition, initial={"language": own, "helper_type": ""})
        form, roles = edition.form, pack.identity.roles
        self.counties = places.counties_of(pack.identity.state or "")
        _offer(
            self,
            "program",
            ((key.value, words.in_language(language)) for key, words in form.programs.items()),
        )
        _offer(self, "language", ((code, _own_name(code)) for code in pack.identity.languages))
        types = [
            (role.value, _with_limits(roles[role].singular.in_language(language), role, edition, language))
            for role in form.helper_types
        ]
        _offer(self, "helper_type", [("", gettext("Whoever is there first")), *types])
        _offer(self, "aids", ((one.key, one.label.in_language(language)) for one in form.aids))

    @property
    def says_more(self) -> bool:
        """Whether something was chosen, or is to be mended, among what nobody has to say."""
        return any(self[name].value() or self[name].errors for name in ("helper_type", "aids"))

    def request(self, marketplace: str, *, key: str) -> NewRequest:
        """Return what is asked for. What was changed before it was sent again is another request."""
        self.is_valid()
        given = self.cleaned_data
        content = json.dumps([given.get(name) for name in self.fields], ensure_ascii=False)
        return NewRequest(
            marketplace=marketplace,
            name=given.get("name", ""),
            contact_method=given.get("contact_method", ""),
            contact=given.get("contact", ""),
            language=given.get("language", ""),
            program=given.get("program", ""),
            key=f"form {key} {hashlib.sha256(content.encode()).hexdigest()[:32]}",
            zip_code=given.get("zip", ""),
            county=given.get("county", ""),
            helper_type=given.get("helper_type", ""),
            aids=tuple(given.get("aids", ())),
        )


def form_key(posted: QueryDict) -> str:
    """Return what tells this form from the next: the key that came with it, or a new one."""
    return clean_line(posted.get("key", ""))[:LONGEST_KEY] or uuid4().hex


def _with_limits(name: str, role: RoleName, edition: ReferralsEdition, language: str) -> str:
    """Return what helpers of a role are called, and what not to ask them: "Agent (not for Medicaid)"."""
    programs = edition.form.programs
    missing = rules.not_helped(role, programs=programs, helps_with=edition.criteria.programs_by_role)
    if not missing:
        return name
    said = ", ".join(programs[Program(one)].in_language(language) for one in missing)
    return gettext("%(helper)s (not for %(programs)s)") % {"helper": name, "programs": said}


def _own_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
