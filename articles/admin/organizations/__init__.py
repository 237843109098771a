"""The form of an organisation, and what its names find in the archive."""

from articles.admin.organizations import admin  # noqa: F401  (it registers itself)
