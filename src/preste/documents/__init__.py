"""Documents for people: the payslip as PDF, the explanation as a page."""
