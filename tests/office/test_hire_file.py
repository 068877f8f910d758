"""The file of first hires in the office: what is written of it, what it opens, and what a quarter takes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django_scopes import scope

from preste.belgium.quarter.reductions import (
    Employment,
    History,
    Member,
    Occupation,
    Right,
    Situation,
    Use,
    WorkerQuarter,
    examine,
    findings_of,
    offers_of,
)
from preste.belgium.quarter.reductions import Quarter as ReductionQuarter
from preste.belgium.quarter.reductions import hire_file as core_file
from preste.belgium.quarter.reductions.rights import TITLES
from preste.calendar import Quarter
from preste.errors import InputError
from preste.ids import niss
from preste.office.services import headcount, hire_file, quarters
from preste.office.services import reductions as services
from preste.office.services.changes import ChangeError
from preste.office.services.dossiers import import_dossier
from preste.office.store.models import AuditEvent, Contract, Employer, HireFact, HireKind, QuarterFact, QuarterFactKind
from preste.office.web import terms
from preste.payroll.quarter import Rights, ToldQuarter

SECOND = Quarter(2022, 2)
SINCE = dt.date(2021, 1, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def small(office: Any, make: Any) -> Iterator[Employer]:
    """A new non-profit: one from February 2022, a second from April."""
    people = []
    for name, number, start in (("alma", 1, "2022-02-01"), ("bilal", 2, "2022-04-01")):
        person = make.worker(
            id=name, number=str(number), last_name=name.capitalize(), niss=niss.make(day("1990-01-01"), 10 + 2 * number)
        )
        people.append(make.contract(id=name, start=day(start), worker=person))
    employer = import_dossier(make.dossier(*people), office.users["bureau"])
    with scope(employer=employer):
        yield employer


def write(employer: Employer, kind: HireKind, since: str, until: str = "", **data: Any) -> HireFact:
    ends = day(until) if until else None
    return hire_file.record(employer, kind, data, valid_from=day(since), valid_to=ends, user=None)


def company(employer: Employer, name: str = "Sœur SRL", unit: str = "simultaneous") -> HireFact:
    return write(employer, HireKind.COMPANY, "2020-01-01", name=name, enterprise_number="", unit=unit)


def staff(employer: Employer, since: str, until: str = "", entity: str = "Sœur SRL", **more: Any) -> HireFact:
    told = {"entity": entity, "who": "équipe", "number": "", "count": 1, "counted": True} | more
    return write(employer, HireKind.STAFF, since, until, **told)


def ranks(employer: Employer) -> dict[str, int | None]:
    found = hire_file.read(employer, day("2022-12-31"))
    return {found.names[one.worker]: one.right.rank if one.right else None for one in found.file.entries}


# ── what is written ────────────────────────────────────────────────────────────────────────


def test_contracts_open_their_ranks_by_themselves(small: Employer) -> None:
    assert list(ranks(small).values()) == [1, 2]


def test_the_sister_s_workers_count_in_a_simultaneous_unit(small: Employer) -> None:
    """Three there since 2020: Alma is the fourth, Bilal the fifth of the unit."""
    company(small)
    staff(small, "2020-01-06", count=3)
    assert list(ranks(small).values()) == [4, 5]
    assert [one.rank for one in (state.right for state in hire_file.read(small).file.rights)] == [4, 5]


def test_the_same_person_in_two_companies_counts_once(small: Employer) -> None:
    """Alma works for the sister too: no second worker."""
    company(small)
    staff(small, "2021-11-02", number="1", who="Alma")
    assert list(ranks(small).values()) == [None, 2]


def test_who_left_before_refuses_the_first_rank(small: Employer) -> None:
    staff(small, "2019-01-07", "2021-06-30", entity="", who="Ancien")
    assert list(ranks(small).values()) == [None, 2]


def test_headcounts_of_before_the_takeover_are_read_with_their_doubt(small: Employer) -> None:
    small.begins = "2022-02"
    small.save()
    headcount.record(small, {"2021-Q1": 0, "2021-Q2": 0, "2021-Q3": 0, "2021-Q4": 2, "2022-Q1": 1}, None)
    found = hire_file.read(small, day("2022-12-31"))
    assert [one.right for one in found.file.entries] == [None, None]
    assert all("seul le nombre de travailleurs" in one.doubts[0] for one in found.file.entries)
    hire_file.confirm(small, day("2021-01-01"), None)
    assert list(ranks(small).values()) == [1, 2]


def test_a_use_without_right_is_refused_and_nothing_is_kept(small: Employer) -> None:
    with pytest.raises(InputError, match="was used"), transaction.atomic():
        write(small, HireKind.USE, "2021-04-01", rank=3, worker="")
    assert not HireFact.objects.exists()
    right = write(small, HireKind.RIGHT, "2021-02-01", rank=3, worker="Ancien", entity="")
    write(small, HireKind.USE, "2021-04-01", rank=3, worker="")
    with pytest.raises(InputError, match="was used"), transaction.atomic():
        hire_file.withdraw(right, None)
    states = {one.right.rank: one for one in hire_file.read(small).file.rights}
    assert (states[3].left, str(states[3].last), states[3].next_code) == (12, "2025Q4", "3333")


def test_a_company_with_workers_is_not_withdrawn(small: Employer) -> None:
    sister = company(small)
    people = staff(small, "2020-01-06")
    with pytest.raises(InputError, match="is no company"), transaction.atomic():
        hire_file.withdraw(sister, None)
    hire_file.withdraw(people, None)
    hire_file.withdraw(sister, None)
    with pytest.raises(ChangeError):
        hire_file.withdraw(sister, None)
    assert list(AuditEvent.objects.filter(action="hires.withdrawn").values_list("details", flat=True)) == [
        {"kind": "staff"}, {"kind": "company"},
    ]  # fmt: skip


def test_a_fact_is_superseded_never_changed(small: Employer, office: Any) -> None:
    row = company(small)
    for change in ({"valid_from": day("2021-01-01")}, {"data": {"name": "Autre"}}):
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
            HireFact.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="not deleted"), transaction.atomic():
        HireFact.objects.filter(pk=row.pk)._raw_delete("default")


# ── what a quarter takes of it ─────────────────────────────────────────────────────────────


def computed(employer: Employer, quarter: Quarter, user: Any) -> Any:
    return quarters.compute(quarters.opened(employer, quarter), user)


@pytest.fixture
def opened(small: Employer, office: Any) -> Any:
    """The second quarter of 2022 with its months computed."""
    from preste.office.services import pay_runs

    user = office.users["bureau"]
    for month in SECOND.months:
        pay_runs.validate(pay_runs.compute(pay_runs.create_run(small, month, user), user), user)
    return user


def test_a_quarter_claims_the_rights_of_a_confirmed_file(small: Employer, opened: Any) -> None:
    """Not confirmed: 1 663.91 and 1 550.00 are lost, the second worker's being of 1 550. Confirmed: both are given."""
    stored = computed(small, SECOND, opened)
    assert [(one.structural, one.target) for one in stored.workers.all()] == [(261_99, 0), (261_99, 0)]
    assert sorted(one.lost for one in stored.workers.all()) == [1_550_00, 1_663_91]
    hire_file.confirm(small, SINCE, opened)
    assert quarters.outdated(stored) == ["facts"]
    stored = computed(small, SECOND, opened)
    assert sorted(one.target for one in stored.workers.all()) == [1_550_00, 1_663_91]
    assert {one.lost for one in stored.workers.all()} == {0}
    assert stored.employer_reductions == 2 * 261_99 + 1_550_00 + 1_663_91
    assert quarters.outdated(stored) == []


