"""The screens in four languages: complete catalogues, nothing left in French, numbers and dates as one writes them."""

from __future__ import annotations

import datetime as dt
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation
from django_scopes import scope
from lxml import html

import preste.office
from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS
from preste.calendar import Month, legal_holidays
from preste.documents.individual_account.mentions import NOT_KEPT
from preste.documents.individual_account.table import table
from preste.documents.payslip import words
from preste.documents.payslip.view import SECTIONS
from preste.office.services.leaves import LABELS
from preste.office.web import terms
from preste.office.web.widgets import MoneyField
from preste.payroll.items import KINDS

OFFICE = Path(preste.office.__file__).parent
LOCALE = OFFICE / "web" / "locale"
_pages = runpy.run_path(str(Path(__file__).with_name("test_web_pages.py")))
PAGES, address = _pages["PAGES"], _pages["address"]
OTHERS = ("nl", "de", "en")
MARK = "⟦"
FRENCH = re.compile(
    r"\b(le|la|les|des|du|une|est|sont|pas|ne|ce|cette|pour|avec|par|dans|sur|mois|jour|jours|heures?|travailleurs?"
    r"|employeurs?|aucune?|depuis|montant|calcul|payé|fiches?|compte|nom)\b|[ldnsq]['’][a-zéè]",
    re.IGNORECASE,
)
"""Words that a Dutch, German or English sentence does not have."""
DATA = re.compile(
    r"La Maison des Exemples ASBL|Une (personne \w+|inconnue)|\bCE\b|rue [dl][^,]*|Avance du 15 septembre"
    r"|Matériel d'animation",
    re.IGNORECASE,
)
"""What people wrote: it is shown as it is."""


def catalogue(lang: str, ending: str = "po") -> Path:
    return LOCALE / lang / "LC_MESSAGES" / f"django.{ending}"


def entries(lang: str) -> list[Any]:
    return [one for one in polib.pofile(str(catalogue(lang))) if not one.obsolete]


def texts(entry: Any) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


