"""A reception desk on one's own machine: takes files as the ONSS's channel does, and answers with the same messages.

Files are put into `IN`, `INTEST` or `INTEST-S` of a folder, as in the real one; answers come into `OUT`, `OUTTEST` or
`OUTTEST-S`; what was treated goes to `TREATED`. It judges by our own rules: the employers' directory, Dimona and the
rights that only the ONSS knows are not in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from preste.declarations import xml
from preste.declarations.channel import names
from preste.declarations.channel.answers import (
    ACCEPTED,
    REFUSED,
    Acknowledgement,
    Notification,
    anomaly_of,
    write_acknowledgement,
    write_notification,
)
from preste.declarations.channel.names import FileName, NameFault
from preste.declarations.finding import Finding, Severity
from preste.errors import InputError

TREATED = "TREATED"
_BLOCKED = 3
"""The diagnosis of blocking anomalies (zone 00232)."""
_SCHEMA = re.compile(rb'noNamespaceSchemaLocation\s*=\s*["\'][^"\']*?([A-Za-z0-9]+)_(\d{5})\.xsd["\']')
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEAD = 64 * 1024


@dataclass(frozen=True)
class JudgedForm:
    """One form of a file: what it is, whose, and what is wrong with it."""

    message: str
    status: int
    made: dt.datetime | None
    onss_number: str
    company: str
    findings: tuple[Finding, ...]


Judge = Callable[[Path], Iterable[JudgedForm]]
"""Judges every form of a file; raises InputError when it cannot be read."""


@dataclass(frozen=True)
class Purpose:
    """What the desk knows of a kind of file: its message, and who judges it (nobody: it is only acknowledged)."""

    message: str
    judge: Judge | None = None


@dataclass(frozen=True)
class Answer:
    """What came of one sending."""

    sending: str
    acknowledgement: Acknowledgement
    notifications: tuple[Notification, ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the file or one of its forms was refused."""
        return not self.acknowledgement.accepted or any(not one.accepted for one in self.notifications)


@dataclass(frozen=True)
class Received:
    """What a visit to the desk gave: answers, and files that wait for their GO."""

    answers: tuple[Answer, ...]
    waiting: tuple[str, ...]


