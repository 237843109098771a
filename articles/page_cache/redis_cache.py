"""Redis cache that several machines share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or_nothing(name: str, nothing: Callable[[], Any]) -> Callable[..., Any]:
    """Return a method of the cache that gives `nothing()` if Redis does not answer."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def forgiving(self: RedisCache, *arguments: Any, **named: Any) -> Any:
        try:
            return method(self, *arguments, **named)
        except RedisError as error:
            logger.warning("The shared cache does not answer: %s", error)
            return nothing()

    return forgiving


class ForgivingRedisCache(RedisCache):
    """A Redis cache that tolerates outages: while Redis is away it has nothing and keeps nothing,
    pages are made where they are asked for, and nobody is told an error."""

    add = _or_nothing("add", lambda: True)
    set = _or_nothing("set", lambda: None)
    touch = _or_nothing("touch", lambda: False)
    delete = _or_nothing("delete", lambda: False)
    has_key = _or_nothing("has_key", lambda: False)
    get_many = _or_nothing("get_many", dict)
    set_many = _or_nothing("set_many", list)
    delete_many = _or_nothing("delete_many", lambda: None)
    clear = _or_nothing("clear", lambda: False)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except RedisError as error:
            logger.warning("The shared cache does not answer: %s", error)
            return default
