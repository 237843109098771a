"""Who may see what, and how it is loaded. Adjectives filter, `for_…` loads, `…_to` authorises.

Visibility is defined here and nowhere else: every public surface starts from `published()`.
"""

from articles.querysets.articles import PAGE_SIZE, ArticleQuerySet
from articles.querysets.front import FrontPlaceQuerySet
from articles.querysets.interests import InterestQuerySet
from articles.querysets.keys import NaturalKeyManager
from articles.querysets.mentions import MentionQuerySet
from articles.querysets.notices import CorrectionQuerySet, RectificationQuerySet
from articles.querysets.oblivion import OblivionDecisionQuerySet, OblivionRequestQuerySet
from articles.querysets.pictures import PictureQuerySet
from articles.querysets.prepared import NOW, PreparedQuery, Slot
from articles.querysets.quotations import PersonQuerySet, QuotationQuerySet
from articles.querysets.subjects import (
    SELDOM,
    AuthorQuerySet,
    OrganizationQuerySet,
    SectionQuerySet,
    SubjectQuerySet,
    TagQuerySet,
    counts_hold_q,
)
from articles.querysets.times import MonthTallyQuerySet
from articles.querysets.visibility import published_q
from articles.querysets.written_once import WrittenOnceQuerySet

__all__ = [
    "NOW",
    "PAGE_SIZE",
    "SELDOM",
    "ArticleQuerySet",
    "AuthorQuerySet",
    "CorrectionQuerySet",
    "FrontPlaceQuerySet",
    "InterestQuerySet",
    "MentionQuerySet",
    "MonthTallyQuerySet",
    "NaturalKeyManager",
    "OblivionDecisionQuerySet",
    "OblivionRequestQuerySet",
    "OrganizationQuerySet",
    "PersonQuerySet",
    "PictureQuerySet",
    "PreparedQuery",
    "QuotationQuerySet",
    "RectificationQuerySet",
    "SectionQuerySet",
    "Slot",
    "SubjectQuerySet",
    "TagQuerySet",
    "WrittenOnceQuerySet",
    "counts_hold_q",
    "published_q",
]
