"""Errors as pages: what happened, and what to do. Never what was sent."""

from __future__ import annotations

import traceback
from pathlib import Path

from flask import Flask, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from registry.ledger import LedgerError
from registry.snapshot.errors import SnapshotError
from service.log import log


def install(app: Flask) -> None:
    """Answer every error with a page."""

    @app.errorhandler(CSRFError)
    def on_forged(_error: CSRFError) -> tuple[str, int]:
        what = _("Formulir ini tidak dikirim dari meja kerja, atau sesi sudah berganti.")
        todo = _("Muat ulang, lalu kirim lagi.")
        return _page(400, f"{what} {todo}")

    @app.errorhandler(LedgerError)
    @app.errorhandler(SnapshotError)
    def on_store(error: LedgerError | SnapshotError) -> tuple[str, int]:
        log.error("desk store", reason=str(error))
        return _page(503, str(error))

    @app.errorhandler(HTTPException)
    def on_http(error: HTTPException) -> tuple[str, int] | HTTPException:
        if error.response is not None or error.code is None or error.code < 400:
            return error
        return _page(error.code, _words().get(error.code, error.name))

    @app.errorhandler(Exception)
    def on_failure(error: Exception) -> tuple[str, int]:
        place = traceback.extract_tb(error.__traceback__)
        frames = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in place[-6:]]
        log.error("failure", kind=type(error).__name__, frames=frames)
        return _page(500, _words()[500])


def _page(status: int, what: str) -> tuple[str, int]:
    return render_template("error.html", status=status, what=what), status


def _words() -> dict[int, str]:
    return {
        400: _("Isian ini tidak dapat dibaca. Periksa, lalu kirim lagi."),
        401: _("Masuk dulu, lalu coba lagi."),
        403: _("Peran Anda tidak membuka halaman ini."),
        404: _("Tidak ada apa-apa di alamat ini."),
        405: _("Halaman ini tidak menerima cara kirim itu."),
        413: _("Berkas terlalu besar."),
        429: _("Terlalu banyak percobaan dari alamat ini. Tunggu semenit."),
        500: _("Ada yang salah di pihak kami. Kejadiannya sudah dicatat."),
    }
