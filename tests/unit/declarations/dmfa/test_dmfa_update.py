"""Modifications: from two declarations and the ONSS's numbers, the message that makes one of the other."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.support.official import official
from tests.support.onss_numbers import numbers_of

from preste.declarations import schemas
from preste.declarations.dmfa import model
from preste.declarations.dmfa.check_update import check_update
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.figures import figures, net
from preste.declarations.dmfa.notices import Part, read_update_notification
from preste.declarations.dmfa.pids import DeclarationNumbers, PersonNumbers, RecordNumbers, read_pids
from preste.declarations.dmfa.read import read, read_update
from preste.declarations.dmfa.update import apply, between, justification_due, lowers_pay, quarter_of_day
from preste.declarations.dmfa.write import write_update
from preste.errors import InputError

VALID = Path(__file__).parent / "valid_20231.xml"
MADE = dt.datetime(2023, 5, 2, 9, 30, 0, 123000)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def original() -> model.Form:
    [form] = read(VALID)
    return form


def with_people(form: model.Form, people: Iterable[model.NaturalPerson]) -> model.Form:
    return replace(form, employer_declaration=replace(form.employer_declaration, natural_persons=tuple(people)))


def raised(form: model.Form, by: int) -> model.Form:
    """The first person earns more, or less, and owes the contribution on it."""
    first, *rest = form.employer_declaration.natural_persons
    [record] = first.worker_records
    [occupation] = record.occupations
    pay, *others = occupation.remuns
    occupation = replace(occupation, remuns=(replace(pay, remun_amount=pay.remun_amount + by), *others))
    due, *more = record.worker_contributions
    basis = 900000 + by
    due = replace(due, contribution_calculation_basis=basis, contribution_amount=(basis * 455 + 500) // 1000)
    record = replace(record, occupations=(occupation,), worker_contributions=(due, *more))
    return with_people(form, [replace(first, worker_records=(record,)), *rest])


def changed(form: model.Form) -> model.Form:
    """A raise, a student gone, a new worker, another amount that concerns nobody, another vehicle."""
    one, student, manual = raised(form, 10000).employer_declaration.natural_persons
    del student
    new = replace(manual, natural_person_sequence_nbr=4, inss="00410100162")
    declaration = with_people(form, [one, manual, new]).employer_declaration
    co2, holidays = declaration.contributions_unrelated_to_np
    vehicle = model.CompanyVehicle(company_vehicle_sequence_nbr=2, license_plate="2XYZ999")
    return replace(
        form,
        employer_declaration=replace(
            declaration,
            contributions_unrelated_to_np=(replace(co2, unrelated_amount=20196), holidays),
            company_vehicles=(vehicle,),
        ),
    )


def test_applying_a_modification_gives_the_new_declaration() -> None:
    old, new = original(), changed(original())
    due = old.employer_declaration.net_owed_amount
    due += net(figures(new.employer_declaration)) - net(figures(old.employer_declaration))
    new = replace(new, employer_declaration=replace(new.employer_declaration, net_owed_amount=due))
    update = between(old, new, numbers_of(old), made=MADE)
    assert difference([apply(old, update)], [new]) == []
    assert difference([old], [new]) != []


def test_only_what_changed_is_in_it_under_its_numbers() -> None:
    old = original()
    update = between(old, changed(old), numbers_of(old), made=MADE).employer_declaration_update
    people = {one.inss: one for one in update.natural_person_updates}
    assert set(people) == {"77101500172", "97010100173", "00410100162"}
    actions = {
        inss: one.worker_record_updates[0].worker_record_update_action.update_action for inss, one in people.items()
    }
    assert actions == {"77101500172": 1, "97010100173": 0, "00410100162": 3}
    last = people["77101500172"].worker_record_updates[0].last_situation_wr
    assert last is not None
    assert last.worker_record_version_nbr == 301
    [occupation] = people["77101500172"].worker_record_updates[0].worker_record_update_action.occupation_updates
    assert occupation.occupation_version_nbr == 401
    assert people["00410100162"].natural_person_pid is None
    assert people["00410100162"].worker_record_updates[0].last_situation_wr is None
    assert update.employer_declaration_pid == 99
    assert {one.license_plate: one.update_action for one in update.company_vehicle_update_actions} == {
        "1ABC123": 0,
        "2XYZ999": 3,
    }
    [unrelated] = update.contributions_unrelated_to_np
    assert (unrelated.cunp_update_action.unrelated_amount, unrelated.cunp_update_action.update_action) == (20196, 1)


def test_the_message_is_written_read_back_and_right(tmp_path: Path) -> None:
    schemas.add([official("xsd", "dmfa", "DmfAUpdate_20231.xsd")])
    old = original()
    update = between(old, changed(old), numbers_of(old), made=MADE)
    path = tmp_path / "u.xml"
    with path.open("wb") as out:
        write_update(out, [update])
    assert read_update(path) == [update]
    schema = etree.XMLSchema(etree.parse(official("xsd", "dmfa", "DmfAUpdate_20231.xsd")))
    schema.assertValid(etree.parse(path))
    report = check_update(path, today=dt.date(2023, 5, 3))
    assert (report.findings, report.notes, report.schema) == ([], [], "DmfAUpdate_20231.xsd")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (">97010100173<", ">97010100174<", {"00024-004"}),
        (">000100006<", ">000100007<", {"00011-004"}),
        ("<NaturalPersonPID>101</NaturalPersonPID>", "", {"00549-001"}),
        ("<DeclNaturalPersonPID>201</DeclNaturalPersonPID>", "", {"00548-001"}),
        ("<DeclNaturalPersonVersionNbr>201</DeclNaturalPersonVersionNbr>", "", {"00620-001"}),
        ("<UpdateAction>1<", "<UpdateAction>3<", {"00618-174"}),
        ("<UpdateAction>1<", "<UpdateAction>2<", {"00618-008"}),
        ("<UpdateAction>3<", "<UpdateAction>1<", {"00618-174"}),
        ("<NOSSQuarterStartingDate>2023-01-01</NOSSQuarterStartingDate>", "", {"00038-001"}),
        ("<RemunCode>001<", "<RemunCode>099<", {"00067-008"}),
        (">329.02<", ">329.99<", {"00046-008"}),
        ("<EmployerDeclarationPID>99</EmployerDeclarationPID>", "", {"00534-001"}),
        ("<AttestationStatus>1<", "<AttestationStatus>0<", {"00110-008"}),
        ("<CompanyVehicleVersionNbr>600</CompanyVehicleVersionNbr>", "", {"00782-001"}),
        ("<UnrelatedAmount>20196</UnrelatedAmount>", "", {"00022-001"}),
    ],
)
def test_a_wrong_modification_has_its_code(tmp_path: Path, old: str, new: str, codes: set[str]) -> None:
    declared = original()
    out = io.BytesIO()
    write_update(out, [between(declared, changed(declared), numbers_of(declared), made=MADE)])
    text = out.getvalue().decode()
    assert old in text
    path = tmp_path / "u.xml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert {found.code for found in check_update(path, today=dt.date(2023, 5, 3)).findings} == codes


# ── the reason ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("quarter", "made", "lowers", "due"),
    [
        ("20032", "20034", True, False),  # the official example
        ("20032", "20041", True, True),  # and its other half
        ("20032", "20041", False, False),
        ("20224", "20232", True, False),
        ("20224", "20233", True, True),
    ],
)
def test_a_reason_is_due_after_two_quarters(quarter: str, made: str, lowers: bool, due: bool) -> None:
    assert justification_due(quarter, made, lowers_pay=lowers) == due


def test_a_lower_pay_after_two_quarters_needs_its_reason() -> None:
    old, new = original(), raised(original(), -100)
    late = dt.datetime(2023, 10, 1, 8, 0)
    assert lowers_pay(old.employer_declaration, new.employer_declaration)
    assert not lowers_pay(new.employer_declaration, old.employer_declaration)
    with pytest.raises(InputError) as told:
        between(old, new, numbers_of(old), made=late)
    assert told.value.code == "E-UPDATE-REASON"
    update = between(old, new, numbers_of(old), made=late, justification="double paiement")
    assert update.employer_declaration_update.justification == "double paiement"
    between(old, new, numbers_of(old), made=MADE)
    between(old, raised(old, 100), numbers_of(old), made=late)


def test_the_quarter_of_a_day() -> None:
    days = [dt.date(2023, 1, 1), dt.date(2023, 3, 31), dt.date(2023, 4, 1), dt.date(2023, 12, 31)]
    assert [quarter_of_day(day) for day in days] == ["20231", "20231", "20232", "20234"]


# ── what cannot be done ──────────────────────────────────────────────────────────────────────


def test_the_same_twice_is_no_modification() -> None:
    with pytest.raises(InputError, match="nothing differs"):
        between(original(), original(), numbers_of(original()), made=MADE)


def test_numbers_that_are_missing_or_of_another_declaration_are_refused() -> None:
    old, new = original(), changed(original())
    known = numbers_of(old)
    with pytest.raises(InputError, match="of another declaration"):
        between(old, new, replace(known, quarter="20224"), made=MADE)
    with pytest.raises(InputError, match="no permanent number"):
        between(old, new, replace(known, people={}), made=MADE)
    with pytest.raises(InputError, match="no version of 362/862"):
        between(old, new, replace(known, unrelated={}), made=MADE)


def test_another_quarter_is_another_declaration() -> None:
    old = original()
    other = replace(old, employer_declaration=replace(old.employer_declaration, quarter="20224"))
    with pytest.raises(InputError, match="not of one employer and quarter"):
        between(old, other, numbers_of(old), made=MADE)


# ── what the ONSS sends ──────────────────────────────────────────────────────────────────────


def test_the_official_numbers_are_read() -> None:
    [found] = read_pids(official("samples", "DmfAPID_20224_1.xml").read_bytes())
    person = PersonNumbers(
        4278731, 1015401859, 1015401859, {("100", "015"): RecordNumbers(1015401868, {1: 1015401861})}
    )
    assert found == DeclarationNumbers("20224", "145647968", 1015401858, {"78081842455": person})


def test_the_numbers_of_a_consultation_are_read() -> None:
    answer = b"""<DmfAConsultationAnswer><Form><EmployerDeclarationConsult><Quarter>20224</Quarter>
    <NOSSRegistrationNbr>100006</NOSSRegistrationNbr><EmployerDeclarationPID>7</EmployerDeclarationPID>
    <NaturalPersonConsult><INSS>77101500172</INSS><NaturalPersonPID>1</NaturalPersonPID>
    <DeclNaturalPersonPID>2</DeclNaturalPersonPID><DeclNaturalPersonVersionNbr>3</DeclNaturalPersonVersionNbr>
    <WorkerRecordConsult><EmployerClass>362</EmployerClass><WorkerCode>495</WorkerCode>
    <WorkerRecordVersionNbr>4</WorkerRecordVersionNbr><OccupationConsultation>
    <OccupationSequenceNbr>01</OccupationSequenceNbr><OccupationVersionNbr>5</OccupationVersionNbr>
    </OccupationConsultation></WorkerRecordConsult></NaturalPersonConsult>
    <CompanyVehicleAction><LicensePlate>1ABC123</LicensePlate><CompanyVehicleVersionNbr>8</CompanyVehicleVersionNbr>
    </CompanyVehicleAction></EmployerDeclarationConsult></Form></DmfAConsultationAnswer>"""
    person = PersonNumbers(1, 2, 3, {("362", "495"): RecordNumbers(4, {1: 5})})
    [found] = read_pids(answer)
    assert found == DeclarationNumbers("20224", "000100006", 7, {"77101500172": person}, vehicles={"1ABC123": 8})


def test_the_official_notice_of_a_modification_is_read() -> None:
    [found] = read_update_notification(official("samples", "DmfAUpdateNotification_20223_1.xml").read_bytes())
    assert (found.declaration, found.quarter, found.debit, found.credit) == (1275462888, "20223", 0, 0)
    assert found.tickets == ("340000QPJ700D", "anoreport", "340000QPUA00X")
    [person] = found.people
    assert (person.inss, person.action, person.decision) == ("90500601258", 2, "A")
    assert [(line.part, line.worker_code, line.action, line.version) for line in person.lines] == [
        (Part.DECLARED, "840", 2, 1275462737),
        (Part.CORRECTED, "840", 6, 1275462741),
    ]


@pytest.mark.parametrize("reader", [read_pids, read_update_notification])
def test_another_message_is_refused(reader: object) -> None:
    with pytest.raises(InputError) as told:
        reader(b"<ACRF/>", "a.xml")  # type: ignore[operator]
    assert told.value.code == "E-XML-MESSAGE"
