"""The library of pictures, and the form of each."""

from articles.admin.pictures import admin  # noqa: F401  (it registers itself)
