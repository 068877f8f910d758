"""Names of batch files: direction, purpose, sender, day, sequence, environment, and parts.

`FI.DMFA.112768.20250109.00014.R.1.1` is what is sent, `GO.….R.1` (empty) asks for its treatment, `FS.…` is its
signature; `FO.…` comes back. A wrong name has the code that the ONSS answers with (annex 30 of its glossaries).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from preste.errors import InputError

SENT, STARTED, SIGNED, CANCELLED = "FI", "GO", "FS", "TD"
RECEIVED, COMPRESSED = "FO", "CO"
DIRECTIONS = frozenset({SENT, STARTED, SIGNED, CANCELLED, RECEIVED, COMPRESSED})
REAL, CIRCUIT_TEST, DECLARATION_TEST = "R", "T", "S"
ENVIRONMENTS = {
    REAL: ("IN", "OUT"),
    CIRCUIT_TEST: ("INTEST", "OUTTEST"),
    DECLARATION_TEST: ("INTEST-S", "OUTTEST-S"),
}
"""Real, circuit test and declaration test: where files are put, and where answers are."""
SOCIAL_SECURITY = "999999"
"""The sender of what comes back."""
_STRUCTURE = {STARTED: "107", SIGNED: "132"}
_SENDER = re.compile(r"\d{6}")
_PURPOSE = re.compile(r"[A-Z]{4}")


@dataclass(frozen=True)
class FileName:
    """A well-formed name; a GO file has only the number of parts, some messages have none at all."""

    direction: str
    purpose: str
    sender: str
    day: dt.date
    sequence: int
    environment: str
    parts: int | None = None
    part: int | None = None

    def __str__(self) -> str:
        head = (self.direction, self.purpose, self.sender, f"{self.day:%Y%m%d}", f"{self.sequence:05d}")
        return ".".join([*head, self.environment, *(str(n) for n in (self.parts, self.part) if n is not None)])

    def of(self, direction: str, part: int | None = None) -> FileName:
        """The name of another file of the same sending: its GO, its signature, another part."""
        return replace(self, direction=direction, part=None if direction == STARTED else part or self.part)

    @property
    def sending(self) -> tuple[str, str, dt.date, int, str]:
        """What the files of one sending share."""
        return self.purpose, self.sender, self.day, self.sequence, self.environment


class NameFault(InputError):
    """A name that the ONSS refuses, with its code of annex 30."""

    def __init__(self, name: str, annex30: str, message: str) -> None:
        super().__init__(
            message, where=name, remedy="name it as FI.DMFA.112768.20250109.00014.R.1.1", code="E-FILE-NAME"
        )
        self.annex30 = annex30


def parse(name: str, *, today: dt.date | None = None) -> FileName:
    """The parts of a name; `today` refuses a day that is still to come.

    Raises:
        NameFault: with the ONSS's code.
    """
    fields = name.split(".")
    direction = fields[0]
    if direction not in DIRECTIONS:
        raise NameFault(name, "129", f"begins with {direction[:10]!r}, and not with FI, FO, CO, GO, FS or TD")
    structure = NameFault(name, _STRUCTURE.get(direction, "131"), "has not the structure of a name of its kind")
    longest = 7 if direction == STARTED else 8
    if len(fields) not in {6, longest} or not (_PURPOSE.fullmatch(fields[1]) and _SENDER.fullmatch(fields[2])):
        raise structure
    day = _day(name, fields[3])
    if today is not None and day > today:
        raise NameFault(name, "111", "the day is still to come")
    parts = [_count(name, text) for text in fields[6:]]
    if len(parts) == len(("parts", "part")) and parts[1] > parts[0]:
        raise NameFault(name, "124" if direction == SIGNED else "123", "a part after the last")
    return FileName(
        direction,
        fields[1],
        fields[2],
        day,
        _sequence(name, fields[4]),
        _environment(name, fields[5]),
        *parts,
    )


def _day(name: str, text: str) -> dt.date:
    if len(text) != len("YYYYMMDD"):
        raise NameFault(name, "109", "the day has not eight digits")
    if not (text.isascii() and text.isdigit()):
        raise NameFault(name, "110", f"{text} is no day")
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise NameFault(name, "110", f"{text} is no day") from None


def _sequence(name: str, text: str) -> int:
    if len(text) != len("00001"):
        raise NameFault(name, "112", "the sequence number has not five digits")
    if not (text.isascii() and text.isdigit()):
        raise NameFault(name, "113", "the sequence number is no number")
    if not int(text):
        raise NameFault(name, "127", "the sequence number is zero")
    return int(text)


def _environment(name: str, text: str) -> str:
    if text not in ENVIRONMENTS:
        raise NameFault(name, "117", f"{text[:10]!r} is none of the environments R, T and S")
    return text


def _count(name: str, text: str) -> int:
    if len(text) != 1:
        raise NameFault(name, "114", "a number of parts has one digit")
    if not (text.isascii() and text.isdigit()):
        raise NameFault(name, "115", "a number of parts is a number")
    if text == "0":
        raise NameFault(name, "116", "a number of parts is not zero")
    return int(text)


def sending(
    purpose: str, sender: str, day: dt.date, sequence: int, environment: str = REAL, parts: int = 1
) -> list[FileName]:
    """Every name of a sending, in the order to put them: the parts, their signatures where one is due, GO at last."""
    first = FileName(SENT, purpose, sender, day, sequence, environment, parts, 1)
    files = [first.of(SENT, number) for number in range(1, parts + 1)]
    if environment != DECLARATION_TEST:
        files += [first.of(SIGNED, number) for number in range(1, parts + 1)]
    return [*files, first.of(STARTED)]
