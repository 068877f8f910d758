"""The payslip (fiche de paie, décompte de paie) as PDF.

`payslip_view` says what is printed, as text; `check_mentions` refuses it when the law asks for more;
`render` and its kin set it in type.
"""

from preste.documents.payslip.mentions import MENTIONS, Mention, check_mentions
from preste.documents.payslip.names import file_name
from preste.documents.payslip.view import payslip_view
from preste.documents.payslip.write import Written, render, render_all, render_batch

__all__ = [
    "MENTIONS",
    "Mention",
    "Written",
    "check_mentions",
    "file_name",
    "payslip_view",
    "render",
    "render_all",
    "render_batch",
]
