/** The full page before a danger. */
import { api } from "../api.js";
import { setBadge } from "../badge.js";
import { grant, organizerName, scopesFor } from "../bypass.js";
import { node } from "../dom.js";
import { stateOf } from "../tab_state.js";
import { dangerContent } from "./danger_content.js";
import { showPage } from "./page.js";

/** @import { Scope, TabState } from "../shapes.js" */

void showPage(async (_settings, t) => {
  const tab = await api.tabs.getCurrent();
  const state = tab?.id === undefined ? null : await stateOf(tab.id);
  if (tab?.id === undefined || state?.outcome.kind !== "verdict") {
    return { title: "CekDiklat", content: [node("h1", {}, "CekDiklat"), node("p", {}, t("danger_gone"))] };
  }
  const { verdict } = state.outcome;
  await setBadge(tab.id, verdict.level, verdict.headline);
  const tabId = tab.id;
  const ways = {
    scopes: scopesFor(state),
    organizer: organizerName(state),
    back: () => void goBack(),
    on: (/** @type {Scope} */ scope) => void goOn(scope, tabId, state),
  };
  return { title: verdict.headline, content: dangerContent(state, verdict, t, ways) };
});

/** Back to what stood before the dangerous page; when nothing did, the tab is closed. */
async function goBack() {
  if (history.length > 2) return history.go(-2);
  await api.tabs.create({});
  window.close();
}

/**
 * @param {Scope} scope
 * @param {number} tabId
 * @param {TabState} state
 */
async function goOn(scope, tabId, state) {
  await grant(scope, tabId, state);
  location.replace(state.target);
}
