/** What an administrator set for all browsers of a school: it wins over the teacher's own choice. */
import { api } from "./api.js";

/** @import { Policy } from "./shapes.js" */

/**
 * @returns {Promise<Policy>} empty where there is no administrator, or the browser knows no managed storage
 */
export async function loadPolicy() {
  try {
    return readPolicy(await api.storage.managed.get());
  } catch {
    return { allow: [] };
  }
}

/**
 * @param {Record<string, unknown>} given
 * @returns {Policy} values of a wrong kind are left out
 */
export function readPolicy(given) {
  /** @type {Policy} */
  const policy = { allow: [] };
  const { service, localOnly, allow } = given;
  if (typeof service === "string" && serviceAddress(service)) policy.service = service;
  if (localOnly === true) policy.mode = "local";
  if (Array.isArray(allow)) policy.allow = allow.filter((entry) => typeof entry === "string").map((entry) => entry.toLowerCase());
  return policy;
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

/**
 * @param {Policy} policy
 * @param {string} host
 * @returns {boolean} whether the administrator wants nothing shown on this host (or below it)
 */
export function isAllowed(policy, host) {
  return policy.allow.some((entry) => host === entry || host.endsWith(`.${entry}`));
}
