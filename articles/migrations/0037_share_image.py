"""The share image has one name in code; its column keeps the one it has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0036_applied_roles")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("ArticleText", "share_picture", "share_image"),
                migrations.AlterField(
                    "ArticleText",
                    "share_image",
                    models.CharField(blank=True, db_column="share_picture", max_length=60),
                ),
            ]
        )
    ]
