"""Signal receivers for the cases where Django has no other hook: the loading of fixtures, changes
of names by any route, and the migration of tables."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, User
from django.core.files import File
from django.core.files.storage import Storage
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
from articles.delivery import triggers
from articles.models import (
    Article,
    ArticleFragments,
    Author,
    AuthorCounter,
    AuthorMerge,
    Byline,
    DossierFragments,
    Media,
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
    """Store the file of a picture that a fixture brings, and render its sizes, so that `loaddata`
    alone gives a paper with its pictures. Of a file that already exists only the rights in its
    header change. When a paper is copied, and its files arrive by another way, record the
    renditions that are there."""
    if not raw or not instance.file:
        return
    name, storage = instance.file.name, instance.file.storage
    source = _in_fixtures(name)
    if source is None:
        publishing.find_renditions(instance)
        return
    _bring(storage, name, source)
    publishing.render_picture(instance)


@receiver(post_save, sender=Media)
def bring_fixture_media(instance: Media, raw: bool, **kwargs: Any) -> None:
    """Store the files of audio, video and documents that a fixture brings."""
    if raw:
        for name in filter(None, (instance.file.name, instance.captions.name)):
            if source := _in_fixtures(name):
                _bring(instance.file.storage, name, source)


def _bring(storage: Storage, name: str, source: Path) -> None:
    """Store a file that a fixture brings; one that is there already is left as it is."""
    if not storage.exists(name):
        with source.open("rb") as file:
            storage.save(name, File(file))


def _in_fixtures(name: str) -> Path | None:
    """Return the path of the file with this name beside the fixtures, or None."""
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
    """Take down the triggers only where tables of this app are about to be altered."""
    if sender.label == "articles" and any(step.app_label == "articles" for step, _back in plan):
        triggers.take_down_triggers(connections[using])


@receiver(post_migrate)
def put_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Put up the triggers, unless the migration goes back to a time before there were any."""
    connection = connections[using]
    if sender.label == "articles" and triggers.has_its_tables(connection):
        triggers.put_triggers(connection)


@receiver(post_migrate)
def give_roles_their_permissions(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Create the permissions of an app before giving them to roles: Django creates them in this
    same signal, and only after this receiver."""
    if sender.label in publishing.ROLE_APPS:
        # `flush` sends no `apps` of a migration's state: those of today are right then.
        create_permissions(sender, verbosity=0, using=using, apps=kwargs.get("apps", apps))
        publishing.apply_roles(using)


@receiver(pre_save, sender=AuthorCounter)
@receiver(pre_save, sender=MonthCounter)
def cancel_loaded_counters(
    instance: AuthorCounter | MonthCounter, raw: bool, **kwargs: Any
) -> None:
    """Cancel the counters that a fixture brings: its articles are counted as they come in, and must
    not be counted twice."""
    if raw:
        instance.pk, instance.change = None, 0


@receiver(pre_save, sender=AuthorMerge)
@receiver(pre_save, sender=OrganizationMerge)
@receiver(pre_save, sender=PersonMerge)
@receiver(pre_save, sender=SectionMerge)
@receiver(pre_save, sender=TagMerge)
def forget_merged_keys(instance: Merge, raw: bool, **kwargs: Any) -> None:
    """Discard the keys that a merge remembers when a fixture brings it: the copy has other keys,
    and undoing the merge there would restore the wrong rows."""
    if raw:
        instance.before, instance.absorbed_key = {}, None
        instance.absorbed_name_key = name_key(instance.absorbed_name)


@receiver(pre_save, sender=DossierFragments)
@receiver(pre_save, sender=ArticleFragments)
def outdate_loaded_fragments(
    instance: DossierFragments | ArticleFragments, raw: bool, **kwargs: Any
) -> None:
    """Mark the fragments that a fixture brings as out of date: a copy of the paper counts its
    content versions anew, so they would only seem current."""
    if raw:
        instance.content_version = 0


@receiver(pre_save, sender=SearchEntry)
def place_loaded_entry(instance: SearchEntry, raw: bool, **kwargs: Any) -> None:
    """Compute the place of a search entry that a fixture brings: it contains the key of the
    article, which is a new one in a copy of the paper."""
    if raw and instance.pk is None:
        instance.place = place_of(instance.article.published_at, instance.article_id)


@receiver([post_save, post_delete], sender=OrganizationName)
def announce_names(**kwargs: Any) -> None:
    """Tell the finder of organizations that names have changed, in whatever way: a form, a fixture,
    a cascade."""
    publishing.note_changed_names()


@receiver([post_save, post_delete], sender=Person)
def announce_people(**kwargs: Any) -> None:
    publishing.note_changed_people()


@receiver(pre_save, sender=Author)
@receiver(pre_save, sender=Organization)
@receiver(pre_save, sender=Person)
@receiver(pre_save, sender=Section)
@receiver(pre_save, sender=Tag)
def fill_loaded_key(instance: OneName, raw: bool, **kwargs: Any) -> None:
    """Fill the key of a name that a fixture brings without one. If the paper already has the name
    in another spelling, leave the key empty until a person says whether they are one or two:
    nothing is refused and nothing merged."""
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
    """Let a person's access follow their groups, whether they change in forms, commands or
    fixtures, and from either side of the relation. When a group is cleared at a stroke, its members
    are known only before."""
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
def clear_deleted_group(instance: Group, **kwargs: Any) -> None:
    """Clear the members of a group before it is deleted, so that the access it gave is taken away
    with it."""
    instance.user_set.clear()


@receiver(post_save, sender=Article)
def derive_loaded_article(instance: Article, raw: bool, **kwargs: Any) -> None:
    if raw:
        publishing.note_loaded_article(instance.pk)


@receiver(post_save, sender=Byline)
@receiver(post_save, sender=Mention)
def derive_article_of_tie(instance: Byline | Mention, raw: bool, **kwargs: Any) -> None:
    """Derive anew what follows from the ties of an article: in a fixture they come after it, and
    its links and its search entry depend on them."""
    if raw:
        publishing.note_loaded_article(instance.article_id)


@receiver(post_save, sender=TaggedArticle)
def derive_tagged_article(instance: TaggedArticle, raw: bool, **kwargs: Any) -> None:
    if raw:
        publishing.note_loaded_article(instance.content_object_id)
