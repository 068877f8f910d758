"""What a dossier folder tells of its quarters, written as it is read: `quarters/2022-1.csv`, `2022-1_rights.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from preste.belgium.quarter.reductions import History, Situation, Use
from preste.calendar import Quarter
from preste.money import text
from preste.payroll.dossier_write import write_csv
from preste.payroll.quarter.folder import ToldQuarter
from preste.payroll.quarter.given import COLUMNS
from preste.payroll.quarter.rights import Rights

_HOURS = ("working_time_before", "working_time_after")
"""Of a situation, in hundredths."""


def write_quarters(folder: Path, told: Mapping[Quarter, ToldQuarter]) -> None:
    """Write what is told of each quarter; nothing of those of which nothing is."""
    for quarter, one in told.items():
        if one.given:
            rows = [
                (each.contract, each.code, text(each.amount), " ".join(f"{n}={v}" for n, v in each.details.items()))
                for each in one.given
            ]
            write_csv(folder / "quarters" / f"{quarter}.csv", COLUMNS, rows)
        if rights := _rights(one.rights):
            path = folder / "quarters" / f"{quarter}_rights.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(rights, ensure_ascii=False, indent=1), encoding="utf-8")


def _rights(rights: Rights) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if rights.situations:
        found["contracts"] = {contract: _situation(one) for contract, one in rights.situations.items()}
    if rights.chosen:
        found["chosen"] = {contract: code or "" for contract, code in rights.chosen.items()}
    if rights.history is not None:
        found["first_hires"] = _first_hires(rights.history, rights.uses)
    return found


def _situation(one: Situation) -> dict[str, Any]:
    hours = {name: text(getattr(one, name)) for name in _HOURS if getattr(one, name)}
    return _plain(asdict(one), asdict(Situation())) | hours


def _first_hires(history: History, uses: tuple[Use, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "employments": [
            _plain({"worker": one.worker, "begins": one.begins, "ends": one.ends, "entity": one.entity,
                    "counted": one.counted})
            for one in history.employments
        ],
        "members": [
            _plain({"entity": one.entity, "kind": one.kind, "begins": one.begins, "ends": one.ends})
            for one in history.members
        ],
        "rights": [
            _plain({"rank": one.rank, "opened": one.opened, "worker": one.worker, "entity": one.entity})
            for one in history.rights
        ],
        "uses": [{"rank": one.rank, "quarter": str(one.quarter), "worker": one.worker} for one in uses],
        "known_from": history.known_from, "confirmed": history.confirmed,
    }  # fmt: skip
    return {name: value for name, value in _plain(told).items() if value != []}


def _plain(told: Mapping[str, Any], usual: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The values that are told, days as texts."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in told.items()
        if value is not None and (usual is None or value != usual[name])
    }
