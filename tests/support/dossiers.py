"""A dossier folder written for a test, run by the command line as a person runs it, and what its payslips say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from typer.testing import CliRunner

from preste.cli.app import app
from preste.money import text

EMPLOYER = {
    "name": "La Maison des Exemples ASBL",
    "address": {"street": "Rue de l'Invention 12", "postcode": "5000", "city": "Namur"},
    "enterprise_number": "0999.991.212",
    "onss_number": "1999991-58",
    "category": "362",
    "joint_committee": "329.02",
    "workers_count": 9,
    "iban": "BE33 0019 9999 9146",
}
WORKER = {
    "number": "1",
    "last_name": "Exemple",
    "first_name": "Alix",
    "niss": "90.01.01-001.23",
    "birth_date": "1990-01-01",
    "sex": "F",
    "address": {"street": "Rue du Modèle 3", "postcode": "5000", "city": "Namur"},
    "household": [{"valid_from": "2015-01-01", "situation": "single"}],
}
FULL_TIME = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "7.60")


@dataclass(frozen=True)
class Told:
    """What a payslip's explanation file says: amounts by rule and facts, as decimal text; and what the screen said."""

    amounts: dict[str, str]
    facts: dict[str, str]
    lines: list[dict[str, str]]
    screen: str

    def __getitem__(self, name: str) -> str:
        return self.amounts[name]

    def all(self, *names: str) -> list[str]:
        """Several amounts."""
        return [self.amounts[name] for name in names]


class Folder:
    """A dossier folder."""

    def __init__(self, path: Path, **employer: Any) -> None:
        self.path = path
        for part in ("workers", "days", "items"):
            (path / part).mkdir(parents=True)
        self._write("employer.yaml", EMPLOYER | employer)

    def worker(self, id: str, *contracts: dict[str, Any], **more: Any) -> None:
        """A worker, with contracts that have terms; the first has the worker's id where it says none."""
        self._write(f"workers/{id}.yaml", WORKER | more | {"contracts": list(contracts)})

    def days(self, month: str, *rows: str) -> None:
        """Days that differed, such as "anne;2026-03-10;SS;3,80"."""
        self._table(f"days/{month}.csv", "contract;date;code;hours", rows)

    def items(self, month: str, *rows: str) -> None:
        """Elements paid once, such as "anne;year_end_premium;;1950,00;;annual_reference=31200.00"."""
        self._table(f"items/{month}.csv", "contract;kind;label;amount;quantity;details", rows)

    def opening(self, *rows: str) -> None:
        """What the year's earlier months left."""
        self._table("opening.csv", "contract;name;value", rows)

    def run(self, month: str, contract: str) -> Told:
        """The payslip of a contract for a month, from the files that `preste run` writes."""
        out = self.path.parent / "out"
        done = CliRunner().invoke(
            app, ["run", str(self.path), "--month", month, "--out", str(out)], env={"COLUMNS": "400"}
        )
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        (path,) = (out / month / "explications").glob(f"*_{contract}.json")
        tree = json.loads(path.read_text(encoding="utf-8"))
        amounts = {node["name"]: text(node["value"]) for node in tree["nodes"] if node["value"] is not None}
        facts = {name: text(fact["value"]) for name, fact in tree["facts"].items()}
        return Told(amounts, facts, _rows(out / month / "comptabilite.csv"), done.output)

    def _write(self, name: str, data: dict[str, Any]) -> None:
        (self.path / name).write_text(yaml.safe_dump(_plain(data), allow_unicode=True), encoding="utf-8")

    def _table(self, name: str, head: str, rows: tuple[str, ...]) -> None:
        (self.path / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def contract(id: str, start: str, *terms: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A contract of a worker's file."""
    return {"id": id, "start": start, "terms": list(terms)} | more


def terms(since: str, amount: str, schedule: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """Monthly pay from a day on, full time unless a schedule is given."""
    found = {"valid_from": since, "pay_basis": "monthly", "amount": amount, "full_time_hours": "38.00"}
    return found | {"schedule": FULL_TIME if schedule is None else schedule} | more


def labour(*arguments: str) -> dict[str, Any]:
    """The answer of `preste labour … --json`."""
    done = CliRunner().invoke(app, ["labour", *arguments, "--json"], catch_exceptions=False, env={"COLUMNS": "400"})
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _plain(data: Any) -> Any:
    """Data as YAML has it: dates without quotes."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(one) for one in data]
    if isinstance(data, str) and len(data) == len("2026-01-01") and data[4] == data[7] == "-":
        return yaml.safe_load(data)
    return data


def _rows(path: Path) -> list[dict[str, str]]:
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    return [dict(zip(head.split(";"), row.split(";"), strict=False)) for row in rows]
