"""Categories of podcasts, by Apple's own names
(https://podcasters.apple.com/support/1691-apple-podcasts-categories)."""

from __future__ import annotations

from typing import Any

from django.db import models

from articles.db.fields import StockInMigrations

_NAMES: dict[str, str] = {
    "Arts": "Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts",
    "Business": "Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit",
    "Comedy": "Comedy Interviews, Improv, Stand-Up",
    "Education": "Courses, How To, Language Learning, Self-Improvement",
    "Fiction": "Comedy Fiction, Drama, Science Fiction",
    "Government": "",
    "Health & Fitness": (
        "Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality"
    ),
    "History": "",
    "Kids & Family": "Education for Kids, Parenting, Pets & Animals, Stories for Kids",
    "Leisure": (
        "Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, "
        "Video Games"
    ),
    "Music": "Music Commentary, Music History, Music Interviews",
    "News": (
        "Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, "
        "Tech News"
    ),
    "Religion & Spirituality": (
        "Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality"
    ),
    "Science": (
        "Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, "
        "Nature, Physics, Social Sciences"
    ),
    "Society & Culture": (
        "Documentary, Personal Journals, Philosophy, Places & Travel, Relationships"
    ),
    "Sports": (
        "Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, "
        "Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling"
    ),
    "Technology": "",
    "True Crime": "",
    "TV & Film": "After Shows, Film History, Film Interviews, Film Reviews, TV Reviews",
}
BETWEEN = ": "

#: The subcategories of each category.
CATEGORIES: dict[str, list[str]] = {
    name: inner.split(", ") if inner else [] for name, inner in _NAMES.items()
}
#: The categories and subcategories as choices: «News: Tech News».
CHOICES: list[tuple[str, str]] = [
    (value, value)
    for name, inner in CATEGORIES.items()
    for value in (name, *(f"{name}{BETWEEN}{each}" for each in inner))
]


class CategoryField(StockInMigrations, models.CharField):
    """A category of Apple's directory, or nothing. Migrations do not list them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settled = {"max_length": 60, "blank": True, "default": "", "db_default": ""}
        super().__init__(*args, **{**settled, "choices": CHOICES, **kwargs})

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs
