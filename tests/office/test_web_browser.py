"""The office in a real browser: axe on each page, the grid from the keyboard, narrow screens, no script."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from browsing import enter, follow
from django.core.cache import cache
from django.test import Client
from django_scopes import scope
from lxml import etree
from pypdf import PdfReader

from preste.calendar import Month
from preste.office.accounts.links import new_link
from preste.office.accounts.models import Membership, Role, User
from preste.office.jobs import queue, worker
from preste.office.services import contingents, facts, pay_runs
from preste.office.services.demo import load_demo
from preste.office.store.models import Fact, FactKind, JobState, PayRun, Transfer
from preste.office.web.views import computing
from preste.records import Elsewhere

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""All that the dark twin changes."""
SCHEMES = {"light": RULES, "dark": COLOURS}
PAGES = (
    "first-hires/", "first-hires/staff/", "quarters/2026-3/reductions/",
    "", "audit/", "members/", "members/invite/", "members/{member}/", "runs/{run}/", "runs/{closed}/",
    "payslips/{payslip}/", "hours/2026-09/", "hours/2026-08/",
    "hours/2026-11/{contract}/", "workers/{worker}/", "workers/{worker}/identity/", "workers/{worker}/household/",
    "contracts/{contract}/terms/", "contracts/{contract}/item/", "contracts/{contract}/end/",
    "contracts/{contract}/incapacity/", "contracts/{contract}/leave/", "takeover/2026-09/import/", "headcount/",
    "contracts/{contract}/situation/", "quarters/2026-3/facts/", "quarters/2026-3/facts/write/",
    "quarters/2026-3/vehicles/", "vehicles/new/",
    "contracts/{contract}/seniority/", "campaigns/?kind=december&month=2025-12",
    "workers/{worker}/corrections/", "hours/2026-08/?correct=1",
    "accounts/", "workers/{worker}/account/", "runs/{closed}/documents/",
    "contingents/2026-09/", "workers/{worker}/elsewhere/",
    "hours/2026-09/import/", "hours/2026-08/import/", "items/2026-09/import/",
    "runs/{closed}/payment/", "runs/{closed}/payment/again/", "payments/", "payments/{order}/",
    "onss/", "onss/entry/", "onss/plan/", "onss/transfer/",
    "transfers/{transfer}/reject/", "edit/", "deadlines/", "workers/new/", "workers/{worker}/contract/",
    "workers/{worker}/correct/", "dimona/", "dimona/compare/", "dimona/periods/new/",
    "contracts/{contract}/dimona/details/", "dimona/following/",
    "contracts/{contract}/correct/", "contracts/{contract}/loan/",
    "contracts/{contract}/holidays/2026/", "contracts/{contract}/opening/", "contracts/{contract}/notice/",
    "quarters/", "quarters/2026-3/",
    "public-holidays/2026/", "campaigns/", "campaigns/?kind=premium&month=2026-11&fixed=500&rate=2,5",
)  # fmt: skip
OWN = (
    "/", "/deadlines/", "/dimona/answers/", "/quarters/", "/search/", "/compte/",
    "/compte/mot-de-passe/", "/compte/application/", "/compte/cles/ajouter/", "/confirmer/",
    "/aide/", "/aide/complet/", "/aide/demarrer/", "/aide/heures/", "/aide/controles/",
)  # fmt: skip


def open_page(browser: Any, site: str, office: Any, **context: Any) -> Any:
    """A page signed in as the officer; what the console complains of is kept in `page.complaints`."""
    client = office.client("officer")
    page = browser.new_context(**{"locale": "fr-BE"} | context).new_page()
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
                    worker=contract.worker_id, member=Membership.objects.get(employer=office.employer).pk,
                    order=office.transfer().order_id, transfer=office.transfer().pk)
    )  # fmt: skip


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, site: str, live_office: Any, scheme: str) -> None:
    axe = Axe()
    page = open_page(browser, site, live_office, color_scheme=scheme)
    found = {}
    for one in [*(site + path for path in OWN), *(address(site, live_office, p) for p in PAGES)]:
        page.goto(one)
        found[one] = [v["id"] for v in axe.run(page, options=SCHEMES[scheme]).response["violations"]]
    assert not {one: ids for one, ids in found.items() if ids}
    assert page.complaints == []
    page.context.close()


