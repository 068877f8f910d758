"""Declarations of generated employers: their amounts are the quarter's lines, and nothing blocks them."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.support.official import SCHEMAS
from tests.support.onss_numbers import notice_message, numbers_of

from preste.calendar import Quarter
from preste.declarations.dmfa.build import Built, build
from preste.declarations.dmfa.carry import numbers_after
from preste.declarations.dmfa.check import check
from preste.declarations.dmfa.check_update import check_update
from preste.declarations.dmfa.correct import compare, reasons_of
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.model import EmployerDeclaration, Form, WorkerRecord
from preste.declarations.dmfa.notices import read_update_notification
from preste.declarations.dmfa.read import read, read_update
from preste.declarations.dmfa.update import apply, between
from preste.declarations.dmfa.write import write, write_update
from preste.ids import establishment_unit, niss
from preste.payroll.month import Dossier
from preste.payroll.quarter import QuarterResult, quarter_of
from preste.payroll.quarter.model import NOT_LIABLE
from preste.records import Address, Establishment

from .employer_year import employer_years

MADE = dt.datetime(2026, 1, 20, 10, 0)

EXAMPLES = 2000 if os.environ.get("PRESTE_FULL") == "1" else 40
UPDATES = 400 if os.environ.get("PRESTE_FULL") == "1" else 15
YEARS = (2022, 2022, 2023, 2024, 2025)
"""Of 2022 and of the first quarter of 2023 the official schemas are known."""


def declarable(dossier: Dossier) -> Dossier:
    """The dossier with an establishment unit, and a national number of its own for each worker."""
    unit = Establishment(
        number=establishment_unit.make(29_999_991),
        name="Siège",
        address=Address(street="Rue du Modèle 3", postcode="5000", city="Namur"),
    )
    contracts = [
        replace(one, worker=replace(one.worker, niss=niss.make(one.worker.birth_date, 2 * (i + 1))))
        for i, one in enumerate(dossier.contracts)
    ]
    return replace(dossier, employer=replace(dossier.employer, establishments=(unit,)), contracts=contracts)


def records_of(declaration: EmployerDeclaration) -> Iterator[WorkerRecord]:
    for person in declaration.natural_persons:
        yield from person.worker_records


@given(st.data())
@settings(max_examples=EXAMPLES)
def test_a_declaration_is_its_lines(make: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    employer = data.draw(employer_years(make, years=YEARS))
    quarter = Quarter(employer.year, data.draw(st.integers(1, 4)))
    result = quarter_of(declarable(employer.known()), quarter)
    assume(result.lines)
    version = check_declaration(result, tmp_path_factory.mktemp("dmfa") / "dmfa.xml")
    event(f"in the structure of {version}")


@pytest.mark.parametrize("quarter", ["2022-1", "2022-2", "2022-3", "2022-4", "2023-1"])
def test_the_demo_s_declaration_is_its_lines(demo: Dossier, tmp_path: Path, quarter: str) -> None:
    """Each in the structure of its own quarter."""
    asked = Quarter.parse(quarter)
    version = check_declaration(quarter_of(demo, asked), tmp_path / "dmfa.xml")
    assert version == f"{asked.year}{asked.number}"


def check_declaration(result: QuarterResult, path: Path) -> str:
    """The declaration is clean, accepted by the official schema where there is one, and read back as the lines."""
    made = build(result, MADE)
    out = io.BytesIO()
    write(out, [made.form], made.version)
    path.write_bytes(out.getvalue())
    report = check(path, today=MADE.date())
    assert not report.findings, [(one.code, one.path, one.text["fr"]) for one in report.findings]
    xsd = SCHEMAS / "xsd" / "dmfa" / f"DmfAOriginal_{made.version}.xsd"
    if xsd.exists():
        schema_of(xsd).assertValid(etree.parse(path))
    (form,) = read(path)
    check_amounts(form.employer_declaration, result)
    return made.version


@cache
def schema_of(xsd: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(xsd))


def check_amounts(declaration: EmployerDeclaration, result: QuarterResult) -> None:
    """What is read back adds up to the quarter's lines and, with the named differences, to the months'."""
    records = list(records_of(declaration))
    declared: dict[str, int] = {}
    for record in records:
        for one in record.worker_contributions:
            code = one.contribution_worker_code
            declared[code] = declared.get(code, 0) + one.contribution_amount
        if record.student_contribution is not None:
            code = record.worker_code
            declared[code] = declared.get(code, 0) + record.student_contribution.student_contribution_amount
    for other in declaration.contributions_unrelated_to_np:
        code = other.unrelated_worker_code
        declared[code] = declared.get(code, 0) + other.unrelated_amount
    for code in {*declared, *result.provisional}:
        named = sum(one.amount for one in result.differences if one.code == code)
        assert declared.get(code, 0) == result.provisional.get(code, 0) + named, code
    reduced = sum(reductions_of(record) for record in records)
    if declaration.employer_compensation is not None:
        reduced += declaration.employer_compensation.compensation_amount or 0
    assert reduced == result.worker_reductions + result.employer_reductions
    assert declaration.net_owed_amount == sum(declared.values()) - reduced == result.owed
    for record in records:
        check_record(record)
    for line in result.lines:
        for occupation in line.occupations:
            assert 0 <= sum(one.amount for one in occupation.deductions) <= max(0, occupation.reducible)


def check_record(record: WorkerRecord) -> None:
    """The basis is the pay that owes contributions, at 108 % of a manual one; reductions do not exceed what is due."""
    pay = sum(
        each.remun_amount
        for one in record.occupations
        for each in one.remuns
        if each.remun_code.lstrip("0") not in NOT_LIABLE
    )
    manual = record.worker_code.startswith("0")
    for one in record.worker_contributions:
        if one.contribution_worker_code == record.worker_code:
            assert one.contribution_calculation_basis == ((pay * 108 + 50) // 100 if manual else pay)
    assert reductions_of(record) <= sum(one.contribution_amount for one in record.worker_contributions)


def reductions_of(record: WorkerRecord) -> int:
    employer = sum(each.deduction_amount or 0 for one in record.occupations for each in one.occupation_deductions)
    return employer + sum(one.deduction_amount or 0 for one in record.worker_deductions)


# ── modifications ──────────────────────────────────────────────────────────────────────────


@given(st.data())
@settings(max_examples=UPDATES)
def test_a_modification_makes_of_what_was_declared_what_is_known(
    make: Any, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Of facts known up to three months late: what was declared, modified, is what a declaration of today says."""
    employer = data.draw(employer_years(make, late=True))
    touched = {
        quarter
        for life in employer.lives
        for fact in life.facts
        for quarter in (Quarter(employer.year, 1 + (fact.first.month - 1) // 3),)
        if fact.first.year == employer.year and fact.known > quarter.months[-1].month
    }
    assume(touched)
    quarter = data.draw(st.sampled_from(sorted(touched)))
    then = quarter_of(declarable(employer.known(quarter.months[-1].month)), quarter)
    everything = declarable(employer.known())
    today = quarter_of(everything, quarter)
    if not then.lines or not today.lines:
        return
    folder = tmp_path_factory.mktemp("update")
    declared = written(folder / "declared.xml", build(then, MADE))
    now = build(today, MADE)
    found = compare(declared, now, reasons_of(today, everything.contracts, quarter.last))
    if not found.differs:
        assert difference([declared], [now.form]) == []
        return
    path = folder / "update.xml"
    with path.open("wb") as out:
        write_update(out, [found.update(numbers_of(declared), MADE, "une raison")], now.version)
    report = check_update(path, today=MADE.date())
    assert not report.findings, [(one.code, one.path, one.text["fr"]) for one in report.findings]
    xsd = SCHEMAS / "xsd" / "dmfa" / f"DmfAUpdate_{now.version}.xsd"
    if xsd.exists():
        schema_of(xsd).assertValid(etree.parse(path))
    [update] = read_update(path)
    assert difference([apply(declared, update)], [now.form]) == []
    told = {one.inss for one in update.employer_declaration_update.natural_person_updates}
    assert told == {one.inss for one in found.people if one.inss}
    # the way back is a second modification, under the versions that the notification of the first one tells
    known, mended = numbers_of(declared), apply(declared, update)
    [notice] = read_update_notification(notice_message(update, known))
    numbers = numbers_after([known, update, notice])
    assert numbers is not None
    again = between(mended, declared, numbers, made=MADE, justification="une raison")
    assert difference([apply(mended, again)], [declared]) == []


def written(path: Path, made: Built) -> Form:
    """The declaration as it is read back from its file."""
    with path.open("wb") as out:
        write(out, [made.form], made.version)
    [form] = read(path)
    return form
