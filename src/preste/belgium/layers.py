"""Every layer of rules and every fact there is: for references, glossaries, titles and tests."""

from collections.abc import Mapping

from preste.belgium.benefits.facts import BENEFIT_FACTS
from preste.belgium.benefits.plans import BENEFITS
from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.belgium.collection.plans import COLLECTION
from preste.belgium.contingents.facts import CONTINGENT_FACTS
from preste.belgium.contingents.plans import CONTINGENTS
from preste.belgium.exit.after import AFTER_END, AFTER_END_FACTS
from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.indemnity import CONTRIBUTION_812, SEVERANCE
from preste.belgium.facts import FACTS
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.holiday.plans import HOLIDAY
from preste.belgium.plans import (
    BASES,
    CHANGED,
    COUNTRY,
    FLEXI_PAY,
    GARNISHING,
    GIVEN_NET,
    INDEXING,
    REGIMES,
    REPLACEMENT,
    SETTLING,
    STUDENT_HOURS,
    TOGETHER,
)
from preste.belgium.quarter.facts import QUARTER_FACTS
from preste.belgium.quarter.plans import QUARTER_LAYERS
from preste.belgium.quarter.reductions.facts import REDUCTION_FACTS
from preste.belgium.quarter.reductions.plans import REDUCTIONS
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.belgium.year_end.plans import ENTERED, SCHEME
from preste.engine import Fact, Layer

_OF_A_MONTH = (
    COUNTRY,
    STUDENT_HOURS,
    *BASES.values(),
    *CHANGED.values(),
    *(layer for layers in REGIMES.values() for layer in layers),
    FLEXI_PAY,
    TOGETHER,
    SETTLING,
    GARNISHING,
)
ALONE: tuple[Layer, ...] = (
    GIVEN_NET,
    REPLACEMENT,
    INDEXING,
    SEVERANCE,
    CONTRIBUTION_812,
    AFTER_END,
    *HOLIDAY.values(),
    SCHEME,
    ENTERED,
    *BENEFITS,
    *QUARTER_LAYERS,
    *REDUCTIONS,
    *COLLECTION,
    *CONTINGENTS,
)
"""Those that are no part of a month's pay."""

LAYERS: tuple[Layer, ...] = tuple({layer.name: layer for layer in (*_OF_A_MONTH, *ALONE)}.values())
"""Each layer once: those of a month's pay first."""

EVERY_FACT: Mapping[str, Fact] = {
    **FACTS,
    **SEVERANCE_FACTS,
    **AFTER_END_FACTS,
    **HOLIDAY_FACTS,
    **YEAR_END_FACTS,
    **BENEFIT_FACTS,
    **QUARTER_FACTS,
    **REDUCTION_FACTS,
    **COLLECTION_FACTS,
    **CONTINGENT_FACTS,
}
"""What any plan may be given."""
