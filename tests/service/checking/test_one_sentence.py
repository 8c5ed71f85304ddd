"""One more sentence must not hide a demand: whoever deceives adds it for nothing (decision 0098)."""

from __future__ import annotations

from datetime import date

import pytest

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.level import Level
from tests.service.checking.test_composed import MESSAGES

DEMANDS = (
    "Diklat Nasional Guru, Sabtu 5 Desember 2026, 32 JP, gratis. Kirim kata sandi akun SIMPKB ke admin lewat"
    " wa.me/628000. Daftar s.id/rekaan",
    "Webinar Guru 5 Desember 2026 pukul 09.00 WIB.\nDaftar: https://forms.gle/rekaan\nIsi nama, NUPTK, dan"
    " kata sandi akun belajar.id Anda di formulir.",
    "Pencairan insentif guru honorer 2026. Daftar di https://insentif-rekaan.my.id lalu kirimkan kode OTP"
    " yang masuk ke HP Anda kepada admin.",
    "Webinar Nasional gratis 32 JP, Sabtu 5 Desember 2026. Syarat: wajib share info ini ke 5 grup WA dan"
    " kirim screenshot. Daftar https://s.id/rekaan",
)
SENTENCES = (
    *("Waspada penipuan!", "Hati-hati hoaks.", "Bukan hoaks, resmi.", "Tips aman berinternet."),
    *("Beredar pesan palsu; ini yang resmi.", "Klarifikasi resmi.", "Jangan percaya calo."),
    *("Jangan berikan ke siapa pun selain admin.", "Tidak wajib bagi yang berhalangan."),
    *("Abaikan pesan ini jika sudah mendaftar.", "Jika diminta orang lain, jangan diberikan."),
    *("Benarkah? Benar!", "Mohon izin bertanya.", "Mohon isi survei.", "Evaluasi kegiatan."),
    *("Laporan kegiatan terlampir.", "Kegiatan ini telah dilaksanakan dengan sukses.", "ujar Kepala Dinas."),
    *("Artikel ini membahas diklat.", "BREBES (26/5) - ", "Daftar hadir", "Contoh pesan undangan."),
)
OF_EACH_KIND = ("Beredar pesan palsu; ini yang resmi.", "Mohon izin bertanya.", "Laporan kegiatan terlampir.")
MOST_HIDDEN = 0.12
"""Share of the composed demands that one of these hides; it was two in five before decision 0098."""
_BAD = {Level.CAUTION: 1, Level.DANGER: 2}


@pytest.mark.parametrize("demand", DEMANDS, ids=lambda text: text[:24])
def test_one_more_sentence_hides_no_demand(demand: str, snapshot: Snapshot) -> None:
    on = date(2026, 11, 27)
    level = check(Page(text=demand), snapshot, on).level
    assert level in _BAD
    for sentence in SENTENCES:
        for text in (f"{demand} {sentence}", f"{demand}\n{sentence}", f"{sentence}\n{demand}"):
            assert check(Page(text=text), snapshot, on).level is level, text


def test_nor_most_of_the_composed_ones(snapshot: Snapshot) -> None:
    hidden = tried = 0
    for message in MESSAGES[::3]:
        title, text, on = message.get("title", ""), message["text"], message["on"]
        badness = _BAD.get(check(Page(title=title, text=text), snapshot, on).level, 0)
        for sentence in OF_EACH_KIND if badness else ():
            with_it = check(Page(title=title, text=f"{text}\n{sentence}"), snapshot, on).level
            hidden += _BAD.get(with_it, 0) < badness
            tried += 1
    assert tried > 300
    assert hidden / tried < MOST_HIDDEN, f"{hidden} of {tried}"


@pytest.mark.parametrize(
    "text",
    [
        'Beredar tautan "Diklat 40 JP gratis" yang meminta guru memasukkan kata sandi belajar.id. Itu HOAKS.',
        "Mau nanya bu, webinar ini bener gak? Katanya kalau mau daftar harus share ke 5 grup dulu.",
        "Hati-hati, banyak yang menawarkan diklat gratis tapi ujungnya disuruh bagikan ke 3 grup.",
        "Webinar 5 Desember 2026, wajib share ke 5 grup, daftar s.id/rekaan. Flyer ini bukan dari kami,"
        " jangan diteruskan.",
    ],
)
def test_who_warns_or_asks_is_not_accused(text: str, snapshot: Snapshot) -> None:
    assert check(Page(text=text), snapshot, date(2026, 11, 27)).level not in _BAD
