"""The audit log as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Name and label of the app."""

    name = "assistdesk.shared.audit"
    label = "audit"
