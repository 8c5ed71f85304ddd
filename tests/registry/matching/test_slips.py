"""Names as they are mistyped, at a registry of fictional schools and communities in real regions."""

from __future__ import annotations

import pytest

from registry.matching.answer import Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Kind, Organizer

# Fictional names, as thousands of the kind are: id, kind, name, region.
REGISTERED = (
    ("pkbm", Kind.SCHOOL, "PKBM Karya Bakti", "33.10.26"),
    ("pkg", Kind.WORKING_GROUP, "PKG PAUD Kecamatan Cijati", "32.03.29"),
    ("mts", Kind.SCHOOL, "MTs Sabilul Huda Negeri Beta", "91.06.10"),
    ("sdn", Kind.SCHOOL, "SD Negeri 1 Tanjung Pinang", "17.71.05"),
    ("sma", Kind.SCHOOL, "SMA Negeri 5 Simpang Ulim", "11.03.09"),
    ("smk", Kind.SCHOOL, "SMK Nurul Iman Bandung Kidul", "32.73.21"),
    ("kaimana", Kind.SCHOOL, "SD Negeri 3 Kaimana", "92.08.01"),
    ("selayar", Kind.SCHOOL, "SMP Negeri 4 Kepulauan Selayar", "73.01.10"),
    ("pasimasunggu", Kind.SCHOOL, "SMP Negeri 4 Pasimasunggu Timur", "73.01.10"),
    ("langsa", Kind.SCHOOL, "SMP Negeri 3 Langsa", "11.74.04"),
    ("jambu", Kind.COMMUNITY, "Komunitas Belajar SD Negeri 3 Sungai Jambu", "15.72.06"),
    ("al-ikhlas", Kind.COMMUNITY, "Komunitas Belajar SD IT Al-Ikhlas", "14.05.06"),
    ("islah", Kind.COMMUNITY, "Komunitas Belajar MI Al-Islah Rantau Pinang", "14.07.10"),
    ("pertiwi", Kind.COMMUNITY, "Komunitas Belajar Mentari TK Pertiwi Pasar Baru", "11.08.05"),
    ("lentera", Kind.COMMUNITY, "Komunitas Belajar Lentera PKBM Yos Sudarso", "74.02.16"),
    ("kb", Kind.SCHOOL, "KB Melati Kalelero 1", "72.01.07"),
    ("tunas", Kind.SCHOOL, "TK Tunas Harapan", "15.04.03"),
    ("cempaka", Kind.COMMUNITY, "Komunitas Belajar KB Cempaka 1", "14.04.10"),
    ("kabi", Kind.SCHOOL, "SD Negeri 1 Kota Kabi", "95.02.06"),
    ("madang", Kind.SCHOOL, "PAUD Nusa Indah Koto Putih 3", "16.08.13"),
    ("hitam", Kind.COMMUNITY, "Komunitas Belajar PKBM Pelita Hati Air Hitam", "14.01.14"),
    ("mutiara", Kind.SCHOOL, "PAUD Mutiara Bunda", "53.14.06"),
    ("bakti", Kind.SCHOOL, "PAUD Karya Bakti", "73.17.05"),
)
WRITTEN = (
    ("Pengurus Pusat Kegiatan Belajar Masyarakat Karya Bakti, Klaten Selatan, Kab. Klaten", "pkbm"),
    ("pengurus pusat kegiatan gugus paud kec. cijati kab. cianjur", "pkg"),
    ("MTsS Sabilul Huda Negeri Beta, Kec Padaido", "mts"),
    ("pengurus sd neggeri 01 tanjung pinang - kota bengkulu", "sdn"),
    ("SMA Negeri 05 Simpng Ulim - Kecamatan Simpang Ulim", "sma"),
    ("SMK Nurul Iman Bandug Kidul Kecamatan Bandung Kidul", "smk"),
    ("SDN 03 Ksimana Kec. Kaimana Kab.Kaimana", "kaimana"),
    ("smpn 4 kepulauan selayar - pasimasunggu timur, kab. kepulauan selayar", "selayar"),
    ("SMPN 4 Pasimasunggu Timur, Kepulauan Selayar", "pasimasunggu"),
    ("SMPN 3 LANGSA KOTA LANGSA", "langsa"),
    ("Kombel SD Negeri 3 Sungai Jammbu Kec Pondok Tinggi", "jambu"),
    ("Komunitas Belajar (Kombel) SDIT Al-Ikhlas, Kec. Pelalawan", "al-ikhlas"),
    ("KOMUNITAS BELAJAR MIAL-ISLAH RANTAU PINANG - KAB.ROKAN HILIR OFFICIAL", "islah"),
    ("KOMBEL MENTARI - TKPERTIWI PASAR BARU KEC. MATANGKULI KAB ACEH UTARA", "pertiwi"),
    ("Pengurus Kombbrl Lentera PKBM Yos Sudarso Kec. Latoma Tahun 2024", "lentera"),
    ("Taman Kanak-Kanak Tunas Harpan Kecamatan Muara Bulian, Kab.Batanghari", "tunas"),
    ("kombel - kb cempaak 1 kabupaten indragiri hilir", "cempaka"),
    ("SD Negeri 1 Kota Kabi, Kec. Borme, Kabuppsten Pegunungan Bintang", "kabi"),
    ("Paud Nusa Indah Koto Putih 03 Kec. Madsng Suku III, Kab. Ogan Komering Ulu Timur", "madang"),
    ("kombel pkbm pelita hati air hitm - kec. rumbio jaya", "hitam"),
    ("Paud Mutiara Bmda Kec. Rote Timur, Kabupaten Rote Ndao, NTT", "mutiara"),
    ("Paud Kray Bakti, Kec. Bua Ponrang Kab. Luwu", "bakti"),
    ("TK Tunas Harapan, Muara Bulian perie 2024-2027", "tunas"),
)


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("slips")
    build_index([Organizer(*row) for row in REGISTERED], folder)
    return Matcher.open(folder)


@pytest.mark.parametrize(("written", "meant"), WRITTEN)
def test_it_is_known_who_is_meant(matcher: Matcher, written: str, meant: str) -> None:
    assert matcher.match(written).organizer_id == meant


@pytest.mark.parametrize(
    "written",
    [
        "Konbl KB Melati Kalelero 1, Kec. Pagimana",  # a community, rather than its school
        "SD Negeri 3 Sungai Jambi Kec Pondok Tinggi",  # a school, not the community of another one
        "SD Kasih Bunda Ujung Panjang Kecamatan Ujung Padang",
    ],
)
def test_nobody_is_matched(matcher: Matcher, written: str) -> None:
    assert matcher.match(written).outcome is not Outcome.MATCH
