/**
 * Marks links in chats and search results before they are opened. Links are found by `a[href]` alone, because class
 * names of these sites change every week. Only addresses are read, never the messages around them.
 */
import { api } from "../api.js";
import { makeMark } from "./mark.js";

/** @import { MarkView } from "../shapes.js" */

const QUIET_MS = 400; // the page has stopped drawing for so long
const BATCH = 50; // addresses in one question
const MOST_MARKS = 200; // at once; a page without end must not fill up

/** @type {WeakMap<HTMLAnchorElement, string>} the address by which each link was judged */
const judged = new WeakMap();
/** @type {Map<HTMLElement, HTMLAnchorElement>} */
const marks = new Map();
/** @type {number | undefined} */
let timer;

function later() {
  timer ??= setTimeout(() => {
    timer = undefined;
    void look();
  }, QUIET_MS);
}

async function look() {
  sweep();
  const fresh = [...document.querySelectorAll(/** @type {"a"} */ ("a[href]"))].filter(isNew);
  const now = fresh.slice(0, Math.min(BATCH, MOST_MARKS - marks.size));
  if (now.length === 0) return;
  for (const link of now) judged.set(link, link.href);
  const views = await ask(now.map((link) => link.href));
  now.forEach((link, at) => {
    const view = views[at];
    if (view && link.isConnected) place(link, view);
  });
  if (fresh.length > now.length) later();
}

/** @param {HTMLAnchorElement} link */
function isNew(link) {
  if (judged.get(link) === link.href || !/^https?:/.test(link.href)) return false;
  return link.textContent?.trim() !== "" && link.checkVisibility();
}

/**
 * @param {string[]} addresses
 * @returns {Promise<(MarkView | null)[]>}
 */
async function ask(addresses) {
  try {
    return (await api.runtime.sendMessage({ type: "marks", addresses })) ?? [];
  } catch {
    return []; // the extension was just updated and this script is left over
  }
}

/**
 * @param {HTMLAnchorElement} link
 * @param {MarkView} view
 */
function place(link, view) {
  const mark = makeMark(view, () => void api.runtime.sendMessage({ type: "check-link", url: link.href }).catch(() => undefined));
  link.after(mark);
  marks.set(mark, link);
}

/** Takes away marks whose link is gone or leads elsewhere by now: such pages use their elements again. */
function sweep() {
  for (const [mark, link] of marks) {
    if (mark.isConnected && mark.previousElementSibling === link && judged.get(link) === link.href) continue;
    mark.remove(); // a link stays judged: a page that takes its mark away is not fought
    marks.delete(mark);
  }
}

new MutationObserver(later).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] });
later();
