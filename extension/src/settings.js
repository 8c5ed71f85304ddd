/** The teacher's settings, in `storage.local` under one key; unknown or broken values fall back to the default. */
import { api } from "./api.js";
import { BUILD } from "./build.js";
import { LINK_SITES } from "./link_sites.js";
import { VERSION } from "./migrate.js";
import { loadPolicy, serviceAddress } from "./policy.js";

/** @import { LinkSite, Settings } from "./shapes.js" */

const KEY = "settings";

/** @returns {Settings} */
export function defaults() {
  return { version: VERSION, mode: "undecided", service: BUILD.service, language: "id", anySite: false, marks: [], managed: [] };
}

/**
 * @param {unknown} stored whatever lies in the storage, from this version or an older one
 * @returns {Settings}
 */
export function readSettings(stored) {
  const settings = defaults();
  if (typeof stored !== "object" || stored === null) return settings;
  const { mode, service, language, anySite, marks } = /** @type {Record<string, unknown>} */ (stored);
  if (mode === "service" || mode === "local") settings.mode = mode;
  if (language === "en") settings.language = language;
  if (typeof service === "string") settings.service = serviceAddress(service) ?? settings.service;
  settings.anySite = anySite === true;
  if (Array.isArray(marks)) settings.marks = /** @type {LinkSite[]} */ (Object.keys(LINK_SITES)).filter((site) => marks.includes(site));
  return settings;
}

/** @returns {Promise<Settings>} the teacher's choice, overruled by the administrator's; `managed` names what was */
export async function loadSettings() {
  const [stored, policy] = await Promise.all([api.storage.local.get(KEY), loadPolicy()]);
  const settings = readSettings(stored[KEY]);
  if (policy.service) settings.service = policy.service;
  if (policy.mode) settings.mode = policy.mode;
  settings.managed = /** @type {const} */ (["service", "mode"]).filter((name) => policy[name] !== undefined);
  return settings;
}

/**
 * @param {Partial<Omit<Settings, "managed">>} changes
 * @returns {Promise<boolean>} false when the browser could not keep them
 */
export async function saveSettings(changes) {
  const { managed: _, ...own } = readSettings((await api.storage.local.get(KEY))[KEY]);
  try {
    await api.storage.local.set({ [KEY]: { ...own, ...changes } });
    return true;
  } catch {
    return false;
  }
}
