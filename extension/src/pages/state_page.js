/** What the popup and the explanation show of one tab: the verdict, its reasons, and what can be done with it. */
import { api } from "../api.js";
import { button, node } from "../dom.js";
import { stateOf } from "../tab_state.js";
import { continueChoices } from "./continue.js";
import { verdictBody, verdictPanel } from "./explain.js";

/** @import { TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/**
 * @param {number} tabId
 * @param {Translate} t
 * @returns {Promise<{title: string, content: Node[]}>}
 */
export async function statePage(tabId, t) {
  const state = await stateOf(tabId);
  const content = state ? known(tabId, state, t) : nothing(tabId, t);
  return { title: t("explanation_title"), content: [...content, footer(t)] };
}

/**
 * @param {number} tabId
 * @param {TabState} state
 * @param {Translate} t
 * @returns {Node[]}
 */
function known(tabId, state, t) {
  const { outcome } = state;
  const content = [verdictPanel(state, t)];
  if (outcome.kind === "verdict") {
    const { share } = outcome.verdict;
    if (share) content.push(copyButton(share, t));
    content.push(...verdictBody(outcome.verdict, t), continueChoices(tabId, state, t));
  } else {
    content.push(button(t(outcome.kind === "unchecked" ? "button_retry" : "button_check"), () => void checkNow(tabId)));
  }
  return content;
}

/**
 * @param {number} tabId
 * @param {Translate} t
 * @returns {Node[]}
 */
function nothing(tabId, t) {
  return [
    node("h1", {}, "CekDiklat"),
    node("p", {}, t("popup_nothing")),
    button(t("button_check"), () => void checkNow(tabId)),
    node("p", { role: "status", id: "done" }),
  ];
}

/**
 * Asks the page's content script to look again; where there is none yet, puts it there (the teacher's click on the
 * toolbar button is the permission for this one tab).
 *
 * @param {number} tabId
 */
async function checkNow(tabId) {
  const message = { type: "check-now" };
  try {
    await api.tabs.sendMessage(tabId, message);
  } catch {
    try {
      await api.scripting.executeScript({ target: { tabId }, files: ["content.js"] });
      await api.tabs.sendMessage(tabId, message);
    } catch {
      document.querySelector("#done")?.replaceChildren(document.body.dataset["cannot"] ?? "");
    }
  }
}

/**
 * @param {string} share
 * @param {Translate} t
 */
function copyButton(share, t) {
  const said = node("span", { role: "status", class: "soft" });
  const copy = button(t("button_copy"), async () => {
    await navigator.clipboard.writeText(share);
    said.textContent = t("copied");
  });
  return node("details", { class: "panel" }, node("summary", {}, t("share_title")), node("pre", {}, share), copy, said);
}

/** @param {Translate} t */
function footer(t) {
  const links = Object.entries({ options: t("options_title"), diary: t("diary_title") }).map(([name, label]) =>
    node("a", { href: `${name}.html`, target: "_blank" }, label),
  );
  return node("nav", { class: "soft", "aria-label": t("more") }, ...links);
}
