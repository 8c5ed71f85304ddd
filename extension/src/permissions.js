/** Permissions that are asked for only when a teacher wants what needs them. */
import { api } from "./api.js";

/** What Firefox calls the data a check sends: the link, and the text the page shows. */
const DATA = ["browsingActivity", "websiteContent"];

/**
 * Firefox keeps its own consent for sending data; Chromium has none, there our own question is the consent.
 *
 * @returns {Promise<boolean>}
 */
export async function mayCheckOnline() {
  if (!hasDataConsent()) return true;
  const { data_collection: granted = [] } = /** @type {{data_collection?: string[]}} */ (await api.permissions.getAll());
  return DATA.every((kind) => granted.includes(kind));
}

/** @returns {Promise<boolean>} to be called from a click */
export async function askToCheckOnline() {
  if (!hasDataConsent()) return true;
  return api.permissions.request(/** @type {chrome.permissions.Permissions} */ ({ data_collection: DATA }));
}

export async function withdrawOnline() {
  if (hasDataConsent()) await api.permissions.remove(/** @type {chrome.permissions.Permissions} */ ({ data_collection: DATA }));
}

/**
 * @param {string[]} origins match patterns
 * @returns {Promise<boolean>} to be called from a click
 */
export function askForOrigins(origins) {
  return api.permissions.request({ origins });
}

/**
 * @param {string} address
 * @returns {string} `http://127.0.0.1:8765` → `http://127.0.0.1/*`: match patterns of Firefox know no ports
 */
export function originPattern(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/** Firefox names its own consent in the manifest of both builds, but only Firefox knows who made the browser. */
function hasDataConsent() {
  return "getBrowserInfo" in api.runtime;
}
