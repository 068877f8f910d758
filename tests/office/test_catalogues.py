"""The screens in four languages: complete catalogues, nothing left in French, numbers and dates as one writes them."""

from __future__ import annotations

import datetime as dt
import os
import re
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
from django.utils.translation.trans_real import DjangoTranslation
from lxml import html
from test_web_pages import PAGES, address

import preste.office
from preste.belgium.time.codes import CODES
from preste.calendar import Month, legal_holidays
from preste.documents.individual_account import table as individual_account
from preste.documents.payslip import words
from preste.documents.payslip.view import SECTIONS
from preste.office.web import terms
from preste.office.web.widgets import MoneyField
from preste.payroll.items import KINDS

OFFICE = Path(preste.office.__file__).parent
LOCALE = OFFICE / "web" / "locale"
OTHERS = ("nl", "de", "en")
MARK = "⟦"
FRENCH = re.compile(
    r"\b(le|la|les|des|du|une|est|sont|pas|ne|ce|cette|pour|avec|par|dans|sur|mois|jour|jours|heures?|travailleurs?"
    r"|employeurs?|aucune?|depuis|montant|calcul|payé|fiches?|compte|nom)\b|[ldnsq]['’][a-zéè]",
    re.IGNORECASE,
)
"""Words that a Dutch, German or English sentence does not have."""


def catalogue(lang: str, ending: str = "po") -> Path:
    return LOCALE / lang / "LC_MESSAGES" / f"django.{ending}"


def entries(lang: str) -> list[Any]:
    if not catalogue(lang).is_file():
        pytest.skip(f"there is no catalogue of {lang} yet")
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
    return sorted(re.findall(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|\bN\b", text))


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
    year = individual_account.table([])
    said = {
        *words.SITUATIONS.values(), *words.STATUSES.values(), *words.REGIMES.values(), *words.SCALES.values(),
        *KINDS.values(), *(code.label for code in CODES.values()), *legal_holidays(2026).values(),
        *(title for _, title, _, _ in SECTIONS), *(group.title for group in year),
        *(row.label for group in year for row in group.rows),
    } - {""}  # fmt: skip
    assert said - set(terms.PHRASES) == set()


# ── the pages ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that goes through gettext comes out with a mark, whatever the catalogues hold."""

    def one(self: Any, text: str) -> str:
        return f"{MARK}{text}" if text else text

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
        yield from (str(text).strip() for text in (node.text, node.tail) if text and str(text).strip())
        yield from (node.get(name) for name in ("title", "aria-label", "placeholder", "alt") if node.get(name))
        yield from (value for name, value in node.items() if name.startswith("data-") and " " in value)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("marked")
def test_nothing_of_a_page_is_left_in_french(office: Any, page: str) -> None:
    told = client_in(office, "en").get(address(office, page)).content.decode()
    assert '<html lang="en">' in told
    assert MARK in told or "explanation" in page
    left = [text for text in shown(told) if MARK not in text and FRENCH.search(text)]
    assert left == []
