"""A list of the periods that the ONSS knows, as a table: an answer to a consultation, or what another office kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from preste.declarations.dimona.model import Period
from preste.declarations.dimona.worker_types import JOINT_COMMITTEES, OTHER_SECTORS, WORKER_TYPES
from preste.errors import DossierError, InputError, PresteError
from preste.ids import dimona_period
from preste.office.accounts.models import User
from preste.office.services import dimona_periods
from preste.office.services.dimona_periods import Listed
from preste.office.services.names import plain
from preste.office.services.uploads import Cell, Sheet
from preste.office.store.models import Contract, Employer, Fact, FactKind

HEADS = ("contrat", "numero", "type", "commission", "debut", "fin", "heures")
_NAMES: Mapping[str, str] = {
    "contract": "contrat", "contrat": "contrat", "matricule": "contrat", "number": "numero", "numero": "numero",
    "periode": "numero", "worker type": "type", "type": "type", "joint committee": "commission",
    "commission": "commission", "start": "debut", "debut": "debut", "end": "fin", "fin": "fin",
    "planned hours": "heures", "heures": "heures",
}  # fmt: skip
_WANTED = ("contrat", "numero", "debut")
_BELGIAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LONGEST = 3


def record_sheet(employer: Employer, sheet: Sheet, user: User | None) -> Listed:
    """Write down the periods of a table, all or nothing. Raises DossierError with everything wrong in it."""
    contracts = list(Contract.objects.filter(employer=employer).select_related("worker"))
    dates = _dates(employer)
    faults: list[PresteError] = []
    found = [one for row in _rows(sheet, faults) if (one := _period(row, contracts, dates, faults)) is not None]
    numbers = [one.number for one in found]
    for number in sorted({one for one in numbers if numbers.count(one) > 1}):
        faults.append(_fault(0, _("La période %(number)s est donnée deux fois.") % {"number": number}))
    if not found and not faults:
        faults.append(_fault(0, _("Le tableau n'a aucune ligne.")))
    if faults:
        raise DossierError("the list has faults", faults)
    return dimona_periods.record_list(employer, found, {one.reference: one for one in contracts}, user)


class _Row(dict[str, Cell]):
    """The cells of a row by name, and its number in the table."""

    number = 0

    def text(self, name: str) -> str:
        cell = self.get(name)
        return cell.text.strip() if cell is not None else ""


def _rows(sheet: Sheet, faults: list[PresteError]) -> list[_Row]:
    if not sheet.rows:
        return []
    heads = [_NAMES.get(plain(cell.text), "") for cell in sheet.rows[0]]
    missing = [name for name in _WANTED if name not in heads]
    if missing:
        faults.append(_fault(1, _("Il manque des colonnes : %(names)s.") % {"names": ", ".join(missing)}))
        return []
    found = []
    for number, cells in enumerate(sheet.rows[1:], 2):
        row = _Row({name: cell for name, cell in zip(heads, cells, strict=False) if name})
        row.number = number
        if any(row.text(name) for name in row):
            found.append(row)
    return found


def _period(
    row: _Row,
    contracts: Sequence[Contract],
    dates: Mapping[object, tuple[dt.date, dt.date | None]],
    faults: list[PresteError],
) -> Period | None:
    known = len(faults)
    start, end = _date(row, "debut", faults), _date(row, "fin", faults)
    kind = row.text("type").upper() or "OTH"
    committee = row.text("commission").upper() or OTHER_SECTORS
    hours = row.text("heures")
    try:
        number = dimona_period.validate(row.text("numero").zfill(12))
    except PresteError:
        number = ""
        faults.append(_fault(row.number, _("Ce n'est pas un numéro de période Dimona.")))
    if kind not in WORKER_TYPES:
        faults.append(_fault(row.number, _("Ce type de travailleur n'existe pas.")))
    if committee not in JOINT_COMMITTEES:
        faults.append(_fault(row.number, _("Dimona ne connaît pas cette commission paritaire.")))
    if hours and not (hours.isascii() and hours.isdigit() and len(hours) <= _LONGEST and int(hours)):
        faults.append(_fault(row.number, _("Les heures planifiées sont un nombre entier.")))
    if start is None and len(faults) == known:
        faults.append(_fault(row.number, _("Le début manque.")))
    if start is not None and end is not None and end < start:
        faults.append(_fault(row.number, _("La fin vient avant le début.")))
    contract = _contract(row.text("contrat"), start, end, contracts, dates)
    if contract is None:
        faults.append(_fault(row.number, _("Aucun contrat n'a cette référence, ni ce matricule à ces dates.")))
    if start is None or contract is None or len(faults) > known:
        return None
    return Period(
        number=number,
        worker_type=kind,
        joint_committee=committee,
        start=start,
        end=end,
        planned_hours=int(hours) if hours else None,
        contract=contract.reference,
    )


def _contract(
    told: str,
    start: dt.date | None,
    end: dt.date | None,
    contracts: Sequence[Contract],
    dates: Mapping[object, tuple[dt.date, dt.date | None]],
) -> Contract | None:
    """The contract of that reference, else the only one of that matricule that runs in the period."""
    for one in contracts:
        if one.reference == told:
            return one
    if start is None:
        return None
    last = dt.date.max
    own = [
        one
        for one in contracts
        if one.worker.number == told
        and one.pk in dates
        and dates[one.pk][0] <= (end or last)
        and start <= (dates[one.pk][1] or last)
    ]
    return own[0] if len(own) == 1 else None


def _dates(employer: Employer) -> dict[object, tuple[dt.date, dt.date | None]]:
    rows = Fact.objects.filter(employer=employer, kind=FactKind.CONTRACT, superseded_at__isnull=True)
    return {contract: (start, end) for contract, start, end in rows.values_list("contract", "valid_from", "valid_to")}


def _date(row: _Row, name: str, faults: list[PresteError]) -> dt.date | None:
    text = row.text(name)
    if not text:
        return None
    if match := _BELGIAN.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        faults.append(_fault(row.number, _("Une date s'écrit 01/09/2026.")))
        return None


def _fault(row: int, why: str) -> InputError:
    """A fault of the list, already in the reader's words."""
    text = _("Ligne %(row)s : %(why)s") % {"row": row, "why": why} if row else why
    return InputError(text, field="file", code="E-DIMONA-LIST")
