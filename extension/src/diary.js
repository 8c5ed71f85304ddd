/** "Catatan diklat saya": trainings a teacher attended. Kept on the device only. */
import { api } from "./api.js";

/** @import { Language } from "./shapes.js" */
/** @typedef {{event: string, organizer: string, date: string, role: string, evidence: string, activity: string}} DiaryEntry `activity`: its code in the planner, or "" */

const KEY = "diary";

/**
 * @returns {Promise<Record<string, Record<Language, string>>>} the planner's kinds of activity by code, as the build
 *   put them into the package
 */
export async function loadActivities() {
  return (await fetch(api.runtime.getURL("data/activities.json"))).json();
}

/** @returns {Promise<DiaryEntry[]>} newest first */
export async function diary() {
  const stored = (await api.storage.local.get(KEY))[KEY];
  const entries = Array.isArray(stored) ? stored.map(readEntry) : [];
  return entries.toSorted((a, b) => b.date.localeCompare(a.date));
}

/**
 * @param {Record<string, unknown>} kept an entry of this version or an older one
 * @returns {DiaryEntry}
 */
function readEntry(kept) {
  const { event, organizer, date, role, evidence, activity } = kept;
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  return { event: text(event), organizer: text(organizer), date: text(date), role: text(role), evidence: text(evidence), activity: text(activity) };
}

/** @param {DiaryEntry} entry */
export async function note(entry) {
  await api.storage.local.set({ [KEY]: [...(await diary()), entry] });
}

/** @param {DiaryEntry} entry */
export async function remove(entry) {
  const same = JSON.stringify(entry);
  const entries = await diary();
  const at = entries.findIndex((kept) => JSON.stringify(kept) === same); // of two equal notes only one goes
  await api.storage.local.set({ [KEY]: entries.filter((_, place) => place !== at) });
}
