/**
 * Decides on the device whether a page is about signing up for a training. It looks only at the words that are
 * shown and at which kinds of fields there are, never at what was typed. Everything else goes unasked.
 */
import { OTHER_FORM_WORDS, SIGNUP_WORDS, TEACHER_ACCOUNT_WORDS, TRAINING_WORDS } from "./signup_words.js";

/** @typedef {{title: string, text: string, fields: number, password: boolean, formHost: boolean}} SeenPage */

/**
 * @param {SeenPage} page `fields`: how many fields can be filled in; `formHost`: a host that carries forms only
 * @returns {boolean}
 *
 * true: "Pendaftaran Webinar Literasi" with fields · a link page with "pelatihan" and "daftar sekarang" ·
 *   a password field beside "akun belajar.id"
 * false: "Daftar Hadir Rapat Wali Murid" · "Presensi Webinar" (already signed up) · a shop's order form
 */
export function isSignup(page) {
  const title = normal(page.title);
  const text = `${title} ${normal(page.text)}`;
  if (page.password && mentions(text, TEACHER_ACCOUNT_WORDS)) return true;
  if (!mentions(text, TRAINING_WORDS)) return false;
  const asksToSignUp = mentions(title, SIGNUP_WORDS);
  if (mentions(title, OTHER_FORM_WORDS) && !asksToSignUp) return false;
  return asksToSignUp || (page.formHost && page.fields >= 2) || mentions(text, SIGNUP_WORDS);
}

/** @param {string} text */
function normal(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}.-]+/gu, " ");
}

/**
 * @param {string} text
 * @param {readonly string[]} words found only as whole words: "iht" is not in "lihat"
 */
function mentions(text, words) {
  return words.some((word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (isEdge(text[at - 1]) && isEdge(text[at + word.length])) return true;
    }
    return false;
  });
}

/** @param {string | undefined} character */
function isEdge(character) {
  return character === undefined || !/[\p{L}\p{N}]/u.test(character);
}
