/** Training notes as CSV. */

/** @import { DiaryEntry } from "./diary.js" */

export const COLUMNS = /** @type {const} */ (["date", "event", "organizer", "role", "evidence", "activity"]);

/**
 * @param {DiaryEntry[]} entries
 * @param {readonly string[]} titles of the columns, in the order of `COLUMNS`
 * @returns {string} CSV as spreadsheets read it: UTF-8 with its mark, CRLF, and no cell that begins a formula
 */
export function toCsv(entries, titles) {
  const rows = [titles, ...entries.map((entry) => COLUMNS.map((name) => entry[name]))];
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {string} text a formula in a note would run in the spreadsheet
 * @returns {string}
 */
export function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
