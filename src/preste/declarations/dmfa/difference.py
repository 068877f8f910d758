"""Two declarations side by side: who, which line and which zone changed, in words and as JSON.

People are the same by national number, worker lines by category and worker code, occupations by their number, the
rest by its code: the order and the sequence numbers of a file do not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from preste.declarations.codec import attribute
from preste.declarations.dmfa.model import EmployerDeclaration, Form
from preste.declarations.dmfa.zones import ZONES

_KEYS: Mapping[str, tuple[str, ...]] = {
    "NaturalPerson": ("inss",),
    "WorkerRecord": ("employer_class", "worker_code"),
    "Occupation": ("occupation_sequence_nbr",),
    "Service": ("service_code",),
    "Remun": ("remun_code", "bonus_payment_frequency", "percentage_paid"),
    "WorkerContribution": ("contribution_worker_code", "contribution_type"),
    "WorkerDeduction": ("deduction_code",),
    "OccupationDeduction": ("deduction_code",),
    "CompanyVehicle": ("license_plate",),
    "ContributionUnrelatedToNP": ("unrelated_employer_class", "unrelated_worker_code"),
    "ReorgMeasureInformation": ("reorganisation_measure",),
    "IndemnityWAPM": ("indemnity_nature", "incapacity_degree"),
}
"""What makes a block of several the same one in both files; others are compared in their order."""
_SEQUENCES = frozenset(
    {
        "natural_person_sequence_nbr",
        "service_sequence_nbr",
        "remun_sequence_nbr",
        "company_vehicle_sequence_nbr",
        "deduction_detail_sequence_nbr",
    }
)
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "NaturalPerson": ("personne", "persoon", "Person", "person"),
    "WorkerRecord": ("ligne", "lijn", "Zeile", "line"),
    "Occupation": ("occupation", "tewerkstelling", "Beschäftigung", "occupation"),
    "Service": ("prestation", "prestatie", "Leistung", "working time"),
    "Remun": ("rémunération", "bezoldiging", "Entlohnung", "pay"),
    "WorkerContribution": ("cotisation", "bijdrage", "Beitrag", "contribution"),
    "WorkerDeduction": ("réduction", "vermindering", "Ermäßigung", "reduction"),
    "OccupationDeduction": ("réduction", "vermindering", "Ermäßigung", "reduction"),
    "StudentContribution": ("étudiant", "student", "Student", "student"),
    "CompanyVehicle": ("véhicule", "voertuig", "Fahrzeug", "vehicle"),
    "ContributionUnrelatedToNP": (
        "cotisation sans travailleur",
        "bijdrage zonder werknemer",
        "Beitrag ohne Arbeitnehmer",
        "contribution without worker",
    ),
    "EmployerDeclaration": ("déclaration", "aangifte", "Erklärung", "declaration"),
}
_DONE: Mapping[str, tuple[str, str, str, str]] = {
    "added": ("en plus", "toegevoegd", "hinzugekommen", "added"),
    "removed": ("en moins", "weggelaten", "weggefallen", "removed"),
}
LANGUAGES = ("fr", "nl", "de", "en")
_SHOWN_OF_INSS = 6


@dataclass(frozen=True)
class Step:
    """A block on the way to a change: what it is, and which one."""

    block: str
    key: str


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise: `added`, `removed`, or a zone that is `changed`."""

    kind: str
    steps: tuple[Step, ...]
    zone: str = ""
    before: str = ""
    after: str = ""

    def words(self, language: str = "fr") -> str:
        """The change in one line."""
        rank = LANGUAGES.index(language)
        where = ", ".join(f"{_word(step.block, rank)} {step.key}".strip() for step in self.steps)
        where = where or _word("EmployerDeclaration", rank)
        colon = " :" if language == "fr" else ":"
        if self.kind == "changed":
            return f"{where}{colon} {self.zone} {self.before or '–'} → {self.after or '–'}"
        return f"{where}{colon} {_DONE[self.kind][rank]}"

    def as_dict(self) -> dict[str, object]:
        """The change as JSON."""
        return {
            "kind": self.kind,
            "where": [{"block": step.block, "key": step.key} for step in self.steps],
            "zone": self.zone or None,
            "before": self.before or None,
            "after": self.after or None,
            "text": {language: self.words(language) for language in LANGUAGES},
        }


