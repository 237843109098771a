"""Two machines on one database and one cache: what is done on one is read on the other."""

from __future__ import annotations

import re
import time
import urllib.parse
import uuid

import pytest

from tests.deploy.conftest import HOST, Town
from tests.deploy.test_nginx import SECONDS

pytestmark = pytest.mark.nginx


class Desk:
    """Somebody at the desk, whose browser speaks to one machine."""

    def __init__(self, city: Town, machine: int) -> None:
        self.city, self.machine = city, machine
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, **typed: str):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Referer": f"https://{HOST}/admin/"}
        method, body = "GET", None
        if typed:
            typed["csrfmiddlewaretoken"] = self.cookies["csrftoken"]
            method, body = "POST", urllib.parse.urlencode(typed)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.city.ask(path, machine=self.machine, method=method, body=body, **headers)
        for name, value in re.findall(r"(csrftoken|sessionid)=([^;,]+)", answer.cookies):
            self.cookies[name] = value
        return answer


@pytest.fixture(scope="module")
def desks(city: Town) -> list[Desk]:
    """A person who came in on the first machine, and is known on the second."""
    city.run(
        "make.make_user('dario', 'Direttore')\nmake.make_section('Cronaca')\nmake.make_author()"
    )
    first, second = Desk(city, 0), Desk(city, 1)
    first.ask("/admin/login/")
    assert first.ask("/admin/login/", login="dario", password="demo").status == 302
    second.cookies = first.cookies
    assert second.ask("/admin/").status == 200
    return [first, second]


def article(headline: str, **more: str) -> dict[str, str]:
    return {
        "_copy": str(uuid.uuid4()), "_base": "0", "kind": "news", "language": "it",
        "headline": headline, "body": "<p>Parole.</p>", "section": "1", "byline_authors": "1",
        "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
        "initial-named_organizations": "", "_step": "publish", **more,
    }  # fmt: skip


def test_publication_reaches_the_other_machine_at_the_next_request(city: Town, desks: list[Desk]):
    for turn in range(4):
        writing, reading = desks[turn % 2], (turn + 1) % 2
        headline = f"Uscito al giro {turn}"
        assert headline not in city.ask("/", machine=reading).text  # which is then kept
        assert writing.ask("/admin/articles/article/add/", **article(headline)).status == 302
        for machine in (reading, 1 - reading):
            assert headline in city.ask("/", machine=machine).text
            assert city.ask(f"/articoli/uscito-al-giro-{turn}/", machine=machine).status == 200


def test_page_made_by_one_machine_is_sent_by_the_other(city: Town):
    made, sent = (city.ask("/articoli/", machine=machine) for machine in range(2))
    assert made.headers["etag"] == sent.headers["etag"]
    again = city.ask("/articoli/", machine=1, If_None_Match=made.headers["etag"])
    assert again.status == 304


def test_lost_machine_goes_unnoticed_by_readers(city: Town):
    assert city.ask("/articoli/").status == 200
    city.stop_papers(1)
    try:
        city.run("make.make_published('Uscito con una macchina sola')")
        time.sleep(SECONDS)
        for _often in range(6):
            answer = city.ask("/")
            assert answer.status == 200
        assert "Uscito con una macchina sola" in answer.text
        assert city.ask("/admin/login/").status == 200
    finally:
        city.start_again()
