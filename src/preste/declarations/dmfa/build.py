"""From a quarter to its declaration: every amount is one of the quarter's lines, and none is computed here.

What the declaration asks and the dossier does not tell is refused by name, all of it together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.declarations.dmfa import model, structure
from preste.declarations.dmfa.blocks import compensation, unrelated
from preste.declarations.dmfa.collect import Collected, share_of_lines
from preste.declarations.dmfa.untold import problem
from preste.errors import PresteError, refuse
from preste.ids import enterprise, onss_number
from preste.payroll.quarter import QuarterResult

_DEFERRED = ("20233", "20234")
"""Quarters in which an employer could ask to pay a part of its contributions in 2025."""
_LAST_OF_YEAR = 4


@dataclass(frozen=True, kw_only=True)
class Built:
    """A declaration ready to be written.

    `version`: the structure it is written in. `notes`: what it leaves out or is unsure of, in French.
    """

    form: model.Form
    version: str
    notes: tuple[str, ...] = ()


def build(result: QuarterResult, made: dt.datetime) -> Built:
    """The declaration of a quarter. Raises DossierError, or what is wrong when it is one thing: missing law, or a fact
    that the declaration asks and nobody told."""
    share = share_of_lines(result.lines, result.vehicles, result.corrections, result.employer, result.quarter)
    found = Collected(
        employer=result.employer, quarter=result.quarter, people=share.people, unrelated=result.unrelated,
        owed=result.owed, empty=not result.lines and not result.unrelated, missing=list(result.missing),
        of_employer=result.of_employer,
    )  # fmt: skip
    found.add(share)
    return build_collected(found, made)


def build_collected(found: Collected, made: dt.datetime) -> Built:
    """The declaration of what was collected. Raises as `build` does."""
    quarter = f"{found.quarter.year}{found.quarter.number}"
    refuse(f"the declaration of {found.quarter} cannot be made", [one.error for one in found.missing])
    refuse(f"the declaration of {found.quarter} cannot be made", _problems(found))
    version = structure.version_for(quarter)
    declaration = model.EmployerDeclaration(
        quarter=quarter,
        noss_registration_nbr=onss_number.compact(found.employer.onss_number),
        trusteeship=0,
        holiday_starting_date=found.of_employer.holidays if _asks_holidays(found) else None,
        company_id=enterprise.compact(found.employer.enterprise_number),
        net_owed_amount=found.owed,
        natural_persons=found.people,
        company_vehicles=tuple(
            model.CompanyVehicle(company_vehicle_sequence_nbr=number, license_plate=plate)
            for number, plate in enumerate(found.plates, 1)
        ),
        contributions_unrelated_to_np=tuple(unrelated(one) for one in found.unrelated),
        employer_compensation=compensation(found.of_employer),
    )
    form = model.Form(
        form_creation_date=made.date(),
        form_creation_hour=made.time().replace(microsecond=0),
        employer_declaration=declaration,
    )
    return Built(form=form, version=version.name, notes=tuple(_notes(found, quarter, version)))


def _problems(found: Collected) -> Iterator[PresteError]:
    if found.empty:
        yield problem("nothing is to be declared", found.employer.id, "quarter", "ask a quarter with pay in it")
    yield from found.problems
    if found.owed < 0:
        yield problem("more is reduced than is owed", found.employer.id, "quarter", "look at the quarter's lines")


def _asks_holidays(found: Collected) -> bool:
    """Whether the first day of next year's holidays is declared: in the last quarter, of manual workers."""
    return found.quarter.number == _LAST_OF_YEAR and found.manual


def _notes(found: Collected, quarter: str, version: structure.Version) -> Iterator[str]:
    if not version.own:
        yield (
            f"la structure du trimestre {quarter} n'est pas connue : la déclaration est écrite dans celle de "
            f"{version.name}, que l'ONSS pourrait refuser"
        )
    if quarter in _DEFERRED:
        yield "le report de paiement des 3e et 4e trimestres 2023 n'est pas demandé (EmployerCompensation, type 02)"
    if _asks_holidays(found) and found.of_employer.holidays is None:
        yield (
            "la date de début des vacances principales des ouvriers n'est pas dite (HolidayStartingDate) : "
            "donnez-la parmi les faits du trimestre (« holidays »)"
        )
    yield from found.to_correct
