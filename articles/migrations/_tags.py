"""Tags of the paper's own, where the first release had those of taggit."""

from django.core.management.color import no_style

#: Of the first release alone: later its first migration said otherwise.
_BEFORE = "taggit_tag"


def own_tags(apps, schema_editor):
    """Make the table of tags with what is in taggit's, and the one that ties pieces to them anew,
    so that it refers to it. Where the table is there, all is as it should be."""
    connection = schema_editor.connection
    tag, tie = apps.get_model("articles", "Tag"), apps.get_model("articles", "TaggedArticle")
    if tag._meta.db_table in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name, slug FROM {_BEFORE}")
        tags = cursor.fetchall()
    ties = list(tie.objects.using(connection.alias).values_list("pk", "content_object", "tag"))
    schema_editor.create_model(tag)
    schema_editor.delete_model(tie)
    schema_editor.create_model(tie)
    tag.objects.using(connection.alias).bulk_create(
        tag(pk=key, name=name, slug=slug) for key, name, slug in tags
    )
    tie.objects.using(connection.alias).bulk_create(
        tie(pk=key, content_object_id=article, tag_id=of) for key, article, of in ties
    )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [tag, tie]):
            cursor.execute(statement)
