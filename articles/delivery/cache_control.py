"""Cache-Control values: the instructions that tell browsers and networks how to cache a
response."""

#: Caches check with us at every use whether their copy is current: an article that is withdrawn is
#: gone at the next request.
FOR_ALL = "public, no-cache"
FOR_ONE = "private, no-cache"
#: Content delivery networks may answer for a second without asking us, and go on with the copy they
#: have while we do not answer (RFC 9213, RFC 5861).
FOR_NETWORKS = "max-age=1, stale-if-error=86400"