class Desk:
    """Treats what lies in a folder; `now` is the moment of treatment."""

    def __init__(self, folder: Path, purposes: Mapping[str, Purpose], now: dt.datetime) -> None:
        self._folder = folder
        self._purposes = purposes
        self._now = now

    def receive(self) -> Received:
        """Treats every sending whose GO has come."""
        answers: list[Answer] = []
        waiting: list[str] = []
        for environment, (inbox, _) in names.ENVIRONMENTS.items():
            box = self._folder / inbox
            box.mkdir(parents=True, exist_ok=True)
            files = sorted(path for path in box.iterdir() if path.is_file())
            started = [path for path in files if path.name.startswith(f"{names.STARTED}.")]
            taken = set[Path]()
            for go in started:
                mine = self._belonging(go, files)
                answers.append(self._treat(go, mine, environment))
                taken.update((go, *mine))
            for path in files:
                if path in taken:
                    continue
                fault = _fault_of(path.name)
                if fault:
                    answers.append(self._refuse(path, [path], environment, [fault]))
                else:
                    waiting.append(path.name)
        return Received(tuple(answers), tuple(waiting))

    def _belonging(self, go: Path, files: list[Path]) -> list[Path]:
        sending = _parsed(go.name)
        if sending is None:
            return []
        mine = []
        for path in files:
            name = _parsed(path.name)
            if name is not None and path != go and name.sending == sending.sending:
                mine.append(path)
        return mine

    def _treat(self, go: Path, files: list[Path], environment: str) -> Answer:
        try:
            name = names.parse(go.name, today=self._now.date())
        except NameFault as fault:
            return self._refuse(go, [go, *files], environment, [fault.annex30])
        errors = list(self._errors(go, name, files, environment))
        forms: list[JudgedForm] = []
        if not errors:
            try:
                forms = self._judged(name, files)
            except InputError as fault:
                errors = ["157" if fault.code == "E-MESSAGE" else "102"]
        if errors:
            return self._refuse(go, [go, *files], environment, errors)
        ticket = _ticket(go.name)
        acknowledgement = Acknowledgement(go.name, ticket, self._now, accepted=True)
        notifications = [self._notification(go, ticket, form, number) for number, form in enumerate(forms, 1)]
        return self._answer(go, [go, *files], environment, acknowledgement, notifications)

    def _judged(self, name: FileName, files: list[Path]) -> list[JudgedForm]:
        judge = self._purposes[name.purpose].judge
        return [form for path in self._parts(files) for form in judge(path)] if judge is not None else []

    @staticmethod
    def _parts(files: list[Path]) -> list[Path]:
        return [path for path in files if path.name.startswith(f"{names.SENT}.")]

    def _errors(self, go: Path, name: FileName, files: list[Path], environment: str) -> Iterable[str]:
        """The codes for which a sending is not taken, before any form is looked at."""
        sent = self._parts(files)
        signed = [path for path in files if path.name.startswith(f"{names.SIGNED}.")]
        wanted = name.parts or 1
        if name.environment != environment:
            yield "118" if name.environment == names.REAL else "119"
        if (self._folder / TREATED / go.name).exists():
            yield "133"
        if len(sent) != wanted:
            yield "120"
        if name.environment != names.DECLARATION_TEST and len(signed) != wanted:
            yield "122"
        if name.purpose not in self._purposes:
            yield "154"
            return
        for path in sent:
            yield from self._errors_of(path, self._purposes[name.purpose])

    @staticmethod
    def _errors_of(path: Path, purpose: Purpose) -> Iterable[str]:
        head = path.read_bytes()[:_HEAD]
        try:
            root = xml.root_name(head, path.name)
            xml.refuse_doctype(head, path.name)
        except InputError:
            yield "102"
            return
        schema = _SCHEMA.search(head)
        if root != purpose.message:
            yield "158"
        elif schema is None:
            yield "136"
        elif schema[1].decode() != purpose.message:
            yield "088"

    def _notification(self, go: Path, ticket: str, form: JudgedForm, number: int) -> Notification:
        blocked = any(found.severity is Severity.BLOCKING for found in form.findings)
        return Notification(
            file=go.name,
            file_ticket=ticket,
            made=self._now,
            message=form.message,
            ticket=_ticket(f"{go.name}/{number}"),
            result=REFUSED if blocked else ACCEPTED,
            onss_number=form.onss_number,
            company=form.company,
            diagnoses=(_BLOCKED,) if blocked else (),
            anomalies=tuple(anomaly_of(found) for found in form.findings),
            form_made=form.made,
            form_status=form.status,
        )

    def _refuse(self, go: Path, files: list[Path], environment: str, errors: list[str]) -> Answer:
        told = tuple(dict.fromkeys(f"ACRF-{error}" for error in errors))
        refused = Acknowledgement(go.name, _ticket(go.name), self._now, accepted=False, errors=told)
        return self._answer(go, files, environment, refused, [])

    def _answer(
        self,
        go: Path,
        files: list[Path],
        environment: str,
        acknowledgement: Acknowledgement,
        notifications: list[Notification],
    ) -> Answer:
        out = self._folder / names.ENVIRONMENTS[environment][1]
        written = [self._write(out, "ACRF", environment, write_acknowledgement(acknowledgement))]
        written += [self._write(out, "NOTI", environment, write_notification(one)) for one in notifications]
        treated = self._folder / TREATED
        treated.mkdir(exist_ok=True)
        for path in files:
            path.replace(_free(treated / path.name))
        return Answer(go.name, acknowledgement, tuple(notifications), tuple(written))

    def _write(self, out: Path, purpose: str, environment: str, data: bytes) -> Path:
        out.mkdir(parents=True, exist_ok=True)
        name = FileName(
            names.RECEIVED, purpose, names.SOCIAL_SECURITY, self._now.date(), 1, environment, parts=1, part=1
        )
        while (out / str(name)).exists():
            name = replace(name, sequence=name.sequence + 1)
        path = out / str(name)
        path.write_bytes(data)
        return path


def _fault_of(name: str) -> str:
    try:
        names.parse(name)
    except NameFault as fault:
        return fault.annex30
    return ""


def _parsed(name: str) -> FileName | None:
    try:
        return names.parse(name)
    except NameFault:
        return None


def _free(path: Path) -> Path:
    """A path that is not in use: a name that came twice is kept twice."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}~{number}")
    return free


def _ticket(subject: str) -> str:
    """A ticket of thirteen signs that looks like one of the ONSS's, always the same for the same file and form."""
    value = int.from_bytes(hashlib.sha256(subject.encode()).digest()[:8], "big")
    signs = ""
    while len(signs) < len("0000000000"):
        value, rest = divmod(value, len(_ALPHABET))
        signs += _ALPHABET[rest]
    return f"000{signs}"
