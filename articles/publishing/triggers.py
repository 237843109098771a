"""What raises the edition, and the looks of pieces: the database itself, whichever code wrote, and
however.

Triggers and not calls, because pages are kept under the edition, and made of what was worked out
for a look: one change that raised neither, by a bulk update or from a shell, would leave readers
with what is no longer so. What only the desk sees raises no edition. Where tables are made anew
(SQLite does so when a column is added) their triggers are lost, so that they are put in place after
every `migrate`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from articles.choices import ArticleStatus, OblivionKind, RectificationState
from articles.models import (
    Article,
    ArticleText,
    Author,
    AuthorTally,
    Byline,
    Correction,
    Director,
    DossierLook,
    Edition,
    FormerAddress,
    FrontPlace,
    Imprint,
    Interest,
    InterestOmission,
    Look,
    Mention,
    MonthTally,
    OblivionDecision,
    Organization,
    OrganizationName,
    Picture,
    Rectification,
    SearchEntry,
    Section,
    Source,
    Tag,
    TaggedArticle,
    Withdrawal,
)
from articles.publishing.tallies import count_anew, forget_the_gone, tallied

#: The events, with the rows that each has: as it was, as it is.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

#: What belongs to a piece, and counts where the piece is or was before readers.
_OF_PIECES: dict[type[Model], str] = {
    ArticleText: "article_id",
    Byline: "article_id",
    Correction: "article_id",
    InterestOmission: "article_id",
    Mention: "article_id",
    OblivionDecision: "article_id",
    Rectification: "article_id",
    SearchEntry: "article_id",
    Source: "article_id",
    TaggedArticle: "content_object_id",
    Withdrawal: "article_id",
}
#: What of it no page of a piece shows.
_ON_NO_PAGE = (SearchEntry, Withdrawal)
#: What of it readers see only in some cases.
_SEEN_WHERE: dict[type[Model], str] = {
    OblivionDecision: f"kind <> '{OblivionKind.REFUSAL}'",
    Rectification: f"state = '{RectificationState.PUBLISHED}'",
}
#: What readers see through pieces alone: a new one, which no piece has, changes nothing.
_THROUGH_PIECES = (Author, Organization, Picture, Section, Tag)
_BY_THEMSELVES = (Director, FormerAddress, FrontPlace, Imprint, Interest, OrganizationName)

_OUT = ArticleStatus.PUBLISHED
_SEEN = f"IN ('{ArticleStatus.PUBLISHED}', '{ArticleStatus.WITHDRAWN}')"
_EDITION = Edition._meta.db_table
_ARTICLE = Article._meta.db_table
_LOOK = Look._meta.db_table
_DOSSIER = DossierLook._meta.db_table
_ORGANIZATION = Organization._meta.db_table
_MENTION = Mention._meta.db_table

_RAISE = (
    f"INSERT INTO {_EDITION} (id, number, mark, changed_at) "  # noqa: S608
    "VALUES (1, 1, {mark}, {now}) "
    f"ON CONFLICT (id) DO UPDATE SET number = {_EDITION}.number + 1, "
    "mark = excluded.mark, changed_at = excluded.changed_at"
)


def put_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put in place the triggers that are not there as they are to be. Nothing else is touched:
    readers are not kept waiting by an upgrade that changes nothing here."""
    there = _triggers_of(connection)
    statements = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements(there):
            cursor.execute(statement)
        counting = {_name(what, table, event) for what, table, event, *_rest in tallied()}
        if not counting <= there.keys():
            count_anew(connection)
        forget_the_gone(connection)
        # The pieces that were there before, and the organisations. Not with NOT IN: PostgreSQL
        # would go through all the looks for each of a million pieces.
        for look, key, table in (
            (_LOOK, "article_id", _ARTICLE),
            (_DOSSIER, "organization_id", _ORGANIZATION),
        ):
            cursor.execute(
                f"INSERT INTO {look} ({key}, number) SELECT id, 1 FROM {table} "  # noqa: S608
                f"WHERE NOT EXISTS (SELECT 1 FROM {look} WHERE {key} = {table}.id)"
            )


def has_its_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether all that is watched is there: not where the paper goes back to before it was."""
    there = set(connection.introspection.table_names())
    watched = {table for table, *_rest in (*_watched(), *_looked(), *_dossiers())}
    watched |= {table for _what, table, *_rest in tallied()}
    written = {_table(model) for model in (Edition, Look, DossierLook, AuthorTally, MonthTally)}
    return watched | written <= there


def missing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are not in place; empty where all is well."""
    wanted = {_name("edition", table, event) for table, event, _condition in _watched()}
    wanted |= {_name("look", table, event) for table, event, _statement in _looked()}
    wanted |= {_name("look_dossier", table, event) for table, event, *_rest in _dossiers()}
    wanted |= {_name(what, table, event) for what, table, event, *_rest in tallied()}
    return wanted - set(_triggers_of(connection))


