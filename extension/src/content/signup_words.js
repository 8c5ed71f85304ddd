/**
 * The words by which a page is known as a sign-up page for a training, lower case, Indonesian first.
 * Collected from public sign-up forms and posters of 2024–2026; adding one touches no code.
 */

/** Something to learn is offered. */
export const TRAINING_WORDS = [
  "diklat", "pelatihan", "webinar", "bimtek", "bimbingan teknis", "workshop", "lokakarya", "seminar", "simposium",
  "kursus", "pembekalan", "sosialisasi", "berbagi praktik baik", "praktik baik", "komunitas belajar", "kombel",
  "in house training", "iht", "ikm", "kurikulum merdeka", "deep learning", "pembelajaran mendalam", "guru penggerak",
  "sertifikat", "e-sertifikat", "esertifikat", "32 jp", "64 jp", "jam pelajaran", "training", "masterclass",
];

/** One can sign up for it here. */
export const SIGNUP_WORDS = [
  "pendaftaran", "mendaftar", "daftar sekarang", "form daftar", "formulir daftar", "daftar di sini", "daftar gratis",
  "registrasi", "registration", "register", "link daftar", "klik daftar", "calon peserta", "data peserta",
  "kesediaan mengikuti", "konfirmasi kehadiran", "sign up",
];

/** The form is about something that is over, or about something else; counts when it stands in the title. */
export const OTHER_FORM_WORDS = [
  "daftar hadir", "presensi", "absensi", "absen", "evaluasi", "umpan balik", "kuesioner", "kuisioner", "angket", "survei",
  "survey", "ulangan", "ujian", "kuis", "quiz", "post test", "post-test", "pre test", "pre-test", "penilaian",
  "feedback", "pengumpulan tugas", "refleksi kegiatan",
];

/** A log-in page that speaks of teachers' own systems. */
export const TEACHER_ACCOUNT_WORDS = [
  "belajar.id", "ruang gtk", "rumah pendidikan", "merdeka mengajar", "akun pmm", "simpkb", "dapodik", "info gtk",
  "ptk.datadik", "e-kinerja", "tunjangan profesi", "nuptk", "kemendikdasmen", "kemendikbud", "dinas pendidikan",
];
