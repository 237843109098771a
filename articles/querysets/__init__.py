"""Querysets: the definitions of visibility, and the loading of related rows. Adjectives filter,
`for_…` loads, `…_to` authorizes.

Visibility is defined here and nowhere else: every public surface starts from `published()`.
"""

from articles.querysets.append_only import WrittenOnceQuerySet
from articles.querysets.articles import PAGE_SIZE, ArticleQuerySet
from articles.querysets.corrections import CorrectionQuerySet, RectificationQuerySet
from articles.querysets.erasures import OblivionDecisionQuerySet, OblivionRequestQuerySet
from articles.querysets.front_page import FrontPlaceQuerySet
from articles.querysets.interests import InterestQuerySet
from articles.querysets.media import MediaQuerySet
from articles.querysets.mentions import MentionQuerySet
from articles.querysets.natural_keys import NaturalKeyManager
from articles.querysets.pictures import PictureQuerySet
from articles.querysets.prepared import NOW, PreparedQuery, Slot
from articles.querysets.publication_times import MonthCounterQuerySet
from articles.querysets.quotations import PersonQuerySet, QuotationQuerySet
from articles.querysets.series import (
    RelatedArticleQuerySet,
    SeriesPartQuerySet,
    SeriesQuerySet,
)
from articles.querysets.subjects import (
    NEWS_SPAN,
    SMALL,
    AuthorQuerySet,
    OrganizationQuerySet,
    SectionQuerySet,
    SubjectQuerySet,
    TagQuerySet,
    counts_hold_q,
)
from articles.querysets.visibility import published_q

__all__ = [
    "NEWS_SPAN",
    "NOW",
    "PAGE_SIZE",
    "SMALL",
    "ArticleQuerySet",
    "AuthorQuerySet",
    "CorrectionQuerySet",
    "FrontPlaceQuerySet",
    "InterestQuerySet",
    "MentionQuerySet",
    "MonthCounterQuerySet",
    "NaturalKeyManager",
    "OblivionDecisionQuerySet",
    "OblivionRequestQuerySet",
    "OrganizationQuerySet",
    "PersonQuerySet",
    "MediaQuerySet",
    "PictureQuerySet",
    "PreparedQuery",
    "QuotationQuerySet",
    "RectificationQuerySet",
    "RelatedArticleQuerySet",
    "SectionQuerySet",
    "SeriesPartQuerySet",
    "SeriesQuerySet",
    "Slot",
    "SubjectQuerySet",
    "TagQuerySet",
    "WrittenOnceQuerySet",
    "counts_hold_q",
    "published_q",
]
