"""Addresses of files."""

from django.urls import path

from assistdesk.shared.files import views

app_name = "files"
urlpatterns = [
    path("attachments/<uuid:attachment_id>", views.download, name="download"),
    path("attachments/<uuid:attachment_id>/original", views.original, name="original"),
    path("attachments/<uuid:attachment_id>/view", views.view, name="view"),
    path("attachments/<uuid:attachment_id>/compare", views.compare, name="compare"),
    path("attachments/<uuid:attachment_id>/copy", views.copy, name="copy"),
    path("attachments/<uuid:attachment_id>/copy/<int:number>", views.copy_page, name="copy_page"),
    path("attachments/<uuid:attachment_id>/thumbnail", views.thumbnail, name="thumbnail"),
    path("attachments/<uuid:attachment_id>/pages/<int:number>", views.page, name="page"),
]
