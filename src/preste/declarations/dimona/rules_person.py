"""Who the worker of a Dimona IN is: the NISS, or the whole identity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.declarations.dimona.fault import Fault, wrong_digits
from preste.declarations.dimona.model import Person
from preste.declarations.dimona.tree import OLDEST
from preste.errors import IdentifierError
from preste.ids import niss

_YEAR = 4
_WANTED: tuple[tuple[str, str], ...] = (
    ("00025-003", "WorkerName"),
    ("00026-003", "WorkerFirstName"),
    ("00028-003", "WorkerBirthdate"),
    ("00168-003", "WorkerBirthplace"),
    ("00169-003", "WorkerBirthplaceCountry"),
    ("00029-003", "WorkerSex"),
    ("00030-003", "WorkerStreet"),
    ("00031-003", "WorkerHouseNbr"),
    ("00033-003", "WorkerZIPCode"),
    ("00034-003", "WorkerCity"),
    ("00035-003", "WorkerCountry"),
    ("00119-003", "Nationality"),
)
"""What identifies somebody without a NISS: the glossary has no code but 003 for what is missing of it."""


def check_person(person: Person, place: str, created: dt.date, *, niss_wanted: bool) -> Iterator[Fault]:
    """The identity; `niss_wanted`: nothing replaces the NISS."""
    number = person.niss if person.niss != "0" else ""
    if person.birth_date and not 0 <= created.year - int(person.birth_date[:_YEAR]) <= OLDEST:
        yield Fault("00028-003", f"{place}/WorkerBirthdate", person.birth_date, "out_of_range")
    if number:
        yield from wrong_digits("00024-003", f"{place}/INSS", number, niss.is_valid)
        if niss.is_valid(number):
            yield from _check_agreement(person, number, place)
        return
    if niss_wanted or not person.last_name:
        yield Fault("00024-001", f"{place}/INSS", "", "niss_wanted")
        return
    given = _given(person)
    for code, element in _WANTED:
        if not given[element]:
            yield Fault(code, f"{place}/{element}", "", "identity_wanted")


def _given(person: Person) -> dict[str, bool]:
    address = person.address
    return {
        "WorkerName": bool(person.last_name),
        "WorkerFirstName": bool(person.first_name),
        "WorkerBirthdate": bool(person.birth_date),
        "WorkerBirthplace": bool(person.birth_place),
        "WorkerBirthplaceCountry": person.birth_country is not None,
        "WorkerSex": person.sex is not None,
        "WorkerStreet": bool(address.street),
        "WorkerHouseNbr": bool(address.house_number),
        "WorkerZIPCode": bool(address.postcode),
        "WorkerCity": bool(address.city),
        "WorkerCountry": address.country is not None,
        "Nationality": person.nationality is not None,
    }


def _check_agreement(person: Person, number: str, place: str) -> Iterator[Fault]:
    """Birth date and sex that the NISS contradicts."""
    try:
        born = dt.date.fromisoformat(person.birth_date)
        niss.validate(number, born)
    except IdentifierError:
        yield Fault("00028-348", f"{place}/WorkerBirthdate", person.birth_date, "not_of_niss")
    except ValueError:
        pass  # no date, or a year alone
    sex = niss.sex(number)
    if person.sex is not None and sex is not None and person.sex != {"M": 1, "F": 2}[sex]:
        yield Fault("00029-348", f"{place}/WorkerSex", str(person.sex), "not_of_niss")
