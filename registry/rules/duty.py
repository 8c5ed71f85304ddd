"""Who must use Pengelolaan Kinerja, by status, role and year (S075–S079; rules R-07, R-09, R-24)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from registry.rules.notes import Note
from registry.rules.store import conflicts, rules, rules_on
from registry.rules.views import conflict_note
from registry.values import dataclass


class Status(StrEnum):
    """Employment of the asker. PNS and PPPK are both ``asn``."""

    ASN = "asn"
    NON_ASN = "non_asn"
    MADRASAH = "madrasah"  # teachers under the ministry of religion, central civil servants: no data


class TeacherRole(StrEnum):
    """The asker's role."""

    TEACHER = "guru"
    HEAD = "kepala_sekolah"


class Duty(StrEnum):
    """The answer."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DutyAnswer:
    """The answer, remarks, and pairs of rules that contradict each other (ids)."""

    duty: Duty
    notes: tuple[Note, ...]
    rules: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. ``has_belajar_id`` and ``in_dapodik``: ``None`` when not said."""

    status: Status
    role: TeacherRole = TeacherRole.TEACHER
    has_belajar_id: bool | None = None
    in_dapodik: bool | None = None


def must(asker: Asker, year: int) -> DutyAnswer:
    """Must this teacher use Pengelolaan Kinerja in ``year``? "Unknown" where no rule about it is stored."""
    day = date(year, 3, 1)
    in_force = rules_on(day)
    role = {"role": "Guru" if asker.role is TeacherRole.TEACHER else "Kepala sekolah", "year": year}
    if asker.status is Status.MADRASAH:
        return DutyAnswer(Duty.UNKNOWN, (Note("madrasah_unknown"), Note("must_unknown", (), role)), ())
    deciding = next((rule for rule in in_force if asker.status.value in rule.params), None)
    if deciding is None:
        behind = tuple(rule.id for rule in in_force if rule.kind == "period")
        return DutyAnswer(Duty.UNKNOWN, (Note("must_unknown", behind, role),), behind)
    duty = Duty(deciding.params[asker.status.value])
    notes = [Note(f"must_{duty.value}", (deciding.id,), role)]
    if duty is Duty.REQUIRED and rules()["R-09"].holds(day):
        lacking = asker.has_belajar_id is False or asker.in_dapodik is False
        notes.append(Note("must_no_account" if lacking else "must_conditions", ("R-09",)))
    if rules()["R-08"].holds(day):
        notes.append(Note("pmm_voluntary", ("R-08",)))
    pairs = tuple((a.id, b.id) for a, b in conflicts(in_force) if deciding.id in (a.id, b.id))
    notes += [conflict_note(*pair) for pair in pairs]
    notes.append(Note("superior_decides"))
    return DutyAnswer(duty, tuple(notes), (deciding.id,), pairs)
