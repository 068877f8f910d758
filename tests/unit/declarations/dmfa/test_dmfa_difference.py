"""Two declarations side by side, in words and as JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from preste.declarations.dmfa import model
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.read import read

VALID = Path(__file__).parent / "valid_20231.xml"


def form() -> model.Form:
    [found] = read(VALID)
    return found


def changed(**changes: object) -> model.Form:
    return replace(form(), employer_declaration=replace(form().employer_declaration, **changes))


def test_the_same_declaration_differs_in_nothing() -> None:
    assert difference([form()], [form()]) == []


def test_order_and_numbering_do_not_matter() -> None:
    people = list(form().employer_declaration.natural_persons)
    renumbered = [replace(one, natural_person_sequence_nbr=9 - one.natural_person_sequence_nbr) for one in people]
    assert difference([form()], [changed(natural_persons=tuple(reversed(renumbered)))]) == []


def test_a_zone_is_told_with_its_way_and_both_values() -> None:
    first, *rest = form().employer_declaration.natural_persons
    [record] = first.worker_records
    [occupation] = record.occupations
    pay, bonus = occupation.remuns
    raised = replace(occupation, remuns=(replace(pay, remun_amount=860000), bonus))
    people = (replace(first, worker_records=(replace(record, occupations=(raised,)),)), *rest)
    [found] = difference([form()], [changed(natural_persons=people)])
    assert found.words() == (
        "personne 771015… (n° 1), ligne 362/495, occupation 1, rémunération 001 : RemunAmount 850000 → 860000"
    )
    assert found.words("nl").startswith("persoon 771015… (n° 1), lijn 362/495, tewerkstelling 1, bezoldiging 001:")
    told = found.as_dict()
    assert (told["zone"], told["before"], told["after"]) == ("RemunAmount", "850000", "860000")
    assert "77101500172" not in str(told)


def test_people_lines_and_codes_come_and_go() -> None:
    first, student, manual = form().employer_declaration.natural_persons
    [record] = first.worker_records
    [occupation] = record.occupations
    service, _sick = occupation.services
    other = replace(occupation, services=(service,), local_unit_id="2000000240")
    less = replace(record, occupations=(other,), worker_deductions=())
    people = (replace(first, worker_records=(less,)), replace(manual, inss="00410100162"), student)
    words = [one.words() for one in difference([form()], [changed(natural_persons=people, net_owed_amount=1)])]
    assert words == [
        "déclaration : NetOwedAmount 693034 → 1",
        "personne 771015… (n° 1), ligne 362/495, occupation 1 : LocalUnitID 2000000141 → 2000000240",
        "personne 771015… (n° 1), ligne 362/495, occupation 1, prestation 050 : en moins",
        "personne 771015… (n° 1), ligne 362/495, réduction 0001 : en moins",
        "personne 671015… (n° 3) : en moins",
        "personne 004101… (n° 3) : en plus",
    ]


def test_one_block_that_comes_or_goes() -> None:
    declaration = form().employer_declaration
    vehicle = replace(declaration.company_vehicles[0], eco_vehicle=1)
    compensation = model.EmployerCompensation(compensation_code="01", compensation_amount=5)
    new = changed(company_vehicles=(vehicle,), employer_compensation=compensation)
    assert [one.words("en") for one in difference([form()], [new])] == [
        "vehicle 1ABC123: EcoVehicle – → 1",
        "EmployerCompensation: added",
    ]


def test_declarations_of_several_quarters_are_kept_apart() -> None:
    other = changed(quarter="20224")
    words = [one.words() for one in difference([form(), other], [form(), changed(net_owed_amount=7)])]
    assert words[-1] == "déclaration 000100006 20224 : en moins"
    assert difference([form()], [form(), other])[0].kind == "added"
