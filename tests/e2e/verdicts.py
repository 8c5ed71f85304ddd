"""Answers of ``POST /v1/check`` as the interface defines them, one per level."""

from __future__ import annotations

from typing import Any

_SOURCE = {"name": "Registri CekDiklat", "url": "https://disdik.bandung.go.id/", "seen_on": "2026-11-20"}

_REASONS: dict[str, dict[str, Any]] = {
    "recognized": {
        "code": "vouched",
        "text": "Tautan ini diumumkan Dinas Pendidikan Kota Bandung di situsnya sendiri,"
        " disdik.bandung.go.id.",
        "source": _SOURCE,
    },
    "claimed": {
        "code": "named_only",
        "text": "Nama Dinas Pendidikan Kota Bandung hanya tertulis di teks."
        " Belum ada bukti bahwa tautan ini miliknya. Situs resminya disdik.bandung.go.id.",
        "quote": "Dinas Pendidikan Kota Bandung mengundang Bapak/Ibu guru",
        "source": _SOURCE,
    },
    "unknown": {
        "code": "named_unknown",
        "text": "“Kombel Merah Delima (rekaan)” belum ada di registri kami."
        " Belum tercatat bukan berarti buruk.",
        "quote": "Kombel Merah Delima (rekaan)",
        "source": {"name": "Registri CekDiklat", "url": None, "seen_on": "2026-11-20"},
    },
    "caution": {
        "code": "N01",
        "text": "Diminta membagikan info ke beberapa grup atau orang sebagai syarat ikut.",
        "quote": "wajib share ke 3 grup WhatsApp",
        "rule": "S005",
    },
    "danger": {
        "code": "N08",
        "text": "Diminta kata sandi, OTP, atau PIN. Penyelenggara yang benar tidak pernah memintanya.",
        "quote": "Masukkan kata sandi akun belajar.id",
        "rule": "S026",
    },
}

_HEADLINES = {
    "recognized": "Penyelenggara diakui",
    "claimed": "Mengaku dari Dinas Pendidikan Kota Bandung, belum terbukti",
    "unknown": "Penyelenggara belum dikenal",
    "caution": "Tanyakan dulu",
    "danger": "Jangan isi data dulu",
}


def verdict(level: str, /, **changes: Any) -> dict[str, Any]:
    """A full answer of this level; ``changes`` replace top-level fields."""
    answer: dict[str, Any] = {
        "level": level,
        "headline": _HEADLINES[level],
        "reasons": [_REASONS[level]],
        "organizers": [],
        "signals": [],
        "event": {"is_training": True, "dates": ["2026-12-05"], "jp": 4, "fee": 0, "activity": None},
        "usefulness": {
            "period": "2026",
            "rules": ["R-2026"],
            "note": "Untuk 2026 tidak ada poin dan sertifikat tidak diunggah. Nilainya pada ilmunya.",
        },
        "link": {
            "key": "gform:1FAIpQLSrekaan0001",
            "url": "https://docs.google.com/forms/d/e/1FAIpQLSrekaan0001",
            "host": "docs.google.com",
        },
        "advice": [
            {"code": "ask_who", "kind": "ask", "text": "Siapa penyelenggaranya, dan di mana itu bisa dicek?"},
            {
                "code": "path_platform",
                "kind": "path",
                "text": "Buka Ruang GTK dan cari kegiatan belajar di sana dulu.",
            },
        ],
        "snapshot": "2026-11-20-1",
    }
    if level in {"recognized", "claimed"}:
        answer["organizers"] = [
            {
                "id": "dinas-32.73",
                "name": "Dinas Pendidikan Kota Bandung",
                "kind": "dinas",
                "region": {"code": "32.73", "name": "Kota Bandung"},
                "relation": "vouched" if level == "recognized" else "mention",
                "score": 1.0,
            }
        ]
    return answer | changes
