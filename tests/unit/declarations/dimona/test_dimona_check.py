"""What the rules of Dimona find in a form, by type of worker and date; and what a report says."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from official import official

from preste.declarations import schemas, xml
from preste.declarations.dimona.check import check, check_root, check_rules
from preste.declarations.dimona.model import (
    OPEN_END,
    Address,
    Cancel,
    ControlCards,
    DailyRegistration,
    Declaration,
    EmployerId,
    Features,
    Form,
    In,
    Out,
    Person,
    PlaceOfWork,
    Reference,
    SmallStatute,
    Update,
    UsingEmployer,
)
from preste.declarations.dimona.tree import zones
from preste.declarations.dimona.words import LANGUAGES, REASONS, ZONES, meaning, severity_of
from preste.declarations.dimona.worker_types import JOINT_COMMITTEES, WORKER_TYPES
from preste.declarations.dimona.write import to_xml
from preste.errors import InputError
from preste.ids import dimona_period, enterprise, niss, onss_number

_CODE = re.compile(r'"(\d{5}-\d{3})"')
CREATED = dt.datetime(2026, 9, 1, 8, 30)
START = dt.date(2026, 9, 7)
BORN = dt.date(1990, 1, 1)
NISS = niss.make(BORN, 2)
EMPLOYER = EmployerId(onss_number=onss_number.make(1_999_991), enterprise_number=enterprise.make(9_999_912))
PERIOD = dimona_period.make(6_000_000_001)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def features(kind: str, committee: str = "XXX", user: UsingEmployer | None = None) -> Features:
    return Features(worker_type=kind, joint_committee=committee, using_employer=user)


def an_in(kind: str = "OTH", committee: str = "XXX", **changes: Any) -> In:
    made = In(start=START, employer=EMPLOYER, person=Person(niss=NISS), features=features(kind, committee))
    return replace(made, **changes)


def codes(declaration: Declaration, created: dt.datetime = CREATED) -> list[str]:
    """What is found in a form, both as data and as the file it is written to: twice the same."""
    form = Form(created=created, declaration=declaration)
    faults, _ = check_rules(form, created.date())
    report = check_root(xml.parse(to_xml([form])), created.date())
    assert sorted(fault.code for fault in faults) == sorted(finding.code for finding in report.findings)
    return sorted(fault.code for fault in faults)


STUDENT = {"end": dt.date(2026, 9, 30), "planned_hours": 60}
OCCASIONAL = {"end": START, "start_hour": "1000", "end_hour": "1800"}
USER = UsingEmployer(joint_committee="XXX", enterprise_number=enterprise.make(123_456))
CARDS = ControlCards(first="123456789012", second="123456789013")
HOUSE = Address(street="Rue du Modèle", house_number="3", postcode="5000", city="Namur", country=150)


@pytest.mark.parametrize(
    "good",
    [
        an_in(),
        an_in(end=dt.date(2027, 8, 31)),
        an_in("STU", **STUDENT),
        an_in("STU", **STUDENT, place_of_work=PlaceOfWork(name="Atelier", address=HOUSE)),
        an_in("FLX", **OCCASIONAL),
        an_in("FLX", end=dt.date(2026, 9, 30)),
        an_in("FLX", end=START + dt.timedelta(1), start_hour="2200", end_hour="0200"),
        an_in("EXT", "302", **OCCASIONAL),
        an_in("EXT", "302", end=START, start_hour="1000"),
        an_in("EXT", "144", **OCCASIONAL),
        an_in("O17", end=dt.date(2026, 9, 30), planned_hours=20),
        an_in("S17", end=dt.date(2026, 9, 30), planned_hours=20),
        an_in("T17", end=START),
        an_in("ALT"),
        an_in("DWD"),
        an_in("IVT", end=dt.date(2027, 3, 1), small_statute=SmallStatute(nature="EMPLOYEE", status="F1")),
        an_in("BCW", "124", cards=CARDS),
        an_in("BCW", "124"),  # no card of paper is of 2026
        an_in("EXT", **OCCASIONAL, features=features("EXT", "322", replace(USER, joint_committee="302"))),
        an_in("BCW", end=START, features=features("BCW", "322", replace(USER, joint_committee="124"))),
        an_in(end=dt.date(2026, 9, 8), features=features("OTH", "322", USER)),
        an_in("PMP", ""),
        an_in(employer=EmployerId(provisional_number=onss_number.make_provisional(50_000_001))),
        an_in(
            person=Person(
                last_name="Exemple", first_name="Alix", birth_date="1990-00-00", birth_place="Namur",
                birth_country=150, sex=2, nationality=150, address=HOUSE,
            )
        ),
        Out(period=PERIOD, end=dt.date(2026, 9, 30)),
        Update(period=PERIOD, end=OPEN_END),
        Update(period=PERIOD, planned_hours=80),
        Cancel(period=PERIOD, niss=NISS, employer=EMPLOYER),
        DailyRegistration(action=0, period=PERIOD, start=START, start_hour="1000", end=START, end_hour="1800"),
        DailyRegistration(action=1, id="600000000000", end_hour="1900"),
        DailyRegistration(action=3, id="600000000000"),
    ],
    ids=lambda one: f"{type(one).__name__} {getattr(getattr(one, 'features', None), 'worker_type', '')}",
)  # fmt: skip
def test_a_good_declaration_has_no_fault(good: Declaration) -> None:
    assert codes(good) == []


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (an_in("STU", planned_hours=60), ["00911-001"]),
        (an_in("STU", end=dt.date(2026, 10, 1), planned_hours=60), ["00911-008"]),
        (an_in("STU", end=dt.date(2026, 9, 30)), ["01135-001"]),
        (an_in("STU", end=dt.date(2026, 9, 30), planned_days=5), ["01017-005", "01135-001"]),
        (an_in(planned_hours=60), ["01135-005"]),
        (an_in("O17", end=dt.date(2026, 9, 30)), ["01135-001"]),
        (an_in("O17", end=dt.date(2026, 9, 30), planned_hours=9, start=dt.date(2026, 9, 17)), ["00910-008"]),
        (an_in("FLX", start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 31)), []),
        (an_in("FLX", start=dt.date(2027, 1, 1), end=dt.date(2027, 3, 31)), ["00910-008"]),
        (an_in("T17", end=START + dt.timedelta(1)), ["00911-008"]),
        (an_in("T17", end=START, planned_hours=4), ["01135-005"]),
        (an_in("A17", end=START), ["00910-008"]),
        (an_in("QUA", end=START), ["00655-003"]),
        (an_in("FLX", end=START), ["00777-001", "00778-001"]),
        (an_in("FLX", end=dt.date(2026, 9, 30), start_hour="1000"), ["00777-005"]),
        (an_in(start_hour="1000", end_hour="1800"), ["00777-005", "00778-005"]),
        (an_in("EXT", "302", **{**OCCASIONAL, "start_hour": "1900"}), ["00778-345"]),
        (an_in("EXT", "302", end=START + dt.timedelta(1), start_hour="1900"), ["00911-008"]),
        (an_in("EXT", "144", **{**OCCASIONAL, "end": START + dt.timedelta(2)}), ["00910-459"]),
        (an_in("EXT", "XXX", **OCCASIONAL), ["00655-350"]),
        (an_in("EXT", "302", **OCCASIONAL, person=Person(last_name="Exemple")), ["00024-001"]),
        (an_in(person=Person()), ["00024-001"]),
        (an_in(person=Person(niss=NISS, birth_date="1991-01-01", sex=1)), ["00028-348", "00029-348"]),
        (an_in(person=Person(niss=NISS, birth_date="1850-01-01")), ["00028-003", "00028-348"]),
        (an_in(person=Person(niss=NISS[:-2] + "00")), ["00024-003"]),
        (an_in(employer=EmployerId(onss_number="123456789")), ["00011-003"]),
        (an_in(employer=EmployerId(enterprise_number="0123456789")), ["00014-003"]),
        (an_in(employer=None), ["00014-001"]),
        (an_in(features=features("OTH", "")), ["00046-001"]),
        (an_in(features=features("OTH", "322")), ["00131-001", "00911-001"]),
        (an_in(features=features("OTH", "XXX", USER)), ["00131-005"]),
        (
            an_in(end=START, features=features("OTH", "322", replace(USER, joint_committee="322"))),
            ["00046-003"],
        ),
        (an_in(end=START, features=features("OTH", "322", replace(USER, name="Autre"))), ["00153-005"]),
        (an_in(end=START, features=features("OTH", "322", UsingEmployer(name="Ailleurs"))), ["00517-001"]),
        (an_in("BCW"), ["00655-350"]),
        (an_in("RTA", "302"), ["00655-350"]),
        (an_in("BCW", end=START, features=features("BCW", "322", USER)), ["00655-350"]),
        (an_in("EXT", **OCCASIONAL, features=features("EXT", "322", USER)), ["00655-350"]),
        (an_in("BCW", "124", cards=replace(CARDS, second=CARDS.first)), ["00664-353"]),
        (an_in(cards=CARDS), ["00663-005", "00664-005"]),
        (an_in(place_of_work=PlaceOfWork(name="Atelier", address=HOUSE)), ["00776-005"]),
        (an_in("STU", **STUDENT, place_of_work=PlaceOfWork(name="Atelier")), ["00517-001"]),
        (an_in("TRI", end=START), ["00053-001", "01231-001"]),
        (an_in(small_statute=SmallStatute(nature="WORKER", status="F2")), ["01231-005"]),
        (
            an_in("STG", end=START, small_statute=SmallStatute(nature="WORKER", risk="401", status="F1")),
            ["00041-521"],
        ),
        (
            an_in("STG", end=START, small_statute=SmallStatute(nature="EMPLOYEE", risk="001", status="F1")),
            ["00041-521"],
        ),
        (an_in(end=START - dt.timedelta(1)), ["00911-014"]),
        (an_in(end=OPEN_END), ["00911-008"]),
        (an_in(start=dt.date(2037, 1, 1)), ["00910-008"]),
        (an_in(start=dt.date(1919, 12, 31)), ["00910-008"]),
        (Out(period="600000000000", end=START), ["00913-003"]),
        (Out(period=PERIOD, end=OPEN_END), ["00911-008"]),
        (Update(period=PERIOD, start=START, end=START - dt.timedelta(1)), ["00911-014"]),
        (Cancel(period=PERIOD, niss="01010100000"), ["00024-003"]),
        (DailyRegistration(action=0), ["00777-001", "00910-001", "00911-001", "00913-001"]),
        (DailyRegistration(action=1, period=PERIOD), ["00913-005", "01085-001"]),
        (DailyRegistration(action=3, id="600000000000", start=START), ["00910-005"]),
    ],
)
def test_each_fault_has_the_onss_code(bad: Declaration, expected: list[str]) -> None:
    assert codes(bad) == expected


def test_rules_change_with_the_dates() -> None:
    day = dt.date(2021, 12, 30)
    late = dt.datetime(2022, 1, 10, 9)
    assert codes(an_in("A17", start=day, end=day), late) == []
    assert codes(an_in("O17", start=day, end=day, planned_hours=4), late) == ["00910-008"]
    august = dt.date(2023, 8, 31)
    assert codes(an_in("ALT", start=august), dt.datetime(2023, 8, 1)) == ["00655-003"]
    assert codes(an_in("ALT", start=august + dt.timedelta(1)), dt.datetime(2023, 8, 1)) == []
    old = an_in("STU", start=dt.date(2016, 10, 3), end=dt.date(2016, 12, 31), planned_days=20)
    assert codes(old, dt.datetime(2022, 1, 1)) == []
    in_2023, in_2025 = dt.date(2023, 6, 5), dt.date(2025, 1, 2)
    assert codes(an_in("BCW", "124", start=in_2023), dt.datetime(2023, 6, 1)) == ["00663-001", "00664-001"]
    assert codes(an_in("BCW", "124", start=in_2023), dt.datetime(2022, 12, 30)) == []  # the pandemic's measures
    assert codes(an_in("BCW", "124", start=in_2025), dt.datetime(2025, 1, 2)) == []
    trainee = an_in("TRI", end=START, start=dt.date(2019, 11, 4))
    assert codes(replace(trainee, end=dt.date(2019, 11, 29)), dt.datetime(2019, 11, 30)) == []


def test_a_form_of_another_year_or_of_tomorrow() -> None:
    form = Form(created=CREATED, declaration=an_in())
    for on, expected in (((2026, 8, 31), ["00218-003"]), ((2027, 12, 31), []), ((2028, 1, 1), ["00218-003"])):
        assert [fault.code for fault in check_rules(form, dt.date(*on))[0]] == expected


def test_a_term_that_the_law_book_lacks_is_told_and_nothing_is_guessed() -> None:
    form = Form(created=dt.datetime(2030, 1, 1), declaration=an_in("O17", start=dt.date(2030, 3, 1)))
    _, notes = check_rules(form, dt.date(2030, 1, 1))
    assert [note.code for note in notes] == ["E-LAW-MISSING"]
    report = check_root(xml.parse(to_xml([form])), dt.date(2030, 1, 1))
    assert "E-LAW-MISSING" in {note.code for note in report.notes}


# ── files ──────────────────────────────────────────────────────────────────────────────────


def root(change: tuple[str, str], declaration: Declaration | None = None) -> Any:
    content = to_xml([Form(created=CREATED, declaration=declaration or an_in(), references=REFERENCES)]).decode()
    assert change[0] in content
    return xml.parse(content.replace(*change).encode())


REFERENCES = (Reference(kind=1, number="A-1"),)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("<WorkerType>OTH", "<WorkerType>EMP"), ["00655-003"]),
        ((">XXX<", ">329<"), ["00046-003"]),
        (("2026-09-07", "07/09/2026"), ["00910-003"]),
        (("2026-09-07", ""), ["00910-003"]),
        (("<TypeForm>SU", "<TypeForm>RE"), ["00297-003"]),
        (("<ReferenceNbr>A-1", "<ReferenceNbr>" + "A" * 21), ["00222-003"]),
        (("<WorkerType>OTH</WorkerType>", ""), ["00655-001"]),
        (("<Identification>DIMONA</Identification>", ""), ["00296-001"]),
        (("<DimonaFeatures>", "<Other/><DimonaFeatures>"), ["90373-146"]),
        ((NISS, "9" * 5_000), ["00024-003"]),
    ],
)  # fmt: skip
def test_faults_of_structure_are_told_once_at_their_line(change: tuple[str, str], expected: list[str]) -> None:
    report = check_root(root(change), CREATED.date())
    assert [finding.code for finding in report.findings] == expected
    assert all(finding.line > 1 and finding.path.startswith("/Dimona/Form[1]") for finding in report.findings)
    assert report.blocking


def test_the_declaration_itself_may_not_be_missing() -> None:
    form = Form(created=CREATED, declaration=None)
    report = check_root(xml.parse(to_xml([form])), CREATED.date())
    assert [finding.code for finding in report.findings] == ["90373-001"]


def test_a_finding_names_the_zone_in_four_languages_and_hides_the_niss() -> None:
    wrong = NISS[:-2] + "00"
    [one] = check_root(root((NISS, wrong)), CREATED.date()).findings
    assert (one.path, one.value) == ("/Dimona/Form[1]/DimonaIn/NaturalPerson/INSS", "*********00")
    assert set(one.text) == set(LANGUAGES)
    [other] = check_root(root((NISS, NISS[:-1] + "x")), CREATED.date()).findings
    assert NISS[:6] not in other.value
    [short] = check_root(root(("<WorkerType>OTH", "<WorkerType>EMP")), CREATED.date()).findings
    assert short.text == {
        "fr": "type de travailleur : non valide",
        "nl": "type werknemer: ongeldig",
        "de": "Art des Arbeitnehmers: ungültig",
        "en": "type of worker: not valid",
    }


def test_a_report_as_json() -> None:
    told = json.loads(json.dumps(check_root(root((">XXX<", ">329<")), CREATED.date()).as_dict()))
    assert (told["message"], told["forms"], told["blocking"], told["schema"]) == ("Dimona", 1, True, None)
    assert told["findings"][0]["code"] == "00046-003"
    assert [note["code"] for note in told["notes"]] == ["N-SCHEMA-ABSENT"]


def test_another_message_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text("<DmfAOriginal/>", encoding="utf-8")
    with pytest.raises(InputError, match="not Dimona"):
        check(path, CREATED.date())


@pytest.mark.parametrize(
    "hostile",
    [
        b"<!DOCTYPE Dimona [<!ENTITY a 'x'>]><Dimona>&a;</Dimona>",
        b"<Dimona>" + b"<Form>" * 100_000,
        b"\xff\xfe\x00",
        b"",
        b"<Dimona>" + b"<x/>" * 700_000 + b"</Dimona>",
        b"<Dimona>" + b" " * 17_000_000 + b"</Dimona>",
    ],
    ids=["entity", "deep", "noise", "empty", "tags", "size"],
)
def test_hostile_files_are_refused_at_once(hostile: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(hostile)
    begun = time.process_time()
    with pytest.raises(InputError):
        check(path, CREATED.date())
    assert time.process_time() - begun < 1


def test_a_file_that_nothing_can_save_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<Dimona>" + b"<Form/>" * 20_000 + b"</Dimona>")
    begun = time.process_time()
    report = check(path, CREATED.date())
    assert report.blocking and "N-NOT-READ" in {note.code for note in report.notes}
    assert time.process_time() - begun < 1


def test_a_hostile_message_that_is_well_formed_is_answered() -> None:
    """Values as long as a file, and elements where none belong: found, not fallen over."""
    inner = "<DimonaIn><StartingDate>" + "9" * 100_000 + "</StartingDate><PlannedHoursNbr>" + "9" * 100_000
    content = f"<Dimona><Form>{inner}</PlannedHoursNbr></DimonaIn><Dimona/></Form></Dimona>"
    begun = time.process_time()
    report = check_root(xml.parse(content.encode()), CREATED.date())
    assert time.process_time() - begun < 1
    assert {"00910-003", "01135-003", "90059-146"} <= {finding.code for finding in report.findings}


# ── the user's schemas ─────────────────────────────────────────────────────────────────────

SCHEMA = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Dimona"><xs:complexType>
<xs:sequence><xs:any processContents="skip" maxOccurs="%d"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""


def own(tmp_path: Path, version: str, most: int = 9) -> None:
    path = tmp_path / f"Dimona_{version}.xsd"
    path.write_bytes(SCHEMA % most)
    schemas.add([path])


@pytest.mark.parametrize(
    ("mine", "named", "used", "expected"),
    [
        ([], "Dimona_20231.xsd", "", ["N-SCHEMA-ABSENT"]),
        (["20231"], "Dimona_20231.xsd", "20231", []),
        (["20231"], "https://example.test/docu_xml/dimona/Dimona_20231.xsd", "20231", []),
        (["20223", "20231"], "Dimona_20223.xsd", "20223", ["N-SCHEMA-OLDER"]),
        (["20231"], "Dimona_20263.xsd", "", ["N-SCHEMA-NEWER", "N-SCHEMA-ABSENT"]),
        (["20263"], "Dimona_20263.xsd", "20263", ["N-SCHEMA-NEWER"]),
        (["20223", "20231"], "other.xsd", "20231", ["N-SCHEMA-UNNAMED"]),
        ([], "other.xsd", "", ["N-SCHEMA-UNNAMED", "N-SCHEMA-ABSENT"]),
    ],
)
def test_which_schema_is_used_and_what_is_said(
    tmp_path: Path, mine: list[str], named: str, used: str, expected: list[str]
) -> None:
    for version in mine:
        own(tmp_path, version)
    report = check_root(root(("Dimona_20231.xsd", named)), CREATED.date())
    assert (report.schema, [note.code for note in report.notes]) == (used, expected)
    assert all(set(note.text) == set(LANGUAGES) for note in report.notes)
    assert not report.findings


def test_what_only_the_schema_finds_is_told_as_such(tmp_path: Path) -> None:
    own(tmp_path, "20231", most=1)
    forms = [Form(created=CREATED, declaration=an_in(), references=REFERENCES)] * 2
    report = check_root(xml.parse(to_xml(forms)), CREATED.date())
    assert [finding.code for finding in report.findings] == ["XSD"]
    assert report.blocking


# ── words ──────────────────────────────────────────────────────────────────────────────────


def test_every_zone_has_its_name_and_every_reason_is_said() -> None:
    assert set(ZONES) == set(zones())
    assert all(len(set(said)) > 0 and all(said) for said in (*ZONES.values(), *REASONS.values()))


def test_every_anomaly_of_the_glossary_has_a_meaning_and_its_severity() -> None:
    """Nothing is found that the glossary does not have, and nothing of it stays without a sentence."""
    with official("glossary", "Dimona_anomalies_nl.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"]]
    severities = {row["code"]: row["severity"] for row in rows}
    assert len(severities) > 90
    assert [code for code in severities if set(meaning(code)) != set(LANGUAGES)] == []
    assert {code: severity_of(code).value for code in severities} == severities


def test_types_and_joint_committees_are_those_of_the_glossary() -> None:
    with official("glossary", "Dimona_zones_nl.csv").open(encoding="utf-8", newline="") as file:
        domains = {row["code"]: row["domain"] for row in csv.DictReader(file)}
    assert set(re.findall(r"\b([A-Z][A-Z0-9]{2}) (?=\(|=)", domains["00655"])) == set(WORKER_TYPES)
    assert set(re.findall(r"\b(\d{3}|XXX) = ", domains["00046"])) == set(JOINT_COMMITTEES)


def test_the_codes_of_the_rules_are_those_of_the_glossary() -> None:
    with official("glossary", "Dimona_anomalies_nl.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    source = Path(check.__code__.co_filename).parent
    written = {
        code
        for name in ("fault.py", "rules.py", "rules_in.py", "rules_known.py", "rules_person.py")
        for code in _CODE.findall((source / name).read_text(encoding="utf-8"))
    }
    assert len(written) > 40
    assert written - known == set()
