"""Settings of the office. `PRESTE_DATA` says where its data live: key file, SQLite database, backups."""

from __future__ import annotations

import os
from pathlib import Path

from preste.data_folder import data_dir
from preste.errors import InputError
from preste.office.database import database
from preste.office.keys import read_keys

HERE = Path(__file__).parent
DATA = data_dir()
KEYS = read_keys(DATA)

DEBUG = False
SECRET_KEY = KEYS.signing
ALLOWED_HOSTS = os.environ.get("PRESTE_HOSTS", "localhost").split(",")
BEHIND_TLS = os.environ.get("PRESTE_TLS") == "1"
if not BEHIND_TLS and set(ALLOWED_HOSTS) - {"localhost"}:
    raise InputError(
        f"other machines would reach {', '.join(ALLOWED_HOSTS)} without encryption",
        field="PRESTE_HOSTS",
        remedy="put a proxy with TLS in front and set PRESTE_TLS=1, or keep to localhost",
        code="E-OFFICE-TLS",
    )
MFA = os.environ.get("PRESTE_MFA", "required" if BEHIND_TLS else "offered")
if MFA not in ("required", "offered"):
    raise InputError(
        f"{MFA!r} is not known", field="PRESTE_MFA", remedy="write required or offered", code="E-OFFICE-MFA"
    )
MFA_REQUIRED = MFA == "required"
ONSS_SENDER = os.environ.get("PRESTE_ONSS_SENDER", "")
"""The sender's number (six digits) of a bureau, proposed when a declaration is handed over to the ONSS."""
PROXIES = os.environ.get("PRESTE_PROXIES", "1" if BEHIND_TLS else "0")
if not PROXIES.isdecimal():
    raise InputError(f"{PROXIES!r} is no number", field="PRESTE_PROXIES", remedy="write 1", code="E-OFFICE-PROXIES")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_scopes",
    "preste.office.accounts",
    "preste.office.store",
    "preste.office.web",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "preste.office.web.middleware.PrivatePages",
    "allauth.account.middleware.AccountMiddleware",
    "preste.office.accounts.middleware.session_limits",
    "preste.office.accounts.middleware.own_language",
    "preste.office.accounts.middleware.SecondFactor",
]
ROOT_URLCONF = "preste.office.urls"
WSGI_APPLICATION = "preste.office.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
PASSWORD_RESET_TIMEOUT = 7 * 86400  # one-time links

ACCOUNT_ADAPTER = "preste.office.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # no e-mail is sent
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "40/15m/ip,10/15m/key", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(PROXIES)
MFA_ADAPTER = "preste.office.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "preste.office.accounts.forms.AddPasskey",
    "authenticate_webauthn": "preste.office.accounts.forms.AuthenticatePasskey",
    "login_webauthn": "preste.office.accounts.forms.SignInPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Preste"
MFA_TOTP_TOLERANCE = 1

CACHES = {  # counts of failed sign-ins, the same for every process
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [HERE / "web" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

FILE_UPLOAD_HANDLERS = ["preste.office.web.uploads.CappedUpload"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10  # answers of the ONSS come in several; each is capped

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "preste.office.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would mail errors with their local variables, and write addresses.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