def test_the_quarters_used_are_noted_and_count_in_the_next(small: Employer, opened: Any) -> None:
    hire_file.confirm(small, SINCE, opened)
    stored = computed(small, SECOND, opened)
    uses = sorted(services.uses(stored))
    assert [rank for rank, _ in uses] == [1, 2]
    for _ in range(2):
        hire_file.use(small, SECOND, services.uses(stored), opened)
        assert sorted((one.data["rank"], one.data["worker"]) for one in hire_file.used(small, SECOND)) == uses
    assert quarters.outdated(stored) == []
    write(small, HireKind.USE, "2022-01-01", rank=1, worker="1")
    assert quarters.outdated(stored) == ["facts"]
    states = {one.right.rank: one for one in hire_file.read(small).file.rights}
    assert (states[1].left, states[2].left, len(states[2].used)) == (None, 12, 1)


def test_the_employer_s_choice_is_kept_and_an_impossible_one_is_refused(small: Employer, opened: Any) -> None:
    hire_file.confirm(small, SINCE, opened)
    computed(small, SECOND, opened)
    alma, bilal = (Contract.objects.get(reference=name) for name in ("alma", "bilal"))
    with pytest.raises(InputError, match="no right"), transaction.atomic():
        services.choose(small, SECOND, alma, "3800", opened)
    services.choose(small, SECOND, alma, "3324", opened)
    with pytest.raises(InputError, match="at the same time"), transaction.atomic():
        services.choose(small, SECOND, bilal, "3324", opened)
    stored = computed(small, SECOND, opened)
    by_name = {one.worker.number: one.target for one in stored.workers.select_related("worker")}
    assert by_name == {"1": 1_550_00, "2": 1_663_91}
    services.choose(small, SECOND, alma, "", opened)
    services.choose(small, SECOND, bilal, "", opened)
    assert computed(small, SECOND, opened).employer_reductions == 2 * 261_99
    services.choose(small, SECOND, alma, services.PROPOSAL, opened)
    services.choose(small, SECOND, bilal, services.PROPOSAL, opened)
    assert services.choices(small, SECOND) == {}
    assert QuarterFact.objects.filter(kind=QuarterFactKind.CHOICE).count() == 3