LOST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WHOLE = "document.body.offsetWidth === document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("main :is(button, .button, select, input), header :is(button, a)")]
    .filter((one) => one.checkVisibility() && !one.closest(".unseen") && one.type !== "hidden")
    .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.mark.looks
def test_nothing_is_lost_up_to_400_percent(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    found = {}
    for one in [*(site + path for path in OWN), *(address(site, live_office, p) for p in PAGES)]:
        page.goto(one)
        for width in (1280, 800, 640, 320):
            page.set_viewport_size({"width": width, "height": 640})
            found[one, width] = [more] if (more := page.evaluate(LOST)) > 0 else []
            found[one, width] += [] if page.evaluate(WHOLE) else ["not the whole width"]
        found[one, 0] = page.evaluate(SMALL)
    assert not {where: what for where, what in found.items() if what}
    page.context.close()


CUT = """() => [...document.querySelectorAll("main table")].filter((one) => one.checkVisibility())
    .map((one) => one.getBoundingClientRect().right - innerWidth).filter((more) => more > 1)"""
SHEETS = {
    "runs/{run}/": 2, "runs/{closed}/": 2, "hours/2026-09/": 1, "payslips/{payslip}/": 2, "workers/{worker}/": 3,
    "workers/{worker}/account/": 2, "payments/{order}/": 1,
}  # fmt: skip
"""How many sheets of paper a page may take."""


@pytest.mark.looks
def test_pages_print_whole_and_without_what_is_pressed(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.emulate_media(media="print")
    for path, most in SHEETS.items():
        page.goto(address(site, live_office, path))
        paper = PdfReader(BytesIO(page.pdf(format="A4")))
        told = " ".join(sheet.extract_text() for sheet in paper.pages)
        assert len(paper.pages) <= most, path
        assert " ".join(page.locator("h1").text_content().split())[:12] in " ".join(told.split())
        assert "Se déconnecter" not in told
        for name in page.locator("main > section > .wide > table > tbody > tr > th").all_text_contents():
            assert name.split()[0] in told, (path, name)
        page.set_viewport_size({"width": 1047 if "hours" in path or "account" in path else 688, "height": 900})
        assert page.locator("button:visible, .top:visible, .side:visible").count() == 0
        assert page.evaluate(CUT) == [], path
        page.set_viewport_size({"width": 1280, "height": 720})
    page.context.close()


def cell(page: Any, office: Any, reference: str, day: int, month: str = "2026-09") -> Any:
    return page.locator(f'tr[data-contract="{office.contract(reference).pk}"] input[data-date="{month}-{day:02d}"]')


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


def test_the_grid_adds_up_days_of_an_incapacity_by_what_they_are(browser: Any, site: str, live_office: Any) -> None:
    """Sick from 28 September: 30 days at full pay, to 27 October; then the mutual fund, to 29 October."""
    sick = {"start": "2026-09-28", "end": "2026-10-29", "cause": "illness", "certificate": "2026-09-28"}
    contract = live_office.contract()
    client = live_office.client("officer")
    assert client.post(live_office.url(f"contracts/{contract.pk}/incapacity/"), sick).status_code == 302
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "hours/2026-10/"))
    paid = page.locator(f'tr[data-contract="{contract.pk}"] [data-total=paid]')
    assert paid.text_content() == "152,00"  # 19 sick days and one of work
    assert cell(page, live_office, "anne", 27, "2026-10").get_attribute("placeholder") == "M"
    assert cell(page, live_office, "anne", 28, "2026-10").get_attribute("placeholder") == "MM"
    cell(page, live_office, "anne", 30, "2026-10").focus()
    page.keyboard.type("ss")
    page.keyboard.press("Enter")
    assert paid.text_content() == "144,40"
    with scope(employer=live_office.employer):
        fact = Fact.objects.get(contract=contract, kind="incapacity")
    assert client.post(live_office.url(f"facts/{fact.pk}/withdraw/")).status_code == 302
    assert page.complaints == []
    page.context.close()


