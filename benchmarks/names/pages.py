"""Pages of about 20 KB that name several organizers among much else, with the exact spans.

``python -m benchmarks.names.pages --size 30000`` measures finding and resolving them. The sentences are
composed; the organizers are the generator's.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names import ours
from benchmarks.names.corpus import Entry
from benchmarks.names.negatives import impostors, other_bodies
from benchmarks.names.queries import HELD_OUT, set_exam
from benchmarks.names.spelling import write
from registry.matching.answer import Outcome
from registry.matching.matcher import Matcher
from registry.reading.mentions import find_mentions

LENGTH = 20_000

_NAMING = (
    "Kegiatan ini diselenggarakan oleh {m}.",
    "{m} mengundang Bapak/Ibu guru untuk mengikuti pelatihan ini.",
    "Acara terlaksana atas kerja sama {m} dan {n}.",
    "Bekerja sama dengan {m}, panitia menyiapkan modul dan rekaman.",
    "Didukung oleh {m} serta {n}.",
    "Narasumber berasal dari {m}, sedangkan moderator dari {n}.",
    "Penyelenggara: {m}\n",
    "Tuan rumah kegiatan adalah {m}; peserta datang dari berbagai sekolah.",
    "Menurut ketua {m}, pendaftaran dibuka sampai hari Jumat.",
    "Sertifikat ditandatangani oleh {m}.",
)
_DECOYS = (
    "Pendaftaran dilakukan melalui {m}.",
    "Sebelumnya, {m} juga mengadakan kegiatan serupa.",
    "Peserta dapat menghubungi {m} untuk penginapan.",
)
_FILLER = (
    "Pelatihan ini membahas perencanaan pembelajaran, asesmen, dan refleksi bersama rekan sejawat.",
    "Guru diharapkan membawa laptop dan contoh modul ajar yang pernah dipakai di kelas.",
    "Setiap sesi berlangsung 90 menit dan diselingi diskusi kelompok kecil.",
    "Materi dapat diunduh setelah acara selesai melalui tautan yang dibagikan panitia.",
    "Kepala sekolah dan pengawas boleh ikut tanpa biaya.",
    "Peserta yang hadir penuh memperoleh sertifikat 32 JP.",
    "Kegiatan dilaksanakan secara daring pada hari Sabtu, 14 Juni 2025, pukul 08.00 WIB.",
    "Pembelajaran mendalam menuntut guru mengenal murid dan lingkungannya.",
    "Komite sekolah menyampaikan terima kasih kepada semua pihak yang membantu.",
    "Anak-anak belajar lebih baik bila merasa aman dan didengar.",
    "Bagian pertama membahas literasi, bagian kedua numerasi, dan bagian ketiga pengembangan karakter.",
    "Tidak ada tugas yang harus dikumpulkan sebelum acara dimulai.",
    "Jumlah peserta dibatasi agar diskusi tetap hangat.",
    "Konsumsi dan alat tulis disediakan bagi peserta luring.",
    "Mohon mengisi daftar hadir pada awal dan akhir kegiatan.",
    "Dalam beberapa tahun terakhir, banyak sekolah mencoba cara belajar yang lebih terbuka.",
    "Forum tanya jawab dibuka setelah paparan selesai.",
    "Panitia tidak memungut biaya apa pun dari peserta.",
    "Perubahan jadwal akan diumumkan paling lambat satu hari sebelumnya.",
    "Gugus kendali mutu perusahaan berbeda dari kegiatan ini.",
    "Perjalanan dinas ditanggung oleh sekolah masing-masing.",
    "Setelah istirahat, peserta menyusun rencana aksi untuk sekolahnya.",
    "Praktik baik dari berbagai daerah menunjukkan bahwa kolaborasi membawa hasil.",
    "Rekaman sesi tersedia selama dua minggu.",
    # Words that begin names, and places, where nobody is named.
    "Guru SD dan SMP di kecamatan ini dapat berbagi kendaraan.",
    "Dinas pendidikan setempat telah menerima surat pemberitahuan.",
    "Pengurus MGMP dan KKG diharapkan meneruskan kabar ini.",
    "Peserta dari SMK Negeri maupun swasta mendapat kesempatan yang sama.",
    "Kelas 4 SD dan kelas 7 SMP memakai modul yang berbeda.",
    "Komunitas belajar di sekolah menjadi tempat berbagi praktik.",
    "Kepala SD Negeri se-kabupaten hadir pada pembukaan.",
    "Forum guru dan orang tua bertemu dua kali setahun.",
    "Yayasan dan sanggar boleh mengirim dua peserta.",
    "Universitas mitra menyiapkan tiga narasumber.",
    "Bus berangkat dari Kota Bandung dan Kabupaten Garut pukul 06.00.",
    "Setiap gugus di Kecamatan Cileunyi menunjuk satu pemandu.",
)


@dataclass(frozen=True, slots=True)
class Gold:
    """``text[start:end]`` names the organizer with this id."""

    start: int
    end: int
    organizer_id: str


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and the organizers it names; decoys (invented bodies, other agencies) are not among them."""

    text: str
    named: tuple[Gold, ...]


