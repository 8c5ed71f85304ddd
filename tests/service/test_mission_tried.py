"""Every row of the mission, tried: an advert is checked, a plan added up, a question answered, a page read.

``tests/registry/rules/test_mission.py`` holds that each row has a place; here each row does what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.reading.signals.catalogue import catalogue
from registry.rules.evidence import Evidence, Field, certificate_check, counts_as_evidence
from registry.rules.points import activities
from registry.rules.rule import Tier
from registry.rules.store import rules

Try = Callable[["Visitor"], object]
SPAM = "Diklat gratis 16-17 Maret 2024, 32 JP untuk PMM. Syarat share ke 3 grup WA guru. bit.ly/rekaan"
KOMBEL = "Webinar berbagi praktik baik Kombel Melati (rekaan), 16 Maret 2024, 32 JP, gratis. forms.gle/rekaan"
DINAS = "Dinas Pendidikan Kota Bandung: Bimtek 16-17 Maret 2024, daftar s.id/rekaan"
NOBODY = "Diklat 16 Maret 2024 oleh Lembaga Cerdas Rekaan, daftar bit.ly/rekaan"
LATER = "Webinar 7 Februari 2026 MGMP IPA SMP Kabupaten Bantul, 32 JP, daftar s.id/rekaan"


class Visitor:
    """A teacher with a browser, or a program: what they can ask, and what they read."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def check(self, text: str, day: str = "2024-03-01", **more: Any) -> dict[str, Any]:
        """``POST /v1/check``."""
        answer = self._client.post("/v1/check", json={"text": text, "date": day, **more})
        assert answer.status_code == 200
        return dict(answer.get_json())

    def said(self, text: str, day: str = "2024-03-01") -> str:
        """Every sentence of the answer to a check, in one string."""
        answer = self.check(text, day)
        parts = [answer["headline"], answer["share"]]
        parts += [it["text"] for name in ("reasons", "signals", "advice") for it in answer[name]]
        return " ".join(parts + [it["text"] for it in answer.get("usefulness", {}).get("notes", ())])

    def codes(self, text: str, day: str = "2024-03-01") -> set[str]:
        """The codes of signals, notes and advice."""
        answer = self.check(text, day)
        notes = answer.get("usefulness", {}).get("notes", [])
        return {it["code"] for it in (*answer["signals"], *answer["advice"], *answer["reasons"], *notes)}

    def plan(self, *done: tuple[str, int], **more: Any) -> dict[str, Any]:
        """``POST /v1/plan`` for the first half of 2024, or for ``year``."""
        items = [{"code": code, "quantity": quantity, **more.pop("item", {})} for code, quantity in done]
        answer = self._client.post("/v1/plan", json={"year": 2024, "activities": items, **more})
        assert answer.status_code == 200
        return dict(answer.get_json())

    def page(self, address: str, **query: str) -> str:
        """The words of a page."""
        html = self._client.get(address, query_string=query).text
        return unescape(
            re.sub(r"\s+", " ", re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.S))
        )

    def verdict_page(self, text: str) -> str:
        """The words of the page that answers a pasted message."""
        html = self._client.post("/cek", data={"text": text}).text
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))

    def planned(self, **fields: str) -> str:
        """``/rencana`` after sending it."""
        return unescape(self._client.post("/rencana", data=fields).text)

    def rules(self, day: str) -> dict[str, dict[str, Any]]:
        """``GET /v1/rules``: those in force, by id."""
        return {
            it["id"]: it for it in self._client.get("/v1/rules", query_string={"on": day}).get_json()["rules"]
        }


def conflict(visitor: Visitor, one: str, other: str) -> bool:
    """Whether two claims are shown side by side in March 2024."""
    told = visitor.check(KOMBEL)["usefulness"]["conflicts"]
    return [one, other] in told or [other, one] in told


def evidence(what: Evidence) -> bool | None:
    """Whether a paper counts in 2024."""
    return counts_as_evidence(what, date(2024, 3, 1)).counts


def points_of(code: str) -> tuple[int, str]:
    """Points and evidence of an activity."""
    return activities()[code].points, activities()[code].evidence