# ── the catalogues ─────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Every text that the code of today asks for."""
    if not shutil.which("xgettext"):
        assert not os.environ.get("CI"), "gettext must be installed where the gates run"
        pytest.skip("gettext is not installed")
    copy = tmp_path_factory.mktemp("texts") / "office"
    shutil.copytree(OFFICE, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    (copy / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "nl", "--no-location", "--keep-pot"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return polib.pofile(str(copy / "locale" / "django.pot"))


@pytest.mark.parametrize("lang", OTHERS)
def test_every_text_is_translated(lang: str, extracted: Any) -> None:
    known = {(one.msgctxt, one.msgid): one for one in entries(lang)}
    asked = {(one.msgctxt, one.msgid) for one in extracted}
    assert len(asked) > 500
    assert sorted(msgid for _, msgid in asked - known.keys()) == []
    assert [one.msgid for one in known.values() if one.fuzzy or not all(texts(one))] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_the_compiled_catalogue_is_the_written_one(lang: str) -> None:
    compiled = polib.mofile(str(catalogue(lang, "mo"))) if entries(lang) else []
    told = [
        sorted((one.msgctxt or "", one.msgid, one.msgid_plural or "", *texts(one)) for one in found)
        for found in (entries(lang), compiled)
    ]
    assert told[0] == told[1]


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|\bN\b(?![°'])", text))


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_placeholders_of_its_text(lang: str) -> None:
    wrong = []
    for one in entries(lang):
        allowed = [placeholders(one.msgid), placeholders(one.msgid_plural)] if one.msgid_plural else []
        for text in texts(one):
            if placeholders(text) not in (allowed or [placeholders(one.msgid)]):
                wrong.append((one.msgid, text))
    assert wrong == []


def test_the_texts_of_the_layers_below_are_known() -> None:
    year = table([])
    said = {
        *words.SITUATIONS.values(), *words.STATUSES.values(), *words.REGIMES.values(), *words.SCALES.values(),
        *KINDS.values(), *EVENTS.values(), *LABELS.values(),
        *(code.label for code in CODES.values()), *legal_holidays(2026).values(),
        *(title for _, title, _, _ in SECTIONS), *(group.title for group in year),
        *(row.label for group in year for row in group.rows),
        *(text for mention in NOT_KEPT for text in (mention.title, mention.source)),
    } - {""}  # fmt: skip
    assert said - set(terms.PHRASES) == set()


# ── the pages ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that goes through gettext comes out with a mark, whatever the catalogues hold."""

    def one(self: Any, text: str) -> str:
        return f"{MARK}{text.rpartition(CONTEXT_SEPARATOR)[2]}" if text else text

    def many(self: Any, text: str, texts: str, n: int) -> str:
        return f"{MARK}{text if n == 1 else texts}"

    monkeypatch.setattr(DjangoTranslation, "gettext", one)
    monkeypatch.setattr(DjangoTranslation, "ngettext", many)
    monkeypatch.setattr("django.utils.formats.get_format", _plain_format)


def _plain_format(name: str, *_: Any, **__: Any) -> Any:
    return {"DATE_INPUT_FORMATS": ["%Y-%m-%d"]}.get(name, name)


def client_in(office: Any, lang: str) -> Any:
    user = office.users["officer"]
    user.language = lang
    user.save(update_fields=["language"])
    client = office.client("officer")
    user.language = "fr"
    return client


def shown(page: str) -> Iterator[str]:
    """What a reader sees or hears of a page."""
    tree = html.fromstring(page)
    for node in tree.iter():
        if node.tag in ("script", "style"):
            continue
        own = None if node.tag == "code" else node.text  # a code is no word of a language
        yield from (str(text).strip() for text in (own, node.tail) if text and str(text).strip())
        yield from (node.get(name) for name in ("title", "aria-label", "placeholder", "alt") if node.get(name))
        yield from (value for name, value in node.items() if name.startswith("data-") and " " in value)


@pytest.mark.parametrize("page", [page for page in PAGES if "explanation" not in page])  # it cites French laws
@pytest.mark.usefixtures("marked")
def test_nothing_of_a_page_is_left_in_french(office: Any, page: str) -> None:
    told = client_in(office, "en").get(address(office, page)).content.decode()
    assert '<html lang="en">' in told
    assert MARK in told
    left = [text for text in shown(told) if MARK not in text and FRENCH.search(DATA.sub("", text))]
    assert left == []


OTHER_PAGES = ("/", "/compte/", "/deadlines/", "/employers/new/", "/bureau/", "/bureau/nouveau/", "/aide/",
               "/aide/payer/", "/aide/complet/")  # fmt: skip


@pytest.mark.parametrize("page", OTHER_PAGES)
@pytest.mark.usefixtures("marked")
def test_nothing_of_the_other_pages_is_left_in_french(office: Any, page: str) -> None:
    office.users["bureau"].language = "en"
    office.users["bureau"].save(update_fields=["language"])
    answer = office.client("bureau").get(page)
    office.users["bureau"].language = "fr"
    assert answer.status_code == 200
    left = [text for text in shown(answer.content.decode()) if MARK not in text and FRENCH.search(DATA.sub("", text))]
    assert left == []


@pytest.mark.parametrize("lang", OTHERS)
def test_a_page_is_in_the_readers_language(office: Any, lang: str) -> None:
    french = {one.msgid for one in entries(lang) if one.msgid not in texts(one)}
    client = client_in(office, lang)
    pages = ("", "runs/{run}/", "payslips/{payslip}/", "hours/2026-09/", "workers/{worker}/", "payments/", "accounts/",
             "workers/{worker}/account/", "deadlines/")  # fmt: skip
    for one in ("/", "/compte/", *(address(office, page) for page in pages)):
        told = client.get(one).content.decode()
        assert f'<html lang="{lang}">' in told
        assert sorted(french.intersection(shown(told))) == []
        assert [text for text in shown(told) if re.search(r"\s:(\s|$)", text)] == []  # a colon as French sets it


@pytest.mark.parametrize("lang", OTHERS)
def test_the_page_of_sign_in_follows_the_browser_or_what_one_chose(office: Any, lang: str) -> None:
    client = office.client("anonymous")
    assert f'<html lang="{lang}">' in client.get("/connexion/", headers={"accept-language": lang}).content.decode()
    client = office.client("officer")
    answer = client.post("/compte/", {"name": "Une personne", "language": lang}, follow=True)
    assert f'<html lang="{lang}">' in answer.content.decode()
    client.post("/deconnexion/")
    assert f'<html lang="{lang}">' in client.get("/connexion/", headers={"accept-language": "fr"}).content.decode()


def test_a_table_to_keep_is_the_same_for_everybody(office: Any) -> None:
    page = address(office, "runs/{run}/")
    for table_of in ("?format=csv", "?format=csv&table=differences", "?format=json"):
        told = [client_in(office, lang).get(page + table_of).content for lang in ("fr", "en")]
        assert told[0] == told[1]


def test_what_a_payslip_keeps_does_not_depend_on_who_computes(office: Any) -> None:
    kept, computed = {}, set()
    for lang in ("fr", "de"):
        client_in(office, lang).post(office.url(f"runs/{office.run.pk}/compute/"), {"seen": ""})
        with scope(employer=office.employer):
            one = office.payslip()
            kept[lang] = (one.view, list(one.lines.values_list("label", flat=True)), one.warnings)
            computed.add(one.run.computed_at)
    assert len(computed) == 2
    assert kept["fr"] == kept["de"]


# ── numbers, dates and texts of the layers below ───────────────────────────────────────────

AMOUNTS = {"fr": "2\u202f345,67\u00a0€", "nl": "2.345,67\u00a0€", "de": "2.345,67\u00a0€", "en": "€2,345.67"}
MONTHS = {"fr": "août 2026", "nl": "augustus 2026", "de": "August 2026", "en": "August 2026"}


@pytest.mark.parametrize("lang", ["fr", *OTHERS])
def test_amounts_and_months(lang: str) -> None:
    with translation.override(lang):
        assert terms.euro(2_345_67) == AMOUNTS[lang]
        assert terms.month(Month(2026, 8)) == MONTHS[lang].replace(" ", "\u00a0")
        assert terms.said("2\u202f345,67\u00a0€") == AMOUNTS[lang]


@pytest.mark.parametrize("lang", ["fr", *OTHERS])
@pytest.mark.parametrize("written", ["2500,5", "2500.5", "2 500,50", "2.500,50", "2,500.50", "2\u202f500,50 €"])
def test_a_comma_and_a_point_are_read_in_every_language(lang: str, written: str) -> None:
    with translation.override(lang):
        field = MoneyField()
        assert field.clean(written) == 2_500_50
        assert field.clean(field.prepare_value(1_234_567_89)) == 1_234_567_89


@pytest.mark.parametrize("written", ["2.500", "2,500", "1.234.56", "1,2.50"])
def test_a_number_that_may_be_two_is_refused(written: str) -> None:
    with translation.override("fr"), pytest.raises(Exception, match="au plus deux décimales"):
        MoneyField().clean(written)


@pytest.mark.usefixtures("marked")
def test_texts_of_the_layers_below_are_told_part_by_part() -> None:
    with translation.override("nl"):
        assert (
            terms.said("Isolé, 2 enfants à charge, barème I")
            == f"{MARK}Isolé, {MARK}2 enfants à charge, {MARK}barème I"
        )
        assert terms.said("19 h sur 38 h par semaine") == f"{MARK}19 h sur 38 h par semaine"
        assert terms.said("2\u202f500,00\u00a0€ par mois") == f"{MARK}2.500,00\u00a0€ par mois"
        assert terms.said("Chimère") == "Chimère"
        assert terms.fact("Fonction", "Ouvrier, Travail") == (f"{MARK}Fonction", "Ouvrier, Travail")
        assert terms.line_label("Cotisation personnelle ordinaire") == "Gewone persoonlijke bijdrage"
        assert terms.line_label("Prime de l'été") == "Prime de l'été"
    with translation.override("fr"):
        assert terms.said("Isolé, 2 enfants à charge") == "Isolé, 2 enfants à charge"


def test_dates_in_full() -> None:
    for lang, told in (("nl", "1 januari 2022"), ("de", "1. Januar 2022"), ("en", "1 January 2022")):
        with translation.override(lang):
            assert terms.said("1er janvier 2022") == told
            assert terms.said(words.date(dt.date(2022, 1, 1))) == told


def test_every_language_is_offered() -> None:
    assert [code for code, _ in settings.LANGUAGES] == ["fr", *OTHERS]


def test_scripts_hold_no_text() -> None:
    """What a script shows is in the page."""
    for script in sorted((OFFICE / "web" / "static" / "office").glob("*.js")):
        code = re.sub(r"^\s*//.*$|\s// .*$", "", script.read_text(), flags=re.MULTILINE)
        strings = re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", code)
        assert [one for one in strings if re.search(r"[éèêàçù]|[a-z] [a-z]+ [a-z]", one) and "(" not in one] == []
