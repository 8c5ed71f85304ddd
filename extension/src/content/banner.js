/** The banner: one card in a shadow root the page cannot look into, built from nodes only. */
import { BUILD } from "../build.js";
import { button, node } from "../dom.js";
import { icon } from "../icons.js";
import { BANNER_STYLE } from "./banner_style.js";

/** @import { BannerView, BannerButton } from "../shapes.js" */

const TAG = "cekdiklat-banner";
const INTERRUPTING = ["caution", "danger"]; // a screen reader says these at once, the others when it is idle

/**
 * @param {BannerView} view
 * @param {(action: BannerButton["action"] | "close") => void} act
 * @returns {{host: HTMLElement, card: HTMLElement}} the host element, not yet in the page, and what is seen of it
 */
export function makeBanner(view, act) {
  const host = document.createElement(TAG);
  const style = document.createElement("style");
  style.textContent = BANNER_STYLE;
  const shown = card(view, act);
  host.attachShadow({ mode: BUILD.shadow }).append(style, shown);
  return { host, card: shown };
}

/**
 * @param {BannerView} view
 * @param {(action: BannerButton["action"] | "close") => void} act
 */
function card(view, act) {
  const sign = node("div", { class: "sign" });
  sign.append(icon(view.tone));
  const close = button("×", () => act("close"), "close");
  close.setAttribute("aria-label", view.closeLabel);
  return node(
    "section",
    { class: `card ${view.tone}`, role: "region", "aria-label": view.label },
    sign,
    words(view),
    close,
    node("div", { class: "buttons" }, ...view.buttons.map(({ action, label }) => button(label, () => act(action), "action"))),
  );
}

/** @param {BannerView} view */
function words(view) {
  return node(
    "div",
    { class: "words", role: INTERRUPTING.includes(view.tone) ? "alert" : "status" },
    node("p", { class: "label" }, view.label),
    node("p", { class: "headline" }, view.headline),
    node("p", { class: "lead" }, view.lead),
    view.quote ? node("p", { class: "quote" }, `“${view.quote}”`) : null,
    view.note ? node("p", { class: "note" }, view.note) : null,
  );
}
