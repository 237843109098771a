"""Closed vocabularies of the paper. The stored words are stable: fixtures use them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    """The kind of an article. Readers are told whenever it is not news."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    INTERVIEW = "interview", _("Interview")
    PRESS_RELEASE = "press_release", _("Press release")
    SPONSORED = "sponsored", _("Sponsored")


class ArticleStatus(models.TextChoices):
    """The status of an article. `PUBLISHED` with a future `published_at` is an embargo."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SourceKind(models.TextChoices):
    """The kind of source of a claim."""

    DOCUMENT = "document", _("Document")
    INTERVIEW = "interview", _("Interview")
    PRESS_RELEASE = "press_release", _("Press release")
    POST = "post", _("Post")
    WEB_PAGE = "web_page", _("Web page")


class OrganizationKind(models.TextChoices):
    COMPANY = "company", _("Company")
    LABORATORY = "laboratory", _("Laboratory")
    PLATFORM = "platform", _("Platform")
    PUBLIC_BODY = "public_body", _("Public body")
    UNIVERSITY = "university", _("University or research institute")
    NONPROFIT = "nonprofit", _("Foundation or association")
    MEDIA = "media", _("News outlet")
    OTHER = "other", _("Other")


class NameKind(models.TextChoices):
    """The kind of form in which an organization is written. A product names its maker."""

    NAME = "name", _("Name")
    ALIAS = "alias", _("Also written")
    FORMER = "former", _("Former name")
    ACRONYM = "acronym", _("Acronym")
    PRODUCT = "product", _("Product or model")


class NamePolicy(models.TextChoices):
    """The action when a name is found in a text."""

    AUTOMATIC = "automatic", _("Link it when sure")
    OFFER = "offer", _("Offer it only")
    NEVER = "never", _("Do not look for it")


class BatchState(models.TextChoices):
    """The state of a search of the archive. Those that end in -ing go on where they were
    interrupted.
    """

    GATHERING = "gathering", _("Reading")
    READY = "ready", _("To be checked")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Dropped")


class MentionStanding(models.TextChoices):
    """The certainty of a mention. A person's word, yes or no, is final."""

    CONFIRMED = "confirmed", _("Confirmed")
    AUTOMATIC = "automatic", _("Found in the text")
    SUGGESTED = "suggested", _("To be checked")
    REJECTED = "rejected", _("Rejected")


#: The standings of mentions that readers see.
PUBLIC_STANDINGS = (MentionStanding.CONFIRMED, MentionStanding.AUTOMATIC)


class Language(models.TextChoices):
    """Languages an article may be written in: BCP 47 tags, as HTML's `lang` wants them."""

    ITALIAN = "it", _("Italian")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    SPANISH = "es", _("Spanish")


class Verb(models.TextChoices):
    """An action recorded in the newsroom's log."""

    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Scheduled")
    RESCHEDULED = "rescheduled", _("Given another time")
    UNSCHEDULED = "unscheduled", _("Publication cancelled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUBMITTED = "submitted", _("Sent to review")
    SENT_BACK = "sent_back", _("Sent back")
    TAKEN_BACK = "taken_back", _("Taken back")
    MOVED = "moved", _("Address changed")
    AMENDED = "amended", _("Changed after publication")
    CORRECTED = "corrected", _("Correction published")
    RECEIVED = "received", _("Statement received")
    RECTIFIED = "rectified", _("Statement published")
    DECLINED = "declined", _("Statement declined")
    LEFT_OUT = "left_out", _("Interest left out")
    DISCLOSED_AGAIN = "told_again", _("Interest told again")
    QUOTED = "quoted", _("Quotation confirmed")
    UNQUOTED = "unquoted", _("Quotation taken away")
    SET_ASIDE = "set_aside", _("Check set aside")
    RESTORED = "restored", _("Earlier version restored")
    DELETED = "deleted", _("Deleted")
    RECOVERED = "recovered", _("Recovered")
    MERGED = "merged", _("Merged")
    SEPARATED = "separated", _("Merge undone")
    ARRANGED = "arranged", _("Front page arranged")
    LINK_MADE = "link_made", _("Preview link made")
    LINK_REVOKED = "link_revoked", _("Preview link revoked")


#: A change that readers need not be told of.
TYPO = "typo"


class CorrectionKind(models.TextChoices):
    """The kind of a notice to readers on an article that they may have read. A correction replaces
    a wrong statement, a clarification one that could be misread; an update adds news; a retraction
    takes something back.
    """

    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    RETRACTION = "retraction", _("Retraction")


#: The kinds of change to an article that readers know, as the desk asks for them.
AMENDMENT_KINDS = [(TYPO, _("Typo")), *CorrectionKind.choices]


class QuotationStanding(models.TextChoices):
    """The certainty that the words are those of the speaker in the text. Readers see only
    quotations that a person has confirmed.
    """

    SUGGESTED = "suggested", _("To be checked")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Not a quotation")


class RectificationState(models.TextChoices):
    """The state of a statement that somebody asks the paper to publish."""

    WAITING = "waiting", _("To be published")
    PUBLISHED = "published", _("Printed")
    DECLINED = "declined", _("Declined")


class ErasureKind(models.TextChoices):
    """The kind of decision on an article in which somebody asks to be forgotten."""

    NOTE = "note", _("Note on how it ended")
    UNINDEXED = "unindexed", _("Out of search engines")
    INITIALS = "initials", _("Initials for the name")
    REFUSAL = "refusal", _("Refusal")


class AIUse(models.TextChoices):
    """The use of artificial intelligence in a text or in a file."""

    NONE = "none", _("None")
    ASSISTED = "assisted", _("It helped")
    GENERATED = "generated", _("It generated it")


class MediaKind(models.TextChoices):
    """The kind of a file that is no picture, as `articles.media` calls it."""

    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")
    DOCUMENT = "document", _("Document")


class InterestKind(models.TextChoices):
    """The kind of interest that ties the paper, or an author, to an organization."""

    OWNER = "owner", _("It owns a part of the paper")
    SPONSOR = "sponsor", _("It pays the paper")
    EMPLOYER = "employer", _("It pays who signs")
    OTHER = "other", _("Another tie")
