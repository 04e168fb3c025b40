"""All addresses of the desk."""

from django.urls import include, path

from assistdesk.site import acting, announcing, case_page, checking, own_pages, quick_links, views
from assistdesk.site.api import api
from assistdesk.site.demo import views as demo_views
from assistdesk.site.sms import views as sms_views

site_urls = (
    [
        path("", views.front, name="front"),
        path("sign-in", views.sign_in, name="sign_in"),
        path("sign-out", views.sign_out, name="sign_out"),
        path("welcome/<str:token>", views.choose_password, name="choose_password"),
        path("home", views.home, name="home"),
        path("acting/stop", acting.stop, name="stop_acting"),
        path("acting/<uuid:delegation_id>", acting.start, name="start_acting"),
        path("my/account", own_pages.account, name="my_account"),
        path("my/settings", own_pages.preferences, name="my_settings"),
        path("my/messages", own_pages.messages, name="my_messages"),
        path("my/messages/<uuid:message_id>", own_pages.message, name="my_message"),
        path("my/messages/announced/<uuid:announcement_id>", own_pages.announcement, name="my_announcement"),
        path("m/<slug:marketplace>/announcements", announcing.announcements, name="announcements"),
        path(
            "m/<slug:marketplace>/announcements/<uuid:announcement_id>/withdraw",
            announcing.withdraw,
            name="withdraw_announcement",
        ),
        path("m/<slug:marketplace>/quick-links/<slug:key>", quick_links.quick_link, name="quick_link"),
        path("check-words", checking.check_words, name="check_words"),
        path("language", views.choose_language, name="language"),
        path("demo/mailbox", demo_views.mailbox, name="mailbox"),
        path("sms/twilio/incoming", sms_views.incoming, name="text_comes_in"),
        path("sms/twilio/status", sms_views.status, name="text_report"),
        path("m/<slug:marketplace>/cases/<str:case_number>", case_page.case, name="case"),
        path("m/<slug:marketplace>/accent.css", views.accent, name="accent"),
    ],
    "site",
)

urlpatterns = [
    path("api/v1/", api.urls),  # first: programs ask most often
    path("", include(site_urls)),
    path("", include("assistdesk.guide.urls")),
    path("", include("assistdesk.escalations.urls")),
    path("", include("assistdesk.referrals.urls")),
    path("", include("assistdesk.consent.urls")),
    path("", include("assistdesk.book.urls")),
    path("", include("assistdesk.shared.files.urls")),
]
handler404 = "assistdesk.site.views.not_found"
handler400 = "assistdesk.site.views.malformed"
handler500 = "assistdesk.site.views.broken"