def test_the_grid_adds_overtime_besides_the_schedule(browser: Any, site: str, live_office: Any) -> None:
    """Two hours of a Thursday and four of a Saturday are work, not hours of the schedule; the saved page agrees.

    Of the 159,60 hours of November 2026 two days are public holidays: the 2nd, for Sunday the 1st, and the 11th.
    """
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "hours/2026-11/"))
    row = f'tr[data-contract="{live_office.contract().pk}"]'
    work, paid = (page.locator(f"{row} [data-total={name}]") for name in ("work", "paid"))
    assert (work.text_content(), paid.text_content()) == ("144,40", "159,60")
    thursday, saturday = (cell(page, live_office, "anne", day, "2026-11") for day in (5, 7))
    thursday.focus()
    page.keyboard.type("hs")
    page.keyboard.press("Enter")
    assert thursday.get_attribute("aria-invalid") == "true"  # how many hours is not said
    thursday.fill("hs 2")
    saturday.fill("hp 4")
    page.keyboard.press("Enter")
    assert (work.text_content(), paid.text_content()) == ("150,40", "159,60")
    page.keyboard.press("Control+s")
    page.locator("#told", has_text="2 cellules enregistrées").wait_for()
    page.reload()
    assert (thursday.input_value(), saturday.input_value()) == ("HS 2", "HP 4")
    assert (work.text_content(), paid.text_content()) == ("150,40", "159,60")
    for one in (thursday, saturday):
        one.fill("")
    page.keyboard.press("Control+s")
    page.locator("#told", has_text="2 cellules enregistrées").wait_for()
    assert page.complaints == []
    page.context.close()


def test_the_grid_counts_a_contingent_down_and_asks_before_it_is_exceeded(
    browser: Any, site: str, live_office: Any
) -> None:  # fmt: skip
    """A student of whom ten hours are left in November: eight hours, then four more, refused and then confirmed."""
    contract = live_office.contract("david")
    with scope(employer=live_office.employer):
        left = contingents.of_worker(live_office.employer, contract.worker_id, Month(2026, 11), dt.date(2026, 11, 1))
        used = (left["david"].contingents[0].left or 0) - 1_000
        told = Elsewhere(valid_from=dt.date(2026, 11, 1), kind="student", used=used)
        facts.record_fact(
            contract.worker, FactKind.ELSEWHERE, facts.elsewhere_data(told), valid_from=told.valid_from
        )  # fmt: skip
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "hours/2026-11/"))
    rest = page.locator(f'tr[data-contract="{contract.pk}"] [data-total=left]')
    assert rest.text_content() == "10,00"
    first, second = (cell(page, live_office, "david", day, "2026-11") for day in (14, 15))
    first.fill("8")
    page.keyboard.press("Enter")
    assert rest.text_content() == "2,00"
    second.fill("4")
    page.keyboard.press("Enter")
    assert rest.text_content() == "\N{MINUS SIGN}2,00"
    assert "Un contingent est dépassé" in page.locator("#told").text_content()
    page.keyboard.press("Control+s")
    page.locator("#beyond li", has_text="2 h de trop").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#told", has_text="rien n'est enregistré").count() == 1
    page.keyboard.press("Control+s")
    page.locator("#beyond button.main").click()
    page.locator("#told", has_text="2 cellules enregistrées").wait_for()
    page.reload()
    assert (first.input_value(), rest.text_content()) == ("8", "\N{MINUS SIGN}2,00")
    # overtime: the quota of the code that is written, nothing before one is
    anne = page.locator(f'tr[data-contract="{live_office.contract("anne").pk}"] [data-total=left]')
    assert anne.text_content() == ""
    cell(page, live_office, "anne", 16, "2026-11").fill("HP 15")
    assert anne.text_content() == "HP 76,00"
    for day in range(17, 22):
        cell(page, live_office, "anne", day, "2026-11").fill("HP 16")
    assert anne.text_content() == "HP \N{MINUS SIGN}4,00"
    assert "(HP)" in page.locator("#told").text_content()
    page.keyboard.press("Control+s")
    page.locator("#beyond li", has_text="4 h de trop").wait_for()
    page.keyboard.press("Escape")
    page.on("dialog", lambda dialog: dialog.accept())
    assert [one for one in page.complaints if "409" not in one] == []
    page.context.close()


