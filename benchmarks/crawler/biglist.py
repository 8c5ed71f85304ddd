"""A list of any length as paged JSON, and the source file that reads it. Every entry is fictional
(rekaan)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.internet.http import Asked, Reply, json_reply, not_found

SIZE = 5_000
REGIONS = ("Jawa Barat", "Jawa Tengah", "Jawa Timur", "Banten", "Bali", "Aceh", "Riau", "Papua")

DEFINITION = """
id = "daftar-besar-rekaan"
title = "Daftar besar (rekaan)"
publisher = "Rekaan"
trusted_because = "Fictional; only for measuring, trusted by nobody else."
verified = 2026-11-22
every_days = 365
automatic = false
kind = "school"
[read]
reader = "json"
items = "data"
start = ["https://daftar.example.go.id/sekolah?offset=0"]
[read.paging]
offset = "offset"
size = 5000
total = "meta.total"
[columns]
registration = "npsn"
name = "nama"
region = "provinsi"
[region]
by = "column"
[bounds]
least = 1
[bounds.shapes]
registration = "npsn"
name = "school_name"
"""


@dataclass(slots=True)
class BigList:
    """``count`` schools, 5,000 a page."""

    count: int
    host: str = "daftar.example.go.id"
    certificate: str = "good"

    def reply(self, asked: Asked) -> Reply:
        """One page."""
        if asked.path != "/sekolah":
            return not_found()
        offset = int(asked.query.get("offset", "0"))
        rows = [
            {
                "npsn": f"{n + 10_000_000}",
                "nama": f"SD NEGERI REKAAN {n}",
                "provinsi": REGIONS[n % len(REGIONS)],
            }
            for n in range(offset, min(offset + SIZE, self.count))
        ]
        return json_reply({"meta": {"total": self.count}, "data": rows})
