/** First run: the teacher chooses how pages are checked. Until then nothing is sent. */
import { BADGES } from "../badge.js";
import { button, node } from "../dom.js";
import { choose } from "./consent.js";
import { showPage } from "./page.js";

/** @import { Mode, Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

void showPage(async (settings, t) => ({
  title: t("welcome_title"),
  content: [
    node("h1", {}, t("welcome_title")),
    node("p", {}, t("welcome_intro")),
    node("div", { class: "choices" }, choice("service", settings, t), choice("local", settings, t)),
    node("p", { role: "status", id: "done" }),
    ...signs(t),
    node("p", {}, node("a", { href: "privacy.html", target: "_blank" }, t("privacy_link"))),
  ],
}));

/**
 * @param {Mode} mode
 * @param {Settings} settings
 * @param {Translate} t
 */
function choice(mode, settings, t) {
  const choosing = button(t(`welcome_${mode}_button`), async () => {
    const said = await choose(mode);
    document.querySelector("#done")?.replaceChildren(t(said));
    if (said !== "welcome_done") return;
    for (const other of document.querySelectorAll("[aria-pressed]")) other.setAttribute("aria-pressed", String(other === choosing));
  });
  choosing.setAttribute("aria-pressed", String(settings.mode === mode));
  return node(
    "section",
    { class: "panel", id: mode },
    node("h2", {}, t(`welcome_${mode}_title`)),
    node("p", {}, t(`welcome_${mode}_text`)),
    node("p", { class: "soft" }, t(`welcome_${mode}_never`)),
    choosing,
  );
}

/**
 * What the toolbar sign means; browsers hide the button of a new extension until it is pinned.
 *
 * @param {Translate} t
 */
function signs(t) {
  const rows = Object.entries(BADGES).map(([tone, { text }]) =>
    node("li", { class: tone }, node("span", { class: "mini", "aria-hidden": "true" }, text), t(`level_${tone}`)),
  );
  return [node("h2", {}, t("welcome_signs")), node("p", {}, t("welcome_signs_text")), node("ul", { class: "signs" }, ...rows)];
}
