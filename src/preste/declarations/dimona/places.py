"""Addresses in the ONSS's parts, from a line of street and number."""

from __future__ import annotations

import re

from preste.declarations.dimona.model import Address, PlaceOfWork
from preste.errors import InputError
from preste.records import Address as Postal
from preste.records import Contract, Employer

BELGIUM = 150
"""The country's code in the ONSS's list (annex 5)."""
_HOUSE = re.compile(r"(?P<street>.*?)[ ,]+(?P<number>\d+\w?)(?:[ ,/]+(?:bte|boîte|bus|box)?\.? *(?P<box>\w{1,4}))?")


def place_of_work(employer: Employer, contract: Contract) -> PlaceOfWork | None:
    """Where a contract is worked, when that is not the employer's seat. Raises InputError."""
    unit = next((one for one in employer.establishments if one.number == contract.establishment), None)
    if unit is None or unit.address == employer.address:
        return None
    return PlaceOfWork(name=unit.name or employer.name, address=dimona_address(unit.address))


def dimona_address(address: Postal) -> Address:
    """An address in the ONSS's parts, from its line of street and number. Raises InputError."""
    found = _HOUSE.fullmatch(address.street.strip())
    if found is None or address.country != "BE":
        raise InputError(
            f"{address.street!r} is no Belgian street with its number",
            field="street",
            remedy="write street, number and box: Rue du Modèle 3 bte 2",
            code="E-DIMONA-ADDRESS",
        )
    return Address(
        street=found["street"],
        house_number=found["number"],
        box=found["box"] or "",
        postcode=address.postcode,
        city=address.city,
        country=BELGIUM,
    )


def street_line(address: Address) -> str:
    """The line of street and number of an address in the ONSS's parts, as `dimona_address` reads it."""
    line = f"{address.street} {address.house_number}"
    return f"{line} bte {address.box}" if address.box else line
