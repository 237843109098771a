"""Settings of the newsroom: one file, read from the environment and from `.env`.

Every variable is listed, with its default, in the README.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_prose_editor.config import html_tags
from js_asset import static_lazy
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")


def env_bool(name: str, *, default: bool) -> bool:
    """Read a boolean strictly: a misspelt «ture» must not silently mean false."""
    words = {"true": True, "1": True, "false": False, "0": False}
    value = env.str(name, default="").strip().lower()
    if not value:
        return default
    if value not in words:
        raise ImproperlyConfigured(f"{name} is «{value}»: write true or false.")
    return words[value]


def env_int(name: str, *, default: int) -> int:
    """Read a whole number, zero or more."""
    value = env.str(name, default="").strip()
    if value and not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is «{value}»: write a whole number.")
    return int(value) if value else default


def read_secret_key() -> str:
    """Return SECRET_KEY, or the contents of SECRET_KEY_FILE, or those of `.secret_key`.

    That file, which git ignores, is made by `make demo` and `make serve`, and by whoever starts
    with DEBUG on. With DEBUG off a missing key is an error: here, where a site may be public, no
    key is made that nobody knows of.
    """
    if key := env.str("SECRET_KEY", default=""):
        return key
    named = env.str("SECRET_KEY_FILE", default="")
    kept = Path(named) if named else BASE_DIR / ".secret_key"
    if named and not kept.exists():
        raise ImproperlyConfigured(f"SECRET_KEY_FILE names {kept}, which does not exist.")
    if not kept.exists():
        if not DEBUG:
            raise ImproperlyConfigured(
                "SECRET_KEY is not set. Set it, or SECRET_KEY_FILE, in the environment or in .env; "
                "while developing set DEBUG=true, and a key is made for you."
            )
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii").strip()


DEBUG = env_bool("DEBUG", default=False)
SECRET_KEY = read_secret_key()

# Where the paper is. One address decides hosts, cookies and redirects.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env_int('PORT', default=8000)}").rstrip(
    "/"
)
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured(
        f"SITE_URL is «{SITE_URL}»: write the whole address, such as https://www.example.it"
    )
_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=_LOOPBACK if _site.hostname in _LOOPBACK else [_site.hostname],
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# The paper's own words
PAPER_NAME = env.str("PAPER_NAME", default="Codice Aperto")
PAPER_TAGLINE = env.str(
    "PAPER_TAGLINE", default="Cronache dei modelli aperti e di chi li costruisce"
)

# Where its policies are, by the names that schema.org gives them: correctionsPolicy=https://…
PAPER_POLICIES = env.dict("PAPER_POLICIES", default={})
# Whom to tell of what is new (https://www.w3.org/TR/websub/), told in turn by the feeds.
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
# Whether those who gather texts to train models may take them; engines are not concerned.
AI_CRAWLERS = env_bool("AI_CRAWLERS", default=False)

# Of which uses of artificial intelligence readers are told: assisted, generated. Of what was
# generated and nobody reviewed they are told in any case.
AI_LABELS = env.list("AI_LABELS", default=["assisted", "generated"])
if not set(AI_LABELS) <= {"assisted", "generated"}:
    raise ImproperlyConfigured(
        f"AI_LABELS is «{','.join(AI_LABELS)}»: write assisted, generated, both or neither."
    )
# How many days the law gives to publish a statement that rectifies an article (law 47/1948, art.
# 8).
RECTIFICATION_DAYS = env_int("RECTIFICATION_DAYS", default=2)

# How many months the law gives to answer who asks to be forgotten (GDPR, art. 12(3)).
OBLIVION_MONTHS = env_int("OBLIVION_MONTHS", default=1)

# How much one address may ask of the content API.
API_RATE = env.str("API_RATE", default="300/m")

INSTALLED_APPS = [
    # Before the admin, so that our templates come before its own.
    "articles.apps.ArticlesConfig",
    "articles.apps.DeskConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "taggit",
    "django_countries",
    "django_prose_editor",
    "reversion",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

# What readers' requests pass through is short; what the desk alone needs lets them by.
MIDDLEWARE = [
    "articles.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "articles.middleware.ReadersMiddleware",
    "articles.middleware.DeskPolicy",
    "articles.middleware.DeskGZip",
    "articles.middleware.DeskSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "articles.middleware.DeskAuthentication",
    "articles.middleware.DeskMessages",
    "allauth.account.middleware.AccountMiddleware",
    "articles.access.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "articles.middleware.FormerAddressMiddleware",
]

if not DEBUG:
    # With DEBUG on, runserver serves static files by itself, fresh at each request.
    MIDDLEWARE.insert(2, "whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["articles.templatetags.form_keys"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context_processors.paper",
            ],
        },
    },
]

# The templates of widgets are looked for among ours too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


# Database
_SQLITE, _POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


def database(name: str, *, default: str = "") -> dict[str, Any]:
    """The database whose address a variable has, opened as a paper needs it."""
    address = env.str(name, default="").strip() or default
    engine = env.DB_SCHEMES.get(address.partition("://")[0])
    try:
        url = env.db_url_config(address) if engine in {_SQLITE, _POSTGRESQL} else None
    except ValueError:  # a port that is no number, a bracket that is not closed
        url = None
    if url is None:  # it may hold a password, and is not repeated
        raise ImproperlyConfigured(
            f"{name} is no address of a database: write sqlite:///paper.sqlite3 "
            "or postgres://user:password@host:5432/paper"
        )
    if engine == _SQLITE:
        url["OPTIONS"] = {
            # A writer takes its lock when the transaction begins, and others wait for it:
            # without this, two writers that both began by reading fail at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds to wait for a lock
            # Readers go on while somebody writes. Foreign keys are on by Django's own doing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        url["CONN_MAX_AGE"] = None  # a file that is open costs nothing
        return url
    url["CONN_HEALTH_CHECKS"] = True
    options = url.setdefault("OPTIONS", {})
    # PostgreSQL compiles what it takes for long queries
    # (https://www.postgresql.org/docs/15/jit.html), and in a large archive it takes every page for
    # one: a tenth of a second for what needs a hundredth of that.
    options["options"] = f"{options.get('options', '')} -c jit=off".strip()
    if most := env_int("DATABASE_POOL", default=0):
        # So many connections for all the threads of a process, however many these are.
        options["pool"] = {"min_size": 1, "max_size": most, "timeout": 2}
    else:
        # Each thread keeps its own: with two threads it is the same, and a database that is gone
        # is known at once, where a pool waits for it to come back.
        url["CONN_MAX_AGE"] = 60  # seconds
    return url


DATABASES = {"default": database("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if env.str("DATABASE_REPLICA_URL", default=""):
    # A copy that follows the database: readers' pages are read there.
    DATABASES["replica"] = database("DATABASE_REPLICA_URL")
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["articles.db.replicas.ReadersRouter"]
    MIDDLEWARE.insert(1, "articles.middleware.ReplicaMiddleware")

# What can wait until a transaction has held (pages, pictures, the archive) is done at once by who
# asked, or by the workers of the paper: `manage.py db_worker`.
BACKGROUND = env.str("BACKGROUND", default="immediate")
if BACKGROUND not in {"immediate", "database"}:
    raise ImproperlyConfigured(f"BACKGROUND is «{BACKGROUND}»: write immediate or database.")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if BACKGROUND == "database"
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# Readers' pages are kept in the memory of each process, up to so many megabytes, until the edition
# changes (see `articles.page_cache`); none while developing, where templates change under them.
PAGES_IN_MEMORY = env_int("PAGES_IN_MEMORY", default=0 if DEBUG else 12)
# Several machines share what they have made where this names a Redis: redis://127.0.0.1:6379/0
_cache = env.str("CACHE_URL", default="").strip() or "locmemcache://"
if _cache.partition("://")[0] not in env.CACHE_SCHEMES:  # it may hold a password too
    raise ImproperlyConfigured("CACHE_URL is no address of a cache: write redis://127.0.0.1:6379/0")
CACHES = {"default": env.cache_url_config(_cache)}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["default"]["BACKEND"] = "articles.page_cache.redis_cache.ForgivingRedisCache"
    # Seconds: what the cache spares takes less.
    CACHES["default"]["OPTIONS"] = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}

# Where a proxy on this machine keeps pages (nginx: proxy_cache_path), which are deleted there when
# readers must not see one any more.
PROXY_CACHE = Path(folder) if (folder := env.str("PROXY_CACHE", default="")) else None

# Language and time
LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]  # our words in place of Django's
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
# A long article is sent whole each time it is kept, and a form may encode each sign threefold.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STORAGES = {
    "default": {"BACKEND": "articles.pictures.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "articles.delivery.static_files.ForgivingStaticFilesStorage"
    },
}
# Maps are for a developer's tools alone: compressing that of the editor takes as long as
# all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
# Pictures are kept by whoever speaks S3 where S3_BUCKET names a bucket; readers get them from
# S3_PUBLIC_URL, which is the bucket itself or a network that spreads it.
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL", default="").rstrip("/")
if bucket := env.str("S3_BUCKET", default=""):
    if not S3_PUBLIC_URL.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            f"S3_PUBLIC_URL is «{S3_PUBLIC_URL}»: write the whole address from which readers get "
            f"what is in the bucket {bucket}."
        )
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT", default=None),
            "region_name": env.str("S3_REGION", default=None),
            # Without keys, those of the machine's own role.
            "access_key": env.str("S3_ACCESS_KEY", default=None),
            "secret_key": env.str("S3_SECRET_KEY", default=None),
            "custom_domain": S3_PUBLIC_URL.partition("://")[2],
            "url_protocol": f"{S3_PUBLIC_URL.partition(':')[0]}:",
            "querystring_auth": False,
            "file_overwrite": False,
            "object_parameters": {"CacheControl": "public, max-age=2592000"},
        },
    }

# The editor of texts: its figures are ours (a picture of the paper's own, and a caption), and a
# quotation may say its language.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("articles/figure.js")],
        "extensions": {
            "Figure": html_tags(["figure"]),
            "Image": html_tags(["img"], {"img": ["src", "alt"]}),
            "Caption": html_tags(["figcaption"]),
        },
    },
    {
        "js": [static_lazy("articles/language.js")],
        "extensions": {
            "Language": html_tags(["blockquote", "em"], {"blockquote": ["lang"], "em": ["lang"]})
        },
    },
]

# Tags: «Open Source» and «open source» are one.
TAGGIT_CASE_INSENSITIVE = True

# Organisations: from which confidence (0 to 1) a name found in a text is tied by itself, and
# from which it is offered to a person.
LINKING_LINK = env.float("LINKING_LINK", default=0.85)
LINKING_OFFER = env.float("LINKING_OFFER", default=0.02)

# People
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses before a password is looked at
    "django.contrib.auth.backends.ModelBackend",
]

# Who must have a second factor to work at the desk: nobody, publishers (those who publish) or
# everyone. Whoever wants one may have it.
SECOND_FACTOR = env.str("SECOND_FACTOR", default="nobody")
if SECOND_FACTOR not in {"nobody", "publishers", "everyone"}:
    raise ImproperlyConfigured(
        f"SECOND_FACTOR is «{SECOND_FACTOR}»: write nobody, publishers or everyone."
    )
ACCOUNT_ADAPTER = "articles.access.adapters.PeopleAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds
MFA_ADAPTER = "articles.access.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are not asked here
MFA_TOTP_ISSUER = PAPER_NAME
MFA_TOTP_TOLERANCE = 1  # half minutes that a telephone's clock may be wrong
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _site.scheme == "http"  # which browsers do for localhost alone

# Five wrong passwords for one account from one address, and from there it is closed for a while;
# not for all the world, or whoever knows a name could keep its owner out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "articles.access.clients.client_ip"
AXES_LOCKOUT_CALLABLE = "articles.access.guesses.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # people are let in again from their own page
# Slower guessing, from many addresses at one account or at many accounts from one, and the guessing
# of codes.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/5m/key"}

# Security: what an https address makes possible is switched on by it.
_HTTPS = _site.scheme == "https"
SECURE_SSL_REDIRECT = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
CSRF_FAILURE_VIEW = "articles.site.views.errors.refused"
CSRF_COOKIE_HTTPONLY = True  # the desk's scripts have the token from their form
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", default=3600 if _HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env_bool("HSTS_PRELOAD", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
_PICTURES = ["/".join(S3_PUBLIC_URL.split("/")[:3])] if S3_PUBLIC_URL else []
# What readers' pages may load: their own pictures, styles and fonts, and no script at all. (A block
# of structured data is no script.)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF, *_PICTURES],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": _HTTPS,
    },
}
# What the desk's may load besides: its own scripts. The editor of texts brings a style of its own,
# known by what it says, and pictures are shown before they are sent.
DESK_POLICY = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:", "blob:", *_PICTURES],
    "frame-src": [SELF],
}
# What no page of ours asks a browser for.
PERMISSIONS_POLICY = dict.fromkeys(
    [
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "magnetometer"),
        *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial"),
        *("sync-xhr", "usb", "xr-spatial-tracking"),
    ],
    (),
)
# Only where a proxy of ours sets these headers on every request and strips the client's: then who
# asks is counted, and not the proxy (`articles.access.clients`).
BEHIND_PROXY = env_bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT is «{LOG_FORMAT}»: write line or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "articles.ops.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "articles.ops.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "nowhere": {"class": "logging.NullHandler"},
    },
    # `articles.site.views.errors` says the same in a line; this would add a trace for each robot.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
