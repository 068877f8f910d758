"""The search: what it finds, for whom, and that nothing sought stands in an address."""

from __future__ import annotations

from typing import Any

import pytest
from django_scopes import scope

from preste.ids import niss
from preste.office.services import facts
from preste.office.services.names import plain
from preste.office.store.models import Worker


def sought(office: Any, text: str, role: str = "officer") -> dict[str, list[dict[str, str]]]:
    answer = office.client(role).post("/search/", {"q": text, "format": "json"})
    assert answer.status_code == 200
    return answer.json()


def names(office: Any, text: str, role: str = "officer") -> set[str]:
    return {one["name"] for one in sought(office, text, role)["workers"]}


@pytest.mark.parametrize("text", ["exemple", "EXEMPLE anne", "anne ex", "  Éxèmple ", "ann"])
def test_by_the_words_of_a_name(office: Any, text: str) -> None:
    assert "Exemple Anne" in names(office, text)


def test_by_matricule_and_national_number(office: Any) -> None:
    worker = office.worker()
    for text in (worker.number, worker.niss, niss.format(worker.niss)):
        assert names(office, text) == {"Exemple Anne"}, len(text)
    assert names(office, worker.niss[:-1]) == set()


@pytest.mark.parametrize("text", ["", "zzzz", "%", "_", "'; --", "é"])
def test_nothing_found(office: Any, text: str) -> None:
    assert names(office, text) == set()


def test_a_new_name_is_found_from_then_on_and_accents_do_not_count(office: Any) -> None:
    worker = office.worker()
    with scope(employer=office.employer):
        (identity,) = facts.known_facts(office.employer).filter(worker=worker, kind="identity")
        data = identity.data | {"last_name": "Çelik-Nuñez", "first_name": "Zoë"}
        facts.record_fact(worker, "identity", data, valid_from=identity.valid_from, replaces=identity)
        assert Worker.objects.get(pk=worker.pk).search_name == "celik nunez zoe"
    assert names(office, "celik zoe") == {"Çelik-Nuñez Zoë"}
    assert names(office, "exemple anne") == set()


def test_employers_by_name_and_enterprise_number(office: Any) -> None:
    for text in ("maison exemples", office.employer.enterprise_number):
        found = sought(office, text)["employers"]
        assert [one["address"] for one in found] == [office.url("")]


@pytest.mark.parametrize("text", ["exemple", "maison", "NISS"])
def test_nobody_finds_what_is_not_theirs(office: Any, text: str) -> None:
    text = office.worker().niss if text == "NISS" else text
    for role, own in (("officer", office.employer), ("stranger", office.other)):
        found = sought(office, text, role)
        addresses = [one["address"] for kind in ("workers", "employers") for one in found[kind]]
        assert addresses
        assert all(address.startswith(f"/employers/{own.pk}/") for address in addresses)
    everywhere = sought(office, text, "bureau")
    both = {one["address"].split("/")[2] for kind in ("workers", "employers") for one in everywhere[kind]}
    assert both >= {str(office.employer.pk), str(office.other.pk)}


def test_a_worker_s_account_finds_help_and_nobody(office: Any) -> None:
    assert sought(office, "anne exemple", "worker") == {"workers": [], "employers": [], "help": []}
    found = sought(office, "mot de passe", "worker")
    assert found["workers"] == found["employers"] == []
    assert {one["address"] for one in found["help"]} >= {"/aide/compte/"}


def test_help_with_a_sentence_in_the_language_of_who_asks(office: Any) -> None:
    (first, *_) = sought(office, "SÉPA", "reader")["help"]
    assert first["name"] == "Payer"
    assert first["address"] == "/aide/payer/"
    assert "fichier SEPA" in first["snippet"]
    assert len(first["snippet"]) <= 120
    reader = office.users["reader"]
    reader.language = "de"
    reader.save(update_fields=["language"])
    (first, *_) = sought(office, "sepa", "reader")["help"]
    reader.language = "fr"
    assert (first["name"], first["address"]) == ("Zahlen", "/aide/payer/")
    assert "SEPA-Datei" in first["snippet"]


def test_help_on_the_page_without_script(office: Any) -> None:
    told = office.client("reader").post("/search/", {"q": "controles"}).content.decode()
    assert '<a href="/aide/controles/">Les contrôles</a>' in told
    assert "Rien trouvé" not in told


def test_the_page_without_script(office: Any) -> None:
    client = office.client("reader")
    told = client.post("/search/", {"q": "exemple"}).content.decode()
    assert office.url(f"workers/{office.worker().pk}/") in told
    assert "Rien trouvé" in client.post("/search/", {"q": "zzzz"}).content.decode()
    assert client.get("/search/").status_code == 200


def test_what_is_sought_is_not_read_from_an_address(office: Any) -> None:
    told = office.client("officer").get("/search/?q=exemple&format=json")
    assert told.headers["Content-Type"].startswith("text/html")
    assert "Anne" not in told.content.decode()


def test_the_answer_holds_no_number(office: Any) -> None:
    worker = office.worker()
    answer = office.client("officer").post("/search/", {"q": worker.niss, "format": "json"})
    assert worker.niss not in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dûpont, Anne-Marie", "dupont anne marie"),
        ("  ŒUVRE  d’Été ", "oeuvre d ete"),
        ("Straße_9", "strasse 9"),
        ("", ""),
    ],
)
def test_plain(text: str, told: str) -> None:
    assert plain(text) == told