def test_a_contract_changed_since_is_told_and_the_page_still_answers(small: Employer, office: Any) -> None:
    """The second worker's right was used; then a sister of four is written: no rank 2 was opened."""
    write(small, HireKind.USE, "2022-04-01", rank=2, worker="2")
    with pytest.raises(InputError, match="was used"), transaction.atomic():
        staff(small, "2021-04-01", "2021-06-30", entity="", count=4)
    with transaction.atomic():
        HireFact.objects.create(
            employer=small, kind=HireKind.STAFF, valid_from=day("2021-04-01"), recorded_at=timezone.now(),
            data={"entity": "", "who": "équipe", "number": "", "count": 4, "counted": True},
        )  # fmt: skip
    assert hire_file.read(small).problem is not None
    shown = office.client("bureau").get(f"/employers/{small.pk}/first-hires/").content.decode()
    assert "Un trimestre utilisé ne se rattache à aucun droit ouvert" in shown


# ── the pages ──────────────────────────────────────────────────────────────────────────────


def test_the_pages_of_the_file(small: Employer, office: Any) -> None:
    client, url = office.client("bureau"), f"/employers/{small.pk}/first-hires/"
    shown = client.get(url).content.decode()
    assert "Pas confirmé" in shown and "rang 2" in shown and "3324" in shown
    assert "Ouvre le droit pour un 2e travailleur, le 01/04/2022." in shown
    wrong = {
        "name": "Sœur SRL",
        "enterprise_number": "0123.456.789",
        "unit": "simultaneous",
        "valid_from": "2022-01-01",
    }
    refused = client.post(url + "company/", wrong)
    assert refused.status_code == 422 and "valide" in refused.content.decode()
    right = wrong | {"enterprise_number": "0123.456.749"}
    assert client.post(url + "company/", right).status_code == 302
    assert client.post(url + "company/", right).status_code == 422  # the same name twice
    there = {
        "entity": "Sœur SRL",
        "who": "équipe",
        "number": "",
        "count": "3",
        "valid_from": "2020-01-06",
        "counted": "on",
    }
    assert client.post(url + "staff/", there | {"number": "99"}).status_code == 422
    assert client.post(url + "staff/", there).status_code == 302
    shown = client.get(url).content.decode()
    assert "Sœur SRL, 0123456749, simultanée" in shown and "équipe, 3 à la fois, Sœur SRL" in shown
    assert "rang 5" in shown
    row = HireFact.objects.get(kind=HireKind.COMPANY)
    refused = client.post(f"{url}{row.pk}/withdraw/", follow=True)
    assert "Corrigez ou retirez-les d&#x27;abord" in refused.content.decode()
    corrected = client.get(f"{url}company/?replaces={row.pk}").content.decode()
    assert "Sœur SRL" in corrected
    assert client.get(f"{url}staff/?replaces={row.pk}").status_code == 404
    assert client.post(url + "use/", {"rank": "2", "quarter": "2022", "worker": ""}).status_code == 422
    assert client.post(url + "right/", {"rank": "7", "valid_from": "2021-01-04"}).status_code == 422
    assert client.post(url + "confirm/", {"since": ""}, follow=True).status_code == 200
    later = client.post(url + "confirm/", {"since": "2099-01-01"}, follow=True)
    assert "Ce jour est à venir" in later.content.decode()
    assert not HireFact.objects.filter(kind=HireKind.CONFIRMED).exists()
    client.post(url + "confirm/", {"since": "2021-01-01"})
    assert "tous les travailleurs y sont depuis le" in client.get(url).content.decode()
    assert "rang;ouvert_le" in client.get(url + "?format=csv").content.decode()
    assert "raisons" in client.get(url + "?format=csv&table=entries").content.decode()


