/** "Continue anyway" as choices on a page: how far it reaches is said before it is chosen. */
import { api } from "../api.js";
import { allow, allowOnce, organizerToTrust, revoke } from "../bypass.js";
import { button, node } from "../dom.js";

/** @import { Grant, Scope, TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/**
 * @param {number} tabId
 * @param {TabState} state
 * @param {Translate} t
 * @returns {HTMLElement}
 */
export function continueChoices(tabId, state, t) {
  const done = node("p", { role: "status", class: "soft" });
  const buttons = scopesFor(state).map((scope) =>
    button(t(`continue_${scope}`, organizerName(state)), async () => {
      done.textContent = t((await grant(scope, tabId, state)) ? `continue_saved_${scope}` : "storage_full");
    }),
  );
  if (state.muted === "link" || state.muted === "organizer") {
    buttons.unshift(button(t("continue_revoke"), async () => {
      await takeBack(state);
      done.textContent = t("continue_revoked");
    }));
  }
  return node(
    "details",
    { class: "panel" },
    node("summary", {}, t("continue_title")),
    node("p", {}, t("continue_text")),
    node("div", { class: "stack" }, ...buttons),
    done,
  );
}

/**
 * @param {Scope} scope
 * @param {number} tabId
 * @param {TabState} state
 * @returns {Promise<boolean>} false when the browser could not keep the choice: it then holds for this time
 */
export async function grant(scope, tabId, state) {
  const wanted = keptGrant(scope, state);
  const kept = !wanted || (await allow(wanted).then(() => true, () => false));
  if (!wanted || !kept) await allowOnce(tabId, state.key, Date.now());
  return kept;
}

/**
 * @param {Scope} scope
 * @param {TabState} state
 * @returns {Grant | null} null for a choice that ends with the tab
 */
function keptGrant(scope, state) {
  if (api.extension.inIncognitoContext) return null; // a private window leaves nothing behind
  const at = Date.now();
  const organizer = state.outcome.kind === "verdict" ? organizerToTrust(state.outcome.verdict) : null;
  if (scope === "organizer" && organizer) return { scope, value: organizer.id, label: organizer.name, at };
  return scope === "link" ? { scope, value: state.key, label: state.address, at } : null;
}

/**
 * @param {TabState} state
 * @returns {Scope[]}
 */
export function scopesFor(state) {
  if (api.extension.inIncognitoContext) return ["once"];
  const organizer = state.outcome.kind === "verdict" && organizerToTrust(state.outcome.verdict);
  return organizer ? ["once", "link", "organizer"] : ["once", "link"];
}

/** @param {TabState} state */
export function organizerName(state) {
  return state.outcome.kind === "verdict" ? (organizerToTrust(state.outcome.verdict)?.name ?? "") : "";
}

/** @param {TabState} state */
async function takeBack(state) {
  await revoke({ scope: "link", value: state.key });
  const organizer = state.outcome.kind === "verdict" ? organizerToTrust(state.outcome.verdict) : null;
  if (organizer) await revoke({ scope: "organizer", value: organizer.id });
}
