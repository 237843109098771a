"""The environment of the tests, set before the settings are read: whatever a developer's `.env`
says, they run alike. DATABASE_URL alone chooses the database."""

import os

os.environ.update(
    DEBUG="true",
    SECRET_KEY="only-for-the-tests-of-this-paper",
    SITE_URL="http://127.0.0.1:8000",
    ALLOWED_HOSTS="127.0.0.1,localhost",
    PAPER_NAME="Codice Aperto",
    # pytest-playwright runs a loop in the thread in which Django's tests use the database.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)