def test_the_grid_asks_which_event_a_short_absence_is_for(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "hours/2026-11/"))
    first, second = (cell(page, live_office, "hugo", day, "2026-11") for day in (5, 6))
    first.focus()
    page.keyboard.type("PC")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("PC")
    page.keyboard.press("Control+s")
    dialog = page.locator("dialog#ask")
    dialog.wait_for(state="visible")
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    assert "Hugo" in dialog.locator("#ask-cell").text_content()
    assert dialog.locator("select").input_value() == ""  # nobody marries because it comes first in the list
    dialog.locator("select").select_option(label="décès d'un parent ou beau-parent : 3 j")
    dialog.locator("#ask-date").fill("2026-11-03")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#ask-cell').textContent.includes(' 6')")
    dialog.locator("select").select_option(value="death_parent ")
    dialog.locator("#ask-date").fill("2026-11-03")
    dialog.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("2 cellules enregistrées.").wait_for()
    assert first.get_attribute("title") == "décès d'un parent ou beau-parent, 03/11/2026"
    second.focus()
    page.keyboard.type("PC 3,8")
    page.keyboard.press("Control+s")
    page.get_by_text("1 cellule enregistrée.").wait_for()
    with scope(employer=live_office.employer):
        known = Fact.objects.filter(kind="day", contract__reference="hugo", superseded_at=None, data__code="PC")
        told = {fact.valid_from.day: fact.data for fact in known.filter(valid_from__month=11)}
    event = {"event": "death_parent", "event_date": "2026-11-03"}
    assert told == {5: {"code": "PC", "hours": told[5]["hours"], **event}, 6: {"code": "PC", "hours": 380, **event}}
    assert page.complaints == [
        "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    ]
    page.context.close()


def test_the_grid_asks_once_for_a_leave_and_its_days_follow(browser: Any, site: str, live_office: Any) -> None:
    """A maternity rest is asked for twice: on its first day, and on the day the child was expected."""
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "hours/2026-11/"))
    cells = [cell(page, live_office, "hugo", day, "2026-11") for day in (16, 17, 18, 19)]
    for one in cells:
        one.fill("MAT")
    page.keyboard.press("Control+s")
    dialog = page.locator("dialog#ask")
    dialog.wait_for(state="visible")
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    assert dialog.locator("label[for=ask-date]").text_content() == "Date de la naissance, attendue ou réelle"
    assert dialog.locator("#ask-date").input_value() == ""
    dialog.locator("select").select_option(label="naissance attendue")
    dialog.locator("#ask-date").fill("2026-11-18")
    page.keyboard.press("Enter")
    page.locator("#ask-cell", has_text=" 18").wait_for()
    dialog.locator("select").select_option(label="naissance")
    dialog.locator("#ask-date").fill("2026-11-18")
    dialog.get_by_role("button", name="Enregistrer").click()
    page.locator("#told", has_text="4 cellules enregistrées.").wait_for()
    before, after = "naissance attendue, 18/11/2026", "naissance, 18/11/2026"
    assert [one.get_attribute("title") for one in cells] == [before, before, after, after]
    follow(page, "text=Postiche Hugo")
    assert [page.input_value(f"[name=e{day}]") for day in (17, 18, 19)] == ["=", "birth 2026-11-18", "="]
    assert not page.is_visible("[name=w17]")
    page.select_option("[name=e18]", "multiple_birth")
    assert page.is_visible("[name=w18]")
    page.fill("[name=w18]", "2026-11-17")
    follow(page, "button.main")
    told = [page.locator("tr", has=page.locator(f"[name=d{day}]")).locator(".tag").text_content() for day in (18, 19)]
    assert told == ["naissance multiple, 17/11/2026"] * 2
    page.goto(address(site, live_office, "hours/2026-11/"))
    for one in cells:
        one.fill("")
    page.keyboard.press("Control+s")
    page.locator("#told", has_text="4 cellules enregistrées.").wait_for()
    assert {text.rpartition("status of ")[2][:3] for text in page.complaints} == {"422"}
    page.context.close()


def test_what_counts_for_article_17_is_shown_with_it(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "workers/new/"))
    fields = [page.locator(f"[name={name}]") for name in ("article17_sector", "student", "employed_until")]
    assert [field.is_visible() for field in fields] == [False] * 3
    page.select_option("[name=regime]", "article17")
    assert [field.is_visible() for field in fields] == [True] * 3
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    page.select_option("[name=regime]", "student")
    assert [field.is_visible() for field in fields] == [False] * 3
    assert page.complaints == []
    page.context.close()


