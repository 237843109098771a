"""Every change of state, one function a verb, each one transaction.

The form, the bulk actions, the importers and the commands call these and nothing else. `by`
is the person who acts, whose rights are checked here; None is the command line, whose rights
are those of who runs the server.
"""

from articles.publishing import archive, copies, edition, previews
from articles.publishing.adding import NewPiece, Preparation, add_articles, are_current
from articles.publishing.addresses import check_slug, free_slug_for
from articles.publishing.checks import Check, Draft, checks_on
from articles.publishing.corrections import Amendment, check_amendment, correct
from articles.publishing.declarations import check_ai, say_reviewed
from articles.publishing.forgotten import (
    LINES,
    check_forgotten,
    hidden_before,
    may_decide_oblivion,
    may_see_forgotten,
)
from articles.publishing.front import (
    FrontConflict,
    arrange_front,
    front_as_it_is,
    may_arrange_front,
)
from articles.publishing.history import deleted_pieces, version_before, version_of, versions_of
from articles.publishing.interests import leave_out, tell_again
from articles.publishing.later import gathering, has_workers, later
from articles.publishing.log import name_of
from articles.publishing.merging import may_merge, merge_organizations, undo_merge
from articles.publishing.names import current_finder, names_changed
from articles.publishing.oblivion import decide_oblivion, undo_oblivion
from articles.publishing.pictures import (
    add_picture,
    copies_with,
    delete_picture,
    find_renditions,
    pieces_with,
    render_picture,
    save_picture,
)
from articles.publishing.readiness import check_publication_time, missing_for_publication
from articles.publishing.reading import Excerpt, Reading, day_of, standing_of, try_name
from articles.publishing.rectifications import (
    decline_rectification,
    may_handle_rectifications,
    publish_rectification,
    receive_rectification,
)
from articles.publishing.restoring import delete_article, recover_article, restore_version
from articles.publishing.rights import (
    may_correct,
    may_delete,
    may_edit,
    may_edit_picture,
    possible_steps,
)
from articles.publishing.saving import save_article
from articles.publishing.snapshots import FIELDS, Named, Snapshot, SourceLine
from articles.publishing.states import (
    last_word_on,
    publish,
    return_to_draft,
    submit,
    takes_back,
    withdraw,
)
from articles.publishing.subjects import (
    create_organization,
    keep_former_names,
    save_organization,
    save_subject,
)
from articles.publishing.tallies import count_anew
from articles.publishing.texts import derive_links, derive_text
from articles.publishing.ties import decide_mentions
from articles.publishing.triggers import has_its_tables, missing_triggers, put_triggers
from articles.publishing.verifying import disagreements
from articles.publishing.versions import EditConflict

__all__ = [
    "Amendment",
    "FrontConflict",
    "LINES",
    "NewPiece",
    "Preparation",
    "add_articles",
    "are_current",
    "add_picture",
    "arrange_front",
    "front_as_it_is",
    "may_arrange_front",
    "check_ai",
    "leave_out",
    "tell_again",
    "say_reviewed",
    "check_forgotten",
    "copies_with",
    "decide_oblivion",
    "hidden_before",
    "may_decide_oblivion",
    "may_see_forgotten",
    "undo_oblivion",
    "correct",
    "decline_rectification",
    "may_correct",
    "may_handle_rectifications",
    "publish_rectification",
    "receive_rectification",
    "edition",
    "find_renditions",
    "gathering",
    "has_its_tables",
    "has_workers",
    "later",
    "count_anew",
    "missing_triggers",
    "put_triggers",
    "delete_article",
    "delete_picture",
    "pieces_with",
    "render_picture",
    "save_picture",
    "deleted_pieces",
    "recover_article",
    "restore_version",
    "version_before",
    "versions_of",
    "last_word_on",
    "takes_back",
    "Check",
    "Draft",
    "checks_on",
    "FIELDS",
    "EditConflict",
    "Named",
    "Snapshot",
    "SourceLine",
    "check_amendment",
    "copies",
    "name_of",
    "version_of",
    "Excerpt",
    "Reading",
    "archive",
    "check_publication_time",
    "check_slug",
    "create_organization",
    "current_finder",
    "day_of",
    "decide_mentions",
    "derive_links",
    "derive_text",
    "disagreements",
    "free_slug_for",
    "keep_former_names",
    "may_delete",
    "may_edit",
    "may_edit_picture",
    "may_merge",
    "merge_organizations",
    "missing_for_publication",
    "names_changed",
    "possible_steps",
    "previews",
    "publish",
    "return_to_draft",
    "save_article",
    "save_organization",
    "save_subject",
    "standing_of",
    "submit",
    "try_name",
    "undo_merge",
    "withdraw",
]
