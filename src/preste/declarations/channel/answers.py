"""What comes back: the acknowledgement of a file (ACRF), and the notification of each form (NOTIFICATION).

Read tolerantly, whatever the version; written as the official messages of 2022/3 and 2023/1 are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from preste.declarations import xml
from preste.declarations.finding import Finding, Severity
from preste.errors import InputError

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation'
REFUSED, ACCEPTED = 0, 1


@dataclass(frozen=True)
class Acknowledgement:
    """Whether a file could be read (ACRF): its ticket, and codes such as ACRF-088 when it could not."""

    file: str
    ticket: str
    made: dt.datetime
    accepted: bool
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Anomaly:
    """One anomaly of a notification: code, element, value, class, and where."""

    code: str
    tag: str = ""
    value: str = ""
    severity: Severity | None = None
    label: str = ""
    line: int | None = None
    location: str = ""


@dataclass(frozen=True)
class Notification:
    """What became of one form: accepted or not, its ticket, its anomalies. `result`: 0 refused, 1 accepted, 2 other."""

    file: str
    file_ticket: str
    made: dt.datetime
    message: str
    ticket: str
    result: int
    onss_number: str = ""
    company: str = ""
    inss: str = ""
    diagnoses: tuple[int, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    form_made: dt.datetime | None = None
    form_status: int = 0

    @property
    def accepted(self) -> bool:
        """Whether the form was accepted."""
        return self.result == ACCEPTED


def read_acknowledgement(data: bytes, where: str = "") -> list[Acknowledgement]:
    """The forms of an ACRF.

    Raises:
        InputError: it is no such message.
    """
    return [
        Acknowledgement(
            file=_text(form, "FileReference/FileName"),
            ticket=_text(form, "FileReference/ReferenceNbr"),
            made=_moment(form, where),
            accepted=_text(form, "ReceptionResult/ResultCode") == str(ACCEPTED),
            errors=tuple((error.text or "").strip() for error in form.findall("ReceptionResult/ErrorID")),
        )
        for form in _forms(data, "ACRF", where)
    ]


def read_notification(data: bytes, where: str = "") -> list[Notification]:
    """The forms of a NOTIFICATION; raises as `read_acknowledgement`."""
    return [
        Notification(
            file=_text(form, "FileReference/FileName"),
            file_ticket=_text(form, "FileReference/ReferenceNbr"),
            made=_moment(form, where),
            message=_text(form, "HandledOriginalForm/Identification"),
            ticket=_text(form, "HandledReference/ReferenceNbr"),
            result=int(_text(form, "HandlingResult/ResultCode") or REFUSED),
            onss_number=_text(form, "EmployerId/NOSSRegistrationNbr"),
            company=_text(form, "EmployerId/CompanyID"),
            inss=_text(form, "WorkerRecordIdentification/INSS"),
            diagnoses=tuple(int(one.text or 0) for one in form.findall("HandlingResult/Diagnosis")),
            anomalies=tuple(_anomaly(one) for one in form.findall("HandlingResult/AnomalyReport")),
            form_made=_moment_of(form.find("HandledOriginalForm")),
            form_status=int(_text(form, "HandledOriginalForm/AttestationStatus") or 0),
        )
        for form in _forms(data, "NOTIFICATION", where)
    ]


def _forms(data: bytes, message: str, where: str) -> list[etree._Element]:
    root = xml.parse(data, where)
    if root.tag != message:
        raise xml.another_message(str(root.tag), message, where)
    return root.findall("Form")


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _moment_of(element: etree._Element | None) -> dt.datetime | None:
    if element is None:
        return None
    text = f"{_text(element, 'FormCreationDate')}T{_text(element, 'FormCreationHour')}"
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _moment(form: etree._Element, where: str) -> dt.datetime:
    made = _moment_of(form)
    if made is None:
        raise InputError("says no day and hour", where=where, remedy="take the file as it came", code="E-MESSAGE")
    return made


def _anomaly(element: etree._Element) -> Anomaly:
    kind, line = _text(element, "AnomalyClass"), _text(element, "AnomalyLocation/LineNbr")
    return Anomaly(
        code=_text(element, "ErrorID"),
        tag=_text(element, "TagName"),
        value=_text(element, "Value"),
        severity=Severity(kind) if kind in {one.value for one in Severity} else None,
        label=_text(element, "AnomalyLabel"),
        line=int(line) if line.isdigit() else None,
        location=_text(element, "AnomalyLocation/Location"),
    )


# ── written ──────────────────────────────────────────────────────────────────────────────────


def write_acknowledgement(answer: Acknowledgement) -> bytes:
    """An ACRF of one file."""
    body = [
        *_form_head("ACRF001", "PA", answer.made),
        *_file_reference(answer.file, answer.ticket),
        "<ReceptionResult>",
        _tag("ResultCode", ACCEPTED if answer.accepted else REFUSED),
        *(_tag("ErrorID", error) for error in answer.errors),
        "</ReceptionResult>",
    ]
    return _message("ACRF", "20231", body)


def write_notification(answer: Notification) -> bytes:
    """A NOTIFICATION of one form."""
    made = answer.form_made or answer.made
    body = [
        *_form_head("NOTI001", "FA", answer.made),
        *_file_reference(answer.file, answer.file_ticket),
        "<HandledOriginalForm>",
        *_form_head(answer.message, "SU", made, answer.form_status),
        "</HandledOriginalForm>",
        "<EmployerId>",
        _tag("NOSSRegistrationNbr", answer.onss_number or "0"),
        _tag("CompanyID", answer.company or "0"),
        "</EmployerId>",
        "<HandledReference>",
        _tag("ReferenceType", 1),
        _tag("ReferenceOrigin", 2),
        _tag("ReferenceNbr", answer.ticket),
        "</HandledReference>",
        "<HandlingResult>",
        _tag("ResultCode", answer.result),
        *(_tag("Diagnosis", one) for one in answer.diagnoses),
        *(line for anomaly in answer.anomalies for line in _anomaly_lines(anomaly)),
        "</HandlingResult>",
    ]
    return _message("NOTIFICATION", "20223", body)


def anomaly_of(found: Finding, language: str = "fr") -> Anomaly:
    """A finding of a check as a notification tells it."""
    tag = found.path.rpartition("/")[2].partition("[")[0]
    return Anomaly(found.code, tag, found.value, found.severity, found.text[language], found.line or None)


def _message(name: str, version: str, body: Sequence[str]) -> bytes:
    lines = [f'<{name} {_XSI}="{name}_{version}.xsd">', "<Form>", *body, "</Form>", f"</{name}>"]
    return (_HEAD + "\n".join(lines) + "\n").encode()


def _form_head(identification: str, kind: str, made: dt.datetime, status: int = 0) -> list[str]:
    return [
        _tag("Identification", identification),
        _tag("FormCreationDate", made.date().isoformat()),
        _tag("FormCreationHour", made.time().isoformat("milliseconds")),
        _tag("AttestationStatus", status),
        _tag("TypeForm", kind),
    ]


def _file_reference(file: str, ticket: str) -> Iterable[str]:
    yield "<FileReference>"
    yield _tag("FileName", file)
    yield _tag("ReferenceOrigin", 2)
    yield _tag("ReferenceNbr", ticket)
    yield "</FileReference>"


def _anomaly_lines(anomaly: Anomaly) -> Iterable[str]:
    yield "<AnomalyReport>"
    yield _tag("ErrorID", anomaly.code)
    yield _tag("TagName", anomaly.tag)
    yield _tag("Value", anomaly.value)
    if anomaly.severity is not None:
        yield _tag("AnomalyClass", anomaly.severity.value)
    if anomaly.label:
        yield _tag("AnomalyLabel", anomaly.label[:500])
    if anomaly.line is not None:
        yield f"<AnomalyLocation>{_tag('LineNbr', anomaly.line)}</AnomalyLocation>"
    yield "</AnomalyReport>"


def _tag(name: str, value: object) -> str:
    return f"<{name}>{escape(str(value))}</{name}>"
