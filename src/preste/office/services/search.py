"""Finding workers and employers by name, matricule or national number, within those one is given; and help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from preste.ids import niss
from preste.office.manual import Topic
from preste.office.services.names import plain
from preste.office.store.models import Employer, Worker
from preste.office.store.secret import lookup_hash

MOST = 20
MOST_TOPICS = 6
SHORTEST = 2


def find_workers(employers: Sequence[Employer], text: str) -> list[Worker]:
    """At most twenty workers of these employers: by the words of their name, by matricule, or by a whole NISS."""
    found = Worker.objects.filter(matching(text), employer__in=employers).select_related("employer").defer("niss")
    return list(found.order_by("search_name", "number")[:MOST])


def matching(text: str, of: str = "") -> Q:
    """The workers a text finds; `of` leads to the worker from the rows that are filtered, as in "worker__"."""
    wanted = Q(**{f"{of}number": text.strip()})
    if niss.is_valid(text):
        wanted |= Q(**{f"{of}niss_hash": lookup_hash(niss.compact(text))})
    words = [word for word in plain(text).split() if not word.isdigit()]
    if words and max(map(len, words)) >= SHORTEST:
        wanted |= Q(*(Q(**{f"{of}search_name__contains": word}) for word in words))
    return wanted


def find_employers(employers: Sequence[Employer], text: str) -> list[Employer]:
    """At most twenty of these employers: by the words of their name, or by enterprise number."""
    words, digits = plain(text).split(), "".join(c for c in text if c.isdigit())
    return [
        one
        for one in employers
        if (words and all(word in plain(one.name) for word in words)) or digits == one.enterprise_number
    ][:MOST]


def find_topics(topics: Iterable[Topic], text: str) -> list[tuple[Topic, str]]:
    """At most six topics of help that hold every word, accents and capitals aside, each with a sentence that shows it.

    Those whose title holds the words come first, then those that speak of them most. A word is sought at the beginning
    of words; within them (German makes one of several) only when nothing begins with it.
    """
    words = plain(text).split()
    if not words or max(map(len, words)) < SHORTEST:
        return []
    topics = list(topics)
    return _holding(topics, [f" {word}" for word in words]) or _holding(topics, words)


def _holding(topics: Iterable[Topic], parts: Sequence[str]) -> list[tuple[Topic, str]]:
    """The topics that hold every part, best first."""
    found = []
    for topic in topics:
        told = [(_held(parts, sentence), sentence) for sentence in topic.sentences]
        in_title = _held(parts, topic.title)
        if in_title.union(*(held for held, _ in told)) == set(parts):
            best = max(told, key=lambda one: len(one[0]))
            rank = (-len(in_title), -sum(len(held) for held, _ in told))
            found.append((rank, topic, best[1]))
    return [(topic, sentence) for _, topic, sentence in sorted(found, key=lambda one: one[0])][:MOST_TOPICS]


def _held(parts: Sequence[str], text: str) -> set[str]:
    """The parts that a text holds."""
    bare = f" {plain(text)}"
    return {part for part in parts if part in bare}
