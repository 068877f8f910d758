"""Wage scales and raises of many: the step and its next one, pay below a minimum, indexation whole or capped."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preste.calendar import Month
from preste.cli import main
from preste.cli.labour.raises import said_once
from preste.engine import replay
from preste.errors import DossierError, InputError
from preste.payroll.dossier import read_dossier
from preste.payroll.dossier_scales import scales_of
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.raises import indexation, steps
from preste.payroll.scales import below_minimum, step_of
from preste.records import Contract, WageScale

JUNE = Month(2026, 6)
HALF = (380, 380, 380, 380, 380, 0, 0)
SCALE = WageScale(
    name="4.1", pay_basis="monthly", valid_from=dt.date(2020, 1, 1), steps=((0, 240_000), (2, 250_000), (5, 270_000))
)
NEWER = replace(SCALE, valid_from=dt.date(2026, 6, 1), steps=((0, 244_800), (2, 255_000), (5, 275_400)))
SCALES = {"4.1": (SCALE, NEWER)}


def plain(text: str) -> str:
    """Without the spaces that do not break."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def contract(make: Any, start: str, amount: int, **more: Any) -> Contract:
    found: Contract = make.contract(
        start=dt.date.fromisoformat(start), terms=(make.terms(amount=amount, scale="4.1", **more),)
    )
    return found


def dossier(make: Any, *contracts: Contract) -> Dossier:
    return Dossier(make.employer(), contracts, scales=SCALES)


# ── the step ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "month", "years", "step", "pay", "next_on"),
    [
        ("2024-05-01", "2026-04", 1, 0, 240_000, "2026-05-01"),
        ("2024-05-01", "2026-05", 2, 2, 250_000, "2029-05-01"),
        ("2024-05-02", "2026-05", 1, 0, 240_000, "2026-06-01"),  # reached on the 2nd: from the next month
        ("2024-05-02", "2026-06", 2, 2, 255_000, "2029-06-01"),  # and the new amounts
        ("2010-01-15", "2026-06", 16, 5, 275_400, None),
        ("2024-02-29", "2026-02", 1, 0, 240_000, "2026-03-01"),
    ],
)
def test_the_step(make: Any, start: str, month: str, years: int, step: int, pay: int, next_on: str | None) -> None:
    one = contract(make, start, 300_000)
    found = step_of(SCALES, one, one.terms[0], Month.parse(month))
    assert found is not None
    told = found.next_on.isoformat() if found.next_on else None
    assert (found.years, found.step, found.pay, told) == (years, step, pay, next_on)


def test_half_time_is_paid_half_and_seniority_may_be_recognised(make: Any) -> None:
    one = contract(make, "2026-01-01", 137_700, schedule=HALF, scale_seniority_from=dt.date(2015, 1, 1))
    found = step_of(SCALES, one, one.terms[0], JUNE)
    assert found is not None
    assert (found.step, found.full_time, found.pay) == (5, 275_400, 137_700)
    assert list(below_minimum(SCALES, one, one.terms[0], JUNE)) == []


@given(first=st.dates(dt.date(2000, 1, 1), dt.date(2026, 6, 1)), months=st.integers(0, 240))
def test_seniority_never_takes_pay_away(make: Any, first: dt.date, months: int) -> None:
    one = contract(make, first.isoformat(), 300_000)
    scales = {"4.1": (replace(SCALE, valid_from=dt.date(1990, 1, 1)),)}
    at = Month(first.year, first.month).plus(1)
    before, after = (step_of(scales, one, one.terms[0], m) for m in (at.plus(months), at.plus(months + 1)))
    assert before is not None
    assert after is not None
    assert after.pay >= before.pay
    assert (after.step != before.step) == (before.next_on == at.plus(months + 1).first)


