"""What the API can be asked, one module a noun. Every answer starts from what readers see."""

from articles.site.api.endpoints import articles, corrections, persons, subjects

ROUTERS = (articles.router, corrections.router, subjects.router, persons.router)