TRIES: dict[str, Try] = {
    "S001": lambda v: {"level", "reasons", "usefulness"} <= v.check(SPAM).keys(),
    "S002": lambda v: Tier.T3 in {it.tier for rule in rules().values() for it in rule.citations},
    "S003": lambda v: "0812" not in v.check(SPAM + " 0812-0000-0001")["share"] and v.check(SPAM)["share"],
    "S004": lambda v: (
        v.check("Webinar diklat gratis guru, 16 Maret 2024, daftar s.id/a")["level"] == "unknown"
    ),
    "S005": lambda v: any(
        "3 grup" in it.get("quote", "") for it in v.check(SPAM)["signals"] if it["code"] == "N01"
    ),
    "S006": lambda v: v.check(NOBODY)["headline"] == "Penyelenggara belum dikenal",
    "S007": lambda v: v.check("", url="https://gtk.kemendikdasmen.go.id/x")["level"] == "recognized",
    "S008": lambda v: "P01" in v.codes(KOMBEL + " https://guru.kemdikbud.go.id/komunitas/rekaan"),
    "S009": lambda v: "berisiko" in v.said(NOBODY) or "tidak diakui" in v.said(NOBODY),
    "S010": lambda v: "jp_not_points" in v.codes(KOMBEL),
    "S011": lambda v: evidence(Evidence.INVITATION) is False,
    "S012": lambda v: evidence(Evidence.ATTENDANCE_LIST) is False,
    "S013": lambda v: evidence(Evidence.TRAINING_REPORT) is False and evidence(Evidence.OBSERVATION_REPORT),
    "S014": lambda v: (
        "N12" in v.codes("Sertifikat 32 JP untuk poin PMM, webinar 7 Februari 2026", "2026-02-01")
    ),
    "S015": lambda v: "no_hurry" in v.codes(KOMBEL),
    "S016": lambda v: "PMM" in v.said(KOMBEL) and "Ruang GTK" in v.said(LATER, "2026-02-01"),
    "S017": lambda v: "path_community" in v.codes(KOMBEL),
    "S018": lambda v: "path_webinar" in v.codes(KOMBEL),
    "S019": lambda v: "path_topic" in v.codes(KOMBEL),
    "S020": lambda v: "periode berjalan" in v.said(KOMBEL),
    "S021": lambda v: "path_attend" in v.codes(KOMBEL),
    "S022": lambda v: "path_certificate" in v.codes(KOMBEL),
    "S023": lambda v: "Periksa dulu sebelum mendaftar" in v.page("/"),
    "S024": lambda v: (
        next(it["code"] for it in v.check(KOMBEL)["advice"] if it["kind"] == "path") == "path_platform"
    ),
    "S025": lambda v: "Untuk butir RHK" in v.page("/rencana"),
    "S026": lambda v: {"who", "risk"} <= {it["question"] for it in v.check(SPAM)["reasons"]},
    "S027": lambda v: "days_left" in v.codes(KOMBEL),
    "S028": lambda v: "Yang Anda pertaruhkan" in v.verdict_page(SPAM),
    "S029": lambda v: "plan_below" in {it["code"] for it in v.plan(("A05", 7))["notes"]},
    "S030": lambda v: "7607" in str(v.rules("2024-03-01")["R-01"]["citations"]),
    "S031": lambda v: "R-06" in v.rules("2024-03-01") and "R-06" not in v.rules("2025-03-01"),
    "S032": lambda v: len(certificate_check(frozenset())[0]) == len(Field) == 6,
    "S033": lambda v: v.plan(("A09", 1), item={"first": "2024-07-02"})["points"] == 0,
    "S034": lambda v: "kepala sekolah" in v.page("/rencana"),
    "S035": lambda v: "K-03" in rules() and rules()["K-03"].force == "opinion",
    "S036": lambda v: "ASN (PNS atau PPPK)" in v.page("/wajib"),
    "S037": lambda v: "Tanpa akun" in v.page("/"),
    "S038": lambda v: "tidak disimpan di server" in v.page("/rencana"),
    "S039": lambda v: "Tanggal SKP ditetapkan" in v.page("/rencana"),
    "S040": lambda v: (
        [v.plan(half=half)["period"] for half in (1, 2)] == ["Januari–Juni 2024", "Juli–Desember 2024"]
    ),
    "S041": lambda v: "superior_decides" in v.codes(KOMBEL),
    "S042": lambda v: "R-04" in v.rules("2024-03-01") and len(activities()) == 10,
    "S043": lambda v: "disusun di awal, dijalankan, lalu dinilai" in v.page("/rencana"),
    "S044": lambda v: "Pilih yang Anda butuhkan" in v.page("/rencana"),
    "S045": lambda v: "kepala sekolah" in v.page("/rencana").split("5. Rangkuman", 1)[1].casefold(),
    "S046": lambda v: "sebaiknya di komputer" in v.page("/rencana"),
    "S047": lambda v: "Periksa data diri" in v.page("/rencana"),
    "S048": lambda v: "SK tugas mengajar terakhir" in v.page("/rencana"),
    "S049": lambda v: (
        v.plan(("A09", 1), item={"first": "2024-06-29", "issued": "2024-07-05"})["lines"][0]["fit"] == "ask"
    ),
    "S050": lambda v: (
        [
            v.plan(("A09", 1), item={"first": day})["points"]
            for day in ("2024-03-15", "2023-12-20", "2024-07-02")
        ]
        == [4, 0, 0]
    ),
    "S051": lambda v: all(f"{step}. " in v.page("/rencana") for step in range(1, 6)),
    "S052": lambda v: "Rekomendasi rapor pendidikan" in v.page("/rencana"),
    "S053": lambda v: (
        [v.plan(("A09", count))["target"] for count in (7, 8, 33)] == ["below", "within", "above"]
    ),
    "S054": lambda v: "3. Tugas tambahan" in v.page("/rencana"),
    "S055": lambda v: "4. Perilaku kerja" in v.page("/rencana"),
    "S056": lambda v: "5. Rangkuman" in v.page("/rencana"),
    "S057": lambda v: "Diskusikan dengan kepala sekolah" in v.page("/rencana"),
    "S058": lambda v: "linimasa" in v.page("/rencana"),
    "S059": lambda v: all("supporting_only" in v.codes(text) for text in (SPAM, KOMBEL, DINAS)),
    "S060": lambda v: "penunjang" in v.page("/") and "R-13" in v.rules("2024-03-01"),
    "S061": lambda v: evidence(Evidence.AWARD) and evidence(Evidence.OBSERVATION_REPORT),
    "S062": lambda v: "RPP atau modul ajar" in v.planned(year="2024"),
    "S063": lambda v: v.check(KOMBEL)["usefulness"]["period"] == "Januari–Juni 2024",
    "S064": lambda v: "menurut" in v.said(KOMBEL).casefold(),
    "S065": lambda v: (
        "O1" in str(v.rules("2024-03-01")["R-10"]) or "PMM" in str(v.rules("2024-03-01")["R-10"])
    ),
    "S066": lambda v: len(v.page("/")) < 20_000,
    "S067": lambda v: "dinas" in v.said(DINAS).casefold(),
    "S068": lambda v: "AHU" in v.said("PGRI mengadakan seminar 16 Maret 2024, daftar s.id/rekaan"),
    "S069": lambda v: (
        "ketua" in v.said("KKG Gugus 2 Kecamatan Depok: workshop 16 Maret 2024, s.id/a").casefold()
        or "kecamatan" in v.said("KKG Gugus 2 Kecamatan Depok: workshop 16 Maret 2024, s.id/a").casefold()
    ),
    "S070": lambda v: "P06" in catalogue().rules,
    "S071": lambda v: "T3" in str(v.rules("2024-03-01")["R-10"]["citations"]),
    "S072": lambda v: "alat bantu" in v.rules("2024-03-01")["R-08"]["text"].casefold(),
    "S073": lambda v: (
        "N19" in v.codes("Pelatihan mandiri di PMM wajib selesai 20 Maret 2024, semua guru harus")
    ),
    "S074": lambda v: "manfaat" in v.said(LATER, "2026-02-01"),
    "S075": lambda v: "Punya akun belajar.id?" in v.page("/wajib") and "Dapodik" in v.page("/wajib"),
    "S076": lambda v: "Ya, wajib" in v.page("/wajib", status="asn", year="2024"),
    "S077": lambda v: "Tidak perlu mengejar poin" in v.page("/wajib", status="non_asn", year="2024"),
    "S078": lambda v: (
        v.page("/wajib", status="asn", year="2024") != v.page("/wajib", status="asn", year="2025")
    ),
    "S079": lambda v: conflict(v, "K-01", "R-07"),
    "S080": lambda v: rules()["R-07"].valid_from.isoformat() == "2024-01-01",
    "S081": lambda v: (rules()["R-03"].params["min"], rules()["R-03"].params["max"]) == (32, 128),
    "S082": lambda v: v.plan(("A08", 1), ("A01", 1))["points"] == 32,
    "S083": lambda v: points_of("A01") == (8, "certificate"),
    "S084": lambda v: points_of("A02") == (8, "observation_report"),
    "S085": lambda v: points_of("A03") == (36, "certificate") and v.plan(("A03", 2))["points"] == 0,
    "S086": lambda v: points_of("A04") == (8, "certificate"),
    "S087": lambda v: points_of("A05") == (4, "certificate"),
    "S088": lambda v: points_of("A06") == (128, "certificate"),
    "S089": lambda v: points_of("A07") == (8, "certificate"),
    "S090": lambda v: points_of("A08") == (24, "certificate"),
    "S091": lambda v: points_of("A09") == (4, "certificate"),
    "S092": lambda v: points_of("A10") == (12, "award"),
}


def test_every_row_is_tried() -> None:
    assert list(TRIES) == [f"S{number:03}" for number in range(1, 93)]


@pytest.mark.parametrize("row", TRIES)
def test_the_row_does_what_it_asks_for(row: str, client: FlaskClient) -> None:
    assert TRIES[row](Visitor(client))
