"""The desk as an ASGI application; style sheets, scripts and fonts are served before Django is asked."""

import os
from importlib import import_module

from django.conf import settings
from servestatic import ServeStaticASGI
from servestatic.base import Headers

from assistdesk.site import turns
from assistdesk.site.streams import LiveStreams

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistdesk.site.settings")
HASHED = r"^.+\.[0-9a-f]{12}\.\w+$"  # the manifest puts a hash into each name, so such a file never changes


def _add_headers(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001 - the library calls it so
    headers["X-Content-Type-Options"] = "nosniff"


django_application = turns.application()  # sets Django up, which the tables behind the signs need
application = LiveStreams(
    ServeStaticASGI(
        django_application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=HASHED,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    ),
    signs=import_module("assistdesk.site.signs").SIGNS,
)
