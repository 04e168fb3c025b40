"""The addresses of the pages of the book of business."""

from django.urls import path

from assistdesk.book.views import delegates

app_name = "book"

PLACE = "m/<slug:marketplace>/book"

urlpatterns = [
    path(f"{PLACE}/delegates", delegates.delegates, name="delegates"),
    path(f"{PLACE}/delegates/<uuid:delegation_id>/withdraw", delegates.withdraw, name="withdraw_delegate"),
]
