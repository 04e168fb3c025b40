"""The other help desk, in its own environment: it does what each line of its input names.

Started with the other environment's Python as `python desk_program.py DATABASE_URL TICKETS`. When it is
ready it writes `{"ready": true}`; then, for each line `submit`, `list`, `list_rows` or `mail`, it does that
once and writes `{"ms": ..., "queries": ...}`. It imports nothing of this product.
"""

import json
import logging
import sys
import time
import types
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

import django
from django.conf import settings

TICKETS_AT_ONCE = 5000
ENGINE = "django.template.backends.django.DjangoTemplates"
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
CONTRIBUTED = ("admin", "auth", "contenttypes", "sessions", "sites", "messages", "humanize", "staticfiles")


def configure(url: str) -> None:
    """Set the other desk up as its manual says, on PostgreSQL."""
    settings.configure(
        SECRET_KEY="for measuring alone",
        DEBUG=False,
        ALLOWED_HOSTS=["*"],
        SITE_ID=1,
        USE_TZ=True,
        ROOT_URLCONF="addresses_of_peer",
        DATABASES={"default": _database(url)},
        INSTALLED_APPS=[
            *(f"django.contrib.{app}" for app in CONTRIBUTED),
            "rest_framework",
            "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{"BACKEND": ENGINE, "APP_DIRS": True, "OPTIONS": {"context_processors": PROCESSORS}}],
        STATIC_URL="/static/",
        MEDIA_ROOT="/nonexistent",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        HELPDESK_TEAMS_MODE_ENABLED=False,
    )  # fmt: skip
    django.setup()
    _mount()
    logging.disable(logging.CRITICAL)


def _database(url: str) -> dict[str, object]:
    """Return what Django wants to know of the database at a PostgreSQL address."""
    parts = urlsplit(url)
    query = dict(pair.split("=") for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": parts.hostname or query.get("host", "").replace("%2F", "/"),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 600,
    }


def _mount() -> None:
    """Let the other desk's pages lie below /helpdesk/, as its manual shows."""
    from django.contrib import admin
    from django.urls import include, path

    addresses = types.ModuleType("addresses_of_peer")
    addresses.urlpatterns = [path("helpdesk/", include("helpdesk.urls")), path("admin/", admin.site.urls)]
    sys.modules[addresses.__name__] = addresses


def fill(tickets: int) -> None:
    """Make the tables, one queue, one of the staff, and so many tickets."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.utils import timezone
    from helpdesk.models import Queue, Ticket

    call_command("migrate", interactive=False, verbosity=0)
    queue = Queue.objects.create(
        title="Desk", slug="desk", email_address="desk@example.org", allow_public_submission=True
    )
    get_user_model().objects.create_superuser("staff", "staff@example.org", "staff")
    for first in range(0, tickets, TICKETS_AT_ONCE):
        Ticket.objects.bulk_create(
            Ticket(
                title=f"Ticket {number}", queue=queue, submitter_email=f"person{number % 500}@example.com",
                description="The client enrolled and has paid, and the carrier has no record of it.",
                created=timezone.now(), modified=timezone.now(), status=Ticket.OPEN_STATUS, priority=3,
            )
            for number in range(first, min(tickets, first + TICKETS_AT_ONCE))
        )  # fmt: skip


def acts() -> dict[str, Callable[[], None]]:
    """Return what can be asked for by name."""
    from django.test import Client
    from helpdesk.email import extract_email_metadata
    from helpdesk.models import Queue
    from helpdesk.query import query_to_base64

    public, staff = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    assert staff.login(username="staff", password="staff")
    queue = Queue.objects.get()
    asked = query_to_base64({"filtering": {"status__in": [1, 2]}, "sorting": "created", "sortreverse": False})

    def submit() -> None:
        form = {"queue": queue.pk, "title": "No bill has come", "body": "No bill has come.",
                "priority": 3, "submitter_email": "producer@example.com"}  # fmt: skip
        check(public.post("/helpdesk/tickets/submit/", form).status_code, 302)

    def list_page() -> None:
        check(staff.get("/helpdesk/tickets/").status_code, 200)

    def list_rows() -> None:
        first_page = {
            "draw": 1,
            "start": 0,
            "length": 25,
            "order[0][column]": 0,
            "order[0][dir]": "asc",
            "search[value]": "",
        }
        check(staff.get(f"/helpdesk/datatables_ticket_list/{asked}", first_page).status_code, 200)

    def mail() -> None:
        message = (
            f"From: Sam <producer@example.com>\nTo: desk@example.org\n"
            f"Message-ID: <{uuid.uuid4()}@example.com>\n"
            "Subject: No bill has come\nContent-Type: text/plain; charset=utf-8\n\nNo bill has come.\n"
        )
        assert extract_email_metadata(message, queue, logging.getLogger("quiet")) is not None

    return {"submit": submit, "list": list_page, "list_rows": list_rows, "mail": mail}


def check(status: int, wanted: int) -> None:
    """Check that an act was answered as it should be."""
    if status != wanted:
        sys.exit(f"The other desk answered {status} instead of {wanted}.")


def main() -> None:
    """Fill the desk, then do what is asked for, line by line."""
    configure(sys.argv[1])
    fill(int(sys.argv[2]))
    known = acts()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    answer({"ready": True})
    for line in sys.stdin:
        name, _, count = line.strip().partition(" ")
        if count:
            with CaptureQueriesContext(connection) as seen:
                known[name]()
            answer({"queries": len(seen)})
            continue
        before = time.perf_counter()
        known[name]()
        answer({"ms": (time.perf_counter() - before) * 1000})


def answer(words: dict[str, object]) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
