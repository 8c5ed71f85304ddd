/** The background: listens, and hands each message to the module that knows. Keeps nothing in memory. */
import { api } from "../api.js";
import { bareAddress } from "../link_key.js";
import { bannerView, summary, toneOf } from "../present.js";
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";
import { setBadge } from "./badge.js";
import { checkPage } from "./checking.js";
import { forgetState, keepState } from "./tab_state.js";

/** @import { BannerView, ContentMessage, PageReading } from "../shapes.js" */

api.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void openPage("welcome");
});

api.tabs.onRemoved.addListener((tabId) => void forgetState(tabId));

api.runtime.onMessage.addListener((/** @type {ContentMessage} */ message, sender, respond) => {
  if (sender.id !== api.runtime.id || sender.tab?.id === undefined || sender.frameId !== 0) return false;
  answer(message, sender.tab.id, sender.url ?? "").then(respond, (error) => {
    console.error("CekDiklat:", error);
    respond(null);
  });
  return true;
});

/**
 * @param {ContentMessage} message
 * @param {number} tabId
 * @param {string} url the browser's word for where the message comes from, not the page's
 */
async function answer(message, tabId, url) {
  if (message.type === "check") return check(message.page, tabId, url);
  if (message.action === "choose") await openPage("welcome");
  if (message.action === "why") await openPage("explanation", `?tab=${tabId}`);
  return null;
}

/**
 * @param {PageReading} page
 * @param {number} tabId
 * @param {string} url
 * @returns {Promise<BannerView | null>}
 */
async function check(page, tabId, url) {
  const address = bareAddress(url);
  if (!address) return null;
  const settings = await loadSettings();
  const [outcome, t] = await Promise.all([checkPage(address, page, settings), loadStrings(settings.language)]);
  const state = { key: address, address, title: page.title, outcome, at: Date.now() };
  await keepState(tabId, state);
  await setBadge(tabId, toneOf(outcome), summary(outcome, t).headline);
  return bannerView(state, t);
}

/**
 * @param {string} name
 * @param {string} query
 */
async function openPage(name, query = "") {
  await api.tabs.create({ url: api.runtime.getURL(`src/pages/${name}.html${query}`) });
}
