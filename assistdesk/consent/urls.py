"""The addresses of the pages of case access."""

from django.urls import path

from assistdesk.consent.views import survey

app_name = "consent"

urlpatterns = [
    path("c/<str:token>", survey.survey, name="survey"),
    path("c/<str:token>/take-back", survey.revoke, name="revoke"),
]
