"""The addresses of the guide's pages."""

from django.urls import path

from assistdesk.guide import views

app_name = "guide"

urlpatterns = [
    path("m/<slug:marketplace>/guide/", views.entries, name="entries"),
    path("m/<slug:marketplace>/guide/print", views.print_page, name="print"),
    path("m/<slug:marketplace>/guide/editions", views.editions, name="editions"),
    path("m/<slug:marketplace>/guide/<slug:entry>", views.entry, name="entry"),
    path("m/<slug:marketplace>/guide.pdf", views.pdf, name="pdf"),
    path("m/<slug:marketplace>/issuers", views.issuers, name="issuers"),
]
