"""The permanent numbers that the ONSS would give to everything in a declaration, and its notice of a modification."""

from __future__ import annotations

from itertools import count
from typing import Any

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


def notice_message(
    update: model.UpdateForm, known: DeclarationNumbers, *, first: int = 9000, decision: str = "A", ticket: str = "M1"
) -> bytes:
    """The numbers of the ONSS's DmfAUpdateNotification of a modification, without the zones that no reader needs: each
    block that it touches, under a version from `first` on.

    `decision`: "A" taken as declared, "M" changed by the ONSS, "R" refused.
    """
    versions, change = count(first), update.employer_declaration_update
    people = "".join(_noticed(one, known, versions, decision) for one in change.natural_person_updates)
    unrelated = "".join(
        f"<CUNPUpdateNotif><CUNPDclPart><UnrelatedEmployerClass>{one.unrelated_employer_class}</UnrelatedEmployerClass>"
        f"<UnrelatedWorkerCode>{one.unrelated_worker_code}</UnrelatedWorkerCode>"
        f"<UnrelatedAmount>{one.unrelated_amount or 0:015d}</UnrelatedAmount>"
        f"<ContUnrelatedToNPNewVersionNbr>{next(versions)}</ContUnrelatedToNPNewVersionNbr>"
        f"<CodeSubjected>0</CodeSubjected><Action>{one.update_action}</Action>"
        f"<BlockDecisionIndicator>{decision}</BlockDecisionIndicator></CUNPDclPart></CUNPUpdateNotif>"
        for one in (each.cunp_update_action for each in change.contributions_unrelated_to_np)
    )
    cars = "".join(
        f"<CompanyVehicleUpdateNotif><CompanyVehicleDclPart>"
        f"<CompanyVehicleSequenceNbr>{one.company_vehicle_sequence_nbr:07d}</CompanyVehicleSequenceNbr>"
        f"<LicensePlate>{one.license_plate}</LicensePlate>"
        f"<CompanyVehicleNewVersionNbr>{next(versions)}</CompanyVehicleNewVersionNbr><Action>{one.update_action}</Action>"
        f"<BlockDecisionIndicator>{decision}</BlockDecisionIndicator></CompanyVehicleDclPart></CompanyVehicleUpdateNotif>"
        for one in change.company_vehicle_update_actions
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><DmfAUpdateNotification><Form><Identification>DMFANOT</Identification>'
        "<FormCreationDate>2026-11-20</FormCreationDate><FormCreationHour>10:00:00.000</FormCreationHour>"
        "<AttestationStatus>0</AttestationStatus><TypeForm>SU</TypeForm>"
        f"{_reference(1, ticket)}{_reference(3, ticket)}"
        f"<EmployerDeclarationUpdateNotif><Quarter>{change.quarter}</Quarter>"
        f"<NOSSRegistrationNbr>{change.noss_registration_nbr}</NOSSRegistrationNbr><Trusteeship>0</Trusteeship>"
        f"<CompanyID>{change.company_id}</CompanyID><TransmissionMode>CS</TransmissionMode>"
        f"<EmployerDeclarationPID>{known.declaration}</EmployerDeclarationPID><Action>7</Action>"
        f"<SubGroupInformation><SubGroup>1</SubGroup><UserQuality>22</UserQuality></SubGroupInformation>"
        f"{people}{unrelated}{cars}</EmployerDeclarationUpdateNotif>"
        "<RectificationAmount><DebitAmount>000000000000000</DebitAmount></RectificationAmount>"
        "</Form></DmfAUpdateNotification>"
    ).encode()


def _reference(kind: int, number: str) -> str:
    return (
        f"<Reference><ReferenceType>{kind}</ReferenceType><ReferenceOrigin>2</ReferenceOrigin>"
        f"<ReferenceNbr>{number}</ReferenceNbr></Reference>"
    )


def _noticed(one: model.NaturalPersonUpdate, known: DeclarationNumbers, versions: Any, decision: str) -> str:
    former = known.people.get(one.inss)
    person, declared = (former.person, former.declared_person) if former else (next(versions), next(versions))
    lines = ""
    for record in one.worker_record_updates:
        action = record.worker_record_update_action
        jobs = "".join(
            f"<OccupationUpdateNotification><OccupationSequenceNbr>{job.occupation_sequence_nbr:02d}</OccupationSequenceNbr>"
            f"<OccupationNewVersionNbr>{next(versions)}</OccupationNewVersionNbr><Action>{action.update_action}</Action>"
            "</OccupationUpdateNotification>"
            for job in action.occupation_updates
        )
        lines += (
            f"<WorkerRecordUpdateNotif><WRDclPart><EmployerClass>{action.employer_class}</EmployerClass>"
            f"<WorkerCode>{action.worker_code}</WorkerCode>"
            f"<WorkerRecordNewVersionNbr>{next(versions)}</WorkerRecordNewVersionNbr>"
            f"<Action>{action.update_action}</Action>{jobs}</WRDclPart></WorkerRecordUpdateNotif>"
        )
    return (
        f"<NaturalPersonUpdateNotif><NaturalPersonSequenceNbr>{one.natural_person_sequence_nbr:07d}"
        f"</NaturalPersonSequenceNbr><INSS>{one.inss}</INSS><NaturalPersonPID>{person}</NaturalPersonPID>"
        f"<DeclNaturalPersonPID>{declared}</DeclNaturalPersonPID>"
        f"<DeclNaturalPersonNewVersionNbr>{next(versions)}</DeclNaturalPersonNewVersionNbr><Action>7</Action>"
        f"<BlockDecisionIndicator>{decision}</BlockDecisionIndicator>{lines}</NaturalPersonUpdateNotif>"
    )
