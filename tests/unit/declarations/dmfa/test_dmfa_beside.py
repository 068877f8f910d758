"""A declaration beside an earlier quarter's: by worker and code, who is new or gone, and sums that are the whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from preste.declarations.dmfa import model
from preste.declarations.dmfa.beside import Beside, Sum, beside
from preste.declarations.dmfa.figures import figures, net
from preste.declarations.dmfa.read import read
from preste.errors import InputError

VALID = Path(__file__).parent / "valid_20231.xml"
FIRST, STUDENT, MANUAL, LATER = "77101500172", "97010100173", "67101500156", "00410100162"


def declared() -> model.EmployerDeclaration:
    [form] = read(VALID)
    return form.employer_declaration


def next_quarter() -> model.EmployerDeclaration:
    """The student is gone, someone is new, and the first person's pay is cut in two occupations and higher."""
    old = declared()
    first, _, manual = old.natural_persons
    [record] = first.worker_records
    [job] = record.occupations
    pay, bonus = job.remuns
    one = replace(job, remuns=(replace(pay, remun_amount=500000), bonus))
    two = replace(job, occupation_sequence_nbr=2, services=job.services[:1], occupation_deductions=(),
                  remuns=(replace(pay, remun_amount=400000),))  # fmt: skip
    first = replace(first, worker_records=(replace(record, occupations=(one, two)),))
    new = replace(manual, inss=LATER)
    return replace(old, quarter="20232", natural_persons=(first, manual, new), net_owed_amount=old.net_owed_amount + 7)


def codes_of(found: Beside, inss: str) -> dict[tuple[str, str], tuple[Sum, Sum]]:
    [person] = (one for one in found.people if one.inss == inss)
    return {(one.kind, one.code): (one.before, one.now) for one in person.codes}


def test_the_figures_of_a_declaration_are_its_net_amount() -> None:
    declaration = declared()
    assert net(figures(declaration)) == declaration.net_owed_amount > 0


def test_each_code_has_before_now_and_difference() -> None:
    found = beside(next_quarter(), declared())
    assert (found.quarter, found.earlier, found.now - found.before) == ("20232", "20231", 7)
    before, now = codes_of(found, FIRST)["pay", "001"]
    assert (before.amount, now.amount, (now - before).amount) == (850000, 900000, 50000)
    before, now = codes_of(found, FIRST)["service", "001"]
    assert (before.days, now.days) == (6000, 12000)


def test_who_is_new_and_who_is_gone() -> None:
    found = beside(next_quarter(), declared())
    assert {one.inss: one.status for one in found.people} == {
        FIRST: "stays", MANUAL: "stays", LATER: "new", STUDENT: "gone",
    }  # fmt: skip
    student = next(one for one in found.people if one.inss == STUDENT)
    assert (student.before, student.now) == (4558, 0)
    assert codes_of(found, STUDENT)["student", "841"] == (Sum(amount=56000, hours=4000), Sum())


def test_the_totals_are_the_people_and_what_concerns_nobody() -> None:
    found = beside(next_quarter(), declared())
    for total in found.totals:
        parts = [one for person in found.people for one in person.codes] + list(found.unrelated)
        own = [one for one in parts if (one.kind, one.code) == (total.kind, total.code)]
        assert total.now.amount == sum(one.now.amount for one in own)
        assert total.before.days == sum(one.before.days for one in own)
    assert [one.code for one in found.unrelated] == ["862", "870"]


def test_alone_nobody_is_new() -> None:
    found = beside(declared())
    assert found.earlier == "" and {one.status for one in found.people} == {"stays"}
    assert [one.name() for one in found.people[0].codes if one.kind == "worker_reduction"] == ["Bonus à l'emploi"]


def test_another_employer_is_refused() -> None:
    with pytest.raises(InputError) as told:
        beside(declared(), replace(declared(), noss_registration_nbr="000100105"))
    assert told.value.code == "E-DMFA-BESIDE"
