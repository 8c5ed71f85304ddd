/** What the popup and the explanation show of one tab: the verdict, its reasons, and what can be done with it. */
import { api } from "../api.js";
import { button, node } from "../dom.js";
import { whenOpened } from "../opening.js";
import { mayAskAgain } from "../present.js";
import { continueChoices } from "./continue.js";
import { verdictBody, verdictPanel } from "./explain.js";

/** @import { TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/**
 * @param {number | string} tabId
 * @param {TabState | null} state null when nothing is known of the page
 * @param {Translate} t
 * @param {boolean} alone no other page of ours may be opened for this tab: what belongs to it stays in this one
 * @returns {{title: string, content: Node[]}}
 */
export function statePage(tabId, state, t, alone = false) {
  const content = state ? known(tabId, state, t, alone) : nothing(tabId, t);
  return { title: t("explanation_title"), content: [...content, footer(t)] };
}

/**
 * @param {number | string} tabId
 * @param {TabState} state
 * @param {Translate} t
 * @param {boolean} alone
 * @returns {Node[]}
 */
function known(tabId, state, t, alone) {
  const { outcome } = state;
  /** @type {Node[]} */
  const content = [verdictPanel(state, t)];
  if (outcome.kind === "verdict") {
    const { share } = outcome.verdict;
    if (share) content.push(copyButton(share, t));
    content.push(...verdictBody(outcome.verdict, state.address, t));
    // A page in a tab waits by itself; nobody but this page waits for a link that was not opened.
    if (!isTab(tabId) && outcome.verdict.pending) void follow(outcome.verdict.pending, tabId, state);
  }
  if (outcome.kind === "undecided") content.push(node("a", { href: "welcome.html", class: "like-button", target: "_blank" }, t("button_choose")));
  if (mayAskAgain(outcome)) content.push(button(t("button_retry"), () => void again(tabId, state)));
  else if (outcome.kind !== "verdict") content.push(button(t("button_check"), () => void again(tabId, state)));
  if (isTab(tabId) && outcome.kind === "verdict") content.push(continueChoices(Number(tabId), state, t));
  content.push(
    node("nav", { class: "soft", "aria-label": t("page_actions") },
      pageLink(`diary.html?tab=${tabId}`, t("diary_note_this"), alone), pageLink(`report.html?tab=${tabId}`, t("button_report"), alone)),
  );
  return content;
}

/** @param {number | string} tabId */
function isTab(tabId) {
  return Number.isInteger(Number(tabId));
}

/**
 * @param {string} job
 * @param {number | string} tabId
 * @param {TabState} state
 */
async function follow(job, tabId, state) {
  if (await whenOpened(job)) await again(tabId, state);
}

/**
 * Asks once more: about the page in its tab, or about a link that was not opened.
 *
 * @param {number | string} tabId
 * @param {TabState} state
 */
async function again(tabId, state) {
  if (isTab(tabId)) await checkNow(Number(tabId));
  else await api.runtime.sendMessage({ type: "check-link", url: state.target, id: tabId });
}

/**
 * @param {number | string} tabId
 * @param {Translate} t
 * @returns {Node[]}
 */
function nothing(tabId, t) {
  return [
    node("h1", {}, "CekDiklat"),
    node("p", {}, t("popup_nothing")),
    button(t("button_check"), async () => {
      if (!(await checkNow(Number(tabId)))) document.querySelector("#done")?.replaceChildren(t("popup_cannot"));
    }),
    node("p", { role: "status", id: "done" }),
  ];
}

/**
 * Asks the page's content script to look again; where there is none yet, puts it there (the teacher's click on the
 * toolbar button is the permission for this one tab).
 *
 * @param {number} tabId
 * @returns {Promise<boolean>} false on pages of the browser itself, which no extension may read
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
      return false;
    }
  }
  return true;
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
  return node("nav", { class: "soft", "aria-label": t("more") },
    pageLink("options.html", t("options_title")), pageLink("diary.html", t("diary_title")), pageLink("report.html", t("report_mine")));
}

/**
 * @param {string} href
 * @param {string} label
 * @param {boolean} here in place of this page
 */
function pageLink(href, label, here = false) {
  return node("a", here ? { href } : { href, target: "_blank" }, label);
}
