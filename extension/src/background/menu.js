/** "Periksa tautan ini": checks a link before it is opened. */
import { UnreadableLinkError } from "../address.js";
import { api } from "../api.js";
import { readLink } from "../link_key.js";
import { loadPlatforms } from "../platforms.js";
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";
import { openPopup, pagesStandBeside } from "../private_windows.js";
import { keepState, stateOf } from "../tab_state.js";
import { checkPage } from "./checking.js";

const ID = "check-link";
const PAGES = ["https://*/*", "http://*/*"]; // not our own: their links are told of already

/** @type {Promise<void>} one after the other: two at once would make the entry twice */
let making = Promise.resolve();

/** Puts the entry into the menu of links, in the teacher's language; Firefox for Android has no such menu. */
export function makeMenu() {
  if (api.contextMenus) making = making.then(make, make);
  return making;
}

async function make() {
  const t = await loadStrings((await loadSettings()).language);
  const title = t("menu_check_link");
  try {
    await api.contextMenus.update(ID, { title, documentUrlPatterns: PAGES });
  } catch {
    const entry = { id: ID, contexts: /** @type {["link"]} */ (["link"]), title, documentUrlPatterns: PAGES };
    api.contextMenus.create(entry, () => void api.runtime.lastError); // there already: fine
  }
}

export function listenToMenu() {
  api.contextMenus?.onClicked.addListener((info, tab) => {
    if (info.menuItemId === ID && info.linkUrl) void checkLink(info.linkUrl, null, tab);
  });
}

/**
 * @param {string} address
 * @param {string | null} shownAs the name under which a page already shows this link; it is then only brought up to date
 * @param {import("../private_windows.js").Tab} [tab] where the link stands
 */
export async function checkLink(address, shownAs = null, tab) {
  const [settings, platforms] = await Promise.all([loadSettings(), loadPlatforms()]);
  const id = shownAs ?? `link-${crypto.randomUUID()}`;
  try {
    const link = readLink(address, platforms);
    const page = { title: "", text: "" };
    const outcome = await checkPage(link, page, settings, await loadStrings(settings.language));
    await keepState(id, { key: link.key, address: link.url, target: address, page, outcome, muted: null, private: await isPrivate(shownAs, tab), at: Date.now() });
  } catch (error) {
    if (!(error instanceof UnreadableLinkError)) throw error;
  }
  if (shownAs) return;
  if (!tab || pagesStandBeside(tab)) await api.tabs.create({ url: api.runtime.getURL(`src/pages/explanation.html?tab=${id}`) });
  else await openPopup(tab.windowId, id);
}

/**
 * @param {string | null} shownAs
 * @param {import("../private_windows.js").Tab} [tab]
 */
async function isPrivate(shownAs, tab) {
  if (shownAs !== null) return (await stateOf(shownAs))?.private ?? false;
  return tab?.incognito ?? false;
}
