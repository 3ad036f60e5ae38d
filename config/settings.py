"""Settings: everything that differs between places comes from the environment (see .env.example)."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.local import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(env.path("ENV_FILE", default=BASE_DIR / ".env")())

DEBUG = env.bool("DEBUG", default=False)
# Set by `manage.py up --with-fakes`: outside services are played on this machine, and every page says so.
FAKE_SERVICES = DEBUG and env.bool("FAKE_SERVICES", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
EMBEDDED_DIR = Path(env.str("EMBEDDED_DIR", default=str(VAR_DIR)))
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_IS_GENERATED = not SECRET_KEY
if SECRET_KEY_IS_GENERATED:
    SECRET_KEY = local_secret(VAR_DIR / "secret.key")

# Hosts: <slug>.<BASE_DOMAIN> are clients, BASE_DOMAIN itself is the agency's public host.
BASE_DOMAIN = env.str("BASE_DOMAIN", default="localhost")
PUBLIC_SCHEME = env.str("PUBLIC_SCHEME", default="http")
PUBLIC_PORT = env.str("PUBLIC_PORT", default=":8000")
ALLOWED_HOSTS = ["*"]  # tenants.middleware refuses every host that is neither ours nor a client's

TENANT_MODEL = "tenants.Client"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
SHARED_APPS = [
    "tenants",
    "events",
    "reviews",
    "surfaces",
    "surfaces.web",
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "unfold.apps.BasicAppConfig",  # the plain one: our own admin site takes its place
    "reviews.staff.apps.StaffAdminConfig",
    "allauth",
    "allauth.account",
    "django_htmx",
]
TENANT_APPS = ["crm", "integrations", "integrations.outgoing", "learning", "sensors", "automations"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.HostMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tenants.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.middleware.SessionHostMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
PUBLIC_URLCONF = "config.public_urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "surfaces.web.staff.frame.staff_frame",
            ],
        },
    },
]

_database = env.db_url("DATABASE_URL") if env.str("DATABASE_URL", default="") else {}
DATABASES = {
    "default": {
        # Without an address our own server is started or joined at the first use.
        "NAME": _database.get("NAME") or "agency",
        "USER": _database.get("USER", ""),
        "PASSWORD": _database.get("PASSWORD", ""),
        "HOST": _database.get("HOST", ""),
        "PORT": _database.get("PORT", ""),
        "ENGINE": "tenants.postgresql",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 0, "max_size": env.int("DB_POOL", default=10), "max_lifetime": 600}},
        "TEST": {"NAME": env.str("TEST_DB_NAME", default="test_agency")},
    }
}
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "tenants.cache.KeyStoreCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenants.cache.key",
    }
}
CELERY_BROKER_URL = REDIS_URL

AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["tenants.sign_in.HostBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "tenants.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation, never by sign-up
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key", "reset_password": "20/m/ip,5/m/key"}

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_SCHEME == "https"
SECURE_SSL_REDIRECT = False  # the proxy in front decides; it sets PUBLIC_SCHEME=https
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC_SCHEME == "https" else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty until collectstatic; without it WhiteNoise warns at each start
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True

# Mail leaves through EMAIL_URL (smtp://, smtps://, smtp+tls://); without it, into a folder of files.
EMAIL_URL = env.str("EMAIL_URL", default="")
MAILBOX_DIR = Path(env.str("MAILBOX_DIR", default=str(VAR_DIR / "mailbox")))
MAIL_FROM_DOMAIN = env.str("MAIL_FROM_DOMAIN", default="mail.example")
EMAIL_PRICE_MICROS = env.int("EMAIL_PRICE_MICROS", default=0)  # what one mail by EMAIL_URL costs, in the client's money
EMAIL_BACKEND = "integrations.mail.django.Backend"

# The vault's master keys, "v2:base64,v1:base64", newest first; without them VAR_DIR/vault.keys is made.
VAULT_KEYS = env.str("VAULT_KEYS", default="")
VAULT_BACKEND = env.str("VAULT_BACKEND", default="builtin")  # or infisical
VAULT_LAST_GOOD_S = env.int("VAULT_LAST_GOOD_S", default=24 * 3600)
DEFAULT_EXCEPTION_REPORTER = "integrations.vault.reporting.Reporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "integrations.vault.reporting.ReporterFilter"

# Work: jobs of one client on their way at once; how long an unanswered message counts as on its way.
EVENTS_LANE_LIMIT = env.int("EVENTS_LANE_LIMIT", default=64)
EVENTS_RESEND_AFTER_S = env.int("EVENTS_RESEND_AFTER_S", default=60)

# Who may read /metrics besides the agency's own tokens with that scope; without it, nobody else.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# Test hooks; `check --deploy` refuses them.
FAULT_KILL_AT = env.str("FAULT_KILL_AT", default="")
FAULT_MARKER = env.str("FAULT_MARKER", default=str(VAR_DIR / "fault.marker"))

from config.llm import *  # noqa: E402, F403
from config.logs import LOGGING  # noqa: E402, F401
from reviews.unfold import UNFOLD  # noqa: E402, F401

TESTING = "pytest" in sys.modules
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
