"""The help: the manual in four languages with the same topics and the words of the screens, and its pages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import polib
import pytest
from django.urls import get_resolver
from django.utils import translation
from lxml import html

import preste.office.manual
from preste.office.manual import Topic, manual, read
from preste.office.services.search import find_topics
from preste.office.store.models import RunState
from preste.office.web.templatetags.manual import OF_A_RUN, TOPICS

LANGUAGES = ("fr", "nl", "de", "en")
LOCALE = Path(preste.office.__file__).parent / "web" / "locale"


def bold(topic: Topic) -> list[str]:
    """The words of the screen that a topic names."""
    told = re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s+", " ", topic.source))
    return [word for one in told for word in one.split(" · ")]


def catalogue(lang: str) -> dict[str, str]:
    return {one.msgid: one.msgstr for one in polib.pofile(str(LOCALE / lang / "LC_MESSAGES" / "django.po"))}


# ── one manual in four languages ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_language_has_the_same_topics(lang: str) -> None:
    ours, french = read(lang), read("fr")
    assert len(french.topics) > 15
    assert list(ours.topics) == list(french.topics)
    assert ours.lang == lang
    titles = [one.title for one in ours.topics.values()]
    assert len(set(titles)) == len(titles)
    assert not set(titles) & {one.title for one in french.topics.values()}


def shape(topic: Topic) -> Counter[str]:
    """How many paragraphs, lines of a list, rows of a table, pieces of code a topic has."""
    tags = (one.tag for one in html.fromstring(f"<div>{topic.html}</div>").iter())
    return Counter(tag for tag in tags if tag not in ("code", "a"))


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_a_translation_leaves_nothing_out(lang: str) -> None:
    for name, topic in read("fr").topics.items():
        assert shape(read(lang).topics[name]) == shape(topic), name
    codes = re.compile(r"`[CE]-[A-Z-…]+`")
    for name, topic in read("fr").topics.items():
        assert codes.findall(read(lang).topics[name].source) == codes.findall(topic.source)


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_a_translation_names_buttons_as_its_screens_do(lang: str) -> None:
    """Each word in bold of the French manual stands in bold in the same topic as the catalogue translates it."""
    known, wrong = catalogue(lang), []
    for name, topic in read("fr").topics.items():
        theirs = Counter(bold(read(lang).topics[name]))
        for word, times in Counter(bold(topic)).items():
            if word in known:
                good = theirs[known[word]] == times
            else:  # the beginning of a longer text, or the same in every language
                longer = [known[text] for text in known if text.startswith(word)]
                good = theirs[word] == times or any(text.startswith(one) for text in longer for one in theirs)
            wrong += [] if good else [(name, word, known.get(word))]
        assert theirs.total() == len(bold(topic)), (name, theirs)
    assert wrong == []


def test_the_opening_names_what_is_on_the_screen_too() -> None:
    for lang in LANGUAGES[1:]:
        assert bold(read(lang).opening) == [catalogue(lang)[word] for word in bold(read("fr").opening)]


def test_the_reader_s_language_decides_and_french_is_the_fallback() -> None:
    for lang in LANGUAGES:
        with translation.override(lang):
            assert manual().lang == lang
    with translation.override("it"):
        assert manual().lang == "fr"


# ── rendering ──────────────────────────────────────────────────────────────────────────────


def topic(source: str) -> Topic:
    return Topic("x", "Le titre", source, {"les-contrôles": "controles"})


def test_html_and_scripts_of_the_source_are_text() -> None:
    told = topic("<script>alert(1)</script> [a](javascript:alert) <b onclick=x>b</b>\n").html
    assert not re.search("<script|<b|href", told)
    assert "&lt;script&gt;" in told


def test_links_lead_to_topics_and_files_are_left_out() -> None:
    told = topic("![Une image](../x.png)\n\n[ici](#les-contrôles), [la](docs/x.md), [web](https://exemple.be/)\n").html
    assert told == '<p><a href="/aide/controles/">ici</a>, la, <a href="https://exemple.be/">web</a></p>\n'


def test_a_table_may_be_scrolled_and_has_no_style_of_its_own() -> None:
    told = topic("| a | b |\n|---|--:|\n| 1 | 2 |\n").html
    assert 'role="region" aria-label="Le titre" tabindex="0"' in told
    assert told.count('<th scope="col">') == 2
    assert "style" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_topic_is_shown_without_marks_left(lang: str) -> None:
    book = read(lang)
    for one in book.topics.values():
        shown = html.fromstring(f"<div>{one.html}</div>").text_content()
        assert "**" not in shown
        assert "](" not in shown
        assert one.sentences[0]
        assert not [s for s in one.sentences if "**" in s or "`" in s]


# ── pages ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_in_the_reader_s_language(office: Any, lang: str) -> None:
    reader = office.users["reader"]
    reader.language = lang
    reader.save(update_fields=["language"])
    client = office.client("reader")
    reader.language = "fr"
    book = read(lang)
    contents = client.get("/aide/").content.decode()
    assert f'<html lang="{lang}">' in contents
    assert book.title in html.fromstring(contents).text_content()
    for one in book.topics.values():
        assert f'href="/aide/{one.id}/"' in contents
        told = html.fromstring(client.get(one.address).content.decode())
        assert [h.text_content() for h in told.iter("h1")] == [one.title]
    whole = html.fromstring(client.get("/aide/complet/").content.decode())
    assert [h.get("id") for h in whole.iter("h2")] == list(book.topics)


@pytest.mark.parametrize("name", ["rien", "HEURES", "12345678901", "heures%2F.."])
def test_another_topic_is_no_page(office: Any, name: str) -> None:
    assert office.client("reader").get(f"/aide/{name}/").status_code == 404


def test_a_page_leads_to_the_topic_that_explains_it(office: Any) -> None:
    for page, name in (("", "employeur"), ("hours/2026-09/", "heures"), ("payments/", "payer"), ("members/", "acces")):
        told = office.client("officer").get(office.url(page)).content.decode()
        assert f'<a class="about" href="/aide/{name}/">' in told
    for run, name in ((office.run, "valider"), (office.closed, "payer")):
        told = office.client("officer").get(office.url(f"runs/{run.pk}/")).content.decode()
        assert f'<a class="about" href="/aide/{name}/">' in told
        assert ('href="/aide/controles/"' in told) == (run == office.run)


def test_the_topics_of_pages_exist() -> None:
    named = [page for pages in TOPICS.values() for page in pages]
    assert len(named) == len(set(named))
    assert set(TOPICS) | set(OF_A_RUN.values()) <= set(read("fr").topics)
    assert set(OF_A_RUN) == set(RunState.values)
    assert set(named) <= every_name(get_resolver())


def every_name(resolver: Any) -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        found |= every_name(one) if hasattr(one, "url_patterns") else {one.name}
    return found


# ── search ─────────────────────────────────────────────────────────────────────────────────


def found(text: str, lang: str = "fr") -> list[str]:
    return [one.id for one, _ in find_topics(read(lang).topics.values(), text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [("contrôles", "controles"), ("CONTROLES", "controles"), ("paiement rejeté", "rejets"), ("sepa", "payer"),
     ("importer excel", "importer"), ("augmentation", "travailleur"), ("c-iban-first", "controles")],
)  # fmt: skip
def test_words_without_accents_or_capitals(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_a_title_comes_before_a_text_that_says_it_more_often() -> None:
    one, other = topic("Rien.\n"), Topic("y", "Autre", "Le titre. Le titre. Le titre.\n", {})
    assert [t.id for t, _ in find_topics([other, one], "TITRE")] == ["x", "y"]


def test_words_begin_alike_before_they_hold_each_other() -> None:
    assert "documents" not in found("prime")  # "imprimer" holds it
    assert found("kation") == []
    assert found("auftrag", "de")  # "Zahlungsauftrag"


@pytest.mark.parametrize("text", ["", "e", "zzzz", "contrôles zzzz", "%"])
def test_nothing_found(text: str) -> None:
    assert found(text) == []


def test_the_sentence_shows_what_was_sought() -> None:
    ((_, sentence), *_) = find_topics(read("fr").topics.values(), "pain.001")
    assert "pain.001.001.09" in sentence
