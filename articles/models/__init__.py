"""What is stored, one module a noun."""

from articles.models.address import FormerAddress
from articles.models.article import Article
from articles.models.author import Author, Byline
from articles.models.batch import BatchChange, LinkingBatch
from articles.models.memory import FeatureRecord, NameRecord
from articles.models.mention import Mention
from articles.models.merge import OrganizationMerge
from articles.models.organization import Organization, OrganizationName
from articles.models.picture import Picture
from articles.models.section import Section
from articles.models.source import Source
from articles.models.stamp import Stamp
from articles.models.tag import Tag, TaggedArticle
from articles.models.text import ArticleText

__all__ = [
    "Article",
    "ArticleText",
    "Author",
    "BatchChange",
    "Byline",
    "FeatureRecord",
    "FormerAddress",
    "LinkingBatch",
    "Mention",
    "NameRecord",
    "Organization",
    "OrganizationMerge",
    "OrganizationName",
    "Picture",
    "Section",
    "Source",
    "Stamp",
    "Tag",
    "TaggedArticle",
]
