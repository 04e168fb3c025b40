"""The site as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.site"
    label = "site"
