"""What Django gives no other hook for: what follows from loading a fixture, from a name that
changes wherever it is changed, and from tables that are made anew."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, User
from django.core.files import File
from django.db import connections, transaction
from django.db.migrations import Migration
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
    pre_migrate,
    pre_save,
)
from django.dispatch import receiver

from articles import publishing
from articles.db.statistics import measure_tables
from articles.models import (
    Article,
    ArticleFragments,
    Author,
    AuthorCounter,
    AuthorMerge,
    Byline,
    DossierFragments,
    Mention,
    MonthCounter,
    Organization,
    OrganizationMerge,
    OrganizationName,
    Person,
    PersonMerge,
    Picture,
    SearchEntry,
    Section,
    SectionMerge,
    Tag,
    TaggedArticle,
    TagMerge,
)
from articles.models.merges import Merge
from articles.models.unique_names import OneName
from articles.search import place_of
from articles.text.name_keys import name_key


@receiver(post_save, sender=Picture)
def bring_fixture_file(instance: Picture, raw: bool, **kwargs: Any) -> None:
    """Store the file of a picture that a fixture brings, and its renditions, so that `loaddata`
    alone gives a paper with its pictures. A file that is there already is left as it is; of a
    paper that is copied, whose files come another way, what is there is noted."""
    if not raw or not instance.file:
        return
    name, storage = instance.file.name, instance.file.storage
    source = _in_fixtures(name)
    if source is None:
        publishing.find_renditions(instance)
        return
    if not storage.exists(name):
        with source.open("rb") as file:
            storage.save(name, File(file))
    publishing.render_picture(instance)


def _in_fixtures(name: str) -> Path | None:
    """Where a file of this name stands beside the fixtures, if it does."""
    for folder in settings.FIXTURE_DIRS:
        root = Path(folder).resolve()
        source = (root / name).resolve()
        if source.is_relative_to(root) and source.is_file():
            return source
    return None


@receiver(post_migrate)
def measure_migrated_tables(sender: AppConfig, using: str, **kwargs: Any) -> None:
    if sender.label == "articles":
        measure_tables(using)


@receiver(pre_migrate)
def take_down_triggers(
    sender: AppConfig, using: str, plan: list[tuple[Migration, bool]], **kwargs: Any
) -> None:
    """Take them down where tables of the paper are to be altered, and not otherwise."""
    if sender.label == "articles" and any(step.app_label == "articles" for step, _back in plan):
        publishing.take_down_triggers(connections[using])


@receiver(post_migrate)
def put_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Put them up, but not where the paper goes back to before there were any."""
    connection = connections[using]
    if sender.label == "articles" and publishing.has_its_tables(connection):
        publishing.put_triggers(connection)


@receiver(post_migrate)
def give_roles_their_permissions(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Django makes the permissions of an app in the same signal, and only after this."""
    if sender.label in publishing.ROLE_APPS:
        # `flush` sends no models of the state that was reached: it has those of today.
        create_permissions(sender, verbosity=0, using=using, apps=kwargs.get("apps", apps))
        publishing.apply_roles(using)


@receiver(pre_save, sender=AuthorCounter)
@receiver(pre_save, sender=MonthCounter)
def leave_counting_to_the_database(
    instance: AuthorCounter | MonthCounter, raw: bool, **kwargs: Any
) -> None:
    """The articles of a fixture are counted as they come in, and not once more."""
    if raw:
        instance.pk, instance.change = None, 0


@receiver(pre_save, sender=AuthorMerge)
@receiver(pre_save, sender=OrganizationMerge)
@receiver(pre_save, sender=PersonMerge)
@receiver(pre_save, sender=SectionMerge)
@receiver(pre_save, sender=TagMerge)
def forget_foreign_keys(instance: Merge, raw: bool, **kwargs: Any) -> None:
    """What a merge remembers speaks of rows by their keys, and a copy of the paper has others:
    undoing it there would restore the wrong ones."""
    if raw:
        instance.before, instance.absorbed_key = {}, None
        instance.absorbed_name_key = name_key(instance.absorbed_name)


@receiver(pre_save, sender=DossierFragments)
@receiver(pre_save, sender=ArticleFragments)
def forget_what_it_was_made_for(
    instance: DossierFragments | ArticleFragments, raw: bool, **kwargs: Any
) -> None:
    """Looks are counted anew in a copy of the paper: a rendering that came along would seem to
    hold."""
    if raw:
        instance.content_version = 0


@receiver(pre_save, sender=SearchEntry)
def place_loaded_entry(instance: SearchEntry, raw: bool, **kwargs: Any) -> None:
    """The place of an entry has the key of its article in it, which a copy of the paper has
    anew."""
    if raw and instance.pk is None:
        instance.place = place_of(instance.article.published_at, instance.article_id)


@receiver([post_save, post_delete], sender=OrganizationName)
def tell_of_names(**kwargs: Any) -> None:
    """Names change in forms, fixtures and cascades: the finder must hear of each."""
    publishing.names_came_in()


@receiver([post_save, post_delete], sender=Person)
def tell_of_people(**kwargs: Any) -> None:
    publishing.people_came_in()


@receiver(pre_save, sender=Author)
@receiver(pre_save, sender=Organization)
@receiver(pre_save, sender=Person)
@receiver(pre_save, sender=Section)
@receiver(pre_save, sender=Tag)
def fill_loaded_key(instance: OneName, raw: bool, **kwargs: Any) -> None:
    """A fixture brings names and no keys. One that the paper has already, written otherwise, waits
    for a person to say whether they are one or two: nothing is refused, and nobody merged."""
    if raw:
        key = name_key(instance.name)
        instance.name_key = "" if instance.has_namesake(key) else key


@receiver(m2m_changed, sender=User.groups.through)
def follow_roles(
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    using: str,
    **kwargs: Any,
) -> None:
    """Groups are given and taken in forms, commands and fixtures, from either side. A group that is
    emptied at a stroke says whom it had only before."""
    if not reverse:
        if action in {"post_add", "post_remove", "post_clear"}:
            publishing.follow_role(instance)
    elif action in {"post_add", "post_remove"}:
        for person in User.objects.using(using).filter(pk__in=pk_set):
            publishing.follow_role(person)
    elif action == "pre_clear":
        people = list(instance.user_set.using(using))
        transaction.on_commit(lambda: [publishing.follow_role(each) for each in people], using)


@receiver(pre_delete, sender=Group)
def follow_roles_that_go(instance: Group, **kwargs: Any) -> None:
    """Take the way in along with the role that gave it."""
    instance.user_set.clear()


@receiver(post_save, sender=Article)
def derive_loaded_article(instance: Article, raw: bool, **kwargs: Any) -> None:
    if raw:
        publishing.article_came_in(instance.pk)


@receiver(post_save, sender=Byline)
@receiver(post_save, sender=Mention)
def derive_article_of_tie(instance: Byline | Mention, raw: bool, **kwargs: Any) -> None:
    """Ties come after their article in a fixture, and its links and its entry follow from them."""
    if raw:
        publishing.article_came_in(instance.article_id)


@receiver(post_save, sender=TaggedArticle)
def derive_tagged_article(instance: TaggedArticle, raw: bool, **kwargs: Any) -> None:
    if raw:
        publishing.article_came_in(instance.content_object_id)