def test_a_scale_without_amounts_on_the_day_is_an_error(make: Any) -> None:
    one = contract(make, "2019-01-01", 300_000)
    with pytest.raises(InputError, match="has no amounts on 2019-12-01"):
        step_of(SCALES, one, one.terms[0], Month(2019, 12))
    hourly = contract(make, "2019-01-01", 1_500, pay_basis="hourly")
    with pytest.raises(InputError, match="is monthly, the terms are hourly"):
        step_of(SCALES, hourly, hourly.terms[0], JUNE)


def test_pay_below_the_scale_or_the_minimum_wage_is_told_on_the_payslip(make: Any) -> None:
    one = contract(make, "2024-05-02", 210_000)
    payslip = pay_contract(dossier(make, one), one, JUNE)
    told = [plain(w) for w in payslip.warnings if "sous le" in w]
    assert told == [
        "rémunération de base sous le barème 4.1, échelon 2 : 2 100,00 € au lieu de 2 550,00 €",
        "rémunération de base sous le revenu minimum moyen garanti : 2 100,00 € au lieu de 2 189,81 € ; "
        "les primes de l'année comptent, vérifiez l'année entière",
    ]
    enough = contract(make, "2024-05-02", 255_000)
    enough_paid = pay_contract(dossier(make, enough), enough, JUNE)
    assert [w for w in enough_paid.warnings if "sous le" in w] == []


# ── raises ─────────────────────────────────────────────────────────────────────────────────


def test_two_percent_under_the_capped_index(make: Any) -> None:
    """3,900 and 4,600 from June 2026: 2 % of all, and 2 % of the first 4,000, which saves 12 of which half is due."""
    low, high = (make.contract(id=str(a), terms=(make.terms(amount=a),)) for a in (390_000, 460_000))
    found = {one.contract.id: one for one in indexation(Dossier(make.employer(), (low, high)), JUNE, 200)}
    assert {id: one.amount for id, one in found.items()} == {"390000": 397_800, "460000": 468_000}
    trace = found["460000"].trace
    assert trace is not None
    assert (trace["fully_indexed"], trace["index_moderation"]) == (469_200, 1_200)
    assert trace["moderation_contribution"] == 600


def test_before_june_2026_and_once_moderated_the_index_is_whole(make: Any) -> None:
    one = Dossier(make.employer(), (make.contract(terms=(make.terms(amount=460_000),)),))
    assert [r.amount for r in indexation(one, Month(2026, 5), 200)] == [469_200]
    assert [r.amount for r in indexation(one, JUNE, 200, moderated=200)] == [469_200]
    assert [r.amount for r in indexation(one, JUNE, 300)] == [472_600]  # 3 % of all, less 2 % of 600


def test_the_threshold_of_part_time_is_its_part(make: Any) -> None:
    one = make.contract(terms=(make.terms(amount=230_000, schedule=HALF),))
    assert [r.amount for r in indexation(Dossier(make.employer(), (one,)), JUNE, 200)] == [234_000]


def test_hourly_pay(make: Any) -> None:
    low, high = (make.contract(id=str(a), terms=(make.terms(amount=a, pay_basis="hourly"),)) for a in (2_000, 2_500))
    found = list(indexation(Dossier(make.employer(), (low, high)), JUNE, 200))
    assert [(r.amount, r.why) for r in found] == [(2_040, "index"), (2_500, "problem")]
    assert isinstance(found[1].problem, InputError)
    assert found[1].problem.code == "E-INDEX-HOURLY"
    assert [r.amount for r in indexation(Dossier(make.employer(), (high,)), Month(2026, 5), 200)] == [2_550]


def test_who_is_below_the_newer_scale_gets_its_pay(make: Any) -> None:
    one = contract(make, "2024-05-02", 249_000)
    assert [(r.amount, r.why) for r in indexation(dossier(make, one), JUNE, 200)] == [(255_000, "scale")]


