/**
 * The wall before a danger where no page of ours can stand (private windows of Chromium): the page is loaded anew, and
 * a script that runs before anything of it stops it and draws the explanation in its place. Nothing of the page runs.
 */
import { api } from "../api.js";
import { grant, mutedBy, choicesFor, organizerName, scopesFor } from "../bypass.js";
import { setBadge } from "../badge.js";
import { isDanger } from "../present.js";
import { loadSettings } from "../settings.js";
import { loadEntries } from "../strings.js";
import { forgetState, stateOf } from "../tab_state.js";

/** @import { ContentMessage, TabState, WallView } from "../shapes.js" */

const PREFIX = "wall-";
const BLANK = "about:blank";
const MOST_RAISED = 5; // within a minute: a site that leads to another address each time is not loaded again and again
const MINUTE_MS = 60_000;

/**
 * @param {number} tabId
 * @param {TabState} state
 */
export async function raiseWall(tabId, state) {
  try {
    await raise(tabId, state);
  } catch (error) {
    await api.tabs.update(tabId, { url: BLANK }); // rather nothing than the page
    throw error;
  }
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
async function raise(tabId, state) {
  await unregister((id) => id === `${PREFIX}${tabId}`);
  const { page, permitted } = reachOf(state.target);
  // Not permitted, or for one click only: that was in the popup, which tells the rest beside an empty page.
  const mayDraw = (await api.permissions.contains({ origins: [permitted] })) && (await raisedTimes(tabId)) <= MOST_RAISED;
  if (!mayDraw) return void (await api.tabs.update(tabId, { url: BLANK }));
  await api.scripting.registerContentScripts([
    { id: `${PREFIX}${tabId}`, js: ["wall.js"], matches: [page], runAt: "document_start", persistAcrossSessions: false },
  ]);
  const { origin, pathname, search } = new URL(state.target);
  await api.tabs.update(tabId, { url: `${origin}${pathname}${search}` }); // with its fragment the browser would stay where it is
}

/**
 * @param {string} address
 * @returns {{page: string, permitted: string}} match patterns: this page (its query tells forms apart), and its host
 */
function reachOf(address) {
  const { protocol, hostname, pathname, search } = new URL(address);
  return { page: `${protocol}//${hostname}${pathname}${search}`, permitted: `${protocol}//${hostname}/*` };
}

/**
 * @param {number} tabId
 * @returns {Promise<number>} how often within the last minute, this time included
 */
async function raisedTimes(tabId) {
  const key = `walls:${tabId}`;
  const before = /** @type {number[]} */ ((await api.storage.session.get(key))[key] ?? []);
  const now = Date.now();
  const times = [...before.filter((at) => now - at < MINUTE_MS), now].slice(-MOST_RAISED - 1);
  await api.storage.session.set({ [key]: times });
  return times.length;
}

/** @param {number} tabId */
export async function forgetWall(tabId) {
  await Promise.all([unregister((id) => id === `${PREFIX}${tabId}`), api.storage.session.remove(`walls:${tabId}`)]);
}

/** @param {(id: string) => boolean} chosen */
async function unregister(chosen) {
  const all = await api.scripting.getRegisteredContentScripts();
  const ids = all.map(({ id }) => id).filter((id) => id.startsWith(PREFIX) && chosen(id));
  if (ids.length) await api.scripting.unregisterContentScripts({ ids });
}

/**
 * What the script in the page asks.
 *
 * @param {Extract<ContentMessage, {type: "wall"}>} message
 * @param {chrome.tabs.Tab} tab
 * @param {string} url
 * @returns {Promise<WallView | string | null>} what to draw; the address to go on to; null: no wall belongs here
 */
export async function answerWall(message, tab, url) {
  try {
    return await answered(message, tab, url);
  } catch (error) {
    await api.tabs.update(/** @type {number} */ (tab.id), { url: BLANK }); // rather nothing than the page
    throw error;
  }
}

/**
 * @param {Extract<ContentMessage, {type: "wall"}>} message
 * @param {chrome.tabs.Tab} tab
 * @param {string} url
 * @returns {Promise<WallView | string | null>}
 */
async function answered({ action }, tab, url) {
  const tabId = /** @type {number} */ (tab.id);
  const state = await stateOf(tabId);
  if (action === "back") return replaceTab(tab);
  if (action === "leave") {
    await api.tabs.update(tabId, { url: BLANK });
    return null;
  }
  if (!state || !isDanger(state.outcome) || state.outcome.kind !== "verdict" || !(await stands(tabId, state, url))) {
    await unregister(() => true); // whichever ran here; another tab's wall is drawn already
    return null;
  }
  if (action !== "show") {
    await Promise.all([grant(action, tabId, state), unregister((id) => id === `${PREFIX}${tabId}`)]);
    return state.target;
  }
  const { verdict } = state.outcome;
  const { language } = await loadSettings();
  const [words, style] = await Promise.all([loadEntries(language), pageStyle(), setBadge(tabId, verdict.level, verdict.headline)]);
  return { state, scopes: scopesFor(state), organizer: organizerName(state), language, words, style };
}

/**
 * Another tab may be at the same address, or this one was allowed to go on.
 *
 * @param {number} tabId
 * @param {TabState} state
 * @param {string} url
 */
async function stands(tabId, state, url) {
  const muted = mutedBy(await choicesFor(tabId), state.key, state.outcome, Date.now());
  return state.private && !muted && reachOf(url).page === reachOf(state.target).page;
}

/**
 * Nothing stood before the dangerous page: a new tab takes its place.
 *
 * @param {chrome.tabs.Tab} tab
 */
async function replaceTab({ id, windowId }) {
  await api.tabs.create({ windowId });
  await api.tabs.remove(/** @type {number} */ (id));
  await forgetState(/** @type {number} */ (id));
  return null;
}

async function pageStyle() {
  return (await fetch(api.runtime.getURL("src/pages/page.css"))).text();
}
