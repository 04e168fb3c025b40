"""Addresses of files."""

from django.urls import path

from assistdesk.shared.files import views

app_name = "files"
urlpatterns = [path("attachments/<uuid:attachment_id>", views.download, name="download")]
