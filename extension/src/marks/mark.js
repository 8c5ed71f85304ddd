/** The mark beside a link: a small button with a sign and a word, in a shadow root the page cannot look into. */
import { BUILD } from "../build.js";
import { button } from "../dom.js";
import { icon } from "../icons.js";
import { MARK_STYLE } from "./mark_style.js";

/** @import { MarkView } from "../shapes.js" */

/**
 * @param {MarkView} view
 * @param {() => void} act
 * @returns {HTMLElement} not yet in the page
 */
export function makeMark(view, act) {
  const host = document.createElement("cekdiklat-mark");
  host.style.setProperty("display", "inline-block", "important");
  const style = document.createElement("style");
  style.textContent = MARK_STYLE;
  const made = button(view.label, act, `mark ${view.tone}`);
  made.title = view.title;
  made.setAttribute("aria-label", `${view.label}. ${view.title}`);
  made.prepend(icon(view.tone));
  host.attachShadow({ mode: BUILD.shadow }).append(style, made);
  // A chat opens its message, a result its page, on any click that reaches them.
  for (const name of ["click", "mousedown", "pointerdown", "keydown"]) host.addEventListener(name, (event) => event.stopPropagation());
  return host;
}
