"""What gives rights to reductions, as only the employer knows it: `quarters/2022-1_rights.json` in a dossier folder.

    {"contracts": {"anne": {"region": "wallonia", "mentor": true}},
     "first_hires": {"rights": [{"rank": 1, "opened": "2019-03-04", "worker": "anne"}]},
     "chosen": {"anne": "3315"}}

`contracts` tells the situation of a contract, `first_hires` is that of `preste labour reductions`, `chosen` the code of
the reduction wanted on a contract's occupations, or "" for no target group. All of it may be left out. The employments
of the dossier's own contracts come by themselves: `first_hires` tells what else there was, and is `{}` for nothing;
without it no right of first hires is looked for.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from preste.belgium.quarter.reductions import History, Situation, Use
from preste.belgium.quarter.reductions import Quarter as ReductionQuarter
from preste.calendar import Quarter
from preste.errors import DossierError, InputError, PresteError, refuse
from preste.payroll.fields import Fields
from preste.payroll.reductions_case import read_first_hires, read_situation


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Situations and choices by contract, and what first hires rest on; `history` None when nobody told of it."""

    situations: Mapping[str, Situation] = field(default_factory=dict)
    history: History | None = None
    uses: tuple[Use, ...] = ()
    chosen: Mapping[str, str | None] = field(default_factory=dict)


NO_RIGHTS = Rights()
"""Where nothing was told: the structural reduction needs nothing more."""


def read_rights(folder: Path, quarter: Quarter, contracts: Collection[str]) -> Rights:
    """The rights told of a quarter in a dossier folder. Raises DossierError with everything wrong."""
    path = folder / "quarters" / f"{quarter}_rights.json"
    if not path.exists():
        return NO_RIGHTS
    where = f"quarters/{path.name}"
    try:
        return _read(json.loads(path.read_text(encoding="utf-8-sig")), quarter, contracts)
    except (ValueError, RecursionError) as error:
        wrong = InputError(f"it is not JSON: {error}", where=where, remedy="check the text", code="E-INPUT-JSON")
        raise DossierError(f"1 error in {path}", [wrong]) from None
    except InputError as error:
        found = error.errors if isinstance(error, DossierError) else [error]
        told: list[PresteError] = [
            InputError(one.message, where=where, field=one.field, remedy=one.remedy, code=one.code) for one in found
        ]
        raise DossierError.of(told, str(path)) from None


def _read(data: Any, quarter: Quarter, contracts: Collection[str]) -> Rights:
    fields = Fields(data)
    nested: list[Fields] = []
    told = fields.part("contracts")
    nested.append(told)
    situations: dict[str, Situation] = {}
    for contract in fields.mapping("contracts"):
        part = told.part(str(contract))
        if _known(told, str(contract), contracts):
            nested.append(part)
            situations[str(contract)] = read_situation(part)
    history: History | None = None
    uses: tuple[Use, ...] = ()
    if "first_hires" in fields:
        history, uses = read_first_hires(fields, ReductionQuarter(quarter.year, quarter.number), nested)
    chosen = dict(_chosen(fields, contracts))
    refuse("the rights cannot be read", fields.finish(*nested))
    return Rights(situations=situations, history=history, uses=uses, chosen=chosen)


def _known(fields: Fields, contract: str, contracts: Collection[str]) -> bool:
    if contract in contracts:
        return True
    fields.refuse(contract, f"no contract is called {contract!r}", f"known: {', '.join(contracts)}", "E-QUARTER")
    return False


def _chosen(fields: Fields, contracts: Collection[str]) -> Iterator[tuple[str, str | None]]:
    for contract, code in fields.mapping("chosen").items():
        if not isinstance(code, str):
            fields.refuse(f"chosen.{contract}", "a code is a text", 'write "3315", or "" for none', "E-INPUT-CHOICE")
        elif _known(fields, contract, contracts):
            yield contract, code or None
