"""Declared quarters beside what is known now: who differs and why, and when a justification is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support.onss_numbers import numbers_of

from preste.calendar import Month, Quarter
from preste.declarations.dmfa.build import build
from preste.declarations.dmfa.correct import Modified, compare, declared_state, reasons_of
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.write import write, write_update
from preste.errors import InputError
from preste.ids import establishment_unit, niss
from preste.payroll.month import Dossier
from preste.payroll.quarter import quarter_of
from preste.records import Address, Establishment

FIRST = Quarter(2022, 1)
MAY = Month(2022, 5)
MADE = dt.datetime(2022, 6, 1, 9, 0)
LATE = dt.datetime(2022, 10, 3, 9, 0)


def dossier_of(make: Any, *contracts: Any) -> Dossier:
    unit = Establishment(
        number=establishment_unit.make(29_999_991), name="Siège",
        address=Address(street="Rue du Modèle 3", postcode="5000", city="Namur"),
    )  # fmt: skip
    made: Dossier = make.dossier(*contracts)
    return replace(made, employer=replace(made.employer, establishments=(unit,)))


def worker(make: Any, number: int) -> Any:
    made = make.worker(id=f"w{number}")
    return replace(made, niss=niss.make(made.birth_date, 2 * number))


def raised(make: Any, amount: int = 260_000) -> Dossier:
    """Two workers; of the first another pay from February, known in May."""
    low = make.terms(valid_to=dt.date(2022, 1, 31))
    high = make.terms(valid_from=dt.date(2022, 2, 1), amount=amount, known_since=dt.date(2022, 5, 10))
    one = make.contract(id="one", worker=worker(make, 1), terms=(low, high))
    return dossier_of(make, one, make.contract(id="two", worker=worker(make, 2)))


def modified(dossier: Dossier, until: Month = MAY) -> Modified:
    declared = build(quarter_of(dossier, FIRST), MADE)
    result = quarter_of(dossier, FIRST, until)
    return compare(declared.form, build(result, MADE), reasons_of(result, dossier.contracts, FIRST.last))


def test_a_late_raise_is_the_reason_of_the_one_it_is_of(make: Any) -> None:
    found = modified(raised(make))
    (one,) = found.people
    assert one.inss == niss.compact(worker(make, 1).niss)
    assert [(reason.kind, reason.code, reason.amount, reason.known) for reason in one.reasons] == [
        ("late_pay", "1", 10_000, None), ("terms", "", 0, dt.date(2022, 5, 10)),
    ]  # fmt: skip
    assert found.explained and found.due > 0
    assert found.reasons == "fait connu tardivement ; conditions du contrat connues après le trimestre (10/05/2022)"


def test_nothing_new_is_nothing_to_modify(make: Any) -> None:
    found = modified(raised(make), Month(2022, 4))
    assert not found.differs and found.due == 0


def test_arrears_paid_later_are_a_reason(make: Any) -> None:
    item = make.item("arrears", 40_000, since="2022-04-30", once=True, details={"earned": "2022-03"})
    found = modified(dossier_of(make, make.contract(worker=worker(make, 1), items=(item,))), Month(2022, 4))
    (one,) = found.people
    assert [(reason.kind, reason.amount, reason.words()) for reason in one.reasons] == [
        ("late_pay", 40_000, "arriérés")
    ]


def test_a_justification_comes_from_the_records_where_it_is_due(make: Any) -> None:
    """Pay is lower: two quarters later none is due, three quarters later it is."""
    found = modified(raised(make, 240_000))
    numbers = numbers_of(found.declared)
    assert found.update(numbers, MADE).employer_declaration_update.justification is None
    told = found.update(numbers, LATE).employer_declaration_update.justification
    assert told == found.reasons and "fait connu tardivement" in found.reasons
    mine = found.update(numbers, LATE, "double paiement").employer_declaration_update.justification
    assert mine == "double paiement"


def test_what_no_record_explains_gets_no_justification_of_ours(make: Any) -> None:
    """A dossier that says less than it did, without saying since when."""
    before, after = (
        dossier_of(make, make.contract(worker=worker(make, 1), amount=amount)) for amount in (250_000, 240_000)
    )
    declared, result = build(quarter_of(before, FIRST), MADE), quarter_of(after, FIRST)
    found = compare(declared.form, build(result, MADE), reasons_of(result, after.contracts, FIRST.last))
    assert [reason.kind for reason in found.people[0].reasons] == ["other"] and not found.explained
    with pytest.raises(InputError) as told:
        found.update(numbers_of(declared.form), LATE)
    assert told.value.code == "E-UPDATE-REASON"


def test_what_was_declared_is_the_original_and_its_modifications(make: Any, tmp_path: Path) -> None:
    found = modified(raised(make))
    original, update = tmp_path / "dmfa.xml", tmp_path / "update.xml"
    with original.open("wb") as out:
        write(out, [found.declared], found.now.version)
    with update.open("wb") as out:
        write_update(out, [found.update(numbers_of(found.declared), MADE)], found.now.version)
    state = declared_state([original, update])
    assert list(state) == ["20221"]
    assert difference([state["20221"]], [found.now.form]) == []
    for wrong in ([update], [original, original]):
        with pytest.raises(InputError):
            declared_state(wrong)


def test_another_employer_s_declaration_is_refused(make: Any) -> None:
    dossier = raised(make)
    result = quarter_of(dossier, FIRST)
    now = build(result, MADE)
    other = replace(now.form.employer_declaration, noss_registration_nbr="000000000")
    with pytest.raises(InputError):
        compare(replace(now.form, employer_declaration=other), now, {})
