"""The permanent numbers that the ONSS would give to everything in a declaration."""

from __future__ import annotations

from preste.declarations.dmfa import model
from preste.declarations.dmfa.pids import DeclarationNumbers, PersonNumbers, RecordNumbers


def numbers_of(form: model.Form) -> DeclarationNumbers:
    """Numbers for everything in a declaration, as the ONSS would give them."""
    declaration = form.employer_declaration
    people = {}
    for rank, person in enumerate(declaration.natural_persons, 1):
        records = {
            (record.employer_class, record.worker_code): RecordNumbers(
                300 + rank, {one.occupation_sequence_nbr: 400 + rank for one in record.occupations}
            )
            for record in person.worker_records
        }
        people[person.inss] = PersonNumbers(100 + rank, 200 + rank, 200 + rank, records)
    return DeclarationNumbers(
        quarter=declaration.quarter,
        onss_number=declaration.noss_registration_nbr,
        declaration=99,
        people=people,
        unrelated={
            (one.unrelated_employer_class, one.unrelated_worker_code): 500 + rank
            for rank, one in enumerate(declaration.contributions_unrelated_to_np)
        },
        vehicles={one.license_plate: 600 for one in declaration.company_vehicles},
    )


def pids_message(form: model.Form) -> bytes:
    """The ONSS's DmfAPID with these numbers, as bytes."""
    numbers = numbers_of(form)
    people = "".join(
        f"<IDNaturalPerson><INSS>{inss}</INSS><NaturalPersonPID>{one.person}</NaturalPersonPID>"
        f"<DeclNaturalPersonPID>{one.declared_person}</DeclNaturalPersonPID>"
        f"<DeclNaturalPersonVersionNbr>{one.version}</DeclNaturalPersonVersionNbr>"
        + "".join(_record(*key, record) for key, record in one.records.items())
        + "</IDNaturalPerson>"
        for inss, one in numbers.people.items()
    )
    vehicles = "".join(
        f"<IDCompanyVehicle><LicensePlate>{plate}</LicensePlate>"
        f"<CompanyVehicleVersionNbr>{version}</CompanyVehicleVersionNbr></IDCompanyVehicle>"
        for plate, version in numbers.vehicles.items()
    )
    unrelated = "".join(
        f"<IDContributionUnrelatedToNP><UnrelatedEmployerClass>{category}</UnrelatedEmployerClass>"
        f"<UnrelatedWorkerCode>{code}</UnrelatedWorkerCode>"
        f"<ContUnrelatedToNPVersionNbr>{version}</ContUnrelatedToNPVersionNbr></IDContributionUnrelatedToNP>"
        for (category, code), version in numbers.unrelated.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><DmfAPID><Form><IDEmployerDeclaration>'
        f"<Quarter>{numbers.quarter}</Quarter><NOSSRegistrationNbr>{numbers.onss_number}</NOSSRegistrationNbr>"
        f"<EmployerDeclarationPID>{numbers.declaration}</EmployerDeclarationPID>{people}{vehicles}{unrelated}"
        "</IDEmployerDeclaration></Form></DmfAPID>"
    )
    return text.encode()


def _record(category: str, code: str, record: RecordNumbers) -> str:
    occupations = "".join(
        f"<IDOccupation><OccupationSequenceNbr>{number}</OccupationSequenceNbr>"
        f"<OccupationVersionNbr>{version}</OccupationVersionNbr></IDOccupation>"
        for number, version in record.occupations.items()
    )
    return (
        f"<IDWorkerRecord><EmployerClass>{category}</EmployerClass><WorkerCode>{code}</WorkerCode>"
        f"<WorkerRecordVersionNbr>{record.version}</WorkerRecordVersionNbr>{occupations}</IDWorkerRecord>"
    )
