"""The addresses of the referrals' pages."""

from django.urls import path

from assistdesk.referrals.views import asking, links, managing, overview

app_name = "referrals"

urlpatterns = [
    path("m/<slug:marketplace>/call-back", asking.ask, name="ask"),
    path("r/<str:token>", asking.status, name="status"),
    path("o/<str:token>", links.link, name="link"),
    path("m/<slug:marketplace>/on-demand", managing.manager, name="manager"),
    path("m/<slug:marketplace>/on-demand/availability", managing.availability, name="availability"),
    path("m/<slug:marketplace>/referrals", overview.board, name="board"),
    path("m/<slug:marketplace>/referrals/<str:reference>", overview.one, name="one"),
]