def test_the_plain_form_without_a_script(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office, java_script_enabled=False)
    page.goto(address(site, live_office, "hours/2026-09/"))
    follow(page, "text=Postiche Hugo")
    page.fill("[name=d21]", "V")
    follow(page, "button.main")
    assert "1 jour enregistré" in page.locator(".messages").text_content()
    assert page.input_value("[name=d21]") == "V"
    page.context.close()


def test_a_months_run_without_the_mouse(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "runs/{run}/"))
    enter(page, page.locator("text=Recalculer"))
    assert page.locator(".messages").is_visible()
    enter(page, page.locator("th a", has_text="Anne Exemple"))
    page.locator(".bill .last a").focus()
    page.keyboard.press("Enter")
    page.locator("#explain[open] #n-net_paid").wait_for()
    page.locator("text=Toute l'explication").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explanation/#n-net_paid")
    assert page.locator("#n-net_paid").is_visible()
    assert page.complaints == []
    page.context.close()


def panel_title(page: Any) -> str:
    return page.locator("#explain-body h3").first.inner_text()


def test_why_beside_the_payslip_from_the_keyboard(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "payslips/{payslip}/"))
    where = page.url
    amount = page.locator(".bill tr", has_text="Cotisation ONSS").locator("a")
    amount.focus()
    page.keyboard.press("Enter")
    page.locator("#explain[open] #n-ordinary_contribution").wait_for()
    assert page.evaluate("document.activeElement.id") == "explain-title"
    assert "13,07" in page.locator("#explain-body").inner_text()
    assert amount.get_attribute("aria-current") == "true"
    assert not page.locator("[data-act=back]").is_visible()

    page.locator("#explain-body a[href^='#l-']").first.click()  # the value of law stands below
    assert page.evaluate("document.activeElement.id").startswith("l-")
    page.locator("#explain-body a[href^='#n-']").first.click()
    page.locator("#n-ordinary_contribution").wait_for(state="detached")
    page.locator("[data-act=back]").click()
    page.locator("#n-ordinary_contribution").wait_for()

    page.locator(".bill .last a").click()  # another amount, the panel stays
    page.locator("#n-net_paid").wait_for()
    assert amount.get_attribute("aria-current") is None
    page.keyboard.press("Escape")
    assert not page.locator("#explain").is_visible()
    assert page.evaluate("document.activeElement === document.querySelector('.bill .last a')")
    assert page.url == where
    assert page.complaints == []
    page.context.close()


def test_a_file_is_tried_and_recorded(browser: Any, site: str, live_office: Any, tmp_path: Path) -> None:
    """From the keyboard: a good row, a wrong one, and a column nobody knows."""
    one = live_office.contract("hugo").worker.number
    path = tmp_path / "heures.csv"
    path.write_text(f"matricule;nom;date;code;heures;remarque\n{one};;14/09/2026;M;;a\n{one};;15/09/2026;QQ;4;b\n")
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "hours/2026-09/import/"))
    page.set_input_files("#file", str(path))
    enter(page, page.get_by_role("button", name="Essayer"))
    assert "QQ" in page.locator("section", has=page.locator("#h-faults")).text_content()
    assert "remarque" in page.locator(".caution", has_text="Colonnes non lues").text_content()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    enter(page, page.get_by_role("button", name="Enregistrer"))  # all or nothing, and there is a fault
    assert "Rien n'a été enregistré" in page.locator(".messages").text_content()
    page.get_by_label("Les lignes sans erreur").check()
    enter(page, page.get_by_role("button", name="Enregistrer"))
    assert page.url.endswith("/hours/2026-09/")
    assert "1 changement enregistré" in page.locator(".messages").text_content()
    assert page.complaints == []
    page.context.close()


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_panel(browser: Any, site: str, live_office: Any, scheme: str) -> None:
    page = open_page(browser, site, live_office, color_scheme=scheme)
    page.goto(address(site, live_office, "payslips/{payslip}/"))
    for rule in ("ordinary_contribution", "net_paid"):
        page.locator(f".bill a[href$='#n-{rule}']").first.click()
        page.locator(f"#explain[open] #n-{rule}").wait_for()
        assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    page.context.close()


@pytest.mark.looks
def test_why_without_a_script_or_without_an_answer(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office, java_script_enabled=False)
    page.goto(address(site, live_office, "payslips/{payslip}/"))
    page.click(".bill .last a")
    page.wait_for_url("**/explanation/#n-net_paid")
    page.context.close()
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "payslips/{payslip}/"))
    page.route("**/why/**", lambda route: route.abort())
    page.click(".bill .last a")
    page.wait_for_url("**/explanation/#n-net_paid")
    page.context.close()


