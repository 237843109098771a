"""Counts what double saves make in a real browser, on runserver and on granian.

    python benchmarks/gestures.py [--saves 200]

The paper is one of its own, on SQLite or, with DATABASE_URL, on PostgreSQL (a database for trials:
what is written there stays). Each new article is saved by two clicks, by Ctrl+S twice or by two
presses in one moment; every fifth time the browser then goes back and «Salva» is pressed, and
every fifth the article is written on and saved twice again. Ends with 1 where one gesture did two
things, or where the desk said something untrue.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.servers import ROOT, Server, granian, run, say

_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_ADD = "/admin/articles/article/add/"
_TEXT = ".field-body .ProseMirror[contenteditable=true]"
_COUNT = """
import json
from django.contrib.auth.models import User
from articles.models import Article, WorkingCopy
person = User.objects.get(username="{username}")
versions = Article.objects.filter(created_by=person).values_list("version", flat=True)
copies = WorkingCopy.objects.of(person).unfinished()
print(json.dumps([list(versions), copies.count()]))
"""
_UNTRUE = ("«Due testi»", "«non arrivato al server»", "copie offerte", "«Non salvato»")
_TWICE = "button => { button.click(); button.click(); }"


class Desk:
    """A person who writes, in one tab; counts what the desk says that is not so."""

    def __init__(self, page: Page, username: str) -> None:
        self.page, self.username = page, username
        self.untrue: Counter[str] = Counter(dict.fromkeys(_UNTRUE, 0))
        self.saved: list[int] = []  # the version that each article should have

    def log_in(self) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("Nome utente").fill(self.username)
        self.page.get_by_label("Password").fill("demo")
        self.page.get_by_role("button", name="Accedi", exact=True).click()
        self.page.get_by_role("heading", name="Redazione", exact=True).wait_for()

    def write_new(self, number: int) -> None:
        self.page.goto(_ADD)
        self.page.locator("#id_headline").fill(f"Pezzo {number}")
        self.type(f"Il testo del pezzo {number}.")

    def type(self, words: str) -> None:
        block = self.page.locator(f"{_TEXT} p").last
        block.click()
        self.page.keyboard.press("End")
        self.page.wait_for_function("document.activeElement.editor?.isFocused")
        self.page.keyboard.type(words)

    def save_twice(self, number: int) -> None:
        button = self.page.locator(".desk-bar [name=_continue]")
        if number % 3 == 0:
            button.dblclick()
        elif number % 3 == 1:
            self.page.keyboard.press("Control+s")
            self.page.keyboard.press("Control+s")
        else:
            button.evaluate(_TWICE)

    def see(self, version: int) -> None:
        """Wait for the page of what was saved, and count what it says that is not so."""
        base = self.page.locator(f"[name=_base][value='{version}']")
        heading = self.page.get_by_role("heading", name="Due testi", exact=True)
        expect(base.or_(heading).first).to_be_attached()
        if heading.count():
            self.untrue["«Due testi»"] += 1
            return
        expect(self.page.locator(".messagelist")).to_contain_text("Salvato")
        offers = " ".join(self.page.locator(".desk-offer:visible").all_text_contents())
        self.untrue["«non arrivato al server»"] += "non arrivato al server" in offers
        self.untrue["copie offerte"] += "copia di lavoro del" in offers
        state = self.page.locator("[data-copy-state]").text_content()
        self.untrue["«Non salvato»"] += "Non salvato" in state

    def make(self, number: int) -> None:
        version = 1
        self.write_new(number)
        self.save_twice(number)
        self.see(version)
        if number % 5 == 0:
            self.page.go_back()
            expect(self.page.locator("#id_headline")).to_have_value(f"Pezzo {number}")
            self.page.locator(".desk-bar [name=_continue]").click()
            version += 1
            self.see(version)
        if number % 5 == 1:
            self.type(" E altro.")
            self.save_twice(number // 5)
            version += 1
            self.see(version)
        self.saved.append(version)


def try_on(name: str, saves: int) -> bool:
    python = ROOT / ".venv" / "bin" / "python"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        debug = "true" if name == "runserver" else "false"
        environment = {
            "DEBUG": debug, "SECRET_KEY": "k" * 60, "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"), "PYTHONPATH": str(ROOT),
            "SITE_URL": "http://127.0.0.1:{port}",
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}"),
        }  # fmt: skip
        prepared = {**environment, "SITE_URL": "http://127.0.0.1:8000"}
        run([python, "manage.py", "migrate", "-v0"], ROOT, prepared)
        run([python, "manage.py", "collectstatic", "--noinput", "-v0"], ROOT, prepared)
        username = f"{name}{time.time_ns()}"
        code = "from tests import factories as make; make.make_section(); "
        code += f"make.make_author('{username}', user=make.make_user('{username}', 'Redattore'))"
        run([python, "manage.py", "shell", "--no-imports", "-c", code], ROOT, prepared)
        command = granian(python, "newsroom.wsgi")
        if name == "runserver":
            command = [str(python), "manage.py", "runserver", "--noreload", "127.0.0.1:PORT"]
        server = Server(stack, command, ROOT, environment)
        playwright = stack.enter_context(sync_playwright())
        found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
        browser = playwright.chromium.launch(executable_path=next(found), args=_ARGUMENTS)
        context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}", locale="it-IT")
        desk = Desk(context.new_page(), username)
        desk.page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        desk.log_in()
        started = time.perf_counter()
        for number in range(saves):
            desk.make(number)
        took = time.perf_counter() - started
        time.sleep(2)  # whatever would still be written is written
        browser.close()
        count = _COUNT.format(username=username)
        counted = run([python, "manage.py", "shell", "--no-imports", "-c", count], ROOT, prepared)
    versions, copies = json.loads(counted)
    say(f"\n{name}: {saves} doppi salvataggi, {took / saves:.2f} s l'uno")
    say(f"  pezzi                      {len(versions):5}   (voluti {saves})")
    say(f"  salvataggi                 {sum(versions):5}   (voluti {sum(desk.saved)})")
    say(f"  copie di lavoro rimaste    {copies:5}   (volute 0)")
    for what, times in desk.untrue.items():
        say(f"  {what:26} {times:5}   (volute 0)")
    return (
        len(versions) == saves
        and sum(versions) == sum(desk.saved)
        and not copies
        and not any(desk.untrue.values())
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=200)
    options = parser.parse_args()
    good = [try_on(name, options.saves) for name in ("runserver", "granian")]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
