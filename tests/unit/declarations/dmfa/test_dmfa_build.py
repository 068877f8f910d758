"""A quarter's declaration: the blocks of each kind of line, and what is refused because nobody told it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.support.official import official

from preste.belgium.quarter.reductions import Situation
from preste.calendar import Quarter
from preste.declarations.dmfa.build import Built, build, build_collected
from preste.declarations.dmfa.check import check_file
from preste.declarations.dmfa.collect import collect
from preste.declarations.dmfa.model import WorkerRecord
from preste.declarations.dmfa.write import write
from preste.errors import DossierError, InputError, NoParameter
from preste.ids import establishment_unit, niss
from preste.payroll.month import Dossier
from preste.payroll.quarter import NO_RIGHTS, GivenFact, QuarterResult, QuarterRun, Rights, quarter_of
from preste.records import Address, Contract, Establishment

MADE = dt.datetime(2022, 4, 20, 9, 30)
FIRST_2022 = Quarter(2022, 1)
HALF = (760, 760, 380, 0, 0, 0, 0)
UNITS = tuple(
    Establishment(
        number=establishment_unit.make(serial), name="Siège",
        address=Address(street="Rue du Modèle 3", postcode="5000", city="Namur"),
    )
    for serial in (29_999_991, 29_999_981)
)  # fmt: skip


def quarter(make: Any, *contracts: Contract, of: Quarter = FIRST_2022, **more: Any) -> QuarterResult:
    given, rights = more.pop("given", ()), more.pop("rights", NO_RIGHTS)
    return quarter_of(make.dossier(*contracts, **{"establishments": UNITS[:1]} | more), of, given=given, rights=rights)


def records(built: Built) -> list[WorkerRecord]:
    out = io.BytesIO()
    write(out, [built.form], built.version)
    report = check_file(io.BytesIO(out.getvalue()), today=built.form.form_creation_date)
    assert not report.findings, [(one.code, one.path) for one in report.findings]
    return [record for person in built.form.employer_declaration.natural_persons for record in person.worker_records]


def test_severance_is_an_occupation_of_its_own(make: Any) -> None:
    details = {"covered_from": "2022-03-01", "covered_to": "2022-06-30"}
    item = make.item("severance", 1_000_000, since="2022-02-28", once=True, details=details)
    (record,) = records(build(quarter(make, make.contract(end=dt.date(2022, 2, 28), items=(item,))), MADE))
    worked, *severed = record.occupations
    assert (worked.occupation_ending_date, worked.local_unit_id) == (dt.date(2022, 2, 28), UNITS[0].number)
    assert [one.remuns[0].remun_code for one in severed] == ["003", "003"]
    assert [one.local_unit_id for one in severed] == ["8999999894", "8999999894"]
    assert [one.occupation_deductions for one in severed] == [(), ()]


def test_two_lines_of_a_worker_are_one_person(make: Any) -> None:
    one = make.contract(id="a", schedule=HALF, amount=125_000)
    other = make.contract(id="b", status="blue_collar", schedule=HALF, amount=125_000)
    built = build(quarter(make, one, other), MADE)
    assert [record.worker_code for record in records(built)] == ["495", "015"]
    assert len(list(built.form.employer_declaration.natural_persons)) == 1


def test_a_premium_tells_its_frequency_and_a_full_timer_no_hours(make: Any) -> None:
    item = make.item("premium", 12_000, since="2022-01-01", once=True)
    (record,) = records(build(quarter(make, make.contract(items=(item,))), MADE))
    (occupation,) = record.occupations
    assert {one.remun_code: one.bonus_payment_frequency is not None for one in occupation.remuns} == {
        "001": False, "002": True,
    }  # fmt: skip
    assert [one.service_nbr_hours for one in occupation.services] == [None]


def test_days_without_work_between_two_schedules_say_so(make: Any) -> None:
    """Monday to Wednesday from a Thursday, and another schedule from the Friday: nothing was due on that Thursday."""
    first = make.terms(valid_from=dt.date(2022, 2, 3), valid_to=dt.date(2022, 2, 3), schedule=HALF, amount=125_000)
    contract = make.contract(start=dt.date(2022, 2, 3), terms=(first, make.terms(valid_from=dt.date(2022, 2, 4))))
    (record,) = records(build(quarter(make, contract), MADE))
    assert [one.days_justification for one in record.occupations] == ["7", None]


def test_the_retention_on_double_holiday_pay_is_of_nobody(make: Any) -> None:
    """13.07 % of 85/92 of 2 000 EUR, 1 847.83, of which no remuneration is told."""
    item = make.item("double_holiday_pay", 200_000, since="2022-01-01", once=True)
    built = build(quarter(make, make.contract(items=(item,))), MADE)
    (other,) = built.form.employer_declaration.contributions_unrelated_to_np
    assert (other.unrelated_worker_code, other.unrelated_amount) == ("870", 24_151)
    (record,) = records(built)
    assert [one.remun_code for one in record.occupations[0].remuns] == ["001"]


def test_the_contract_names_its_establishment_when_there_are_several(make: Any) -> None:
    with pytest.raises(InputError, match="establishment unit") as refused:
        build(quarter(make, make.contract(), establishments=UNITS), MADE)
    assert refused.value.where == "w"
    named = make.contract(establishment=UNITS[1].number)
    (record,) = records(build(quarter(make, named, establishments=UNITS), MADE))
    assert record.occupations[0].local_unit_id == UNITS[1].number


def test_what_nobody_told_is_refused_together(make: Any) -> None:
    result = quarter(make, make.contract(worker=make.worker(niss="")), establishments=())
    with pytest.raises(DossierError) as refused:
        build(result, MADE)
    assert [one.field for one in refused.value.errors] == ["niss", "establishment"]


INDEMNITY = {"months": "3", "allowance": "1500,00", "age": "60", "sector": "non_market", "family": "0"}
TOLD = {"first": "2021-10-01", "notice": "2021-03-31", "agreement": "sector"}


def with_indemnity(make: Any, code: str = "879", **more: str) -> QuarterResult:
    fact = GivenFact(contract="c", code=code, amount=45_000, details=INDEMNITY | more)
    return quarter(make, make.contract(), given=(fact,))


@pytest.mark.parametrize("code", ["879", "883"])
def test_a_complementary_indemnity_is_a_block_of_its_own(make: Any, code: str) -> None:
    """450 EUR a month for three months, from 60 on: 12.38 % of the employer (55.71), 6.5 % of 1,950 of the worker."""
    result = with_indemnity(make, code, **TOLD)
    _, record = records(build(result, MADE))
    (block,) = record.complementary_indemnities
    assert (record.worker_code, record.worker_contributions) == (code, ())
    half = {"879": "0", "883": "9"}[code]
    assert (block.half_time_career_interruption_notion, block.service_exemption_notion) == (half, "9")
    assert (block.first_compl_indemnity_date, block.notice_date) == (dt.date(2021, 10, 1), dt.date(2021, 3, 31))
    assert (block.compl_indemnity_agreement_notion, block.joint_commission_nbr) == (1, "329.02")
    employer, worker = block.compl_indemnity_contributions
    assert (employer.contribution_worker_code, employer.contribution_type) == ({"879": "277", "883": "284"}[code], 4)
    assert (employer.indemnity_contribution_period_code, employer.contribution_amount) == (5, 3 * 5_571)
    assert (worker.contribution_worker_code, worker.contribution_type) == ("295", 0)
    assert (worker.welfare_benefit_theoretical_amount, worker.compl_indemnity_nbr_months) == (150_000, 3)
    assert worker.contribution_amount == 3 * 12_675
    xsd = official("xsd", "dmfa", "DmfAOriginal_20221.xsd")
    etree.XMLSchema(etree.parse(xsd)).assertValid(etree.fromstring(written(build(result, MADE))).getroottree())


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"first": "2021-10-01", "agreement": "sector"}, "notice"),
        (TOLD | {"first": "2016-10-01", "notice": "2016-01-01"}, "first"),
        (TOLD | {"notice": "2021-10-01"}, "notice"),
    ],
)
def test_an_indemnity_without_its_facts_is_refused(make: Any, told: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as refused:
        build(with_indemnity(make, **told), MADE)
    assert refused.value.field == field


def test_pay_taken_back_is_refused(make: Any) -> None:
    result = quarter(make, make.contract())
    (line,) = result.lines
    (occupation,) = line.occupations
    taken = replace(occupation, remunerations=(replace(occupation.remunerations[0], amount=-1),))
    with pytest.raises(InputError, match="negative pay"):
        build(replace(result, lines=(replace(line, occupations=(taken,)),)), MADE)


def test_an_empty_quarter_is_refused(make: Any) -> None:
    with pytest.raises(InputError, match="nothing is to be declared"):
        build(quarter(make, make.contract(start=dt.date(2023, 1, 1))), MADE)


def test_missing_law_makes_no_declaration(make: Any) -> None:
    with pytest.raises(NoParameter):
        build(quarter(make, make.contract(), of=Quarter(2021, 2)), MADE)


@pytest.mark.parametrize(
    ("of", "words"), [((2023, 3), "EmployerCompensation"), ((2022, 4), "HolidayStartingDate"), ((2024, 1), "20241")]
)
def test_what_is_left_out_is_said(make: Any, of: tuple[int, int], words: str) -> None:
    built = build(quarter(make, make.contract(status="blue_collar"), of=Quarter(*of)), MADE)
    assert any(words in note for note in built.notes)


# ── worker by worker ───────────────────────────────────────────────────────────────────────


def several(make: Any) -> Dossier:
    """Three workers, one with a car and holiday pay, one with two contracts."""
    car = {"catalogue_value": "30000.00", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14"}
    items = (
        make.item("company_car", details=car | {"plate": "1ABC234"}),
        make.item("double_holiday_pay", 200_000, since="2022-01-01", once=True),
    )
    v, w, x = (make.worker(id=name, niss=niss.make(dt.date(1990, 1, 1), 2 * i)) for i, name in enumerate("vwx", 1))
    contracts = (
        make.contract(id="a", worker=v, items=items),
        make.contract(id="b", worker=w, schedule=HALF, amount=125_000),
        make.contract(id="c", worker=w, status="blue_collar", schedule=HALF, amount=125_000),
        make.contract(id="d", worker=x, status="blue_collar", amount=180_000),
    )
    dossier: Dossier = make.dossier(*contracts, establishments=UNITS[:1])
    return dossier


def written(built: Built) -> bytes:
    out = io.BytesIO()
    write(out, [built.form], built.version)
    return out.getvalue()


def test_a_declaration_collected_worker_by_worker_is_the_same_file(make: Any, tmp_path: Path) -> None:
    dossier = several(make)
    whole = build(quarter_of(dossier, FIRST_2022), MADE)
    with (tmp_path / "spool").open("x+b") as spool:
        built = build_collected(collect(QuarterRun(dossier, FIRST_2022), spool), MADE)
        assert written(built) == written(whole) == written(built)
        people = list(built.form.employer_declaration.natural_persons)
    assert built.notes == whole.notes
    assert people == list(whole.form.employer_declaration.natural_persons)
    assert len(people) == 3


def test_what_no_zone_may_hold_is_told_with_whose_it_is(make: Any, tmp_path: Path) -> None:
    wrong = several(make)
    wrong = replace(wrong, contracts=[replace(one, joint_committee="329-02") for one in wrong.contracts[:2]])
    with (tmp_path / "spool").open("x+b") as spool:
        found = collect(QuarterRun(wrong, FIRST_2022), spool)
        with pytest.raises(DossierError) as refused:
            build_collected(found, MADE)
    assert {one.code for one in refused.value.errors} == {"E-MESSAGE"}
    assert [one.where.partition(",")[0] for one in refused.value.errors] == ["v", "w"]


def test_what_every_worker_lacks_is_told_together(make: Any, tmp_path: Path) -> None:
    wrong = several(make)
    wrong = replace(wrong, contracts=[replace(one, worker=replace(one.worker, niss="")) for one in wrong.contracts])
    with (tmp_path / "spool").open("x+b") as spool:
        found = collect(QuarterRun(wrong, FIRST_2022), spool)
        with pytest.raises(DossierError) as refused:
            build_collected(found, MADE)
    assert [(one.where, one.field) for one in refused.value.errors] == [("v", "niss"), ("w", "niss"), ("x", "niss")]


def shorter_week(**told: Any) -> Rights:
    return Rights(situations={"c": Situation(working_time_since=dt.date(2021, 11, 1), **told)})


@pytest.mark.parametrize(
    ("measure", "code", "date", "detailed"),
    [
        ("36_hours", "3500", None, True),
        ("four_days", "3510", dt.date(2021, 11, 1), False),
        ("both", "3520", dt.date(2021, 11, 1), True),
    ],
)
def test_a_shorter_week_is_told_with_its_measure(
    make: Any, measure: str, code: str, date: dt.date | None, detailed: bool
) -> None:
    """3500 and 3520 ask the measure's day and the hours before and after; 3510 and 3520 the day of the right."""
    hours = {"working_time_before": 3800, "working_time_after": 3600}
    rights = shorter_week(working_time=measure, **(hours if detailed else {}))
    (record,) = records(build(quarter(make, make.contract(), rights=rights), MADE))
    (_, deduction) = record.occupations[0].occupation_deductions
    assert (deduction.deduction_code, deduction.deduction_right_starting_date) == (code, date)
    detail = deduction.occupation_deduction_detail
    assert (detail is not None) is detailed
    if detail is not None:
        assert (detail.deduction_detail_sequence_nbr, detail.working_regulations_ending_date) == (1, None)
        assert detail.working_regulations_starting_date == dt.date(2021, 11, 1)
        assert (detail.average_working_time_before_reduction, detail.average_working_time_after_reduction) == (
            3800,
            3600,
        )


