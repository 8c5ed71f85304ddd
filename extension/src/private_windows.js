/**
 * Private windows. Firefox lets pages of an extension stand in them; Chromium shows such a page in an ordinary window
 * ("spanning" is its default), where it would outlast the private one. There the popup explains, and a wall that the
 * content script draws stands before a danger.
 */
import { api } from "./api.js";

/** @typedef {Pick<chrome.tabs.Tab, "incognito" | "windowId">} Tab */

/**
 * @param {Pick<Tab, "incognito">} tab
 * @returns {boolean} whether a page of the extension can be opened beside this tab
 */
export function pagesStandBeside(tab) {
  return !tab.incognito || "getBrowserInfo" in api.runtime; // only Firefox says who made the browser
}

const shownKey = (/** @type {number} */ windowId) => `shown:${windowId}`;

/**
 * Opens the popup of a window.
 *
 * @param {number} windowId
 * @param {string | null} link the name of a link that was checked before it was opened; null: the tab in front
 */
export async function openPopup(windowId, link = null) {
  if (link) await api.storage.session.set({ [shownKey(windowId)]: link });
  try {
    await api.action.openPopup({ windowId });
  } catch {
    await api.storage.session.remove(shownKey(windowId)); // the window is no longer in front
  }
}

/**
 * In a popup beside a private window: what is opened from it would stand in an ordinary window, so addresses are opened
 * in the private one. To be called once by every page that a popup may show.
 */
export async function keepInside() {
  if (await api.tabs.getCurrent()) return; // a page in a tab
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  if (!tab || pagesStandBeside(tab)) return;
  addEventListener("click", (event) => {
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    if (!anchor || !/^https?:$/.test(anchor.protocol)) return;
    event.preventDefault();
    void api.tabs.create({ url: anchor.href, windowId: tab.windowId });
  });
}

/**
 * @param {number} windowId
 * @returns {Promise<string | null>} the link this window's popup was opened for; asked once, then it is about the tab again
 */
export async function linkForPopup(windowId) {
  const key = shownKey(windowId);
  const link = (await api.storage.session.get(key))[key];
  if (typeof link !== "string") return null;
  await api.storage.session.remove(key);
  return link;
}
