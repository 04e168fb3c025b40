"""The addresses of the escalations' pages."""

from django.urls import path

from assistdesk.escalations import views
from assistdesk.escalations.views import callbacks, calling, hotline, leading, timing

app_name = "escalations"

urlpatterns = [
    path("m/<slug:marketplace>/escalate", views.search, name="search"),
    path("m/<slug:marketplace>/escalate/describe", views.describe, name="describe"),
    path("m/<slug:marketplace>/escalate/describe/<uuid:form_id>", views.described, name="described"),
    path("m/<slug:marketplace>/escalate/added", views.added, name="added"),
    path("m/<slug:marketplace>/escalate/<slug:kind>", views.search_several, name="search_several"),
    path("m/<slug:marketplace>/escalations/", views.mine, name="mine"),
    path("m/<slug:marketplace>/escalations/<str:number>", views.incident, name="incident"),
    path("m/<slug:marketplace>/escalations/<str:number>/sent", views.sent, name="sent"),
    path("m/<slug:marketplace>/escalations/<str:number>/files", views.file_list, name="files"),
    path("m/<slug:marketplace>/escalations/<str:number>/reply", views.reply, name="reply"),
    path("m/<slug:marketplace>/escalations/<str:number>/note", views.note, name="note"),
    path("m/<slug:marketplace>/escalations/<str:number>/draft", views.save_draft, name="save_draft"),
    path("m/<slug:marketplace>/escalations/<str:number>/draft/drop", views.drop_draft, name="drop_draft"),
    path("m/<slug:marketplace>/escalations/<str:number>/here", views.here, name="here"),
    path("m/<slug:marketplace>/escalations/<str:number>/take", views.take, name="take"),
    path("m/<slug:marketplace>/escalations/<str:number>/assign", views.assign, name="assign"),
    path("m/<slug:marketplace>/escalations/<str:number>/merge", views.merge, name="merge"),
    path("m/<slug:marketplace>/escalations/<str:number>/unmerge", views.unmerge, name="unmerge"),
    path("m/<slug:marketplace>/escalations/<str:number>/move", views.move, name="move"),
    path("m/<slug:marketplace>/escalations/<str:number>/hand-on", views.hand_on, name="hand_on"),
    path(
        "m/<slug:marketplace>/escalations/<str:number>/handoffs/<uuid:handoff_id>/take-back",
        views.take_back,
        name="take_back",
    ),
    path(
        "m/<slug:marketplace>/escalations/<str:number>/answers/<uuid:post_id>/pass-on",
        views.pass_on,
        name="pass_on",
    ),
    path(
        "m/<slug:marketplace>/escalations/<str:number>/messages/<uuid:post_id>/original",
        views.original,
        name="original",
    ),
    path("m/<slug:marketplace>/reports", views.reports, name="reports"),
    path("m/<slug:marketplace>/reports/incidents.csv", views.report_file, name="report_file"),
    path("m/<slug:marketplace>/queue/<slug:team>", views.queue, name="queue"),
    path("m/<slug:marketplace>/queue/<slug:team>/next", views.take_next, name="take_next"),
    path("m/<slug:marketplace>/queue/<slug:team>/bulk", views.bulk, name="bulk"),
    path("m/<slug:marketplace>/queue/<slug:team>/bulk/<uuid:run_id>", views.bulk_run, name="bulk_run"),
    path("m/<slug:marketplace>/queue/<slug:team>/templates", views.reply_templates, name="templates"),
    path(
        "m/<slug:marketplace>/queue/<slug:team>/templates/<uuid:template_id>/delete",
        views.delete_template,
        name="delete_template",
    ),
    path("m/<slug:marketplace>/queue/<slug:team>/filters", views.save_filter, name="save_filter"),
    path(
        "m/<slug:marketplace>/queue/<slug:team>/filters/<uuid:filter_id>/delete",
        views.delete_filter,
        name="delete_filter",
    ),
    path("m/<slug:marketplace>/escalations/<str:number>/clocks", timing.clocks, name="clocks"),
    path("m/<slug:marketplace>/board/", leading.boards, name="boards"),
    path("m/<slug:marketplace>/board/<slug:team>", leading.board, name="board"),
    path("m/<slug:marketplace>/board/<slug:team>/assign", leading.board_assign, name="board_assign"),
    path("m/<slug:marketplace>/calls/new", views.log_call, name="log_call"),
    path("m/<slug:marketplace>/mail/", views.mails, name="mails"),
    path("m/<slug:marketplace>/mail/<uuid:mail_id>", views.mail, name="mail"),
    path(
        "m/<slug:marketplace>/mail/<uuid:mail_id>/as-it-came", views.mail_as_it_came, name="mail_as_it_came"
    ),
    path("m/<slug:marketplace>/mail/<uuid:mail_id>/join", views.join_mail, name="join_mail"),
    path("m/<slug:marketplace>/mail/<uuid:mail_id>/dismiss", views.dismiss_mail, name="dismiss_mail"),
    path("m/<slug:marketplace>/mail/<uuid:mail_id>/pass-on", views.pass_mail_on, name="pass_mail_on"),
    path("m/<slug:marketplace>/held/", views.held, name="held"),
    path("m/<slug:marketplace>/held/files/<uuid:file_id>", views.decide_file, name="decide_file"),
    path("m/<slug:marketplace>/held/<uuid:message_id>", views.decide_held, name="decide_held"),
    path("m/<slug:marketplace>/hotline/", hotline.hotline, name="hotline"),
    path("m/<slug:marketplace>/hotline/start", hotline.start_call, name="start_call"),
    path("m/<slug:marketplace>/hotline/incident", hotline.look_up, name="look_up"),
    path("m/<slug:marketplace>/hotline/<uuid:call_id>", hotline.call, name="call"),
    path("m/<slug:marketplace>/hotline/<uuid:call_id>/caller", hotline.call_caller, name="call_caller"),
    path("m/<slug:marketplace>/hotline/<uuid:call_id>/clients", calling.call_clients, name="call_clients"),
    path("m/<slug:marketplace>/hotline/<uuid:call_id>/client", calling.call_client, name="call_client"),
    path(
        "m/<slug:marketplace>/hotline/<uuid:call_id>/incident", callbacks.call_incident, name="call_incident"
    ),
    path(
        "m/<slug:marketplace>/hotline/<uuid:call_id>/read/<uuid:matter>",
        callbacks.call_number,
        name="call_number",
    ),
    path("m/<slug:marketplace>/hotline/<uuid:call_id>/end", hotline.end_call, name="end_call"),
]
