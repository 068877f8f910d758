"""The office: the month's payroll in a browser. A Django project over the same records, rules and lines."""