@pytest.mark.looks
def test_the_panel_on_a_narrow_screen(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office, viewport={"width": 320, "height": 640})
    page.goto(address(site, live_office, "payslips/{payslip}/"))
    page.locator(".bill a[href$='#n-ordinary_contribution']").click()
    page.locator("#explain[open] #n-ordinary_contribution").wait_for()
    wide = "document.getElementById('explain').scrollWidth - document.getElementById('explain').clientWidth"
    assert page.evaluate(wide) <= 0
    page.locator("[data-act=close]").click()
    assert not page.locator("#explain").is_visible()
    page.context.close()


def test_columns_are_chosen_without_a_script(browser: Any, site: str, live_office: Any, tmp_path: Path) -> None:
    path = tmp_path / "pointage.csv"
    path.write_text(f"Qui;Quand;Quoi\n{live_office.contract('hugo').worker.number};23/09/2026;V\n")
    page = open_page(browser, site, live_office, java_script_enabled=False)
    page.goto(address(site, live_office, "hours/2026-09/import/"))
    page.set_input_files("#file", str(path))
    follow(page, page.get_by_role("button", name="Essayer"))
    for place, field in (("Qui", "matricule"), ("Quand", "date"), ("Quoi", "code")):
        page.get_by_label(f"{place} (").select_option(label=field)
    follow(page, page.get_by_role("button", name="Relire"))
    assert "23/09/2026" in page.locator("section", has=page.locator("#h-changes")).text_content()
    follow(page, page.get_by_role("button", name="Enregistrer 1 changement"))
    assert "1 changement enregistré" in page.locator(".messages").text_content()
    page.context.close()


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_strangers_and_of_the_bureau(browser: Any, site: str, live_office: Any, scheme: str) -> None:
    link = f"/lien/{new_link(live_office.users['officer'])}/"
    page = browser.new_context(locale="fr-BE", color_scheme=scheme, viewport={"width": 320, "height": 640}).new_page()
    found = {}
    for path in ("/connexion/", link, "/lien/x/", "/connexion/ferme/", "/bureau/", "/bureau/1/", "/bureau/nouveau/"):
        if path == "/bureau/":
            bureau = dataclasses.replace(live_office, users={"officer": User.objects.get(email="bureau@exemple.be")})
            page = open_page(browser, site, bureau, color_scheme=scheme, viewport={"width": 320, "height": 640})
        assert page.goto(site + path).status in (200, 410)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[path] = [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] + [wide] * (wide > 0)
    assert not {path: ids for path, ids in found.items() if ids}


PASSWORD = "mot-de-passe-de-test"


@pytest.fixture
def own_factors(live_office: Any) -> Iterator[None]:
    """What is set up to sign in with, and the count of failed sign-ins, end with the test."""
    yield
    cache.clear()
    Authenticator.objects.filter(user=live_office.users["officer"]).delete()


