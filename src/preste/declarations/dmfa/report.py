"""What a check says as a whole: findings, and what could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from preste.declarations.finding import KEPT, NOT_READ, NOT_READ_ON, Finding, Severity


@dataclass(frozen=True)
class Note:
    """Something that was not checked, or not as it should be: a code of ours and the sentence."""

    code: str
    text: Mapping[str, str]

    @classmethod
    def no_schema(cls, message: str, version: str) -> Note:
        """The user has not added that schema."""
        name = f"{message}_{version}.xsd"
        return cls(
            "N-NO-SCHEMA",
            {
                "fr": f"sans le schéma officiel {name} : ajoutez votre copie par « preste schemas add »",
                "nl": f"zonder het officiële schema {name}: voeg uw kopie toe met “preste schemas add”",
                "de": f"ohne das amtliche Schema {name}: fügen Sie Ihre Kopie mit „preste schemas add“ hinzu",
                "en": f"without the official schema {name}: add your copy with “preste schemas add”",
            },
        )

    @classmethod
    def older_schema(cls, quarter: str, named: str) -> Note:
        """The file names a schema that is older than its quarter."""
        return cls(
            "N-OLD-SCHEMA",
            {
                "fr": f"le fichier nomme le schéma de {named}, plus ancien que son trimestre {quarter}",
                "nl": f"het bestand noemt het schema van {named}, ouder dan zijn kwartaal {quarter}",
                "de": f"die Datei nennt das Schema von {named}, das älter ist als ihr Quartal {quarter}",
                "en": f"the file names the schema of {named}, older than its quarter {quarter}",
            },
        )

    @classmethod
    def not_read_on(cls) -> Note:
        """Too much blocks the file to read it to its end."""
        return cls(NOT_READ, NOT_READ_ON)

    @classmethod
    def another_version(cls, quarter: str, used: str) -> Note:
        """The structure of that quarter is not known."""
        return cls(
            "N-VERSION",
            {
                "fr": f"la structure du trimestre {quarter} n'est pas connue : contrôle fait avec celle de {used}",
                "nl": f"de structuur van kwartaal {quarter} is niet bekend: gecontroleerd met die van {used}",
                "de": f"die Struktur des Quartals {quarter} ist nicht bekannt: geprüft mit der von {used}",
                "en": f"the structure of quarter {quarter} is not known: checked with that of {used}",
            },
        )


@dataclass
class Report:
    """The result of a check."""

    message: str
    version: str = ""
    quarters: tuple[str, ...] = ()
    people: int = 0
    schema: str = ""
    findings: list[Finding] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    counts: Counter[Severity] = field(default_factory=Counter)

    def add(self, found: Iterable[Finding]) -> None:
        """Counts findings, and keeps the first of them."""
        for finding in found:
            self.counts[finding.severity] += 1
            if len(self.findings) < KEPT:
                self.findings.append(finding)

    @property
    def blocking(self) -> bool:
        """Whether the ONSS would refuse the file."""
        return bool(self.counts[Severity.BLOCKING])

    @property
    def hopeless(self) -> bool:
        """Whether so much blocks the file that nobody need read on."""
        return self.counts[Severity.BLOCKING] >= KEPT

    @property
    def left_out(self) -> int:
        """Findings that were counted and not kept."""
        return sum(self.counts.values()) - len(self.findings)

    def as_dict(self) -> dict[str, object]:
        """The report as JSON."""
        return {
            "message": self.message,
            "quarters": list(self.quarters),
            "structure": self.version,
            "schema": self.schema or None,
            "people": self.people,
            "blocking": self.blocking,
            "counts": {severity.value: count for severity, count in self.counts.items()},
            "findings": [finding.as_dict() for finding in self.findings],
            "left_out": self.left_out,
            "notes": [{"code": note.code, "text": dict(note.text)} for note in self.notes],
        }
