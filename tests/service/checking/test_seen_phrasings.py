"""Wordings seen in public adverts, warnings and articles (2017-2026), by their number in our list of sources.

Short quotations or our own rewording; what is a demand in an advert is none in the article that warns of it.
"""

from __future__ import annotations

from datetime import date

import pytest

from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.checking.level import Level

DAY = date(2025, 2, 1)

HONEST = {
    22: "Workshop Guru IGI Kabupaten Ogan Ilir, 3 malam 10-12 Februari 2025. E-Sertifikat 32 JP. Klik untuk"
    " mendaftar: https://bit.ly/rekaan. Biaya pendaftaran anggota IGI = Rp 50.000, umum = Rp 100.000",
    28: "PGRI Kabupaten Sleman: Bimtek gratis bersertifikat 32 JP, 15-16 Februari 2025. Kuota peserta luring"
    " terbatas, siapa cepat dia dapat. Daftar https://forms.gle/rekaan, 0812-0000-0001",
    43: "Webinar MGMP IPA SMP Kabupaten Bantul 15 Februari 2025. Peserta hadir minimal 70% dari durasi.",
    44: "Pelatihan Balai Diklat Keagamaan Jakarta 10-15 Februari 2025. Kehadiran minimal 85 persen, nilai"
    " minimal 76. Daftar s.id/rekaan",
    100: "Direktorat Guru Pendidikan Dasar: webinar 20 Februari 2025, gratis, e-sertifikat, s.id/rekaan."
    " Segera daftar, kuota terbatas 1000 peserta! Narahubung 0812-0000-0002",
    101: "Dinas Pendidikan Kota Bandung, Bimtek 32 JP 18-19 Februari 2025, daftar bit.ly/rekaan, follow"
    " juga Instagram kami untuk informasi terbaru",
}
DEMANDS = {
    1: ("Diklat gratis guru, 8 Februari 2025. Ada syarat share ke sejumlah group.", {"N01"}),
    3: ("Link pendaftaran webinar 8 Februari 2025; wajib share ke beberapa grup sebelum mendaftar", {"N01"}),
    7: (
        "Peserta diminta meneruskan info ini ke grup-grup lain dan mengirim hasil screenshoot",
        {"N01", "N02"},
    ),
    9: ("Webinar 8 Februari 2025 gratis. Pengambilan sertifikat: donasi minimal Rp25.000", {"N13"}),
    14: ("Setiap peserta pelatihan harus membagikan lagi postingan ini. 8 Februari 2025", {"N01"}),
    15: ("Cukup mengisi form registrasi, sertifikat langsung dikirim. 8 Februari 2025", {"N16"}),
    19: ("Bimtek 24-25 Juni 2025, sertifikat 32 jam guna pemenuhan PMM, Rp 200 ribu per peserta", {"N12"}),
    23: ("Webinar 8 Februari 2025. Share ke 3 Grup WA: copy link dan kirim ke 3 grup WhatsApp", {"N01"}),
    24: ("Form webinar 8 Februari 2025. Bukti Screenshot Share ke 3 Grup WhatsApp *", {"N02"}),
    25: ("Webinar 8 Februari 2025. Share ke 3 Grup belajar WA/Line/Telegram", {"N01"}),
    26: ("Webinar. Wajib upload bukti share ke 3 grup WhatsApp / Follow IG @rekaan", {"N01", "N02", "N03"}),
    27: ("Webinar 8 Februari 2025. Follow Instagram @rekaan, Share ke 3 grup wa, dst.", {"N01", "N03"}),
    33: ("Bukti Dukung Resmi Pengelolaan Kinerja Guru (PMM), 8 Februari 2025, daftar s.id/rekaan", {"N18"}),
    37: ("Isi nama lengkap, usia, jenis kelamin, dan nomor Telegram untuk ikut pelatihan", {"N09"}),
}
QUOTED = {
    2: "Waspada spam Diklat gratis dengan syarat share ke sejumlah grup!",
    4: "Banyak webinar tanpa nama lembaga resmi menyuruh share ke beberapa grup, hati-hati.",
    11: "Artikel ini membahas webinar yang menjanjikan 40 jam pelajaran dalam 3 hari dan wajib share.",
    16: "Opini: webinar berbayar memakai embel-embel donasi saat mengambil sertifikat.",
    42: "Link absennya mana ya, ka?",
}
FALSE_ADDRESSES = {
    34: "Untuk cek aktivasi bisa melalui website: https://intensif3.kemendik-dasmen.com/home",
    38: "Daftar insentif guru di https://daftar.form-gtkdikdasmen.com",
    39: "Info GTK: https://info-gtk-kemendikdasmen.my.id",
}


@pytest.mark.parametrize("number", HONEST)
def test_an_honest_advert_is_not_held_suspicious_for_its_weak_signs(number: int, snapshot: Snapshot) -> None:
    verdict = check(Page(text=HONEST[number]), snapshot, DAY)
    assert verdict.level in (Level.UNKNOWN, Level.CLAIMED), [it.code for it in verdict.signals]


@pytest.mark.parametrize("number", DEMANDS)
def test_what_is_asked_is_seen(number: int, snapshot: Snapshot) -> None:
    text, signals = DEMANDS[number]
    assert signals <= {it.code for it in check(Page(text=text), snapshot, DAY).signals}


@pytest.mark.parametrize("number", QUOTED)
def test_what_is_only_told_of_is_not_asked(number: int, snapshot: Snapshot) -> None:
    verdict = check(Page(text=QUOTED[number]), snapshot, DAY)
    assert verdict.level is Level.UNKNOWN
    assert not {it.code for it in verdict.signals} & {"N01", "N02", "N13", "N16"}


@pytest.mark.parametrize("number", FALSE_ADDRESSES)
def test_an_address_that_resembles_an_official_one_is_seen(number: int, snapshot: Snapshot) -> None:
    verdict = check(Page(text=FALSE_ADDRESSES[number]), snapshot, DAY)
    assert verdict.level in (Level.CAUTION, Level.DANGER)
    assert "N07" in {it.code for it in verdict.signals}
