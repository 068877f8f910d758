"""The declaration of a quarter: made, checked, handed over once, kept as it was, answered by the ONSS."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Quarter
from preste.declarations.channel.answers import (
    Acknowledgement,
    Notification,
    write_acknowledgement,
    write_notification,
)
from preste.declarations.channel.desk import Desk
from preste.declarations.dmfa.judge import PURPOSES
from preste.declarations.dmfa.report import Report
from preste.ids import niss, onss_number
from preste.office.jobs import queue, worker
from preste.office.services import declarations, quarters, receipts, rehearsals, uploads
from preste.office.services.declarations import DeclarationError
from preste.office.store.models import (
    AuditEvent,
    ComputedQuarter,
    DeadlineMet,
    Declaration,
    DeclarationKind,
    Environment,
    Job,
    JobState,
    Receipt,
    Worker,
)
from preste.office.web.views import declarations as views

FIRST = Quarter(2022, 1)
SENDER = "112768"
OWED = 22_016_47


@pytest.fixture(scope="module")
def computed_quarter(closed_quarter: Any) -> Iterator[Any]:
    """The quarter, computed; what a test does afterwards is undone by the file's own end."""
    with scope(employer=closed_quarter.employer):
        user = closed_quarter.users["officer"]
        quarters.compute(quarters.opened(closed_quarter.employer, FIRST), user)
    return closed_quarter


@pytest.fixture
def office(computed_quarter: Any) -> Iterator[Any]:
    """Each test's writing is undone."""
    with transaction.atomic(), scope(employer=computed_quarter.employer):
        yield computed_quarter
        transaction.set_rollback(True)


def built(office: Any) -> Declaration:
    return declarations.build(office.employer, FIRST, office.users["officer"])


def handed(office: Any, environment: Environment = Environment.REAL) -> Declaration:
    return declarations.hand_over(built(office), office.users["approver"], SENDER, environment)


def sending(declaration: Declaration) -> str:
    """The name of its GO file."""
    return str(declarations.file_names(declaration)[-1])


def now() -> Any:
    return timezone.localtime().replace(tzinfo=None, microsecond=0)


def acrf(declaration: Declaration, *errors: str, name: str = "") -> bytes:
    said = Acknowledgement(name or sending(declaration), "0000000000ABC", now(), accepted=not errors, errors=errors)
    return write_acknowledgement(said)


def notification(declaration: Declaration, result: int = 1, **other: Any) -> bytes:
    number = onss_number.compact(declaration.employer.onss_number)
    told = {"onss_number": number, "company": "", "file": sending(declaration), "message": "DMFA"} | other
    return write_notification(Notification(file_ticket="F", made=now(), ticket="000TICKET0001", result=result, **told))


def receive(office: Any, content: bytes) -> Receipt:
    [receipt] = receipts.receive(office.employer, content, office.users["approver"]).receipts
    return receipt


def together(*answers: bytes) -> bytes:
    """One file with the forms of several."""
    first, *more = answers
    forms = b"".join(one[one.index(b"<Form>") : one.rindex(b"</Form>") + len(b"</Form>")] for one in more)
    end = first.rindex(b"</Form>") + len(b"</Form>")
    return first[:end] + forms + first[end:]


def state(declaration: Declaration) -> str:
    return Declaration.objects.get(pk=declaration.pk).state


# ── made, checked, handed over ─────────────────────────────────────────────────────────────


def test_a_draft_is_the_computed_quarter_and_is_checked(office: Any) -> None:
    draft = built(office)
    assert (draft.number, draft.state, draft.owed, draft.people) == (1, "checked", OWED, 9)
    assert quarters.unpack(draft.content) == quarters.unpack(ComputedQuarter.objects.get().message)
    assert b"<NetOwedAmount>" in quarters.unpack(draft.content)
    assert not declarations.blocking(draft)
    assert declarations.obstacles(draft, office.users["officer"]) == []
    assert built(office).pk == draft.pk  # a second click makes no second draft
    assert Declaration.objects.count() == 1


