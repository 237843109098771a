"""The form of an organization, and the search for its names in the archive."""

from articles.admin.organizations import admin  # noqa: F401  (it registers itself)
