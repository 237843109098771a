"""The public addresses. A changed slug answers 301 (see `middleware`)."""

from django.urls import path, register_converter

from articles.converters import MonthConverter, YearConverter
from articles.views import articles, authors, organizations, search, topics

register_converter(YearConverter, "yyyy")
register_converter(MonthConverter, "mm")

app_name = "articles"

urlpatterns = [
    path("", articles.front, name="front"),
    path("articoli/", articles.article_list, name="article_list"),
    path("articoli/<slug:slug>/", articles.article, name="article"),
    path("anteprima/<str:token>/", articles.preview, name="preview"),
    path("archivio/<yyyy:year>/<mm:month>/", articles.month, name="month"),
    path("organizzazioni/", organizations.organization_list, name="organization_list"),
    path("organizzazioni/<slug:slug>/", organizations.organization, name="organization"),
    path("organizzazioni/<slug:slug>/con/<slug:other>/", organizations.pair, name="pair"),
    path("autori/", authors.author_list, name="author_list"),
    path("autori/<slug:slug>/", authors.author, name="author"),
    path("cerca/", search.search, name="search"),
    path("sezioni/<slug:slug>/", topics.section, name="section"),
    path("temi/<slug:slug>/", topics.tag, name="tag"),
]
