"""Accepted quarters beside what is known now: which are to be corrected and why; the modification goes its way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django_scopes import scope
from tests.support.onss_numbers import notice_message, pids_message

from preste.calendar import Quarter
from preste.declarations.channel.answers import Notification, write_notification
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.read import read_update_bytes
from preste.ids import onss_number
from preste.office.services import changes, declarations, facts, modifications, quarters, readings, receipts
from preste.office.store.models import (
    Contract,
    Declaration,
    DeclarationKind,
    DeclarationState,
    Environment,
    FactKind,
    Receipt,
    ReceiptKind,
)

FIRST = Quarter(2022, 1)
SENDER = "112768"


@pytest.fixture(scope="module")
def declared_quarter(closed_quarter: Any) -> Iterator[Any]:
    """The quarter computed, declared and accepted."""
    with scope(employer=closed_quarter.employer):
        user = closed_quarter.users["officer"]
        quarters.compute(quarters.opened(closed_quarter.employer, FIRST), user)
        send(closed_quarter, declarations.build(closed_quarter.employer, FIRST, user))
    return closed_quarter


@pytest.fixture
def office(declared_quarter: Any) -> Iterator[Any]:
    """Each test's writing is undone."""
    with transaction.atomic(), scope(employer=declared_quarter.employer):
        yield declared_quarter
        transaction.set_rollback(True)


def send(office: Any, draft: Declaration) -> Declaration:
    """A draft handed over and accepted."""
    made = declarations.hand_over(draft, office.users["approver"], SENDER, Environment.REAL)
    name = str(declarations.file_names(made)[-1])
    told = {"onss_number": onss_number.compact(office.employer.onss_number), "company": "", "file": name}
    now = timezone.localtime().replace(tzinfo=None, microsecond=0)
    answer = Notification(
        file_ticket="F", made=now, ticket="000TICKET0001", result=1, message=name.split(".")[1], **told
    )  # fmt: skip
    receipts.receive(office.employer, write_notification(answer), office.users["approver"])
    made.refresh_from_db()
    assert made.state == DeclarationState.ACCEPTED
    return made


def give_numbers(office: Any, again: bytes = b"") -> Receipt:
    """The ONSS's permanent numbers of what it accepted."""
    form = readings.declared_form(readings.accepted(office.employer, FIRST))
    assert form is not None
    return answer(office, pids_message(form) + again)


def new_pay(office: Any, change: int) -> None:
    """Anne earns otherwise from January 2022, as one knows now; the quarter is computed anew."""
    anne = Contract.objects.select_related("worker").get(reference="anne")
    known = facts.known_facts(office.employer).filter(contract=anne, kind=FactKind.TERMS)
    former = known.filter(valid_from__lte=FIRST.first).order_by("-valid_from").first()
    data = former.data | {"amount": former.data["amount"] + change}
    changes.record_change(
        anne.worker, FactKind.TERMS, data, valid_from=FIRST.first, valid_to=former.valid_to, contract=anne,
        replaces=former if former.valid_from == FIRST.first else None, user=office.users["officer"],
    )  # fmt: skip


def recompute(office: Any) -> None:
    quarters.compute(quarters.opened(office.employer, FIRST), office.users["officer"])


def seen(office: Any) -> modifications.Accepted:
    found = modifications.look(office.employer, FIRST)
    assert found is not None
    return found


def page(office: Any, role: str = "officer") -> str:
    text: str = office.client(role).get(office.url("modifications/")).content.decode()
    return text


def test_what_was_accepted_and_has_not_changed_needs_nothing(office: Any) -> None:
    assert modifications.accepted_quarters(office.employer) == [FIRST]
    assert (seen(office).differs, seen(office).stale) == (False, False)
    assert "rien à corriger" in page(office)


