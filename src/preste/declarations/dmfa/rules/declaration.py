"""The employer, the quarter, and what concerns nobody in particular."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.declarations.dmfa import codes
from preste.declarations.dmfa.rules.quarter import quarter_of
from preste.declarations.dmfa.rules.rates import unrelated_rate
from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding
from preste.ids import enterprise, onss_number
from preste.money import share, text

_NO_NUMBER = "0"


def of_form(form: Seen, declaration: Seen | None, quarter: str, today: dt.date) -> Iterator[Finding]:
    """A form is made after its quarter, and not tomorrow."""
    made = form.date("FormCreationDate")
    if made is not None and made > today:
        yield form.fault("00218-008", "FormCreationDate")
    declared = quarter_of(quarter)
    if declaration is not None and declared is not None and made is not None and declared.last >= made:
        yield declaration.fault("00013-008", "Quarter")


def of_employer(declaration: Seen) -> Iterator[Finding]:
    """The numbers of the employer, each with its check digits; one of them at least."""
    onss, company = declaration.text("NOSSRegistrationNbr"), declaration.text("CompanyID")
    if onss.strip(_NO_NUMBER) and onss.isdigit() and not onss_number.is_valid(onss.zfill(9)):
        yield declaration.fault("00011-004", "NOSSRegistrationNbr")
    if company.strip(_NO_NUMBER) and company.isdigit() and not enterprise.is_valid(company.zfill(10)):
        yield declaration.fault("00014-004", "CompanyID")
    if not onss.strip(_NO_NUMBER) and not company.strip(_NO_NUMBER):
        yield declaration.fault("90007-151")


def of_holidays(declaration: Seen, quarter: str) -> Iterator[Finding]:
    """The first day of holidays: in a fourth quarter, from May to December of the next year."""
    start = declaration.date("HolidayStartingDate")
    declared = quarter_of(quarter)
    if start is None or declared is None:
        return
    if quarter[-1] != "4":
        yield declaration.fault("00017-003", "HolidayStartingDate")
    elif not dt.date(declared.year + 1, 5, 1) <= start <= dt.date(declared.year + 1, 12, 31):
        yield declaration.fault("00017-008", "HolidayStartingDate")


def of_unrelated(declaration: Seen, quarter: str) -> Iterator[Finding]:
    """Contributions that concern nobody: known, once each, at their rate."""
    met: set[tuple[str, str]] = set()
    for block in declaration.many("ContributionUnrelatedToNP"):
        category, code = block.text("UnrelatedEmployerClass"), block.text("UnrelatedWorkerCode")
        if (category, code) in met:
            yield block.fault("90002-006", value=f"{category}/{code}")
        met.add((category, code))
        if quarter <= codes.WHOLE_UNTIL and not codes.known("categories", category):
            yield block.fault("00019-008", "UnrelatedEmployerClass")
        if quarter <= codes.WHOLE_UNTIL and codes.worker(code, quarter, "unrelated") is None:
            yield block.fault("00020-008", "UnrelatedWorkerCode")
        basis, amount = block.number("UnrelatedCalculationBasis"), block.number("UnrelatedAmount")
        rate = unrelated_rate(code, quarter)
        if rate and basis and amount is not None and amount != (due := share(basis, rate)):
            yield block.fault("00022-044", "UnrelatedAmount", due=due, rate=text(rate), basis=basis)


def of_vehicles(declaration: Seen) -> Iterator[Finding]:
    """Vehicles: a number and a plate once each."""
    numbers: set[int | None] = set()
    plates: set[str] = set()
    for vehicle in declaration.many("CompanyVehicle"):
        number, plate = vehicle.number("CompanyVehicleSequenceNbr"), vehicle.text("LicensePlate").upper()
        if number in numbers:
            yield vehicle.fault("00780-006", "CompanyVehicleSequenceNbr")
        if plate in plates:
            yield vehicle.fault("90294-006", value=plate)
        numbers.add(number)
        plates.add(plate)
