"""All that a dossier folder tells of its quarters, besides pay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from preste.calendar import Quarter
from preste.errors import DossierError, InputError, PresteError
from preste.payroll.quarter.given import GivenFact, read_given
from preste.payroll.quarter.rights import NO_RIGHTS, Rights, read_rights

_RIGHTS = "_rights"


@dataclass(frozen=True, kw_only=True)
class ToldQuarter:
    """What only the employer knows of a quarter, and what gives rights to its reductions."""

    given: tuple[GivenFact, ...] = ()
    rights: Rights = NO_RIGHTS


def read_quarters(folder: Path, contracts: Collection[str]) -> Mapping[Quarter, ToldQuarter]:
    """Every quarter of which the folder tells something, in order. Raises DossierError with everything wrong."""
    found: dict[Quarter, ToldQuarter] = {}
    errors: list[PresteError] = []
    for quarter in sorted({one for path in _files(folder) for one in _quarter(path, errors)}):
        try:
            given, rights = read_given(folder, quarter, contracts), read_rights(folder, quarter, contracts)
            found[quarter] = ToldQuarter(given=given, rights=rights)
        except DossierError as error:
            errors += error.errors
    if errors:
        raise DossierError.of(errors, str(folder / "quarters"))
    return found


def _files(folder: Path) -> list[Path]:
    place = folder / "quarters"
    return sorted(path for path in place.iterdir() if path.suffix in (".csv", ".json")) if place.is_dir() else []


def _quarter(path: Path, errors: list[PresteError]) -> list[Quarter]:
    """The quarter that a file is named after; none, and an error, where it is named otherwise."""
    named = path.stem.removesuffix(_RIGHTS) if path.suffix == ".json" else path.stem
    try:
        if path.suffix == ".json" and named == path.stem:
            raise InputError(f"{path.name} is not a file of a quarter", remedy=f"name it 2022-1{_RIGHTS}.json")
        return [Quarter.parse(named)]
    except InputError as error:
        where = f"quarters/{path.name}"
        errors.append(InputError(error.message, where=where, field="quarter", remedy=error.remedy, code=error.code))
        return []