def test_a_raise_known_late_is_first_to_compute_then_to_correct(office: Any) -> None:
    new_pay(office, 100_00)
    assert seen(office).stale
    assert "Recalculer ce trimestre" in page(office) and "Recalculer ce trimestre" not in page(office, "reader")
    recompute(office)
    found = seen(office).found
    assert found is not None
    (one,) = found.people
    assert [reason.kind for reason in one.reasons] == ["terms"] and found.due > 0
    text = page(office)
    for words in (
        "Anne Exemple",
        "conditions du contrat connues après le trimestre",
        "DmfAPID",
        "Rémunérations 001 (Rémunération)\u00a0: 7\u202f823,81 →",
    ):
        assert words in text, words
    assert "Établir la modification" not in text
    rows = office.client("reader").get(office.url("modifications/?format=json")).json()["rows"]
    assert {row["nom"] for row in rows} == {"Anne Exemple"} and len(rows) > 3


def test_the_pages_take_the_permanent_numbers_of_an_accepted_declaration(office: Any) -> None:
    address, field = f'action="{office.url("quarters/2022-1/answer/")}"', 'type="file"'
    new_pay(office, 100_00)
    recompute(office)
    accepted = readings.accepted(office.employer, FIRST)[0]
    client = office.client("approver")
    pages = [office.url(path) for path in ("modifications/", "quarters/2022-1/", f"declarations/{accepted.pk}/")]
    for one in pages:
        text = client.get(one).content.decode()
        assert address in text and field in text, one
    assert field not in page(office, "reader")
    form = readings.declared_form([accepted])
    assert form is not None
    file = SimpleUploadedFile("pid.xml", pids_message(form), "text/xml")
    client.post(office.url("quarters/2022-1/answer/"), {"file": file})
    assert seen(office).numbers is not None
    assert "Établir la modification" in page(office)


def test_one_click_makes_a_draft_that_goes_the_way_of_a_declaration(office: Any) -> None:
    new_pay(office, 100_00)
    recompute(office)
    approver, form = office.client("approver"), readings.declared_form(readings.accepted(office.employer, FIRST))
    assert form is not None
    for where in ("modifications/", "quarters/2022-1/"):  # what was accepted can still be answered to
        assert 'name="file"' in approver.get(office.url(where)).content.decode()
    given = {"file": SimpleUploadedFile("pid.xml", pids_message(form)), "from": "modifications"}
    answer = approver.post(office.url("quarters/2022-1/answer/"), given)
    assert answer.headers["Location"] == office.url("modifications/")
    assert "Établir la modification" in page(office)
    client = office.client("officer")
    answer = client.post(office.url("quarters/2022-1/modify/"))
    draft = Declaration.objects.get(kind=DeclarationKind.UPDATE)
    assert answer.headers["Location"] == office.url(f"declarations/{draft.pk}/")
    assert (draft.state, draft.report["findings"]) == (DeclarationState.CHECKED, [])
    assert b"<DmfAUpdate" in quarters.unpack(draft.content)
    again = client.post(office.url("quarters/2022-1/modify/"))
    assert again.headers["Location"] == answer.headers["Location"]  # a second click makes no second draft
    send(office, Declaration.objects.get(pk=draft.pk))
    assert Declaration.objects.get(kind=DeclarationKind.ORIGINAL).state == DeclarationState.CORRECTED
    declared, computed = readings.declared(office.employer, FIRST), readings.computed(office.employer, FIRST)
    assert declared is not None and computed is not None
    assert difference([declared.form], [computed.form]) == []
    assert not seen(office).differs and "rien à corriger" in page(office)


def test_after_a_modification_the_numbers_are_asked_anew(office: Any) -> None:
    new_pay(office, 100_00)
    recompute(office)
    give_numbers(office)
    made = modifications.draft(office.employer, FIRST, office.users["officer"])
    declarations.hand_over(made, office.users["approver"], SENDER, Environment.REAL)
    assert seen(office).waiting is not None
    assert "attend la réponse" in page(office)
    refused = office.client("officer").post(office.url("quarters/2022-1/modify/"), follow=True).content.decode()
    assert "Une modification de ce trimestre est déjà remise." in refused


