"""Settings of the newsroom, read from the environment and from `.env`.

Every variable is listed, with its default, in docs/operations.md.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from newsroom import editor, policies
from newsroom.environment import (
    BASE_DIR,
    bucket_storage,
    cache,
    database,
    env,
    env_bool,
    env_choice,
    env_int,
    env_pairs,
    env_share,
    env_words,
    logging,
    secret_key,
)

DEBUG = env_bool("DEBUG", default=False)
SECRET_KEY = secret_key(debug=DEBUG)

# Where the paper is. One address decides hosts, cookies and redirects.
_local = f"http://127.0.0.1:{env_int('PORT', default=8000)}"
SITE_URL = env.str("SITE_URL", default=_local).rstrip("/")
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

# Its policies, by the names that schema.org gives them: correctionsPolicy=https://…
PAPER_POLICIES = env_pairs("PAPER_POLICIES")
# Whom to tell of what is new (https://www.w3.org/TR/websub/), told in turn by the feeds.
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
# Whether those who gather texts to train models may take them; engines are not concerned.
AI_CRAWLERS = env_bool("AI_CRAWLERS", default=False)
# The uses of artificial intelligence that readers are told of, beside what nobody reviewed.
AI_LABELS = env_words("AI_LABELS", ("assisted", "generated"))
# Days within which a rectification must be published (law 47/1948, art. 8).
RECTIFICATION_DAYS = env_int("RECTIFICATION_DAYS", default=2)
# Months within which a request for erasure must be answered (GDPR, art. 12(3)).
OBLIVION_MONTHS = env_int("OBLIVION_MONTHS", default=1)
# Requests that one address may send to the content API.
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
    "articles.middleware.PermissionsMiddleware",
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
BACKGROUND = env_choice("BACKGROUND", ("immediate", "database"))
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
# Several machines share what they have made where CACHE_URL names a Redis.
CACHES = {"default": cache("CACHE_URL")}

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
# Megabytes of the largest files. A proxy in front must let so much by: see deploy/nginx.
AUDIO_MB = env_int("AUDIO_MB", default=200)
VIDEO_MB = env_int("VIDEO_MB", default=500)
DOCUMENT_MB = env_int("DOCUMENT_MB", default=50)
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STORAGES = {
    "default": {"BACKEND": "articles.pictures.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "articles.delivery.static_files.ForgivingStaticFilesStorage"
    },
}
# Maps are a developer's tools: compressing that of the editor takes as long as all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
# Uploads are kept by whoever speaks S3 where S3_BUCKET names a bucket; readers get them from
# S3_PUBLIC_URL, which is the bucket itself or a network that spreads it.
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL", default="").rstrip("/")
if bucket := env.str("S3_BUCKET", default=""):
    STORAGES["default"] = bucket_storage(bucket, public_url=S3_PUBLIC_URL)

DJANGO_PROSE_EDITOR_EXTENSIONS = editor.EXTENSIONS

# Tags: «Open Source» and «open source» are one.
TAGGIT_CASE_INSENSITIVE = True

# The confidence (0 to 1) from which a name in a text is tied by itself, and from which offered.
LINKING_LINK = env_share("LINKING_LINK", default=0.85)
LINKING_OFFER = env_share("LINKING_OFFER", default=0.02)

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
SECOND_FACTOR = env_choice("SECOND_FACTOR", ("nobody", "publishers", "everyone"))
ACCOUNT_ADAPTER = "articles.access.adapters.AccountAdapter"
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
_uploads = ["/".join(S3_PUBLIC_URL.split("/")[:3])] if S3_PUBLIC_URL else []
CONTENT_SECURITY_POLICY = policies.for_readers(uploads=_uploads, https=_HTTPS)
DESK_POLICY = policies.for_the_desk(uploads=_uploads)
PERMISSIONS_POLICY = policies.PERMISSIONS
# Only where a proxy of ours sets these headers on every request and strips the client's: then who
# asks is counted, and not the proxy (`articles.access.clients`).
BEHIND_PROXY = env_bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = logging()
