"""The one settings file. What differs between machines comes from the environment (see .env.example)."""

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from config import logs
from config.databases import database
from malath.foundation import keys

ROOT = Path(__file__).resolve().parent.parent


def env_text(name: str, default: str = "") -> str:
    """The value of `name`, or of the file named by `name_FILE`; fails loudly when that file is missing."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def env_bool(name: str, default: bool) -> bool:
    return env_text(name, str(default)).lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


# Which door this process is: the staff site, or the public one, which has neither database nor keys.
DOOR = env_text("MALATH_DOOR", "staff")
PUBLIC = DOOR == "public"
VAR = keys.var_folder()
DEBUG = env_bool("MALATH_DEBUG", False)
TESTING = env_bool("MALATH_TESTING", False)
SECRET_KEY = secrets.token_urlsafe(48) if PUBLIC else keys.session_secret()
ALLOWED_HOSTS = env_list("MALATH_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = env_bool("MALATH_HTTPS", False)

# How many bits of a name's search token are kept: more people need more bits (see malath/people/tokens.py).
MALATH_TOKEN_BITS = int(env_text("MALATH_TOKEN_BITS", "10"))
# Where tables are counted and files compared in batch: duckdb, in memory, or spark.
MALATH_ANALYTICS = env_text("MALATH_ANALYTICS", "duckdb")
# Clocks of a referral that are other than the country's file of deadlines says (law/<country>/deadlines.json).
# How the law on overstaying is read: "day", "month" (or part of one), or "both" beside each other.
MALATH_OVERSTAY_READING = env_text("MALATH_OVERSTAY_READING", "both")
MALATH_DEADLINES = {name: int(amount) for name, _, amount in (pair.partition("=") for pair in env_list("MALATH_DEADLINES"))}
# What the worker goes on with between two ticks, each called with the clock and `stop`.
MALATH_BETWEEN_TICKS = [
    "malath.helpline.work.go_on",
    "malath.offline.work.go_on",
    "malath.exchange.work.go_on",
    "malath.exchange.package_work.go_on",
    "malath.api.work.go_on",
]

# Beside what the public site stands: demo, training, or nothing. The staff site asks its database.
MALATH_DEMO = env_text("MALATH_DEMO")
MALATH_DEMO_PEOPLE = int(env_text("MALATH_DEMO_PEOPLE", "400"))

# What leaves: mail through a server (smtp:// with STARTTLS, smtps://, smtp+plain:// for a relay on this machine), text
# messages through a gateway. Without a server both are written into a folder, and nothing leaves.
MALATH_OUTBOX = VAR / "outbox"
MALATH_TEXT_GATEWAY = env_text("MALATH_TEXT_GATEWAY", "malath.inbox.channels.FolderGateway")
DEFAULT_FROM_EMAIL = env_text("MALATH_MAIL_FROM", "office@localhost")
EMAIL_TIMEOUT = 10


def mail(url: str) -> dict[str, Any]:
    """Django's names for a mail server, or for the folder."""
    if not url:
        return {"EMAIL_BACKEND": "malath.inbox.channels.MailFolder"}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or {"smtps": 465, "smtp": 587}.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
    }


globals().update(mail(env_text("MALATH_MAIL")))

# Where the signed state of the trail is kept off this machine, besides what an administrator names; and where media for
# it are mounted.
MALATH_CHECKPOINT_MAIL = env_list("MALATH_CHECKPOINT_MAIL")
MALATH_CHECKPOINT_FOLDER = env_list("MALATH_CHECKPOINT_FOLDER")
MALATH_MEDIA = env_list("MALATH_MEDIA", "/media,/mnt,/run/media")

# Who may open a backup: age recipients; who reads the database for it; for how many days it is kept, and the keys it needs.
# Networks within the house or the country in which programs may be told; any other must be on the open network.
HOOK_NETWORKS = [ip_network(one) for one in env_list("MALATH_HOOK_NETWORKS")]
# Who may open a backup: age recipients. And for how many days one is kept, and with it the keys it needs.
MALATH_BACKUP_RECIPIENT = env_list("MALATH_BACKUP_RECIPIENT")
MALATH_BACKUP_DATABASE = env_text("MALATH_BACKUP_DATABASE")
# [H] Working days within which a receiving mission answers (domain §10).
MALATH_MISSION_ANSWERS_DAYS = int(env_text("MALATH_MISSION_ANSWERS_DAYS", "3"))
MALATH_FOLLOW_UP_MONTHS = env_list("MALATH_FOLLOW_UP_MONTHS", "1,6,12")
MALATH_BACKUP_DAYS = int(env_text("MALATH_BACKUP_DAYS", "35"))

# Where the public site is reached: what the square code on a letter leads to.
MALATH_PUBLIC_ADDRESS = env_text("MALATH_PUBLIC_ADDRESS")


def secret_in(path: str) -> str:
    return Path(path).read_text(encoding="utf-8").strip()


# Identity providers of bodies, with which their own staff may sign in: TOML, one table each. Without it no page calls out.
if PUBLIC:
    MALATH_PROVIDERS = {}
else:
    from malath.accounts import provider_rules

    MALATH_PROVIDERS = provider_rules.providers_in(env_text("MALATH_PROVIDERS"), secret_in)

LAW = ROOT / "law" / env_text("MALATH_COUNTRY", "jordan")
STANDARDS = ROOT / "standards"
MALATH_GALLERY = env_bool("MALATH_GALLERY", DEBUG)

