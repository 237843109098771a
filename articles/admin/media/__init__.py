"""The library of audio, video and documents, and the form of each."""

from articles.admin.media import admin  # noqa: F401  (it registers itself)
