/** "Continue anyway" as choices on a page: how far it reaches is said before it is chosen. */
import { grant, organizerName, revoke, scopesFor, trusted } from "../bypass.js";
import { button, node } from "../dom.js";

/** @import { TabState } from "../shapes.js" */
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

/** @param {TabState} state */
async function takeBack(state) {
  await revoke({ scope: "link", value: state.key });
  const organizer = trusted(state);
  if (organizer) await revoke({ scope: "organizer", value: organizer.id });
}
