/**
 * An update brings what is kept on the device to the shape of the new version, once. Nothing a teacher chose is lost;
 * what a newer version left behind is not touched.
 */
import { api } from "./api.js";

/** @typedef {Record<string, unknown>} Kept everything in `storage.local` */

export const VERSION = /** @type {const} */ (2); // of the kept shapes

/** @type {((kept: Kept) => Kept)[]} the step at place n leads from version n + 1 to n + 2 */
const STEPS = [
  // 1 → 2: links can be marked; a case may have a page; a training note names its kind of activity for the planner.
  (kept) => ({
    ...kept,
    settings: { .../** @type {Kept} */ (kept["settings"]), marks: [] },
    ...(Array.isArray(kept["cases"]) ? { cases: kept["cases"].map((number) => ({ number, page: null })) } : {}),
    ...(Array.isArray(kept["diary"]) ? { diary: kept["diary"].map((entry) => ({ ...entry, activity: "" })) } : {}),
  }),
];

/**
 * @param {Kept} kept
 * @returns {Kept | null} null when there is nothing to do
 */
export function migrated(kept) {
  const settings = kept["settings"];
  if (typeof settings !== "object" || settings === null) return null;
  const version = /** @type {Kept} */ (settings)["version"];
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1 || version >= VERSION) return null;
  const moved = STEPS.slice(version - 1).reduce((state, step) => step(state), kept);
  return { ...moved, settings: { .../** @type {Kept} */ (moved["settings"]), version: VERSION } };
}

/** Called once after an update. When the device is full everything stays as it was; the readers understand both. */
export async function migrate() {
  const moved = migrated(await api.storage.local.get(null));
  if (moved) await api.storage.local.set(moved).catch(() => undefined);
}
