"""The WSGI application, for granian, gunicorn and their like: the front, and Django behind it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

_django = get_wsgi_application()

from articles.page_cache import with_page_cache  # noqa: E402  (Django is set up first)

application = with_page_cache(_django)

# What is loaded stays: from here on the collector of garbage leaves it alone. Whoever was answered
# while it went through all of it waited 80 ms; now at most 25.
gc.collect()
gc.freeze()
