"""What counts as evidence, and what a certificate must say (S010–S013, S032; rules R-05, R-22)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from registry.rules.notes import Note, Params
from registry.rules.store import rules_on
from registry.values import dataclass


class Evidence(StrEnum):
    """Papers a teacher may hold."""

    CERTIFICATE = "certificate"
    OBSERVATION_REPORT = "observation_report"
    AWARD = "award"
    JP = "jp"
    INVITATION = "invitation"
    ATTENDANCE_LIST = "attendance_list"
    TRAINING_REPORT = "training_report"


_NAMES = {
    Evidence.CERTIFICATE: ("Sertifikat", "A certificate"),
    Evidence.OBSERVATION_REPORT: ("Laporan observasi sejawat", "A peer observation report"),
    Evidence.AWARD: ("Piagam penghargaan", "An award"),
    Evidence.JP: ("Jumlah JP", "The number of lesson hours"),
    Evidence.INVITATION: ("Undangan", "An invitation"),
    Evidence.ATTENDANCE_LIST: ("Daftar hadir", "An attendance list"),
    Evidence.TRAINING_REPORT: ("Laporan pelatihan", "A training report"),
}
_WHY = {
    Evidence.JP: ("32 poin bukan 32 JP.", "32 points are not 32 lesson hours."),
    Evidence.INVITATION: (
        "Undangan tidak membuktikan kegiatan diikuti.",
        "It does not prove that you took part.",
    ),
    Evidence.ATTENDANCE_LIST: (
        "Tetap isilah saat acara; hanya bukan bukti unggah.",
        "Do fill it in at the event; it is just no evidence.",
    ),
    Evidence.TRAINING_REPORT: (
        "Berbeda dengan laporan observasi sejawat (A02), yang dihitung.",
        "Unlike the peer observation report (A02), which counts.",
    ),
}


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """``counts``: yes, no, or ``None`` where evidence is not uploaded or no rule is stored."""

    counts: bool | None
    note: Note


def counts_as_evidence(evidence: Evidence, day: date) -> EvidenceAnswer:
    """Does this paper count as evidence of training in the period of ``day``?"""
    in_force = {rule.id: rule for rule in rules_on(day)}
    name, english = _NAMES[evidence]
    params: Params = {"evidence": name, "year": day.year}
    params_en: Params = {"evidence": english}
    if (rule := in_force.get("R-05")) is not None:
        if evidence in rule.params["counts"]:
            return EvidenceAnswer(True, Note("evidence_yes", ("R-05",), params, params_en))
        why = _WHY[evidence]
        return EvidenceAnswer(
            False, Note("evidence_no", ("R-05",), {**params, "why": why[0]}, {**params_en, "why": why[1]})
        )
    if "R-22" in in_force:
        return EvidenceAnswer(None, Note("evidence_not_uploaded", ("R-22",), params, params_en))
    return EvidenceAnswer(None, Note("no_rule", (), {"date": day}))


class Field(StrEnum):
    """What a clear certificate says."""

    EVENT = "event"
    ORGANIZER = "organizer"
    ROLE = "role"
    EVENT_DATE = "event_date"
    ISSUE_DATE = "issue_date"
    PARTICIPANT = "participant"


_FIELDS = {
    Field.EVENT: ("nama kegiatan", "name of the event"),
    Field.ORGANIZER: ("penyelenggara", "organizer"),
    Field.ROLE: ("peran Anda", "your role"),
    Field.EVENT_DATE: ("tanggal kegiatan", "date of the event"),
    Field.ISSUE_DATE: ("tanggal terbit", "date of issue"),
    Field.PARTICIPANT: ("nama peserta", "participant's name"),
}


def certificate_check(present: Collection[Field]) -> tuple[tuple[Field, ...], Note]:
    """The fields a certificate lacks, and the remark; a certificate that lacks one is "not clear" (S032)."""
    missing = tuple(item for item in Field if item not in present)
    if not missing:
        return (), Note("certificate_clear", ("R-05",))
    listed = ", ".join(_FIELDS[item][0] for item in missing)
    return missing, Note(
        "certificate_unclear",
        ("R-05",),
        {"fields": listed},
        {"fields": ", ".join(_FIELDS[item][1] for item in missing)},
    )
