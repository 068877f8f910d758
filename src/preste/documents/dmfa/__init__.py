"""The DmfA to read on paper: the employer's summary, then a page a worker, beside an earlier quarter's."""

from preste.documents.dmfa.view import Known, dmfa_sheets
from preste.documents.dmfa.write import TEMPLATE, render_dmfa

__all__ = ["TEMPLATE", "Known", "dmfa_sheets", "render_dmfa"]
