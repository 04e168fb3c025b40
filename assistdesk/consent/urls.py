"""The addresses of the pages of case access."""

from django.urls import path

from assistdesk.consent.views import asking, cases, notes, oversight, own, recording, staff, survey

app_name = "consent"

PLACE = "m/<slug:marketplace>/case-access"
CASE = "m/<slug:marketplace>/cases/<str:case_number>"
ONE = f"{PLACE}/requests/<uuid:request_id>"

urlpatterns = [
    path("c/<str:token>", survey.survey, name="survey"),
    path("c/<str:token>/take-back", survey.revoke, name="revoke"),
    path(PLACE, asking.search, name="search"),
    path(f"{PLACE}/searches/<uuid:search_id>", asking.found, name="found"),
    path(ONE, asking.watch, name="request"),
    path(f"{ONE}/cancel", asking.cancel, name="cancel"),
    path(f"{ONE}/away", asking.away, name="away"),
    path(f"{ONE}/speak", asking.speak, name="speak"),
    path(f"{ONE}/record", asking.record, name="record"),
    path(f"{ONE}/confirm", asking.confirm, name="confirm"),
    path("m/<slug:marketplace>/my-access", own.access, name="own"),
    path("m/<slug:marketplace>/my-access/add", own.add, name="own_add"),
    path("m/<slug:marketplace>/my-access/<uuid:grant_id>/revoke", own.revoke, name="own_revoke"),
    path("m/<slug:marketplace>/my-access/requests/<uuid:request_id>", own.answer, name="own_answer"),
    path(f"{PLACE}/staff", staff.desk, name="staff"),
    path(f"{PLACE}/openings", staff.openings, name="openings"),
    path(f"{PLACE}/openings/<uuid:opening_id>/review", staff.review, name="review"),
    path(f"{PLACE}/shares", oversight.shares, name="shares"),
    path(f"{PLACE}/shares/<uuid:account_id>", oversight.verbal, name="verbal"),
    path(f"{PLACE}/records/<uuid:thread>", oversight.record, name="record_of"),
    path(f"{PLACE}/records/<uuid:thread>/hold", oversight.hold, name="hold"),
    path(f"{PLACE}/record", recording.find, name="record_find"),
    path(f"{PLACE}/record/<uuid:search_id>", recording.write, name="record_write"),
    path(f"{PLACE}/recorded/<uuid:grant_id>", recording.recorded, name="recorded"),
    path("m/<slug:marketplace>/case-notes", notes.notes, name="notes"),
    path("m/<slug:marketplace>/case-notes/file", notes.notes_file, name="notes_file"),
    path(f"{CASE}/notes", notes.write, name="write_note"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}/standing", cases.standing, name="case_standing"),
    path(f"{CASE}/emergency", cases.emergency, name="emergency"),
]
