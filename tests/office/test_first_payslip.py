"""From an empty office to the first payslip, through the pages alone, in a real browser."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import follow

from preste.ids import enterprise, establishment_unit, iban, niss, onss_number

EMAIL = "premiere@exemple.be"
PASSWORD = "une longue phrase de passe"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The link that `preste serve` prints when it starts in an empty folder, a process of its own."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "preste.cli", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        env=os.environ | {"PRESTE_DATA": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as server:
        assert server.stdout is not None
        link = next(line for line in server.stdout if "premier-compte" in line).split()[-1]
        wait_for(f"http://localhost:{port}")
        yield link
        server.terminate()


def wait_for(address: str) -> None:
    """Until somebody answers there."""
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("the office did not open")


def fill(page: Any, values: dict[str, str]) -> None:
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def test_first_payslip(browser: Any, site: str) -> None:
    page = browser.new_context(locale="fr-BE").new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site)
    fill(page, {"email": EMAIL, "name": "Paule Première", "password": PASSWORD, "again": PASSWORD})
    follow(page, "main button")
    fill(page, {"login": EMAIL, "password": PASSWORD})
    follow(page, "main button.main")

    follow(page, "text=Nouvel employeur")
    fill(page, {
        "name": "Atelier Premier ASBL", "street": "Rue du Départ 1", "postcode": "5000", "city": "Namur",
        "enterprise_number": enterprise.make(9_999_951), "onss_number": onss_number.make(1_999_951),
        "category": "362", "joint_committee": "329.02", "workers_count": "3", "iban": iban.make_be(19_999_951),
        "units-0-number": establishment_unit.make(20_000_151), "units-0-name": "Atelier",
        "units-0-street": "Rue du Départ 1", "units-0-postcode": "5000", "units-0-city": "Namur",
    })  # fmt: skip
    page.locator("[name=enterprise_number]").blur()
    page.locator("#id_enterprise_number_checked", has_text=enterprise.format(enterprise.make(9_999_951))).wait_for()
    follow(page, "button.main")
    assert "L'employeur est créé" in page.locator(".messages").text_content()

    follow(page, "text=Nouveau travailleur")
    born = dt.date(1995, 5, 6)
    number = niss.make(born, 124)
    fill(page, {"niss": number[:-1] + str((int(number[-1]) + 1) % 10), "birth_date": "1995-05-06", "sex": "F"})
    page.locator("#id_niss_checked.error").wait_for()
    fill(page, {
        "niss": number, "last_name": "Fictive", "first_name": "Prune", "street": "Rue du Modèle 9",
        "postcode": "5000", "city": "Namur", "iban": iban.make_be(19_999_952), "start": "2026-09-01",
        "establishment": establishment_unit.make(20_000_151), "function": "Animatrice", "amount": "2 750",
        **{f"day_{i}": "7,6" for i in range(5)},
    })  # fmt: skip
    page.locator("#id_niss_checked.good").wait_for()
    follow(page, "button.main")
    assert page.locator("h1").text_content().startswith("Prune Fictive")
    assert number not in page.content()
    assert "Lieu de travail : Atelier" in page.content()

    follow(page, "text=Atelier Premier ASBL")
    page.fill("[name=month]", "2026-09")
    follow(page, "text=Ouvrir le mois")
    follow(page, "text=Calculer le mois")
    follow(page, page.locator("th a", has_text="Prune Fictive"))
    assert "2\u202f750,00" in page.locator(".bill").text_content()
    assert "Net à payer" in page.locator(".bill .last").text_content()
    assert complaints == []

    page.keyboard.press("/")
    page.keyboard.type("prune")
    follow(page, "#found a")
    assert page.locator("h1").text_content().startswith("Prune Fictive")
    assert "prune" not in page.url
    page.context.close()
