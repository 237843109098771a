"""The endpoints of the API, a module for each subject. Every response starts from what readers may
see."""

from articles.site.api.endpoints import articles, corrections, persons, subjects

ROUTERS = (articles.router, corrections.router, subjects.router, persons.router)
