"""The office in a real browser: axe on each page, the grid from the keyboard, narrow screens, no script."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django_scopes import scope

from preste.office.jobs import queue, worker
from preste.office.store.models import Fact, JobState
from preste.office.web.views import computing

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAGES = (
    "", "audit/", "runs/{run}/", "runs/{closed}/", "payslips/{payslip}/", "hours/2026-09/", "hours/2026-08/",
    "hours/2026-11/{contract}/", "workers/{worker}/", "workers/{worker}/identity/", "workers/{worker}/household/",
    "contracts/{contract}/terms/", "contracts/{contract}/item/", "contracts/{contract}/end/",
)  # fmt: skip


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Threads(ThreadingMixIn, WSGIServer):
    """A thread for each request, as a real server has."""

    daemon_threads = True


@pytest.fixture(scope="module")
def site(live_office: Any) -> Iterator[str]:
    """The office served on localhost."""
    connection.close()
    server = make_server("localhost", 0, get_wsgi_application(), Threads, Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module", autouse=True)
def database_beside_the_browser() -> Iterator[None]:
    """Playwright runs a loop in this thread; the database is only read from it between two acts of the browser."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def open_page(browser: Any, site: str, office: Any, **context: Any) -> Any:
    """A page signed in as the officer; what the console complains of is kept in `page.complaints`."""
    client = office.client("officer")
    page = browser.new_context(**context).new_page()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    page.context.add_cookies([cookie])
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def address(site: str, office: Any, page: str) -> str:
    contract = office.contract()
    return site + office.url(
        page.format(run=office.run.pk, closed=office.closed.pk, payslip=office.payslip().pk, contract=contract.pk,
                    worker=contract.worker_id)
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, site: str, live_office: Any, scheme: str) -> None:
    axe = Axe()
    page = open_page(browser, site, live_office, color_scheme=scheme)
    found = {}
    for one in [f"{site}/", f"{site}/connexion/", *(address(site, live_office, p) for p in PAGES)]:
        page.goto(one)
        found[one] = [v["id"] for v in axe.run(page, options=RULES).response["violations"]]
    assert not {one: ids for one, ids in found.items() if ids}
    assert page.complaints == []
    page.context.close()


def test_nothing_is_lost_at_400_percent(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office, viewport={"width": 320, "height": 640})
    wide = {}
    for one in [f"{site}/", *(address(site, live_office, p) for p in PAGES)]:
        page.goto(one)
        wide[one] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not {one: more for one, more in wide.items() if more > 0}
    page.context.close()


def cell(page: Any, office: Any, reference: str, day: int) -> Any:
    return page.locator(f'tr[data-contract="{office.contract(reference).pk}"] input[data-date="2026-09-{day:02d}"]')


def focused(page: Any) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_the_grid_from_the_keyboard(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    sent: list[dict[str, Any]] = []
    page.on("request", lambda r: sent.append(json.loads(r.post_data)) if r.method == "POST" else None)
    page.goto(address(site, live_office, "hours/2026-09/"))
    anne = [cell(page, live_office, "anne", day) for day in range(1, 31)]
    paid = page.locator(f'tr[data-contract="{live_office.contract().pk}"] [data-total=paid]')
    assert paid.text_content() == "167,20"

    anne[6].focus()  # Monday 7
    page.keyboard.type("ss")
    page.keyboard.press("ArrowRight")
    assert anne[6].input_value() == "SS"
    assert "8" in focused(page)
    assert paid.text_content() == "159,60"

    page.keyboard.press("Control+r")  # from the cell at the left
    assert anne[7].input_value() == "SS"
    page.keyboard.press("Control+z")
    assert anne[7].input_value() == ""

    page.keyboard.type("zzz")
    page.keyboard.press("Escape")
    assert anne[7].input_value() == ""

    anne[6].focus()
    for _ in range(6):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+r")  # the range, without its weekend
    assert [c.input_value() for c in anne[6:13]] == ["SS"] * 5 + ["", ""]
    assert paid.text_content() == "129,20"
    page.keyboard.press("Control+z")
    assert [c.input_value() for c in anne[6:13]] == ["SS"] + [""] * 6

    page.keyboard.press("Enter")
    assert "Exemple" not in focused(page)

    anne[13].focus()
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "M\\tV 3,8\\r\\n\\tM\\r\\n");
        const options = { clipboardData: data, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", options)); }"""
    )
    assert [anne[13].input_value(), anne[14].input_value()] == ["M", "V 3,8"]
    assert page.locator("#told").text_content() == "4 modifications à enregistrer."

    page.keyboard.press("Control+s")
    page.locator("#told", has_text="enregistrée").wait_for()
    assert sorted((c["date"], c["text"]) for c in sent[0]["cells"]) == [
        ("2026-09-07", "SS"), ("2026-09-14", "M"), ("2026-09-15", "M"), ("2026-09-15", "V 3,8"),
    ]  # fmt: skip
    with scope(employer=live_office.employer):
        days = Fact.objects.filter(kind="day", contract=live_office.contract(), superseded_at__isnull=True)
        kept = {(f.valid_from.day, f.data["code"], f.data["hours"]) for f in days.filter(valid_from__month=9)}
    assert kept == {(7, "SS", 760), (14, "M", 760), (15, "V", 380)}

    anne[15].focus()
    page.keyboard.type("QQ")
    page.keyboard.press("Control+s")
    page.wait_for_selector("#problems li")
    assert anne[15].get_attribute("aria-invalid") == "true"
    assert "QQ" in page.locator(f"#{anne[15].get_attribute('aria-describedby')}").text_content()
    page.keyboard.press("Escape")
    assert [text for text in page.complaints if "422" not in text] == []
    page.context.close()


def test_the_plain_form_without_a_script(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office, java_script_enabled=False)
    page.goto(address(site, live_office, "hours/2026-09/"))
    page.click("text=Postiche Hugo")
    page.fill("[name=d21]", "V")
    page.click("button.main")
    assert "1 jour enregistré" in page.locator(".messages").text_content()
    assert page.input_value("[name=d21]") == "V"
    page.context.close()


def test_a_months_run_without_the_mouse(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "runs/{run}/"))
    page.locator("text=Recalculer").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".messages")
    page.locator("text=Anne Exemple").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".bill")
    page.locator(".bill .last a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explanation/#n-net_paid")
    assert page.locator("#n-net_paid").is_visible()
    assert page.complaints == []
    page.context.close()


def test_a_computation_is_followed_without_loading_the_page_again(
    browser: Any, site: str, live_office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "AT_ONCE", 0)
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "runs/{run}/"))
    page.get_by_role("button", name="Recalculer").click()
    page.wait_for_selector("progress")
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    assert page.locator("#computing-again").count() == 0
    with scope(employer=live_office.employer):
        held = queue.take("the test")
        queue.report(held, 5, 10)
    page.locator("progress[value='5'][max='10']").wait_for(state="attached")
    page.locator("#computing-said", has_text="5 fiches sur 10").wait_for(state="attached")
    with scope(employer=live_office.employer):
        queue.end(held, JobState.WAITING)
        worker.work_once()
    page.wait_for_selector("progress", state="detached")
    assert page.locator("#h-checks").is_visible()
    assert page.complaints == []
    page.context.close()
