"""The pages of a quarter's declaration in a real browser: axe, narrow screens, the panel of an amount."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Quarter
from preste.office.services import changes, facts, pay_runs, quarters
from preste.office.store.models import Contract, Declaration, DeclarationState, Environment, FactKind

FIRST, SECOND = Quarter(2022, 1), Quarter(2022, 2)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
LOST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def accepted_then_changed(office: Any) -> str:
    """Two quarters computed, the first accepted; then something else is known of Anne, and it is computed anew."""
    user = office.users["officer"]
    for quarter in (FIRST, SECOND):
        pay_runs.create_run(office.employer, quarter.months[0], user)
        quarters.compute(quarters.opened(office.employer, quarter), user)
    stored, now = quarters.latest(office.employer, FIRST), timezone.now()
    Declaration.objects.create(
        employer=office.employer, quarter="2022-1", number=1, state=DeclarationState.ACCEPTED, content=stored.message,
        sha256="0" * 64, size=1, people=9, owed=stored.owed, message_version=stored.message_version,
        law_version=stored.law_version, known_at=stored.known_at, until=stored.until, made_at=now,
        environment=Environment.REAL, sender="123456", sent_on=dt.date(2022, 4, 20), sequence=1, handed_over_at=now,
    )  # fmt: skip
    anne = Contract.objects.select_related("worker").get(reference="anne")
    known = facts.known_facts(office.employer).filter(contract=anne, kind=FactKind.TERMS)
    former = known.filter(valid_from__lte=FIRST.first).latest("valid_from")
    data = former.data | {"amount": former.data["amount"] + 100_00}
    changes.record_change(
        anne.worker, FactKind.TERMS, data, valid_from=FIRST.first, valid_to=former.valid_to, contract=anne,
        replaces=former if former.valid_from == FIRST.first else None, user=user,
    )  # fmt: skip
    quarters.compute(quarters.opened(office.employer, FIRST), user)
    return str(anne.worker_id)


@pytest.mark.looks
def test_the_pages_are_readable_by_all(browser: Any, site: str, live_office: Any) -> None:
    with scope(employer=live_office.employer):
        worker = accepted_then_changed(live_office)
    cookie = live_office.client("officer").cookies["sessionid"].value
    for scheme in ("light", "dark"):
        page = browser.new_context(locale="fr-BE", color_scheme=scheme).new_page()
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        complaints: list[str] = []
        page.on("console", lambda message, told=complaints: told.append(message.text))
        for path in ("quarters/2022-2/dmfa/", f"quarters/2022-2/dmfa/{worker}/", "modifications/"):
            page.goto(site + live_office.url(path))
            assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == [], path
            page.set_viewport_size({"width": 320, "height": 640})
            assert page.evaluate(LOST) <= 0, path
            page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + live_office.url(f"quarters/2022-2/dmfa/{worker}/"))
        page.locator(".bill a[href$='#n-base_code']").click()
        page.locator("#explain[open] #n-base_code").wait_for()
        assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == []
        page.locator(".bill a[href*='at=o-pay-']").first.click()
        page.locator("#explain[open] #n-origin").wait_for()
        assert [one["id"] for one in Axe().run(page, options=RULES).response["violations"]] == []
        page.keyboard.press("Escape")
        page.locator("#explain[open]").wait_for(state="detached")
        assert complaints == []
        page.context.close()
