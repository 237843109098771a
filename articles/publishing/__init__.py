"""Changes of state: one function for each verb, one transaction for each call.

The form, the bulk actions, the importers and the commands call these. A subject with many verbs of
its own is a module, imported by its name: `articles.previews`, `drafts.working_copies`,
`drafts.sent_forms`, `drafts.reconcile`, `organizations.backfill`, `articles.rederivation`,
`verifying`. `by` is the person who acts, whose rights are checked here; None is the command line,
whose rights are those of the account that runs the server.
"""

from articles.publishing.accountability.ai_declarations import check_ai, record_review
from articles.publishing.accountability.corrections import Amendment, check_amendment, correct
from articles.publishing.accountability.erased_names import (
    check_erased_names,
    hidden_addresses,
    may_decide_erasure,
    may_see_erased_names,
    readable_from,
)
from articles.publishing.accountability.erasures import decide_erasure, undo_erasure
from articles.publishing.accountability.interests import disclose_again, leave_out
from articles.publishing.accountability.rectifications import (
    decline_rectification,
    may_handle_rectifications,
    publish_rectification,
    receive_rectification,
)
from articles.publishing.articles.addresses import check_slug, free_slug_for
from articles.publishing.articles.checks import Check, CheckedArticle, checks_on
from articles.publishing.articles.decisions import Decisions
from articles.publishing.articles.fixtures import (
    MOST_DRAWN,
    loading,
    note_changed_names,
    note_changed_people,
    note_loaded_article,
)
from articles.publishing.articles.front_page import (
    FrontConflict,
    arrange_front,
    front_arrangement,
    may_arrange_front,
)
from articles.publishing.articles.preparation import Preparation, PreparedArticle, are_current
from articles.publishing.articles.related import check_related
from articles.publishing.articles.requirements import (
    check_publication_time,
    check_update_time,
    missing_for_publication,
)
from articles.publishing.articles.save import add_synthetic, save
from articles.publishing.articles.workflow import (
    last_handover,
    publish,
    return_to_draft,
    returns_own,
    submit,
    withdraw,
)
from articles.publishing.drafts.snapshots import Named, Snapshot, SourceLine, article_fields
from articles.publishing.history.edit_conflicts import EditConflict
from articles.publishing.history.log import name_of
from articles.publishing.history.restore import (
    delete_article,
    recover_article,
    recoverable_by,
    restore_version,
)
from articles.publishing.history.versions import (
    deleted_articles,
    version_before,
    version_of,
    versions_of,
)
from articles.publishing.media.library import (
    add_media,
    articles_with_media,
    copies_with_media,
    delete_media,
    files_of_new_media,
    save_media,
    store_new_media,
)
from articles.publishing.organizations.mentions import decide_mentions
from articles.publishing.organizations.reading import (
    Excerpt,
    Reading,
    day_of,
    standing_of,
    try_name,
)
from articles.publishing.pictures.library import (
    add_picture,
    articles_with,
    copies_with,
    delete_picture,
    files_of_new_picture,
    find_renditions,
    render_picture,
    save_picture,
    store_new_picture,
)
from articles.publishing.pictures.share_images import draw_missing
from articles.publishing.quotations.decide import (
    Attribution,
    QuotationDecision,
    decide_quotations,
    people_called,
)
from articles.publishing.quotations.detect import broken_quotations, broken_words, quotations_of
from articles.publishing.rights import (
    may_correct,
    may_delete,
    may_edit,
    may_edit_media,
    may_edit_picture,
    possible_steps,
)
from articles.publishing.roles import APPS as ROLE_APPS
from articles.publishing.roles import apply_roles, follow_role, roles_of
from articles.publishing.subjects.merging import may_merge, merge, undo_merge
from articles.publishing.subjects.namesakes import (
    NAMED,
    check_name,
    doubles,
    namesake_of,
    signing_as,
    waiting_names,
)
from articles.publishing.subjects.save import (
    create_organization,
    distinguish,
    keep_former_names,
    save_organization,
    save_subject,
)
from articles.publishing.subjects.series import check_parts, save_series

__all__ = [
    "MOST_DRAWN",
    "NAMED",
    "ROLE_APPS",
    "Amendment",
    "Attribution",
    "Check",
    "CheckedArticle",
    "Decisions",
    "EditConflict",
    "Excerpt",
    "FrontConflict",
    "Named",
    "Preparation",
    "PreparedArticle",
    "QuotationDecision",
    "Reading",
    "Snapshot",
    "SourceLine",
    "add_media",
    "add_picture",
    "add_synthetic",
    "apply_roles",
    "are_current",
    "arrange_front",
    "article_fields",
    "articles_with",
    "articles_with_media",
    "broken_quotations",
    "broken_words",
    "check_ai",
    "check_amendment",
    "check_erased_names",
    "check_name",
    "check_parts",
    "check_publication_time",
    "check_related",
    "check_slug",
    "check_update_time",
    "checks_on",
    "copies_with",
    "copies_with_media",
    "correct",
    "create_organization",
    "day_of",
    "decide_erasure",
    "decide_mentions",
    "decide_quotations",
    "decline_rectification",
    "delete_article",
    "delete_media",
    "delete_picture",
    "deleted_articles",
    "disclose_again",
    "distinguish",
    "doubles",
    "draw_missing",
    "files_of_new_media",
    "files_of_new_picture",
    "find_renditions",
    "follow_role",
    "free_slug_for",
    "front_arrangement",
    "hidden_addresses",
    "keep_former_names",
    "last_handover",
    "leave_out",
    "loading",
    "may_arrange_front",
    "may_correct",
    "may_decide_erasure",
    "may_delete",
    "may_edit",
    "may_edit_media",
    "may_edit_picture",
    "may_handle_rectifications",
    "may_merge",
    "may_see_erased_names",
    "merge",
    "missing_for_publication",
    "name_of",
    "namesake_of",
    "note_changed_names",
    "note_changed_people",
    "note_loaded_article",
    "people_called",
    "possible_steps",
    "publish",
    "publish_rectification",
    "quotations_of",
    "readable_from",
    "receive_rectification",
    "record_review",
    "recover_article",
    "recoverable_by",
    "render_picture",
    "restore_version",
    "return_to_draft",
    "returns_own",
    "roles_of",
    "save",
    "save_organization",
    "save_media",
    "save_picture",
    "save_series",
    "save_subject",
    "signing_as",
    "standing_of",
    "store_new_media",
    "store_new_picture",
    "submit",
    "try_name",
    "undo_erasure",
    "undo_merge",
    "version_before",
    "version_of",
    "versions_of",
    "waiting_names",
    "withdraw",
]
