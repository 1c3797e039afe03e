"""Hamrin's settings: one file, everything that differs between installations from the environment.

The table in README.md lists every variable; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path

import pgtrigger
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import embedded
from config.environment import database_from_url, env, env_bool, env_int, env_list

BASE_DIR = Path(__file__).resolve().parent.parent

PRODUCTION = env("HAMRIN_ENV", "local") == "production"
DEBUG = env_bool("HAMRIN_DEBUG", default=False)
DATA_DIR = embedded.data_folder()
REGION_DIR = Path(env("HAMRIN_REGION", str(BASE_DIR / "incidents" / "data" / "iraq")))

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

if PRODUCTION:
    missing = [
        name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BROKER_URL") if not env(name)
    ]
    if missing:
        raise ImproperlyConfigured(f"Production needs these environment variables: {', '.join(missing)}")
elif not SECRET_KEY:
    SECRET_KEY = embedded.secret_key()

INSTALLED_APPS = [
    "config.admin.HamrinAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "leaflet",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "sources",
    "incidents",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before the one that makes a 304 of an answer, which keeps few of its fields.
    "incidents.api.throttles.tell_budget",
    "config.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "csp.context_processors.nonce",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The database and the broker: given by URL, or the embedded servers of the data folder.
DATABASES = {
    "default": {
        **database_from_url(env("DATABASE_URL") or embedded.database_url()),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": env_int("DATABASE_CONN_MAX_AGE", 60),
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CELERY_BROKER_URL = env("BROKER_URL") or embedded.broker_url()
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = env_int("TASK_TIME_LIMIT", 600)
# A message that no worker acknowledged is handed out again after this many seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_TASK_TIME_LIMIT + 60}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# An article that waits longer than this many seconds is enqueued again: its message may be lost.
RESUME_AFTER = env_int("RESUME_AFTER", 60)
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "poll-due-sources": {"task": "sources.tasks.poll_due_sources", "schedule": env_int("POLL_EVERY", 5)},
    "resume-waiting": {"task": "incidents.tasks.resume_waiting", "schedule": env_int("RESUME_EVERY", 30)},
    "refresh-snapshot": {
        "task": "incidents.tasks.refresh_snapshot",
        "schedule": env_int("SNAPSHOT_EVERY", 5),
        "options": {"expires": 60},
    },
    "prepare-exports": {
        "task": "incidents.tasks.prepare_exports",
        "schedule": 60,
        "options": {"expires": 60},
    },
}

# Languages: the interface in three, times in the region's zone.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic")), ("ckb", _("Central Kurdish"))]
LOCALE_PATHS = [BASE_DIR / "incidents" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "Asia/Baghdad")

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.finders.NpmFinder",
]
# Which folders of which npm packages are served, by their path under static/.
NPM_STATIC = {"npm/noto-sans-arabic": "@fontsource-variable/noto-sans-arabic"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.storage.HashedModulesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION

# The desk's own evidence: outside the web root, handed out only through a view that asks who wants it.
MEDIA_ROOT = Path(env("MEDIA_ROOT", str(DATA_DIR / "media")))
ATTACHMENT_MAX_BYTES = env_int("ATTACHMENT_MAX_BYTES", 20 * 1024 * 1024)

# Columns of all that is public, for maps, statistics and downloads; shared by web servers and workers.
SNAPSHOT_DIR = Path(env("SNAPSHOT_DIR", str(DATA_DIR / "snapshots")))

# With four eyes, whoever changed an incident last can't be the one who publishes it.
HAMRIN_FOUR_EYES = env_bool("HAMRIN_FOUR_EYES", default=False)

# Reading the world.
INBOX_DIR = Path(env("INBOX_DIR", str(DATA_DIR / "inbox")))
ARTICLE_MAX_BYTES = env_int("ARTICLE_MAX_BYTES", 10 * 1024 * 1024)
FETCH_TIMEOUT = env_int("FETCH_TIMEOUT", 20)
# Private and loopback addresses are refused unless the host is named here (an intranet's own outlet).
FETCH_ALLOWED_PRIVATE_HOSTS = env_list("FETCH_ALLOWED_PRIVATE_HOSTS")

# The map. A tile URL is off by default, since a tile server learns what an analyst looks at.
TILE_URL = env("TILE_URL")
LEAFLET_CONFIG = {
    "DEFAULT_CENTER": (35.2, 44.2),
    "DEFAULT_ZOOM": 7,
    "MIN_ZOOM": 5,
    "MAX_ZOOM": 16,
    "TILES": TILE_URL or [],
    "SCALE": "metric",
    "ATTRIBUTION_PREFIX": "",
    "RESET_VIEW": False,
    "NO_GLOBALS": False,
}

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "dashboard"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Security headers; no inline script or style, nothing from a third party.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([TILE_URL.split("{", 1)[0]] if TILE_URL else [])],
        "font-src": [SELF],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    # The proxy in front speaks HTTPS and says so; set TRUST_PROXY=no where there is none.
    SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
    SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 3600)
    if env_bool("TRUST_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Requests a minute to the API, for each address, for each token or account, and for either's exports,
# maps and statistics; 0 for no limit. A map that stays open asks some thirty times a minute.
THROTTLES = {
    "address": env_int("THROTTLE_ADDRESS", 1200),
    "token": env_int("THROTTLE_TOKEN", 6000),
    "exports": env_int("THROTTLE_EXPORTS", 300),
}
# How many proxies stand in front, each of which adds to X-Forwarded-For whom it heard.
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 1 if PRODUCTION and env_bool("TRUST_PROXY", default=True) else 0)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "incidents.api.problems.problem_json",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hamrin",
    "DESCRIPTION": "Security incidents in disputed territories, each value with the words that say it.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "incidents.api.schema.add_common_answers",
    ],
    "ENUM_NAME_OVERRIDES": {
        "AreaKind": "incidents.enums.AreaKind",
        "RoomKind": "incidents.enums.RoomKind",
        "SourceKind": "sources.enums.SourceKind",
        "ReportState": "incidents.enums.ReportState",
        "ArticleState": "sources.enums.ArticleState",
        "IntakeState": "sources.enums.IntakeState",
        "IncidentRole": "incidents.enums.Role",
        "ForceRole": "incidents.enums.ForceRole",
        "DatePrecision": "incidents.enums.DatePrecision",
        "LocationPrecision": "incidents.enums.LocationPrecision",
        "ActorKind": "incidents.enums.ActorKind",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    # Celery would say four lines for every look at the inbox; our tasks say when they found something.
    "loggers": {
        name: {"level": "WARNING"} for name in ("celery.beat", "celery.worker.strategy", "celery.app.trace")
    },
}

# History is written by database triggers, so that bulk updates and raw SQL are recorded too.
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
