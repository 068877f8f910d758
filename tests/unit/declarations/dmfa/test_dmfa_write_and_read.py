"""Official samples read, and written back equal in meaning; and what a version cannot hold is refused."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.support.official import official

from preste.declarations.dmfa import model, structure
from preste.declarations.dmfa.read import people, read, read_update
from preste.declarations.dmfa.write import write, write_update
from preste.declarations.dmfa.zones import ZONES
from preste.declarations.structure import Code, Number
from preste.errors import InputError

SAMPLES = (
    "DmfAOriginal_20222_1.xml",
    "DmfAOriginal_20223_1.xml",
    "DmfAOriginal_20223_1_Corrected.xml",
    "DmfAOriginal_2Quarters.xml",
)


def meaning(element: etree._Element) -> object:
    """An element with its numbers without leading zeros, so that two ways to write the same are equal."""
    children = [meaning(child) for child in element if isinstance(child.tag, str)]
    text = (element.text or "").strip()
    domain = ZONES.get(element.tag, ("", None))[1]
    if isinstance(domain, (Number, Code)) and text.isdigit():
        text = str(int(text))
    return element.tag, children or text


def schema_of(path: Path) -> etree.XMLSchema:
    root = etree.parse(path).getroot()
    name = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation")
    return etree.XMLSchema(etree.parse(official("xsd", "dmfa", name)))


@pytest.mark.parametrize("name", SAMPLES)
def test_official_samples_come_back_equal_in_meaning(name: str) -> None:
    path = official("samples", name)
    forms = read(path)
    out = io.BytesIO()
    write(out, forms, "20222" if "20222_1" in name else "20223")
    again = etree.fromstring(out.getvalue())
    assert meaning(again) == meaning(etree.parse(path).getroot())
    assert schema_of(path).validate(again) == schema_of(path).validate(etree.parse(path))


def test_the_official_modification_comes_back_equal_in_meaning() -> None:
    path = official("samples", "DmfAUpdate_20223_1.xml")
    out = io.BytesIO()
    write_update(out, read_update(path))
    again = etree.fromstring(out.getvalue())
    assert meaning(again) == meaning(etree.parse(path).getroot())
    assert schema_of(path).validate(again) == schema_of(path).validate(etree.parse(path))


def test_people_come_one_after_the_other() -> None:
    path = official("samples", "DmfAOriginal_2Quarters.xml")
    with path.open("rb") as source:
        found = list(people(source))
    assert found == [person for form in read(path) for person in form.employer_declaration.natural_persons]
    assert len(found) == len(etree.parse(path).findall(".//NaturalPerson")) > 4


# ── written by hand, without official files ─────────────────────────────────────────────────


def employee(number: int = 1) -> model.NaturalPerson:
    occupation = model.Occupation(
        occupation_sequence_nbr=1,
        occupation_starting_date=dt.date(2020, 9, 1),
        joint_commission_nbr="329.02",
        working_days_system=500,
        contract_type=0,
        ref_mean_working_hours=3800,
        mean_working_hours=3800,
        retired=0,
        occupation_user_reference="A & B <c>",
        local_unit_id="2000000141",
        services=(model.Service(service_sequence_nbr=1, service_code="001", service_nbr_days=6500),),
        remuns=(model.Remun(remun_sequence_nbr=1, remun_code="001", remun_amount=900000),),
    )
    record = model.WorkerRecord(
        employer_class="362",
        worker_code="495",
        noss_quarter_starting_date=dt.date(2023, 1, 1),
        noss_quarter_ending_date=dt.date(2023, 3, 31),
        border=0,
        occupations=(occupation,),
        worker_contributions=(
            model.WorkerContribution(
                contribution_worker_code="495",
                contribution_type=0,
                contribution_calculation_basis=900000,
                contribution_amount=342630,
            ),
        ),
        worker_deductions=(model.WorkerDeduction(deduction_code="0001", deduction_amount=5400),),
    )
    return model.NaturalPerson(natural_person_sequence_nbr=number, inss="77101500172", worker_records=(record,))


def form(*persons: model.NaturalPerson, quarter: str = "20231") -> model.Form:
    return model.Form(
        form_creation_date=dt.date(2023, 4, 12),
        form_creation_hour=dt.time(10, 0),
        reference=model.Reference(reference_nbr="ASBL-1"),
        employer_declaration=model.EmployerDeclaration(
            quarter=quarter,
            noss_registration_nbr="000100006",
            trusteeship=0,
            company_id="0400767772",
            net_owed_amount=337230,
            natural_persons=persons or (employee(),),
        ),
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    with path.open("wb") as out:
        write(out, [form()])
    assert read(path) == [form()]
    text = path.read_text(encoding="utf-8")
    assert "DmfAOriginal_20231.xsd" in text
    assert "<DeductionCode>0001</DeductionCode>" in text
    assert "A &amp; B &lt;c&gt;" in text


def test_what_is_written_follows_the_official_schema() -> None:
    out = io.BytesIO()
    write(out, [form()])
    schema = etree.XMLSchema(etree.parse(official("xsd", "dmfa", "DmfAOriginal_20231.xsd")))
    schema.assertValid(etree.fromstring(out.getvalue()))


def test_the_version_may_be_newer_than_the_quarter() -> None:
    out = io.BytesIO()
    write(out, [form(quarter="20221"), form()], version="20231")
    assert b"DmfAOriginal_20231.xsd" in out.getvalue()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"joint_commission_nbr": "32902"}, "JointCommissionNbr"),
        ({"working_days_system": 701}, "WorkingDaysSystem"),
        ({"working_days_system": True}, "WorkingDaysSystem"),
        ({"working_days_system": "500"}, "WorkingDaysSystem"),
        ({"working_days_system": None}, "WorkingDaysSystem"),
        ({"local_unit_id": 2000000141}, "LocalUnitID"),
        ({"remuns": (model.Remun(remun_sequence_nbr=1, remun_code="1", remun_amount=-5),)}, "RemunAmount"),
    ],
)
def test_a_value_that_a_zone_may_not_hold_is_refused(changes: dict[str, object], where: str) -> None:
    person = employee()
    [record] = person.worker_records
    wrong = replace(record, occupations=(replace(record.occupations[0], **changes),))
    with pytest.raises(InputError) as told:
        write(io.BytesIO(), [form(replace(person, worker_records=(wrong,)))])
    assert told.value.code == "E-MESSAGE"
    assert told.value.where.startswith(where)


def test_what_an_older_version_does_not_know_is_refused_never_dropped() -> None:
    informations = model.OccupationInformations(employability_measure=1)
    person = employee()
    [record] = person.worker_records
    newer = replace(record, occupations=(replace(record.occupations[0], occupation_informations=informations),))
    changed = form(replace(person, worker_records=(newer,)), quarter="20224")
    with pytest.raises(InputError, match="employability_measure"):
        write(io.BytesIO(), [changed])
    write(io.BytesIO(), [replace(changed)], version="20231")


def test_two_families_on_one_worker_line_are_refused() -> None:
    person = employee()
    [record] = person.worker_records
    student = model.StudentContribution(student_remun_amount=1, student_contribution_amount=1, student_hours_nbr=1)
    both = replace(record, student_contribution=student)
    with pytest.raises(InputError, match="StudentContribution"):
        write(io.BytesIO(), [form(replace(person, worker_records=(both,)))])


def test_another_message_and_a_broken_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<DmfAUpdate/>", encoding="utf-8")
    with pytest.raises(InputError, match="no DmfAOriginal") as told:
        read(path)
    assert told.value.code == "E-XML-MESSAGE"
    path.write_text("<DmfAOriginal><Form><Surprise/></Form></DmfAOriginal>", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read(path)
    assert told.value.code == "E-MESSAGE"


def test_thousands_of_people_take_bounded_memory(tmp_path: Path) -> None:
    """Written from a generator and read one after the other: less than 5 MB of Python objects at any moment."""
    one = employee()

    def many() -> Iterator[model.NaturalPerson]:
        for number in range(1, 2001):
            yield replace(one, natural_person_sequence_nbr=number)

    path = tmp_path / "large.xml"
    tracemalloc.start()
    with path.open("wb") as out:
        write(out, [replace(form(), employer_declaration=replace(form().employer_declaration, natural_persons=many()))])
    with path.open("rb") as source:
        count = sum(1 for _ in people(source))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, peak < 5_000_000) == (2000, True)


def test_the_classes_and_the_tree_know_the_same() -> None:
    """Every part of every version has its attribute, and every attribute its part."""
    from preste.declarations.codec import Codec, _plan
    from preste.declarations.dmfa.write import ORIGINAL, UPDATE
    from preste.declarations.structure import Block

    def visit(block: Block, codec: Codec, known: dict[str, set[str]]) -> None:
        for place in _plan(block).values():
            if place.part.most != 0 and block.name in codec.models:
                known.setdefault(block.name, set()).add(place.attribute)
            if isinstance(place.part, Block):
                visit(place.part, codec, known)

    for codec, tree in ((ORIGINAL, structure.original), (UPDATE, structure.update)):
        known: dict[str, set[str]] = {}
        for version in structure.VERSIONS:
            visit(tree(version), codec, known)
        assert len(known) > 20
        for name, attributes in known.items():
            assert attributes == set(codec.models[name].__dataclass_fields__), name
