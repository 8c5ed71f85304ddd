/** "Periksa tautan ini": checks a link before it is opened. */
import { UnreadableLinkError } from "../address.js";
import { api } from "../api.js";
import { readLink } from "../link_key.js";
import { loadPlatforms } from "../platforms.js";
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";
import { keepState } from "../tab_state.js";
import { checkPage } from "./checking.js";

const ID = "check-link";

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
    await api.contextMenus.update(ID, { title });
  } catch {
    api.contextMenus.create({ id: ID, contexts: ["link"], title }, () => void api.runtime.lastError); // there already: fine
  }
}

export function listenToMenu() {
  api.contextMenus?.onClicked.addListener((info) => {
    if (info.menuItemId === ID && info.linkUrl) void checkLink(info.linkUrl);
  });
}

/**
 * @param {string} address
 * @param {string | null} shownAs the name under which a page already shows this link; it is then only brought up to date
 */
export async function checkLink(address, shownAs = null) {
  const [settings, platforms] = await Promise.all([loadSettings(), loadPlatforms()]);
  const id = shownAs ?? `link-${crypto.randomUUID()}`;
  try {
    const link = readLink(address, platforms);
    const page = { title: "", text: "" };
    const outcome = await checkPage(link, page, settings, await loadStrings(settings.language));
    await keepState(id, { key: link.key, address: link.url, target: address, page, outcome, muted: null, at: Date.now() });
  } catch (error) {
    if (!(error instanceof UnreadableLinkError)) throw error;
  }
  if (!shownAs) await api.tabs.create({ url: api.runtime.getURL(`src/pages/explanation.html?tab=${id}`) });
}