def test_who_begins_now_or_has_new_terms_that_day_keeps_them(make: Any) -> None:
    new = make.contract(id="new", start=JUNE.first)
    own = make.contract(
        id="own",
        terms=(make.terms(amount=300_000), make.terms(amount=320_000, valid_from=JUNE.first)),
    )
    found = list(indexation(Dossier(make.employer(), (new, own)), JUNE, 200))
    assert [(r.contract.id, r.amount, r.why) for r in found] == [("own", 320_000, "same")]


def test_steps_of_the_month(make: Any) -> None:
    reached, above, other = (
        replace(contract(make, start, amount), id=id)
        for id, start, amount in (
            ("reached", "2024-05-02", 240_000), ("above", "2024-05-02", 300_000), ("other", "2024-08-01", 240_000)
        )
    )  # fmt: skip
    found = list(steps(dossier(make, reached, above, other), JUNE))
    assert [(r.contract.id, r.amount, r.why) for r in found] == [
        ("reached", 255_000, "step"), ("above", 300_000, "same")
    ]  # fmt: skip
    terms = found[0].terms(JUNE)
    assert (terms.valid_from, terms.amount, terms.schedule) == (JUNE.first, 255_000, reached.terms[0].schedule)


@pytest.mark.parametrize("rate", [0, -100, 10_001])
def test_a_rate_that_is_none_is_refused(make: Any, rate: int) -> None:
    with pytest.raises(InputError, match="is no rate"):
        list(indexation(Dossier(make.employer(), ()), JUNE, rate))


# ── the folder and the commands ────────────────────────────────────────────────────────────

ROWS = "scale;pay_basis;valid_from;years;amount\n4.1;monthly;2026-01-01;0;2800,00\n4.1;monthly;2026-01-01;7;3100,00\n"


@pytest.fixture
def scaled(demo_folder: Path) -> Path:
    """The demonstration, with Anne on a scale."""
    (demo_folder / "scales.csv").write_text(ROWS, encoding="utf-8")
    file = demo_folder / "workers" / "anne.yaml"
    text = file.read_text(encoding="utf-8")
    old = '      - valid_from: 2026-01-01\n        function: "Animatrice socioculturelle"\n'
    assert old in text
    file.write_text(text.replace(old, old + '        scale: "4.1"\n'), encoding="utf-8")
    return demo_folder


def test_scales_are_read_from_the_folder(scaled: Path) -> None:
    (scale,) = read_dossier(scaled).scales["4.1"]
    assert (scale.pay_basis, scale.steps) == ("monthly", ((0, 280_000), (7, 310_000)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2800,00", "zero", "'zero' is not a decimal number"),
        ("2800,00", "0", "is no pay"),
        (";0;", ";1;", "no amount for 0 years"),
        (";7;", ";0;", "gives 0 years twice"),
        (";7;", ";-7;", "no number of years"),
        (";7;", ";²;", "no number of years"),
        ("monthly;2026-01-01;7", "hourly;2026-01-01;7", "monthly and hourly"),
        ("monthly;2026-01-01;0", "weekly;2026-01-01;0", "no pay basis"),
        ("2026-01-01;7", "2026-13-01;7", "is not a date"),
        ("4.1;monthly;2026-01-01;7", ";monthly;2026-01-01;7", "has no name"),
        ("years", "year", "unknown column 'year'"),
        ("4.1", "4.2", "no scale is called '4.1'"),
    ],
)
def test_a_fault_in_the_scales_is_told_with_its_row(scaled: Path, old: str, new: str, said: str) -> None:
    file = scaled / "scales.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        read_dossier(scaled)
    assert any(said in str(one) for one in caught.value.errors), [str(one) for one in caught.value.errors]


def test_scales_of_nothing() -> None:
    assert scales_of(()) == ({}, [])


def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["preste", "labour", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), capsys.readouterr().out


