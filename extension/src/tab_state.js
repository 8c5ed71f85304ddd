/**
 * What is known about the page in each tab. It lives in session storage: it survives the death of the
 * service worker and ends with the browser session.
 */
import { api } from "./api.js";

/** @import { TabState } from "./shapes.js" */

/** @param {number | string} tabId a tab, or the name of a link that was checked before it was opened */
const keyOf = (tabId) => `tab:${tabId}`;

/**
 * @param {number | string} tabId
 * @param {TabState} state
 */
export async function keepState(tabId, state) {
  await api.storage.session.set({ [keyOf(tabId)]: state });
}

/**
 * @param {number | string} tabId
 * @returns {Promise<TabState | null>}
 */
export async function stateOf(tabId) {
  return /** @type {TabState | undefined} */ ((await api.storage.session.get(keyOf(tabId)))[keyOf(tabId)]) ?? null;
}

/**
 * Whether a tab shows the page that was looked at. The part after `#` and a user name do not tell pages apart; the
 * browser leaves them out in one place and not in another.
 *
 * @param {string | undefined} shown the tab's address; undefined: one we may not read
 * @param {string} looked
 */
export function isSamePage(shown, looked) {
  return shown !== undefined && pageOf(shown) === pageOf(looked);
}

/** @param {string} address */
function pageOf(address) {
  const { protocol, host, pathname, search } = new URL(address);
  return `${protocol}//${host}${pathname}${search}`;
}

/** @param {number} tabId */
export async function forgetState(tabId) {
  await api.storage.session.remove(keyOf(tabId));
}

/** What was looked at in private windows goes with the last of them. */
export async function forgetPrivate() {
  if ((await api.windows.getAll()).some(({ incognito }) => incognito)) return;
  const kept = /** @type {Record<string, TabState>} */ (await api.storage.session.get(null));
  await api.storage.session.remove(Object.keys(kept).filter((key) => key.startsWith("tab:") && kept[key]?.private));
}

/** @returns {Promise<{tabId: number, target: string}[]>} the tabs whose page could not be checked, or was not to be */
export async function uncheckedTabs() {
  const kept = /** @type {Record<string, TabState>} */ (await api.storage.session.get(null));
  const unchecked = Object.entries(kept).filter(([key, state]) => key.startsWith("tab:") && state.outcome.kind !== "verdict");
  const tabs = unchecked.map(([key, { target }]) => ({ tabId: Number(key.slice("tab:".length)), target }));
  return tabs.filter(({ tabId }) => Number.isInteger(tabId)); // a link that was not opened has no number
}
