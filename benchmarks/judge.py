"""Lets public tools judge the paper as readers get it, and prints one table. `make judge` runs it.

    python benchmarks/judge.py [--quick] [--pieces 10000]

It starts the production server on a paper of its own (the demo, and as many synthetic articles as
are asked for), in a temporary folder. The tools come from the public registries, pinned here, into
`.judges/`. --quick: the Nu HTML checker and axe alone. Ends with 1 where anything was found, with
2 where a tool could not run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.judged_paper import served
from benchmarks.judging_tools import TOOLS, CannotRun, install, install_python, run

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: By Lighthouse, of 100; on a phone.
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 99}

#: One page of each family, of the demo.
ARTICLE = "/articoli/deepseek-apre-cinque-cassetti-arriva-la-settimana-dell-open-source/"
#: With a statement that the law wants, and a tie that is told.
CORRECTED = "/articoli/che-cosa-vuol-dire-aperto-la-open-source-initiative-mette-un-punto/"
#: With every block that a text may have.
BLOCKS = "/articoli/quanto-costa-addestrare-un-modello-quattro-conti-in-chiaro/"
PAGES = [
    "/", "/articoli/", ARTICLE, BLOCKS, "/archivio/2025/", "/archivio/2025/02/", "/organizzazioni/",
    "/organizzazioni/deepseek/", "/organizzazioni/deepseek/con/openai/", "/autori/",
    "/autori/di-fantasy/", "/sezioni/modelli/", "/temi/open-source/", "/cerca/?q=modelli+aperti",
    CORRECTED, "/correzioni/", "/rettifiche/circolo-dati-aperti-2024-10-30/", "/colophon/",
    "/persone/", "/persone/sam-altman/", "/serie/", "/serie/il-caso-deepseek/",
]  # fmt: skip
#: What the checker warns of, and we mean: the frame of an embed holds the provider's page, which is
#: not of our origin, and before the click a document of ours that the policy lets run nothing.
MEANT = "Setting both “allow-scripts” and “allow-same-origin”"
FEEDS = [
    "/feed/", "/feed/atom/", "/feed/json/", "/sezioni/modelli/feed/",
    "/temi/open-source/feed/atom/", "/autori/di-fantasy/feed/json/",
    "/organizzazioni/deepseek/feed/", "/serie/il-caso-deepseek/feed/", "/correzioni/feed/",
    "/correzioni/feed/atom/", "/correzioni/feed/json/",
]  # fmt: skip


class Verdict(NamedTuple):
    """Pages that a judge looked at, and its findings, a line each."""

    looked_at: str
    findings: list[str]


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def nu_html(base: str) -> Verdict:
    """Run the Nu HTML checker on pages and on their style sheets."""
    jar = next(install(("vnu-jar",)).glob("vnu-jar/**/vnu.jar"), None)
    if jar is None:
        raise CannotRun("vnu.jar non è nel pacchetto")
    done = run(
        [
            "java", "-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar,
            "--format", "json", "--also-check-css", "--no-langdetect",
            *(base + path for path in PAGES),
        ]
    )  # fmt: skip
    try:
        messages = json.loads(done.stderr or done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise CannotRun(f"vnu: {(done.stderr or done.stdout).strip()[-200:]}") from error
    found = [
        f"{message.get('url', '').removeprefix(base)}:{message.get('lastLine', '')} "
        f"{message['message']}"
        for message in messages
        if message["type"] == "error"
        or (message.get("subType") == "warning" and MEANT not in message["message"])
    ]
    return Verdict(f"{len(PAGES)} pages", found)


def axe(base: str) -> Verdict:
    """Run axe-core in a real browser: light, dark, and 320 pixels wide; and no side scroll."""
    from playwright.sync_api import sync_playwright

    script = (install(("axe-core",)) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    if CHROMIUM is None:
        raise CannotRun("manca chromium")
    content_versions = [("light", 1280), ("dark", 1280), ("light", 320)]
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for scheme, width in content_versions:
            context = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
            )
            page = context.new_page()
            for path in PAGES:
                page.goto(base + path)
                page.evaluate(script)
                answer = page.evaluate("axe.run()")
                found += [
                    f"{path} [{scheme} {width}] {rule['id']}: {node['target']}"
                    for rule in answer["violations"]
                    for node in rule["nodes"]
                ]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{path} [{width}] scrolls sideways")
            context.close()
        browser.close()
    return Verdict(f"{len(PAGES)} pages x {len(content_versions)} looks", found)


def lighthouse(base: str) -> Verdict:
    """Run Lighthouse as on a phone: four scores and the shift of the layout."""
    program = install(("lighthouse",)) / "lighthouse" / "cli" / "index.js"
    if CHROMIUM is None:
        raise CannotRun("manca chromium")
    found, lowest = [], dict.fromkeys(LEAST, 100)
    for path in PAGES:
        report = _report(program, base + path) or _report(program, base + path)
        if report is None:
            raise CannotRun(f"lighthouse: {path} non si misura")
        for name, least in LEAST.items():
            score = round(100 * (report["categories"][name]["score"] or 0))
            lowest[name] = min(lowest[name], score)
            if score < least:
                found.append(f"{path} {name}: {score}, at least {least}")
        if shift := report["audits"]["cumulative-layout-shift"]["numericValue"]:
            found.append(f"{path} the layout shifts by {shift:.3f}")
    scores = ", ".join(f"{name} {score}" for name, score in lowest.items())
    return Verdict(f"{len(PAGES)} pages, lowest: {scores}", found)


def _report(program: Path, url: str) -> dict | None:
    """Return what Lighthouse says of a page; None where the browser lost the trace, as it may."""
    flags = " ".join(["--headless=new", *CHROMIUM_ARGUMENTS])
    done = run(
        [
            "node", program, url, "--output=json", "--output-path=stdout", "--quiet",
            f"--chrome-flags={flags}",
        ],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return None
    return None if report.get("runtimeError") else report


def feeds(base: str) -> Verdict:
    """Run feedparser on RSS and Atom, and check the promises of JSON Feed 1.1."""
    code = (
        "import feedparser, sys\n"
        "for url in sys.argv[1:]:\n"
        "    feed = feedparser.parse(url)\n"
        "    if feed.bozo or not feed.entries:\n"
        "        print(url, feed.get('bozo_exception', 'no entries'))\n"
    )
    parsed = [path for path in FEEDS if "json" not in path]
    urls = [base + path for path in parsed]
    done = run([install_python() / "python", "-c", code, *urls])
    if done.returncode:
        raise CannotRun(f"feedparser: {done.stderr.strip()[-200:]}")
    found = done.stdout.splitlines()
    for path in set(FEEDS) - set(parsed):
        with urllib.request.urlopen(base + path) as answer:  # noqa: S310
            feed = json.load(answer)
        if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
            found.append(f"{path} is no JSON Feed 1.1")
        found += [
            f"{path} {item.get('url')}: without id or content"
            for item in feed.get("items", [{}])
            if not item.get("id") or not item.get("content_html")
        ]
    return Verdict(f"{len(FEEDS)} feeds", found)


def content_api(base: str) -> Verdict:
    """Run schemathesis on the description of the API."""
    done = run(
        [
            install_python() / "schemathesis", "run", f"{base}/api/openapi.json", "--url", base,
            "--checks", "all", "--max-examples", "30", "--seed", "1", "--no-color",
            "--suppress-health-check", "all",
        ],
        cwd=TOOLS,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise CannotRun(f"schemathesis: {done.stderr.strip()[-200:]}")
    summary = done.stdout.partition("SUMMARY")[2]
    cases = next((line for line in summary.splitlines() if "generated" in line), "").strip()
    return Verdict(cases, done.stdout.splitlines()[-60:] if done.returncode else [])


JUDGES: dict[str, Callable[[str], Verdict]] = {
    "Nu HTML": nu_html,
    "axe": axe,
    "Lighthouse": lighthouse,
    "feeds": feeds,
    "schemathesis": content_api,
}
QUICK_JUDGES = ("Nu HTML", "axe")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="Nu HTML and axe alone")
    parser.add_argument("--pieces", type=int, default=0, help="synthetic pieces beside the demo")
    options = parser.parse_args()
    rows, worst = [], 0
    try:
        with served(options.pieces) as base:
            for name in QUICK_JUDGES if options.quick else JUDGES:
                begun = time.monotonic()
                try:
                    looked_at, findings = JUDGES[name](base)
                    worst = max(worst, 1 if findings else 0)
                    outcome = f"{len(findings)} found"
                except CannotRun as error:
                    looked_at, findings, outcome, worst = str(error), [], "DID NOT RUN", 2
                for line in findings:
                    say(f"{name}: {line}")
                rows.append((name, outcome, f"{time.monotonic() - begun:.0f} s", looked_at))
    except CannotRun as error:
        say(f"Non posso giudicare: {error}")
        return 2
    say()
    for name, outcome, seconds, looked_at in rows:
        say(f"{name:14}{outcome:14}{seconds:>6}  {looked_at}")
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
