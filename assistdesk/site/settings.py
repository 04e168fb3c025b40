"""The desk's settings. What varies comes from the environment; a marketplace's rules are its pack's."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from assistdesk.site import environment, logs, text_account

BASE_DIR = Path(__file__).resolve().parents[2]
PACKS_DIR = BASE_DIR / "packs"
DATA_DIR = environment.data_folder()

DEMO = environment.switch("ASSISTDESK_DEMO", default=False)
DEMO_LIMITS = environment.switch("ASSISTDESK_DEMO_LIMITS", default=True)
BASE_URL = environment.base_url()
SMTP = environment.smtp()
SMS = text_account.texts()
CLAMD = environment.clamd()
MAIL_DOMAIN = urlsplit(BASE_URL).hostname or "localhost"
REQUEST_BYTES = 30 * 1024 * 1024  # a request with attachments; the pack's own limits are lower

_secrets = environment.secret_values()
SECRET_KEY = _secrets.secret_key
SECRET_KEY_FALLBACKS = list(_secrets.old_secret_keys)
FIELD_KEYS = list(_secrets.field_keys)

DEBUG = False
ALLOWED_HOSTS = ["*"] if DEMO else [urlsplit(BASE_URL).hostname or "localhost", "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "assistdesk.site.urls"
ASGI_APPLICATION = "assistdesk.site.asgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials",
    "ninja",
    "assistdesk.shared.audit",
    "assistdesk.shared.limits",
    "assistdesk.shared.policy",
    "assistdesk.shared.people",
    "assistdesk.shared.messaging",
    "assistdesk.shared.files",
    "assistdesk.shared.announcements",
    "assistdesk.guide",
    "assistdesk.escalations",
    "assistdesk.referrals",
    "assistdesk.consent",
    "assistdesk.book",
    "assistdesk.site",
]

MIDDLEWARE = [
    "assistdesk.site.middleware.health.HealthMiddleware",
    "assistdesk.site.middleware.metrics.MetricsMiddleware",
    "assistdesk.site.middleware.headers.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "assistdesk.site.middleware.answers.RefusalMiddleware",
    "assistdesk.site.middleware.pack.PackMiddleware",
    "assistdesk.site.middleware.actor.ActorMiddleware",
    "assistdesk.site.middleware.input.CleanInputMiddleware",
    "assistdesk.site.middleware.idempotency.IdempotencyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "assistdesk.site.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "assistdesk.site.templatetags.desk",
                "assistdesk.site.templatetags.portal",
            ],
        },
    }
]
FORM_RENDERER = "assistdesk.site.rendering.DeskRenderer"


PREPARED_AFTER = 5
"""From this time on a connection keeps a statement's plan: the default of the driver (psycopg 3)."""


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 12, "timeout": 30},
            "server_side_binding": True,  # what is asked over and over is planned once a connection
            "prepare_threshold": PREPARED_AFTER,
            **query,
        },
        "TEST": {"NAME": "assistdesk_test"},
    }


DATABASES = {"default": _database(environment.database_url())}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_COOKIE_NAME = "desk_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "build" / "assets"]


def attachments_storage(place: environment.Folder | environment.Bucket) -> dict[str, Any]:
    """Return the storage of attachments, as Django is told."""
    if isinstance(place, environment.Folder):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": place.path, "file_permissions_mode": 0o600},
        }
    options = {
        "bucket_name": place.name,
        "location": place.folder,
        "endpoint_url": place.address or None,
        "region_name": place.region or None,
        "access_key": place.key_id or None,
        "secret_key": place.secret or None,
        "path_style": bool(place.address),
    }
    return {"BACKEND": "assistdesk.shared.files.buckets.BucketStorage", "OPTIONS": options}


STORAGES = {
    "default": attachments_storage(environment.storage()),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/sign-in"
SESSION_COOKIE_NAME = "desk_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https:")
CSRF_COOKIE_NAME = "desk_csrf"
CSRF_FAILURE_VIEW = "assistdesk.site.views.form_expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
EMAIL_TIMEOUT = 20

LOGGING_CONFIG = None
logs.configure()