def test_a_shorter_week_without_its_hours_is_refused(make: Any) -> None:
    with pytest.raises(DossierError) as refused:
        build(quarter(make, make.contract(), rights=shorter_week(working_time="36_hours")), MADE)
    assert [one.field for one in refused.value.errors] == ["working_time_before", "working_time_after"]


def test_the_restructuring_reduction_tells_the_first_day_of_its_right(make: Any) -> None:
    contract = make.contract(restructuring_right=2, restructuring_since=dt.date(2022, 1, 3))
    (record,) = records(build(quarter(make, contract), MADE))
    assert [(one.deduction_code, one.deduction_right_starting_date) for one in record.worker_deductions] == [
        ("0001", None), ("0601", dt.date(2022, 1, 3)),
    ]  # fmt: skip
    with pytest.raises(InputError, match="first day of the restructuring reduction"):
        build(quarter(make, make.contract(restructuring_right=2)), MADE)


def test_the_official_schema_accepts_a_measure_of_working_time(make: Any) -> None:
    hours = {"working_time_before": 3800, "working_time_after": 3600}
    rights = shorter_week(working_time="both", **hours)
    contract = make.contract(restructuring_right=2, restructuring_since=dt.date(2022, 1, 3))
    out = io.BytesIO()
    built = build(quarter(make, contract, rights=rights), MADE)
    write(out, [built.form], built.version)
    schema = etree.XMLSchema(file=str(official("xsd", "dmfa", "DmfAOriginal_20221.xsd")))
    schema.assertValid(etree.fromstring(out.getvalue()))