def test_a_second_modification_follows_without_new_numbers(office: Any) -> None:
    """Accepted, corrected, accepted by its notification alone, corrected again: both make what is known now."""
    new_pay(office, 100_00)
    recompute(office)
    give_numbers(office)
    first = modifications.draft(office.employer, FIRST, office.users["officer"])
    [update] = read_update_bytes(quarters.unpack(first.content))
    before = seen(office).numbers
    assert before is not None
    declarations.hand_over(first, office.users["approver"], SENDER, Environment.REAL)
    assert seen(office).numbers == before  # nothing is accepted yet
    answer(office, notice_message(update, before))
    first.refresh_from_db()
    assert (first.state, seen(office).differs) == (DeclarationState.ACCEPTED, False)
    new_pay(office, 50_00)
    recompute(office)
    assert "Établir la modification" in page(office)
    second = modifications.draft(office.employer, FIRST, office.users["officer"])
    [again] = read_update_bytes(quarters.unpack(second.content))
    [person] = again.employer_declaration_update.natural_person_updates
    assert (person.decl_natural_person_version_nbr or 0) >= 9000
    assert second.report["findings"] == []
    send(office, second)
    declared, computed = readings.declared(office.employer, FIRST), readings.computed(office.employer, FIRST)
    assert declared is not None and computed is not None
    assert difference([declared.form], [computed.form]) == []
    assert seen(office).numbers is None  # accepted, but its versions were not told
    assert seen(office).declarations[-1] == second
    answer(office, notice_message(again, before, first=9500, ticket="000TICKET0001"))
    known = seen(office).numbers
    assert known is not None and known.people[person.inss].version >= 9500
    assert Receipt.objects.filter(declaration=second, kind=ReceiptKind.UPDATE).count() == 1


@pytest.mark.parametrize(("decision", "state"), [("R", DeclarationState.REFUSED), ("M", DeclarationState.ACCEPTED)])
def test_a_modification_that_the_onss_took_otherwise(office: Any, decision: str, state: str) -> None:
    new_pay(office, 100_00)
    recompute(office)
    give_numbers(office)
    made = modifications.draft(office.employer, FIRST, office.users["officer"])
    [update] = read_update_bytes(quarters.unpack(made.content))
    known = seen(office).numbers
    assert known is not None
    declarations.hand_over(made, office.users["approver"], SENDER, Environment.REAL)
    answer(office, notice_message(update, known, decision=decision))
    made.refresh_from_db()
    refused = decision == "R"  # changes nothing: the numbers stay
    assert (made.state, seen(office).numbers, seen(office).differs) == (state, known if refused else None, refused)
    give_numbers(office, again=b"<!-- after it -->")
    assert seen(office).numbers is not None


def answer(office: Any, content: bytes) -> Receipt:
    [receipt] = receipts.receive(office.employer, content, office.users["approver"]).receipts
    return receipt


def test_a_lower_pay_long_after_has_its_justification_from_the_records(office: Any) -> None:
    """The quarter is of 2022: a justification is due, and the late fact is one."""
    new_pay(office, -100_00)
    recompute(office)
    give_numbers(office)
    assert not seen(office).reason_due
    made = modifications.draft(office.employer, FIRST, office.users["officer"])
    assert "conditions du contrat connues après le trimestre" in quarters.unpack(made.content).decode()
    mine = modifications.draft(office.employer, FIRST, office.users["officer"], "double paiement")
    assert mine.pk == made.pk and "double paiement" in quarters.unpack(mine.content).decode()


@pytest.mark.parametrize(
    ("changed", "numbers", "computed", "words"),
    [
        (False, True, True, "Rien n&#x27;est à modifier"),
        (True, False, True, "Les numéros permanents du trimestre ne sont pas connus."),
        (True, True, False, "Le calcul du trimestre n&#x27;est plus à jour."),
    ],
)
def test_what_cannot_be_modified_is_told(office: Any, changed: bool, numbers: bool, computed: bool, words: str) -> None:
    if changed:
        new_pay(office, 100_00)
    if computed:
        recompute(office)
    if numbers:
        give_numbers(office)
    text = office.client("officer").post(office.url("quarters/2022-1/modify/"), follow=True).content.decode()
    assert words in text
    assert not Declaration.objects.filter(kind=DeclarationKind.UPDATE).exists()


def test_nothing_accepted_is_nothing_to_correct(office: Any) -> None:
    with scope(employer=office.other):
        assert modifications.accepted_quarters(office.other) == []
        assert modifications.look(office.other, FIRST) is None
