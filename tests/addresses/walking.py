"""A walk through all addresses: the requests of each role, and the errors behind the answers."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.utils.http import urlencode

from articles.models import (
    Article,
    Author,
    OblivionDocument,
    Organization,
    Person,
    Rectification,
    Section,
    Series,
    Tag,
    WorkingCopy,
)
from tests.addresses.form_values import Controls, requested_names
from tests.addresses.routes import BIG, WORST, WRONG, Route, routes

READER, ROOT = "reader", "root"
#: Who is known at the desk reads the site as one of these.
_READERS = (READER, "redattore", ROOT)
#: Whose names stand in the addresses that readers know.
_SLUGS: dict[str, type[Model]] = {
    "articoli": Article,
    "organizzazioni": Organization,
    "autori": Author,
    "persone": Person,
    "rettifiche": Rectification,
    "serie": Series,
    "sezioni": Section,
    "temi": Tag,
    "articles": Article,
    "organizations": Organization,
    "authors": Author,
    "persons": Person,
    "series": Series,
}
_MANAGEMENT = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
_MOST = 2  # right rows of a kind
_TURNS = 2  # wrong values of a part of an address, other ones of another
_NAMES = 3  # of what a page asks for, each wrong by itself: other ones at another page


def least(route: Route) -> int:
    """The least number of times an address is tried: one of the desk by more roles."""
    return 17 if route.pattern.startswith("admin/") else 5


class Walk:
    """A walk: `count` is the number of requests, `faults` are those that ended in an error."""

    def __init__(self, people: dict[str, User], media: Path) -> None:
        self.roles = [READER, *people]
        self._people = people
        self._clients = {READER: Client(raise_request_exception=False)}
        for name, person in people.items():
            self._clients[name] = client = Client(raise_request_exception=False)
            client.force_login(person)
            session = client.session
            # As who has just said who they are: their own account asks for that.
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
        self._sessions = {
            name: {key: morsel.value for key, morsel in client.cookies.items()}
            for name, client in self._clients.items()
        }
        self.count = 0
        self.faults: list[str] = []
        self._raised: list[str] = []
        got_request_exception.connect(self._note_error)

    def _note_error(self, **_given: object) -> None:
        self._raised.append(repr(sys.exc_info()[1])[:200])

    # One request

    def ask(self, role: str, path: str, data: dict | None = None) -> HttpResponse:
        """Ask for a page, or send something where there is `data`; what it does is undone."""
        client = self._clients[role]
        client.cookies.clear()
        for name, value in self._sessions[role].items():
            client.cookies[name] = value
        self._raised.clear()
        if path.startswith("/api") or data is not None:
            cache.clear()  # who asks so much is told to wait
        with transaction.atomic():
            if data is None:
                answer = client.get(path)
            else:
                answer = client.post(path, urlencode(data, True), _FORM)
            transaction.set_rollback(True)
        self.count += 1
        if answer.status_code >= 500 or self._raised:
            sent = "GET" if data is None else f"POST {_short(data)}"
            self.faults.append(f"{answer.status_code} {role} {sent} {path[:160]} {self._raised}")
        return answer

    # All requests of a family, and of a route

    def through(self, family: str) -> None:
        """Walk all routes of a family, none of which may have a fault, nor be passed by in
        haste."""
        self.faults.clear()
        self.count = 0
        here = [route for route in routes() if route.family == family]
        for route in here:
            self.along(route)
        if self.faults:
            pytest.fail(f"{len(self.faults)} faults:\n" + "\n".join(self.faults), pytrace=False)
        assert self.count >= sum(map(least, here))

    def along(self, route: Route) -> None:
        """A page as it should be asked for, then wrongly, by each role."""
        right = self.right_values(route)
        assert all(right.values()), f"{route.pattern}: say what goes there ({right})"
        roles = self.roles if route.pattern.startswith("admin/") else _READERS
        for role in roles:
            self._paths(route, role, right)
        visitor = ROOT if route.pattern.startswith("admin/") else READER
        path = route.path({name: values[0] for name, values in right.items()})
        self._questions(visitor, path, roles)
        self._forms(route, path, roles)

    def _paths(self, route: Route, role: str, right: dict[str, list[str]]) -> None:
        most = _MOST if role in (ROOT, READER) else 1
        for number in range(min(most, max(map(len, right.values()), default=1))):
            some = {name: values[number % len(values)] for name, values in right.items()}
            self.ask(role, route.path(some))
        first = {name: values[0] for name, values in right.items()}
        for name in right:
            some = [one_of(WRONG, route.pattern, name, str(turn)) for turn in range(_TURNS)]
            worst = one_of(WORST, route.pattern, name, role)
            for wrong in {*WORST, *some} if role == ROOT else (worst,):
                self.ask(role, route.path({**first, name: wrong}))

    def _questions(self, role: str, path: str, roles: Sequence[str]) -> None:
        """Names that the page asks of its address, and those that a list of the desk declares."""
        with requested_names() as names:
            page = self.ask(role, path)
            again = dict.fromkeys(names | _declared(page), BIG)
            self.ask(role, f"{path}?{urlencode(again)}")
        names |= _declared(page)
        for name in some_of(names, path):
            for wrong in (one_of(WORST, path, name), one_of(WRONG, path, name)):
                self.ask(role, f"{path}?{urlencode({name: wrong})}")
        everything = {name: one_of(WRONG, name) for name in names}
        other = one_of(roles, path)
        self.ask(other, f"{path}?{urlencode(everything)}")

    def _forms(self, route: Route, path: str, roles: Sequence[str]) -> None:
        """The data that the page sends, or would send, with one value wrong, and with all wrong."""
        page = self.ask(ROOT, path)
        if self.ask(ROOT, path, {}).status_code == 405:
            return
        controls = Controls(page.text if page.status_code == 200 else "")
        fields = controls.fields or self._fields_of(route.family)
        management = {name: value for name, value in fields.items() if name.endswith(_MANAGEMENT)}
        with requested_names() as names:
            self.ask(ROOT, path, fields)
        for name, value in controls.buttons:
            self.ask(ROOT, path, {**fields, name: value})
        for wrong in ("", *WORST, one_of(WRONG, path)):
            self.ask(ROOT, path, {**dict.fromkeys(names, wrong), **management})
        # And nothing that says how many rows there are.
        self.ask(ROOT, path, dict.fromkeys(names, BIG))
        for name in some_of(names, path):
            if "__prefix__" not in name:
                self.ask(ROOT, path, {**fields, name: one_of(WRONG, path, name)})
        for other in roles:
            self.ask(other, path, {**dict.fromkeys(names, BIG), **management})

    def _fields_of(self, family: str) -> dict[str, list[str]]:
        """Data that the form of a family sends: for addresses that have no page of their own."""
        page = self.ask(ROOT, f"/{family}/add/")
        copies = WorkingCopy.objects.of(self._people[ROOT])
        keys = {"_copy": [str(copies[0].key)], "_base": ["1"], "_article": ["1"]}
        if page.status_code != 200:
            return keys
        return {**Controls(page.text).fields, **keys}

    # What is right

    def right_values(self, route: Route) -> dict[str, list[str]]:
        return {name: list(self._right(route, name)) for name in route.parameters}

    def _right(self, route: Route, name: str) -> Iterator[str]:
        parts = route.pattern.split("/")
        fixed = {
            "number": ["1", "2"],
            "token": ["nessuno"],
            "year": ["2026", "0001", "9999", "0000"],
            "month": ["11", "01", "12"],
            "app_label": ["articles", "auth"],
            "url": ["nowhere/", "articles"],
            "pk": ["1"],
            "rest": ["nowhere"],
        }
        if name in fixed:
            return iter(fixed[name])
        if name == "content_type_id":
            return iter([str(ContentType.objects.get_for_model(Article).pk)])
        if name == "key":
            if "documents" in parts:
                return iter(str(pk) for pk in OblivionDocument.objects.values_list("pk", flat=True))
            mine = WorkingCopy.objects.of(self._people[ROOT]).order_by("pk")
            return (str(copy.key) for copy in mine)
        if name in ("slug", "other"):
            model = _SLUGS[parts[1] if parts[0] == "api" else parts[0]]
            slugs = list(model.objects.values_list("slug", flat=True).order_by("pk"))
            return iter(slugs if name == "slug" else slugs[1:])
        model = Article if parts[1] == "r" else apps.get_model(parts[1], parts[2])
        return (
            str(pk) for pk in model._default_manager.values_list("pk", flat=True).order_by("pk")
        )


_FORM = "application/x-www-form-urlencoded"


def one_of(values: Sequence[str], *words: str) -> str:
    """Return one of the values, always the same for the same words."""
    return values[crc32(" ".join(words).encode()) % len(values)]


def some_of(names: set[str], path: str) -> list[str]:
    """Return at most so many names, for the same path always the same."""
    return sorted(names, key=lambda name: crc32(f"{path} {name}".encode()))[:_NAMES]


def _declared(page: HttpResponse) -> set[str]:
    """The names by which a list of the desk is filtered, as it declares them."""
    changelist = (page.context or {}).get("cl") if page.status_code == 200 else None
    if changelist is None:
        return set()
    own = {name for each in changelist.filter_specs for name in each.expected_parameters()}
    return own | {"o", "p", "q", "all", "e", "_popup", "_to_field", "_facets", "nowhere", "id__in"}


def _short(data: dict) -> str:
    shortened = {name: str(value)[:24] for name, value in data.items()}
    return str(shortened)[:400]
