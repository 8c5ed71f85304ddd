/** The background: listens, and hands each message to the module that knows. Keeps nothing in memory. */
import { api } from "../api.js";
import { forgetOnce } from "../bypass.js";
import { loadSettings } from "../settings.js";
import { forgetState } from "../tab_state.js";
import { followAnySite } from "./any_site.js";
import { checkTab } from "./check_tab.js";
import { refresh } from "./known.js";
import { checkLink, listenToMenu, makeMenu } from "./menu.js";

/** @import { ContentMessage } from "../shapes.js" */

api.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void openPage("welcome");
  void makeMenu();
  void followAnySite();
});
api.runtime.onStartup.addListener(() => {
  void makeMenu();
  void followAnySite();
});
api.permissions.onAdded.addListener(() => void followAnySite());
api.permissions.onRemoved.addListener(() => void followAnySite());
api.storage.local.onChanged.addListener((changes) => {
  if (changes["settings"]) void followAnySite();
});
listenToMenu();

api.tabs.onRemoved.addListener((tabId) => {
  void forgetState(tabId);
  void forgetOnce(tabId);
});

api.runtime.onMessage.addListener((/** @type {ContentMessage} */ message, sender, respond) => {
  if (sender.id !== api.runtime.id) return false;
  if (message.type === "refresh") {
    loadSettings().then(refresh).finally(() => respond(null));
    return true;
  }
  if (message.type === "check-link") {
    checkLink(message.url, message.id).finally(() => respond(null));
    return true;
  }
  if (sender.tab?.id === undefined || sender.frameId !== 0) return false;
  answer(message, sender.tab.id, sender.url ?? "").then(respond, (error) => {
    console.error("CekDiklat:", error);
    respond(null);
  });
  return true;
});

/**
 * @param {Exclude<ContentMessage, {type: "refresh" | "check-link"}>} message
 * @param {number} tabId
 * @param {string} url the browser's word for where the message comes from, not the page's
 */
async function answer(message, tabId, url) {
  if (message.type === "check") return checkTab(message, tabId, url);
  if (message.action === "choose") await openPage("welcome");
  if (message.action === "why") await openPage("explanation", `?tab=${tabId}`);
  return null;
}

/**
 * @param {string} name
 * @param {string} query
 */
async function openPage(name, query = "") {
  await api.tabs.create({ url: api.runtime.getURL(`src/pages/${name}.html${query}`) });
}
