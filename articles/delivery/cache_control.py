"""Cache-Control values: instructions to browsers and networks about keeping answers."""

#: Caches ask each time whether what they have is still so: an article that was withdrawn is gone at
#: the next request.
FOR_ALL = "public, no-cache"
FOR_ONE = "private, no-cache"
#: Networks that spread the paper may spare us a second of questions, and, where we do not answer,
#: go on with what they have (RFC 9213, RFC 5861).
FOR_NETWORKS = "max-age=1, stale-if-error=86400"
