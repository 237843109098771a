"""A news page and the list of them, as the documentation of Wagtail has them."""

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet


@register_snippet
class Author(models.Model):
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey("NewsPage", related_name="tagged_items", on_delete=models.CASCADE)


class NewsPage(Page):
    kicker = models.CharField(max_length=80, blank=True)
    standfirst = models.TextField(blank=True)
    body = RichTextField()
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+")
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("kicker"),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("author"),
        FieldPanel("tags"),
    ]


class NewsIndexPage(Page):
    PAGE_SIZE = 20

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        pages = NewsPage.objects.live().child_of(self).order_by("-first_published_at")
        paginator = Paginator(pages.select_related("author"), self.PAGE_SIZE)
        context["pages"] = paginator.get_page(request.GET.get("page"))
        return context