def with_a_passkey(page: Any, site: str) -> tuple[Any, Any]:
    """Adds a passkey of this page's browser; gives the devtools and the key they pretend to have."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": made})
    page.goto(f"{site}/compte/")
    follow(page, "text=Ajouter une clé d'accès")
    page.fill("[name=name]", "Portable du bureau")
    page.click("text=Ajouter la clé")
    page.wait_for_url(re.compile("/compte/(codes/)?$"))
    return devtools, key


@pytest.mark.usefixtures("own_factors")
def test_a_passkey_signs_in_where_passwords_are_stopped(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    with_a_passkey(page, site)
    follow(page, "text=Se déconnecter")
    for i in range(11):
        Client().post(
            "/connexion/", {"login": live_office.users["officer"].email, "password": "x"}, REMOTE_ADDR=f"192.0.2.{i}"
        )
    page.fill("[name=login]", live_office.users["officer"].email)
    page.fill("[name=password]", PASSWORD)
    follow(page, "button.main")
    assert "Trop d'essais" in page.locator(".problem:visible").text_content()
    page.click("text=Se connecter avec une clé d'accès")
    page.wait_for_url(f"{site}/")
    page.context.close()


@pytest.mark.usefixtures("own_factors")
def test_a_passkey_is_added_signs_in_and_proves_who_one_is(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    devtools, key = with_a_passkey(page, site)
    page.wait_for_selector("text=Imprimez-les")  # the codes of rescue
    page.goto(f"{site}/compte/")
    assert "Portable du bureau" in page.locator("main").text_content()

    follow(page, "text=Se déconnecter")
    page.goto(f"{site}/compte/")
    page.click("text=Se connecter avec une clé d'accès")
    page.wait_for_url(f"{site}/compte/")  # where one wanted to go, without password or code

    follow(page, "text=Se déconnecter")
    page.fill("[name=login]", live_office.users["officer"].email)
    page.fill("[name=password]", PASSWORD)
    follow(page, "button.main")
    assert page.url.endswith("/connexion/code/")
    page.click("text=Utiliser ma clé d'accès")
    page.wait_for_url(f"{site}/")

    page.goto(f"{site}/confirmer/?next=/compte/mot-de-passe/")
    page.click("text=Utiliser ma clé d'accès")
    page.wait_for_url(f"{site}/compte/mot-de-passe/")  # not the question before it, whose address ends so too

    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key["authenticatorId"], "isUserVerified": False})
    page.goto(f"{site}/confirmer/?next=/")
    page.click("text=Utiliser ma clé d'accès")
    page.wait_for_selector(".problem:visible")
    assert page.complaints == []
    page.context.close()


@pytest.mark.usefixtures("own_factors")
def test_a_telephone_application_is_set_up(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(f"{site}/compte/application/")
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 0
    key = page.locator("#secret").text_content().replace(" ", "")
    page.fill("[name=code]", format_hotp_value(hotp_value(key, int(time.time()) // 30)))
    follow(page, "button.main")
    page.wait_for_selector("text=est en place")
    assert page.complaints == []
    page.context.close()


@pytest.fixture(scope="module")
def paying_office(stored_office: Any) -> Any:
    """An employer of its own, whose September is validated."""
    officer = User.objects.create_user("payeuse@exemple.be", "mot-de-passe-de-test", name="Paula Payeuse")
    employer = load_demo(stored_office.users["bureau"])
    Membership.objects.create(user=officer, employer=employer, role=Role.OFFICER)
    with scope(employer=employer):
        run = pay_runs.compute(pay_runs.create_run(employer, Month(2026, 9), officer), officer)
        run = pay_runs.validate(run, officer)
        closed = PayRun.objects.get(month="2026-08")
    return replace(stored_office, employer=employer, users={"officer": officer}, run=run, closed=closed)


def file_of(page: Any) -> Any:
    """The SEPA file that the order's page gives."""
    with page.expect_download() as started:
        page.click("text=Télécharger le fichier SEPA")
    assert started.value.suggested_filename.startswith("salaires-2026-09-")
    return etree.parse(started.value.path()).getroot()


def told_in(file: Any, name: str) -> list[str]:
    return [one.text for one in file.iter(f"{{{file.nsmap[None]}}}{name}")]


