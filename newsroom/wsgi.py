"""The WSGI application, for granian, gunicorn and similar servers: the page cache, with Django
behind it.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

_django = get_wsgi_application()

from articles.page_cache import with_page_cache  # noqa: E402  (Django is set up first)
from articles.site.parameters import PARAMETERS  # noqa: E402

application = with_page_cache(_django, parameters=PARAMETERS)
