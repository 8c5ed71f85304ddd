/**
 * Masks what identifies a person in a page's text before the text leaves the device: the name part of mail
 * addresses, and every number of nine or more digits, however it is grouped (telephone, NIK, NIP, NUPTK, bank account).
 * Its shape stays, because it is the shape that tells a private contact from an office's; dates, hours and amounts of
 * money stay whole.
 */

const MAILBOX = /[\w.+-]{1,64}@(?=[\w-]{1,63}\.)/g;
const AMOUNT = String.raw`(?:Rp|IDR)[.\s]{0,2}\d{1,3}(?:\.\d{3})*(?!\d)(?: ?\p{Pd} ?\d{1,3}(?:\.\d{3})+(?!\d))?`;
const GAP = String.raw`[\p{Zs}\p{Pd}\u200b-\u200d\u2060\ufeff.()]`;
// A mobile number is known by how it begins: anything but words may stand between its digits, even the end of a line
// where it cannot be whole yet.
const BESIDE = String.raw`[^\p{L}\p{Nd}\n]{0,3}`;
const BEGUN = String.raw`(?:62${BESIDE}|0)8[1-35-9]\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){5}(?:${BESIDE}\p{Nd}){0,2}${BESIDE}`;
// Digits with at most three characters between two of them; a slash only behind an area code: letters are numbered with it.
const RUN = new RegExp(String.raw`(?:${BEGUN}|0\d{2,3}\/)?\p{Nd}(?:${GAP}{0,3}\p{Nd})*`, "gu");
const MOBILE = /^(?:62|0)[^\p{Nd}]*8/u;
const STAFF_NUMBER = /(?<!\d)\d{8}[ .]\d{6}[ .]\d[ .]\d{3}(?!\d)/g; // NIP as printed: birth date, appointment, sex, serial
const FEWEST = 9; // digits; a shorter number identifies nobody by itself

const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const MONTH = String.raw`(?:0?[1-9]|1[0-2])`;
const NAMED_MONTH = "(?:jan|feb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|nop|des|dec)";
const YEAR = String.raw`(?:19|20)\d\d`;
const ANY_YEAR = String.raw`(?:${YEAR}|[23]\d)`; // in two digits only of what is to come: 85 is part of an account, or a birthday
const HOUR = String.raw`[0-2]?\d\.[0-5]\d`;
const OF_TIME = [
  String.raw`${DAY}([-.])${MONTH}\1${ANY_YEAR}(?: ?\p{Pd} ?${DAY}\1${MONTH}\1${ANY_YEAR})?`,
  String.raw`${YEAR}([-.])\d{1,2}\2\d{1,2}`,
  String.raw`${YEAR} ?\p{Pd} ?${YEAR}`,
  String.raw`${HOUR}(?: ?\p{Pd} ?${HOUR})?`,
];
// Part of a longer chain, it is no date: accounts are grouped by dashes and dots, too.
const TIME = new RegExp(String.raw`(?<![\p{Pd}.\d])(?:${OF_TIME.join("|")})(?![\p{Pd}.]?\d)`, "gu");
// "7 8 9 10 11 dan 12 Desember": bounded, so that an endless list takes no time.
const DAYS = String.raw`(?<!\p{Nd}${GAP}{0,3})(?:${DAY}${GAP}{1,3}){1,30}(?:(?:dan|&) )?${DAY}(?= ?${NAMED_MONTH})`;
const KEPT = new RegExp(`${AMOUNT}|${DAYS}`, "giu");

/**
 * @param {string} text
 * @returns {string} `budi@surabaya.go.id` → `x@surabaya.go.id`, `0812-3456-7890` → `0800-0000-0000` (still a mobile number)
 */
export function maskPersonal(text) {
  const named = text.replace(MAILBOX, "x@").replace(STAFF_NUMBER, zeros);
  return around(named, KEPT, (words) => words.replace(RUN, (run) => around(run, TIME, maskNumber)));
}

/**
 * @param {string} number
 * @returns {string} the number with its first two digits (of a mobile number: all up to the 8) and its shape
 */
function maskNumber(number) {
  if ((number.match(/\p{Nd}/gu) ?? []).length < FEWEST) return number;
  const [kept] = MOBILE.exec(number) ?? /^[^\p{Nd}]*\p{Nd}[^\p{Nd}]*\p{Nd}/u.exec(number) ?? [""];
  return kept + zeros(number.slice(kept.length));
}

/** @param {string} digits */
function zeros(digits) {
  return digits.replace(/\p{Nd}/gu, "0");
}

/**
 * @param {string} text
 * @param {RegExp} kept global: what stays as it is
 * @param {(part: string) => string} change what becomes of all between
 */
function around(text, kept, change) {
  let changed = "";
  let from = 0;
  for (const { 0: found, index } of text.matchAll(kept)) {
    changed += change(text.slice(from, index)) + found;
    from = index + found.length;
  }
  return changed + change(text.slice(from));
}