STAFF_PARTS = [
    "malath.publicsite",
    "malath.offline",
    "malath.exchange",
    "malath.workday",
    "malath.api",
    "malath.statistics",
    "malath.identification",
    "malath.justice",
    "malath.notices",
    "malath.orders",
    "malath.returns",
    "malath.screening",
    "malath.support",
    "malath.shelter",
    "malath.outside",
    "malath.questionnaires",
    "malath.helpline",
    "malath.training",
    "malath.awareness",
    "malath.coordination",
    "malath.framework",
    "malath.referrals",
    "malath.cases",
    "malath.linkage",
    "malath.privacy",
    "malath.people",
    "malath.documents",
    "malath.inbox",
    "malath.accounts",
    "malath.agencies",
    "malath.audit",
]
STAFF_LIBRARIES = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]
INSTALLED_APPS = [
    *(["malath.publicsite"] if PUBLIC else STAFF_PARTS),
    "malath.ui",
    "malath.foundation",
    *([] if PUBLIC else STAFF_LIBRARIES),
    "django.contrib.staticfiles",
    "template_partials",
    "csp",
]

PUBLIC_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "malath.ui.doors.known_methods_only",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
STAFF_MIDDLEWARE = [
    "malath.ui.doors.programs_come_encrypted",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "malath.ui.doors.known_methods_only",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "malath.ui.training.signed",
    "malath.accounts.http.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "malath.audit.seat_belt.say_who",
    "malath.accounts.http.speak_their_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "malath.accounts.http.demand_second_factor",
    "malath.accounts.idle.IdleLock",
    "axes.middleware.AxesMiddleware",
]
MIDDLEWARE = PUBLIC_MIDDLEWARE if PUBLIC else STAFF_MIDDLEWARE

ROOT_URLCONF = "config.public_urls" if PUBLIC else "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials", "malath.ui.templatetags.malath"],
            "context_processors": (
                []
                if PUBLIC
                else [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "malath.workday.shell.shell",
                ]
            ),
        },
    }
]

DATABASES = {} if PUBLIC else {"default": database(env_text("MALATH_DATABASE"), pooled=not TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "malath.accounts.adapters.StaffBackend",
    "malath.accounts.adapters.ProviderBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "malath.accounts.passwords.HouseWords"},
    {"NAME": "malath.accounts.passwords.NotStolen"},
]
# A list of stolen passwords on this machine: SHA-1 in hexadecimal, one a line, in order. Empty for none.
MALATH_STOLEN_PASSWORDS = env_text("MALATH_STOLEN_PASSWORDS")
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "malath.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "malath.accounts.factor_forms.SignIn",
    "reauthenticate": "malath.accounts.factor_forms.PasswordAgain",
    "change_password": "malath.accounts.factor_forms.ChangePassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env_text("MALATH_PROXIES", "0"))
MFA_ADAPTER = "malath.accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "malath.accounts.factor_forms.SecondStep",
    "reauthenticate": "malath.accounts.factor_forms.CodeAgain",
    "activate_totp": "malath.accounts.factor_forms.SetUpApp",
    "add_webauthn": "malath.accounts.factor_forms.AddPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Malath"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AXES_ENABLED = not TESTING
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "malath.accounts.http.typed_address"
AXES_CLIENT_IP_CALLABLE = "malath.accounts.http.sent_from"
AXES_LOCKOUT_CALLABLE = "malath.accounts.http.locked_out"
# What is typed there is never kept, not even a code that is nearly right.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "state"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

# Counts of tries and used one-time codes must be one for all web processes, so they live in the database.
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'locmem.LocMemCache' if TESTING or PUBLIC else 'db.DatabaseCache'}",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# After how many minutes without a request the page locks, and after how many hours one signs in anew whatever happened.
# Tests of the lock turn it on.
MALATH_IDLE_MINUTES = 0 if TESTING else max(1, int(env_text("MALATH_IDLE_MINUTES", "15")))
MALATH_SESSION_HOURS = max(1, int(env_text("MALATH_SESSION_HOURS", "8")))
# An hour longer, so that a form sent at the end is still met by whoever sent it, and kept until they have signed in anew.
SESSION_COOKIE_AGE = (MALATH_SESSION_HOURS + 1) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Browsers refuse a cookie of such a name unless it is secure and of this very host (`malath.ui.cookies`).
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "no-referrer" if PUBLIC else "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 11_000_000
# Where large files come in; each is sealed as it arrives. Elsewhere an upload is small and held in memory.
MALATH_LARGE_FILES = (
    r"/exchange/(files|returns|packages/open|packages/[^/]+/make)/|/cases/[^/]+/attachments/"
    r"|/framework/(bring|texts/[^/]+/version)/|/awareness/materials/[^/]+/file/"
)
# A scanner on this machine that looks through what comes in: the path of the socket of clamd, empty for none.
MALATH_SCANNER = env_text("MALATH_SCANNER", "")
FILE_UPLOAD_HANDLERS = [
    *([] if PUBLIC else ["malath.documents.uploads.SealedUploadHandler"]),
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = env_text("MALATH_LANGUAGE", "ar")
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Amman"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING or DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    }
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": "malath.foundation.logs.Impersonal"}},
    "formatters": logs.FORMATTERS,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": logs.KIND, "filters": ["impersonal"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
