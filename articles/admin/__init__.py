"""The desk: Django's admin as a place to write. One module a model."""

from articles.admin import (  # noqa: F401  (they register themselves)
    acts,
    addresses,
    articles,
    authors,
    corrections,
    imprint,
    oblivion,
    organizations,
    people,
    persons,
    pictures,
    rectifications,
    sections,
    tags,
    tasks,
)
