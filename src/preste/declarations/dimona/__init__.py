"""Dimona, the immediate declaration of employment (déclaration immédiate de l'emploi): who begins and who leaves.

| module | what |
|---|---|
| `model` | a declaration, a form, a period that the ONSS knows, an answer |
| `worker_types`, `tree`, `rules`… | the types of worker by date, the structure, what the rules ask |
| `rules_known` | what a form may say of a period that is known |
| `told`, `days`, `places` | what was planned and told for Dimona alone; the hours of days; addresses in parts |
| `wanted`, `compare`, `build` | from records: what should be declared, what differs from what was, the forms due |
| `registrations` | the recorded days of flexi-jobs that are declared by quarter |
| `write`, `read`, `check` | the XML of the batch channel |
| `rest`, `client` | the JSON of the web service, and who sends it |
| `answers` | acknowledgements and notifications of the batch channel |
"""