def test_the_command_tells_where_each_stands(scaled: Path, capsys: Any, monkeypatch: Any) -> None:
    status, out = call(capsys, monkeypatch, "scales", str(scaled), "--month", "2026-09", "--json")
    assert status == 0
    anne = next(one for one in json.loads(out)["contracts"] if one["contract"] == "anne")
    anne["warnings"] = [plain(one) for one in anne["warnings"]]
    assert anne == {
        "contract": "anne", "name": "Anne Exemple", "scale": "4.1", "seniority": 8, "step": 7, "minimum": "3100.00",
        "pay": "3050.00", "next_step": None, "new_step": False,
        "warnings": ["rémunération de base sous le barème 4.1, échelon 7 : 3 050,00 € au lieu de 3 100,00 €"],
    }  # fmt: skip
    status, out = call(capsys, monkeypatch, "scales", str(scaled), "--month", "2026-09")
    assert status == 0
    assert "anne" in out


def test_the_command_shows_an_indexation_and_writes_nothing(scaled: Path, capsys: Any, monkeypatch: Any) -> None:
    before = {path: path.read_bytes() for path in scaled.rglob("*.*") if path.is_file()}
    status, out = call(capsys, monkeypatch, "index", str(scaled), "--month", "2026-08", "--rate", "2,00", "--json")
    assert status == 0
    anne = next(one for one in json.loads(out)["contracts"] if one["contract"] == "anne")
    assert (anne["before"], anne["after"], anne["why"]) == ("3050.00", "3111.00", "index")
    assert replay(anne["explanation"])
    assert {path: path.read_bytes() for path in scaled.rglob("*.*") if path.is_file()} == before
    status, _ = call(capsys, monkeypatch, "index", str(scaled), "--month", "2026-08", "--rate", "0")
    assert status == 2


def test_what_is_missing_for_everybody_is_said_once_with_whom(scaled: Path, capsys: Any, monkeypatch: Any) -> None:
    status, out = call(capsys, monkeypatch, "index", str(scaled), "--month", "2027-03", "--rate", "2.00", "--json")
    assert status == 2
    (told,) = json.loads(out)["errors"]
    assert told.startswith("E-LAW-MISSING")
    assert re.search(r"\(\d+ contrats : .*anne", told)
    status, _ = call(capsys, monkeypatch, "index", str(scaled), "--month", "2027-03", "--rate", "2.00")
    assert status == 2


def test_an_error_of_one_contract_alone_is_told_as_it_is() -> None:
    one, both = InputError("wrong here", where="contract a"), InputError("missing law")
    told = said_once([("a", one), ("a", both), ("b", both)])
    assert told == [str(one), f"{both} (2 contrats : a, b)"]
    many = said_once([(f"c{n}", both) for n in range(12)])
    assert many == [f"{both} (12 contrats : c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, …)"]


def test_an_indexation_is_told_in_percent_with_the_law_it_rests_on(scaled: Path, capsys: Any, monkeypatch: Any) -> None:
    status, out = call(capsys, monkeypatch, "index", str(scaled), "--month", "2026-08", "--rate", "0,02")
    assert status == 0
    assert "Indexation de 0,02 %" in out
    assert "4 000,00" in out.replace("\u202f", " ")
    for wrong in (("--rate", "-2"), ("--rate", "200"), ("--rate", "2", "--moderated", "-3")):
        assert call(capsys, monkeypatch, "index", str(scaled), "--month", "2026-08", *wrong)[0] == 2


def test_the_template_is_a_scales_file(tmp_path: Path, scaled: Path, capsys: Any, monkeypatch: Any) -> None:
    path = tmp_path / "new.csv"
    assert call(capsys, monkeypatch, "scales", "--template", str(path))[0] == 0
    assert call(capsys, monkeypatch, "scales", "--template", str(path))[0] == 2  # never written over
    rows = path.read_text(encoding="utf-8") + ROWS.partition("\n")[2]
    (scaled / "scales.csv").write_text(rows, encoding="utf-8")
    assert list(read_dossier(scaled).scales) == ["4.1"]