def _word(block: str, rank: int) -> str:
    return _WORDS.get(block, (block,) * len(LANGUAGES))[rank]


def difference(old: Sequence[Form], new: Sequence[Form]) -> list[Change]:
    """What the new declarations have otherwise than the old ones, employer and quarter by employer and quarter."""
    before = {_employer(form): form.employer_declaration for form in old}
    after = {_employer(form): form.employer_declaration for form in new}
    several = len(before | after) > 1
    changes: list[Change] = []
    for key in [*before, *(one for one in after if one not in before)]:
        steps = (Step("EmployerDeclaration", key),) if several else ()
        changes += _of_two(before.get(key), after.get(key), steps or (), Step("EmployerDeclaration", key))
    return changes


def _employer(form: Form) -> str:
    declaration = form.employer_declaration
    number = declaration.noss_registration_nbr
    return f"{number if number.strip('0') else declaration.company_id} {declaration.quarter}"


def _of_two(
    old: EmployerDeclaration | None, new: EmployerDeclaration | None, steps: tuple[Step, ...], whole: Step
) -> Iterator[Change]:
    if old is None or new is None:
        yield Change("added" if old is None else "removed", (whole,))
        return
    yield from _compare(old, new, steps)


def _compare(old: Any, new: Any, steps: tuple[Step, ...]) -> Iterator[Change]:
    """Every zone and block of two dataclasses of one kind."""
    for field in fields(new):
        if field.name in _SEQUENCES:
            continue
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        if is_dataclass(before) or is_dataclass(after):
            yield from _one(before, after, steps)
        elif isinstance(before, Iterable) and not isinstance(before, str):
            yield from _many(list(before), list(after), steps)
        else:
            yield Change("changed", steps, _element(field.name), _shown(before), _shown(after))


def _one(before: Any, after: Any, steps: tuple[Step, ...]) -> Iterator[Change]:
    if before is None or after is None:
        kind, held = ("added", after) if before is None else ("removed", before)
        yield Change(kind, (*steps, Step(type(held).__name__, "")))
    else:
        yield from _compare(before, after, (*steps, Step(type(after).__name__, "")))


def _many(before: list[Any], after: list[Any], steps: tuple[Step, ...]) -> Iterator[Change]:
    olds, news = _by_key(before), _by_key(after)
    for key, old in olds.items():
        new = news.get(key)
        here = (*steps, Step(type(old).__name__, _told(old, key)))
        if new is None:
            yield Change("removed", here)
        elif new != old:
            yield from _compare(old, new, here)
    for key, new in news.items():
        if key not in olds:
            yield Change("added", (*steps, Step(type(new).__name__, _told(new, key))))


def _by_key(blocks: list[Any]) -> dict[str, Any]:
    """Blocks by what they are the same by; a key that comes twice is counted on."""
    found: dict[str, Any] = {}
    for rank, block in enumerate(blocks, 1):
        names = _KEYS.get(type(block).__name__, ())
        key = "/".join(_shown(getattr(block, name)) for name in names).rstrip("/") or str(rank)
        while key in found:
            key += "+"
        found[key] = block
    return found


def _told(block: Any, key: str) -> str:
    """A key as it is shown: of a national number its first digits, with the place in the file."""
    if type(block).__name__ != "NaturalPerson":
        return key
    return f"{key[:_SHOWN_OF_INSS]}… (n° {block.natural_person_sequence_nbr})"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def _element(attribute: str) -> str:
    return _ELEMENTS.get(attribute, attribute)


_ELEMENTS = {attribute(name): name for name in ZONES}
