"""Models, one module for each noun."""

from articles.models.acts import EditorialAct
from articles.models.addresses import FormerAddress
from articles.models.amendments import Amendment
from articles.models.article_fragments import ArticleFragments, ContentVersion
from articles.models.articles import Article, article_path
from articles.models.authors import Author, Byline
from articles.models.backfills import BatchChange, LinkingBatch
from articles.models.checks import SetAsideCheck
from articles.models.corrections import Correction
from articles.models.counters import AuthorCounter, MonthCounter
from articles.models.derived_text import ArticleText
from articles.models.dossier_fragments import DossierContentVersion, DossierFragments
from articles.models.edition import Edition
from articles.models.erasures import OblivionDecision, OblivionDocument, OblivionRequest
from articles.models.feedback import FeatureRecord, NameRecord
from articles.models.front_page import FRONT_PLACES, FrontPlace
from articles.models.imprint import Director, Imprint
from articles.models.interests import Interest, InterestOmission
from articles.models.labels import marked_headline
from articles.models.media import Media, MediaUse
from articles.models.mentions import Mention
from articles.models.merges import (
    AuthorMerge,
    OrganizationMerge,
    PersonMerge,
    SectionMerge,
    TagMerge,
)
from articles.models.organizations import Organization, OrganizationName
from articles.models.persons import Affiliation, Person
from articles.models.picture_uses import PictureUse
from articles.models.pictures import Picture
from articles.models.previews import PreviewLink
from articles.models.quotations import Quotation
from articles.models.rectifications import Rectification
from articles.models.related_articles import MOST_RELATED, RelatedArticle
from articles.models.roles import AppliedRole
from articles.models.search_entries import SearchEntry
from articles.models.sections import Section
from articles.models.sent_forms import SentForm
from articles.models.series import MOST_PARTS, PART_COLUMNS, Series, SeriesPart, SeriesPlace
from articles.models.sources import Source
from articles.models.tags import Tag, TaggedArticle
from articles.models.version_tokens import TokenCache, VersionToken
from articles.models.versions import ArticleVersion
from articles.models.withdrawals import Withdrawal
from articles.models.working_copies import WorkingCopy

__all__ = [
    "FRONT_PLACES",
    "MOST_PARTS",
    "MOST_RELATED",
    "PART_COLUMNS",
    "Affiliation",
    "Amendment",
    "AppliedRole",
    "Article",
    "ArticleFragments",
    "ArticleText",
    "ArticleVersion",
    "Author",
    "AuthorCounter",
    "AuthorMerge",
    "BatchChange",
    "Byline",
    "ContentVersion",
    "Correction",
    "Director",
    "DossierContentVersion",
    "DossierFragments",
    "Edition",
    "EditorialAct",
    "FeatureRecord",
    "FormerAddress",
    "FrontPlace",
    "Imprint",
    "Interest",
    "InterestOmission",
    "LinkingBatch",
    "Media",
    "MediaUse",
    "Mention",
    "MonthCounter",
    "NameRecord",
    "OblivionDecision",
    "OblivionDocument",
    "OblivionRequest",
    "Organization",
    "OrganizationMerge",
    "OrganizationName",
    "Person",
    "PersonMerge",
    "Picture",
    "PictureUse",
    "PreviewLink",
    "Quotation",
    "Rectification",
    "RelatedArticle",
    "SearchEntry",
    "Section",
    "SectionMerge",
    "SentForm",
    "Series",
    "SeriesPart",
    "SeriesPlace",
    "SetAsideCheck",
    "Source",
    "Tag",
    "TagMerge",
    "TaggedArticle",
    "TokenCache",
    "VersionToken",
    "Withdrawal",
    "WorkingCopy",
    "article_path",
    "marked_headline",
]
