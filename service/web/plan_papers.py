"""Which papers a plan still lacks, by the rules of its period."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from registry.rules.evidence import Evidence, counts_as_evidence
from registry.rules.periods import Period
from registry.rules.points import activities
from service.web import language as lang
from service.web.plan_form import Row


def papers() -> dict[str, str]:
    """What a teacher may hold already, by code, in the page's language."""
    return {
        Evidence.CERTIFICATE: _("sertifikat"),
        Evidence.OBSERVATION_REPORT: _("laporan observasi sejawat"),
        Evidence.AWARD: _("piagam penghargaan"),
        Evidence.ATTENDANCE_LIST: _("daftar hadir"),
        Evidence.INVITATION: _("undangan"),
        Evidence.TRAINING_REPORT: _("laporan pelatihan"),
    }


def missing_papers(rows: Sequence[Row], period: Period) -> list[str]:
    """A sentence for each row whose paper is not there or does not count; none where nothing is uploaded."""
    said = []
    for row in rows:
        name = row.name or (activities()[row.kind].name(lang.language().value) if row.kind else "")
        wanted = activities()[row.kind].evidence if row.kind else Evidence.CERTIFICATE.value
        if row.have in tuple(Evidence):
            answer = counts_as_evidence(Evidence(row.have), period.first)
            if answer.counts is not False:
                continue
            said.append(f"{name}: {answer.note.text(lang.language().value)}")
        elif counts_as_evidence(Evidence(wanted), period.first).counts:
            said.append(_("%(name)s: belum ada %(paper)s.", name=name, paper=papers()[wanted]))
    return said
