/** The decision on the device, and what is masked before anything leaves it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { maskPersonal } from "../../extension/src/content/personal.js";
import { isSignup } from "../../extension/src/content/signup.js";

const page = (/** @type {Partial<import("../../extension/src/content/signup.js").SeenPage>} */ seen) =>
  ({ title: "", text: "", fields: 0, password: false, formHost: true, ...seen });

const SIGNUPS = {
  "a form that says so": { title: "Pendaftaran Webinar Literasi", text: "Gratis", fields: 4 },
  "a form without the word": { title: "Webinar Deep Learning untuk Guru", text: "Isi data diri", fields: 3 },
  "a link page": { title: "KKG Gugus 2", text: "Pelatihan koding. Daftar sekarang", fields: 0, formHost: false },
  "attendance and sign-up in one": { title: "Pendaftaran dan daftar hadir bimtek", text: "", fields: 3 },
  "a log-in that names teachers' accounts": { title: "Masuk", text: "Masuk dengan akun belajar.id Anda", password: true },
  "in capitals": { title: "FORM REGISTRASI DIKLAT 32 JP", text: "", fields: 2 },
};
const OTHERS = {
  "attendance of parents": { title: "Daftar Hadir Rapat Wali Murid", text: "Nama siswa", fields: 3 },
  "attendance of a webinar": { title: "Presensi Webinar", text: "Sertifikat dikirim ke surel", fields: 3 },
  "feedback": { title: "Evaluasi Pelatihan", text: "Bagaimana narasumbernya?", fields: 5 },
  "a shop": { title: "Form Pemesanan Seragam", text: "Ukuran", fields: 5 },
  "news about a training": { title: "Dinas gelar pelatihan guru", text: "Kegiatan berlangsung kemarin", fields: 0, formHost: false },
  "a word inside another": { title: "Lihat galeri", text: "dilihat semua orang", fields: 3 },
  "a log-in of something else": { title: "Masuk", text: "Masuk ke toko", password: true, formHost: false },
  "nothing": {},
};
for (const [name, seen] of Object.entries(SIGNUPS)) test(`sign-up: ${name}`, () => assert.ok(isSignup(page(seen))));
for (const [name, seen] of Object.entries(OTHERS)) test(`no sign-up: ${name}`, () => assert.ok(!isSignup(page(seen))));

const MASKED = {
  "budi.santoso@surabaya.go.id": "x@surabaya.go.id",
  "hubungi 0812-3456-7890 (Ani)": "hubungi 0800-0000-0000 (Ani)",
  "WA +62 812 3456 7890": "WA +62 800 0000 0000",
  "+62 (812) 3456 7890": "+62 (800) 0000 0000",
  "(0812) 3456-7890": "(0800) 0000-0000",
  "0812–3456–7890": "0800–0000–0000",
  "0812\u20113456\u00a07890": "0800\u20110000\u00a00000",
  "wa.me/6281234567890": "wa.me/6280000000000",
  "telepon 021-7654321": "telepon 020-0000000",
  "telepon 021/7654321": "telepon 020/0000000",
  "(0274) 512345": "(0200) 000000",
  "NIK 3273010101900001": "NIK 3200000000000000",
  "NIK 3273 0101 0185 0001": "NIK 3200 0000 0000 0000",
  "NUPTK 1234 5678 9012 3456": "NUPTK 1200 0000 0000 0000",
  "NIP 19800101 200501 1 001": "NIP 00000000 000000 0 000",
  "NIP 19850101.201001.1.001": "NIP 00000000.000000.0.000",
  "rekening 1234567890123": "rekening 1200000000000",
  "BRI 1234-01-012345-50-1": "BRI 1200-00-000000-00-0",
  "Mandiri 130-00-1234567-8": "Mandiri 130-00-0000000-0",
  "BCA 123 456 7890": "BCA 120 000 0000",
  "Rp 081234567890": "Rp 080000000000",
  "NIK 3201-1990-2001-0001": "NIK 3200-0000-0000-0000",
  "5-12-2026 08.00-11.30 0812 3456 7890": "5-12-2026 08.00-11.30 0800 0000 0000",
  "5-12-26 0812 3456 7890": "5-12-26 0800 0000 0000",
  "0812/3456/7890": "0800/0000/0000",
  "0812_3456_7890, 0812·3456·7890": "0800_0000_0000, 0800·0000·0000",
  "+62812 / 3456 / 7890": "+62800 / 0000 / 0000",
  "0812-3456-\n7890": "0800-0000-\n0000",
  "0812 345\n67890\n12 Desember": "0800 000\n00000\n12 Desember",
  "08.12.34.56.78.90": "08.00.00.00.00.00",
};
const KEPT = [
  "Sabtu, 5 Desember 2026, 08.00-11.30 WIB", "17-18 Februari 2024", "09.00-11.00", "05-12-2026 08.00 - 11.30", "2026-12-05 08.00",
  "05-12-2026 – 07-12-2026", "5 Desember 2026 08.00-11.30", "05/12/2026 08.00-11.30", "kelas 1-6 (2024-2025)", "2024/2025", "32 JP",
  "Rp1.500.000", "Rp 1.500.000.000", "Rp 150.000 - 200.000", "Nomor 400.3/1234/2026", "400.3/872/Disdikbud", "045/1234/438.7.1/2026",
  "Perdirjen 7607", "NPSN 20219345", "Webinar guru, 1.12.26 - 3.12.26", "05-12-26 - 06-12-26 08.00", "05.12.26-06.12.26", "05.12.2026-06.12.2026",
  "Pelatihan 7 8 9 10 11 12 Desember 2026", "20-21-22-23-24 dan 25 Juli 2026", "085/1234/438.7.1/2026", "0812/Disdik/12/2026",
];
for (const [text, masked] of Object.entries(MASKED)) test(`masked: ${text}`, () => assert.equal(maskPersonal(text), masked));
for (const text of KEPT) test(`kept: ${text}`, () => assert.equal(maskPersonal(text), text));

test("long hostile text takes no time worth speaking of", () => {
  const start = process.cpuUsage();
  for (const piece of ["0812 ", "1", "a.a.", "@", "08", "+62 8", "1.", "1 - ", "1 dan ", "0812/", "62/8", "08123\n", "1.12.26 - ", "Rp1.000", "12.30-", "2026-12-"]) maskPersonal(piece.repeat(5_000).slice(0, 20_000));
  const { user } = process.cpuUsage(start);
  assert.ok(user < 200_000, `${user} µs`);
});