def test_that_of_a_large_employer_is_a_job_s_work(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 5)
    client, stored = office.client("officer"), ComputedQuarter.objects.get()
    for _ in range(2):  # two clicks are one job
        page = client.post(office.url("quarters/2022-1/declaration/"), follow=True).content.decode()
    job = Job.objects.get(kind=worker.DECLARATION, subject=stored.pk)
    assert "Le calcul attend son tour." in page and not Declaration.objects.exists()
    with monkeypatch.context() as patch:
        patch.setattr(declarations, "check_original", lambda *_, **__: stopped(job))
        assert worker.work_once(job.pk)
    job.refresh_from_db()
    draft = Declaration.objects.get()
    assert (job.state, draft.state, draft.report) == (JobState.CANCELLED, "built", {})
    client.post(office.url("quarters/2022-1/declaration/"))
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    assert (
        "La déclaration s&#x27;établit et se contrôle…" in client.get(office.url("quarters/2022-1/")).content.decode()
    )
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    assert worker.work_once(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, Declaration.objects.get().state) == (JobState.DONE, 9, "checked")
    assert not declarations.blocking(Declaration.objects.get())


def stopped(job: Job) -> Report:
    """A check in the middle of which somebody stops the job."""
    queue.cancel(job)
    return Report(message="DmfAOriginal")


