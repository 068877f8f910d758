"""What is due because of one worker: papers and declarations when one starts, changes, leaves or is paid late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from preste.belgium.deadlines import SERIES as DEADLINES
from preste.belgium.exit.days import add_months, add_working_days, is_working_day
from preste.calendar import ONE_DAY, Month
from preste.law import Entry, book
from preste.records import Contract, Leaving, held_on

LAW_CONTRACTS = "Loi du 3 juillet 1978"
ACCOUNT_LAW = "AR n° 5 du 23 octobre 1978, art. 4; AR du 8 août 1980"

Event = Literal["hired", "change", "late_payment"]


@dataclass(frozen=True)
class Due:
    """One thing due, in French: by which day, under which law. `unsure`: its source is to be verified."""

    date: dt.date
    code: str
    label: str
    law: str
    unsure: bool = False


def account_due(event: Event, day: dt.date) -> Due:
    """The individual account that an event asks for. Raises NoParameter."""
    law = book().on("account_term", day, (event,))
    return Due(add_months(day, law.value), f"account_{event}", _ACCOUNTS[event], ACCOUNT_LAW, _unsure(law))


_ACCOUNTS = {
    "hired": "Compte individuel simplifié, remis au travailleur",
    "change": "Changement de fonction ou de lieu de travail, communiqué par écrit",
    "late_payment": "Compte individuel du paiement tardif",
}


def account_after_end(last_day: dt.date) -> Due:
    """The individual account of who leaves: so many months after the end of the quarter. Raises NoParameter."""
    law = book().on("account_term", last_day, ("left",))
    month = Month(last_day.year, 3 * Month(last_day.year, last_day.month).quarter).plus(law.value)
    return Due(month.last, "account_left", "Compte individuel, remis au travailleur", ACCOUNT_LAW, _unsure(law))


# ── a departure ────────────────────────────────────────────────────────────────────────────


def due_on_leaving(contract: Contract, leaving: Leaving, paid_on: dt.date) -> list[Due]:
    """Everything due when a contract has ended, the earliest first. Raises NoParameter.

    `contract` has its last day; `paid_on` is the day its last month is paid.
    """
    return sorted(_leaving(contract, leaving, paid_on), key=lambda one: one.date)


def _leaving(contract: Contract, leaving: Leaving, paid_on: dt.date) -> Iterator[Due]:
    end = contract.end or paid_on
    yield from _told(leaving)
    out = book().on("dimona_out", end)
    yield Due(add_working_days(end, out.value), "dimona_out", "Dimona OUT", "AR du 5 novembre 2002", _unsure(out))
    if leaving.reason != "death":
        yield Due(_last_work(contract, end), "c4", "C4, certificat de chômage", "AR du 25 novembre 1991, art. 137")
        yield Due(end, "work_certificate", "Certificat de travail", f"{LAW_CONTRACTS}, art. 21")
    yield Due(paid_on, "payslip", "Décompte de la dernière paie", "Loi du 12 avril 1965, art. 15")
    if contract.status == "white_collar":
        yield Due(
            paid_on, "holiday_certificates", "Attestations de vacances, avec la dernière paie",
            "AR du 30 mars 1967, art. 46",
        )  # fmt: skip
    yield account_after_end(end)
    slips = book().on(DEADLINES, Month(paid_on.year, 12).last, ("slips_281",))
    month = Month(paid_on.year, 12).plus(slips.value.months_after)
    yield Due(month.last, "slip_281", f"Fiche 281.10 de {paid_on.year}", "AR/CIR 92, art. 92", _unsure(slips))


def _told(leaving: Leaving) -> Iterator[Due]:
    """The letter that ends the contract, and the reasons of a grave cause."""
    if leaving.notified_on is None:
        return
    if leaving.reason in _LETTERS:
        yield Due(leaving.notified_on, "letter", _LETTERS[leaving.reason], f"{LAW_CONTRACTS}, art. 32 à 40")
    if leaving.reason == "grave_cause":
        law = book().on("grave_cause_term", leaving.notified_on)
        yield Due(
            add_working_days(leaving.notified_on, law.value), "grave_cause",
            "Motifs du congé pour motif grave, notifiés", f"{LAW_CONTRACTS}, art. 35", _unsure(law),
        )  # fmt: skip


_LETTERS = {
    "notice": "Lettre de préavis",
    "severance": "Lettre de congé moyennant indemnité",
    "agreement": "Convention de rupture signée par les deux parties",
    "grave_cause": "Congé pour motif grave",
    "retirement": "Lettre de préavis (pension)",
}


def _last_work(contract: Contract, end: dt.date) -> dt.date:
    """The last scheduled working day of a contract; its last day when no schedule tells."""
    day = end
    while day >= contract.start:
        terms = held_on(contract.terms, day)
        if is_working_day(day) and terms is not None and terms.schedule[day.weekday()]:
            return day
        day -= ONE_DAY
    return end


# ── an engagement ──────────────────────────────────────────────────────────────────────────


def due_on_starting(contract: Contract) -> list[Due]:
    """Everything due when a contract begins, the earliest first. Raises NoParameter."""
    return sorted(_starting(contract), key=lambda one: one.date)


def _starting(contract: Contract) -> Iterator[Due]:
    start = contract.start
    terms = held_on(contract.terms, start)
    kinds = [
        ("étudiant", contract.regime == "student"),
        ("à durée déterminée", contract.fixed_term),
        ("à temps partiel", terms is not None and terms.part_time),
    ]
    if names := [name for name, is_it in kinds if is_it]:
        label = f"Contrat écrit ({', '.join(names)}), signé avant le début"
        yield Due(start, "written_contract", label, f"{LAW_CONTRACTS}, art. 9, 11bis et 123")
    yield Due(start, "dimona_in", "Dimona IN, avant la première prestation", "AR du 5 novembre 2002")
    yield Due(start, "transparency", "Informations sur les conditions de travail", "Loi du 7 octobre 2022")
    yield Due(start, "work_rules", "Copie du règlement de travail, contre récépissé", "Loi du 8 avril 1965")
    yield account_due("hired", start)


def _unsure(law: Entry) -> bool:
    return law.status == "unsure"
