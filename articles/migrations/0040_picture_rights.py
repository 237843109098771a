"""Pictures have an author, a copyright notice, and the addresses of their licence."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0038_series'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='copyright_notice',
            field=models.CharField(blank=True, db_default='', default='', help_text='Whose it is: “© 2026 Ada Bianchi”.', max_length=200, verbose_name='copyright'),
        ),
        migrations.AddField(
            model_name='picture',
            name='creator',
            field=models.CharField(blank=True, db_default='', default='', help_text='The person who took it, or drew it.', max_length=120, verbose_name='author'),
        ),
        migrations.AddField(
            model_name='picture',
            name='license_url',
            field=models.URLField(blank=True, db_default='', default='', help_text='The address of its licence, or of the terms on which it may be used.', max_length=500, verbose_name='licence'),
        ),
        migrations.AddField(
            model_name='picture',
            name='licensor_url',
            field=models.URLField(blank=True, db_default='', default='', help_text='The address of a page on which others obtain a licence.', max_length=500, verbose_name='where to ask for it'),
        ),
        migrations.AddField(
            model_name='picture',
            name='rights_pending',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
