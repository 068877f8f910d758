"""Wage scales of an employer, and raises of many: shown, then recorded as they were shown, all or nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import facts, import_scales
from preste.office.services.dossiers import dossier_of
from preste.office.services.uploads import read_sheet
from preste.office.store.models import AuditEvent, Fact, ScaleTable
from preste.records import held_on

TABLE = (
    "scale;pay_basis;valid_from;years;amount\n"
    "animation;monthly;2026-01-01;0;2800,00\n"
    "animation;monthly;2026-01-01;8;3100,00\n"
)
OCTOBER = Month(2026, 10)


def give(office: Any, text: str, role: str = "officer") -> Any:
    file = SimpleUploadedFile("baremes.csv", text.encode())
    return office.client(role).post(office.url("scales/record/"), {"file": file})


def pays(office: Any, month: Month = OCTOBER) -> dict[str, int]:
    """Everybody's pay in a month, as payroll would read it."""
    with scope(employer=office.employer):
        found = {c.id: held_on(c.terms, month.first) for c in dossier_of(office.employer, month).contracts}
    return {id: terms.amount for id, terms in found.items() if terms}


def shown(answer: Any) -> list[str]:
    """What the page would send back to be recorded."""
    return re.findall(r'name="raise" value="([^"]*)"', answer.content.decode())


# ── scales ─────────────────────────────────────────────────────────────────────────────────


def test_scales_are_given_shown_and_kept_as_they_were(office: Any) -> None:
    assert "Aucun barème n'est connu" in office.client("reader").get(office.url("scales/")).content.decode()
    answer = give(office, TABLE)
    assert (answer.status_code, answer.headers["Location"]) == (302, office.url("scales/"))
    page = office.client("reader").get(office.url("scales/")).content.decode()
    assert "animation" in page
    assert "3\u202f100,00" in page
    twin = office.client("reader").get(office.url("scales/?format=json"))
    assert json.loads(b"".join(twin))["rows"][1] == {
        "scale": "animation", "pay_basis": "monthly", "valid_from": "2026-01-01", "years": 8, "amount": 310_000,
    }  # fmt: skip
    newer = TABLE + "animation;monthly;2026-10-01;0;2856,00\nanimation;monthly;2026-10-01;8;3162,00\n"
    give(office, newer)
    with scope(employer=office.employer):
        tables = list(ScaleTable.objects.order_by("recorded_at"))
        actions = list(AuditEvent.objects.filter(action="scales.recorded"))
    assert [(len(t.rows), t.superseded_at is None) for t in tables] == [(2, False), (4, True)]
    assert len(actions) == 2


def test_the_same_table_again_changes_nothing_and_says_so(office: Any) -> None:
    give(office, TABLE)
    client = office.client("officer")
    client.post(office.url("scales/record/"), {"file": SimpleUploadedFile("again.csv", TABLE.encode())})
    assert "déjà enregistrés" in client.get(office.url("scales/")).content.decode()
    with scope(employer=office.employer):
        assert ScaleTable.objects.count() == 1


