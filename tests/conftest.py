"""What all tests share: hypothesis profiles, records made in a line, the demo dossier and its payslips."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import preste
from preste.calendar import Month
from preste.ids import enterprise, iban, niss, onss_number
from preste.payroll.dossier import read_dossier
from preste.payroll.month import Dossier, pay_contract, run_month
from preste.payroll.payslip import Payslip
from preste.records import Address, Contract, Day, Employer, Household, PayItem, Terms, Worker

settings.register_profile("default", max_examples=40, deadline=None)
settings.register_profile("ci", max_examples=400, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

PACKAGE = Path(preste.__file__).parent
DEMO_MONTHS = (Month(2022, 1), Month(2026, 7), Month(2026, 9))


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. Playwright's loop runs in this thread, so it ends with each file of tests."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium found, and CI must run these tests")
        pytest.skip("no Chromium found: install chromium to run the browser tests")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def pytest_collection_finish() -> None:
    """The law, the rules and the tests stay to the end: the garbage collector need not walk them at each round."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


# ── records ────────────────────────────────────────────────────────────────────────────────

WEEK = (760, 760, 760, 760, 760, 0, 0)
EMPTY_WEEK = (0, 0, 0, 0, 0, 0, 0)
_TERMS = frozenset(Terms.__dataclass_fields__) - {"valid_from", "valid_to", "known_since"}


class Make:
    """Records of a fictional employer, each one ordinary but for what a test says of it."""

    def worker(self, **changes: Any) -> Worker:
        """A woman born in 1990."""
        made = Worker(
            id="w", number="1", last_name="Exemple", first_name="Alix", niss=niss.make(dt.date(1990, 1, 1), 2),
            birth_date=dt.date(1990, 1, 1), sex="F",
            address=Address(street="Rue du Modèle 3", postcode="5000", city="Namur"), iban=iban.make_be(19_999_991),
        )  # fmt: skip
        return replace(made, **changes)

    def employer(self, **changes: Any) -> Employer:
        """A non-profit of the joint committee 329.02 with nine workers."""
        made = Employer(
            id="e", name="La Maison des Exemples ASBL",
            address=Address(street="Rue de l'Invention 12", postcode="5000", city="Namur"),
            enterprise_number=enterprise.make(9_999_912), onss_number=onss_number.make(1_999_991), category="362",
            joint_committee="329.02", workers_count=9,
        )  # fmt: skip
        return replace(made, **changes)

    def terms(self, **changes: Any) -> Terms:
        """Full time, 2 500 EUR a month."""
        made = Terms(
            valid_from=dt.date(2015, 1, 1), pay_basis="monthly", amount=250_000, schedule=WEEK, full_time_hours=3_800
        )
        return replace(made, **changes)

    def household(self, situation: str = "single", **changes: Any) -> Household:
        """A household since 2015."""
        return Household(valid_from=dt.date(2015, 1, 1), situation=situation, **changes)  # type: ignore[arg-type]

    def contract(self, **changes: Any) -> Contract:
        """A white-collar contract since 2015; fields of its terms may be given as such."""
        of_terms = {name: changes.pop(name) for name in list(changes) if name in _TERMS}
        changes.setdefault("terms", (self.terms(**of_terms),))
        changes.setdefault("households", (self.household(),))
        made = Contract(id="c", worker=self.worker(), start=dt.date(2015, 1, 1))
        return replace(made, **changes)

    def days(self, *given: tuple[str, str, int]) -> tuple[Day, ...]:
        """Days from (date, code, hundredths of hours)."""
        return tuple(Day(date=dt.date.fromisoformat(date), code=code, hours=hours) for date, code, hours in given)

    def item(self, kind: str, amount: int = 0, *, since: str = "2015-01-01", **more: Any) -> PayItem:
        """A pay item, of every month since 2015 unless it says otherwise."""
        return PayItem(kind=kind, amount=amount, valid_from=dt.date.fromisoformat(since), **more)

    def dossier(
        self,
        *contracts: Contract,
        begins: Month | None = None,
        opening: Mapping[str, Mapping[str, int]] | None = None,
        **employer: Any,
    ) -> Dossier:
        """A dossier of these contracts."""
        return Dossier(self.employer(**employer), contracts, begins, opening or {})

    def pay(self, contract: Contract, month: str, **dossier: Any) -> Payslip:
        """The payslip of a contract for a month such as "2026-02"."""
        return pay_contract(self.dossier(contract, **dossier), contract, Month.parse(month))

    def year(self, contract: Contract, year: int, last: int = 12, **dossier: Any) -> list[Payslip]:
        """The payslips of a contract from January to a month of the year."""
        return [self.pay(contract, f"{year}-{month:02d}", **dossier) for month in range(1, last + 1)]


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes records, and pays them."""
    return Make()


# ── the demo ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def demo_folder(tmp_path: Path) -> Path:
    """A copy of the demo dossier that a test may spoil."""
    return Path(shutil.copytree(PACKAGE / "payroll" / "demo", tmp_path / "demo"))


@pytest.fixture
def starter_folder(tmp_path: Path) -> Path:
    """A copy of the dossier that `preste new` gives."""
    return Path(shutil.copytree(PACKAGE / "payroll" / "starter", tmp_path / "starter"))


@pytest.fixture(scope="session")
def demo() -> Dossier:
    """The demo dossier."""
    return read_dossier(PACKAGE / "payroll" / "demo")


@pytest.fixture(scope="session")
def demo_payslips(demo: Dossier) -> list[Payslip]:
    """Every payslip of the demo's months."""
    return [payslip for month in DEMO_MONTHS for payslip in run_month(demo, month)]
