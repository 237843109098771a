import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page, Site

from news.models import Author, NewsIndexPage, NewsPage


class Command(BaseCommand):
    help = "Makes the site: the pieces of a JSON file, as many of them as are asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        with open(options["file"], encoding="utf-8") as file:
            pieces = json.load(file)
        index = NewsIndexPage(title="Articoli", slug="articoli", show_in_menus=True)
        Page.objects.get(depth=1).add_child(instance=index)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": index}
        )
        started = time.perf_counter()
        for number in range(options["count"]):
            piece = pieces[number % len(pieces)]
            author, _created = Author.objects.get_or_create(name=piece["author"])
            page = NewsPage(
                title=f"{piece['headline']} {number}",
                kicker=piece["kicker"],
                standfirst=piece["standfirst"],
                body=piece["body"],
                author=author,
            )
            page.tags.add(*piece["tags"])
            index.add_child(instance=page)
            page.save_revision().publish()
        took = time.perf_counter() - started
        json.dump({"stored": options["count"], "seconds": took}, sys.stdout)