def test_a_check_is_of_the_draft_that_it_looked_at(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = built(office)
    look = declarations.check_original

    def replaced(*of: Any, **more: Any) -> Any:
        Declaration.objects.filter(pk=draft.pk).update(sha256="0" * 64, state="built")
        return look(*of, **more)

    monkeypatch.setattr(declarations, "check_original", replaced)
    with pytest.raises(DeclarationError):
        declarations.check(draft, office.users["officer"])
    assert state(draft) == "built"


def test_the_files_bear_the_names_of_the_channel(office: Any) -> None:
    made = handed(office)
    day = f"{timezone.localdate():%Y%m%d}"
    names = [str(one) for one in declarations.file_names(made)]
    assert names == [
        f"{way}.DMFA.{SENDER}.{day}.00001.R.{rest}" for way, rest in (("FI", "1.1"), ("FS", "1.1"), ("GO", "1"))
    ]
    client = office.client("approver")
    answer = client.get(office.url(f"declarations/{made.pk}/file/?form=zip"))
    assert f'filename="DMFA.{SENDER}.{day}.00001.R.zip"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == [names[0], names[2]]
        assert packed.read(names[0]) == quarters.unpack(made.content)
        assert packed.read(names[2]) == b""
    assert answer.content == client.get(office.url(f"declarations/{made.pk}/file/?form=zip")).content
    assert not DeadlineMet.objects.exists()  # handing over marks nothing by itself


def test_two_clicks_hand_over_once_and_a_sender_s_numbers_follow_each_other(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = built(office)
    address, given = office.url(f"declarations/{draft.pk}/hand-over/"), {"sender": SENDER, "environment": "R"}
    client = office.client("approver")
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.sequence) == ("handed_over", 1)
    assert AuditEvent.objects.filter(action="declaration.handed_over").count() == 1
    with scope(employer=office.other):
        taken = Declaration.objects.create(
            employer=office.other, quarter="2022-1", number=1, state="handed_over", content=draft.content,
            sha256="0" * 64, size=1, people=1, owed=1, message_version="20221", law_version="1", environment="T",
            known_at=timezone.now(), until="2022-03", made_at=timezone.now(), handed_over_at=timezone.now(),
            sender=SENDER, sent_on=timezone.localdate(), sequence=1,
        )  # fmt: skip
    declarations.abandon(draft, office.users["approver"], "jamais partie")
    last, too_early = declarations._last, [0]
    monkeypatch.setattr(declarations, "_last", lambda *of: too_early.pop() if too_early else last(*of))
    again = handed(office, Environment.CIRCUIT)  # who read the last number before the other file was kept
    assert (again.number, too_early) == (2, [])
    assert again.sequence == taken.sequence + 1
    assert declarations.usual_sender(office.employer) == SENDER


def test_what_was_handed_over_is_kept_by_the_database(office: Any) -> None:
    made = handed(office)
    receipt = receive(office, acrf(made))
    of_declaration, of_receipt = Declaration.objects.filter(pk=made.pk), Receipt.objects.filter(pk=receipt.pk)
    for change in ({"content": "x"}, {"owed": 1}, {"handed_over_at": None}, {"sha256": "0" * 64}, {"report": {"a": 1}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            of_declaration.update(**change)
    for rows in (of_declaration, of_receipt):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        of_receipt.update(told={})
    receive(office, notification(made))
    with pytest.raises(DatabaseError), transaction.atomic():
        of_declaration.update(state="built")
    with scope(employer=office.other), pytest.raises(DatabaseError), transaction.atomic():
        of_receipt.model.objects.create(
            employer=office.other, declaration=made, kind="acrf", sha256="2" * 64, content="x", read_at=timezone.now()
        )


def test_a_former_declaration_stays_readable_when_everything_changed(office: Any) -> None:
    made = handed(office)
    before = quarters.unpack(made.content)
    stored = ComputedQuarter.objects.get()
    stored.workers.all().delete()
    ComputedQuarter.objects.filter(pk=stored.pk).update(owed=1, message="", law_version="other")
    page = office.client("reader").get(office.url(f"declarations/{made.pk}/")).content.decode()
    assert "22\u202f016,47" in page
    assert made.sha256[:16] in page
    answer = office.client("approver").get(office.url(f"declarations/{made.pk}/file/"))
    assert answer.content == before
    assert AuditEvent.objects.filter(action="declaration.read", subject=str(made.pk)).exists()


# ── what is refused ────────────────────────────────────────────────────────────────────────


def spoilt(office: Any, old: bytes, new: bytes) -> Declaration:
    """A draft of which something is wrong, checked."""
    stored = ComputedQuarter.objects.get()
    content = quarters.unpack(stored.message)
    assert old in content
    user = office.users["officer"]
    draft = declarations.keep(
        office.employer, FIRST, content.replace(old, new, 1), stored, user, kind=DeclarationKind.ORIGINAL
    )
    return declarations.check(draft, user)


def test_blocking_findings_are_listed_with_their_worker_and_refuse_the_handing_over(office: Any) -> None:
    draft = spoilt(office, b"<WorkerCode>495</WorkerCode>", b"<WorkerCode>999</WorkerCode>")
    assert declarations.blocking(draft)
    anne = office.worker()
    assert str(anne.pk) in {one["worker"] for one in draft.report["findings"]}
    page = office.client("officer").get(office.url("quarters/2022-1/")).content.decode()
    assert f'/workers/{anne.pk}/">Anne Exemple</a>' in page
    assert "Remettre la déclaration" not in page
    code = next(one["code"] for one in draft.report["findings"] if one["severity"] == "B")
    assert code in page
    for environment in Environment:
        with pytest.raises(DeclarationError) as error:
            declarations.hand_over(draft, office.users["approver"], SENDER, environment)
        assert error.value.code == "E-DECLARATION-FINDINGS"
    assert state(draft) == "checked"


def test_a_finding_is_told_in_the_reader_s_language(office: Any) -> None:
    draft = spoilt(office, b"<WorkerCode>495</WorkerCode>", b"<WorkerCode>999</WorkerCode>")
    text = draft.report["findings"][0]["text"]
    reader = office.users["reader"]
    for language in ("fr", "nl", "de", "en"):
        reader.language = language
        reader.save(update_fields=["language"])
        page = office.client("reader").get(office.url(f"declarations/{draft.pk}/")).content.decode()
        assert text[language] in page.replace("&#x27;", "'")


def test_no_national_number_is_kept_with_a_finding(office: Any) -> None:
    with scope(employer=office.employer):
        number = niss.compact(Worker.objects.get(pk=office.worker().pk).niss)
    draft = spoilt(office, number.encode(), f"{number[:-1]}{9 - int(number[-1])}".encode())
    found = [one for one in draft.report["findings"] if "INSS" in one["path"]]
    assert found
    assert number[:-1] not in str(draft.report)


def test_a_quarter_that_is_provisional_or_changed_since_is_not_handed_over(office: Any) -> None:
    draft, approver = built(office), office.users["approver"]
    ComputedQuarter.objects.update(provisional=True)
    with pytest.raises(DeclarationError) as error:
        declarations.hand_over(draft, approver, SENDER, Environment.REAL)
    assert error.value.code == "E-DECLARATION-PROVISIONAL"
    quarters.compute(ComputedQuarter.objects.get(), office.users["officer"])
    with pytest.raises(DeclarationError) as error:
        declarations.hand_over(draft, approver, SENDER, Environment.REAL)
    assert error.value.code == "E-DECLARATION-STALE"
    page = office.client("approver").get(office.url("quarters/2022-1/")).content.decode()
    assert "Le trimestre a changé depuis que cette déclaration est établie." in page
    assert declarations.hand_over(built(office), approver, SENDER, Environment.REAL).state == "handed_over"


def test_a_declaration_without_its_quarter_is_not_made(office: Any) -> None:
    third = Quarter(2026, 3)
    client = office.client("officer")
    quarters.compute(quarters.opened(office.employer, third), office.users["officer"])
    page = client.post(office.url("quarters/2026-3/declaration/"), follow=True).content.decode()
    assert "La déclaration ne peut pas être établie." in page
    assert not Declaration.objects.exists()


def test_a_wrong_sender_is_refused(office: Any) -> None:
    draft = built(office)
    for sender in ("", "12345", "1234567", "12345a"):
        with pytest.raises(DeclarationError) as error:
            declarations.hand_over(draft, office.users["approver"], sender, Environment.REAL)
        assert error.value.code == "E-DECLARATION-SENDER"


def test_under_four_eyes_who_made_it_does_not_hand_it_over(office: Any) -> None:
    office.employer.four_eyes = True
    office.employer.save(update_fields=["four_eyes"])
    draft = built(office)
    with pytest.raises(DeclarationError) as error:
        declarations.hand_over(draft, office.users["officer"], SENDER, Environment.REAL)
    assert error.value.code == "E-DECLARATION-FOUR-EYES"
    assert declarations.hand_over(draft, office.users["approver"], SENDER, Environment.REAL).state == "handed_over"


def test_a_second_original_is_refused(office: Any) -> None:
    made, approver = handed(office), office.users["approver"]
    second = built(office)
    assert second.number == 2
    with pytest.raises(DeclarationError) as error:
        declarations.hand_over(second, approver, SENDER, Environment.REAL)
    assert error.value.code == "E-DECLARATION-WAITING"
    receive(office, notification(made))
    with pytest.raises(DeclarationError) as error:
        declarations.hand_over(second, approver, SENDER, Environment.REAL)
    assert error.value.code == "E-DECLARATION-TWICE"
    with pytest.raises(DeclarationError) as error:
        built(office)
    assert error.value.code == "E-DECLARATION-TWICE"
    with pytest.raises(IntegrityError), transaction.atomic():  # nor by the database
        Declaration.objects.filter(pk=second.pk).update(
            state="handed_over", environment="R", handed_over_at=timezone.now(), sender=SENDER, sequence=9,
            sent_on=timezone.localdate(),
        )  # fmt: skip


# ── what comes back ────────────────────────────────────────────────────────────────────────


def test_the_whole_circuit_with_the_answers_of_the_desk(office: Any, tmp_path: Path) -> None:
    made = handed(office)
    inbox = tmp_path / "IN"
    inbox.mkdir()
    _, content = declarations.archive(made)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(inbox)
    (inbox / str(declarations.file_names(made)[1])).write_bytes(b"signature")
    (answer,) = Desk(tmp_path, PURPOSES, now()).receive().answers
    client = office.client("approver")
    address = office.url("quarters/2022-1/answer/")
    for path, expected in zip(answer.files, ("received", "accepted"), strict=True):
        page = client.post(address, {"file": SimpleUploadedFile(path.name, path.read_bytes())}, follow=True)
        assert page.status_code == 200
        assert state(made) == expected
    made = Declaration.objects.get(pk=made.pk)
    assert (made.file_ticket, made.ticket) == (answer.acknowledgement.ticket, answer.notifications[0].ticket)
    met = DeadlineMet.objects.get()
    assert (met.deadline, met.period, met.met_on) == ("dmfa", "2022-03", timezone.localdate())
    page = client.get(office.url("quarters/2022-1/")).content.decode()
    assert made.ticket in page
    assert "Ce qui change encore se déclare par une modification." in page
    got = client.get(office.url(f"declarations/{made.pk}/answers/2/"))
    assert got.content == answer.files[1].read_bytes()


def test_a_refused_file_and_a_refused_declaration_let_another_one_be_made(office: Any) -> None:
    first = handed(office)
    receive(office, acrf(first, "ACRF-088"))
    assert state(first) == "refused"
    second = handed(office)
    assert second.sequence == 2
    receive(office, acrf(second))
    from preste.declarations.channel.answers import Anomaly
    from preste.declarations.finding import Severity

    anomaly = Anomaly("00037-003", "WorkerCode", "495", Severity.BLOCKING, "code travailleur inconnu")
    receive(office, notification(second, result=0, anomalies=(anomaly,)))
    assert state(second) == "refused"
    page = office.client("reader").get(office.url("quarters/2022-1/")).content.decode()
    assert "00037-003" in page
    assert "code travailleur inconnu" in page
    assert not DeadlineMet.objects.exists()
    assert built(office).number == 3


def test_the_same_answer_again_changes_nothing_and_a_contrary_one_is_refused(office: Any) -> None:
    made = handed(office)
    content = notification(made)
    receipt = receive(office, content)
    assert receive(office, content).pk == receipt.pk
    assert Receipt.objects.count() == 1
    with pytest.raises(DeclarationError) as error:
        receive(office, notification(made, result=0))
    assert error.value.code == "E-RECEIPT-CONFLICT"
    assert state(made) == "accepted"


def test_a_wrong_or_foreign_file_is_told_and_changes_nothing(office: Any) -> None:
    made = handed(office)
    day = f"{timezone.localdate():%Y%m%d}"
    other = f"GO.DMFA.{SENDER}.{day}.00077.R.1"
    wrong = [
        (b"<DmfAOriginal/>", "n'est pas une réponse de l'ONSS"),
        (b"a;b;c", "n'est pas un message XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><ACRF>&b;</ACRF>', "contient un DOCTYPE"),
        (acrf(made, name=other), "parle d'un autre envoi"),
        (acrf(made, name="rapport.pdf"), "parle d'un autre envoi"),
        (notification(made, onss_number="199999999"), "parle d'un autre envoi"),
        (b"<NOTIFICATION/>", "Cette réponse ne se lit pas"),
        (b"", "Le fichier est vide"),
    ]
    client = office.client("approver")
    for content, words in wrong:
        given = {"file": SimpleUploadedFile("reponse.xml", content)}
        page = client.post(office.url("quarters/2022-1/answer/"), given, follow=True).content.decode()
        assert words in page.replace("&#x27;", "'"), words
        assert "Rien n'a été noté." in page.replace("&#x27;", "'")
    assert client.post(office.url("quarters/2022-1/answer/"), follow=True).status_code == 200
    assert state(made) == "handed_over"
    assert not Receipt.objects.exists()
    with scope(employer=office.other), pytest.raises(DeclarationError):  # nor at another employer
        receipts.receive(office.other, acrf(made), office.users["bureau"])


def pids(office: Any, quarter: str = "20221", number: str = "") -> bytes:
    person = niss.compact(Worker.objects.get(pk=office.worker().pk).niss)
    number = number or onss_number.compact(office.employer.onss_number)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<DmfAPID><Form><EmployerDeclaration><Quarter>{quarter}</Quarter><NOSSRegistrationNbr>{number}</NOSSRegistrationNbr>
<EmployerDeclarationPID>4711</EmployerDeclarationPID><NaturalPerson><INSS>{person}</INSS>
<NaturalPersonPID>12</NaturalPersonPID><DeclNaturalPersonPID>13</DeclNaturalPersonPID>
<DeclNaturalPersonVersionNbr>1</DeclNaturalPersonVersionNbr></NaturalPerson></EmployerDeclaration></Form></DmfAPID>
""".encode()


def test_permanent_numbers_are_kept_for_the_modification(office: Any) -> None:
    made = handed(office)
    receive(office, notification(made))
    receive(office, pids(office))
    made = Declaration.objects.get(pk=made.pk)
    assert made.pids == {"declaration": 4711, "people": 1}
    numbers = receipts.numbers_of(made)
    assert numbers is not None
    assert numbers.declaration == 4711
    assert [one.person for one in numbers.people.values()] == [12]
    for content in (pids(office, quarter="20222"), pids(office, number="199999999")):
        with pytest.raises(DeclarationError) as error:
            receive(office, content)
        assert error.value.code == "E-RECEIPT-FOREIGN"


def test_a_file_of_several_answers_gives_each_declaration_its_own(office: Any) -> None:
    """A trial and the real one of a sender, and somebody else's: each is known by the file that it names."""
    trial, user = handed(office, Environment.TEST), office.users["approver"]
    made = handed(office)
    foreign = notification(made, file=f"GO.DMFA.999999.{timezone.localdate():%Y%m%d}.00001.R.1")
    client, address = office.client("approver"), office.url("quarters/2022-1/answer/")
    given = together(notification(trial, 0), foreign, notification(made))
    page = client.post(address, {"file": SimpleUploadedFile("n.xml", given)}, follow=True).content.decode()
    assert (state(trial), state(made)) == ("refused", "accepted")
    assert "1 réponse est d&#x27;un autre employeur ou d&#x27;un autre envoi" in page
    assert "Trimestre 1 de 2022\u00a0: Notification : la déclaration" in page
    kept = {one.declaration_id: quarters.unpack(one.content) for one in Receipt.objects.all()}
    assert set(kept) == {trial.pk, made.pk}
    for one, content in kept.items():  # nothing of anybody else is kept with it
        assert content.count(b"<FileName>") == 1
        assert sending(Declaration.objects.get(pk=one)).encode() in content
    assert len(receipts.receive(office.employer, given, user).receipts) == 2
    assert Receipt.objects.count() == 2
    with pytest.raises(DeclarationError) as error:
        receipts.receive(office.employer, together(foreign, foreign), user)
    assert error.value.code == "E-RECEIPT-FOREIGN"
    with pytest.raises(DeclarationError) as error:  # all of it, or nothing
        receipts.receive(office.employer, together(acrf(trial), acrf(made, "1")), user)
    assert (error.value.code, Receipt.objects.count()) == ("E-RECEIPT-CONFLICT", 2)


def test_a_large_answer_is_read_and_one_beyond_its_limit_is_not(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = handed(office)
    client, address = office.client("approver"), office.url("quarters/2022-1/answer/")
    space = b" " * (uploads.MAX_BYTES + 1)
    large = SimpleUploadedFile("n.xml", acrf(made).replace(b"<Form>", space + b"<Form>"))
    client.post(address, {"file": large})
    assert state(made) == "received"
    monkeypatch.setattr(uploads, "MESSAGE_BYTES", uploads.MAX_BYTES)
    more = SimpleUploadedFile("n.xml", notification(made).replace(b"<Form>", space + b"<Form>"))
    page = client.post(address, {"file": more}, follow=True).content.decode()
    assert "Le fichier dépasse 50 Mo." in page and state(made) == "received"


def update_notice(office: Any, pid: int = 4711) -> bytes:
    number = onss_number.compact(office.employer.onss_number)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<DmfAUpdateNotification><Form><Reference><ReferenceNbr>000MODIF00001</ReferenceNbr></Reference>
<EmployerDeclarationUpdateNotif><Quarter>20221</Quarter><NOSSRegistrationNbr>{number}</NOSSRegistrationNbr>
<EmployerDeclarationPID>{pid}</EmployerDeclarationPID></EmployerDeclarationUpdateNotif></Form></DmfAUpdateNotification>
""".encode()


def test_an_accepted_modification_corrects_the_original(office: Any) -> None:
    made, user = handed(office), office.users["approver"]
    receive(office, notification(made))
    receive(office, pids(office))
    stored = ComputedQuarter.objects.get()
    update = declarations.keep(
        office.employer, FIRST, b"<DmfAUpdate/>", stored, user, kind=DeclarationKind.UPDATE, replaces=made
    )
    Declaration.objects.filter(pk=update.pk).update(state="checked", report={"blocking": False})
    update = declarations.hand_over(Declaration.objects.get(pk=update.pk), user, SENDER, Environment.REAL)
    assert sending(update).startswith(f"GO.DMWA.{SENDER}.")
    with pytest.raises(DeclarationError):
        receive(office, update_notice(office, pid=1))
    receive(office, update_notice(office))
    assert (state(update), state(made)) == ("accepted", "corrected")


# ── apart ──────────────────────────────────────────────────────────────────────────────────


def test_a_trial_counts_for_nothing(office: Any) -> None:
    trial = handed(office, Environment.TEST)
    assert [str(one)[:2] for one in declarations.file_names(trial)] == ["FI", "GO"]  # unsigned
    receive(office, notification(trial))
    assert state(trial) == "accepted"
    assert not DeadlineMet.objects.exists()
    assert handed(office).state == "handed_over"


def test_a_rehearsal_changes_no_state(office: Any) -> None:
    draft = built(office)
    told = rehearsals.rehearse(draft, office.users["officer"])
    assert (told["accepted"], told["count"], told["errors"]) == (True, 0, [])
    assert state(draft) == "checked"
    made = declarations.hand_over(draft, office.users["approver"], SENDER, Environment.REAL)
    page = office.client("officer").post(office.url(f"declarations/{made.pk}/rehearse/"), follow=True).content.decode()
    assert "Répétition : le guichet de cette machine accepterait ce fichier." in page
    assert "elle ne vient pas de l&#x27;ONSS" in page or "elle ne vient pas de l'ONSS" in page
    assert (state(made), Receipt.objects.count(), DeadlineMet.objects.count()) == ("handed_over", 0, 0)
    bad = spoilt(office, b"<WorkerCode>495</WorkerCode>", b"<WorkerCode>999</WorkerCode>")
    assert rehearsals.rehearse(bad, office.users["officer"])["accepted"] is False


def test_one_that_never_left_is_abandoned_with_its_reason(office: Any) -> None:
    made, client = handed(office), office.client("approver")
    client.post(office.url(f"declarations/{made.pk}/abandon/"), {"reason": " "})
    assert state(made) == "handed_over"
    client.post(office.url(f"declarations/{made.pk}/abandon/"), {"reason": "le canal était fermé"})
    assert state(made) == "abandoned"
    with pytest.raises(DeclarationError) as error:
        receive(office, acrf(made))
    assert error.value.code == "E-RECEIPT-ABANDONED"
    assert handed(office).number == 2
