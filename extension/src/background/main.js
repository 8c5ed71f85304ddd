/** The background: listens, and hands each message to the module that knows. Keeps nothing in memory. */
import { api } from "../api.js";
import { forgetOnce } from "../bypass.js";
import { migrate } from "../migrate.js";
import { openPopup, pagesStandBeside } from "../private_windows.js";
import { loadSettings } from "../settings.js";
import { forgetPrivate, forgetState, isSamePage, uncheckedTabs } from "../tab_state.js";
import { checkTab, forgetLooks } from "./check_tab.js";
import { openingOf } from "./link_jobs.js";
import { refresh } from "./list.js";
import { marksFor } from "./marking.js";
import { checkLink, listenToMenu, makeMenu } from "./menu.js";
import { followChoices } from "./registered.js";
import { answerWall, forgetWall } from "./wall.js";

/** @import { ContentMessage } from "../shapes.js" */

api.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void openPage("welcome");
  const ready = reason === "update" ? migrate() : Promise.resolve();
  void ready.then(() => Promise.all([makeMenu(), followChoices()]));
});
api.runtime.onStartup.addListener(() => {
  void makeMenu();
  void followChoices();
});
api.permissions.onAdded.addListener(() => void followChoices());
api.permissions.onRemoved.addListener(() => void followChoices());
api.storage.local.onChanged.addListener((changes) => {
  if (changes["settings"]) void Promise.all([followChoices(), makeMenu(), lookAgain()]);
});
listenToMenu();

api.tabs.onRemoved.addListener((tabId) => {
  void forgetState(tabId);
  forgetLooks(tabId);
  void forgetOnce(tabId);
  void forgetWall(tabId);
});
api.windows?.onRemoved.addListener(() => void forgetPrivate()); // Firefox for Android knows no windows

api.runtime.onMessage.addListener((/** @type {ContentMessage} */ message, sender, respond) => {
  if (sender.id !== api.runtime.id) return false;
  if (message.type === "refresh") {
    loadSettings().then(refresh).finally(() => respond(null));
    return true;
  }
  if (message.type === "check-link") {
    checkLink(message.url, message.id, sender.tab).finally(() => respond(null));
    return true;
  }
  if (message.type === "marks") {
    marksFor(message.addresses).then(respond, () => respond([]));
    return true;
  }
  if (message.type === "opened") {
    loadSettings().then((settings) => openingOf(message.job, settings)).then(respond, () => respond("unknown"));
    return true;
  }
  if (sender.tab?.id === undefined || sender.frameId !== 0) return false;
  answer(message, sender.tab, sender).then(respond, (error) => {
    console.error("CekDiklat:", error);
    respond(null);
  });
  return true;
});

/**
 * @param {Exclude<ContentMessage, {type: "refresh" | "check-link" | "opened" | "marks"}>} message
 * @param {chrome.tabs.Tab} tab
 * @param {chrome.runtime.MessageSender} sender the browser's word for where the message comes from, not the page's
 */
async function answer(message, tab, { origin, url = "" }) {
  // The sender's address is the one it was loaded from; a page that became another one since is at the tab's.
  if (message.type === "check") return checkTab(message, tab, tab.url?.startsWith(`${origin}/`) ? tab.url : url);
  if (message.type === "wall") return answerWall(message, tab, url);
  if (message.action === "choose") await openPage("welcome");
  if (message.action === "why" && pagesStandBeside(tab)) await openPage("explanation", `?tab=${tab.id}`);
  else if (message.action === "why") await openPopup(tab.windowId);
  return null;
}

/** After a choice in the settings: who goes back to an open form finds it checked, without loading it anew. */
async function lookAgain() {
  for (const { tabId, target } of await uncheckedTabs()) {
    const shown = await api.tabs.get(tabId).catch(() => null);
    if (!isSamePage(shown?.url, target)) continue; // nobody asked for the page that came after
    await api.tabs.sendMessage(tabId, { type: "check-now" }).catch(() => undefined); // its page may be gone by now
  }
}

/**
 * @param {string} name
 * @param {string} query
 */
async function openPage(name, query = "") {
  await api.tabs.create({ url: api.runtime.getURL(`src/pages/${name}.html${query}`) });
}
