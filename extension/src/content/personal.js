/**
 * Masks what identifies a person in a page's text before the text leaves the device: the name part of mail
 * addresses, and long numbers (telephone, NIK, NIP, NUPTK, bank account). Their shape stays, because it is the
 * shape that tells a private contact from an office's.
 */

const MAILBOX = /[\w.+-]{1,64}@(?=[\w-]{1,63}\.)/g;
const PHONE = /(?<!\d)((?:\+?62|0)[ .-]?8)(\d{1,3}(?:[ .-]?\d{2,5}){2,4})(?!\d)/g;
const LONG_NUMBER = /\d{9,}/g;
const STAFF_NUMBER = /(?<!\d)\d{8} \d{6} \d \d{3}(?!\d)/g; // NIP as printed: birth date, appointment, sex, serial

/**
 * @param {string} text
 * @returns {string} `budi@surabaya.go.id` → `x@surabaya.go.id`, `0812-3456-7890` → `0800-0000-0000` (still a mobile number)
 */
export function maskPersonal(text) {
  return text
    .replace(MAILBOX, "x@")
    .replace(PHONE, (_, mobile, number) => mobile + number.replace(/\d/g, "0"))
    .replace(STAFF_NUMBER, (number) => number.replace(/\d/g, "0"))
    .replace(LONG_NUMBER, (number) => number.slice(0, 2) + "0".repeat(number.length - 2));
}
