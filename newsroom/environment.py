"""Strict readers of the environment and of `.env`: a value that is misspelt is an error that names
the variable, and never a default."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

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


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """Read one of these words; the first is the default."""
    value = env.str(name, default=choices[0])
    if value not in choices:
        *others, last = choices
        raise ImproperlyConfigured(f"{name} is «{value}»: write {', '.join(others)} or {last}.")
    return value


def env_words(name: str, words: tuple[str, str]) -> list[str]:
    """Read a list of these two words, with commas between; both are the default."""
    value = env.list(name, default=list(words))
    if not set(value) <= set(words):
        raise ImproperlyConfigured(
            f"{name} is «{','.join(value)}»: write {words[0]}, {words[1]}, both or neither."
        )
    return value


def env_int(name: str, *, default: int) -> int:
    """Read a whole number, zero or more."""
    value = env.str(name, default="").strip()
    if value and not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is «{value}»: write a whole number.")
    return int(value) if value else default


def env_share(name: str, *, default: float) -> float:
    """Read a number from 0 to 1, with a point."""
    value = env.str(name, default="").strip()
    try:
        share = float(value or default)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise ImproperlyConfigured(
            f"{name} is «{value}»: write a number from 0 to 1, as {default}."
        )
    return share


def env_pairs(name: str) -> dict[str, str]:
    """Read pairs of a name and a value, `name=value,other=value`."""
    value = env.str(name, default="").strip()
    pairs = [pair.partition("=") for pair in value.split(",")] if value else []
    if not all(key.strip() and given.strip() for key, _equals, given in pairs):
        raise ImproperlyConfigured(f"{name} is «{value}»: write name=value, with commas between.")
    return {key.strip(): given.strip() for key, _equals, given in pairs}


def secret_key(*, debug: bool) -> str:
    """Return SECRET_KEY, or the contents of SECRET_KEY_FILE, or those of `.secret_key`.

    That file, which git ignores, is made by `make demo` and `make serve`, and by the first start
    with `debug`. Without it a missing key is an error: no key is made for a public site that nobody
    knows of.
    """
    if key := env.str("SECRET_KEY", default=""):
        return key
    named = env.str("SECRET_KEY_FILE", default="")
    file = Path(named) if named else BASE_DIR / ".secret_key"
    if named and not file.exists():
        raise ImproperlyConfigured(f"SECRET_KEY_FILE names {file}, which does not exist.")
    if not file.exists():
        if not debug:
            raise ImproperlyConfigured(
                "SECRET_KEY is not set. Set it, or SECRET_KEY_FILE, in the environment or in .env; "
                "while developing set DEBUG=true, and a key is made for you."
            )
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


_SQLITE, _POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


def database(name: str, *, default: str = "") -> dict[str, Any]:
    """Return the settings of the database whose address the variable `name` holds."""
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
    # Each thread keeps a connection of its own. A pool brings nothing with two threads, and waits
    # for a database that is gone where a connection says so at once.
    url["CONN_MAX_AGE"] = 60  # seconds
    return url


def cache(name: str) -> dict[str, Any]:
    """Return the settings of the cache whose address the variable `name` holds; the memory of the
    process where it holds none."""
    address = env.str(name, default="").strip() or "locmemcache://"
    if address.partition("://")[0] not in env.CACHE_SCHEMES:  # it may hold a password too
        raise ImproperlyConfigured(
            f"{name} is no address of a cache: write redis://127.0.0.1:6379/0"
        )
    url = env.cache_url_config(address)
    if url["BACKEND"].endswith("RedisCache"):
        url["BACKEND"] = "articles.page_cache.redis_cache.ForgivingRedisCache"
        # Seconds: what the cache spares takes less.
        url["OPTIONS"] = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    return url


def bucket_storage(bucket: str, *, public_url: str) -> dict[str, Any]:
    """Return the settings of a storage that keeps files in a bucket; readers get them from
    `public_url`."""
    if not public_url.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            f"S3_PUBLIC_URL is «{public_url}»: write the whole address from which readers get "
            f"what is in the bucket {bucket}."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT", default=None),
            "region_name": env.str("S3_REGION", default=None),
            # Without keys, those of the machine's own role.
            "access_key": env.str("S3_ACCESS_KEY", default=None),
            "secret_key": env.str("S3_SECRET_KEY", default=None),
            "custom_domain": public_url.partition("://")[2],
            "url_protocol": f"{public_url.partition(':')[0]}:",
            "querystring_auth": False,
            "file_overwrite": False,
            "object_parameters": {
                "CacheControl": "public, max-age=86400, stale-while-revalidate=2592000"
            },
        },
    }


def logging() -> dict[str, Any]:
    """Return the settings of the log, on the console: in lines for people, or in JSON for machines
    where LOG_FORMAT says so, from the level that LOG_LEVEL names."""
    return {
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
            "console": {
                "class": "logging.StreamHandler",
                "formatter": env_choice("LOG_FORMAT", ("line", "json")),
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        # `articles.site.views.errors` says the same in a line; this would add a trace for each
        # robot.
        "loggers": {
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}
        },
        "root": {
            "handlers": ["console"],
            "level": env_choice("LOG_LEVEL", ("WARNING", "DEBUG", "INFO", "ERROR", "CRITICAL")),
        },
    }
