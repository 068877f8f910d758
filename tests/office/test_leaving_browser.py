"""A departure in a real browser: axe on what is shown, narrow screens, recorded and taken back from the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import enter

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_page(browser: Any, site: str, office: Any, **context: Any) -> Any:
    """A page signed in as the officer; what the console complains of is kept in `page.complaints`."""
    page = browser.new_context(**{"locale": "fr-BE"} | context).new_page()
    cookie = office.client("officer").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def worked_out(page: Any, site: str, office: Any) -> None:
    """The departure of Anne, shown."""
    page.goto(site + office.url(f"contracts/{office.contract().pk}/leave/"))
    page.get_by_label("Dernier jour du contrat").fill("2026-09-25")
    page.get_by_label("Raison").select_option("agreement")
    page.get_by_text("Le pécule de sortie").click()
    page.get_by_label("Jours de vacances de l'année").fill("20")
    page.get_by_label("Jours de vacances pris").fill("8")
    enter(page, page.get_by_role("button", name="Calculer le départ"))
    page.get_by_role("heading", name="La dernière paie").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_shown_passes_axe_and_loses_nothing(browser: Any, site: str, live_office: Any, scheme: str) -> None:
    page = open_page(browser, site, live_office, color_scheme=scheme)
    worked_out(page, site, live_office)
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    for width in (1280, 640, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate(LOST) <= 0
    assert page.complaints == []
    page.context.close()


def test_recorded_and_taken_back_from_the_keyboard(browser: Any, site: str, live_office: Any) -> None:
    page = open_page(browser, site, live_office)
    worked_out(page, site, live_office)
    enter(page, page.get_by_role("button", name="Enregistrer le départ"))
    assert "Le départ est enregistré" in page.locator(".messages").text_content()
    assert [v["id"] for v in Axe().run(page, options=RULES).response["violations"]] == []
    enter(page, page.get_by_role("button", name="Annuler le départ"))
    assert "Le départ est annulé" in page.locator(".messages").text_content()
    page.context.close()