def compose(entries: Sequence[Entry], decoys: Sequence[str], rng: random.Random) -> GoldPage:
    """A page that names these organizers and these decoys, in sentences between others, about 20 KB long."""
    sentences: list[tuple[str, tuple[Entry, ...]]] = []
    waiting = list(entries)
    while waiting:
        template = rng.choice(_NAMING)
        needed = 2 if "{n}" in template else 1
        if needed <= len(waiting):
            sentences.append((template, tuple(waiting.pop() for _ in range(needed))))
    sentences += [(rng.choice(_DECOYS).replace("{m}", decoy), ()) for decoy in decoys]
    length = sum(len(template) for template, _ in sentences) + 60 * len(entries)
    while length < LENGTH - 300:
        filler = rng.choice(_FILLER)
        sentences.append((filler, ()))
        length += len(filler) + 1
    rng.shuffle(sentences)
    text, named = "", list[Gold]()
    for sentence, bodies in sentences:
        template = sentence
        for mark, entry in zip(("{m}", "{n}"), bodies, strict=False):
            before, template = template.split(mark, 1)
            text += before
            place = (
                ("kec", "kab")
                if len(entry.region) == 8
                else ("kab",)
                if len(entry.region) == 5
                else ("prov",)
            )
            spelled = write(entry, place, rng, noise=0.2).rstrip(".")
            named.append(Gold(len(text), len(text) + len(spelled), entry.id))
            text += spelled
        text += template
        if not text.endswith("\n"):  # a label's line ends with the name
            text += rng.choice((" ", " ", " ", "\n"))
    return GoldPage(text, tuple(named))


def main() -> None:
    """Print recall, false matches per page and CPU per page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=30_000)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--seed", default=HELD_OUT)
    parser.add_argument("--show", type=int, default=0, help="print so many misses and false matches")
    options = parser.parse_args()
    rng = random.Random(f"pages {options.seed}")
    exam = set_exam(options.size, options.seed, positives=options.pages * 5)
    asked = {query.gold for query in exam.queries if query.gold}
    pool = [entry for entry in exam.registered() if entry.id in asked]
    rng.shuffle(pool)
    pages: list[GoldPage] = []
    while len(pages) < options.pages:
        bodies = [pool[rng.randrange(len(pool))] for _ in range(rng.randint(1, 8))]
        decoys = [*impostors(1, rng), *other_bodies(1, rng)]
        pages.append(compose(bodies, decoys, rng))
    with tempfile.TemporaryDirectory() as folder:
        ours.build(exam, Path(folder))
        measure(pages, Matcher.open(Path(folder)), options.show)


def measure(pages: Sequence[GoldPage], matcher: Matcher, show: int) -> None:
    """A named organizer counts as found when a mention that overlaps its span is matched to it."""
    cpu, found, false, named = list[float](), 0, 0, 0
    for page in pages:
        start = time.thread_time()
        mentions = find_mentions(page.text, "text", matcher)
        cpu.append((time.thread_time() - start) * 1000)
        for gold in page.named:
            named += 1
            hits = [m for m in mentions if m.start < gold.end and m.end > gold.start]
            if any(mention.match.organizer_id == gold.organizer_id for mention in hits):
                found += 1
            elif show > 0:
                show -= 1
                got = [(mention.quote, str(mention.match.outcome)) for mention in hits]
                print(f"  missed {page.text[gold.start : gold.end]!r}: {got}")
        for mention in mentions:
            right = any(
                mention.start < gold.end
                and mention.end > gold.start
                and mention.match.organizer_id == gold.organizer_id
                for gold in page.named
            )
            if mention.match.outcome is Outcome.MATCH and not right:
                false += 1
                print(f"  false match {mention.quote!r} → {mention.match.organizer_id}")
    cpu.sort()
    print(
        f"{len(pages)} pages, {named} named organizers, recall {found / named:.3f}, "
        f"false matches per page {false / len(pages):.3f}, "
        f"CPU per page p50 {cpu[len(cpu) // 2]:.2f} ms, p99 {cpu[int(len(cpu) * 0.99)]:.2f} ms"
    )


if __name__ == "__main__":
    main()
