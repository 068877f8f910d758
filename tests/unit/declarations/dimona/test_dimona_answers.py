"""Notifications of Dimona, as the ONSS's schema has them: period numbers, anomalies, contingents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from official import official

from preste.declarations import schemas
from preste.declarations.dimona.answers import read_acknowledgements, read_notifications
from preste.declarations.dimona.model import Period, Quota
from preste.declarations.dimona.words import meaning
from preste.errors import InputError

HEAD = """<Identification>NOTI001</Identification><FormCreationDate>2026-09-07</FormCreationDate>
<FormCreationHour>10:00:00.000</FormCreationHour><AttestationStatus>0</AttestationStatus><TypeForm>FA</TypeForm>
<HandledOriginalForm><Identification>DIMONA</Identification></HandledOriginalForm>
<Reference><ReferenceType>1</ReferenceType><ReferenceOrigin>1</ReferenceOrigin><ReferenceNbr>A-00001</ReferenceNbr></Reference>
<HandledReference><ReferenceType>1</ReferenceType><ReferenceOrigin>2</ReferenceOrigin><ReferenceNbr>340000JEDT00A</ReferenceNbr></HandledReference>"""
IMPACT = """<ImpactReport><DimonaImpactReport><DimonaPeriodId>600027876089</DimonaPeriodId><IsLocked>0</IsLocked>
<DimonaFeatures><JointCommissionNbr>XXX</JointCommissionNbr><WorkerType>STU</WorkerType></DimonaFeatures>
<DimonaPeriodAfter><StartingDate>2026-09-07</StartingDate><EndingDate>2026-09-30</EndingDate>
<PlannedHoursNbr>60</PlannedHoursNbr></DimonaPeriodAfter></DimonaImpactReport></ImpactReport>"""
WARNING = """<AnomalyReport><ErrorID>90017-369</ErrorID><AnomalyClass>W</AnomalyClass>
<AnomalyComplInformation><QuotaFeatures><QuotaType>STUDENT</QuotaType><ExceedingHoursNbr>12</ExceedingHoursNbr>
</QuotaFeatures></AnomalyComplInformation></AnomalyReport>"""
REFUSED = """<AnomalyReport><ErrorID>00910-344</ErrorID><TagName>StartingDate</TagName><Value>2026-09-07</Value>
<AnomalyClass>B</AnomalyClass></AnomalyReport>"""

REGISTERED = """<ImpactReport><DailyRegistrationDclImpactReport><DailyRegistrationId>000000012345</DailyRegistrationId>
<AttestationStatus>0</AttestationStatus><DimonaPeriodId>600027876089</DimonaPeriodId>
<DailyRegistrationAfter><StartingDate>2026-09-07</StartingDate><StartingHour>1000</StartingHour></DailyRegistrationAfter>
</DailyRegistrationDclImpactReport></ImpactReport>"""


def notification(tmp_path: Path, result: str, *inner: str) -> Path:
    handled = f"<HandlingResult><ResultCode>{result}</ResultCode>{''.join(inner)}</HandlingResult>"
    path = tmp_path / "noti.xml"
    path.write_text(f"<NOTIFICATION><Form>{HEAD}{handled}</Form></NOTIFICATION>", encoding="utf-8")
    return path


def test_an_accepted_in_gives_the_period(tmp_path: Path) -> None:
    [one] = read_notifications(notification(tmp_path, "1", IMPACT))
    answer = one.answer
    assert (one.form, answer.result, answer.period) == ("DIMONA", "A", "600027876089")
    assert (answer.reference, answer.ticket) == ("A-00001", "340000JEDT00A")
    assert one.periods == (
        Period(
            number="600027876089",
            worker_type="STU",
            joint_committee="XXX",
            start=dt.date(2026, 9, 7),
            end=dt.date(2026, 9, 30),
            planned_hours=60,
        ),
    )


def test_a_warning_reads_back_the_contingent(tmp_path: Path) -> None:
    [one] = read_notifications(notification(tmp_path, "1", WARNING, IMPACT))
    assert one.answer.result == "W"
    assert one.answer.quotas == (Quota(kind="STUDENT", hours_over=12),)
    assert meaning("90017-369")["fr"] == "contingent dépassé"


def test_a_refusal_and_a_worker_still_to_be_identified(tmp_path: Path) -> None:
    [one] = read_notifications(notification(tmp_path, "0", REFUSED))
    assert (one.answer.result, one.answer.period) == ("B", "")
    assert (one.answer.anomalies[0].code, one.answer.anomalies[0].element) == ("00910-344", "StartingDate")
    [wait] = read_notifications(notification(tmp_path, "3"))
    assert wait.answer.result == "S"
    [none] = read_notifications(notification(tmp_path, "4"))
    assert none.answer.result == ""


def test_these_notifications_follow_the_official_schema(tmp_path: Path) -> None:
    """What is tested above is what the ONSS may send, as far as the schema of 2022/3 says."""
    schema = schemas.loaded(official("xsd", "dimona", "NOTIFICATION_20223.xsd"))
    for inner in ((IMPACT,), (WARNING, IMPACT), (REFUSED,), (REGISTERED,)):
        root = etree.parse(notification(tmp_path, "1", *inner)).getroot()
        assert schema.validate(root), schema.error_log


def test_the_number_of_a_daily_registration(tmp_path: Path) -> None:
    [one] = read_notifications(notification(tmp_path, "1", REGISTERED))
    assert (one.answer.result, one.registration, one.periods) == ("A", "000000012345", ())


def test_another_message_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text("<Dimona/>", encoding="utf-8")
    with pytest.raises(InputError, match="not NOTIFICATION"):
        read_notifications(path)
    with pytest.raises(InputError, match="not ACRF"):
        read_acknowledgements(path)
