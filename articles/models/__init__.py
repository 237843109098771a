"""What is stored, one module a noun."""

from articles.models.act import EditorialAct
from articles.models.address import FormerAddress
from articles.models.amendment import Amendment
from articles.models.article import Article, article_path, marked_headline
from articles.models.author import Author, Byline
from articles.models.batch import BatchChange, LinkingBatch
from articles.models.correction import Correction
from articles.models.dossier import Dossier, DossierLook
from articles.models.edition import Edition
from articles.models.front_place import FRONT_PLACES, FrontPlace
from articles.models.imprint import Director, Imprint
from articles.models.interest import Interest, InterestOmission
from articles.models.memory import FeatureRecord, NameRecord
from articles.models.mention import Mention
from articles.models.merge import (
    AuthorMerge,
    OrganizationMerge,
    PersonMerge,
    SectionMerge,
    TagMerge,
)
from articles.models.oblivion import OblivionDecision, OblivionDocument, OblivionRequest
from articles.models.organization import Organization, OrganizationName
from articles.models.person import Affiliation, Person
from articles.models.picture import Picture
from articles.models.picture_use import PictureUse
from articles.models.preview_link import PreviewLink
from articles.models.quotation import Quotation
from articles.models.rectification import Rectification
from articles.models.rendering import Look, Rendering
from articles.models.search_entry import SearchEntry
from articles.models.section import Section
from articles.models.sent_form import SentForm
from articles.models.set_aside import SetAsideCheck
from articles.models.source import Source
from articles.models.stamp import Kept, Stamp
from articles.models.tag import Tag, TaggedArticle
from articles.models.tally import AuthorTally, MonthTally
from articles.models.text import ArticleText
from articles.models.version import ArticleVersion
from articles.models.withdrawal import Withdrawal
from articles.models.working_copy import WorkingCopy

__all__ = [
    "FRONT_PLACES",
    "Affiliation",
    "Amendment",
    "Article",
    "ArticleText",
    "ArticleVersion",
    "Author",
    "AuthorMerge",
    "AuthorTally",
    "BatchChange",
    "Byline",
    "Correction",
    "Director",
    "Dossier",
    "DossierLook",
    "Edition",
    "EditorialAct",
    "FeatureRecord",
    "FormerAddress",
    "FrontPlace",
    "Imprint",
    "Interest",
    "InterestOmission",
    "Kept",
    "LinkingBatch",
    "Look",
    "Mention",
    "MonthTally",
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
    "Rendering",
    "SearchEntry",
    "Section",
    "SectionMerge",
    "SentForm",
    "SetAsideCheck",
    "Source",
    "Stamp",
    "Tag",
    "TagMerge",
    "TaggedArticle",
    "Withdrawal",
    "WorkingCopy",
    "article_path",
    "marked_headline",
]
