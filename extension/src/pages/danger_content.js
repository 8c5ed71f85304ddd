/** What stands before a danger: what was found, the way back, and a deliberate way on. */
import { button, node } from "../dom.js";
import { verdictBody, verdictPanel } from "./explain.js";

/** @import { Scope, TabState, Verdict } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */
/** @typedef {{scopes: Scope[], organizer: string, back: () => void, on: (scope: Scope) => void}} Ways */

/**
 * @param {TabState} state
 * @param {Verdict} verdict
 * @param {Translate} t
 * @param {Ways} ways
 * @returns {HTMLElement[]}
 */
export function dangerContent(state, verdict, t, ways) {
  return [
    verdictPanel(state, t),
    node("div", { class: "stack" }, button(t("danger_back"), ways.back, "main")),
    ...verdictBody(verdict, state.address, t),
    wayOn(t, ways),
  ];
}

/**
 * Going on takes three acts: opening this part, ticking the box, choosing how far it reaches.
 *
 * @param {Translate} t
 * @param {Ways} ways
 */
function wayOn(t, { scopes, organizer, on }) {
  const understood = node("input", { type: "checkbox", id: "understood" });
  const buttons = scopes.map((scope) => button(t(`continue_${scope}`, organizer), () => on(scope)));
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