def test_the_page_of_the_reductions(small: Employer, opened: Any, office: Any) -> None:
    client, url = office.client("bureau"), f"/employers/{small.pk}/quarters/2022-2/reductions/"
    assert "pas encore calculé" in client.get(url).content.decode()
    computed(small, SECOND, opened)
    shown = client.get(url + "?sort=lost").content.decode()
    assert "presque" in shown and "le dossier des premiers engagements est confirmé" in shown
    assert "1\u202f663,91" in shown
    hire_file.confirm(small, SINCE, opened)
    assert "Recalculer le trimestre" in client.get(url).content.decode()
    computed(small, SECOND, opened)
    assert "Ce trimestre utilise 2 droits" in client.get(url).content.decode()
    assert "noté au dossier" in client.post(url + "uses/", follow=True).content.decode()
    assert "Ce trimestre utilise" not in client.get(url).content.decode()
    alma = Contract.objects.get(reference="alma")
    refused = client.post(f"{url}{alma.pk}/", {"code": "3800"}, follow=True).content.decode()
    assert "n&#x27;a pas droit à la réduction choisie" in refused
    chosen = client.post(f"{url}{alma.pk}/", {"code": ""}, follow=True).content.decode()
    assert '<option value="" selected>' in chosen
    assert "3315;1663.91" in client.get(url + "?format=csv").content.decode().replace(",", ".")
    worker = client.get(f"/employers/{small.pk}/workers/{alma.worker_id}/").content.decode()
    assert "Réductions de ce travailleur" in worker and "Trimestre 2 de 2022" in worker


# ── in the reader's language ───────────────────────────────────────────────────────────────


def sentences() -> Iterator[str]:
    """Every kind of reason, doubt and condition there is, as it is told in French."""
    sister, former = Member("Sœur", "simultaneous"), Member("Mère", "historical")

    def at(who: str, since: str, until: str = "", entity: str = "", by_count: bool = False) -> Employment:
        return Employment(who, day(since), day(until) if until else None, entity, by_count=by_count)

    many = [at(name, "2022-02-01") for name in "abcdefg"]
    alone = at("x", "2020-01-06", entity="Sœur")
    theirs = at("x", "2018-01-08", entity="Mère")
    two = (at("a", "2022-02-01"), at("b", "2022-05-02", "2022-07-31"))
    told = [
        History(employments=(*many, at("h", "2024-02-01")), unknown=((day("2021-04-01"), day("2021-06-30")),)),
        History(employments=(*two, at("c", "2024-01-08"))),
        History(employments=(at("a", "2022-02-01", "2022-03-31"), at("b", "2023-04-03"), at("c", "2024-06-03"))),
        History(employments=(*two, at("c", "2022-06-02"), at("e", "2022-06-09"), at("d", "2024-02-01"))),
        History(employments=(at("n", "2021-01-01", "2021-12-31", by_count=True), at("a", "2022-02-01"))),
        History(
            employments=(alone, at("z", "2022-03-01", "2022-03-05", "Sœur"), at("a", "2022-06-01")),
            members=(sister,), rights=(Right(3, day("2022-02-01"), "y", "Sœur"),), known_until=day("2022-06-10"),
        ),
        History(
            employments=(alone, at("a", "2022-06-01")), members=(sister,),
            rights=(Right(2, day("2022-02-01"), "y", "Sœur"),),
        ),
        History(employments=(at("x", "2020-01-06", "2022-06-10", "Sœur"), at("a", "2022-06-01")), members=(sister,)),
        History(employments=(at("x", "2018-01-08", "2022-02-28", "Mère"), at("a", "2022-03-01")), members=(former,)),
        History(employments=(theirs, at("a", "2022-03-01")), members=(former,)),
    ]  # fmt: skip
    for history in told:
        for one in examine(history):
            yield from (*one.reasons, *one.doubts)
        for state in core_file(history).rights:
            yield state.told
    for offer in offers_of(replace(told[0], confirmed=False), ReductionQuarter(2024, 1)):
        yield from (one.told for one in offer.conditions)
    for situation, quarter in SITUATIONS:
        line = Occupation(
            number=1, begins=day("2024-01-01"), wage=700_000, contributions=266_000, days_week=500, hours_week=3800,
            reference_hours_week=3800, days={"1": 6500}, joint_committee="302", situation=situation,
        )  # fmt: skip
        worker = WorkerQuarter(
            worker="a", quarter=quarter, structural_category="1", occupations=(line,), born=day("1990-01-01")
        )
        for finding in findings_of(worker, line):
            yield from (finding.title, *(one.told for one in finding.conditions))


