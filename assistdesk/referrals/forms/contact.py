"""Where a helper is told of referrals: the account's addresses, or others."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from assistdesk.referrals.queries.participation import Participation
from assistdesk.referrals.rules import addresses
from assistdesk.referrals.services.contacts import Contacts

OWN, OTHER, NONE = "own", "other", "none"
CHANNEL_WORDS = {
    addresses.EMAIL: gettext_lazy("By email"),
    addresses.SMS: gettext_lazy("By text message"),
}


class OtherField(forms.CharField):
    """An address besides the account's own. Whether it is needed, and is one, is decided by the rules."""

    def validate(self, value: object) -> None:
        """Let everything pass: the rules say what is missing."""


class ContactForm(forms.Form):
    """Each address: the one of the sign-in, another one, or none; and which ways are switched on."""

    use_required_attribute = False

    email_choice = forms.ChoiceField(label=gettext_lazy("Email for referrals"), widget=forms.RadioSelect)
    email = OtherField(
        label=gettext_lazy("Another email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone_choice = forms.ChoiceField(label=gettext_lazy("Phone for referrals"), widget=forms.RadioSelect)
    phone = OtherField(
        label=gettext_lazy("Another phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("How referrals reach you"),
        error_messages={"required": gettext_lazy(addresses.NO_CHANNEL_MESSAGE)},
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Both is best: a referral is open for a short time only."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: Participation) -> None:
        super().__init__(data, initial=_initial(now))
        self.now = now
        self._offer("email_choice", _choices(now.account_email, gettext("No email")))
        self._offer("phone_choice", _choices(_said(now.account_phone), gettext("No phone")))
        offered = [channel.value for channel in now.edition.offers.channels]
        self._offer("channels", [(one, CHANNEL_WORDS[one]) for one in offered if one in CHANNEL_WORDS])

    def contacts(self) -> Contacts:
        """Return what was chosen, where the form is valid."""
        given = self.cleaned_data
        return Contacts(
            email=_chosen(given["email_choice"], self.now.account_email, given["email"]),
            phone=_chosen(given["phone_choice"], self.now.account_phone, given["phone"]),
            channels=tuple(given["channels"]),
        )

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _choices(own: str, nothing: str) -> list[tuple[str, str]]:
    words = gettext("%(address)s, as in my account") % {"address": own}
    return [*([(OWN, words)] if own else []), (OTHER, gettext("Another one, for referrals")), (NONE, nothing)]


def _chosen(choice: str, own: str, other: str) -> str:
    return {OWN: own, OTHER: other}.get(choice, "")


def _initial(now: Participation) -> dict[str, object]:
    found, waiting = now.registration, {one.channel: one.address for one in now.waiting}
    email = waiting.get(addresses.EMAIL) or (found.email if found else "")
    phone = waiting.get(addresses.SMS) or (found.phone if found else "")
    is_new = found is None or not (email or phone)
    email_choice, other_email = _place(email, now.account_email, is_new=is_new)
    phone_choice, other_phone = _place(phone, now.account_phone, is_new=is_new)
    return {
        "email_choice": email_choice,
        "email": other_email,
        "phone_choice": phone_choice,
        "phone": _said(other_phone),
        "channels": found.channels if found else [one.value for one in now.edition.offers.channels],
    }


def _place(address: str, own: str, *, is_new: bool) -> tuple[str, str]:
    """Return which choice an address is, and what stands in the field for another one."""
    if addresses.same(address, own) or (is_new and own):
        return OWN, ""
    if address:
        return OTHER, address
    return (OTHER, "") if is_new else (NONE, "")


def _said(phone: str) -> str:
    """Return +15025550100 as 502-555-0100."""
    digits = phone.removeprefix("+1")
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if phone.startswith("+1") else phone


class CodeForm(forms.Form):
    """The code that came to a new address."""

    use_required_attribute = False

    channel = forms.ChoiceField(choices=list(CHANNEL_WORDS.items()), widget=forms.HiddenInput)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
