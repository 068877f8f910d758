"""The month as a person lives it, in a real browser: twenty workers without the mouse, and a raise known too late."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from importlib.resources import as_file, files
from typing import Any

import pytest
from browsing import follow
from django.conf import settings
from django_scopes import scope
from lxml import etree

from preste.ids import iban, niss
from preste.money import number
from preste.office.accounts.models import Membership, Role, User
from preste.office.services import chain, pay_runs
from preste.office.services.dossiers import import_dossier
from preste.office.store.models import Employer, Fact, PayRun, RunState, Transfer
from preste.payroll.dossier import read_dossier

EMAIL, PASSWORD = "clavier@exemple.be", "mot-de-passe-de-test"
NAMES = [f"Essai{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
TEXT = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || '').trim()"
SEEN = """() => { const one = document.activeElement, box = one.getClientRects()[0];
    if (one.matches("body, .unseen, .skip")) return true;
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 24) / 2);
    return one.contains(there) || there?.contains(one) && one.matches("[tabindex]"); }"""


@pytest.fixture(scope="module")
def team(stored_office: Any) -> Employer:
    """Twenty people with the demo's ordinary full-time contract, and their officer."""
    officer = User.objects.create_user(EMAIL, PASSWORD, name="Claude Clavier")
    with as_file(files("preste.payroll") / "demo") as folder:
        demo = read_dossier(folder)
    one = next(c for c in demo.contracts if c.id == "anne")
    people = [
        replace(one.worker, id=name, number=str(i), last_name=name, iban=iban.make_be(1_990_020_000 + i),
                niss=niss.make(one.worker.birth_date, 200 + 2 * i))
        for i, name in enumerate(NAMES, 1)
    ]  # fmt: skip
    contracts = tuple(replace(one, id=who.id, worker=who, items=(), days=()) for who in people)
    employer = import_dossier(replace(demo, contracts=contracts), officer)
    Membership.objects.create(user=officer, employer=employer, role=Role.OFFICER)
    return employer


def tab_to(page: Any, text: str) -> None:
    """Tab until what has the focus says so; on the way nothing that has the focus is hidden."""
    for _ in range(150):
        page.keyboard.press("Tab")
        told = page.evaluate(TEXT).replace("\u00a0", " ")
        assert page.evaluate(SEEN), told
        if told.startswith(text):
            return
    pytest.fail(f"the keyboard does not reach “{text}” of {page.url}")


