"""The ONSS's own sample messages: read, checked, written back equal in meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from official import official

from preste.declarations import schemas, xml
from preste.declarations.dimona.answers import read_acknowledgements, read_notifications
from preste.declarations.dimona.check import check
from preste.declarations.dimona.model import Anomaly, DailyRegistration, In
from preste.declarations.dimona.read import forms_of, read, read_form
from preste.declarations.dimona.write import to_xml

TRAINEES = {"Dimona_20222_1", "Dimona_20223_1", "Dimona_20224_1", "Dimona_20231_1"}
"""Transition internships without the small statutes that the glossary has asked for since December 2019."""
NAMES = [f"Dimona_{version}" for version in ("20222_1", "20222_2")]
NAMES += [f"Dimona_{version}_{rank}" for version in ("20223", "20224", "20231") for rank in (1, 2, 3)]


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_checked_and_written_back(name: str) -> None:
    path = official("samples", f"{name}.xml")
    schemas.add([official("xsd", "dimona", f"Dimona_{v}.xsd") for v in ("20222", "20223", "20231")])
    [form] = read(path)
    assert form.created is not None
    report = check(path, form.created.date())
    wanted = {"00053-001", "01231-001"} if name in TRAINEES else set()
    assert {finding.code for finding in report.findings} == wanted
    version = name.split("_")[1]
    assert report.schema == (version if version != "20224" else "")
    written = xml.parse(to_xml([form], version))
    assert [read_form(one) for one in forms_of(written)] == [form]
    schema = schemas.loaded(official("xsd", "dimona", "Dimona_20231.xsd"))
    assert schema.validate(written), schema.error_log


def test_what_a_sample_says() -> None:
    [form] = read(official("samples", "Dimona_20231_2.xml"))
    assert isinstance(form.declaration, In)
    assert form.declaration.features is not None
    assert (form.declaration.features.joint_committee, form.declaration.features.worker_type) == ("302", "EXT")
    assert (form.declaration.start_hour, form.declaration.end_hour) == ("1000", "2000")
    assert [one.kind for one in form.references] == [1, 7, 8]
    [daily] = read(official("samples", "Dimona_20231_3.xml"))
    assert isinstance(daily.declaration, DailyRegistration)
    assert (daily.declaration.action, daily.declaration.period) == (0, "600027876089")


def test_acknowledgements() -> None:
    [taken] = read_acknowledgements(official("samples", "ACRF_20231_1.xml"))
    assert (taken.file, taken.ticket, taken.readable, taken.errors) == (
        "GO.DMPI.012996.20090718.50002.R.1",
        "3400001Y1P01G",
        True,
        (),
    )
    [refused] = read_acknowledgements(official("samples", "ACRF_20231_2.xml"))
    assert (refused.readable, refused.errors) == (False, ("ACRF-088", "ACRF-172"))


def test_notifications() -> None:
    [good] = read_notifications(official("samples", "NOTIFICATION_20224_1.xml"))
    assert (good.form, good.answer.result, good.answer.ticket, good.answer.anomalies) == (
        "AOAT001",
        "A",
        "340000JEDT00A",
        (),
    )
    [bad] = read_notifications(official("samples", "NOTIFICATION_20224_2.xml"))
    assert bad.answer.result == "B"
    assert bad.answer.anomalies[0] == Anomaly(
        code="90024-091", severity="B", element="Accident", value="AccidentNotificationDate", line=86
    )
    assert [one.code for one in bad.answer.anomalies] == ["90024-091", "90004-091", "00237-008", "00267-207"]
