"""The referrals context as a Django app."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.referrals"
    label = "referrals"
