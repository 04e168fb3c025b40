"""The addresses of the referrals' pages."""

from django.urls import path

from assistdesk.referrals.views import (
    asking,
    assigning,
    availability,
    contact,
    explaining,
    links,
    offers,
    overview,
    own,
    own_reasons,
    registering,
    reporting,
    roster,
    standing,
    trying,
)

app_name = "referrals"

urlpatterns = [
    path("m/<slug:marketplace>/call-back", asking.ask, name="ask"),
    path("r/<str:token>", standing.status, name="status"),
    path("r/<str:token>/change", standing.change, name="change"),
    path("r/<str:token>/cancel", standing.cancel, name="cancel"),
    path("r/<str:token>/not-called", standing.not_called, name="not_called"),
    path("r/<str:token>/times", standing.times, name="times"),
    path("o/<str:token>", links.link, name="link"),
    path("m/<slug:marketplace>/on-demand", offers.manager, name="manager"),
    path("m/<slug:marketplace>/referrals", overview.board, name="board"),
    path("m/<slug:marketplace>/referrals/on-duty", roster.on_duty, name="on_duty"),
    path("m/<slug:marketplace>/referrals/report", reporting.report, name="report"),
    path("m/<slug:marketplace>/referrals/report.csv", reporting.report_file, name="report_file"),
    path("m/<slug:marketplace>/referrals/season", assigning.season, name="season"),
    path("m/<slug:marketplace>/referrals/<str:reference>", overview.one, name="one"),
    path(
        "m/<slug:marketplace>/referrals/<str:reference>/contact", explaining.show_contact, name="show_contact"
    ),
    path("m/<slug:marketplace>/referrals/<str:reference>/helpers", assigning.helpers, name="helpers"),
    path("m/<slug:marketplace>/referrals/<str:reference>/offers", assigning.offer, name="offer_by_hand"),
    path("m/<slug:marketplace>/on-demand/offers/<uuid:offer_id>/why", own_reasons.why, name="why"),
    path("m/<slug:marketplace>/referrals/<str:reference>/attempts", own.attempt, name="attempt"),
    path("m/<slug:marketplace>/referrals/<str:reference>/complete", own.complete, name="complete"),
    path("m/<slug:marketplace>/on-demand/offers/<uuid:offer_id>", offers.answer, name="answer"),
    path("m/<slug:marketplace>/on-demand/sound", offers.sound, name="sound"),
    path("m/<slug:marketplace>/on-demand/registration", registering.on_demand, name="on_demand"),
    path("m/<slug:marketplace>/on-demand/register/agree", registering.agree, name="agree"),
    path("m/<slug:marketplace>/on-demand/register/contact", contact.step_contact, name="step_contact"),
    path("m/<slug:marketplace>/on-demand/register/schedule", registering.step_schedule, name="step_schedule"),
    path("m/<slug:marketplace>/on-demand/register/again", registering.register_again, name="register_again"),
    path("m/<slug:marketplace>/on-demand/leave", registering.leave, name="leave"),
    path("m/<slug:marketplace>/on-demand/contact", contact.contact, name="contact"),
    path("m/<slug:marketplace>/on-demand/contact/code", contact.code, name="code"),
    path("m/<slug:marketplace>/on-demand/availability", availability.availability, name="availability"),
    path("m/<slug:marketplace>/on-demand/availability/pause", availability.pause, name="pause"),
    path(
        "m/<slug:marketplace>/on-demand/availability/days-off", availability.add_day_off, name="add_day_off"
    ),
    path(
        "m/<slug:marketplace>/on-demand/availability/absences", availability.add_absence, name="add_absence"
    ),
    path(
        "m/<slug:marketplace>/on-demand/availability/absences/<uuid:absence_id>/take-back",
        availability.take_back,
        name="take_back",
    ),
    path("m/<slug:marketplace>/my-information/", contact.my_information, name="my_information"),
    path("m/<slug:marketplace>/my-information/preferences", contact.preferences, name="preferences"),
    path("m/<slug:marketplace>/try-rules", trying.try_rules, name="try_rules"),
    path("m/<slug:marketplace>/try-rules/<uuid:trial_id>", trying.trial, name="trial"),
]