def _triggers_of(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers that are there, by name, with their text."""
    ask = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask)
        return dict(cursor.fetchall())


def _watched() -> Iterator[tuple[str, str, str]]:
    """Each table and event that may raise the edition, with the condition under which it does;
    empty where it always does."""
    for event, rows in _ROWS.items():
        yield _ARTICLE, event, " OR ".join(f"{row}.status {_SEEN}" for row in rows)
        for model, column in _OF_PIECES.items():
            keys = ", ".join(f"{row}.{column}" for row in rows)
            asked = f"SELECT 1 FROM {_ARTICLE} WHERE id IN ({keys}) AND status {_SEEN}"  # noqa: S608
            yield model._meta.db_table, event, f"EXISTS ({asked}){_and_seen(model, rows)}"
        for model in _BY_THEMSELVES:
            yield model._meta.db_table, event, ""
        if event != "INSERT":
            for model in _THROUGH_PIECES:
                yield model._meta.db_table, event, ""


def _looked() -> Iterator[tuple[str, str, str]]:
    """Each table and event that changes what pages of pieces show, with the statement that counts
    it. A new piece has a look from the first, so that nothing needs to make one later."""
    yield _ARTICLE, "INSERT", f"INSERT INTO {_LOOK} (article_id, number) VALUES (NEW.id, 1)"  # noqa: S608
    yield _ARTICLE, "UPDATE", _count("NEW.id")
    for event, rows in _ROWS.items():
        for model, column in _OF_PIECES.items():
            if model not in _ON_NO_PAGE:
                counted = _count(*(f"{row}.{column}" for row in rows))
                yield model._meta.db_table, event, counted + _and_seen(model, rows)
        keys = ", ".join(f"{row}.organization_id" for row in rows)
        named = f"SELECT article_id FROM {_table(Mention)} WHERE organization_id IN ({keys})"  # noqa: S608
        yield _table(OrganizationName), event, _count(named)
        yield _table(Interest), event, _count(named)
    for model, pieces in {
        Author: f"SELECT article_id FROM {_table(Byline)} WHERE author_id = NEW.id",  # noqa: S608
        Organization: f"SELECT article_id FROM {_table(Mention)} WHERE organization_id = NEW.id",  # noqa: S608
        Picture: f"SELECT id FROM {_ARTICLE} WHERE lead_picture_id = NEW.id",  # noqa: S608
        Section: f"SELECT id FROM {_ARTICLE} WHERE section_id = NEW.id",  # noqa: S608
        Tag: f"SELECT content_object_id FROM {_table(TaggedArticle)} WHERE tag_id = NEW.id",  # noqa: S608
    }.items():
        yield _table(model), "UPDATE", _count(pieces)


def _dossiers() -> Iterator[tuple[str, str, str, str]]:
    """Each table and event that changes what dossiers show, with the condition under which it does
    and the statement that counts it. What is not before readers, nor will be by itself, counts
    for nothing."""
    yield (
        _ORGANIZATION, "INSERT", "",
        f"INSERT INTO {_DOSSIER} (organization_id, number) VALUES (NEW.id, 1)",  # noqa: S608
    )  # fmt: skip
    for event, rows in _ROWS.items():
        for model in (Mention, Byline, ArticleText, Correction, Rectification):
            keys = ", ".join(f"{row}.article_id" for row in rows)
            named = f"SELECT organization_id FROM {_MENTION} WHERE article_id IN ({keys})"  # noqa: S608
            if model is Mention:
                named += "".join(f" UNION SELECT {row}.organization_id" for row in rows)
            asked = f"SELECT 1 FROM {_ARTICLE} WHERE id IN ({keys}) AND status = '{_OUT}'"  # noqa: S608
            condition = f"EXISTS ({asked}){_and_seen(model, rows)}"
            if (model, event) == (Mention, "DELETE"):
                # With its piece, which is gone where this is asked when the transaction ends.
                condition += f" OR NOT EXISTS (SELECT 1 FROM {_ARTICLE} WHERE id = OLD.article_id)"  # noqa: S608
            if (model, event) == (ArticleText, "UPDATE"):
                condition = f"({_differ('people')}) AND {condition}"
            yield _table(model), event, condition, _count_dossiers(named)
        own = " UNION ".join(f"SELECT {row}.organization_id" for row in rows)
        yield _table(OrganizationName), event, "", _count_dossiers(own)
    out = f"(OLD.status = '{_OUT}' OR NEW.status = '{_OUT}')"
    named = f"SELECT organization_id FROM {_MENTION} WHERE article_id = NEW.id"  # noqa: S608
    yield (
        _ARTICLE, "UPDATE", f"{out} AND ({_differ('status', 'published_at', 'slug', 'headline')})",
        _count_dossiers(named),
    )  # fmt: skip
    family = "SELECT NEW.id UNION SELECT OLD.parent_id"
    everywhere = f"{_differ('name', 'slug')}"
    yield (
        _ORGANIZATION,
        "UPDATE",
        "",
        f"{_count_dossiers(family)} OR {everywhere}",
    )  # a name stands in the dossiers of others
    every = f"UPDATE {_DOSSIER} SET number = number + 1"  # noqa: S608
    yield _table(Author), "UPDATE", _differ("name", "slug"), every
    marked = f"SELECT id FROM {_ORGANIZATION} WHERE logo_id = NEW.id"  # noqa: S608
    yield _table(Picture), "UPDATE", "", _count_dossiers(marked)


def _count_dossiers(named: str) -> str:
    """Of these organisations, and of those they are part of and that are part of them: a dossier
    names its relatives, once readers may know of them."""
    family = (
        f"{named} UNION SELECT parent_id FROM {_ORGANIZATION} "  # noqa: S608
        f"WHERE parent_id IS NOT NULL AND id IN ({named}) "
        f"UNION SELECT id FROM {_ORGANIZATION} WHERE parent_id IN ({named})"
    )
    return f"UPDATE {_DOSSIER} SET number = number + 1 WHERE organization_id IN ({family})"  # noqa: S608


def _differ(*columns: str) -> str:
    """Whether one of these is another than before."""
    return " OR ".join(
        f"OLD.{name} <> NEW.{name} OR (OLD.{name} IS NULL) <> (NEW.{name} IS NULL)"
        for name in columns
    )


def _count(*pieces: str) -> str:
    return f"UPDATE {_LOOK} SET number = number + 1 WHERE article_id IN ({', '.join(pieces)})"  # noqa: S608


def _and_seen(model: type[Model], rows: tuple[str, ...]) -> str:
    """What a condition asks besides, of rows that are not always before readers."""
    if model not in _SEEN_WHERE:
        return ""
    return " AND (" + " OR ".join(f"{row}.{_SEEN_WHERE[model]}" for row in rows) + ")"


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def _name(what: str, table: str, event: str) -> str:
    return f"{what}_{table}_{event.lower()}"


def _for_sqlite(there: dict[str, str]) -> Iterator[str]:
    """At once, row by row: whoever writes holds the whole database anyhow."""
    raising = _RAISE.format(
        mark="lower(hex(randomblob(8)))", now="strftime('%Y-%m-%d %H:%M:%f', 'now')"
    )
    wanted = [("edition", *watched, raising) for watched in _watched()]
    wanted += [("look", table, event, "", statement) for table, event, statement in _looked()]
    wanted += [("look_dossier", *counted) for counted in _dossiers()]
    wanted += tallied()
    for what, table, event, condition, statement in wanted:
        name = _name(what, table, event)
        when = f"WHEN {condition} " if condition else ""
        text = f"CREATE TRIGGER {name} AFTER {event} ON {table} {when}BEGIN {statement}; END"
        if there.get(name) != text:
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield text


def _for_postgresql(there: dict[str, str]) -> Iterator[str]:
    """Looks at once. The edition when the transaction ends, and once in it: it is held for the
    moment of the commit alone, so that two who change many pieces wait for each other there and
    nowhere else."""
    raising = _RAISE.format(
        mark="substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)", now="clock_timestamp()"
    )
    transaction = "pg_current_xact_id()::text"
    yield (
        "CREATE OR REPLACE FUNCTION edition_raise() RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
        f"IF current_setting('paper.edition', true) IS DISTINCT FROM {transaction} THEN "
        f"{raising}; PERFORM set_config('paper.edition', {transaction}, true); END IF; END $$"
    )
    deferred = "DEFERRABLE INITIALLY DEFERRED "
    for table, event, condition in _watched():
        body = "PERFORM edition_raise();"
        if condition:
            body = f"IF {condition} THEN {body} END IF;"
        yield from _function(_name("edition", table, event), table, event, body, there, deferred)
    for table, event, statement in _looked():
        yield from _function(_name("look", table, event), table, event, f"{statement};", there)
    for what, table, event, condition, statement in tallied():
        body = f"IF {condition} THEN {statement}; END IF;" if condition else f"{statement};"
        yield from _function(_name(what, table, event), table, event, body, there)
    # Dossiers when the transaction ends: many pieces name the same, and who changes two of them
    # waits for the edition first, whose triggers come before by their names, and not in a circle.
    for table, event, condition, statement in _dossiers():
        body = f"IF {condition} THEN {statement}; END IF;" if condition else f"{statement};"
        name = _name("look_dossier", table, event)
        at = "" if (table, event) == (_ORGANIZATION, "INSERT") else deferred
        yield from _function(name, table, event, body, there, at)


def _function(
    name: str, table: str, event: str, body: str, there: dict[str, str], when: str = ""
) -> Iterator[str]:
    """A trigger of PostgreSQL and its function, which alone may change."""
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body} RETURN NULL; END $$"
    )
    if name not in there:
        kind = "CONSTRAINT TRIGGER" if when else "TRIGGER"
        yield (
            f"CREATE {kind} {name} AFTER {event} ON {table} "
            f"{when}FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
