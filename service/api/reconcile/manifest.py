"""What the service says about itself, and the words of its schema: types are kinds, properties are few."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from flask import request, url_for

from registry.organizer import Kind
from service.checking.texts import Language, word

Json = dict[str, Any]

BATCH = 100
"""Queries in one batch, and so rows that OpenRefine sends at once; each costs about a millisecond."""
PREVIEW_SIZE = (420, 220)
"""Width and height of the preview's frame in pixels."""
HINTS = {"region": "Wilayah (kode atau nama)", "registration": "NPSN atau nomor badan hukum"}
"""Properties that narrow a query down."""
FACTS = {
    **HINTS,
    "region_code": "Kode wilayah",
    "kind": "Jenis penyelenggara",
    "status": "Status",
    "website": "Situs web",
    "hosts": "Nama host resmi",
    "aliases": "Nama lain",
}
"""Properties that can be fetched once a row is matched."""


def kind_type(kind: Kind) -> Json:
    """A kind of organizer as a type of the protocol."""
    return {"id": kind.value, "name": word(kind.value, Language.INDONESIAN)}


def manifest() -> Json:
    """The service manifest; addresses are those under which the service was asked."""
    root = request.url_root.rstrip("/")
    width, height = PREVIEW_SIZE
    view = f"{root}{url_for('directory.organizer', organizer_id='')}"
    preview = f"{root}{url_for('reconcile.preview', id='')}"
    return {
        "versions": ["0.2"],
        "name": "CekDiklat: penyelenggara pelatihan guru",
        "identifierSpace": view,
        "schemaSpace": "https://schema.org/Organization",
        "serviceVersion": version("cekdiklat"),
        "defaultTypes": [kind_type(kind) for kind in Kind],
        "view": {"url": view + "{{id}}"},
        "preview": {"url": preview + "{{id}}", "width": width, "height": height},
        "suggest": {
            what: {
                "service_url": root,
                "service_path": url_for("reconcile.suggest", what=what),
                "flyout_service_path": url_for("reconcile.flyout", what=what) + "?id=${id}",
            }
            for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {
                "service_url": root,
                "service_path": url_for("reconcile.propose"),
            },
            "property_settings": [],
        },
        "batchSize": BATCH,
    }