def test_the_compensation_of_the_first_half_of_2023(make: Any) -> None:
    """7.07 % of basic contributions and moderation less the reductions, the social Maribel left in: 2 430.00 less
    79.00 + 0.2557 × (8 892.89 − 7 500.00) is 1 994.84. Flexi-jobs give nothing."""
    flexi = make.contract(id="f", worker=make.worker(id="f"), regime="flexi", amount=60_000, schedule=HALF)
    with_flexi = quarter(make, make.contract(), flexi, of=Quarter(2023, 1)).of_employer.compensation
    result = quarter(make, make.contract(), of=Quarter(2023, 1))
    told = result.of_employer.compensation
    assert told is not None and told == with_flexi
    assert (told.base, told.amount) == (199_484, 14_104)
    assert result.employer_reductions == 43_516 + 14_104
    assert result.owed == result.total - result.worker_reductions - result.employer_reductions
    built = build(result, dt.datetime(2023, 4, 20, 9, 30))
    declared = built.form.employer_declaration
    assert declared.employer_compensation is not None and declared.net_owed_amount == result.owed
    assert declared.employer_compensation.compensation_amount == 14_104
    records(built)


def test_no_compensation_with_a_tax_haven_nor_in_other_quarters(make: Any) -> None:
    given = [GivenFact(contract="", code="no_compensation", amount=0)]
    result = quarter(make, make.contract(), of=Quarter(2023, 2), given=given)
    built = build(result, dt.datetime(2023, 7, 20, 9, 30))
    told = built.form.employer_declaration.employer_compensation
    assert told is not None and (told.compensation_amount, told.compensation_exception) == (None, "01")
    assert result.employer_reductions == sum(one.amount for one in result.lines[0].occupations[0].deductions)
    later = quarter(make, make.contract(), of=Quarter(2023, 3))
    assert later.of_employer.compensation is None
    assert any("report de paiement" in note for note in build(later, dt.datetime(2023, 10, 20, 9, 30)).notes)


def test_the_holidays_of_manual_workers_are_told_in_the_fourth_quarter(make: Any) -> None:
    made = dt.datetime(2023, 1, 20, 9, 30)
    manual = make.contract(status="blue_collar", amount=250_000)
    given = [GivenFact(contract="", code="holidays", amount=0, details={"first": "2023-07-10"})]
    built = build(quarter(make, manual, of=Quarter(2022, 4), given=given), made)
    assert built.form.employer_declaration.holiday_starting_date == dt.date(2023, 7, 10)
    records(built)
    untold = build(quarter(make, manual, of=Quarter(2022, 4)), made)
    assert untold.form.employer_declaration.holiday_starting_date is None
    assert any("« holidays »" in note for note in untold.notes)
    employee = build(quarter(make, make.contract(), of=Quarter(2022, 4), given=given), made)
    assert employee.form.employer_declaration.holiday_starting_date is None
