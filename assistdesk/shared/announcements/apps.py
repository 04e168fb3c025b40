"""Announcements as a Django app."""

from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.announcements"
    label = "announcements"
