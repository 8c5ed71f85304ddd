/** The teacher's settings, in `storage.local` under one key; unknown or broken values fall back to the default. */
import { api } from "./api.js";
import { BUILD } from "./build.js";

/** @import { Settings } from "./shapes.js" */

const KEY = "settings";

/** @returns {Settings} */
export function defaults() {
  return { version: 1, mode: "undecided", service: BUILD.service, language: "id" };
}

/**
 * @param {unknown} stored whatever lies in the storage
 * @returns {Settings}
 */
export function readSettings(stored) {
  const settings = defaults();
  if (typeof stored !== "object" || stored === null) return settings;
  const { mode, service, language } = /** @type {Record<string, unknown>} */ (stored);
  if (mode === "service" || mode === "local") settings.mode = mode;
  if (language === "en") settings.language = language;
  if (typeof service === "string" && serviceAddress(service)) settings.service = service;
  return settings;
}

/**
 * @param {string} text
 * @returns {string | null} the address without its closing slash, or null when it is no http(s) address
 */
export function serviceAddress(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username || url.search || url.hash) return null;
  return url.href.replace(/\/+$/, "");
}

/** @returns {Promise<Settings>} */
export async function loadSettings() {
  return readSettings((await api.storage.local.get(KEY))[KEY]);
}

/** @param {Partial<Settings>} changes */
export async function saveSettings(changes) {
  await api.storage.local.set({ [KEY]: { ...(await loadSettings()), ...changes } });
}