def test_every_fault_is_told_with_its_row_and_nothing_is_kept(office: Any) -> None:
    answer = give(office, TABLE.replace("2800,00", "zéro").replace(";8;", ";huit;"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ligne 2, amount" in page
    assert "Ligne 3, years" in page
    assert "la colonne montant manque" in give(office, "scale;pay_basis;valid_from;years\n").content.decode()
    assert "n&#x27;a aucun échelon" in give(office, TABLE.partition("\n")[0] + "\n").content.decode()
    assert office.client("officer").post(office.url("scales/record/")).status_code == 422
    with scope(employer=office.employer):
        assert not ScaleTable.objects.exists()


def test_terms_name_a_scale_and_the_payslip_is_checked_against_it(office: Any) -> None:
    give(office, TABLE)
    contract = office.contract()
    week = {f"day_{i}": "7,6" for i in range(5)}
    given = {"valid_from": "2026-10-01", "function": "Animatrice", "pay_basis": "monthly", "amount": "3 050",
             "full_time_hours": "38", "full_time_days": "5", "scale": "animation",
             "scale_seniority_from": "2018-09-01", **week}  # fmt: skip
    address = office.url(f"contracts/{contract.pk}/terms/")
    assert office.client("officer").post(address, given | {"scale": "autre"}).status_code == 422
    assert office.client("officer").post(address, given).status_code == 302
    with scope(employer=office.employer):
        fact = Fact.objects.get(contract=contract, kind="terms", valid_from="2026-10-01")
        terms = facts.terms_record(fact)
    assert (terms.scale, terms.scale_seniority_from) == ("animation", dt.date(2018, 9, 1))
    assert (
        "barème animation" in office.client("reader").get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    )
    page = office.client("officer").get(address).content.decode()  # the next terms begin from these
    assert re.search(r'<option value="animation" selected>', page)


# ── raises ─────────────────────────────────────────────────────────────────────────────────


def test_an_indexation_is_shown_and_recorded_as_shown(office: Any) -> None:
    before = pays(office)
    client = office.client("officer")
    answer = client.get(office.url("raises/?month=2026-10&rate=2,00"))
    assert answer.status_code == 200
    assert "Indexation de 2,00 %, octobre" in answer.content.decode()
    assert pays(office) == before
    sent = {"month": "2026-10", "rate": "2,00", "moderated": "", "raise": shown(answer)}
    assert client.post(office.url("raises/"), sent).status_code == 302
    after = pays(office)
    active = {one.rpartition("=")[0] for one in shown(answer)}
    assert active
    for id, amount in before.items():
        share = min(amount, 400_000)  # Farid's 4 500 at full time is raised on the first 4 000
        raised = amount + (share * 2 + 50) // 100 if id in active else amount
        assert after[id] == raised, id
    assert (before["farid"], after["farid"]) == (450_000, 458_000)
    assert pays(office, Month(2026, 9)) == pays(office, Month(2026, 9))
    assert shown(client.get(office.url("raises/?month=2026-10&rate=2,00"))) == []  # never twice
    with scope(employer=office.employer):
        event = AuditEvent.objects.get(action="raises.recorded")
    assert event.details == {"contracts": len(active)}


def test_pay_above_the_threshold_is_capped_and_the_contribution_told(office: Any) -> None:
    contract = office.contract()
    week = {f"day_{i}": "7,6" for i in range(5)}
    given = {"valid_from": "2026-09-01", "pay_basis": "monthly", "amount": "4 600", "full_time_hours": "38",
             "full_time_days": "5", **week}  # fmt: skip
    client = office.client("officer")
    client.post(office.url(f"contracts/{contract.pk}/terms/"), given)
    page = client.get(office.url("raises/?month=2026-10&rate=2")).content.decode()
    assert "4\u202f680,00" in page  # half of what 600 and, for Farid, 500 do not get
    assert "Part patronale de la modération : 11,00" in page.replace("\u00a0", " ")
    page = client.get(office.url("raises/?month=2026-10&rate=2&moderated=2")).content.decode()
    assert "4\u202f692,00" in page


def test_what_changed_meanwhile_is_noticed_and_nothing_is_recorded(office: Any) -> None:
    client = office.client("officer")
    answer = client.get(office.url("raises/?month=2026-10&rate=2,00"))
    raises = shown(answer)
    sent = {"month": "2026-10", "rate": "2,00", "moderated": "", "raise": raises[1:]}
    before = pays(office)
    answer = client.post(office.url("raises/"), sent)
    assert answer.status_code == 409
    assert "ont changé depuis cet aperçu" in answer.content.decode()
    assert pays(office) == before
    assert shown(answer) == raises  # what it would do now


def test_steps_of_a_month(office: Any) -> None:
    give(office, TABLE)
    contract = office.contract()
    week = {f"day_{i}": "7,6" for i in range(5)}
    given = {"valid_from": "2026-01-01", "pay_basis": "monthly", "amount": "3 050", "full_time_hours": "38",
             "full_time_days": "5", "scale": "animation", "scale_seniority_from": "2018-09-15", **week}  # fmt: skip
    client = office.client("officer")
    assert client.post(office.url(f"contracts/{contract.pk}/terms/"), given).status_code == 302
    assert shown(client.get(office.url("raises/?month=2026-09"))) == []
    answer = client.get(office.url("raises/?month=2026-10"))
    assert shown(answer) == ["anne=310000"]
    assert "nouvel échelon" in answer.content.decode()
    client.post(office.url("raises/"), {"month": "2026-10", "rate": "", "moderated": "", "raise": shown(answer)})
    assert pays(office)["anne"] == 310_000
    assert pays(office, Month(2026, 9))["anne"] == 305_000


def test_a_month_or_rate_that_is_none_is_told_at_its_field(office: Any) -> None:
    client = office.client("officer")
    for query in ("month=2026-13&rate=2", "month=2026-10&rate=deux", "month=2026-10&rate=101"):
        answer = client.get(office.url(f"raises/?{query}"))
        assert answer.status_code == 422, query
        assert 'aria-invalid="true"' in answer.content.decode()


def test_terms_that_begin_later_are_told(office: Any) -> None:
    week = {f"day_{i}": "7,6" for i in range(5)}
    given = {"valid_from": "2026-12-01", "pay_basis": "monthly", "amount": "3 200", "full_time_hours": "38",
             "full_time_days": "5", **week}  # fmt: skip
    client = office.client("officer")
    client.post(office.url(f"contracts/{office.contract().pk}/terms/"), given)
    page = client.get(office.url("raises/?month=2026-10&rate=2")).content.decode()
    assert "d'autres conditions commencent le 01/12/2026" in page.replace("&#x27;", "'")
    twin = client.get(office.url("raises/?month=2026-10&rate=2&format=csv"))
    assert "anne" in b"".join(twin).decode("utf-8-sig")


def test_a_month_that_the_law_book_does_not_reach_is_said_once(office: Any) -> None:
    page = office.client("officer").get(office.url("raises/?month=2027-03&rate=2")).content.decode()
    assert page.count("Indexation plafonnée. Mettez Preste à jour") == 1
    assert shown(office.client("officer").get(office.url("raises/?month=2027-03&rate=2"))) == []


def test_a_table_with_french_heads_says_the_same(office: Any) -> None:
    french = (
        "barème;salaire;depuis;années;montant\n"
        "animation;par mois;01/01/2026;0;2800,00\n"
        "animation;par mois;2026-01-01;8;3100,00\n"
    )
    with scope(employer=office.employer):
        sheets = [read_sheet(text.encode()) for text in (TABLE, french)]
        assert import_scales.rows_of(sheets[0]) == import_scales.rows_of(sheets[1])
