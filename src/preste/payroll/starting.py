"""Somebody begins: what is missing for a first pay, and the worker's file put into a dossier folder, whole."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from preste.belgium.due import Due, due_on_starting
from preste.calendar import Month
from preste.errors import InputError
from preste.payroll.dossier import read_dossier
from preste.payroll.holiday import holiday_year
from preste.payroll.holiday_campaign import REGIMES
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract, Employer

TEMPLATE = Path(__file__).parent / "starter" / "workers" / "exemple.yaml"
"""The commented file of a worker."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True)
class Beginning:
    """A contract that begins: its first pay, what is due by when, and what is missing, in French."""

    contract: Contract
    payslip: Payslip
    due: tuple[Due, ...]
    missing: tuple[str, ...]


def missing_for_pay(employer: Employer, contract: Contract) -> Iterator[str]:
    """What a first pay is computed without, in French sentences."""
    if not contract.worker.iban:
        yield "pas de compte bancaire : le net ne peut pas être payé"
    if not contract.households:
        yield "pas de situation familiale : le précompte est celui d'un isolé sans charge"
    if not any(terms.function for terms in contract.terms):
        yield "pas de fonction : la fiche de paie et le compte individuel la demandent"
    if len(employer.establishments) > 1 and not contract.establishment:
        yield "pas d'unité d'établissement, alors que l'employeur en a plusieurs"
    if not employer.accident_insurer:
        yield "pas d'assureur contre les accidents du travail : il en faut un avant la première prestation"
    owes = contract.status == "white_collar" and contract.regime in REGIMES
    if owes and holiday_year(contract, contract.start.year) is None:
        told = "demandez son attestation à l'employeur précédent"
        yield f"vacances de {contract.start.year} inconnues : {told}, ou écrivez qu'il n'y en a pas"


def start(folder: Path, source: Path, name: str, *, write: bool) -> list[Beginning]:
    """Add a worker's file to a dossier; it is put in place when `write`. Raises DossierError with every fault."""
    if not _NAME.fullmatch(name):
        raise _refused(f"{name!r} is no name of a file", "name", "use small letters, digits, - and _")
    place = folder / "workers" / f"{name}.yaml"
    if place.exists():
        raise _refused(f"{place} exists already", "name", "choose another name with --name")
    if not source.is_file():
        raise _refused(f"{source} is not a file", "file", "write one from: preste labour start --template")
    with tempfile.TemporaryDirectory() as trial:
        copy = Path(trial) / folder.resolve().name
        shutil.copytree(folder, copy)
        (copy / "workers").mkdir(exist_ok=True)
        shutil.copy(source, copy / "workers" / place.name)
        dossier = read_dossier(copy, folder)
    _require_unknown(dossier, name)
    found = [_beginning(dossier, one) for one in dossier.contracts if one.worker.id == name]
    if not found:
        raise _refused(f"{source} has no contract", "contracts", "add its contract, with its terms")
    if write:
        place.parent.mkdir(exist_ok=True)
        draft = place.with_name(f".{place.name}.new")
        shutil.copy(source, draft)
        os.replace(draft, place)
    return found


def _refused(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-START")


def _require_unknown(dossier: Dossier, name: str) -> None:
    """Nobody else of the dossier has the same national number, nor the same number here."""
    numbers = {one.worker.number for one in dossier.contracts if one.worker.id == name}
    mine = {one.worker.niss for one in dossier.contracts if one.worker.id == name}
    for other in dossier.contracts:
        if other.worker.id != name and other.worker.niss in mine:
            remedy = f"add a contract to workers/{other.worker.id}.yaml instead"
            raise _refused("the national number is that of another worker", "niss", remedy)
        if other.worker.id != name and other.worker.number in numbers:
            message = f"the number {other.worker.number} is that of workers/{other.worker.id}.yaml"
            raise _refused(message, "number", "give a number that nobody has")


def _beginning(dossier: Dossier, contract: Contract) -> Beginning:
    payslip = pay_contract(dossier, contract, Month(contract.start.year, contract.start.month))
    missing = tuple(missing_for_pay(dossier.employer, contract))
    return Beginning(contract, payslip, tuple(due_on_starting(contract)), missing)
