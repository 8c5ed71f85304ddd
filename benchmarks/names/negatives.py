"""Texts that name no recognized organizer: invented bodies, other agencies, sentences of a page."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.names.spelling import base_name
from benchmarks.names.words import words
from registry.region import gazetteer

# Fictional: each sounds official and is nobody.
_IMPOSTORS = (
    "Lembaga Diklat Nasional RI {r}",
    "Lembaga Pelatihan Guru Indonesia {r}",
    "Pusat Diklat Guru Nasional {r}",
    "Yayasan Dinas Pendidikan Mandiri {r}",
    "Balai Diklat Guru Profesional {r}",
    "Institut Pelatihan Guru Penggerak {r}",
    "Forum Webinar Guru Nasional {r}",
    "Asosiasi Webinar Pendidikan Indonesia {r}",
    "CV Diklat Guru Mandiri {r}",
    "PT Sertifikat Guru Nusantara {r}",
    "Akademi Guru Digital Indonesia {r}",
    "Komunitas Sertifikat Gratis Guru {r}",
    "Direktorat Diklat Guru Swasta {r}",
    "Badan Sertifikasi Guru Nasional {r}",
    "Lembaga Pengembangan Profesi Guru {r}",
    "Panitia Diklat 32 JP {r}",
    "Rumah Diklat Pendidik {r}",
    "Pusat Informasi PMM {r}",
    "Ikatan Trainer Guru Indonesia {r}",
    "Perkumpulan Pelatih Guru {r}",
)
_OTHERS = (
    "Dinas Kesehatan {r}",
    "Dinas Perhubungan {r}",
    "Dinas Komunikasi dan Informatika {r}",
    "Dinas Pemuda dan Olahraga {r}",
    "Dinas Perpustakaan dan Kearsipan {r}",
    "Dinas Sosial {r}",
    "Dinas Kebudayaan dan Pariwisata {r}",
    "Badan Kepegawaian Daerah {r}",
    "Dewan Pendidikan {r}",
    "KPU {r}",
    "Kantor Pertanahan {r}",
    "RSUD {r}",
    "PMI {r}",
    "Polres {r}",
    "Pengadilan Agama {r}",
    "Universitas PGRI {b}",
    "STKIP PGRI {b}",
    "YPLP PGRI {r}",
    "Koperasi Guru {r}",
    "MUI {r}",
)
_NOISE = (
    "Daftar sekarang, kuota terbatas",
    "Link Zoom dibagikan satu hari sebelum acara",
    "Sertifikat 32 JP untuk semua peserta yang hadir",
    "Narasumber: guru berprestasi tingkat nasional",
    "Syarat dan ketentuan berlaku",
    "Pelatihan gratis untuk guru se-Indonesia",
    "Guru SD, SMP, SMA dan SMK",
    "Kurikulum Merdeka dan pembelajaran mendalam",
    "Bagikan ke tiga grup WhatsApp",
    "Kepala sekolah dan pengawas sekolah",
    "Workshop penyusunan modul ajar",
    "Hari, tanggal: Sabtu, 14 Juni",
    "Tempat: aula lantai 2",
    "Selamat datang di laman pendaftaran",
    "Isi formulir dengan data yang benar",
    "Pendidikan adalah kunci masa depan bangsa",
    "Konfirmasi kehadiran paling lambat hari Jumat",
    "Gugus tugas percepatan",
    "Dinas luar kota",
    "Musyawarah desa tahun anggaran 2025",
)
_TAILS = ("", "!", " ya", " (gratis)", " - info lengkap", " sekarang juga", " untuk {r}", " di {b}")


def _place(rng: random.Random) -> tuple[str, str]:
    region = rng.choice([region for region in gazetteer() if region.level == "regency"])
    base = base_name(region.code)
    named = (
        region.name
        if region.name.startswith("Kota")
        else rng.choice((region.name, f"Kab. {base}", f"Kab {base}"))
    )
    return named, base


def _filled(templates: tuple[str, ...], count: int, rng: random.Random) -> Iterator[str]:
    for _ in range(count):
        named, base = _place(rng)
        text = rng.choice(templates).format(r=named, b=base)
        yield rng.choices((text, text.upper()), (0.8, 0.2))[0]


def impostors(count: int, rng: random.Random) -> Iterator[str]:
    """Invented bodies that sound official, with a real region."""
    return _filled(_IMPOSTORS, count, rng)


def other_bodies(count: int, rng: random.Random) -> Iterator[str]:
    """Real sorts of bodies that are no organizers of the registry: other agencies, PGRI's universities."""
    return _filled(_OTHERS, count, rng)


def noise(count: int, rng: random.Random) -> Iterator[str]:
    """Sentences as they stand on a sign-up page, some with a place or a foundation's name in them."""
    for _ in range(count):
        named, base = _place(rng)
        tail = rng.choice(_TAILS).format(r=named, b=base)
        own = rng.choice(words().own["umum"])
        yield rng.choice((rng.choice(_NOISE) + tail, f"{rng.choice(_NOISE)} {own}"))
