"""The sectors whose notices of 2013 the law book holds, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preste.belgium.exit.part_1 import ARTICLE_59, GENERAL, sectors


def sector_choices() -> list[tuple[str, str]]:
    """Nothing told, then each sector with its words."""
    return [("", "—"), *((one, _words(one)) for one in sectors())]


def _words(sector: str) -> str:
    if sector == GENERAL:
        return _("aucun arrêté royal du secteur : régime général (CCT n° 75)")
    if sector == ARTICLE_59:
        return _("accord de stabilité d'emploi : loi du 3 juillet 1978, art. 59")
    return _("arrêté royal de la commission paritaire %(n)s") % {"n": sector}
