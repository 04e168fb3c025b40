"""The first step: agreeing to the marketplace's terms."""

from django import forms
from django.utils.translation import gettext_lazy

from assistdesk.referrals.services.registering import AGREE_MESSAGE


class AgreementForm(forms.Form):
    """One box to tick."""

    use_required_attribute = False

    agree = forms.BooleanField(
        label=gettext_lazy("I agree"), error_messages={"required": gettext_lazy(AGREE_MESSAGE)}
    )
