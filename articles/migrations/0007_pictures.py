"""Renditions of pictures, pictures in texts, and a body that is rendered with both."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_log_rights")]

    operations = [
        migrations.RenameField("articletext", "linked_body", "rendered_body"),
        migrations.AddField(
            model_name="picture",
            name="recipe",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name="PictureUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="picture_uses", to="articles.article")),
                ("picture", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="articles.picture")),
            ],
            options={
                "verbose_name": "use of a picture",
                "verbose_name_plural": "uses of pictures",
                "constraints": [models.UniqueConstraint(fields=("article", "picture"), name="picture_use_once")],
            },
        ),
        migrations.AlterField(
            model_name="author",
            name="photo",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="portrayed_authors", to="articles.picture", verbose_name="photo"),
        ),
        migrations.AlterField(
            model_name="organization",
            name="logo",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="marked_organizations", to="articles.picture", verbose_name="logo"),
        ),
    ]
