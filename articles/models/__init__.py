"""What is stored, one module a noun."""

from articles.models.address import FormerAddress
from articles.models.article import Article
from articles.models.author import Author, Byline
from articles.models.mention import Mention
from articles.models.organization import Organization, OrganizationName
from articles.models.picture import Picture
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import Tag, TaggedArticle

__all__ = [
    "Article",
    "Author",
    "Byline",
    "FormerAddress",
    "Mention",
    "Organization",
    "OrganizationName",
    "Picture",
    "Section",
    "Source",
    "Tag",
    "TaggedArticle",
]