SITUATIONS = [
    (
        Situation(
            region="flanders", hired=day("2023-11-01"), mentor=True, young=True, long_jobseeker=True, apprentice=True,
            insertion="312_days", article_60=True, horeca=True, working_time="36_hours",
            working_time_since=day("2023-11-01"), working_time_before=3800, working_time_after=3600, artist=True,
            subsidised=True, sportsperson=True, restructuring=True, researcher=True,
        ),
        ReductionQuarter(2024, 1),
    ),
    (Situation(young=True, insertion="45_years"), ReductionQuarter(2024, 1)),
]  # fmt: skip
"""Situations whose rights name every condition of a target group."""


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
def test_reasons_are_told_in_the_reader_s_language(lang: str) -> None:
    found = sorted(set(sentences()))
    assert len(found) > 20
    with translation.override(lang):
        assert [one for one in found if terms.said(one) == one] == []
        assert [one for one in found if "travailleur" in terms.said(one) or "premiers" in terms.said(one)] == []
        for title in TITLES.values():
            assert title.startswith("Premiers engagements, deuxième") or terms.said(title) != title


def test_the_history_of_a_folder_comes_in_once_and_whole(small: Employer) -> None:
    """What its last quarter tells, the quarters used of all; contracts are not told again."""
    sister = Member("Sœur SRL", "simultaneous", day("2020-01-01"))
    employments = (Employment("alma", day("2022-02-01")), Employment("équipe", day("2021-06-01"), None, "Sœur SRL"))
    history = History(
        employments=employments, members=(sister,), rights=(Right(1, day("2021-05-01"), "alma"),),
        known_until=day("2022-06-30"),
    )  # fmt: skip
    uses = (Use(1, ReductionQuarter(2022, 1), "alma"),)
    told = {
        Quarter(2022, 1): ToldQuarter(rights=Rights(history=replace(history, members=()), uses=uses)),
        SECOND: ToldQuarter(rights=Rights(history=history, uses=uses)),
        Quarter(2022, 3): ToldQuarter(),
    }
    hire_file.import_history(small, told, None)
    kinds = [one.kind for one in hire_file.known(small)]
    assert sorted(kinds) == ["company", "confirmed", "right", "staff", "use"]
    found, used = hire_file.read(small).history, hire_file.read(small).uses
    assert [one.entity for one in found.members] == ["Sœur SRL"]
    assert ("Sœur SRL:équipe", day("2021-06-01")) in [(one.worker, one.begins) for one in found.employments]
    assert (found.confirmed, found.known_from) == (True, day("2021-06-01"))
    assert [(one.rank, one.quarter) for one in used] == [(1, ReductionQuarter(2022, 1))]


def test_a_folder_without_first_hires_writes_nothing(small: Employer) -> None:
    hire_file.import_history(small, {SECOND: ToldQuarter()}, None)
    assert not HireFact.objects.exists()
