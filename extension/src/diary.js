/** "Catatan diklat saya": trainings a teacher attended. Kept on the device only. */
import { api } from "./api.js";

/** @typedef {{event: string, organizer: string, date: string, role: string, evidence: string}} DiaryEntry */

const KEY = "diary";
export const COLUMNS = /** @type {const} */ (["date", "event", "organizer", "role", "evidence"]);

/** @returns {Promise<DiaryEntry[]>} newest first */
export async function diary() {
  const stored = (await api.storage.local.get(KEY))[KEY];
  const entries = Array.isArray(stored) ? /** @type {DiaryEntry[]} */ (stored) : [];
  return entries.toSorted((a, b) => b.date.localeCompare(a.date));
}

/** @param {DiaryEntry} entry */
export async function note(entry) {
  await api.storage.local.set({ [KEY]: [...(await diary()), entry] });
}

/** @param {DiaryEntry} entry */
export async function remove(entry) {
  const same = JSON.stringify(entry);
  await api.storage.local.set({ [KEY]: (await diary()).filter((kept) => JSON.stringify(kept) !== same) });
}

/**
 * @param {DiaryEntry[]} entries
 * @param {readonly string[]} titles of the columns, in the order of `COLUMNS`
 * @returns {string} CSV as spreadsheets read it: UTF-8 with its mark, CRLF, and no cell that begins a formula
 */
export function toCsv(entries, titles) {
  const rows = [titles, ...entries.map((entry) => COLUMNS.map((name) => entry[name]))];
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