def press(page: Any, text: str) -> bool:
    """Enter on what says so; who one is is proved again when it is asked. Whether it was asked."""
    tab_to(page, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    asked = page.locator("#id_fresh_password").count() == 1
    if asked:
        page.keyboard.type(PASSWORD)  # its field has the focus
        with page.expect_navigation():
            page.keyboard.press("Enter")
    return asked


def forget_the_sign_in(page: Any) -> None:
    """As if the sign-in were longer ago than an act of payment accepts."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    session["account_authentication_methods"] = []
    session.save()


def keys(page: Any, *pressed: str) -> None:
    for one in pressed:
        page.keyboard.press(one)


def written(employer: Employer) -> dict[tuple[str, int], tuple[str, int]]:
    """The days of September that are believed: code and hundredths of hours, by worker and day."""
    with scope(employer=employer):
        days = Fact.objects.filter(kind="day", superseded_at=None).select_related("contract")
        found = [(f.contract.reference, f.valid_from.day, f.data["code"], f.data["hours"]) for f in days]
    assert len(found) == len({one[:2] for one in found})
    return {(who, day): (code, hours) for who, day, code, hours in found}


def test_a_month_of_twenty_workers_without_the_mouse(browser: Any, site: str, team: Employer) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site}/connexion/")
    page.keyboard.type(EMAIL)
    keys(page, "Tab")
    page.keyboard.type(PASSWORD)
    keys(page, "Enter")
    page.wait_for_url(f"{site}/")
    press(page, team.name)
    tab_to(page, "Modifier")  # past the header
    while page.evaluate("document.activeElement.name") != "month":
        keys(page, "Tab")
    page.keyboard.type("09")
    keys(page, "ArrowRight")
    page.keyboard.type("2026")
    press(page, "Ouvrir le mois")
    press(page, "Saisir les heures")

    # hours: a code, an illness filled to the right and down, a block copied, part of a day
    tab_to(page, "EssaiA Anne, ma 1")
    page.keyboard.type("v")
    keys(page, "ArrowDown")  # B, the 1st
    page.keyboard.type("m")
    keys(page, *["Shift+ArrowRight"] * 3, "Control+r")  # the 1st to the 4th
    keys(page, "ArrowLeft", "ArrowLeft", "ArrowLeft", *["Shift+ArrowDown"] * 2, "Control+d")  # C and D, the 1st
    keys(page, "ArrowDown", "ArrowDown", "ArrowRight")  # F, the 2nd
    page.keyboard.type("ss 3,8")
    keys(page, "ArrowRight")
    page.keyboard.type("r")
    keys(page, "Enter", "ArrowUp", "ArrowLeft", "Shift+ArrowRight", "Control+c")  # F, the 2nd and 3rd
    keys(page, "ArrowDown", *["ArrowRight"] * 4, "Control+v")
    keys(page, "Control+s")
    page.locator("#told", has_text="11 cellules enregistrées").wait_for()

    keys(page, "Escape")  # out of the grid
    press(page, "Paie · septembre 2026")
    press(page, "Calculer le mois")
    assert page.locator(".blocks").count() == 0
    press(page, "Heures")  # a day that was forgotten
    tab_to(page, "EssaiA Anne, me 2")
    page.keyboard.type("v")
    keys(page, "Control+s")
    page.locator("#told", has_text="1 cellule enregistrée").wait_for()
    keys(page, "Escape")
    press(page, "Paie · septembre 2026")
    assert page.locator(".blocks").count() == 1  # the computation is older than the hours
    assert page.get_by_text("Valider le mois").count() == 0
    press(page, "Recalculer")
    press(page, "Valider le mois")
    forget_the_sign_in(page)
    assert press(page, "Préparer le paiement"), "nobody asked who it is"
    tab_to(page, "Télécharger le fichier SEPA")
    with page.expect_download() as started:
        keys(page, "Enter")
    file = etree.parse(started.value.path()).getroot()
    assert complaints == []
    page.context.close()

    half = ("SS", 380)
    assert written(team) == {
        ("EssaiA", 1): ("V", 760), ("EssaiA", 2): ("V", 760), **{("EssaiB", day): ("M", 760) for day in (1, 2, 3, 4)},
        ("EssaiC", 1): ("M", 760), ("EssaiD", 1): ("M", 760),
        ("EssaiF", 2): half, ("EssaiF", 3): ("R", 760), ("EssaiG", 7): half, ("EssaiG", 8): ("R", 760),
    }  # fmt: skip
    with scope(employer=team):
        run = PayRun.objects.get()
        slips = {one.contract.reference: one for one in run.payslips.select_related("contract")}
        paid = dict(Transfer.objects.values_list("payslip__contract__reference", "amount"))
    assert run.state == RunState.VALIDATED
    assert paid == {name: slips[name].net_paid for name in NAMES}
    assert slips["EssaiF"].gross == slips["EssaiG"].gross < slips["EssaiA"].gross == slips["EssaiE"].gross
    told = {etree.QName(one).localname: one.text for one in file.find(".//{*}PmtInf")}
    assert told["NbOfTxs"] == "20"
    amounts = [Decimal(one.text) for one in file.iter("{*}InstdAmt")]
    assert sum(amounts) == Decimal(told["CtrlSum"]) == Decimal(sum(paid.values())) / 100
    assert {one.text for one in file.iter("{*}IBAN")} >= {iban.make_be(1_990_020_000 + i) for i in range(1, 21)}


def test_a_raise_known_after_validation(browser: Any, site: str, live_office: Any) -> None:
    """From the worker's page: what will be settled, the next run that pays it, the payslip that says which months."""
    office, user = live_office, live_office.users["officer"]
    with scope(employer=office.employer):
        closed = list(PayRun.objects.exclude(hash="").order_by("month"))
        kept = [(run.hash, *run.payslips.order_by("pk").values_list("content_hash", "net_paid")) for run in closed]
        contract = office.contract("hugo")
        (old,) = Fact.objects.filter(kind="terms", contract=contract, superseded_at=None).order_by("-valid_from")[:1]
    page = browser.new_context().new_page()
    page.context.add_cookies([
        {"name": "sessionid", "value": office.client("officer").cookies["sessionid"].value, "url": site}
    ])  # fmt: skip
    page.goto(site + office.url(f"workers/{contract.worker_id}/"))
    follow(page, "text=Nouvelles conditions")
    page.fill("[name=valid_from]", "2026-08-01")
    page.fill("[name=amount]", number(old.data["amount"] + 100_00))
    follow(page, "button.main")
    page.goto(site + office.url(f"workers/{contract.worker_id}/corrections/"))
    table = page.locator("table", has_text="Traitement mensuel")
    assert table.count() == 1  # August alone
    assert number(100_00) in table.locator("tr", has_text="Traitement mensuel").text_content()

    page.goto(site + office.url(f"runs/{office.run.pk}/"))
    follow(page, "text=Recalculer")
    follow(page, "th a:has-text('Hugo Postiche')")
    row = page.locator(".bill tr", has_text="Traitement mensuel (août").first
    assert number(100_00) in row.text_content()
    row.locator("a").click()
    piece = page.locator("#explain[open]")
    piece.wait_for()
    assert "?month=2026-08" in piece.locator(".bar a").get_attribute("href")
    page.click("#explain [data-act=close]")
    follow(page, "text=Régularisations")
    assert "août\u00a02026" in page.locator("main").text_content()
    page.context.close()
    with scope(employer=office.employer):
        slip = office.payslip("hugo")
        late = {line.code: line.amount for line in slip.lines.filter(earned_month="2026-08")}
        now = slip.lines.get(code="base_pay", earned_month="2026-09").amount
        again = [(run.hash, *run.payslips.order_by("pk").values_list("content_hash", "net_paid")) for run in closed]
        assert chain.broken_runs(office.employer) == []
        pay_runs.validate(PayRun.objects.get(pk=office.run.pk), user)
    assert (late["base_pay"], now) == (100_00, old.data["amount"] + 100_00)
    assert again == kept
