/** "Catatan diklat saya": trainings a teacher attended. Kept on the device only. */
import { api } from "./api.js";

/** @typedef {{event: string, organizer: string, date: string, role: string, evidence: string}} DiaryEntry */

const KEY = "diary";

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
