"""Django's settings: nothing here is a secret, and nothing depends on the machine but through ``environment``."""

import secrets
from pathlib import Path

from perenne.desk.environment import surroundings
from perenne.desk.web.policy import of_file

TOLD = surroundings()

DEBUG = False
SECRET_KEY = TOLD.secret or secrets.token_urlsafe(50)
"""Where none was drawn yet nothing is served: the code is only looked at."""
ALLOWED_HOSTS = list(TOLD.hosts)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in TOLD.hosts] if TOLD.https else []
ORIGINALS = TOLD.originals
BUNDLES = TOLD.data / "bundles"
FILES = TOLD.data / "files"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "perenne.desk.journal",
    "perenne.desk.people",
    "perenne.desk.imports",
    "perenne.desk.posts",
    "perenne.desk.partnerships",
    "perenne.desk.bundles",
    "perenne.desk.contracts",
    "perenne.desk.devices",
    "perenne.desk.creators",
    "perenne.desk.portal",
    "perenne.desk.api",
    "perenne.desk.drafts",
    "perenne.desk.today",
    "perenne.desk.leaving",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "perenne.desk.web.guards.headers",
    "perenne.desk.web.guards.sized",
    "perenne.desk.api.problems.for_programs",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "perenne.desk.web.language.spoken",
    "perenne.desk.people.middleware.member",
    "perenne.desk.web.errors.Refusals",
]
ROOT_URLCONF = "perenne.desk.urls"
WSGI_APPLICATION = "perenne.desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent / "templates"],
        "NAME": "jinja2",
        "OPTIONS": {
            "environment": "perenne.desk.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "perenne.desk.web.pages.frame",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "allauth_pages"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": TOLD.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "perenne.desk.people.adapter.ByInvitation"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TOLD.https else 0
"""With TLS there is one web server before the desk, which says from where it was asked."""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
"""A key confirms beside the password and never opens alone: a new password shuts out whoever added one meanwhile."""
MFA_TOTP_ISSUER = "Pérenne"
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

FORM_RENDERER = "django.forms.renderers.Jinja2"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "static/"
STATICFILES_DIRS = [Path(__file__).parent / "static", ("report", Path(__file__).parents[1] / "report" / "static")]
STATIC_ROOT = TOLD.data / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

WHITENOISE_ADD_HEADERS_FUNCTION = of_file

UPLOAD_AT_MOST = TOLD.upload
"""Bytes that one form may send, files and all."""
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 100

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TOLD.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = TOLD.https
SECURE_HSTS_SECONDS = 31_536_000 if TOLD.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TOLD.https else None
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
"""Other names of the same domain, and the lists of browsers, are for whoever owns the domain to decide on."""
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "perenne.desk.web.errors.stale"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"closed": {"()": "perenne.desk.web.logs.Closed"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["closed"]}},
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
