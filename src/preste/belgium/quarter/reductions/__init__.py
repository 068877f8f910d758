"""Reductions of the employer's contributions of a quarter: structural, target groups, first hires.

`reductions_of` computes a worker's lines with the target group claimed; `choose` finds the rights of every line and
claims the best; `hire_file` and `offers_of` keep the rights of first hires.
"""

from preste.belgium.quarter.reductions.choice import Choices, choose, uses_of
from preste.belgium.quarter.reductions.conditions import Condition, in_horeca
from preste.belgium.quarter.reductions.hire_file import HireFile, Use, hire_file, offers_of
from preste.belgium.quarter.reductions.history import Employment, Member
from preste.belgium.quarter.reductions.lines import Occupation, Situation, WorkerQuarter, structural_category_of
from preste.belgium.quarter.reductions.quarters import Quarter
from preste.belgium.quarter.reductions.ranks import Examined, History, Right, examine, rights_of
from preste.belgium.quarter.reductions.rights import Finding, Offer, findings_of
from preste.belgium.quarter.reductions.worker import Claim, Deduction, LineReductions, WorkingHours, reductions_of

__all__ = [
    "Choices",
    "Claim",
    "Condition",
    "Deduction",
    "Employment",
    "Examined",
    "Finding",
    "HireFile",
    "History",
    "LineReductions",
    "Member",
    "Occupation",
    "Offer",
    "Quarter",
    "Right",
    "Situation",
    "Use",
    "WorkerQuarter",
    "WorkingHours",
    "choose",
    "examine",
    "findings_of",
    "hire_file",
    "in_horeca",
    "offers_of",
    "reductions_of",
    "rights_of",
    "structural_category_of",
    "uses_of",
]
