#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import Error

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # the sentence is enough
        sys.exit(f"manage.py: {error}")
    except (Error, OSError) as error:
        from articles.ops import outages  # needs the settings, which are read by now

        if not (message := outages.explain_to_keeper(error)):
            raise
        sys.exit(f"manage.py: {message}")


if __name__ == "__main__":
    main()
