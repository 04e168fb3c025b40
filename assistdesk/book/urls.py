"""The addresses of the pages of the book of business."""

from django.urls import path

from assistdesk.book.views import clients, delegates, lists, prospect_files, prospects, quotes

app_name = "book"

PLACE = "m/<slug:marketplace>/book"
CLIENT = f"{PLACE}/clients/<str:person_id>"
PROSPECT = f"{PLACE}/prospects/<uuid:prospect_id>"
QUOTE = f"{PLACE}/quotes/<uuid:quote_id>"

urlpatterns = [
    path(PLACE, lists.overview, name="overview"),
    path(f"{PLACE}/delegates", delegates.delegates, name="delegates"),
    path(f"{PLACE}/delegates/<uuid:delegation_id>/withdraw", delegates.withdraw, name="withdraw_delegate"),
    path(f"{PLACE}/prospects/new", prospects.add, name="add_prospect"),
    path(f"{PLACE}/prospects/import", prospect_files.import_file, name="import_prospects"),
    path(f"{PLACE}/prospects/template.csv", prospect_files.template, name="prospect_template"),
    path(PROSPECT, prospects.prospect, name="prospect"),
    path(f"{PROSPECT}/change", prospects.change, name="change_prospect"),
    path(f"{PROSPECT}/abandon", prospects.abandon, name="abandon_prospect"),
    path(f"{PROSPECT}/resume", prospects.resume, name="resume_prospect"),
    path(f"{PROSPECT}/convert", prospects.convert, name="convert_prospect"),
    path(f"{PROSPECT}/quote", quotes.start_for_prospect, name="quote_prospect"),
    path(CLIENT, clients.client, name="client"),
    path(f"{CLIENT}/quote", quotes.start_for_client, name="quote_client"),
    path(QUOTE, quotes.quote, name="quote"),
    path(f"{QUOTE}/import", quotes.import_plans, name="import_plans"),
    path(f"{QUOTE}/plans/<uuid:plan_id>/remove", quotes.remove_plan, name="remove_plan"),
    path(f"{QUOTE}/submit", quotes.submit, name="submit_quote"),
    path(f"{QUOTE}/accept", quotes.accept, name="accept_quote"),
    path(f"{QUOTE}/reject", quotes.reject, name="reject_quote"),
    path(f"{PLACE}/<slug:word>", lists.book_list, name="list"),
    path(f"{PLACE}/<slug:word>.csv", lists.list_file, name="list_file"),
]
