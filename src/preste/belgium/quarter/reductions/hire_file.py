"""The employer's file of first hires: the rights, the quarters used and left, and what it may use in a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from preste.belgium.quarter.reductions.conditions import Condition
from preste.belgium.quarter.reductions.history import OWN, Headcount, Member
from preste.belgium.quarter.reductions.plans import NEXT_HIRE, next_hire_key
from preste.belgium.quarter.reductions.quarters import Quarter
from preste.belgium.quarter.reductions.ranks import Examined, History, Right, examine, law_on, rights_of
from preste.belgium.quarter.reductions.rights import Offer
from preste.errors import InputError, NoParameter, PresteError, refuse
from preste.law import Entry, book
from preste.money import row

FIRST = 1
_CODES = (
    ("3315",),
    ("3324", "3325", "3326"),
    ("3333", "3334"),
    ("3342", "3343"),
    ("3352", "3353"),
    ("3360", "3361"),
)
"""The reduction codes of each rank from the first on, one for each period of its amounts (DmfA, annex 4)."""


@dataclass(frozen=True)
class Use:
    """A quarter in which a right was claimed, on somebody's line."""

    rank: int
    quarter: Quarter
    worker: str = ""


@dataclass(frozen=True)
class RightState:
    """A right with what was used of it.

    `quarters` and `left`: in all and not used yet; None for the first worker's, which has no end. `last`: the last
    quarter of the window. `law`: the amounts, by the day it was opened; `missing` when they are not known.
    """

    right: Right
    used: tuple[Use, ...]
    quarters: int | None
    last: Quarter | None
    law: Entry | None
    missing: NoParameter | None = None

    @property
    def left(self) -> int | None:
        """Quarters not used yet."""
        return None if self.quarters is None else self.quarters - len({one.quarter for one in self.used})

    @property
    def next_code(self) -> str:
        """The code of the next quarter to use; "" when none is left, or none is known."""
        if self.right.ends is not None:
            return ""
        number = len({one.quarter for one in self.used}) + 1
        return _CODES[0][0] if self.right.rank == FIRST else _code(self, number)

    @property
    def told(self) -> str:
        """The state, in French."""
        if self.missing is not None:
            return "montants inconnus à la date d'ouverture"
        if self.right.ends is not None:
            return f"éteint : personne occupé pendant douze mois depuis le {self.right.ends:%d/%m/%Y}"
        if self.left is None:
            return "sans limite de durée"
        return f"{self.left} trimestres sur {self.quarters} restants, à utiliser jusqu'au {self.last}"


@dataclass(frozen=True)
class HireFile:
    """The file: every entry examined, and every right with its state."""

    entries: tuple[Examined, ...]
    rights: tuple[RightState, ...]


def hire_file(history: History, uses: Iterable[Use] = ()) -> HireFile:
    """The file as the employments are known. Raises InputError for uses that no right explains."""
    claimed = tuple(uses)
    entries = examine(history)
    rights = rights_of(history, entries)
    refuse("the file of first hires cannot be", _problems(rights, claimed))
    states = tuple(_state(right, [one for one in claimed if _of(right, one, rights)]) for right in rights)
    return HireFile(entries, states)


def _of(right: Right, use: Use, rights: Iterable[Right]) -> bool:
    """Whether a use is of this right: of its rank, and of the latest right of the rank opened by then."""
    ranked = [one for one in rights if one.rank == use.rank and Quarter.of(one.opened) <= use.quarter]
    return bool(ranked) and right is ranked[-1]


def _problems(rights: Iterable[Right], uses: Iterable[Use]) -> list[PresteError]:
    return [
        InputError(
            f"rank {use.rank} was used in {use.quarter}, when no right of that rank was open",
            field="uses", remedy="give the right with the day it was opened, or leave the use out", code="E-FIRST-HIRE",
        )
        for use in uses
        if not any(_of(right, use, rights) for right in rights)
    ]  # fmt: skip


def _state(right: Right, used: list[Use]) -> RightState:
    if right.rank == FIRST:
        return RightState(right, tuple(used), None, None, None)
    since = book().series["first_hire_rules"].begins
    window = law_on(max(right.opened, since)).value.window_quarters
    last = Quarter.of(right.opened).plus(window - 1)
    try:
        day, key = next_hire_key(right.opened, right.rank)
        law = book().on(NEXT_HIRE, day, key)
    except NoParameter as error:
        return RightState(right, tuple(used), None, last, None, error)
    return RightState(right, tuple(used), law.value.quarters, last, law)


def offers_of(history: History, quarter: Quarter, uses: Iterable[Use] = ()) -> tuple[Offer, ...]:
    """The rights that may be used in a quarter, each with the employer's conditions.

    What was used in the quarter itself, or later, does not count against it. The workers that a rank asks for at once
    are counted as the rank was: in the whole unit when it is a simultaneous one.
    """
    before = [one for one in uses if one.quarter < quarter]
    stands = () if history.confirmed else (Condition(False, "le dossier des premiers engagements est confirmé"),)
    together = {one.entity for one in history.members if one.kind == "simultaneous" and _meets(one, quarter)}
    most = (
        Headcount(history.employments)
        .of((OWN, *together))
        .peak(quarter.first, min(quarter.last, max(quarter.first, history.known_until)))
        .count
    )
    return tuple(
        _offer(state, quarter, most, stands)
        for state in hire_file(history, before).rights
        if state.right.opened <= quarter.last and (state.right.ends is None or state.right.ends >= quarter.first)
    )


def _meets(member: Member, quarter: Quarter) -> bool:
    return member.begins <= quarter.last and (member.ends is None or member.ends >= quarter.first)


def _offer(state: RightState, quarter: Quarter, most: int, stands: tuple[Condition, ...]) -> Offer:
    right = state.right
    if right.rank == FIRST:
        return Offer(right.rank, right.opened, 0, _CODES[0][0], stands)
    number = len({one.quarter for one in state.used}) + 1
    conditions = [
        *stands,
        Condition(most >= right.rank, f"{right.rank} travailleurs en même temps dans le trimestre (ici {most})"),
    ]
    if state.quarters is not None:
        told = f"un trimestre du droit n'est pas utilisé ({state.told})"
        conditions.append(Condition(number <= state.quarters, told, changes=False))
    if state.last is not None:
        conditions.append(Condition(quarter <= state.last, f"au plus tard le {state.last}", changes=False))
    return Offer(right.rank, right.opened, number, _code(state, number), tuple(conditions))


def _code(state: RightState, number: int) -> str:
    """The code of the period that the quarter lies in; "" where the law's periods are not those of the codes."""
    if state.law is None:
        return ""
    codes, until = _CODES[state.right.rank - 1], state.law.value.until
    return codes[row(until, number)] if len(codes) == len(until) and number <= until[-1] else ""
