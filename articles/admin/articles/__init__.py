"""The list of articles, the form in which they are written, and the pages around it."""

from articles.admin.articles import admin  # noqa: F401  (it registers itself)
