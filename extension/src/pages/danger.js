/** The full page before a danger: what was found, the way back, and a deliberate way on. */
import { api } from "../api.js";
import { setBadge } from "../badge.js";
import { button, node } from "../dom.js";
import { stateOf } from "../tab_state.js";
import { grant, organizerName, scopesFor } from "./continue.js";
import { verdictBody, verdictPanel } from "./explain.js";
import { showPage } from "./page.js";

/** @import { Scope, TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

void showPage(async (_settings, t) => {
  const tab = await api.tabs.getCurrent();
  const state = tab?.id === undefined ? null : await stateOf(tab.id);
  if (tab?.id === undefined || state?.outcome.kind !== "verdict") {
    return { title: "CekDiklat", content: [node("h1", {}, "CekDiklat"), node("p", {}, t("danger_gone"))] };
  }
  const { verdict } = state.outcome;
  await setBadge(tab.id, verdict.level, verdict.headline);
  return {
    title: verdict.headline,
    content: [
      verdictPanel(state, t),
      node("div", { class: "stack" }, button(t("danger_back"), () => void goBack(), "main")),
      ...verdictBody(verdict, state.address, t),
      wayOn(tab.id, state, t),
    ],
  };
});

/** Back to what stood before the dangerous page; when nothing did, the tab is closed. */
async function goBack() {
  if (history.length > 2) return history.go(-2);
  await api.tabs.create({});
  window.close();
}

/**
 * Going on takes three acts: opening this part, ticking the box, choosing how far it reaches.
 *
 * @param {number} tabId
 * @param {TabState} state
 * @param {Translate} t
 */
function wayOn(tabId, state, t) {
  const understood = node("input", { type: "checkbox", id: "understood" });
  const buttons = scopesFor(state).map((scope) =>
    button(t(`continue_${scope}`, organizerName(state)), () => void goOn(scope, tabId, state)),
  );
  const choices = node("fieldset", { disabled: "" }, node("legend", {}, t("danger_choose")), node("div", { class: "stack" }, ...buttons));
  understood.addEventListener("change", () => {
    choices.disabled = !understood.checked;
  });
  return node(
    "details",
    { class: "panel" },
    node("summary", {}, t("danger_on")),
    node("label", { class: "row" }, understood, t("danger_understood")),
    choices,
  );
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
