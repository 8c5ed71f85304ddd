/** The popup of the toolbar button: everything known about the page in front of the teacher. */
import { api } from "../api.js";
import { isDanger } from "../present.js";
import { linkForPopup, pagesStandBeside } from "../private_windows.js";
import { isSamePage, stateOf } from "../tab_state.js";
import { keepShowing } from "./page.js";
import { statePage } from "./state_page.js";

/** @import { TabState } from "../shapes.js" */

const [tab] = await api.tabs.query({ active: true, currentWindow: true });
const link = tab ? await linkForPopup(tab.windowId) : null;
const tabId = tab?.id ?? -1;
const alone = tab !== undefined && !pagesStandBeside(tab);
keepShowing(async (_settings, t) => {
  if (link) return statePage(link, await stateOf(link), t, alone);
  const state = await stateOf(tabId);
  return statePage(tabId, state && (await isInFront(state)) ? state : null, t, alone);
});

/**
 * What is known of a tab may be about a page that it showed before.
 *
 * @param {TabState} state
 */
async function isInFront(state) {
  const { url } = await api.tabs.get(tabId);
  if (isSamePage(url, state.target)) return true;
  if (!isDanger(state.outcome)) return false;
  // Our full page stands before a danger; where none can, an empty one may, whose address we may not read.
  return alone ? url === undefined || url === "about:blank" : isSamePage(url, api.runtime.getURL("src/pages/danger.html"));
}
