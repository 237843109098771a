"""The desk: Django's admin as a place to write. One module or one package for each model."""

from articles.admin import (  # noqa: F401  (they register themselves)
    accounts,
    acts,
    addresses,
    articles,
    authors,
    corrections,
    erasures,
    imprint,
    media,
    organizations,
    persons,
    pictures,
    rectifications,
    sections,
    series,
    tags,
    tasks,
)
