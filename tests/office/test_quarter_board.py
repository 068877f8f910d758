"""A quarter of all employers: who is where, what comes next; the pages ask few questions however many there are."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from preste.calendar import Quarter
from preste.office.services import declarations, quarter_board, quarters
from preste.office.store.models import Declaration, DeclarationState, Employer, Environment

FIRST = Quarter(2022, 1)


def row_of(office: Any, role: str = "officer", **asked: str) -> Any:
    rows = office.client(role).get("/quarters/", {"quarter": "2022-1", "format": "json", **asked}).json()["rows"]
    return next((one for one in rows if one["employeur"] == office.employer.name), None)


def test_an_employer_goes_from_step_to_step(closed_quarter: Any) -> None:
    office, user = closed_quarter, closed_quarter.users["officer"]
    assert (row_of(office)["mois_valides"], row_of(office)["suite"]) == (3, "Calculer le trimestre")
    with scopes_disabled():
        stored = quarters.compute(quarters.opened(office.employer, FIRST), user)
        assert (row_of(office)["du"], row_of(office)["suite"]) == (stored.owed, "Établir la déclaration")
        draft = declarations.build(office.employer, FIRST, user)
        assert (row_of(office)["dmfa"], row_of(office)["suite"]) == ("Contrôlée", "Remettre la déclaration")
        declarations.hand_over(draft, office.users["approver"], "112768", Environment.REAL)
        assert row_of(office)["suite"] == "Noter la réponse"
        Declaration.objects.filter(pk=draft.pk).update(state=DeclarationState.REFUSED)
        assert row_of(office)["suite"] == "Corriger et établir de nouveau"
        stored.told = stored.told | {"missing": [{"where": "x"}]}
        stored.save()
        assert row_of(office)["du"] is None  # what lacks law is no amount
        assert row_of(office, step="refused") and not row_of(office, step="compute")


def test_the_page_is_one_quarter_of_the_employers_one_reads(closed_quarter: Any) -> None:
    page = closed_quarter.client("reader").get("/quarters/?quarter=2022-1").content.decode()
    assert closed_quarter.url("quarters/2022-1/") in page
    assert "La DmfA est due pour le 30/04/2022." in page
    own = closed_quarter.client("reader").get("/quarters/?quarter=no&step=no")  # the last one that is over
    assert own.status_code == 200
    assert 'href="/quarters/"' in closed_quarter.client("reader").get("/").content.decode()
    with scopes_disabled():
        one, many = [closed_quarter.employer], list(Employer.objects.all())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            quarter_board.board(one, FIRST)
        with CaptureQueriesContext(connection) as of_many:
            quarter_board.board(many, FIRST)
    assert len(asked) == len(of_many) == 3