@pytest.mark.usefixtures("executed")
def test_a_rejected_payment_is_made_anew(browser: Any, site: str, paying_office: Any) -> None:
    """Pay, reject, correct the account, pay again: a new id, the month untouched, what is paid equals the nets."""
    office, account = paying_office, "BE68539007547034"
    page = open_page(browser, site, office)
    with scope(employer=office.employer):
        before = (office.run.hash, list(office.run.payslips.values_list("pk", "content_hash")))
    page.goto(address(site, office, "runs/{run}/"))
    follow(page, "text=Payer ce qui reste")
    assert "aucun : premier compte" in page.locator("#accounts tr", has_text="Inès Chimère").text_content()
    follow(page, "text=Préparer l'ordre de paiement")
    first = file_of(page)
    follow(page, "text=Remis à la banque")
    follow(page, "text=Confirmer l'exécution")
    assert page.locator(".state", has_text="Exécuté").is_visible()

    follow(page, page.locator("tr", has_text="Anne Exemple").get_by_text("Noter le rejet"))
    page.select_option("[name=reason]", "closed")
    follow(page, "button.main")
    assert "de nouveau à payer" in page.locator(".messages").text_content()
    payment = page.url
    follow(page, "text=Corriger le compte")
    page.fill("[name=iban]", account)
    follow(page, "button.main")
    page.goto(payment)
    assert account not in page.content()
    assert "BE22 •••• 0147" in page.locator("#accounts").text_content()
    axe = Axe().run(page, options=RULES).response["violations"]
    follow(page, "text=Préparer l'ordre de paiement")
    second = file_of(page)
    follow(page, "text=Remis à la banque")
    follow(page, "text=Confirmer l'exécution")
    assert "BE68 •••• 7034" in page.locator("table", has_text="Anne Exemple").last.text_content()
    axe += Axe().run(page, options=RULES).response["violations"]
    follow(page, page.locator("#accounts tr", has_text="Anne Exemple").get_by_text("Voir en entier"))
    assert "BE68 5390 0754 7034" in page.locator("main").text_content()
    axe += Axe().run(page, options=RULES).response["violations"]
    page.goto(address(site, office, "runs/{run}/"))
    assert "Tout est payé" in page.locator(".act").text_content()

    assert (told_in(second, "IBAN")[1:], told_in(second, "NbOfTxs")) == ([account], ["1", "1"])
    assert told_in(first, "MsgId") != told_in(second, "MsgId")
    assert not set(told_in(first, "EndToEndId")) & set(told_in(second, "EndToEndId"))
    with scope(employer=office.employer):
        run = PayRun.objects.get(pk=office.run.pk)
        assert (run.hash, list(run.payslips.values_list("pk", "content_hash"))) == before
        paid = Transfer.objects.filter(payslip__run=run, state="paid").values_list("amount", flat=True)
        nets = run.payslips.filter(excluded=False, net_paid__gt=0).values_list("net_paid", flat=True)
        assert sum(paid) == sum(nets)
    assert [one["id"] for one in axe] == []
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
        held = queue.take("the test", queue.latest(worker.PAY_RUN, live_office.run.pk).pk)
        queue.report(held, 5, 10)
    page.locator("progress[value='5'][max='10']").wait_for(state="attached")
    page.locator("#computing-said", has_text="5 fiches sur 10").wait_for(state="attached")
    with scope(employer=live_office.employer):
        queue.end(held, JobState.WAITING)
        assert worker.work_once(held.pk)
    page.wait_for_selector("progress", state="detached")
    assert page.locator("#h-checks").is_visible()
    assert page.complaints == []
    page.context.close()


@pytest.mark.looks
def test_a_topic_of_help_is_found_from_the_keyboard(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    page.goto(address(site, live_office, "runs/{run}/"))
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("controles")
    page.locator("#found li", has_text="Les contrôles").first.wait_for()
    axe = [v["id"] for v in Axe().run(page, options=RULES).response["violations"]]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/aide/controles/")
    assert page.locator("h1").text_content() == "Les contrôles"
    page.locator(".contents a", has_text="Valider").press("Enter")
    page.wait_for_url("**/aide/valider/")
    assert axe == []
    assert page.complaints == []
    page.context.close()


@pytest.mark.looks
def test_help_is_read_without_a_script_and_on_paper(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office, java_script_enabled=False)
    page.goto(address(site, live_office, "hours/2026-09/"))
    page.click(".about")
    page.wait_for_url("**/aide/heures/")
    page.click("[rel=next]")
    page.wait_for_url("**/aide/importer/")
    page.fill("#search", "rejet")
    page.press("#search", "Enter")
    page.click("text=Un paiement est rejeté")
    page.wait_for_url("**/aide/rejets/")
    page.goto(f"{site}/aide/complet/")
    page.emulate_media(media="print")
    paper = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    assert "Ce que le bureau ne fait pas encore" in paper
    assert "Se déconnecter" not in paper
    page.context.close()


@pytest.mark.looks
@pytest.mark.parametrize("page_of", ["hours/2026-09/", "payslips/{payslip}/"])
def test_axe_finds_nothing_in_dutch(browser: Any, site: str, live_office: Any, page_of: str) -> None:
    User.objects.filter(pk=live_office.users["officer"].pk).update(language="nl")
    try:
        page = open_page(browser, site, live_office)
        page.goto(address(site, live_office, page_of))
        assert page.locator("html").get_attribute("lang") == "nl"
        assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
        assert page.complaints == []
        page.context.close()
    finally:
        User.objects.filter(pk=live_office.users["officer"].pk).update(language="fr")
