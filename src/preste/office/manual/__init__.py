"""The manual of the office, which is also its help: one Markdown file a language, cut into topics.

A topic is a heading of the second level under a comment that gives it the same name in every language:

    <!-- heures -->
    ## Ouvrir le mois et écrire les heures

A link to another heading (`#les-contrôles`, as code hosts make them) leads to that topic's page. Links to files of the
project and pictures of the screens serve who reads the file itself; the pages leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.urls import reverse
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).parent
FRENCH = "fr"
"""The language of the manual where the reader's has none."""

_TOPIC = re.compile(r"^<!-- ([a-z]+) -->\n## (.+)\n", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\w|«)")


@dataclass(frozen=True)
class Topic:
    """A chapter of the manual: its name in addresses, its title and its text in one language."""

    id: str
    title: str
    source: str
    anchors: dict[str, str]
    """The topic behind each heading of the same manual."""

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("help-topic", args=[self.id])

    @cached_property
    def html(self) -> str:
        """Its text as HTML, without its title. No HTML of the source is let through."""
        kept = list(_prepared(_markdown().parse(self.source), self.anchors))
        return str(_markdown().renderer.render(kept, _markdown().options, {"title": self.title}))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What it says, without any mark: sentences, lines of a table, commands."""
        return tuple(_sentences(_markdown().parse(self.source)))


@dataclass(frozen=True)
class Manual:
    """The manual in one language: its title, what stands before the first topic, and the topics by name, in order."""

    lang: str
    title: str
    opening: Topic
    topics: dict[str, Topic]

    def beside(self, topic: Topic) -> tuple[Topic | None, Topic | None]:
        """The topics before and after one."""
        ordered: Sequence[Topic | None] = [None, *self.topics.values(), None]
        at = ordered.index(topic)
        return ordered[at - 1], ordered[at + 1]


def manual() -> Manual:
    """The manual in the language of who reads now; in French where there is none."""
    lang = (get_language() or FRENCH)[:2]
    return read(lang if (FOLDER / f"{lang}.md").exists() else FRENCH)


@cache
def read(lang: str) -> Manual:
    """The manual of a language that has one."""
    head, *parts = _TOPIC.split((FOLDER / f"{lang}.md").read_text(encoding="utf-8"))
    title, _, opening = head.partition("\n")
    chapters = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    anchors = {_anchor(heading): name for name, heading, _ in chapters}
    topics = {name: Topic(name, heading, source, anchors) for name, heading, source in chapters}
    title = title.removeprefix("# ")
    return Manual(lang, title, Topic("", title, opening, anchors), topics)


def _anchor(heading: str) -> str:
    """The anchor that a code host gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


# ── Markdown ───────────────────────────────────────────────────────────────────────────────


def _table_open(_renderer: Any, _tokens: Sequence[Token], _at: int, _options: Any, env: Any) -> str:
    """A table that may be scrolled where the screen is narrow."""
    return f'<div class="wide" role="region" aria-label="{escape(env["title"])}" tabindex="0"><table class="fit">'


def _fixed(html: str) -> Callable[..., str]:
    """A rule that writes the same whatever the element says: a cell has no style of its own."""
    return lambda *_: html


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.add_render_rule("table_open", _table_open)
    fixed = {"table_close": "</table></div>", "th_open": '<th scope="col">', "td_open": "<td>"}
    for name, html in fixed.items():
        made.add_render_rule(name, _fixed(html))
    return made


def _prepared(tokens: Iterable[Token], anchors: dict[str, str]) -> Iterable[Token]:
    """What a page shows: links between topics lead to their pages, pictures and links to files are left out."""
    picture = 0
    ordered = list(tokens)
    for at, token in enumerate(ordered):
        if token.type == "paragraph_open" and ordered[at + 1].content.startswith("!["):
            picture = 3  # the paragraph's beginning, content and end
        if picture:
            picture -= 1
            continue
        if token.children:
            token.children = list(_linked(token.children, anchors))
        yield token


def _linked(children: Iterable[Token], anchors: dict[str, str]) -> Iterable[Token]:
    kept = True
    for token in children:
        if token.type == "link_open":
            to = str(token.attrGet("href"))
            kept = to.startswith(("#", "https:"))
            if to.startswith("#"):
                token.attrSet("href", reverse("help-topic", args=[anchors[unquote(to).removeprefix("#")]]))
        if kept or token.type not in ("link_open", "link_close"):
            yield token


def _sentences(tokens: Iterable[Token]) -> Iterable[str]:
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield " : ".join(row)
            row = None
        elif token.type == "fence":
            yield from (line.partition(" #")[0].strip() for line in token.content.splitlines())
        elif token.type == "inline" and not token.content.startswith("!["):
            text = "".join(" " if one.type == "softbreak" else one.content for one in token.children or ())
            if row is None:
                yield from _SENTENCE.split(text)
            else:
                row.append(text)
