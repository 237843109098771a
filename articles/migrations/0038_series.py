"""Series with their parts, and related articles that an editor chooses."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0037_share_image'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='Made from the name when left empty.', max_length=80, unique=True, verbose_name='address')),
                ('introduction', models.TextField(blank=True, help_text='What the series tells, and why: it stands at the head of its page.', verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SeriesPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='series_part', to='articles.article', verbose_name='article')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='articles.series', verbose_name='series')),
            ],
            options={
                'verbose_name': 'part of a series',
                'verbose_name_plural': 'parts of series',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RelatedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_articles', to='articles.article', verbose_name='article')),
                ('related', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_to', to='articles.article', verbose_name='related piece')),
            ],
            options={
                'verbose_name': 'related piece',
                'verbose_name_plural': 'related pieces',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('article', 'related'), name='related_article_once'), models.CheckConstraint(condition=models.Q(('article', models.F('related')), _negated=True), name='related_article_is_another')],
            },
        ),
    ]
