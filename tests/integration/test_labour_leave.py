"""`preste labour leave`: a departure shown, then written into the folder, all of it or nothing, once."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from preste.calendar import Month
from preste.cli.app import app
from preste.errors import DossierError, InputError
from preste.money import parse, text
from preste.payroll.dossier import read_dossier
from preste.payroll.late import pay_as_known
from preste.payroll.month import pay_contract

DEPARTURE = (
    "--contract",
    "anne",
    "--last-day",
    "2025-10-30",
    "--reason",
    "agreement",
    "--right",
    "20",
    "--taken",
    "12",
)


def run(*arguments: str, status: int = 0) -> str:
    """The output of the command, whose errors are those a person would see."""
    found = CliRunner().invoke(app, ["labour", "leave", *arguments], catch_exceptions=True)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    assert found.exit_code == status, found.output
    return str(found.output)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_shows_and_writes_nothing(demo_folder: Path) -> None:
    before = files(demo_folder)
    shown = run(str(demo_folder), *DEPARTURE)
    for words in ("Pécule de sortie simple", "Dimona OUT", "C4", "Attestation pour les vacances de 2026", "Sans le"):
        assert words in shown
    assert files(demo_folder) == before


def test_what_is_written_pays_what_was_shown_and_only_once(demo_folder: Path) -> None:
    before = files(demo_folder)
    told: dict[str, Any] = json.loads(run(str(demo_folder), *DEPARTURE, "--write", "--json"))
    after = files(demo_folder)
    assert {name for name in after if after[name] != before.get(name)} == {"workers/anne.yaml"}
    assert set(after) == set(before)
    dossier = read_dossier(demo_folder)
    contract = next(one for one in dossier.contracts if one.id == "anne")
    payslip = pay_contract(dossier, contract, Month(2025, 10))
    assert told["totals"]["net_paid"] == text(payslip.trace["net_paid"])
    assert [line["amount"] for line in told["lines"]] == [text(line.amount) for line in payslip.lines]
    assert contract.leaving is not None
    assert (contract.leaving.reason, contract.leaving.by) == ("agreement", "both")
    assert not any("après la fin du contrat" in warning for warning in payslip.warnings)
    with pytest.raises(DossierError, match="departure of anne"):
        run(str(demo_folder), *DEPARTURE, "--write")
    assert files(demo_folder) == after


def test_comments_and_other_contracts_of_the_file_are_kept(demo_folder: Path) -> None:
    path = demo_folder / "workers" / "anne.yaml"
    was = path.read_text(encoding="utf-8").splitlines()
    run(str(demo_folder), *DEPARTURE, "--write")
    now = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in now if line in was] == was
    assert was[0] == now[0] == "# Employée à temps plein."


def test_an_incapacity_is_cut_in_the_file(demo_folder: Path) -> None:
    path = demo_folder / "workers" / "anne.yaml"
    content = (
        path.read_text(encoding="utf-8").rstrip()
        + "\n    incapacities: [{start: 2025-10-20, end: 2025-11-20, certificate: 2025-10-20}]\n"
    )
    path.write_text(content, encoding="utf-8")
    run(str(demo_folder), *DEPARTURE, "--write")
    contract = next(one for one in read_dossier(demo_folder).contracts if one.id == "anne")
    assert str(contract.incapacities[0].end) == "2025-10-30"


def test_a_contract_written_on_one_line_is_written_too(demo_folder: Path) -> None:
    path = demo_folder / "workers" / "anne.yaml"
    head = path.read_text(encoding="utf-8").partition("contracts:")[0]
    week = '{mon: "7.60", tue: "7.60", wed: "7.60", thu: "7.60", fri: "7.60"}'
    terms = f'{{pay_basis: monthly, amount: "2930.00", full_time_hours: "38.00", schedule: {week}}}'
    path.write_text(f"{head}contracts: [{{id: anne, start: 2018-09-01, terms: [{terms}]}}]\n", encoding="utf-8")
    run(str(demo_folder), *DEPARTURE, "--write")
    contract = next(one for one in read_dossier(demo_folder).contracts if one.id == "anne")
    assert contract.leaving is not None
    assert {item.kind for item in contract.items if item.once} >= {"premium", "departure_holiday_pay"}


def test_a_file_that_would_pay_something_else_is_refused_and_kept(demo_folder: Path) -> None:
    """Two contracts share their start by an anchor: an end written there would end both."""
    path = demo_folder / "workers" / "anne.yaml"
    content = path.read_text(encoding="utf-8")
    start = content.index("    terms:")
    shared = content[start:].replace("    terms:", "    terms: &terms", 1)
    before = content[:start] + shared.rstrip() + "\n    leaving: {}\n"
    path.write_text(before, encoding="utf-8")
    with pytest.raises((DossierError, InputError)):
        run(str(demo_folder), *DEPARTURE, "--write")
    assert path.read_text(encoding="utf-8") == before


def test_missing_law_blocks_the_totals_and_is_told(demo_folder: Path) -> None:
    """The home office's amount of 2026 was not found."""
    (demo_folder / "items" / "2026-10.csv").write_text("contract;kind;amount\nanne;home_office;100\n", encoding="utf-8")
    arguments = ("--contract", "anne", "--last-day", "2026-10-30", "--reason", "severance", "--by", "employer")
    shown = run(str(demo_folder), *arguments, "--right", "20", "--taken", "12", status=2)
    assert "Droit manquant" in shown
    assert "E-LAW-MISSING" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--contract", "anne", "--last-day", "31/10/2025", "--reason", "agreement"), "is not a date"),
        (("--contract", "anne", "--last-day", "2025-10-30", "--reason", "notice"), "who ends the contract"),
        (("--contract", "anne", "--last-day", "2025-10-30", "--reason", "agreement"), "holidays of 2025"),
        ((*DEPARTURE, "--double-paid", "-1"), "negative"),
    ],
)
def test_what_is_missing_is_asked_for(demo_folder: Path, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        run(str(demo_folder), *arguments)


def test_the_guide_s_command_answers_on_the_folder_it_makes(starter_folder: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "tutoriel.md").read_text(encoding="utf-8")
    (command,) = [line for line in guide.splitlines() if line.startswith("preste labour leave ")]
    _preste, _labour, _leave, folder, *options = shlex.split(command)
    assert folder == "mon-asbl"
    assert "Pécule de sortie simple" in run(str(starter_folder), *options)


def test_a_raise_known_late_is_settled_in_the_last_pay(demo_folder: Path) -> None:
    """It holds since September and became known in October: the pay shown is the pay made, and can be written."""
    path = demo_folder / "workers" / "anne.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    contract = next(one for one in document["contracts"] if one["id"] == "anne")
    last = contract["terms"][1]
    raised = last | {"valid_from": dt.date(2025, 9, 1), "known_since": dt.date(2025, 10, 10)}
    raised["amount"] = text(10_000 + parse(last["amount"]))
    contract["terms"].append(raised)
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    told = json.loads(run(str(demo_folder), *DEPARTURE, "--write", "--json"))
    dossier = read_dossier(demo_folder)
    anne = next(one for one in dossier.contracts if one.id == "anne")
    paid = pay_as_known(dossier, anne, Month(2025, 10))
    assert told["totals"]["net_paid"] == text(paid.trace["net_paid"])
    assert [line["amount"] for line in told["lines"] if line["code"] == "base_pay"][1:] == ["100.00"]


def test_a_holiday_after_the_end_has_its_own_formula(demo_folder: Path) -> None:
    """Anne is paid 30 days of October; a week later, 11 November is a Tuesday."""
    shown = run(str(demo_folder), *DEPARTURE)
    rows = [row for row in shown.splitlines() if "Jour férié du" in row and "€" in row]
    told: dict[str, Any] = json.loads(run(str(demo_folder), *DEPARTURE, "--json"))
    (first, *_rest) = told["explanation_after_end"]
    assert first["nodes"][0]["name"] == "holiday_after_end"
    assert any("÷" in row for row in rows), rows


def test_more_days_taken_than_the_right_are_told(demo_folder: Path) -> None:
    arguments = [*DEPARTURE[:-1], "20,5"]
    words = "plus de vacances prises (20,50 j) que le droit (20,00 j)"
    assert words in run(str(demo_folder), *arguments)
    assert words not in run(str(demo_folder), *DEPARTURE)


CUT = ("--contract", "anne", "--last-day", "2025-10-31", "--reason", "notice", "--by", "employer",
       "--notified", "2025-09-01", "--right", "20", "--taken", "12")  # fmt: skip


def test_the_rest_of_a_cut_notice_and_812_are_told_with_their_reasons(demo_folder: Path) -> None:
    """Anne began in September 2018: 84 months on 8 September 2025, 24 weeks to 22 February 2026; 114 days are left."""
    told: dict[str, Any] = json.loads(run(str(demo_folder), *CUT, "--json"))
    owed = next(one for one in told["items"] if one["kind"] == "severance")
    assert told["explanation_severance"] is not None
    assert "contribution_812" in owed["details"]
    assert any("il en reste 114 jours, soit 16,29 semaines" in step["why"] for step in told["severance"])
    assert any("cotisation 812 de l'employeur" in note for note in told["notes"])
    nothing: dict[str, Any] = json.loads(run(str(demo_folder), *CUT, "--rest", "nobody", "--json"))
    assert "severance" not in {one["kind"] for one in nothing["items"]}


def test_what_is_added_is_written_and_paid_as_shown(demo_folder: Path) -> None:
    told: dict[str, Any] = json.loads(run(str(demo_folder), *CUT, "--write", "--json"))
    dossier = read_dossier(demo_folder)
    contract = next(one for one in dossier.contracts if one.id == "anne")
    payslip = pay_as_known(dossier, contract, Month(2025, 10))
    assert "severance" in {line.code for line in payslip.lines}
    assert [line["amount"] for line in told["lines"]] == [text(line.amount) for line in payslip.lines]


def test_a_rule_of_the_premium_that_is_not_known_is_refused(demo_folder: Path) -> None:
    with pytest.raises(DossierError) as caught:
        run(str(demo_folder), *DEPARTURE, "--premium", "330")
    assert [error.field for error in caught.value.errors] == ["premium_scheme"]
